"""Tools on their way, for tests: rows of the migration sheet, the same as values, and names for everything."""

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.charts.reform_marks import STAGES, ReformNames
from dashboard.charts.titled import TitledChart
from dashboard.metrics.readiness import CONDITIONS, WEIGHTS
from dashboard.metrics.reform_items import ReformItem, reform_items
from tests.drawings import specification
from tests.metrics.factories import frame

TODAY = dt.date(2026, 5, 15)
NAMES = ReformNames(
    institutions={"North": "North Office", "South": "South House"},
    domains={"hr": "Human resources", "finance": "Finance", "identity": "Identity"},
    stages={stage: stage.replace("_", " ").capitalize() for stage in STAGES},
    dispositions={"repurchase": "Repurchase"},
    hosting={"azure": "Azure", "saas": "SaaS"},
    questions={name: name.removeprefix("ready_").capitalize() for name in WEIGHTS},
    conditions={name: name.replace("_", " ").capitalize() for name in CONDITIONS},
)
READY = dict.fromkeys(WEIGHTS, "yes") | dict.fromkeys(CONDITIONS, True)


def day(after: int) -> dt.date:
    """*after* days from ``TODAY``."""
    return TODAY + dt.timedelta(days=after)


def rows(*given: dict[str, object]) -> pd.DataFrame:
    """A migration frame; items are numbered where no code is given."""
    return frame("migration", *({"item": f"T-{number:02}", **row} for number, row in enumerate(given, start=1)))


def items(*given: dict[str, object]) -> tuple[ReformItem, ...]:
    """The same as values."""
    return reform_items(rows(*given))


def ahead(after: int, **cells: object) -> dict[str, object]:
    """A tool in test that is planned, and forecast, to cut over *after* days from today."""
    return {"stage": "test", "planned_cutover": day(after), "forecast_cutover": day(after), **cells}


def over(before: int, **cells: object) -> dict[str, object]:
    """A tool that cut over *before* days before today, as planned."""
    moment = day(-before)
    given = {"planned_cutover": moment, "forecast_cutover": moment, "actual_cutover": moment}
    return {"stage": "stabilise", **given, **cells}


class Seen:
    """A chart looked at once: its words, its specification, its rows by kind (and layout)."""

    def __init__(self, titled: TitledChart) -> None:
        assert titled.title
        assert titled.alt.startswith(titled.title)
        self.titled, self.spec = titled, specification(titled)
        self.sets: list[list[dict[str, Any]]] = list(self.spec["datasets"].values())
        assert sum(map(len, self.sets)) <= 5000

    def of(self, kind: str, **where: object) -> list[dict[str, Any]]:
        """The marks of *kind* whose other fields are as given."""
        wanted = {"kind": kind, **where}
        return [row for rows in self.sets for row in rows if wanted.items() <= row.items()]

    def texts(self, kind: str, **where: object) -> list[str]:
        """What the marks of *kind* say."""
        return [row["text"] for row in self.of(kind, **where)]

    def selects(self) -> tuple[str, list[str]]:
        """Name and fields of the selection."""
        (parameter,) = self.spec["params"]
        return parameter["name"], parameter["select"]["fields"]
