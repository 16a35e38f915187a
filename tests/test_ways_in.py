"""Every role, every permission, every way in: direct call, command line and page, each answer spelled out."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from dashboard import settings as front
from dashboard.cli import main
from dashboard.uploads import measure
from data_access import meeting_records, meetings, reference, retention, setting_changes, store, users
from data_access.contract import Choice, Label
from data_access.engine import Database
from data_access.errors import NotFound, PermissionDenied
from data_access.meeting_values import RecordDraft, RecordKind
from data_access.queries.audit_trail import audit_trail
from data_access.users import Permission, User
from tests.app_database import app_database
from tests.meetings import frozen, presented
from tests.permissions import ALLOWED, EVERYBODY
from tests.screens import opened, sound
from tests.storing import full, stored, undone, week
from tests.workbooks import PROGRAMMES, people, record, workbook

P = Permission
ROLES = {"viewer": "viewer", "committee": "committee", "manager": "sofie", "pmo": "pmo", "admin": "admin"}
MINE, THEIRS = full("P1", manager="Sofie Peeters"), full("P2", manager="Marc Dubois")
LONG_AGO = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)


class Scene(NamedTuple):
    """A database with a project of sofie's and one of marc's, their uploads, and a meeting that the pmo presents."""

    db: Database
    staff: dict[str, User]
    folder: Path
    mine: int
    theirs: int
    meeting: int


@pytest.fixture
def scene(sqlite_template: Path, tmp_path: Path) -> Iterator[Scene]:
    db = app_database(sqlite_template, tmp_path)
    long_ago = replace(db, clock=lambda: LONG_AGO)
    staff = people(long_ago)
    stored(long_ago, staff["pmo"], MINE, week(0))
    stored(long_ago, staff["pmo"], THEIRS, week(0))
    mine = stored(long_ago, staff["sofie"], full("P1", manager="Sofie Peeters", stage="closing"), week(1))
    theirs = stored(long_ago, staff["marc"], full("P2", manager="Marc Dubois", stage="closing"), week(1))
    meeting = presented(db, staff["pmo"])
    yield Scene(db, staff, tmp_path, mine.upload_id, theirs.upload_id, meeting.id)
    db.engine.dispose()


def later(project: str, manager: str) -> dict[str, list[tuple[object, ...]]]:
    return {"milestones": [record("milestones", project=project, name="Renamed")],
            "projects": full(project, manager=manager)["projects"]}  # fmt: skip


def decide(scene: Scene, actor: User) -> None:
    draft = RecordDraft(RecordKind.DECISION, "Go on")
    number = meeting_records.next_number(scene.db, scene.meeting)
    meeting_records.add_record(scene.db, actor, scene.meeting, draft, number=number, submission=None, measure=measure)


def undo_own(scene: Scene, actor: User) -> None:
    """An upload that bears the actor's own name, whatever role they have by now."""
    uploads = scene.db.tables.uploads
    with scene.db.writing() as connection:
        connection.execute(uploads.update().where(uploads.c.id == scene.mine).values(user_id=actor.id))
    store.undo(scene.db, actor, scene.mine, measure)


def set_threshold(scene: Scene, actor: User) -> None:
    change = front.change_of(scene.db, {"index_green": Decimal("0.97")}, week(1))
    setting_changes.change_settings(scene.db, actor, change)


ACTS: dict[Permission, Callable[[Scene, User], object]] = {
    P.READ: lambda s, actor: meetings.get_meeting(s.db, actor, s.meeting),
    P.DECIDE: decide,
    P.UPLOAD_OWN: lambda s, actor: stored(s.db, actor, later("P1", "Sofie Peeters"), week(2)),
    P.UPLOAD_ALL: lambda s, actor: stored(s.db, actor, later("P2", "Marc Dubois"), week(2)),
    P.UNDO_OWN: undo_own,
    P.UNDO_ALL: lambda s, actor: store.undo(s.db, actor, s.theirs, measure),
    P.PREPARE_MEETINGS: lambda s, actor: frozen(s.db, actor),
    P.SET_THRESHOLDS: set_threshold,
    P.EDIT_REFERENCE: lambda s, actor: reference.save_reference(
        s.db, actor, "programmes", (*PROGRAMMES, Choice("NEW", Label("New", "Nouveau", "Nieuw")))
    ),
    P.EDIT_USERS: lambda s, actor: users.add_user(s.db, actor, username="new", name="New Person", role="viewer"),
    P.READ_AUDIT: lambda s, actor: audit_trail(s.db, actor),
    P.KEEP_DATA: lambda s, actor: retention.remove_old_files(s.db, actor, LONG_AGO + dt.timedelta(days=9)),
}
"""One act for each permission, which nothing but this permission stands in the way of."""

