"""An upload from bytes to receipt: check, preview with its effect on the KPIs, confirm, undo.

Pages and the command line both come in here.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from dashboard.metrics.measures import project_measures as measure_projects
from dashboard.metrics.portfolio import Kpi, portfolio_kpis
from dashboard.metrics.rules import thresholds_of
from dashboard.metrics.thresholds import DEFINITIONS_VERSION
from dashboard.today import today
from data_access import store
from data_access.context import validation_context
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.file_names import file_name as plain_name
from data_access.frames import frames
from data_access.plan import Gone, GoneDecision, Plan, make_plan
from data_access.problems import Problem, Severity
from data_access.queries.effective import plan_state
from data_access.queries.measures import project_measures
from data_access.settings import SettingValues, read_settings, values_on
from data_access.store import Receipt, Submission
from data_access.users import User
from data_access.validate import Validated, validate
from data_access.workbook.raw import RawWorkbook
from data_access.workbook.read import read_workbook

FRIDAY = 4
LONGEST_AHEAD = dt.timedelta(days=7)
EARLIEST = dt.date(2000, 1, 1)
KEEP_ALL = GoneDecision(Gone.KEEP)


@dataclass(frozen=True)
class Checked:
    """A workbook read and validated: *validated* holds its problems, *raw* its cells."""

    file_name: str
    data: bytes
    raw: RawWorkbook
    validated: Validated

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the workbook."""
        return self.validated.problems


@dataclass(frozen=True)
class StatusEffect:
    """An overall status of a project, declared or computed, before and after; *before* is None before its first."""

    project: str
    name: str
    is_declared: bool
    before: str | None
    after: str | None


@dataclass(frozen=True, eq=False)
class Preview:
    """What an upload would do, and to which figures. *already* is set when this file is in.

    *before* and *changed* are measures as of the status date: of all projects now, and of those of the
    file once it is stored with *decision* about rows that disappeared, under *settings*, those valid on it.
    """

    checked: Checked
    actor: User
    plan: Plan
    before: pd.DataFrame
    changed: pd.DataFrame
    settings: SettingValues
    already: Receipt | None = None
    decision: GoneDecision = KEEP_ALL

    @cached_property
    def kpis(self) -> tuple[tuple[Kpi, Kpi], ...]:
        """Every KPI of the portfolio, before and after."""
        after, thresholds = _replace(self.before, self.changed), thresholds_of(self.settings)
        return tuple(zip(portfolio_kpis(self.before, thresholds), portfolio_kpis(after, thresholds), strict=True))

    @cached_property
    def statuses(self) -> tuple[StatusEffect, ...]:
        """Every overall status that changes."""
        names = _names(self.plan)
        return tuple(
            effect
            for name in ("declared_overall", "computed_overall")
            for effect in _status_effects(self.before, self.changed, name, names)
        )

    @property
    def can_commit(self) -> bool:
        """Whether nothing stands against storing it."""
        return self.checked.validated.is_clean and bool(self.plan.projects) and self.already is None


def reporting_date(day: dt.date) -> dt.date:
    """The status date that an upload of *day* is for: the latest Friday."""
    return day - dt.timedelta(days=(day.weekday() - FRIDAY) % 7)


def require_reporting_date(day: dt.date) -> None:
    """``InvalidRequest`` with the *nearest* Friday unless *day* is one: a workbook reports a Friday."""
    if day != (nearest := reporting_date(day + dt.timedelta(days=3))):
        raise InvalidRequest("status_date_not_friday", day=day, nearest=nearest)


def measure(rows: Mapping[str, pd.DataFrame], status_date: dt.date, settings: SettingValues) -> pd.DataFrame:
    """The stored measures of every project in *rows*, under the *settings* valid on their status date."""
    return measure_projects(rows, status_date, thresholds_of(settings))


def check(db: Database, file_name: str, data: bytes, *, actor: User | None = None) -> Checked:
    """Reads and validates *data* as *actor* (None: somebody who may upload everything); stores nothing.

    Raises ``FileRefused`` when the bytes are no workbook that can be read.
    """
    raw = read_workbook(data)
    with db.reading() as connection:
        context = validation_context(db, connection, actor)
    return Checked(plain_name(file_name), data, raw, validate(raw, db.contract, context))


def preview(
    db: Database, actor: User, checked: Checked, status_date: dt.date, decision: GoneDecision = KEEP_ALL
) -> Preview:
    """What uploading *checked* for *status_date*, with *decision* about gone rows, would do; stores nothing.

    ``InvalidRequest`` for a status date more than a week ahead, which would count as the latest from then on,
    and for one before ``EARLIEST``, which is a slip of the keyboard.
    """
    if status_date > today(db) + LONGEST_AHEAD:
        raise InvalidRequest("status_date_ahead", date=status_date)
    if status_date < EARLIEST:
        raise InvalidRequest("status_date_long_ago", date=status_date)
    with db.reading() as connection:
        state = plan_state(db, connection, checked.validated.projects, status_date)
        settings = values_on(read_settings(db, connection), status_date)
        already = store.find_upload(db, connection, hashlib.sha256(checked.data).hexdigest(), status_date)
    plan = make_plan(checked.validated, db.contract, state, status_date)
    changed = _measures_after(db, plan, settings, decision)
    before = project_measures(db, status_date)
    return Preview(_with_gaps(checked, changed), actor, plan, before, changed, settings, already, decision)


