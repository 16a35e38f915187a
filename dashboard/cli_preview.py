"""What an upload would do, printed for people or as plain values."""

from collections.abc import Iterator, Mapping
from itertools import islice

import click

from dashboard import text
from dashboard.equation import row_equation
from dashboard.kpis import written
from dashboard.messages import labels_in, problem_message, severity_label, shown_place, status_word
from dashboard.metrics.portfolio import KPI_DEFINITIONS
from dashboard.text import N_, _, ngettext
from dashboard.uploads import Checked, Preview
from data_access.contract import Choice, Column, ColumnType
from data_access.plan import Change, ChangeKind, GoneDecision, Plan
from data_access.problems import Severity
from data_access.store import Receipt

MOST_SHOWN = 50
"""Changed and gone rows listed one by one; the counts above them are complete."""

EFFECTS = {
    True: N_("Declared status of {project}: {before} → {after}"),
    False: N_("Computed status of {project}: {before} → {after}"),
}

References = Mapping[str, tuple[Choice, ...]]


def problem_records(checked: Checked) -> list[dict[str, object]]:
    """Each problem with the keys sheet, row, column, cell, code, severity, value and message."""
    names = ("sheet", "row", "column", "cell", "code", "severity", "value")
    with labels_in(checked.validated.language):
        return [{name: getattr(p, name) for name in names} | {"message": problem_message(p)} for p in checked.problems]


def preview_summary(shown: Preview) -> dict[str, object]:
    """The preview as plain values: the row equation, changes by kind, effects on KPIs and statuses."""
    plan = shown.plan
    return {
        "status_date": plan.status_date,
        "projects": plan.projects,
        "already": shown.already,
        "rows_read": plan.rows_read,
        "inserted": plan.inserted,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "rejected": plan.rejected,
        "gone": plan.gone,
        "changes": [_change_record(change) for change in _changes(plan)],
        "kpis": [{"name": b.name, "unit": b.unit, "before": b.value, "after": a.value} for b, a in shown.kpis],
        "statuses": shown.statuses,
        "problems": problem_records(shown.checked),
    }


def print_preview(shown: Preview, references: References, decision: GoneDecision | None) -> None:
    """What is new, changed and gone, and what it does to KPIs and statuses, in the language in use."""
    plan = shown.plan
    if shown.already:
        print_already(shown.already.upload_id)
        return
    print_equation(plan)
    _print_new(plan)
    _print_changes(plan, references)
    if plan.gone and decision is None:
        _ask_about_gone(plan.gone)
    _print_effects(shown)
    print_problems(shown.checked)


def print_already(upload_id: int) -> None:
    """That these very bytes are stored."""
    click.echo(_("This file is already in, as upload {upload}. Nothing changed.", upload=upload_id))


def print_equation(counted: Plan | Receipt) -> None:
    """Rows read = new + changed + unchanged + rejected; nothing rejected is ever stored."""
    rejected = counted.rejected if isinstance(counted, Plan) else 0
    left, right = row_equation(counted.rows_read, counted.inserted, counted.updated, counted.unchanged, rejected)
    click.echo(f"{left} = {right}")


def print_problems(checked: Checked) -> None:
    """One line per problem with its address and code, then the counts."""
    problems = checked.problems
    with labels_in(checked.validated.language):
        for problem in problems:
            where = "!".join(part for part in (problem.sheet, shown_place(problem)) if part)
            parts = (severity_label(problem.severity), where, f"{problem.code}: {problem_message(problem)}")
            click.echo("  ".join(part for part in parts if part))
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    found = [f"{severity_label(s)}: {text.number(n)}" for s, n in counts.items() if n]
    click.echo(", ".join(found) or _("No problem found."))


def _changes(plan: Plan) -> Iterator[Change]:
    return (change for change in plan.changes() if change.kind is not ChangeKind.UNCHANGED)


def _change_record(change: Change) -> dict[str, object]:
    differences = [{"column": name, "old": old, "new": new} for name, old, new in change.differences()]
    return {
        "dataset": change.dataset.name,
        "key": change.key,
        "kind": change.kind,
        "row": change.row,
        "differences": differences,
    }


def _print_new(plan: Plan) -> None:
    for part in plan.parts:
        if count := sum(old is None for _row, _values, old in part.rows):
            sheet = part.dataset.label.in_language(text.current_language())
            click.echo(
                ngettext("New: {sheet} {project}, {count} row", "New: {sheet} {project}, {count} rows", count,
                         sheet=sheet, project=part.project)
            )  # fmt: skip


def _print_changes(plan: Plan, references: References) -> None:
    listed = [c for c in _changes(plan) if c.kind is not ChangeKind.INSERTED]
    for change in islice(listed, MOST_SHOWN):
        name = _named(change, references)
        if change.kind is ChangeKind.GONE:
            click.echo(_("Gone: {row}", row=name))
            continue
        for column_name, old, new in change.differences():
            column = change.dataset.column(column_name)
            label = column.label.in_language(text.current_language())
            moved = f"{_value(column, old, references)} → {_value(column, new, references)}"
            click.echo(_("Changed: {row}, {column}: {movement}", row=name, column=label, movement=moved))
    if len(listed) > MOST_SHOWN:
        rest = len(listed) - MOST_SHOWN
        click.echo(ngettext("… and {count} row more", "… and {count} rows more", rest))


def _ask_about_gone(count: int) -> None:
    click.echo(
        ngettext(
            "{count} row is gone: say with --gone whether to keep or close it.",
            "{count} rows are gone: say with --gone whether to keep or close them.",
            count,
        )
    )


def _named(change: Change, references: References) -> str:
    columns = [change.dataset.column(name) for name in change.dataset.key]
    key = " · ".join(_value(c, v, references) for c, v in zip(columns, change.key, strict=True))
    return f"{change.dataset.label.in_language(text.current_language())} {key}"


def _value(column: Column, value: object, references: References) -> str:
    """A stored value as the language in use writes it; a dash for a blank."""
    if value is None:
        return "–"
    match column.type:
        case ColumnType.AMOUNT:
            return text.amount_exact(value)  # type: ignore[arg-type]  # a Decimal
        case ColumnType.PERCENTAGE:
            return text.percentage(value, 2)  # type: ignore[arg-type]  # a Decimal
        case ColumnType.DATE:
            return text.day(value)  # type: ignore[arg-type]  # a date
        case ColumnType.MONTH:
            return text.month(value)  # type: ignore[arg-type]  # a date
        case ColumnType.BOOLEAN:
            return _("yes") if value else _("no")
    labels = {choice.value: choice.label for choice in column.choices_given(references)}
    return labels[str(value)].in_language(text.current_language()) if value in labels else " ".join(str(value).split())


def _print_effects(shown: Preview) -> None:
    labels = {definition.name: definition.label for definition in KPI_DEFINITIONS}
    for then, now in shown.kpis:
        if then.value != now.value:
            moved = f"{written(then.value, then.unit)} → {written(now.value, now.unit)}"
            click.echo(f"{_(labels[now.name])}: {moved}")
    for effect in shown.statuses:
        before = status_word(effect.before) if effect.before else _("new")
        sentence = EFFECTS[effect.is_declared]
        click.echo(_(sentence, project=effect.name, before=before, after=status_word(effect.after)))
