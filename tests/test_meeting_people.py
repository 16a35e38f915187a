"""Who can be named in a meeting."""

from dataclasses import replace

import pytest

from data_access.engine import Database
from data_access.errors import PermissionDenied
from data_access.meeting_people import names_by_username
from data_access.users import SYSTEM, set_active
from tests.workbooks import people


def test_active_accounts_by_name(db: Database) -> None:
    staff = people(db)
    set_active(db, SYSTEM, "marc", active=False)
    names = names_by_username(db, staff["viewer"])
    assert names["pmo"] == "Nadia Claes"
    assert "marc" not in names
    assert list(names.values()) == sorted(names.values())


def test_nobody_without_rights_asks(db: Database) -> None:
    disabled = replace(people(db)["viewer"], active=False)
    with pytest.raises(PermissionDenied):
        names_by_username(db, disabled)
