"""The chain of the audit trail: unbroken by writes and erasures, broken by anything else, and filtered."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from data_access.audit import AuditEntry, acting_from, record
from data_access.engine import Database
from data_access.erasure import ERASED_ACTION, erase_person
from data_access.errors import DatabaseUnavailable, InvalidRequest, PermissionDenied
from data_access.queries.audit_trail import TrailFilter, audit_trail, verify
from data_access.seals import SEALED, read, written
from data_access.sign_in import give_password, sign_in
from data_access.users import SYSTEM, get_user, list_users, set_role
from tests.storing import full, stored
from tests.workbooks import people

GOOD = "a long sentence of mine"
TRIGGERS = ("audit_records_no_delete", "audit_records_no_change")


@pytest.fixture
def busy(db: Database) -> Database:
    """Accounts, an upload, a sign-in and a changed role."""
    staff = people(db)
    stored(db, staff["pmo"], full())
    give_password(db, staff["admin"], "sofie", GOOD, is_first=False)
    with acting_from("192.0.2.7"):
        sign_in(db, "sofie", GOOD)
    set_role(db, staff["admin"], "marc", "viewer")
    return db


def tampered(db: Database, act: Callable[[Connection], object]) -> None:
    """What somebody with the database's own password could do."""
    with db.engine.begin() as connection:
        for name in TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {name}" + ("" if db.is_sqlite else " ON audit_records")))
        act(connection)


def test_the_chain_holds_and_ends_in_its_last_record(busy: Database) -> None:
    found = verify(busy)
    trail = audit_trail(busy, SYSTEM, None)
    assert (found.broken, found.records) == (None, len(trail))
    assert verify(busy, found.head).has_expected
    assert not verify(busy, "0" * 64).has_expected


def test_records_say_where_an_act_came_from(busy: Database) -> None:
    (row,) = audit_trail(busy, SYSTEM, only=TrailFilter(action="signed_in")).to_dict("records")
    assert (row["actor"], row["origin"], row["subject"]) == ("sofie", "192.0.2.7", "sofie")


@pytest.mark.parametrize("column", [*SEALED, "action", "at", "upload_id", "hash", "seals"])
def test_any_changed_cell_names_the_first_broken_record(busy: Database, column: str) -> None:
    values = {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "upload_id": 1}
    table = busy.tables.audit_records

    def change(connection: Connection) -> None:
        value = values.get(column, "forged")
        connection.execute(table.update().where(table.c.id == 4).values({column: value}))

    tampered(busy, change)
    assert verify(busy).broken == 4


@pytest.mark.parametrize("number", [1, 5])
def test_a_removed_record_is_missed(busy: Database, number: int) -> None:
    tampered(busy, lambda connection: connection.execute(text(f"DELETE FROM audit_records WHERE id = {number}")))
    broken = verify(busy).broken
    assert broken == number + 1


def test_records_cut_off_the_end_are_missed_by_a_noted_hash(busy: Database) -> None:
    noted = verify(busy).head
    last = verify(busy).records
    tampered(busy, lambda connection: connection.execute(text(f"DELETE FROM audit_records WHERE id = {last}")))
    found = verify(busy, noted)
    assert (found.broken, found.has_expected) == (None, False)


@pytest.mark.parametrize("statement", ["DELETE FROM audit_records", "UPDATE audit_records SET action = 'nothing'"])
def test_the_database_itself_refuses_to_change_the_past(busy: Database, statement: str) -> None:
    before = verify(busy)
    with pytest.raises(DatabaseUnavailable), busy.writing() as connection:
        connection.execute(text(statement))
    assert verify(busy) == before


def test_an_erased_person_is_named_nowhere_and_the_chain_holds(busy: Database) -> None:
    admin = get_user(busy, "admin")
    erased = erase_person(busy, admin, "sofie")
    assert (erased.username, erased.name, erased.email, erased.active) == (f"erased-{erased.id}",) * 2 + ("", False)
    assert verify(busy).broken is None
    trail = audit_trail(busy, SYSTEM, None).astype(str)
    accounts = " ".join(str(user) for user in list_users(busy, SYSTEM))
    for word in ("sofie", "Sofie Peeters"):
        assert not trail.apply(lambda column, word=word: column.str.contains(word)).any(axis=None)
        assert word not in accounts
    (row,) = audit_trail(busy, SYSTEM, only=TrailFilter(action="signed_in")).to_dict("records")
    assert row["actor"] == erased.username


def test_an_erasure_that_was_not_recorded_breaks_the_chain(busy: Database) -> None:
    table = busy.tables.audit_records
    with busy.writing() as connection:
        row = connection.execute(table.select().where(table.c.id == 3)).one()
        seals = written({**read(row.seals), "subject": (None, read(row.seals)["subject"][1])})
        connection.execute(table.update().where(table.c.id == 3).values(subject="erased-9", seals=seals))
    assert verify(busy).broken == 3


def test_whom_nobody_may_erase(busy: Database) -> None:
    admin = get_user(busy, "admin")
    for actor, username, code in ((admin, "admin", "not_yourself"), (SYSTEM, "admin", "last_admin")):
        with pytest.raises(InvalidRequest) as refused:
            erase_person(busy, actor, username)
        assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        erase_person(busy, get_user(busy, "pmo"), "marc")
    assert ERASED_ACTION not in set(audit_trail(busy, SYSTEM)["action"])


@pytest.mark.parametrize("username", ["viewer", "committee", "sofie"])
def test_who_may_not_read_it(busy: Database, username: str) -> None:
    with pytest.raises(PermissionDenied):
        audit_trail(busy, get_user(busy, username))


def test_filters_pick_records(busy: Database) -> None:
    whole = audit_trail(busy, get_user(busy, "pmo"))
    by_admin = audit_trail(busy, SYSTEM, only=TrailFilter(actor="admin"))
    assert by_admin["id"].tolist() == whole.loc[whole["actor"] == "admin", "id"].tolist()
    middle = whole["at"].iloc[2]
    assert audit_trail(busy, SYSTEM, only=TrailFilter(since=middle))["id"].tolist() == whole["id"].iloc[:3].tolist()
    assert audit_trail(busy, SYSTEM, only=TrailFilter(until=middle))["id"].tolist() == whole["id"].iloc[2:].tolist()
    assert set(audit_trail(busy, SYSTEM, only=TrailFilter(subject="marc"))["action"]) == {"user_added", "user_changed"}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(st.tuples(st.text(max_size=8), st.none() | st.text(max_size=8), st.integers()), max_size=6))
def test_whatever_is_recorded_verifies(sqlite_db: Database, entries: list[tuple[str, str | None, int]]) -> None:
    entries = [(a.replace("\x00", ""), b, c) for a, b, c in entries]
    with sqlite_db.writing() as connection:
        for subject, old, new in entries:
            record(sqlite_db, connection, subject, AuditEntry("done", subject, old, new), sqlite_db.clock())
    assert verify(sqlite_db).broken is None
    assert [json.loads(v) for v in audit_trail(sqlite_db, SYSTEM, len(entries) or 1)["new"]][: len(entries)] == [
        new for _, _, new in reversed(entries)
    ]
