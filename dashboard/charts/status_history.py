"""Status history: projects by week, the worse of declared and computed; a click opens that week."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.titled import TitledChart
from dashboard.text import _, ngettext
from dashboard.theme import status_mark

ESSENTIAL_WEEKS = 4
Weeks = Sequence[tuple[dt.date, str | None, bool]]
RANKS = {"green": 0, "amber": 1, "red": 2}


def status_history_chart(history: Mapping[str, Weeks], names: Mapping[str, str], *, dark: bool) -> TitledChart:
    """*history* from ``metrics.movers.status_by_week``, in the order of *names* (project to name).

    A cell's key is ``project|week``.
    """
    cells = [
        _cell(project, name, week, essential=i >= len(history[project]) - ESSENTIAL_WEEKS)
        for project, name in names.items()
        if project in history
        for i, week in enumerate(history[project])
    ]
    title = _title(history)
    chart = mark_grid(cells, (_("Project"), _("Status")), dark=dark)
    return TitledChart(chart, title, title, _table(history, names))


def _cell(project: str, name: str, week: tuple[dt.date, str | None, bool], *, essential: bool) -> GridCell:
    day, status, reported = week
    mark = status_mark(status, stale=not reported)
    return GridCell(
        key=f"{project}|{day.isoformat()}",
        name=name,
        header=text.short_day(day).replace(" ", "|").replace("\u00a0", "|"),
        mark=mark,
        text=mark.symbol,
        about=f"{text.day(day)}: {mark.label}" + ("" if reported else f" ({_('not reported')})"),
        essential=essential,
    )


def _title(history: Mapping[str, Weeks]) -> str:
    falls = sum(_fell(weeks) for weeks in history.values())
    rises = sum(_fell(weeks[::-1]) for weeks in history.values())
    if not falls and not rises:
        return _("No project changed status over these weeks")
    fell = ngettext(
        "{count} project is worse than at the start of these weeks",
        "{count} projects are worse than at the start of these weeks",
        falls,
    )
    return _("{fell}, {better} better", fell=fell, better=text.number(rises))


def _fell(weeks: Weeks) -> bool:
    known = [RANKS[status] for _day, status, _reported in weeks if status in RANKS]
    return len(known) > 1 and known[-1] > known[0]


def _table(history: Mapping[str, Weeks], names: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {_("Project"): name, **{text.short_day(d): status_mark(s, stale=not r).text for d, s, r in history[project]}}
        for project, name in names.items()
        if project in history
    ]
    return pd.DataFrame(rows)
