"""Sign-in with a password: the throttle, the one answer for every failure, sessions and what ends them."""

import datetime as dt
from dataclasses import dataclass, replace

import bcrypt
import pytest
from sqlalchemy import select, update

from data_access import passwords
from data_access.engine import Database
from data_access.errors import InvalidRequest, PermissionDenied, RegieError, SignInRefused
from data_access.passwords import DEMONSTRATION
from data_access.queries.audit_trail import audit_trail
from data_access.sessions import LIFETIME, cash_ticket, new_ticket, person_of, person_with_cookie
from data_access.sign_in import (
    FREE_ATTEMPTS,
    LONGEST_DELAY,
    change_password,
    demonstration_people,
    give_password,
    reset_password,
    sign_in,
)
from data_access.users import SYSTEM, User, reload_actor, set_active, set_role
from data_access.versions import mark_demonstration
from tests.storing import full, stored
from tests.workbooks import people

GOOD = "a long sentence of mine"
OTHER = "yet another sentence"
START = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)


@dataclass
class Clock:
    """A clock that the test moves."""

    now: dt.datetime = START

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def staffed(db: Database, clock: Clock) -> Database:
    """One account of each role; sofie has the password ``GOOD``."""
    people(db)
    at_the_clock = replace(db, clock=clock)
    give_password(at_the_clock, SYSTEM, "sofie", GOOD, is_first=False)
    return at_the_clock


def refusal(db: Database, username: str, password: str) -> str:
    with pytest.raises(SignInRefused) as refused:
        sign_in(db, username, password)
    return refused.value.code


def test_the_right_password_opens_a_session(staffed: Database) -> None:
    person = sign_in(staffed, " Sofie ", GOOD)
    assert (person.username, person.password_is_first) == ("sofie", False)
    found = person_of(staffed, person.session)
    assert found == person
    assert found is not None
    assert found.session == person.session


@pytest.mark.parametrize(
    ("username", "password"),
    [("sofie", "wrong"), ("nobody", GOOD), ("", ""), ("marc", ""), ("sofie", GOOD + " " * 60), ("sofie", "é" * 100)],
)
def test_every_failure_has_the_same_answer(staffed: Database, username: str, password: str) -> None:
    assert refusal(staffed, username, password) == "sign_in_failed"


def test_a_disabled_account_looks_like_none(staffed: Database) -> None:
    set_active(staffed, SYSTEM, "sofie", active=False)
    assert refusal(staffed, "sofie", GOOD) == "sign_in_failed"


