"""What the reader chose to see, and the widgets that let them; the choice lives in the URL."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import comparison, data, text
from dashboard.address import choose_from_address, write_to_address
from dashboard.choice import Choice
from dashboard.comparison import ORIGINAL, Known
from dashboard.text import _, ngettext
from dashboard.today import today


@dataclass(frozen=True)
class Filters(Choice):
    """The choice that the slim bar holds."""

    @property
    def compared(self) -> str:
        """What the figures are compared with, in words; empty where they are not."""
        if self.original:
            return comparison.label(ORIGINAL)
        return text.day(self.compare_with) if self.compare_with else ""

    def movement_note(self) -> str:
        """What the movements on the cards are measured against, as a sentence."""
        if self.original:
            return _("Movement against the original baseline, in cost and end date; nothing else has one.")
        if self.compare_with:
            return _("Movement since {day}.", day=text.day(self.compare_with))
        return _("There is a single week so far; movements start with the next one.")

    def notes(self, version: int) -> tuple[str, ...]:
        """The choice in words, for exports: status date, then each filter that is set."""
        language = text.current_language()
        chosen = [
            (_("Programme"), data.reference_names(version, "programmes", language).get(self.programme or "", "")),
            (_("Institution"), data.reference_names(version, "institutions", language).get(self.institution or "", "")),
            (_("Project manager"), self.manager or ""),
        ]
        dated = (_("Status date {day}", day=text.day(self.as_of)),) if self.as_of else ()
        said = tuple(_("{label}: {value}", label=label, value=value) for label, value in chosen if value)
        return dated + said + self._compared_with()

    def _compared_with(self) -> tuple[str, ...]:
        if self.original:
            return (_("Compared with the original baseline"),)
        return (_("Compared with {day}", day=text.day(self.compare_with)),) if self.compare_with else ()


def date_bar(version: int) -> Filters:
    """As of and compare with only, for the page of one project."""
    dates = data.status_dates(version)
    as_of = _as_of(dates)
    compare_with, original = _compare_with(dates, as_of)
    _warn_of_silence(version, dates, as_of)
    return Filters(as_of=as_of, compare_with=compare_with, original=original)


def filter_bar(version: int, *, of_tools: bool = False) -> Filters:
    """The slim bar on top of a board; *of_tools* offers also the institutions that have tools and no project."""
    dates = data.status_dates(version)
    projects = data.effective_rows(version, "projects", None)
    language = text.current_language()
    with st.grid(5, min_column_width=150, gap="small"):
        programme = _pick(_("Programme"), "programme", data.reference_names(version, "programmes", language), projects)
        owners = projects[["institution"]]
        if of_tools:
            owners = pd.concat([owners, data.effective_rows(version, "migration", None)[["institution"]]])
        institution = _pick(
            _("Institution"), "institution", data.reference_names(version, "institutions", language), owners
        )
        manager = _pick(_("Project manager"), "manager", {}, projects)
        as_of = _as_of(dates)
        compare_with, original = _compare_with(dates, as_of)
    _warn_of_silence(version, dates, as_of)
    return Filters(programme, institution, manager, as_of, compare_with, original)


def _warn_of_silence(version: int, dates: list[dt.date], as_of: dt.date | None) -> None:
    """Says so where even the latest reports are out of date; of an earlier date or a frozen meeting it is no news."""
    if as_of is None or data.known_at(version) or as_of != dates[0]:
        return
    age = (today(data.database()) - as_of).days
    if age > data.thresholds(version, as_of).stale_days:
        said = ngettext(
            "The latest reports are {count} day old. The figures below may be out of date.",
            "The latest reports are {count} days old. The figures below may be out of date.",
            age,
        )
        st.warning(said, icon=":material/history:")


def _pick(label: str, column: str, names: dict[str, str], rows: pd.DataFrame) -> str | None:
    present = sorted({value for value in rows[column] if value}, key=lambda code: names.get(code, code))
    chosen = select_in_address(label, column, ["", *present], lambda code: names.get(code, code) if code else _("All"))
    return chosen or None


def _as_of(dates: list[dt.date]) -> dt.date | None:
    if not dates:
        return None
    _settle("as_of", dates)
    chosen = select_in_address(_("As of"), "as_of", [day.isoformat() for day in dates], _day_of)
    write_to_address("as_of", chosen, default="")
    return dt.date.fromisoformat(chosen)


def _compare_with(dates: list[dt.date], as_of: dt.date | None) -> tuple[dt.date | None, bool]:
    """The date chosen, or None; and whether it is the original baseline instead."""
    if as_of is None:
        return None, False
    earlier = [day for day in dates if day < as_of]
    _settle("compare", earlier, before=as_of)
    known = Known(earlier, data.committees())
    codes = comparison.options(known)
    if not earlier:
        codes = ["", *codes]
    chosen = select_in_address(
        _("Compare with"), "compare", codes, lambda code: comparison.label(code) if code else _("nothing earlier")
    )
    return (comparison.day_of(chosen, known) if chosen else None), chosen == ORIGINAL


def _settle(key: str, dates: list[dt.date], before: dt.date | None = None) -> None:
    """A date in the address on which nothing was reported becomes the last status date before it."""
    asked = st.query_params.get(key, "")
    settled = comparison.status_date_in(asked, dates)
    if settled != asked and (before is None or asked < before.isoformat()):
        st.query_params[key] = settled


def select_in_address(label: str, key: str, options: list[str], name: Callable[[str], str]) -> str:
    """A select box whose choice is in the URL; the first option is the default."""
    choose_from_address(key, options, options[0])
    chosen = st.selectbox(label, options, format_func=name, key=key, persist_state="session")
    write_to_address(key, chosen or options[0], options[0])
    return chosen or options[0]


def _day_of(code: str) -> str:
    return text.day(dt.date.fromisoformat(code))
