"""The planned pace of the year: how much of it a project's own budget profile has passed."""

from datetime import date
from decimal import Decimal

import pandas as pd

from dashboard.metrics.burn import spending_by
from dashboard.metrics.columns import months


def planned_rates(budget: pd.DataFrame, status_date: date) -> dict[str, Decimal]:
    """Planned cumulative rate = planned from 1 January to the status date / planned in the year, in %, by project.

    A project that plans nothing in the year has no profile of its own and is left out.
    """
    current = budget[months(budget, "month") // 12 == status_date.year]
    spending = spending_by(current, status_date)
    return {code: 100 * s.pv / s.bac for code, s in spending.items() if s.bac and s.pv is not None and s.bac > 0}
