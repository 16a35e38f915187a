"""The audit trail: one record per write, none for a refusal."""

import json

import pytest

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import RegieError
from data_access.queries.audit_trail import audit_trail
from data_access.reference import save_reference
from data_access.users import SYSTEM, add_user, set_active, set_role
from tests.storing import full, stored, undone
from tests.workbooks import PROGRAMMES, people


def test_every_write_leaves_one_record(db: Database) -> None:
    staff = people(db)
    start = len(audit_trail(db, SYSTEM))
    receipt = stored(db, staff["pmo"], full())
    undone(db, staff["pmo"], receipt)
    set_role(db, staff["admin"], "marc", "viewer")
    set_active(db, staff["admin"], "marc", active=False)
    save_reference(db, staff["pmo"], "programmes", PROGRAMMES)
    trail = audit_trail(db, SYSTEM).iloc[: len(audit_trail(db, SYSTEM)) - start]
    assert list(zip(trail["actor"], trail["action"], trail["subject"], strict=True)) == [
        ("pmo", "reference_saved", "programmes"),
        ("admin", "user_changed", "marc"),
        ("admin", "user_changed", "marc"),
        ("pmo", "upload_undone", "week.xlsx"),
        ("pmo", "upload_committed", "week.xlsx"),
    ]
    assert [json.loads(v) for v in trail["old"][1:3]] == [{"active": True}, {"role": "manager"}]
    assert [json.loads(v) for v in trail["new"][1:3]] == [{"active": False}, {"role": "viewer"}]
    assert trail["upload_id"].tolist()[3:] == [receipt.upload_id] * 2
    assert json.loads(trail["new"].iloc[4])["inserted"] == 6


def test_accounts_are_recorded_when_added(db: Database) -> None:
    add_user(db, SYSTEM, username="ann", name="Ann", role="viewer", email="a@b.be")
    (entry,) = audit_trail(db, SYSTEM).to_dict("records")
    assert (entry["actor"], entry["action"], entry["subject"], entry["old"]) == ("system", "user_added", "ann", None)
    assert json.loads(entry["new"]) == {"username": "ann", "name": "Ann", "email": "a@b.be", "role": "viewer"}
    assert entry["at"].tzinfo is not None


def test_a_refused_write_leaves_no_record(db: Database) -> None:
    staff = people(db)
    before = len(audit_trail(db, SYSTEM))
    for act in (
        lambda: stored(db, staff["viewer"], full()),
        lambda: set_role(db, staff["pmo"], "marc", "admin"),
        lambda: add_user(db, staff["admin"], username="marc", name="Other", role="viewer"),
    ):
        with pytest.raises(RegieError):
            act()
    assert len(audit_trail(db, SYSTEM)) == before


def test_the_newest_come_first_and_can_be_limited(db: Database) -> None:
    with db.writing() as connection:
        for name in ("a", "b", "c"):
            record(db, connection, "me", AuditEntry("done", name, new={"é": 1}), db.clock())
    assert audit_trail(db, SYSTEM, limit=2)["subject"].tolist() == ["c", "b"]
    assert audit_trail(db, SYSTEM, limit=1)["new"].tolist() == ['{"é": 1}']
