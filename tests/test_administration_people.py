"""Accounts, audit trail, backup and retention on the Administration page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.audit_words import ACTIONS
from data_access.audit import note_backup
from data_access.engine import Database
from data_access.queries.audit_trail import audit_trail, verify
from data_access.queries.uploads import uploads
from data_access.sign_in import sign_in
from data_access.users import SYSTEM, Role, change_user, get_user
from tests.app_database import SIGNS, TRICKS, app_database
from tests.screens import in_language, opened, ran, said, sound
from tests.storing import full, stored, week
from tests.workbooks import people

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Accounts and one upload of years ago."""
    db = app_database(sqlite_template, tmp_path)
    long_ago = replace(db, clock=lambda: dt.datetime(2015, 1, 1, tzinfo=dt.UTC))
    staff = people(long_ago)
    stored(long_ago, staff["pmo"], full(), week(0))
    yield db
    db.engine.dispose()


def part(code: str, person: str = "admin", **query: str) -> AppTest:
    return sound(opened("administration", person=person, part=code, **query))


def pressed(at: AppTest, key: str) -> AppTest:
    return sound(ran(at.button(key=key).click()))


def sent(at: AppTest) -> AppTest:
    (button,) = [b for b in at.button if b.proto.is_form_submitter]
    return sound(ran(button.click()))


def typed(at: AppTest, **values: str) -> AppTest:
    for name, value in values.items():
        (field,) = [f for f in at.text_input if f.key and f.key.endswith(f"_{name}")]
        field.input(value)
    return at


def test_an_account_is_added_with_a_first_password_that_signs_in(database: Database) -> None:
    at = sent(typed(part("users"), username="Nina", name="Nina De Wit", email="nina@regie.example"))
    (handed,) = [str(info.value) for info in at.info]
    password = handed.split("`")[1]
    person = sign_in(database, "nina", password)
    assert (person.name, person.role, person.password_is_first) == ("Nina De Wit", Role.VIEWER, True)
    assert password not in " ".join(said(sound(ran(at))))


def test_an_account_that_cannot_be_says_why_and_keeps_what_was_typed(database: Database) -> None:
    at = sent(typed(part("users"), username="sofie", name="Somebody"))
    assert "The account “sofie” exists already." in [e.value.replace("\\", "") for e in at.error]
    assert [f.value for f in at.text_input][:2] == ["sofie", "Somebody"]


def test_an_edit_that_came_too_late_names_who_was_faster(database: Database) -> None:
    at = part("users")
    box = next(box for box in at.selectbox if (box.key or "").startswith("account_"))
    at = sound(ran(box.select("marc")))
    change_user(database, get_user(database, "admin"), "marc", {"email": "marc@regie.example"})
    at = sent(typed(at, name="Marc D."))
    assert any("Luc Martin" in error.value for error in at.error)
    assert get_user(database, "marc").name == "Marc Dubois"


def test_a_disabled_account_ends_its_open_screens_at_the_next_step(database: Database) -> None:
    victim = sound(opened(person="sofie"))
    change_user(database, SYSTEM, "sofie", {"active": False})
    victim = sound(ran(victim))
    assert "Your session has ended. Sign in to go on where you were." in said(victim)
    assert not victim.metric


def test_a_person_is_erased_after_a_second_question(database: Database) -> None:
    at = part("users")
    box = next(box for box in at.selectbox if (box.key or "").startswith("account_"))
    at = pressed(sound(ran(box.select("sofie"))), "erase_person")
    assert get_user(database, "sofie")
    at = pressed(at, "erase_for_good")
    assert "The person is erased." in said(at)
    assert verify(database).broken is None
    assert not audit_trail(database, SYSTEM, None).astype(str).apply(lambda c: c.str.contains("sofie")).any(axis=None)


def test_names_are_shown_as_they_were_typed_and_never_interpreted(database: Database) -> None:
    change_user(database, SYSTEM, "viewer", {"name": TRICKS})
    for at in (part("users"), sound(opened(person="viewer"))):
        popovers = [block.proto.popover.label for block in at.get("popover")]
        shown = " ".join([*said(at), *popovers])
        assert not [sign for sign in SIGNS if sign in shown]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_trail_is_filtered_and_proved(database: Database, language: str) -> None:
    at = part("audit", "pmo", lang=language)
    at = sound(ran(at.date_input(key="audit_since").set_value(dt.date(2014, 1, 1))))
    everything = len(at.dataframe[0].value)
    at = sound(ran(at.selectbox(key="audit_what").select("signed_in")))
    filtered = at.dataframe[0].value
    assert 0 < len(filtered) < everything
    assert set(filtered.iloc[:, 4]) == {in_language(language, ACTIONS["signed_in"])}
    at = pressed(at, "verify_audit")
    assert len(at.success) == 1
    assert verify(database).head in " ".join(c.value for c in at.caption)


def test_a_broken_trail_is_said(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_records_no_change")
        connection.exec_driver_sql("UPDATE audit_records SET action = 'forged' WHERE id = 2")
    at = pressed(part("audit"), "verify_audit")
    assert "The audit trail is broken at record 2." in [e.value for e in at.error]


def test_backups_and_old_workbooks(database: Database) -> None:
    at = part("keeping")
    assert any("No backup was ever made" in w.value for w in at.warning)
    note_backup(database, "night.zip", 7)
    at = sent(part("keeping"))
    assert any("night" in sentence for sentence in said(at))
    assert "Older workbooks are removed." in said(at)
    assert uploads(database)["file_removed_at"].notna().all()


@pytest.mark.usefixtures("database")
def test_the_doctor_is_asked_on_screen() -> None:
    at = pressed(part("keeping"), "examine")
    assert any("DATABASE_URL" in m.value.replace("\\", "") for m in at.markdown)


def test_every_act_that_is_recorded_has_a_name() -> None:
    import ast

    from tests.screens import ROOT

    found = set()
    for path in (ROOT / "data_access").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AuditEntry":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    assert found >= {"signed_in", "upload_committed"}
    assert found <= set(ACTIONS)
