"""Where each project, each programme and all of them stand on cost, the worst first."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.burn import Spending
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import Status, worst

ORDER = (Status.RED, Status.AMBER, Status.GREEN, Status.NOT_ASSESSED)
FIELDS = tuple(Spending._fields)


class CostPosition(NamedTuple):
    """Sums of one project or programme (*key*); *status* is computed from the cost tolerance.

    *tolerance_used* in % is that of a single project; *reported* its status date; *active* whether
    any project of it is.
    """

    key: str
    status: Status
    spending: Spending
    tolerance_used: Decimal | None = None
    reported: date | None = None
    active: bool = True

    @property
    def overrun(self) -> Decimal | None:
        """Forecast at completion - budget at completion, in EUR; None without a budget or forecast."""
        s = self.spending
        return None if s.bac is None or s.forecast_at_completion is None else s.forecast_at_completion - s.bac


def project_costs(measures: pd.DataFrame) -> tuple[CostPosition, ...]:
    """Every project of *measures*: actuals without a budget first, then by use of tolerance; without a budget last."""
    return tuple(sorted(map(_project, records(measures)), key=_worst_first))


def programme_costs(measures: pd.DataFrame, programme_of: Mapping[str, str]) -> tuple[CostPosition, ...]:
    """Every programme, worst first; its status is the worst of its active projects, so that no red one is hidden."""
    groups: dict[str, list[CostPosition]] = {}
    for position in project_costs(measures):
        groups.setdefault(programme_of.get(position.key, ""), []).append(position)
    found = (_together(programme, positions) for programme, positions in groups.items())
    return tuple(sorted(found, key=lambda p: (ORDER.index(p.status), -(p.overrun or 0), p.key)))


def total_cost(measures: pd.DataFrame) -> CostPosition:
    """All projects of *measures* together."""
    return _together("", project_costs(measures))


def _project(row: Mapping[str, object]) -> CostPosition:
    used, day = value_of(row["cost_tolerance_used"]), value_of(row["status_date"])
    return CostPosition(
        key=str(row["project"]),
        status=Status(str(row["computed_cost"])),
        spending=Spending(*(_amount(row[name]) for name in FIELDS)),
        tolerance_used=None if used is None else Decimal(str(used)),
        reported=day if isinstance(day, date) else None,
        active=bool(row["active"]),
    )


def _together(key: str, positions: Iterable[CostPosition]) -> CostPosition:
    every = list(positions)
    spending = Spending(*(_sum([position.spending[place] for position in every]) for place in range(len(FIELDS))))
    status = worst(position.status for position in every if position.active)
    return CostPosition(key, status, spending, active=any(position.active for position in every))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of the known *amounts*; None where none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _worst_first(position: CostPosition) -> tuple[object, ...]:
    s = position.spending
    unplanned = not s.bac and bool(s.ac)
    return (not unplanned, not s.bac, -(position.tolerance_used or 0), -(position.overrun or 0), position.key)


def _amount(cell: object) -> Decimal | None:
    value = value_of(cell)
    return None if value is None else Decimal(str(value))
