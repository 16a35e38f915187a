"""What the reader chose to see, and the widgets that let them; the choice lives in the URL."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import choose_from_address, write_to_address
from dashboard.choice import Choice
from dashboard.text import _

PREVIOUS = "previous"


@dataclass(frozen=True)
class Filters(Choice):
    """The choice that the slim bar holds."""

    def notes(self, version: int) -> tuple[str, ...]:
        """The choice in words, for exports: status date, then each filter that is set."""
        language = text.current_language()
        chosen = [
            (_("Programme"), data.reference_names(version, "programmes", language).get(self.programme or "", "")),
            (_("Institution"), data.reference_names(version, "institutions", language).get(self.institution or "", "")),
            (_("Project manager"), self.manager or ""),
            (_("Compare with"), text.day(self.compare_with) if self.compare_with else ""),
        ]
        dated = (_("Status date {day}", day=text.day(self.as_of)),) if self.as_of else ()
        return dated + tuple(f"{label}: {value}" for label, value in chosen if value)


def date_bar(version: int) -> Filters:
    """As of and compare with only, for the page of one project."""
    dates = data.status_dates(version)
    as_of = _as_of(dates)
    return Filters(as_of=as_of, compare_with=_compare_with(dates, as_of))


def filter_bar(version: int) -> Filters:
    """The slim bar on top of a board."""
    dates = data.status_dates(version)
    projects = data.effective_rows(version, "projects", None)
    language = text.current_language()
    with st.grid(5, min_column_width=150, gap="small"):
        programme = _pick(_("Programme"), "programme", data.reference_names(version, "programmes", language), projects)
        institution = _pick(
            _("Institution"), "institution", data.reference_names(version, "institutions", language), projects
        )
        manager = _pick(_("Project manager"), "manager", {}, projects)
        as_of = _as_of(dates)
        compare_with = _compare_with(dates, as_of)
    return Filters(programme, institution, manager, as_of, compare_with)


def _pick(label: str, column: str, names: dict[str, str], projects: pd.DataFrame) -> str | None:
    present = sorted({value for value in projects[column] if value}, key=lambda code: names.get(code, code))
    chosen = select_in_address(label, column, ["", *present], lambda code: names.get(code, code) if code else _("All"))
    return chosen or None


def _as_of(dates: list[dt.date]) -> dt.date | None:
    if not dates:
        return None
    chosen = select_in_address(_("As of"), "as_of", [day.isoformat() for day in dates], _day_of)
    write_to_address("as_of", chosen, default="")
    return dt.date.fromisoformat(chosen)


def _compare_with(dates: list[dt.date], as_of: dt.date | None) -> dt.date | None:
    earlier = [day for day in dates if as_of and day < as_of]
    if not earlier:
        return None
    options = [PREVIOUS, *(day.isoformat() for day in earlier)]
    chosen = select_in_address(
        _("Compare with"), "compare", options, lambda code: _("Previous week") if code == PREVIOUS else _day_of(code)
    )
    return earlier[0] if chosen == PREVIOUS else dt.date.fromisoformat(chosen)


def select_in_address(label: str, key: str, options: list[str], name: Callable[[str], str]) -> str:
    """A select box whose choice is in the URL; the first option is the default."""
    choose_from_address(key, options, options[0])
    chosen = st.selectbox(label, options, format_func=name, key=key, persist_state="session")
    write_to_address(key, chosen or options[0], options[0])
    return chosen or options[0]


def _day_of(code: str) -> str:
    return text.day(dt.date.fromisoformat(code))