COMMANDS: dict[Permission, Callable[[Scene, str], list[str]]] = {
    P.UPLOAD_OWN: lambda s, who: ["upload", book(s, later("P1", "Sofie Peeters")), "--as", who, *on(week(2))],
    P.UPLOAD_ALL: lambda s, who: ["upload", book(s, later("P2", "Marc Dubois")), "--as", who, *on(week(2))],
    P.UNDO_OWN: lambda s, who: ["undo", str(s.mine), "--as", who],
    P.UNDO_ALL: lambda s, who: ["undo", str(s.theirs), "--as", who],
    P.SET_THRESHOLDS: lambda s, who: ["settings", "set", "index_green", "0.97", "--from", f"{week(1)}", "--as", who],
    P.EDIT_REFERENCE: lambda s, who: ["freeze", "add", "--from", "2026-12-20", "--to", "2027-01-04",
                                      "--name", "End of year", "Fin d'année", "Jaareinde", "--as", who],
    P.EDIT_USERS: lambda s, who: ["user", "add", "new", "--name", "New Person", "--role", "viewer", "--as", who],
    P.READ_AUDIT: lambda s, who: ["audit", "list", "--as", who],
    P.KEEP_DATA: lambda s, who: ["retain", "--months", "12", "--as", who],
}  # fmt: skip
"""How each permission is used from the command line."""
SCREENS_ONLY = {P.READ, P.DECIDE, P.PREPARE_MEETINGS}
"""Commands that read act for nobody in particular; meetings are prepared and decided on screen."""

PAGES: dict[str, set[str]] = {
    "portfolio": EVERYBODY, "project": EVERYBODY, "budget": EVERYBODY, "raid": EVERYBODY, "reform": EVERYBODY,
    "meeting": EVERYBODY, "reports": EVERYBODY, "history": EVERYBODY,
    "upload": {"manager", "pmo"}, "administration": {"pmo", "admin"},
}  # fmt: skip
"""Who has each page in the navigation; typed addresses are tested in tests/browser."""


def book(scene: Scene, rows: dict[str, list[tuple[object, ...]]]) -> str:
    path = scene.folder / "week.xlsx"
    path.write_bytes(workbook(rows))
    return str(path)


def on(day: dt.date) -> list[str]:
    return ["--status-date", day.isoformat(), "--gone", "keep"]


def test_no_permission_role_or_way_is_left_out() -> None:
    assert set(ALLOWED) == set(ACTS) == set(Permission)
    assert set(COMMANDS) | SCREENS_ONLY == set(Permission)
    assert set(ROLES) == {role.value for role in users.Role}
    for permission, roles in ALLOWED.items():
        assert {role.value for role in users.Role if permission in users.PERMISSIONS[role]} == roles


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", Permission)
def test_by_direct_call(scene: Scene, permission: Permission, role: str) -> None:
    actor = scene.staff[ROLES[role]]
    if role in ALLOWED[permission]:
        ACTS[permission](scene, actor)
        return
    with pytest.raises(PermissionDenied):
        ACTS[permission](scene, actor)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", COMMANDS)
def test_by_command(scene: Scene, permission: Permission, role: str) -> None:
    if permission is P.UNDO_OWN:
        uploads = scene.db.tables.uploads
        with scene.db.writing() as connection:
            values = {"user_id": scene.staff[ROLES[role]].id}
            connection.execute(uploads.update().where(uploads.c.id == scene.mine).values(**values))
    answer = CliRunner().invoke(main, COMMANDS[permission](scene, ROLES[role]), catch_exceptions=False)
    refused = 1 if permission in (P.UPLOAD_OWN, P.UPLOAD_ALL) and role == "manager" else 2
    assert answer.exit_code == (0 if role in ALLOWED[permission] else refused), answer.output


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("fresh_caches")
def test_by_page(scene: Scene, page: str, role: str) -> None:
    if role in PAGES[page]:
        assert sound(opened(page, person=ROLES[role])).title
        return
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(page, person=ROLES[role])


@pytest.mark.parametrize("permission", Permission)
def test_a_disabled_account_and_an_ended_session_may_nothing(scene: Scene, permission: Permission) -> None:
    role = next(iter(sorted(ALLOWED[permission])))
    actor = scene.staff[ROLES[role]]
    with pytest.raises(PermissionDenied):
        ACTS[permission](scene, replace(actor, session="a session that never was"))
    if role == "admin":
        users.add_user(scene.db, users.SYSTEM, username="other", name="Other", role="admin")
    users.set_active(scene.db, users.SYSTEM, actor.username, active=False)
    with pytest.raises((PermissionDenied, NotFound)):
        ACTS[permission](scene, actor)


def test_undo_of_undone_is_no_way_round(scene: Scene) -> None:
    receipt = stored(scene.db, scene.staff["pmo"], later("P1", "Sofie Peeters"), week(2))
    with pytest.raises(PermissionDenied):
        undone(scene.db, scene.staff["sofie"], receipt)