@pytest.mark.parametrize("username", ["sofie", "marc", "nobody", ""])
def test_every_name_costs_one_hash_of_the_same_work(
    staffed: Database, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    compared: list[bytes] = []
    check = bcrypt.checkpw
    monkeypatch.setattr(bcrypt, "checkpw", lambda typed, stored: compared.append(stored) or check(typed, stored))
    refusal(staffed, username, "wrong")
    assert [stored[:7] for stored in compared] == [b"$2b$%02d$" % passwords.ROUNDS]


@pytest.mark.parametrize("username", ["sofie", "nobody"])
def test_repeated_failures_lock_known_and_unknown_names_alike_with_growing_delay(
    staffed: Database, clock: Clock, username: str
) -> None:
    for _ in range(FREE_ATTEMPTS):
        assert refusal(staffed, username, "wrong") == "sign_in_failed"
    delays = []
    for _ in range(9):
        with pytest.raises(SignInRefused) as refused:
            sign_in(staffed, username, GOOD)
        assert refused.value.code == "sign_in_locked"
        until = refused.value.params["until"]
        assert isinstance(until, dt.datetime)
        delays.append(until - clock.now)
        clock.now = until
        assert refusal(staffed, username, "wrong") == "sign_in_failed"
    minutes = [delay // dt.timedelta(minutes=1) for delay in delays]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert max(delays) == LONGEST_DELAY


def test_the_lock_ends_and_success_forgets_the_failures(staffed: Database, clock: Clock) -> None:
    for _ in range(FREE_ATTEMPTS):
        refusal(staffed, "sofie", "wrong")
    assert refusal(staffed, "sofie", GOOD) == "sign_in_locked"
    clock.now += dt.timedelta(minutes=1)
    assert sign_in(staffed, "sofie", GOOD).username == "sofie"
    assert [refusal(staffed, "sofie", "wrong") for _ in range(FREE_ATTEMPTS)] == ["sign_in_failed"] * FREE_ATTEMPTS


def test_locks_are_recorded_once_per_failure_and_never_the_password(staffed: Database) -> None:
    for _ in range(FREE_ATTEMPTS):
        refusal(staffed, "sofie", "secret-that-was-typed")
    for _ in range(3):
        refusal(staffed, "sofie", GOOD)
    trail = audit_trail(staffed, SYSTEM)
    assert (trail["action"] == "sign_in_locked").sum() == 1
    assert not trail.astype(str).apply(lambda c: c.str.contains("secret-that|" + GOOD)).any(axis=None)


def test_a_session_ends_after_its_time(staffed: Database, clock: Clock) -> None:
    session = sign_in(staffed, "sofie", GOOD).session
    clock.now += LIFETIME - dt.timedelta(seconds=1)
    assert person_of(staffed, session)
    clock.now += dt.timedelta(seconds=1)
    assert person_of(staffed, session) is None


def test_a_ticket_gives_one_cookie_once(staffed: Database, clock: Clock) -> None:
    session = sign_in(staffed, "sofie", GOOD).session
    ticket = new_ticket(staffed, session)
    assert cash_ticket(staffed, "made up") is None
    cashed = cash_ticket(staffed, ticket)
    assert cashed is not None
    found = person_with_cookie(staffed, cashed[0])
    assert found is not None
    assert found.session == session
    assert cash_ticket(staffed, ticket) is None
    assert person_with_cookie(staffed, ticket) is None
    late = new_ticket(staffed, session)
    clock.now += dt.timedelta(minutes=10)
    assert cash_ticket(staffed, late) is None


def test_a_changed_password_ends_every_other_session(staffed: Database) -> None:
    mine, elsewhere = (sign_in(staffed, "sofie", GOOD) for _ in range(2))
    change_password(staffed, mine, GOOD, OTHER)
    assert person_of(staffed, mine.session)
    assert person_of(staffed, elsewhere.session) is None
    assert refusal(staffed, "sofie", GOOD) == "sign_in_failed"
    with pytest.raises(PermissionDenied) as denied:
        stored(staffed, elsewhere, full())
    assert denied.value.code == "session_ended"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong", OTHER, "password_wrong"),
        (GOOD, GOOD, "password_same"),
        (GOOD, "short", "password_too_short"),
        (GOOD, " padded with spaces ", "password_too_short"),
        (GOOD, "é" * 40 + "abcd", "password_too_long"),
        (GOOD, "abababababab", "password_too_plain"),
        (GOOD, "I am Peeters and proud", "password_too_plain"),
        (GOOD, "sofie sofie sofie 1", "password_too_plain"),
    ],
)
def test_a_password_that_is_no_good_changes_nothing(staffed: Database, old: str, new: str, code: str) -> None:
    me = sign_in(staffed, "sofie", GOOD)
    with pytest.raises(RegieError) as refused:
        change_password(staffed, me, old, new)
    assert refused.value.code == code
    assert sign_in(staffed, "sofie", GOOD)


def test_guessing_the_present_password_is_slowed_down_too(staffed: Database) -> None:
    me = sign_in(staffed, "sofie", GOOD)
    codes = []
    for _ in range(FREE_ATTEMPTS + 1):
        with pytest.raises(SignInRefused) as refused:
            change_password(staffed, me, "wrong", OTHER)
        codes.append(refused.value.code)
    assert codes == ["password_wrong"] * FREE_ATTEMPTS + ["sign_in_locked"]


