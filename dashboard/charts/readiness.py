"""Readiness of the next cutovers: item by question, with score, class and hard blockers."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.reform_marks import ReformNames, answer_mark, readiness_mark
from dashboard.charts.titled import TitledChart
from dashboard.metrics.readiness import CONDITIONS, WEIGHTS, ReadinessClass
from dashboard.metrics.reform_figures import UNREADY
from dashboard.metrics.reform_items import HORIZON_DAYS, ReformItem, cutovers_due
from dashboard.text import _, ngettext
from dashboard.theme import GREEN, GREY, RED, Mark

MOST_ROWS = 20
"""Cutovers drawn; the rest stands in the table."""

Answers = Mapping[str, Mapping[str, object]]
"""Item key to its row: readiness answers and hard conditions as stored."""


def readiness_chart(
    items: Sequence[ReformItem], answers: Answers, status_date: dt.date, names: ReformNames, *, dark: bool
) -> TitledChart:
    """Cutovers due within 60 days (at least one), the next first; a click selects the item's ``key``."""
    due = cutovers_due(items, status_date)
    title = readiness_title(due)
    cells = [cell for item in due[:MOST_ROWS] for cell in _cells(item, answers[item.key], names)]
    grid = mark_grid(cells, (_("Cutover"), _("Readiness")), dark=dark)
    return TitledChart(grid, title, _alt(title, due, names), readiness_table(due, answers, names))


def readiness_title(due: Sequence[ReformItem]) -> str:
    """How many of the next cutovers are not ready, in one sentence."""
    unready = sum(item.readiness.readiness in UNREADY for item in due)
    if not unready:
        return ngettext(
            "The only cutover of the next {days} days is ready",
            "All {count} cutovers of the next {days} days are ready",
            len(due), days=HORIZON_DAYS,
        )  # fmt: skip
    return ngettext(
        "{unready} of {count} cutover in the next {days} days is not ready",
        "{unready} of {count} cutovers in the next {days} days are not ready",
        len(due), unready=text.number(unready), days=HORIZON_DAYS,
    )  # fmt: skip


def readiness_table(due: Sequence[ReformItem], answers: Answers, names: ReformNames) -> pd.DataFrame:
    """The same as a table: class, score, unanswered weight, hard blockers, then each answer in words."""
    rows = [
        {
            _("Item"): i.item,
            _("Institution"): names.institution(i),
            _("Current tool"): i.current_tool,
            _("Cutover"): i.cutover,
            _("Readiness"): readiness_mark(i.readiness.readiness).words,
            _("Score out of 100"): None if i.readiness.score is None else float(i.readiness.score),
            _("Unanswered in %"): i.readiness.unanswered,
            _("Hard blockers"): names.missing(i),
            _("Blocker"): i.blocker or "",
            **{names.questions[q]: answer_mark(_answer(answers[i.key], q)).words for q in WEIGHTS},
        }
        for i in due
    ]
    return pd.DataFrame(rows)


def _answer(row: Mapping[str, object], question: str) -> str | None:
    return str(row[question]) if row.get(question) else None


def _alt(title: str, due: Sequence[ReformItem], names: ReformNames) -> str:
    each = [
        _(
            "{label}: {value}",
            label=f"{i.item} {text.day(i.cutover)}",
            value=readiness_mark(i.readiness.readiness).label,
        )
        for i in due[:MOST_ROWS]
    ]
    return f"{title}. {'; '.join(each)}."


def _cells(item: ReformItem, row: Mapping[str, object], names: ReformNames) -> list[GridCell]:
    name = f"{text.short_day(item.cutover)} · {item.item} · {item.current_tool}"
    found, mark = item.readiness, readiness_mark(item.readiness.readiness)
    score = _("n/a") if found.score is None else text.number(found.score)
    whole = GridCell(
        item.key, name, _("Score|of 100"), mark, f"{mark.symbol} {score}",
        _("{readiness}, score {score} of 100, {institution}", readiness=mark.label, score=score,
          institution=names.institution(item)),
    )  # fmt: skip
    return [whole, _conditions(item, row, name, names), *(_question(item, row, q, name, names) for q in WEIGHTS)]


def _conditions(item: ReformItem, row: Mapping[str, object], name: str, names: ReformNames) -> GridCell:
    missing, unknown = item.readiness.missing, [c for c in CONDITIONS if row.get(c) is None]
    header = _("Hard|blockers")
    if missing:
        mark = Mark("■", "", names.missing(item), RED)
        about = _("Not met: {conditions}", conditions=names.missing(item))
        return GridCell(item.key, name, header, mark, f"■ {len(missing)}", about)
    if unknown:
        about = _("Not answered: {conditions}", conditions=text.listing(names.conditions[c] for c in unknown))
        return GridCell(item.key, name, header, Mark("○", "", about, GREY), "○", about)
    return GridCell(item.key, name, header, Mark("●", "", _("none"), GREEN), "● 0", _("All hard conditions are met"))


def _question(item: ReformItem, row: Mapping[str, object], question: str, name: str, names: ReformNames) -> GridCell:
    mark, label = answer_mark(_answer(row, question)), names.questions[question]
    about = _("{question} (weight {weight}): {answer}", question=label, weight=WEIGHTS[question], answer=mark.label)
    header = f"{label.split()[0].rstrip(',')}|{WEIGHTS[question]}"
    return GridCell(item.key, name, header, mark, mark.text, about, essential=False)


def is_unready(item: ReformItem) -> bool:
    """Whether *item* must not cut over as things stand."""
    return item.readiness.readiness in (ReadinessClass.NOT_READY, ReadinessClass.UNKNOWN)
