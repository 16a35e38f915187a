"""Project managers by week: who reported on time, late, or not at all."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import cast

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.titled import TitledChart
from dashboard.metrics.columns import records
from dashboard.metrics.quality import punctuality
from dashboard.metrics.reporting import Reported
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import AMBER, GREEN, GREY, RED, Mark

ESSENTIAL_WEEKS = 3
CLEAN, FAIR = Decimal(100), Decimal(99)
"""Data quality in % from which a workbook counts as clean, and as fair."""


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
    cells = [_cell(record, essential=record["status_date"] in latest) for record in records(grid)]
    return TitledChart(mark_grid(cells, (_("Project manager"), _("Reports")), dark=dark), title, title)


def quality_grid_chart(grid: pd.DataFrame, *, dark: bool) -> TitledChart:
    """The same managers and weeks; cells give the data quality of their workbooks."""
    title = _quality_title([value for value in grid["quality"] if value is not None])
    latest = set(sorted(grid["status_date"].unique())[-ESSENTIAL_WEEKS:])
    cells = [_quality_cell(record, essential=record["status_date"] in latest) for record in records(grid)]
    return TitledChart(mark_grid(cells, (_("Project manager"), _("Quality")), dark=dark), title, title)


def _quality_title(known: list[Decimal]) -> str:
    if not known:
        return _("Nobody has reported yet")
    if not (found := sum(value < CLEAN for value in known)):
        return _("Every weekly report came in without a finding")
    return ngettext(
        "{count} weekly report came in with findings", "{count} weekly reports came in with findings", found
    )


def quality_text(quality: Decimal | None) -> str:
    """Data quality with two decimals, rounded down: only a workbook without any finding reads 100%."""
    if quality is None or quality >= CLEAN:
        return text.percentage(quality)
    return text.percentage(quality.quantize(Decimal("0.01"), ROUND_FLOOR), 2)


def _quality_cell(record: Mapping[str, object], *, essential: bool) -> GridCell:
    mark, quality = _quality_mark(record["quality"]), record["quality"]
    shown = mark.symbol if quality is None else f"{mark.symbol} {quality_text(cast(Decimal, quality))}"
    return _manager_cell(record, mark, shown, f"{shown} {mark.label}", essential=essential)


def _quality_mark(quality: object) -> Mark:
    if quality is None:
        return Mark("○", "–", _("no workbook"), GREY)
    if Decimal(str(quality)) >= CLEAN:
        return Mark("●", "", _("of the cells without a finding"), GREEN)
    tone = AMBER if Decimal(str(quality)) >= FAIR else RED
    return Mark("▲" if tone is AMBER else "■", "", _("of the cells without a finding"), tone)


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
    by_manager = {m: {r["status_date"]: _words(r) for r in records(rows)} for m, rows in grid.groupby("manager")}
    rows = [[manager, *(words.get(day, "") for day in days)] for manager, words in by_manager.items()]
    return pd.DataFrame(rows, columns=[_("Project manager"), *map(text.short_day, days)])


def _cell(record: Mapping[str, object], *, essential: bool) -> GridCell:
    mark = reported_mark(str(record["state"]))
    return _manager_cell(record, mark, _counted(record, mark.symbol), _words(record), essential=essential)


def _manager_cell(record: Mapping[str, object], mark: Mark, shown: str, words: str, *, essential: bool) -> GridCell:
    day = cast(dt.date, record["status_date"])
    manager = str(record["manager"])
    header = text.short_day(day).replace(" ", "|").replace("\u00a0", "|")
    return GridCell(
        manager,
        manager,
        header,
        mark,
        shown,
        _("{label}: {value}", label=text.day(day), value=words),
        essential=essential,
    )


def _counted(record: Mapping[str, object], symbol: str) -> str:
    if not record["due"]:
        return symbol
    return f"{symbol} {int(str(record['on_time'])) + int(str(record['late']))}/{record['due']}"


def _words(record: Mapping[str, object]) -> str:
    mark = reported_mark(str(record["state"]))
    return f"{_counted(record, mark.symbol)} {mark.label}"
