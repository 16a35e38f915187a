"""Carries out a plan in one transaction, and undoes an upload; both check who acts."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd
from sqlalchemy import Connection, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.dependence import undo_blocked_by
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied, StalePreview
from data_access.frames import frames
from data_access.measure_store import Measure, remeasure
from data_access.plan import GoneDecision, Plan, Resolution, Subject
from data_access.queries.effective import Basis, basis_now, registered_projects
from data_access.row_sets import Brought, next_id, store_parts
from data_access.settings import SettingValues, read_settings, values_on
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version
from data_access.words import fold


@dataclass(frozen=True)
class Submission:
    """A workbook ready to be stored: its bytes, its plan, and the answer about rows that disappeared.

    *findings* counts the cells, of those read, that have one. *measured* are the measures of its
    projects once stored, where they are known already, under the settings *measured_under*.
    """

    file_name: str
    data: bytes
    plan: Plan
    decision: GoneDecision
    cells_read: int = 0
    findings: int = 0
    measured: pd.DataFrame | None = None
    measured_under: SettingValues = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes: the same file is recognised by it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was stored. *already* tells that this very file was in before and nothing changed."""

    upload_id: int
    file_name: str
    status_date: dt.date
    committed_at: dt.datetime
    rows_read: int
    inserted: int
    updated: int
    unchanged: int
    closed: int
    kept: int
    already: bool = False


def commit(db: Database, actor: User, submission: Submission, measure: Measure) -> Receipt:
    """Stores *submission*, everything or nothing.

    Raises ``PermissionDenied``, ``StalePreview`` when the data changed since the plan was made, and
    ``InvalidRequest`` when rows were rejected or there is nothing to store.
    """
    _require_storable(submission)
    with db.reading() as connection:
        settings = values_on(read_settings(db, connection), submission.plan.status_date)
    measured = _measured(db, submission, settings, measure)
    ready = replace(submission, measured=measured, measured_under=settings)
    with db.writing() as connection:
        author = may_upload(db, connection, actor, submission.plan.projects)
        return carry_out(db, connection, author, ready, measure)


def carry_out(db: Database, connection: Connection, author: User, submission: Submission, measure: Measure) -> Receipt:
    """Stores *submission* inside the caller's write transaction, for an *author* whose right the caller has checked.

    Raises as ``commit`` does, but for the right.
    """
    plan = submission.plan
    _require_storable(submission)
    if found := find_upload(db, connection, submission.sha256, plan.status_date):
        return found
    settings = values_on(read_settings(db, connection), plan.status_date)
    measured = _measured(db, submission, settings, measure)
    resolved = [part.resolve(submission.decision, plan.status_date) for part in plan.parts]
    basis = _require_fresh(db, connection, plan)
    at = raise_version(db, connection)
    receipt = _store_upload(db, connection, author, submission, resolved, at)
    _store_foundations(db, connection, receipt, {basis[r.part.subject].upload_id for r in resolved if r.leans})
    brought = Brought(receipt.upload_id, receipt.status_date, receipt.committed_at)
    store_parts(db, connection, brought, resolved)
    remeasure(
        db, connection, measure,
        projects=plan.projects, since=plan.status_date, at=at, known={plan.status_date: measured},
    )  # fmt: skip
    entry = AuditEntry("upload_committed", submission.file_name, new=_summary(receipt), upload_id=receipt.upload_id)
    record(db, connection, author.username, entry, at)
    return receipt


def _require_storable(submission: Submission) -> None:
    if submission.plan.rejected:
        raise InvalidRequest("file_has_errors", file=submission.file_name)
    if not submission.plan.projects:
        raise InvalidRequest("nothing_to_store")


def _measured(db: Database, submission: Submission, settings: SettingValues, measure: Measure) -> pd.DataFrame:
    """The measures of the projects of *submission* once stored under *settings*, computed where they are not known."""
    if submission.measured is not None and submission.measured_under == settings:
        return submission.measured
    after = submission.plan.rows_after(submission.decision)
    return measure(frames(db.contract, after), submission.plan.status_date, settings)


def undo(db: Database, actor: User, upload_id: int, measure: Measure) -> None:
    """Makes effective again what *upload_id* had replaced.

    Raises ``NotFound``, ``PermissionDenied``, or ``InvalidRequest``: already undone, or later uploads
    depend on it and have to be undone first.
    """
    with db.writing() as connection:
        upload = _require_undoable(db, connection, actor, upload_id)
        at = raise_version(db, connection)
        uploads, snapshots = db.tables.uploads, db.tables.snapshots
        projects = connection.execute(
            select(snapshots.c.project).distinct().where(snapshots.c.upload_id == upload_id)
        ).scalars()
        spoken_for = list(projects)
        connection.execute(update(uploads).where(uploads.c.id == upload_id).values(undone_at=at, undone_by=actor.id))
        connection.execute(update(snapshots).where(snapshots.c.upload_id == upload_id).values(known_to=at))
        remeasure(db, connection, measure, projects=spoken_for, since=upload.status_date, at=at)
        record(db, connection, actor.username, AuditEntry("upload_undone", upload.file_name, upload_id=upload_id), at)


