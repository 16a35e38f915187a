"""Reference lists: replaced as a whole, in order, by those who may."""

import pytest

from data_access.contract import Choice, Label
from data_access.engine import Database
from data_access.errors import InvalidRequest, PermissionDenied
from data_access.reference import KINDS, references, save_reference
from data_access.users import set_active
from tests.workbooks import INSTITUTIONS, REFERENCES, people

NEW = (
    Choice("B", Label("Beta", "Bêta", "Bèta")),
    Choice("A", Label("Alpha's “one”", "l'Alpha", "=Alfa")),
)


def test_an_empty_database_has_every_list(db: Database) -> None:
    assert references(db) == dict.fromkeys(KINDS, ())


def test_lists_come_back_in_their_order(db: Database) -> None:
    staff = people(db)
    assert references(db) == REFERENCES
    save_reference(db, staff["pmo"], "programmes", NEW)
    assert references(db) == {"programmes": NEW, "institutions": INSTITUTIONS}
    save_reference(db, staff["pmo"], "programmes", ())
    assert references(db)["programmes"] == ()


def test_who_may_save(db: Database) -> None:
    staff = people(db)
    for username in ("viewer", "committee", "sofie"):
        with pytest.raises(PermissionDenied):
            save_reference(db, staff[username], "programmes", NEW)
    assert references(db) == REFERENCES
    for username in ("pmo", "admin"):
        save_reference(db, staff[username], "programmes", NEW)
        save_reference(db, staff[username], "programmes", REFERENCES["programmes"])


def test_the_stored_account_counts_not_the_one_in_hand(db: Database) -> None:
    staff = people(db)
    set_active(db, staff["admin"], "pmo", active=False)
    with pytest.raises(PermissionDenied):
        save_reference(db, staff["pmo"], "programmes", NEW)


@pytest.mark.parametrize(
    ("kind", "entries", "code"),
    [("colours", NEW, "unknown_reference_kind"), ("programmes", (*NEW, NEW[0]), "reference_code_twice")],
)
def test_a_list_that_cannot_be_is_refused(db: Database, kind: str, entries: tuple[Choice, ...], code: str) -> None:
    pmo = people(db)["pmo"]
    with pytest.raises(InvalidRequest) as refused:
        save_reference(db, pmo, kind, entries)
    assert (refused.value.code, refused.value.params) == (code, {"kind": kind})
    assert references(db) == REFERENCES
