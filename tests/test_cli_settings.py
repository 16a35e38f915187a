"""``regie settings`` and ``regie freeze``: list, change, dry run, refusals as sentences with exit code 2."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from data_access.engine import Database
from data_access.freezes import freezes
from data_access.queries.measures import project_measures
from data_access.settings import settings
from tests.conftest import swift_database
from tests.storing import full, stored, week
from tests.test_settings import LATE
from tests.workbooks import people

SINCE = week(0).isoformat()


@pytest.fixture
def installed(sqlite_template: Path, tmp_path: Path) -> Database:
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    db = swift_database(f"sqlite:///{path}")
    stored(db, people(db)["pmo"], full(**LATE))
    return db


def regie(*arguments: str, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--speak", "en", *arguments])
    assert result.exit_code == exit_code, result.output
    return result


def test_list_shows_what_a_date_is_judged_by(installed: Database) -> None:
    regie("settings", "set", "stale_days", "7", "--from", week(2).isoformat(), "--as", "pmo")
    for day, shown in ((week(1), "14"), (week(2), "7.00")):
        assert json.loads(regie("settings", "list", "--as-of", day.isoformat(), "--json").output)["stale_days"] == shown
    table = regie("settings", "list").output
    assert "stale_days            7 days" in table
    assert "deadline_time         24:00" in table


def test_set_tells_which_statuses_change_and_a_dry_run_stores_nothing(installed: Database) -> None:
    change = ("settings", "set", "tolerance_amber", "30", "--from", SINCE, "--as", "pmo")
    assert regie(*change, "--dry-run").output == "1 project status changes.\n  Payroll: green > amber\n"
    assert settings(installed) == ()
    said = json.loads(regie(*change, "--json").output)
    assert (said["stored"], said["value"], said["effects"][0]["after"]) == (True, "30", "amber")
    assert list(project_measures(installed)["computed_overall"]) == ["amber"]
    back = ("settings", "set", "tolerance_amber", "default", "--from", SINCE, "--as", "pmo")
    assert "Stored: it holds from 8 May 2026 on." in regie(*back).output
    assert settings(installed) == ()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("colour", "1"), "There is no setting “colour”."),
        (("stale_days", "0"), "“Out of date after” must be 1 to 365."),
        (("stale_days", "x"), "“x” is not a value that “Out of date after” can have."),
        (("stale_days", "1.5"), "“Out of date after” has too many decimals. Round it."),
        (
            ("tolerance_amber", "100"),
            "From 8 May 2026 on, “Amber from” (100) would not be below “Red above” (100). Correct one of the two.",
        ),
    ],
)
def test_refusals_are_sentences(installed: Database, arguments: tuple[str, str], sentence: str) -> None:
    result = regie("settings", "set", *arguments, "--from", SINCE, "--as", "pmo", exit_code=2)
    assert result.output.strip() == sentence
    assert settings(installed) == ()


def test_only_those_who_may(installed: Database) -> None:
    result = regie("settings", "set", "stale_days", "7", "--from", SINCE, "--as", "viewer", exit_code=2)
    assert "The role of “viewer” does not allow this." in result.output
    names = ("--name", "A", "B", "C")
    regie("freeze", "add", "--from", SINCE, "--to", SINCE, *names, "--as", "viewer", exit_code=2)
    assert (settings(installed), freezes(installed)) == ((), ())


def test_freezes_are_added_listed_and_removed(installed: Database) -> None:
    days = ("--from", "2026-12-18", "--to", "2027-01-04")
    names = ("--name", "Year-end", "Fin d'année", "Jaareinde")
    assert regie("freeze", "add", *days, *names, "--as", "pmo").output == "Freeze 1 is declared.\n"
    regie("freeze", "add", *days, *names, "--institution", "INST2", "--as", "admin")
    listed = regie("freeze", "list").output
    assert "1       18 Dec 2026  4 Jan 2027  All          Year-end" in listed
    assert "INST2" in listed
    assert regie("freeze", "remove", "1", "--as", "pmo").output == "Freeze 1 is removed.\n"
    assert [f["institution"] for f in json.loads(regie("freeze", "list", "--json").output)] == ["INST2"]
    assert "There is no freeze 1." in regie("freeze", "remove", "1", "--as", "pmo", exit_code=2).output
    wrong = regie("freeze", "add", "--from", "2027-01-04", "--to", "2026-12-18", *names, "--as", "pmo", exit_code=2)
    assert "The freeze ends (18 Dec 2026) before it starts (4 Jan 2027). Check both dates." in wrong.output
