"""People whom an identity provider vouches for: tied by a verified address, refused when unknown, never replayed."""

import datetime as dt
from typing import Any

import pytest

from dashboard.provider import identity_in
from data_access.engine import Database
from data_access.errors import SignInRefused
from data_access.identities import Identity, sign_in_with
from data_access.queries.audit_trail import audit_trail
from data_access.sessions import end_session, person_of
from data_access.users import SYSTEM, Role, add_user, change_user, get_user, set_active
from tests.workbooks import people

ISSUER = "https://login.example/tenant"


@pytest.fixture
def staffed(db: Database) -> Database:
    """Accounts, of which sofie's has an address."""
    people(db)
    change_user(db, SYSTEM, "sofie", {"email": "Sofie.Peeters@regie.example"})
    return db


def identity(proof: str = "first", **values: Any) -> Identity:
    given = {"issuer": ISSUER, "subject": "s-1", "email": "sofie.peeters@REGIE.example", "groups": (), "proof": proof}
    return Identity(**{**given, **values})


def code(db: Database, who: Identity, roles: dict[str, str] | None = None) -> str:
    with pytest.raises(SignInRefused) as refused:
        sign_in_with(db, who, roles or {})
    return refused.value.code


def test_a_verified_address_finds_its_account(staffed: Database) -> None:
    person = sign_in_with(staffed, identity(), {})
    assert person.username == "sofie"
    assert person_of(staffed, person.session) == person


def test_from_then_on_the_subject_counts_not_the_address(staffed: Database) -> None:
    sign_in_with(staffed, identity(), {})
    moved = sign_in_with(staffed, identity("second", email="new.address@regie.example"), {})
    assert moved.username == "sofie"
    assert code(staffed, identity("third", subject="s-2")) == "sign_in_unknown"


@pytest.mark.parametrize(
    "values", [{"email": "nobody@regie.example"}, {"email": ""}, {"email": "sofie.peeters@regie.example.evil"}]
)
def test_unknown_people_are_refused(staffed: Database, values: dict[str, str]) -> None:
    assert code(staffed, identity(**values)) == "sign_in_unknown"


def test_a_disabled_account_is_refused_even_once_tied(staffed: Database) -> None:
    sign_in_with(staffed, identity(), {})
    set_active(staffed, SYSTEM, "sofie", active=False)
    assert code(staffed, identity("second")) == "sign_in_unknown"


def test_what_vouched_once_opens_no_second_session(staffed: Database) -> None:
    person = sign_in_with(staffed, identity(), {})
    end_session(staffed, person)
    assert code(staffed, identity()) == "sign_in_again"


def test_a_group_gives_the_role_and_the_order_of_the_setting_decides(staffed: Database) -> None:
    roles = {"g-pmo": "pmo", "g-all": "viewer"}
    assert sign_in_with(staffed, identity("1", groups=("g-all", "g-pmo")), roles).role is Role.PMO
    assert sign_in_with(staffed, identity("2", groups=("other",)), roles).role is Role.PMO
    assert sign_in_with(staffed, identity("3", groups=("g-all",)), roles).role is Role.VIEWER
    trail = audit_trail(staffed, SYSTEM)
    assert (trail["action"] == "role_from_group").sum() == 2
    assert get_user(staffed, "sofie").role is Role.VIEWER


def test_an_address_that_two_accounts_have_had_is_nobodys(staffed: Database) -> None:
    add_user(staffed, SYSTEM, username="old", name="Old", role="viewer", email="old@regie.example")
    set_active(staffed, SYSTEM, "old", active=False)
    assert code(staffed, identity(email="old@regie.example")) == "sign_in_unknown"


# What a provider says


def claims(**values: Any) -> dict[str, Any]:
    now = dt.datetime.now(dt.UTC).timestamp()
    return {
        "iss": ISSUER,
        "sub": "s-1",
        "email": "a@b.be",
        "email_verified": True,
        "iat": now,
        "exp": now + 600,
        **values,
    }


def test_only_a_verified_address_is_believed() -> None:
    assert identity_in(claims(), {}).email == "a@b.be"
    for verified in (False, None, "false", 0, "yes"):
        assert identity_in(claims(email_verified=verified), {}).email == ""
    entra = claims(email_verified=None, xms_edov="1", preferred_username="c@d.be")
    assert identity_in(entra, {"email_claim": "preferred_username", "verified_claim": "xms_edov"}).email == "c@d.be"
    assert identity_in(claims(email_verified=None), {"trusted_issuers": [ISSUER]}).email == "a@b.be"
    assert identity_in(claims(email_verified=None), {"trusted_issuers": ["https://other"]}).email == ""


@pytest.mark.parametrize(
    "values",
    [
        {"iss": ""},
        {"sub": None},
        {"iat": None},
        {"exp": "soon"},
        {"iat": 1.0},
        {"exp": 1.0},
        {"iat": 9e99},
        {"iat": "nan"},
    ],
)
def test_old_or_incomplete_claims_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(SignInRefused) as refused:
        identity_in(claims(**values), {})
    assert refused.value.code == "sign_in_again"


def test_groups_come_as_a_list_or_alone() -> None:
    assert identity_in(claims(groups=["a", "b"]), {}).groups == ("a", "b")
    assert identity_in(claims(roles="a"), {"group_claim": "roles"}).groups == ("a",)
    assert identity_in(claims(), {}).groups == ()


def test_every_sign_in_has_a_proof_of_its_own() -> None:
    first = claims()
    assert identity_in(first, {}).proof == identity_in(dict(first), {}).proof
    assert identity_in(first, {}).proof != identity_in({**first, "iat": first["iat"] + 1}, {}).proof
