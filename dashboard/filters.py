"""What the reader chose to see, and the widgets that let them; the choice lives in the URL."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.text import _

PREVIOUS = "previous"


@dataclass(frozen=True)
class Filters:
    """One choice of projects and dates. None means all, or nothing to compare with."""

    programme: str | None = None
    institution: str | None = None
    manager: str | None = None
    as_of: dt.date | None = None
    compare_with: dt.date | None = None

    def apply(self, projects: pd.DataFrame) -> pd.DataFrame:
        """The rows of the projects frame that the choice lets through."""
        kept = projects
        for column in ("programme", "institution", "manager"):
            wanted = getattr(self, column)
            if wanted is not None:
                kept = kept[kept[column] == wanted]
        return kept


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
    options = ["", *present]
    chosen = st.selectbox(
        label,
        options,
        format_func=lambda code: names.get(code, code) if code else _("All"),
        key=column,
        bind="query-params",
    )
    return chosen or None


def _as_of(dates: list[dt.date]) -> dt.date | None:
    options = [day.isoformat() for day in dates]
    if not options:
        return None
    chosen = st.selectbox(
        _("As of"), options, format_func=_day_of, key="as_of", bind="query-params",
    )  # fmt: skip
    return dt.date.fromisoformat(chosen or options[0])


def _compare_with(dates: list[dt.date], as_of: dt.date | None) -> dt.date | None:
    earlier = [day for day in dates if as_of and day < as_of]
    if not earlier:
        return None
    options = [PREVIOUS, *(day.isoformat() for day in earlier)]
    chosen = st.selectbox(
        _("Compare with"),
        options,
        format_func=lambda code: _("Previous week") if code == PREVIOUS else _day_of(code),
        key="compare",
        bind="query-params",
    )
    return earlier[0] if chosen in (PREVIOUS, None) else dt.date.fromisoformat(chosen)


def _day_of(code: str) -> str:
    return text.day(dt.date.fromisoformat(code))
