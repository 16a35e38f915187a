"""Project managers by week: who reported on time, late, or not at all."""

import datetime as dt

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, TitledChart, mark_grid
from dashboard.metrics.quality import punctuality
from dashboard.metrics.reporting import Reported
from dashboard.text import _, pgettext
from dashboard.theme import AMBER, GREEN, GREY, RED, Mark

ESSENTIAL_WEEKS = 3


def reported_mark(state: str) -> Mark:
    """Symbol, letter, word and colour of a reporting state."""
    match Reported(state):
        case Reported.ON_TIME:
            return Mark("●", pgettext("reporting letter", "T"), _("on time"), GREEN)
        case Reported.LATE:
            return Mark("▲", pgettext("reporting letter", "L"), _("late"), AMBER)
        case Reported.MISSING:
            return Mark("■", pgettext("reporting letter", "M"), _("missing"), RED)
        case _:
            return Mark("○", "–", _("not due"), GREY)


def reporting_grid_chart(grid: pd.DataFrame, *, dark: bool) -> TitledChart:
    """The grid of ``metrics.reporting.reporting_grid``; cells count projects reported of those due."""
    title = reporting_title(grid)
    latest = set(sorted(grid["status_date"].unique())[-ESSENTIAL_WEEKS:])
    cells = [_cell(record, essential=record["status_date"] in latest) for record in grid.to_dict("records")]
    return TitledChart(mark_grid(cells, (_("Project manager"), _("Reports")), dark=dark), title, title)


def reporting_title(grid: pd.DataFrame) -> str:
    """The punctuality of the latest week in a sentence."""
    if grid.empty:
        return _("Nobody has reported yet")
    last = grid["status_date"].max()
    week = grid[grid["status_date"] == last]
    share = punctuality(int(week["on_time"].sum()), int(week["due"].sum()))
    return _("{share} of the reports of {day} came in on time", share=text.percentage(share.value), day=text.day(last))


def reporting_table(grid: pd.DataFrame) -> pd.DataFrame:
    """The same as a table: project manager, then one column per week."""
    days = sorted(grid["status_date"].unique())
    by_manager = {
        m: {r["status_date"]: _words(r) for r in rows.to_dict("records")} for m, rows in grid.groupby("manager")
    }
    rows = [[manager, *(words.get(day, "") for day in days)] for manager, words in by_manager.items()]
    return pd.DataFrame(rows, columns=[_("Project manager"), *map(text.short_day, days)])


def _cell(record: dict[str, object], *, essential: bool) -> GridCell:
    mark = reported_mark(str(record["state"]))
    day = record["status_date"]
    assert isinstance(day, dt.date)
    manager = str(record["manager"])
    return GridCell(
        key=manager, name=manager, header=text.short_day(day).replace(" ", "|"), mark=mark,
        text=_counted(record, mark.symbol), about=f"{text.day(day)}: {_words(record)}",
        essential=essential,
    )  # fmt: skip


def _counted(record: dict[str, object], symbol: str) -> str:
    if not record["due"]:
        return symbol
    return f"{symbol} {int(str(record['on_time'])) + int(str(record['late']))}/{record['due']}"


def _words(record: dict[str, object]) -> str:
    mark = reported_mark(str(record["state"]))
    return f"{_counted(record, mark.symbol)} {mark.label}"
