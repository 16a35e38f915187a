"""KPIs week by week, for the curves on the cards."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dashboard.metrics.portfolio import CARDS, portfolio_kpis
from dashboard.rules import Rules

WEEKS = 12


def weekly_kpis(known: pd.DataFrame, dates: Sequence[dt.date], rules: Rules) -> dict[str, list[float]]:
    """Card name to its value on each of *dates*, the oldest first; gaps left out, lone values too.

    *known* holds the measures of every project and status date that matters; a project that did not
    report in a week counts with its latest report before it. Each week is judged by the rule of its date.
    """
    series: dict[str, list[float]] = {definition.name: [] for definition in CARDS}
    ordered = known.sort_values("status_date", kind="stable")
    for day in dates:
        latest = ordered[ordered["status_date"] <= day].drop_duplicates("project", keep="last")
        for kpi in portfolio_kpis(latest, rules.on(day), definitions=CARDS):
            if kpi.value is not None:
                series[kpi.name].append(float(kpi.value))
    return {name: values for name, values in series.items() if len(values) > 1}
