"""Status history: projects by week, the worse of declared and computed; a click opens that week."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.titled import TitledChart, nothing_to_draw
from dashboard.text import _, ngettext
from dashboard.theme import status_mark

ESSENTIAL_WEEKS = 4
Weeks = Sequence[tuple[dt.date, str | None, bool]]
RANKS = {"green": 0, "amber": 1, "red": 2}


def status_history_chart(history: Mapping[str, Weeks], names: Mapping[str, str], *, dark: bool) -> TitledChart:
    """*history* from ``metrics.movers.status_by_week``, of the projects of *names* (project to name), in that order.

    A cell's key is ``project|week``. *names* differ from each other.
    """
    shown = {project: history[project] for project in names if project in history}
    if not shown:
        return nothing_to_draw(_("No project has a history of statuses yet."))
    cells = [
        _cell(project, names[project], week, essential=i >= len(weeks) - ESSENTIAL_WEEKS)
        for project, weeks in shown.items()
        for i, week in enumerate(weeks)
    ]
    title = _title(shown)
    chart = mark_grid(cells, (_("Project"), _("Status")), dark=dark)
    return TitledChart(chart, title, f"{title}. {_spoken(shown, names)}".rstrip(), _table(shown, names))


def _cell(project: str, name: str, week: tuple[dt.date, str | None, bool], *, essential: bool) -> GridCell:
    day, status, reported = week
    mark = status_mark(status, stale=not reported)
    return GridCell(
        key=f"{project}|{day.isoformat()}",
        name=name,
        header=text.short_day(day).replace(" ", "|").replace("\u00a0", "|"),
        mark=mark,
        text=mark.text,
        about=_("{label}: {value}", label=text.day(day), value=mark.label)
        + ("" if reported else f" ({_('not reported')})"),
        essential=essential,
    )


def _title(history: Mapping[str, Weeks]) -> str:
    falls = sum(_fell(weeks) for weeks in history.values())
    rises = sum(_fell(weeks[::-1]) for weeks in history.values())
    if not falls and not rises:
        return _("No project ends these weeks with another status than it began")
    fell = ngettext(
        "{count} project is worse than at the start of these weeks",
        "{count} projects are worse than at the start of these weeks",
        falls,
    )
    if not rises:
        return fell
    if not falls:
        return ngettext(
            "{count} project is better than at the start of these weeks",
            "{count} projects are better than at the start of these weeks",
            rises,
        )
    return _("{fell}, {better} better", fell=fell, better=text.number(rises))


def _fell(weeks: Weeks) -> bool:
    known = [RANKS[status] for _day, status, _reported in weeks if status in RANKS]
    return len(known) > 1 and known[-1] > known[0]


def _spoken(history: Mapping[str, Weeks], names: Mapping[str, str]) -> str:
    """Which projects stand worse than they did, by name."""
    fell = [names[project] for project, weeks in history.items() if _fell(weeks)]
    return _("Worse: {names}.", names=text.listing(fell)) if fell else ""


def _table(history: Mapping[str, Weeks], names: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {_("Project"): names[project], **{text.day(d): status_mark(s, stale=not r).text for d, s, r in weeks}}
        for project, weeks in history.items()
    ]
    return pd.DataFrame(rows)