def test_a_handed_out_password_has_to_be_changed(staffed: Database) -> None:
    first = reset_password(staffed, SYSTEM, "marc")
    me = sign_in(staffed, "marc", first)
    assert me.password_is_first
    change_password(staffed, me, first, OTHER)
    assert not sign_in(staffed, "marc", OTHER).password_is_first


def test_a_reset_or_a_disabled_account_ends_its_sessions(staffed: Database) -> None:
    before = sign_in(staffed, "sofie", GOOD).session
    reset_password(staffed, SYSTEM, "sofie")
    assert person_of(staffed, before) is None
    give_password(staffed, SYSTEM, "sofie", GOOD, is_first=False)
    session = sign_in(staffed, "sofie", GOOD).session
    set_active(staffed, SYSTEM, "sofie", active=False)
    assert person_of(staffed, session) is None


def test_a_new_role_holds_at_once(staffed: Database) -> None:
    me = sign_in(staffed, "sofie", GOOD)
    set_role(staffed, SYSTEM, "sofie", "viewer")
    with staffed.reading() as connection:
        now = reload_actor(staffed, connection, me)
    assert now.role == "viewer"
    found = person_of(staffed, me.session)
    assert found is not None
    assert found.role == "viewer"


def test_only_administrators_hand_out_passwords(staffed: Database) -> None:
    with staffed.reading() as connection:
        rows = connection.execute(select(staffed.tables.users)).all()
    for row in rows:
        actor = User(row.id, row.username, row.name, "", row.role)
        if row.role != "admin":
            with pytest.raises(PermissionDenied):
                reset_password(staffed, actor, "marc")


def test_the_demonstrations_password_holds_in_a_demonstration_only(staffed: Database) -> None:
    assert demonstration_people(staffed) == []
    stored(staffed, replace(SYSTEM, id=1, username="pmo"), full())
    with pytest.raises(InvalidRequest) as refused:
        give_password(staffed, SYSTEM, "marc", DEMONSTRATION, is_first=False)
    assert refused.value.code == "password_too_plain"
    mark_demonstration(staffed)
    give_password(staffed, SYSTEM, "marc", DEMONSTRATION, is_first=False)
    assert {person.username for person in demonstration_people(staffed)} >= {"marc", "pmo"}


def test_no_password_and_no_token_is_stored_as_it_is(staffed: Database) -> None:
    me = sign_in(staffed, "sofie", GOOD)
    cashed = cash_ticket(staffed, ticket := new_ticket(staffed, me.session))
    assert cashed is not None
    with staffed.reading() as connection:
        kept = [str(row) for name in ("users", "sessions", "sign_in_attempts")
                for row in connection.execute(select(staffed.tables.metadata.tables[name]))]  # fmt: skip
    assert not any(secret in row for row in kept for secret in (GOOD, cashed[0], ticket))


def test_attempts_from_one_address_are_limited_over_all_names(staffed: Database) -> None:
    from data_access.audit import acting_from
    from data_access.sign_in import FREE_ATTEMPTS_OF_ORIGIN

    table = staffed.tables.sign_in_attempts
    with staffed.writing() as connection:
        for number in range(FREE_ATTEMPTS_OF_ORIGIN):
            connection.execute(table.insert().values(username=f"n{number}", origin="192.0.2.1", at=staffed.clock()))
    with acting_from("192.0.2.1"):
        assert refusal(staffed, "sofie", GOOD) == "sign_in_locked"
    with acting_from("192.0.2.2"):
        assert sign_in(staffed, "sofie", GOOD)
    with staffed.writing() as connection:
        connection.execute(update(table).values(at=staffed.clock() - dt.timedelta(days=2)))
    with acting_from("192.0.2.1"):
        assert sign_in(staffed, "sofie", GOOD)
