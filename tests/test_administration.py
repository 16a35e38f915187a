"""The Administration page: who sees it, one part at a time, in three languages, and a part that the address names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.administration import PARTS
from data_access.engine import Database
from data_access.users import Role, User
from tests.app_database import app_database
from tests.screens import opened, said, sound
from tests.storing import full, stored, week
from tests.workbooks import people

pytestmark = pytest.mark.usefixtures("fresh_caches")
CODES = [part.code for part in PARTS]
ADMINS = ("users", "keeping")
"""Parts that the administrator alone may open."""


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    db = app_database(sqlite_template, tmp_path)
    stored(db, people(db)["pmo"], full(), week(0))
    yield db
    db.engine.dispose()


def administration(username: str = "pmo", **query: str) -> AppTest:
    return opened("administration", person=username, **query)


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("database")
def test_every_part_opens_in_every_language(code: str, language: str) -> None:
    at = sound(administration("admin" if code in ADMINS else "pmo", part=code, lang=language))
    assert at.session_state["part"] == code


@pytest.mark.usefixtures("database")
def test_an_unknown_part_gives_the_first() -> None:
    assert sound(administration(part="colours")).session_state["part"] == CODES[0]


@pytest.mark.usefixtures("database")
def test_only_the_chosen_part_runs() -> None:
    at = sound(administration(part="lists"))
    assert len(at.number_input) == 0
    assert len(at.text_input) == 4


@pytest.mark.parametrize("code", [code for code in CODES if code not in (*ADMINS, "audit")])
@pytest.mark.usefixtures("database")
def test_the_administrator_edits_lists_and_freezes_but_no_rules(code: str) -> None:
    at = sound(administration("admin", part=code))
    rules = code in ("thresholds", "deadlines")
    assert any("Only the IT project manager changes" in sentence for sentence in said(at)) is rules
    assert all(field.disabled for field in at.number_input)
    assert bool(at.text_input) is not rules


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PMO, Role.ADMIN)])
def test_no_other_role_may_open_any_part(role: Role) -> None:
    assert not any(User(1, "x", "X", "", role).may(part.opened_by) for part in PARTS)


@pytest.mark.parametrize("username", ["viewer", "committee", "sofie"])
@pytest.mark.usefixtures("database")
def test_it_is_no_page_of_others(username: str) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        administration(username)