def decided(db: Database, shown: Preview, decision: GoneDecision) -> Preview:
    """*shown* with its effect on the figures under *decision* about the rows that disappeared."""
    if decision == shown.decision or not shown.plan.gone:
        return shown
    return replace(shown, changed=_measures_after(db, shown.plan, shown.settings, decision), decision=decision)


def gaps(db: Database, checked: Checked, status_date: dt.date) -> Checked:
    """*checked* with the statuses better than the data say, and no reason given, were it for *status_date*."""
    with db.reading() as connection:
        state = plan_state(db, connection, checked.validated.projects, status_date)
        settings = values_on(read_settings(db, connection), status_date)
    plan = make_plan(checked.validated, db.contract, state, status_date)
    return _with_gaps(checked, _measures_after(db, plan, settings, KEEP_ALL))


def confirm(db: Database, shown: Preview, decision: GoneDecision | None = None) -> Receipt:
    """Stores what *shown* previews, everything or nothing.

    Raises ``InvalidRequest`` when the file has errors, or rows disappeared and *decision* says nothing
    about them; ``StalePreview`` when the data changed since the preview was made.
    """
    if not shown.checked.validated.is_clean:
        raise InvalidRequest("file_has_errors", file=shown.checked.file_name)
    if shown.plan.gone and decision is None:
        raise InvalidRequest("gone_undecided", count=shown.plan.gone)
    submission = Submission(
        file_name=shown.checked.file_name,
        data=shown.checked.data,
        plan=shown.plan,
        decision=decision or KEEP_ALL,
        cells_read=shown.checked.validated.cells_read,
        findings=shown.checked.validated.cells_with_findings,
        measured=shown.changed if not shown.plan.gone or decision == shown.decision else None,
        measured_under=shown.settings,
    )
    return store.commit(db, shown.actor, submission, measure)


def undo(db: Database, actor: User, upload_id: int) -> None:
    """Makes effective again what the upload had replaced; see ``store.undo``."""
    store.undo(db, actor, upload_id, measure)


def _measures_after(db: Database, plan: Plan, settings: SettingValues, decision: GoneDecision) -> pd.DataFrame:
    rows = plan.rows_after(decision)
    result = measure(frames(db.contract, rows), plan.status_date, settings)
    result.insert(1, "status_date", pd.Series([plan.status_date] * len(result), dtype="object"))
    return result


def _replace(before: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    untouched = before[~before["project"].isin(changed["project"])]
    parts = [part for part in (untouched, changed[before.columns]) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else before


def _names(plan: Plan) -> dict[str, str]:
    position = CONTRACT.dataset("projects").positions["name"]
    rows = {code: [stored.values for stored in plan.basis["projects", code].rows] for code in plan.projects}
    rows |= {p.project: [values for _, values, _ in p.rows] for p in plan.parts if p.dataset.name == "projects"}
    return {code: str(values[position]) for code, found in rows.items() for values in found}


def _status_effects(
    before: pd.DataFrame, changed: pd.DataFrame, measure_name: str, names: Mapping[str, str]
) -> Iterator[StatusEffect]:
    old = dict(zip(before["project"], before[measure_name], strict=True))
    for project, after in zip(changed["project"], changed[measure_name], strict=True):
        if old.get(project) != after:
            declared = measure_name.startswith("declared")
            yield StatusEffect(project, names.get(project, project), declared, old.get(project), after)


def _with_gaps(checked: Checked, measures: pd.DataFrame) -> Checked:
    problems = _unexplained_gaps(checked.validated, measures)
    if not problems:
        return checked
    return replace(checked, validated=replace(checked.validated, problems=(*checked.problems, *problems)))


def _unexplained_gaps(validated: Validated, measures: pd.DataFrame) -> Sequence[Problem]:
    """A warning for each project whose manager declares better than the data say, without a reason."""
    records = validated.records.get("projects")
    if records is None:
        return ()
    computed = dict(zip(measures["project"], measures["computed_overall"], strict=True))
    gaps = {p: g for p, g in zip(measures["project"], measures["gap"], strict=True) if not pd.isna(g) and g >= 1}
    at = {name: records.dataset.positions[name] for name in ("project", "gap_reason", "status_overall")}
    column = "gap_reason" if "gap_reason" in records.letters else "status_overall"
    return [
        Problem(
            records.sheet,
            "gap_without_reason",
            Severity.WARNING,
            row=row,
            column=records.letters.get(column),
            value=values[at[column]],
            field=column,
            params={
                "project": values[at["project"]],
                "declared": values[at["status_overall"]],
                "computed": computed[values[at["project"]]],
            },
        )
        for row, values in zip(records.rows, records.values, strict=True)
        if values[at["project"]] in gaps and not values[at["gap_reason"]]
    ]


def refresh_measures(db: Database) -> bool:
    """Computes all stored measures anew when their definitions changed; tells whether it did."""
    return store.refresh(db, measure, DEFINITIONS_VERSION)
