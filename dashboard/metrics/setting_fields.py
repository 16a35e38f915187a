"""The settings that can be changed: one declaration gives the form, the command line, the limits and the help."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dashboard.metrics.definitions import N_


class FieldUnit(StrEnum):
    """What the value of a setting is counted in; all but an index are whole numbers."""

    INDEX = "index"
    PERCENT = "percent"
    POINTS = "points"
    DAYS = "days"
    YEARS = "years"
    LEVEL = "level"
    WEEKDAY = "weekday"
    TIME = "time"


class Section(StrEnum):
    """Settings that a form shows together."""

    TOLERANCES = "tolerances"
    INDICES = "indices"
    RISKS = "risks"
    CREDITS = "credits"
    PROMISES = "promises"
    READINESS = "readiness"
    DEADLINE = "deadline"


class Field(NamedTuple):
    """One setting: its label and help sentence, and the least and the greatest value it may have."""

    name: str
    section: Section
    label: str
    help: str
    unit: FieldUnit
    minimum: Decimal
    maximum: Decimal


def _field(name: str, section: Section, words: tuple[str, str], unit: FieldUnit, limits: tuple[str, str]) -> Field:
    return Field(name, section, *words, unit, *map(Decimal, limits))


THRESHOLD_FIELDS = (
    _field(
        "tolerance_amber", Section.TOLERANCES,
        (
            N_("Amber from"),
            N_("Tolerance used from which schedule and cost are amber: forecast deviation / tolerance of the project."),
        ),
        FieldUnit.PERCENT, ("1", "500"),
    ),
    _field(
        "tolerance_red", Section.TOLERANCES,
        (
            N_("Red above"),
            N_("Tolerance used above which schedule and cost are red: an exception that the committee must know of."),
        ),
        FieldUnit.PERCENT, ("1", "500"),
    ),
    _field(
        "cost_tolerance", Section.TOLERANCES,
        (N_("Cost tolerance"), N_("Overrun of the budget allowed to projects that declare no cost tolerance.")),
        FieldUnit.PERCENT, ("0", "100"),
    ),
    _field(
        "time_tolerance", Section.TOLERANCES,
        (N_("Time tolerance"), N_("Delay of the end allowed to projects that declare no time tolerance.")),
        FieldUnit.DAYS, ("0", "365"),
    ),
    _field(
        "stale_days", Section.TOLERANCES,
        (N_("Out of date after"), N_("Days after which a report no longer counts as current: its status is hatched.")),
        FieldUnit.DAYS, ("1", "365"),
    ),
    _field(
        "index_green", Section.INDICES,
        (N_("Index green from"), N_("Cost and schedule performance index (CPI, SPI) from which it is green.")),
        FieldUnit.INDEX, ("0.01", "2"),
    ),
    _field(
        "index_amber", Section.INDICES,
        (N_("Index amber from"), N_("Cost and schedule performance index from which it is amber; below, red.")),
        FieldUnit.INDEX, ("0.01", "2"),
    ),
    _field(
        "index_check", Section.INDICES,
        (N_("Check the plan above"), N_("Index above which the plan itself is doubtful: it is too good to be true.")),
        FieldUnit.INDEX, ("1", "5"),
    ),
    _field(
        "risk_medium", Section.RISKS,
        (N_("Medium from"), N_("Lowest level (likelihood x impact, 1 to 25) of a medium risk; below, low.")),
        FieldUnit.LEVEL, ("2", "25"),
    ),
    _field(
        "risk_high", Section.RISKS,
        (N_("High from"), N_("Lowest level of a high risk.")),
        FieldUnit.LEVEL, ("2", "25"),
    ),
    _field(
        "risk_critical", Section.RISKS,
        (N_("Critical from"), N_("Lowest level of a critical risk; an open one makes the computed risk status red.")),
        FieldUnit.LEVEL, ("2", "25"),
    ),
    _field(
        "pace_amber", Section.CREDITS,
        (N_("Pace amber beyond"), N_("Points between the rate of a credit and its plan beyond which it is amber.")),
        FieldUnit.POINTS, ("1", "100"),
    ),
    _field(
        "pace_red", Section.CREDITS,
        (N_("Pace red beyond"), N_("Points between the rate of a credit and its plan beyond which it is red.")),
        FieldUnit.POINTS, ("1", "100"),
    ),
    _field(
        "encours_alert_years", Section.CREDITS,
        (N_("Old commitments from"), N_("Age of outstanding commitments that calls for action before they lapse.")),
        FieldUnit.YEARS, ("1", "10"),
    ),
    _field(
        "miss_days", Section.PROMISES,
        (N_("Milestone soon within"), N_("Days before its date in which a milestone of a slow project may be missed.")),
        FieldUnit.DAYS, ("1", "365"),
    ),
    _field(
        "miss_index", Section.PROMISES,
        (N_("Slow below"), N_("Earned-schedule index SPI(t) below which a project is slow.")),
        FieldUnit.INDEX, ("0.01", "2"),
    ),
    _field(
        "readiness_ready", Section.READINESS,
        (N_("Ready from"), N_("Readiness score out of 100 from which a tool is ready for its cutover.")),
        FieldUnit.POINTS, ("1", "100"),
    ),
    _field(
        "readiness_conditions", Section.READINESS,
        (N_("Ready with conditions from"), N_("Score from which a tool is ready with conditions; below, not ready.")),
        FieldUnit.POINTS, ("0", "100"),
    ),
    _field(
        "readiness_unanswered", Section.READINESS,
        (N_("Unknown above"), N_("Weight of the questions without an answer above which readiness is unknown.")),
        FieldUnit.PERCENT, ("0", "100"),
    ),
)  # fmt: skip
"""The thresholds, in the order of the form."""

DEADLINE_FIELDS = (
    _field(
        "deadline_weekday", Section.DEADLINE,
        (N_("Day"), N_("Reports are due on the first such day on or after their status date.")),
        FieldUnit.WEEKDAY, ("1", "7"),
    ),
    _field(
        "deadline_time", Section.DEADLINE,
        (N_("Time"), N_("Reports are due before this time in Brussels.")),
        FieldUnit.TIME, ("1", "1440"),
    ),
)  # fmt: skip
"""The reporting deadline: ISO number of a weekday, and minutes after midnight."""

FIELDS = {field.name: field for field in (*THRESHOLD_FIELDS, *DEADLINE_FIELDS)}
