"""The status grid: projects by dimension, declared beside computed, each cell symbol, letter and colour."""

from collections.abc import Mapping

import pandas as pd

from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.titled import TitledChart
from dashboard.metrics.columns import records
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import status_mark

BOTH = ("overall", "schedule", "cost", "risk")
DECLARED_ONLY = ("scope", "resources", "benefits")
ESSENTIAL = ("declared_overall", "computed_overall", "confidence")


def dimension_names() -> dict[str, str]:
    """Dimension to its name, in the language in use."""
    return {
        "overall": pgettext("status dimension", "Overall"),
        "schedule": pgettext("status dimension", "Schedule"),
        "cost": pgettext("status dimension", "Cost"),
        "risk": pgettext("status dimension", "Risk"),
        "scope": pgettext("status dimension", "Scope"),
        "resources": pgettext("status dimension", "Resources"),
        "benefits": pgettext("status dimension", "Benefits"),
        "confidence": pgettext("status dimension", "Confidence"),
    }


def grid_title(grid: pd.DataFrame) -> str:
    """What the grid says in one sentence: how many projects are worse than they declare."""
    worse = int(grid["is_watermelon"].sum()) if len(grid) else 0
    if not worse:
        return _("No project is worse than it declares")
    return ngettext("{count} project is worse than it declares", "{count} projects are worse than they declare", worse)


def status_grid_chart(grid: pd.DataFrame, stale: Mapping[str, bool], *, dark: bool) -> TitledChart:
    """``metrics.portfolio.status_grid`` drawn, its rows in order. *stale* tells which projects are out of date."""
    columns, names = _columns(), _row_names(grid)
    cells = [
        _cell({**record, "name": name}, column, header, stale=stale.get(str(record["project"]), False))
        for record, name in zip(records(grid), names, strict=True)
        for column, header in columns
    ]
    drawn = mark_grid(cells, (_("Project"), _("Status")), dark=dark)
    return TitledChart(drawn, *grid_sentences(grid), grid_table(grid, stale))


def grid_sentences(grid: pd.DataFrame) -> tuple[str, str]:
    """The title, and the text alternative."""
    title = grid_title(grid)
    return title, f"{title}. {_summary(grid)}"


def grid_table(grid: pd.DataFrame, stale: Mapping[str, bool]) -> pd.DataFrame:
    """The same as a table: project, then one text column per dimension, declared and computed."""
    columns, names = _columns(), _row_names(grid)
    rows = [
        [
            name,
            *(
                status_mark(_status(record, c), stale=stale.get(str(record["project"]), False)).words
                for c, _h in columns
            ),
        ]
        for record, name in zip(records(grid), names, strict=True)
    ]
    return pd.DataFrame(rows, columns=[_("Project"), *(h.replace("|", " · ") for _c, h in columns)])


def _row_names(grid: pd.DataFrame) -> list[str]:
    """The names of the projects; two of the same name are told apart by their codes."""
    twice = grid["name"].duplicated(keep=False)
    return [
        f"{name} ({project})" if again else str(name)
        for name, project, again in zip(grid["name"], grid["project"], twice, strict=True)
    ]


def _columns() -> list[tuple[str, str]]:
    names = dimension_names()
    declared, computed = _("declared"), _("computed")
    pairs = [
        pair
        for d in BOTH
        for pair in ((f"declared_{d}", f"{names[d]}|{declared}"), (f"computed_{d}", f"{names[d]}|{computed}"))
    ]
    pairs += [(f"declared_{d}", f"{names[d]}|{declared}") for d in DECLARED_ONLY]
    return [*pairs, ("confidence", f"{names['confidence']}|{_('assessed')}")]


def _status(record: Mapping[str, object], column: str) -> str | None:
    return str(record[column]) if record[column] else None


def _cell(record: Mapping[str, object], column: str, header: str, *, stale: bool) -> GridCell:
    mark = status_mark(_status(record, column), stale=stale)
    return GridCell(
        key=str(record["project"]),
        name=str(record["name"]),
        header=header,
        mark=mark,
        text=mark.text,
        about=_("{label}: {value}", label=header.replace("|", ", "), value=mark.label),
        outline=bool(record["is_watermelon"]) and column == "computed_overall",
        essential=column in ESSENTIAL,
        stale=stale,
    )


def _summary(grid: pd.DataFrame) -> str:
    counts = grid["computed_overall"].value_counts()
    parts = [f"{status_mark(s).label} {int(counts.get(s, 0))}" for s in ("red", "amber", "green", "not_assessed")]
    return _("Computed overall: {counts}.", counts=", ".join(parts))
