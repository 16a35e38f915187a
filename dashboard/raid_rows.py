"""The rows of the RAID register as the reader sees them."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.charts.dependencies import danger_words, handover_mark, provider_name
from dashboard.components import choice_names
from dashboard.metrics.columns import records
from dashboard.metrics.register import Move
from dashboard.metrics.risks import band
from dashboard.metrics.status import is_stale
from dashboard.metrics.thresholds import RiskBands
from dashboard.raid_view import EVERYTHING, RaidView
from dashboard.text import _, pgettext
from dashboard.theme import level_mark, status_mark
from data_access.datasets import CONTRACT

Row = Mapping[str, Any]
PLAIN = (
    "escalated", "title", "due", "owner", "project", "days_overdue", "days_open", "status", "entry", "reported",
)  # fmt: skip
COLUMNS = {
    "risks": (
        "escalated", "level", "movement", "title", "due", "owner", "project", "days_overdue", "days_open", "exposure",
        "inherent", "status", "kind", "entry", "reported",
    ),
    "dependencies": (
        "handover", "danger", "due", "title", "provider", "receiver", "owner", "days_overdue", "escalated", "status",
        "days_open", "entry", "reported",
    ),
    EVERYTHING: (
        "escalated", "kind", "level", "movement", "title", "due", "owner", "project", "days_overdue", "days_open",
        "exposure", "status", "provider", "entry", "reported",
    ),
}  # fmt: skip
"""Columns by tab; the other tabs show ``PLAIN``. Due date and owner stand where a laptop still shows them."""
OPTIONAL = ("escalated", "movement", "provider", "exposure", "danger", "days_overdue")
"""Left out where no row has a value."""
WHOLE_NUMBERS = ("days_overdue", "days_open")


def register_frame(view: RaidView, rows: pd.DataFrame, tab: str) -> pd.DataFrame:
    """*rows* of a ``register`` with the columns of a tab, under their codes; amounts are Decimal, days dates."""
    statuses, kinds = (choice_names(CONTRACT.dataset("raid").column(name)) for name in ("status", "kind"))
    cells: dict[str, Callable[[Row], object]] = {
        "escalated": lambda row: _("▲ yes") if row["escalated"] else None,
        "level": lambda row: level_words(row["level"], view.bands),
        "movement": lambda row: move_words(row["move"], row["level_then"]),
        "project": lambda row: view.names.get(row["project"], row["project"]),
        "receiver": lambda row: view.names.get(row["project"], row["project"]),
        "provider": lambda row: _provider(row, view.names),
        "handover": lambda row: handover_mark(row["handover"]).words if row["handover"] else None,
        "danger": lambda row: danger_words(row["danger"]) or None,
        "entry": lambda row: f"{row['project']} {row['entry']}",
        "status": lambda row: statuses.get(row["status"], row["status"]),
        "kind": lambda row: kinds.get(row["kind"], row["kind"]),
        "inherent": lambda row: level_words(row["inherent"], view.bands),
        "days_overdue": lambda row: row["days_overdue"] or None,
        "exposure": lambda row: row["exposure"] or None,
        "reported": lambda row: _reported(view, row["reported"]),
    }
    known = records(rows)
    columns = {
        name: [cells[name](row) if name in cells else row[name] for row in known] for name in COLUMNS.get(tab, PLAIN)
    }
    kept = {name: v for name, v in columns.items() if name not in OPTIONAL or any(cell is not None for cell in v)}
    return pd.DataFrame(kept, dtype=object).astype({name: "Int64" for name in WHOLE_NUMBERS if name in kept})


def _provider(row: Row, names: dict[str, str]) -> str | None:
    return provider_name(row["provider_project"] or "", names) if row["tab"] == "dependencies" else None


def _reported(view: RaidView, day: Any) -> str:
    """The status date of the project's data, marked when they are out of date."""
    stale = status_mark(None, stale=True).symbol
    return f"{stale} {text.day(day)}" if is_stale(day, view.as_of, view.thresholds) else text.day(day)


def level_words(level: int, bands: RiskBands) -> str | None:
    """``▅ H 12``: the mark of a level with its number; None where it is unknown."""
    return f"{level_mark(band(level, bands)).text} {text.number(level)}" if level else None


def move_words(move: str | None, then: int | None) -> str | None:
    """How a level moved since the compared date; None where it did not."""
    match move:
        case Move.ROSE:
            return _("↑ from {level}", level=text.number(then))
        case Move.FELL:
            return _("↓ from {level}", level=text.number(then))
        case Move.NEW:
            return pgettext("risk", "new")
        case _:
            return None


def labels() -> dict[str, str]:
    """Column code to its heading."""
    return {
        "escalated": _("Escalated"),
        "level": _("Level"),
        "movement": _("Movement"),
        "handover": _("Hand-over"),
        "danger": _("Reason"),
        "title": _("Title"),
        "project": _("Project"),
        "provider": _("Provider"),
        "receiver": _("Receiver"),
        "owner": _("Owner"),
        "due": _("Due"),
        "days_overdue": _("Days overdue"),
        "days_open": _("Days open"),
        "exposure": _("Exposure (EUR)"),
        "inherent": _("Before responses"),
        "status": _("Status"),
        "kind": _("Kind"),
        "entry": _("Entry"),
        "reported": _("Reported"),
    }


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """A ``register_frame`` for the eye: amounts as the language writes them."""
    if "exposure" not in frame:
        return frame
    written = [None if value is None else text.amount(value) for value in frame["exposure"]]
    return frame.assign(exposure=pd.Series(written, dtype=object))


def column_config() -> dict[str, Any]:
    """Headings, widths and formats of a ``register_frame``."""
    widths = {
        "escalated": 75, "level": 70, "movement": 80, "title": 340, "project": 270, "provider": 250, "receiver": 250,
        "owner": 115, "entry": 90, "kind": 100, "status": 95, "handover": 150, "danger": 165,
    }  # fmt: skip
    named = labels()
    plain = {
        name: st.column_config.Column(label, width=widths.get(name), alignment="right" if name == "exposure" else None)
        for name, label in named.items()
    }
    days = {name: st.column_config.NumberColumn(named[name], format="%d", width=90) for name in WHOLE_NUMBERS}
    return {**plain, **days, "due": st.column_config.DateColumn(named["due"], format=text.DAY_COLUMN, width=95)}
