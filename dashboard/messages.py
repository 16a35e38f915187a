"""Codes and parameters of the layers below as sentences in the reader's language."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from dashboard import text
from dashboard.metrics.figure import Reason
from dashboard.metrics.setting_fields import FIELDS
from dashboard.sentences import KINDS, PROBLEMS, REASONS, REFUSALS, SEVERITIES, STATUS_WORDS
from dashboard.text import _
from data_access.contract import Choice, Label
from data_access.datasets import CONTRACT
from data_access.errors import RegieError
from data_access.problems import Problem, Severity
from data_access.values import Fraction

__all__ = [
    "KINDS",
    "PROBLEMS",
    "REASONS",
    "REFUSALS",
    "labels_in",
    "problem_message",
    "reason_message",
    "refusal_message",
    "severity_label",
    "shown_place",
    "shown_value",
    "status_word",
]

LONGEST_VALUE = 60
MOST_CHOICES = 12
MEBIBYTE = 2**20
_labels: ContextVar[str | None] = ContextVar("labels", default=None)
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")


@contextmanager
def labels_in(language: str | None) -> Iterator[None]:
    """Names headers and choices as a workbook in *language* has them, inside the ``with`` block; None: as spoken."""
    token = _labels.set(language)
    try:
        yield
    finally:
        _labels.reset(token)


def problem_message(problem: Problem) -> str:
    """The sentence for *problem*, in the language in use."""
    typed = {name: _cut(value) if isinstance(value, str) else value for name, value in problem.params.items()}
    params = {"sheet": problem.sheet, "value": _cell(problem.value), **_derived(typed)}
    return _fill(PROBLEMS[problem.code], params | _parameters_of(problem))


def shown_value(problem: Problem) -> str:
    """The value of the cell as Excel shows it, a stored status by its name."""
    declares = problem.code == "gap_without_reason" and problem.field == "status_overall"
    return status_word(str(problem.value)) if declares else _cell(problem.value)


def shown_place(problem: Problem) -> str:
    """Where it stands in its sheet: a cell, a row, or nothing."""
    return problem.cell or ("" if problem.row is None else _("row {row}", row=problem.row))


def refusal_message(error: RegieError) -> str:
    """The sentence for *error*, in the language in use."""
    return _fill(REFUSALS[error.code], {**error.params, **_parameters_of_refusal(error)})


def reason_message(reason: Reason) -> str:
    """Why a figure is n/a, in the language in use."""
    return _(REASONS[reason])


def severity_label(severity: Severity) -> str:
    """Error, warning or notice, in the language in use."""
    return _(SEVERITIES[severity])


def status_word(status: str | None) -> str:
    """The name of a status inside a sentence, in the language in use."""
    return _(STATUS_WORDS.get(status or "not_assessed", STATUS_WORDS["not_assessed"]))


def _fill(message: str, params: Mapping[str, object]) -> str:
    return _(message).format_map(_Forgiving({name: _shown(value) for name, value in params.items()}))


class _Forgiving(dict[str, str]):
    """Leaves a gap rather than failing where a parameter is absent."""

    def __missing__(self, key: str) -> str:
        return ""


def _derived(params: Mapping[str, object]) -> dict[str, object]:
    found = dict(params)
    if "minimum" in params:
        found["range"] = _range(params["minimum"], params["maximum"], str(params.get("unit", "")))
    if suggestion := params.get("suggestion"):
        found["hint"] = " " + _("Did you mean “{suggestion}”?", suggestion=_shown(suggestion))
    if isinstance(choices := params.get("choices"), Sequence) and len(choices) > MOST_CHOICES:
        found["choices"] = [*choices[:MOST_CHOICES], "…"]
    return found


def _parameters_of(problem: Problem) -> dict[str, object]:
    params = problem.params
    match problem.code:
        case "number_ambiguous":
            return {"first": str(params["first"]), "second": text.number(params["second"], 3)}  # type: ignore[arg-type]  # a Decimal
        case "gap_without_reason":
            reason = CONTRACT.dataset("projects").column("gap_reason").label
            words = {name: params[name] for name in ("declared", "computed")}
            return {"reason": reason, **{name: status_word(str(value)) for name, value in words.items()}}
    return {}


def _parameters_of_refusal(error: RegieError) -> dict[str, object]:
    params = error.params
    match error.code:
        case "file_not_a_workbook":
            return {"kind": _(KINDS.get(str(params.get("kind")), KINDS["unknown"]))}
        case "file_too_large" | "file_expands_too_much" | "file_needs_too_much_memory":
            return {name: _megabytes(params[name]) for name in ("size", "limit") if name in params}
        case "setting_out_of_range" | "setting_decimals" | "setting_order" | "setting_above" | "setting_not_a_value":
            return _parameters_of_setting(params)
        case "unknown_dataset" if params.get("datasets"):
            return {"known": " " + _("Choose one of: {datasets}.", datasets=params["datasets"])}
    return {}


def _parameters_of_setting(params: Mapping[str, object]) -> dict[str, object]:
    names = {name: _(FIELDS[str(params[name])].label) for name in ("setting", "other") if params.get(name)}
    return _derived({**params, **names}) if "minimum" in params else dict(names)


def _megabytes(size: object) -> str:
    """Rounded up, so that a file just above the limit does not read as equal to it."""
    tenths = -(-int(str(size)) * 10 // MEBIBYTE)
    return text.number(Decimal(tenths) / 10, 1 if tenths % 10 else 0)


def _range(minimum: object, maximum: object, unit: str) -> str:
    """The limits in words, the last of them in per cent where that is the *unit*."""
    last = _percentage if unit == "%" else _shown
    if maximum is None:
        return _("at least {minimum}", minimum=last(minimum))
    if minimum is None:
        return _("at most {maximum}", maximum=last(maximum))
    return _("{minimum} to {maximum}", minimum=_shown(minimum), maximum=last(maximum))


def _percentage(value: object) -> str:
    points = Decimal(str(value))
    return text.percentage(points, _decimals(points))


def _cell(value: object) -> str:
    """The value of a cell as Excel shows it: numbers without thousands separators."""
    if isinstance(value, Fraction):
        return _ungrouped(_percentage(Decimal(repr(float(value))) * 100))
    if isinstance(value, float | Decimal) and Decimal(str(value)).is_finite():
        return _ungrouped(text.number(value, _decimals(Decimal(str(value)))))
    if isinstance(value, dt.datetime):
        return f"{text.day(value.date())}, {value:%H:%M}"
    return _cut(_shown(value))


def _ungrouped(number: str) -> str:
    separator = str(text.number_signs(text.current_language())["thousands"])
    return re.sub(rf"(?<=\d){re.escape(separator)}(?=\d)", "", number)


def _cut(value: str) -> str:
    """On one line, without control characters, and shortened."""
    shown = _INVISIBLE.sub(" ", value).strip()
    return shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 1] + "…"


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case Choice():
            return _shown(value.label)
        case Label():
            return value.in_language(_labels.get() or text.current_language()).replace("'", "’")
        case list() | tuple():
            return ", ".join(_shown(item) for item in value)
        case dt.datetime():
            return text.instant(value)
        case dt.date():
            return text.day(value)
        case bool():
            return _("yes") if value else _("no")
        case float() | Decimal():
            exact = Decimal(str(value))
            return text.number(exact, _money(_decimals(exact))) if exact.is_finite() else str(value)
        case _:
            return str(value)


def _decimals(value: Decimal) -> int:
    """As many as it takes, up to six."""
    if abs(value) >= Decimal("1e15"):
        return 0
    return max(0, -int(round(value, 6).normalize().as_tuple().exponent))


def _money(decimals: int) -> int:
    """No cents for whole euros, both otherwise."""
    return max(2, decimals) if decimals else 0
