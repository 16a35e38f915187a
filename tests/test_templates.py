"""The workbook made for one person: the right rows, the right language, and back without a change."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from dashboard import uploads
from dashboard.templates import make_template
from data_access.contract import LANGUAGES
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.errors import NotFound, PermissionDenied
from data_access.users import SYSTEM, User, set_active
from data_access.workbook.wording import GUIDE_SHEET
from tests.storing import full, merged, stored, week
from tests.workbooks import people, record


@pytest.fixture
def accounts(sqlite_db: Database) -> dict[str, User]:
    """Everybody; Sofie manages P1 and P3, Marc P2."""
    found = people(sqlite_db)
    rows = merged(
        full("P1", manager="Sofie Peeters"), full("P2", manager="Marc Dubois"), full("P3", manager="sofie PEETERS")
    )
    stored(sqlite_db, found["pmo"], rows, week(0))
    return found


def projects_in(data: bytes, sheet: str = "Projects") -> list[object]:
    """The codes in the first column of a sheet."""
    cells = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data))[sheet]["A"][2:]]
    return [value for value in cells if value is not None]


@pytest.mark.parametrize(
    ("username", "codes"), [("sofie", ("P1", "P3")), ("marc", ("P2",)), ("pmo", ("P1", "P2", "P3"))]
)
def test_a_person_gets_the_projects_they_may_upload(
    sqlite_db: Database, accounts: dict[str, User], username: str, codes: tuple[str, ...]
) -> None:
    made = make_template(sqlite_db, accounts[username], "en")
    assert made.projects == codes
    for dataset in CONTRACT:
        assert projects_in(made.data, dataset.label.en) == list(codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_asked_for(sqlite_db: Database, accounts: dict[str, User], language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_template(sqlite_db, accounts["pmo"], language).data))
    expected = [GUIDE_SHEET.in_language(language), *(d.label.in_language(language) for d in CONTRACT)]
    assert [s.title for s in book.worksheets if s.sheet_state == "visible"] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_uploaded_again_it_changes_nothing(sqlite_db: Database, accounts: dict[str, User], language: str) -> None:
    made = make_template(sqlite_db, accounts["sofie"], language)
    checked = uploads.check(sqlite_db, "week.xlsx", made.data, actor=accounts["sofie"])
    assert checked.problems == ()
    plan = uploads.preview(sqlite_db, accounts["sofie"], checked, week(1)).plan
    assert (plan.rows_read, plan.unchanged, plan.gone) == (12, 12, 0)


def test_some_of_the_projects_only(sqlite_db: Database, accounts: dict[str, User]) -> None:
    assert make_template(sqlite_db, accounts["pmo"], "en", projects=["P3", "P1", "P3"]).projects == ("P1", "P3")


def test_it_holds_what_was_reported_last(sqlite_db: Database, accounts: dict[str, User]) -> None:
    stored(sqlite_db, accounts["pmo"], {"projects": [record("projects", name="Payroll 2")]}, week(2))
    stored(sqlite_db, accounts["pmo"], {"projects": [record("projects", name="Payroll 1")]}, week(1))
    made = make_template(sqlite_db, accounts["pmo"], "en", projects=["P1"])
    assert openpyxl.load_workbook(io.BytesIO(made.data))["Projects"]["B3"].value == "Payroll 2"


@pytest.mark.parametrize("username", ["viewer", "committee", "admin"])
def test_who_may_not_upload_gets_none(sqlite_db: Database, accounts: dict[str, User], username: str) -> None:
    with pytest.raises(PermissionDenied) as refusal:
        make_template(sqlite_db, accounts[username], "en")
    assert refusal.value.code == "not_allowed"


def test_a_disabled_account_gets_none(sqlite_db: Database, accounts: dict[str, User]) -> None:
    disabled = set_active(sqlite_db, SYSTEM, "sofie", active=False)
    with pytest.raises(PermissionDenied):
        make_template(sqlite_db, disabled, "en")


def test_a_project_of_somebody_else_is_refused(sqlite_db: Database, accounts: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied) as refusal:
        make_template(sqlite_db, accounts["sofie"], "en", projects=["P1", "P2"])
    assert (refusal.value.code, refusal.value.params["projects"]) == ("projects_not_yours", "P2")


def test_an_unknown_project_is_refused(sqlite_db: Database, accounts: dict[str, User]) -> None:
    with pytest.raises(NotFound) as refusal:
        make_template(sqlite_db, accounts["pmo"], "en", projects=["P9"])
    assert (refusal.value.code, refusal.value.params) == ("unknown_project", {"project": "P9"})


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 26), dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 27), dt.date(2026, 11, 27)),
    ],
)
def test_it_is_for_the_latest_friday(
    sqlite_db: Database, accounts: dict[str, User], today: dt.date, due: dt.date
) -> None:
    db = replace(sqlite_db, clock=lambda: dt.datetime.combine(today, dt.time(9), dt.UTC))
    assert make_template(db, accounts["pmo"], "en").status_date == due


def test_without_any_project_it_is_an_empty_form(sqlite_db: Database) -> None:
    made = make_template(sqlite_db, people(sqlite_db)["pmo"], "nl", status_date=week(3))
    assert (made.projects, made.status_date) == ((), week(3))
    assert projects_in(made.data, "Projecten") == []
