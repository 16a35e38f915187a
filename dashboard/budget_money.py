"""The money columns that every table of the Budget board has."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.charts.spending import overrun_label
from dashboard.metrics.burn import Spending
from dashboard.text import _


def money(s: Spending, *, written: bool = True) -> dict[str, object]:
    """Column to amount, *written* as the language does, or as numbers in EUR for a file."""
    over = None if s.bac is None or s.forecast_at_completion is None else s.forecast_at_completion - s.bac
    amounts = {
        _("Budget"): s.bac,
        _("Original budget"): s.original_bac,
        _("Planned by now"): s.pv,
        _("Spent"): s.ac,
        _("Forecast"): s.forecast_at_completion,
    }
    shown: dict[str, object] = {name: text.amount(v) if written else v for name, v in amounts.items()}
    return {
        **shown,
        _("Forecast - budget"): text.signed(text.amount, over) if written else over,
        _("In %"): overrun_label(s),
    }


def money_columns() -> dict[str, Any]:
    """Configuration of the columns of ``money``: numbers to the right."""
    return {name: st.column_config.Column(alignment="right") for name in money(Spending())}
