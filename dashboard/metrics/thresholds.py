"""The limits that turn figures into statuses: dated settings of the pmo role, with their defaults."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

DEFINITIONS_VERSION = 2
"""Raised whenever a formula changes, so that stored measures are computed again."""


class RiskBands(NamedTuple):
    """The lowest level (likelihood x impact) of each band above low."""

    medium: int
    high: int
    critical: int


DEFAULT_RISK_BANDS = RiskBands(medium=5, high=10, critical=15)
PM2_RISK_BANDS = RiskBands(medium=3, high=3, critical=20)
"""PM2 knows green, yellow and red only: they read as low, high and critical, hence as those colours."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of every band. Indices are plain numbers, tolerances and rates percentage points, ages days or years."""

    index_green: Decimal = Decimal("0.95")
    index_amber: Decimal = Decimal("0.85")
    index_check: Decimal = Decimal("1.10")
    tolerance_amber: Decimal = Decimal(50)
    tolerance_red: Decimal = Decimal(100)
    cost_tolerance: Decimal = Decimal(10)
    time_tolerance: int = 30
    stale_days: int = 14
    risk_bands: RiskBands = DEFAULT_RISK_BANDS
    pace_amber: Decimal = Decimal(10)
    pace_red: Decimal = Decimal(20)
    encours_alert_years: int = 5
    miss_days: int = 14
    miss_index: Decimal = Decimal("0.9")
    readiness_ready: Decimal = Decimal(80)
    readiness_conditions: Decimal = Decimal(60)
    readiness_unanswered: Decimal = Decimal(30)


DEFAULT_THRESHOLDS = Thresholds()