def refresh(db: Database, measure: Measure, definitions: int) -> bool:
    """Computes every stored measure anew unless they were computed under *definitions* already."""
    versions, subjects = db.tables.versions, db.tables.subjects
    with db.writing() as connection:
        if connection.execute(select(versions.c.definitions)).scalar_one() == definitions:
            return False
        projects = connection.execute(select(subjects.c.project).distinct()).scalars().all()
        if projects:
            at = raise_version(db, connection)
            remeasure(db, connection, measure, projects=projects, since=dt.date.min, at=at)
        connection.execute(update(versions).values(definitions=definitions))
    return True


def may_upload(db: Database, connection: Connection, actor: User, projects: Iterable[str]) -> User:
    """*actor* as stored now; ``PermissionDenied`` unless that account may upload for all *projects*."""
    current = reload_actor(db, connection, actor)
    current.require(Permission.UPLOAD_OWN)
    allowed = uploadable_projects(db, connection, current)
    foreign = sorted(set(projects) - allowed) if allowed is not None else []
    if foreign:
        raise PermissionDenied("projects_not_yours", projects=", ".join(foreign), user=actor.username)
    return current


def uploadable_projects(db: Database, connection: Connection, actor: User) -> frozenset[str] | None:
    """The projects that *actor* may upload: None for all, else those whose project manager is named like them."""
    if actor.may(Permission.UPLOAD_ALL):
        return None
    if not actor.may(Permission.UPLOAD_OWN):
        return frozenset()
    managed = registered_projects(db, connection)
    return frozenset(code for code, manager in managed.items() if fold(manager or "") == fold(actor.name))


def find_upload(db: Database, connection: Connection, sha256: str, status_date: dt.date) -> Receipt | None:
    """The receipt of the upload in force that brought these very bytes for *status_date*."""
    table = db.tables.uploads
    row = connection.execute(
        select(table).where(
            table.c.sha256 == sha256,
            table.c.status_date == status_date,
            table.c.undone_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    return Receipt(
        row.id, row.file_name, row.status_date, row.committed_at, row.rows_read,
        row.inserted, row.updated, row.unchanged, row.closed, row.kept, already=True,
    )  # fmt: skip


def _require_fresh(db: Database, connection: Connection, plan: Plan) -> dict[Subject, Basis]:
    """What the plan rests on now: the same rows as when it was made, though another upload may have confirmed them."""
    now = basis_now(db, connection, plan.projects, plan.status_date)
    stale = [s for s, row_set in plan.basis_ids().items() if (now[s].row_set_id if s in now else None) != row_set]
    if not stale:
        return now
    audit, snapshots, users = db.tables.audit_records, db.tables.snapshots, db.tables.users
    touched = select(snapshots.c.upload_id).where(snapshots.c.project.in_({project for _, project in stale}))
    last = connection.execute(
        select(audit.c.at, audit.c.actor, users.c.name)
        .join(users, users.c.username == audit.c.actor, isouter=True)
        .where(audit.c.upload_id.in_(touched))
        .order_by(audit.c.id.desc())
        .limit(1)
    ).first()
    by, at = (last.name or last.actor, last.at) if last else (None, None)
    raise StalePreview("preview_stale", by=by, at=at, projects=", ".join(sorted({project for _, project in stale})))


def _store_upload(
    db: Database,
    connection: Connection,
    author: User,
    submission: Submission,
    resolved: Sequence[Resolution],
    at: dt.datetime,
) -> Receipt:
    tables, plan = db.tables, submission.plan
    files = tables.files
    if not connection.execute(select(files.c.sha256).where(files.c.sha256 == submission.sha256)).first():
        connection.execute(insert(files).values(sha256=submission.sha256, data=submission.data))
    receipt = Receipt(
        next_id(connection, tables.uploads), submission.file_name, plan.status_date, at,
        plan.rows_read, plan.inserted, plan.updated, plan.unchanged,
        sum(r.closed for r in resolved), sum(r.kept for r in resolved),
    )  # fmt: skip
    connection.execute(
        insert(tables.uploads).values(
            id=receipt.upload_id, sha256=submission.sha256, size=len(submission.data),
            user_id=author.id, cells_read=submission.cells_read, findings=submission.findings,
            committed_at=at, status_date=plan.status_date, **_summary(receipt),
        )
    )  # fmt: skip
    return receipt


def _store_foundations(db: Database, connection: Connection, receipt: Receipt, built_on: set[int]) -> None:
    if built_on:
        rows = [{"upload_id": receipt.upload_id, "built_on": other} for other in sorted(built_on)]
        connection.execute(insert(db.tables.foundations), rows)


def _summary(receipt: Receipt) -> dict[str, object]:
    names = ("file_name", "rows_read", "inserted", "updated", "unchanged", "closed", "kept")
    return {name: getattr(receipt, name) for name in names}


def _require_undoable(db: Database, connection: Connection, actor: User, upload_id: int):  # type: ignore[no-untyped-def]  # a row
    tables = db.tables
    upload = connection.execute(select(tables.uploads).where(tables.uploads.c.id == upload_id)).first()
    if upload is None:
        raise NotFound("unknown_upload", upload=upload_id)
    current = reload_actor(db, connection, actor)
    own = upload.user_id == current.id
    current.require(Permission.UNDO_OWN if own else Permission.UNDO_ALL)
    if upload.undone_at is not None:
        raise InvalidRequest("already_undone", upload=upload_id, at=upload.undone_at)
    blocking = undo_blocked_by(db, connection, upload_id)
    if blocking:
        raise InvalidRequest("undo_blocked", upload=upload_id, by=", ".join(map(str, blocking)))
    return upload
