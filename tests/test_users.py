"""Accounts, roles, and who may change them."""

from dataclasses import replace

import pytest

from data_access.engine import Database
from data_access.errors import EditConflict, InvalidRequest, NotFound, PermissionDenied
from data_access.users import (
    PERMISSIONS,
    SYSTEM,
    Permission,
    Role,
    User,
    add_user,
    change_user,
    get_user,
    list_users,
    set_active,
    set_role,
)
from tests.permissions import ALLOWED
from tests.workbooks import people

ROLES = {"viewer": "viewer", "committee": "committee", "sofie": "manager", "pmo": "pmo", "admin": "admin"}


@pytest.mark.parametrize("permission", Permission)
def test_who_has_a_permission(permission: Permission) -> None:
    assert {role.value for role in Role if permission in PERMISSIONS[role]} == ALLOWED[permission]


@pytest.mark.parametrize("role", Role)
def test_a_disabled_account_may_nothing(role: Role) -> None:
    account = User(1, "a", "A", "", role, active=False)
    assert not any(account.may(permission) for permission in Permission)
    with pytest.raises(PermissionDenied) as refused:
        account.require(Permission.READ)
    assert refused.value.params == {"user": "a", "permission": "read"}


@pytest.mark.parametrize("action", ["add_user", "set_role", "set_active"])
def test_only_admins_change_accounts(db: Database, action: str) -> None:
    staff = people(db)
    acts = {
        "add_user": lambda actor: add_user(db, actor, username=f"by-{actor.username}", name="New", role="viewer"),
        "set_role": lambda actor: set_role(db, actor, "marc", "viewer"),
        "set_active": lambda actor: set_active(db, actor, "marc", active=False),
    }
    before = list_users(db, SYSTEM)
    for username in set(ROLES) - {"admin"}:
        with pytest.raises(PermissionDenied):
            acts[action](staff[username])
    assert list_users(db, SYSTEM) == before
    acts[action](staff["admin"])
    assert list_users(db, SYSTEM) != before


def test_the_stored_admin_counts_not_the_one_in_hand(db: Database) -> None:
    staff = people(db)
    add_user(db, SYSTEM, username="second", name="Second", role="admin")
    set_active(db, SYSTEM, "admin", active=False)
    assert staff["admin"].active
    with pytest.raises(PermissionDenied):
        add_user(db, staff["admin"], username="new", name="New", role="admin")
    with pytest.raises(PermissionDenied):
        set_role(db, staff["admin"], "marc", "admin")
    with pytest.raises(PermissionDenied):
        set_role(db, replace(staff["viewer"], role=Role.ADMIN), "viewer", "admin")


def test_an_account_comes_back_as_it_was_added(db: Database) -> None:
    added = add_user(db, SYSTEM, username=" zoé ", name=" Zoé O'Hara ", role="pmo", email="z@b.be")
    assert (added.username, added.name, added.role, added.email, added.active) == (
        "zoé", "Zoé O'Hara", Role.PMO, "z@b.be", True,
    )  # fmt: skip
    assert get_user(db, "zoé") == added
    assert list_users(db, SYSTEM) == [added]


REFUSED = (
    ({"username": "sofie"}, "user_exists"),
    ({"username": " sofie "}, "user_exists"),
    ({"username": " "}, "user_needs_name"),
    ({"name": ""}, "user_needs_name"),
    ({"role": "king"}, "unknown_role"),
    ({"username": "SOFIE"}, "user_exists"),
    ({"name": "sofie  PEETERS"}, "user_name_taken"),
)


def test_an_account_that_cannot_be_is_refused(db: Database) -> None:
    people(db)
    before = list_users(db, SYSTEM)
    for values, code in REFUSED:
        with pytest.raises(InvalidRequest) as refused:
            add_user(db, SYSTEM, **{"username": "new", "name": "New", "role": "viewer", **values})
        assert refused.value.code == code
    assert list_users(db, SYSTEM) == before


def test_roles_and_state_change_and_return(db: Database) -> None:
    people(db)
    assert set_role(db, SYSTEM, "marc", "committee").role is Role.COMMITTEE
    assert not set_active(db, SYSTEM, "marc", active=False).active
    assert set_active(db, SYSTEM, "marc", active=True) == replace(get_user(db, "marc"), active=True)
    with pytest.raises(InvalidRequest):
        set_role(db, SYSTEM, "marc", "king")


def test_two_accounts_never_share_an_address(db: Database) -> None:
    add_user(db, SYSTEM, username="a", name="A", role="viewer", email="A@example.org")
    with pytest.raises(InvalidRequest) as refused:
        add_user(db, SYSTEM, username="b", name="B", role="viewer", email="a@EXAMPLE.org")
    assert refused.value.code == "user_email_taken"
    other = add_user(db, SYSTEM, username="b", name="B", role="viewer")
    with pytest.raises(InvalidRequest):
        change_user(db, SYSTEM, other.username, {"email": "a@example.org"})


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"active": False}])
def test_the_last_administrator_stays_one(db: Database, change: dict[str, object]) -> None:
    people(db)
    with pytest.raises(InvalidRequest) as refused:
        change_user(db, SYSTEM, "admin", change)
    assert refused.value.code == "last_admin"
    add_user(db, SYSTEM, username="second", name="Second", role="admin")
    change_user(db, SYSTEM, "admin", change)


def test_an_edit_made_on_an_older_state_names_who_was_faster(db: Database) -> None:
    staff = people(db)
    seen = get_user(db, "marc")
    change_user(db, staff["admin"], "marc", {"name": "Marc D."}, revision=seen.revision)
    with pytest.raises(EditConflict) as refused:
        change_user(db, SYSTEM, "marc", {"role": "viewer"}, revision=seen.revision)
    assert refused.value.params["by"] == "Luc Martin"
    assert refused.value.params["at"]
    assert get_user(db, "marc").role is Role.MANAGER


def test_an_unknown_account_is_named(db: Database) -> None:
    for act in (lambda: get_user(db, "nobody"), lambda: set_role(db, SYSTEM, "nobody", "pmo")):
        with pytest.raises(NotFound) as refused:
            act()
        assert (refused.value.code, refused.value.params) == ("unknown_user", {"user": "nobody"})
