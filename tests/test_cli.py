"""The ``regie`` command as a person or a script meets it: answers, JSON, exit codes, never a traceback."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from dashboard import cli_plugins, text
from dashboard.board_figures import DIRECTIONS
from dashboard.cli import main
from data_access.datasets import CONTRACT
from data_access.engine import Database, data_folder, open_database
from data_access.queries.effective import LINEAGE_TYPES
from data_access.queries.uploads import uploads
from data_access.schema import downgrade, is_current
from data_access.sign_in import sign_in
from data_access.users import SYSTEM, list_users
from data_access.versions import mark_demonstration
from tests.workbooks import DEFAULTS, people, plain_workbook, record, workbook

ROOT = Path(__file__).parents[1]
Run = Callable[..., Result]
PROBLEM_KEYS = ["sheet", "row", "column", "cell", "code", "severity", "value", "message"]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def run() -> Run:
    """The command with some arguments; nothing but an exit may leave it."""

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


@pytest.fixture(scope="module")
def peopled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with accounts and reference lists."""
    path = tmp_path_factory.mktemp("peopled") / "regie.db"
    shutil.copy(sqlite_template, path)
    db = open_database(f"sqlite:///{path}")
    people(db)
    db.engine.dispose()
    return path


@pytest.fixture
def database(peopled: Path) -> Database:
    """The embedded database of this installation, with accounts and reference lists."""
    data_folder().mkdir(parents=True)
    shutil.copy(peopled, data_folder() / "regie.db")
    return open_database()


@pytest.fixture
def week(tmp_path: Path) -> Callable[..., Path]:
    """A function: writes a workbook with one row of each dataset, the values of its project replaced."""

    def write(file_name: str = "week.xlsx", /, **values: object) -> Path:
        rows = {dataset: [record(dataset)] for dataset in DEFAULTS} | {"projects": [record("projects", **values)]}
        path = tmp_path / file_name
        path.write_bytes(workbook(rows))
        return path

    return write


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A workbook with a number that is none and two projects that are not registered."""
    path = tmp_path / "bad.xlsx"
    rows = [
        ["Project", "Category", "Month", "Planned"],
        ["P1", "Cloud", "2026-05", "12 km"],
        ["P9", "Cloud", "2026-05", 1],
    ]
    path.write_bytes(plain_workbook({"Budget": rows, "Notes": [["x"]]}))
    return path


def sent(path: Path, day: str = "2026-05-08", *options: str, user: str = "pmo") -> list[object]:
    """Arguments that upload *path*."""
    return ["upload", path, "--as", user, "--status-date", day, *options]


def read(result: Result) -> Any:
    """The JSON that was printed."""
    return json.loads(result.stdout)


# Help and entry points


def test_help_lists_every_command(run: Run) -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in ("run", "template", "check", "upload", "undo", "history", "rows", "kpi", "seed", "backup", "restore",
                 "db", "user", "audit", "retain"):  # fmt: skip
        assert f"\n  {name} " in shown.stdout
        assert run(name, "--help").exit_code == 0


def test_commands_of_other_packages_are_declared_and_found() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][cli_plugins.GROUP] == {"seed": "seed.command:seed"}
    command = cli_plugins.load("seed")
    assert isinstance(command, click.Command)
    assert command.name == "seed"
    assert cli_plugins.load("holidays") is None


def test_seed_writes_and_uploads_the_demonstration(run: Run) -> None:
    shown = run("seed", "--projects", 3, "--weeks", 1, "--until", "2026-05-08")
    assert shown.exit_code == 0, shown.output
    assert len(read(run("history", "--json"))) >= 1
    assert run("seed", "--projects", 0).exit_code == 2


# check


def test_check_tells_what_was_read_and_found(run: Run, database: Database, bad: Path) -> None:
    shown = run("check", bad)
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[0] == "Budget: 2 rows read"
    assert "Error  Budget!D2  not_a_number: “12 km” is not a number." in shown.stdout
    assert shown.stdout.splitlines()[-1] == "Error: 3, Notice: 2"


def test_check_as_json(run: Run, database: Database, bad: Path) -> None:
    shown = run("check", bad, "--json")
    assert shown.exit_code == 1
    answer = read(shown)
    assert list(answer) == ["file", "rows_read", "problems"]
    assert (answer["file"], answer["rows_read"]) == ("bad.xlsx", {"Budget": 2})
    assert [list(problem) for problem in answer["problems"]] == [PROBLEM_KEYS] * 5
    assert answer["problems"][2] == {
        "sheet": "Budget", "row": 2, "column": "D", "cell": "D2", "code": "not_a_number", "severity": "error",
        "value": "12 km", "message": "“12 km” is not a number. Type digits only, without a unit or a remark.",
    }  # fmt: skip


def test_a_clean_file_exits_0_and_stores_nothing(run: Run, database: Database, week: Callable[..., Path]) -> None:
    shown = run("check", week())
    assert (shown.exit_code, shown.stdout.splitlines()[-1]) == (0, "No problem found.")
    assert read(run("history", "--json")) == []


def test_check_needs_no_account_but_can_ask_for_one(run: Run, database: Database, week: Callable[..., Path]) -> None:
    path = week()
    assert run(*sent(path)).exit_code == 0
    assert run("check", path).exit_code == 0
    assert run("check", path, "--as", "sofie").exit_code == 0
    foreign = run("check", path, "--as", "marc", "--json")
    assert foreign.exit_code == 1
    assert {p["code"] for p in read(foreign)["problems"]} == {"project_not_yours"}
    assert run("check", path, "--as", "nobody").exit_code == 2


NOT_PART = {"en": "is not part of", "fr": "ne fait pas partie", "nl": "maakt geen deel uit"}


def test_answers_come_in_the_language_asked_for_and_name_headers_as_the_file_has_them(
    run: Run, database: Database, bad: Path
) -> None:
    for language in text.LANGUAGES:
        messages = [p["message"] for p in read(run("--speak", language, "check", bad, "--json"))["problems"]]
        assert CONTRACT.dataset("budget").column("comment").label.en in messages[0]
        assert any(NOT_PART[language] in message for message in messages)
    assert text.current_language() == "en"


def test_the_language_of_the_terminal_is_the_default(
    run: Run, database: Database, bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    assert NOT_PART["nl"] in run("check", bad, "--json").stdout
    monkeypatch.setenv("LC_ALL", "fr_BE.UTF-8")
    assert NOT_PART["fr"] in run("check", bad, "--json").stdout
    assert run("--speak", "de", "check", bad).exit_code == 2


# upload, undo


def test_an_upload_is_stored_once(run: Run, database: Database, week: Callable[..., Path]) -> None:
    path = week()
    first = run(*sent(path))
    assert first.exit_code == 0
    assert first.stdout.splitlines() == [
        "No problem found.",
        "Stored as upload 1.",
        "6 rows read = 6 new + 0 changed + 0 unchanged + 0 rejected",
    ]
    again = run(*sent(path))
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (
        0,
        "This file is already in, as upload 1. Nothing changed.",
    )
    assert "already in" in run(*sent(path, "2026-05-08", "--dry-run")).stdout
    assert len(uploads(database)) == 1


def test_a_receipt_as_json(run: Run, database: Database, week: Callable[..., Path]) -> None:
    receipt = read(run(*sent(week(), "2026-05-08", "--json")))
    assert receipt["upload_id"] == 1
    assert (receipt["status_date"], receipt["rows_read"], receipt["already"]) == ("2026-05-08", 6, False)


def test_a_file_with_errors_is_not_stored(run: Run, database: Database, bad: Path) -> None:
    shown = run(*sent(bad))
    assert shown.exit_code == 1
    assert "not_a_number" in shown.stdout
    assert list(read(run(*sent(bad, "2026-05-08", "--json")))) == ["file", "rows_read", "problems"]
    assert uploads(database).empty


def test_a_dry_run_shows_the_effects_and_stores_nothing(
    run: Run, database: Database, week: Callable[..., Path]
) -> None:
    run(*sent(week()))
    changed = week("later.xlsx", forecast_end=dt.date(2027, 12, 18), percent_complete=Decimal("42.50"), stage="closing")
    shown = run(*sent(changed, "2026-05-15", "--dry-run"))
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "6 rows read = 0 new + 1 changed + 5 unchanged + 0 rejected"
    assert "Changed: Projects P1, Forecast end: 18 Dec 2026 → 18 Dec 2027" in lines
    assert "Changed: Projects P1, Percent complete: 40.00% → 42.50%" in lines
    assert "Changed: Projects P1, Stage: Execution → Closing" in lines
    assert "Computed status of Payroll: green → red" in lines
    assert any(line.startswith("Projects in exception: 0 → 1") for line in lines)
    assert any("gap_without_reason: P1: declared green, but the data say red." in line for line in lines)
    assert len(uploads(database)) == 1


def test_a_dry_run_speaks_the_language(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    changed = week("later.xlsx", percent_complete=Decimal("42.50"), estimate_to_complete=Decimal("12345.6"))
    dutch = run("--speak", "nl", *sent(changed, "2026-05-15", "--dry-run")).stdout
    assert "40,00% → 42,50%" in dutch
    assert "– → € 12.345,60" in dutch.replace("\u00a0", " ")


def test_the_first_upload_shows_what_is_new(run: Run, database: Database, week: Callable[..., Path]) -> None:
    lines = run(*sent(week(), "2026-05-08", "--dry-run")).stdout.splitlines()
    assert "New: Projects P1, 1 row" in lines
    assert "Computed status of Payroll: new → green" in lines
    assert "Reform progress: n/a → 0.0%" in lines


def test_a_dry_run_as_json(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    shown = read(run(*sent(week("later.xlsx", name="Payroll 2"), "2026-05-15", "--dry-run", "--json")))
    assert shown["changes"] == [
        {
            "dataset": "projects", "key": ["P1"], "kind": "updated", "row": 3,
            "differences": [{"column": "name", "old": "Payroll", "new": "Payroll 2"}],
        }
    ]  # fmt: skip
    assert (shown["rows_read"], shown["updated"], shown["unchanged"], shown["gone"]) == (6, 1, 5, 0)
    assert (shown["already"], shown["projects"], shown["problems"]) == (None, ["P1"], [])
    assert {"name", "unit", "before", "after"} == set(shown["kpis"][0])


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """A workbook from which a milestone disappeared."""
    path = tmp_path / "shorter.xlsx"
    path.write_bytes(workbook({"milestones": [record("milestones", milestone="M2")]}))
    return path


def test_a_file_far_too_large_is_refused_unread(run: Run, database: Database, tmp_path: Path) -> None:
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(3 * 2**40)
    refused = run("check", huge)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("The file is too large: 3,145,728 MB, where 50 MB are allowed.")


def test_checking_points_at_a_status_better_than_the_data(
    run: Run, database: Database, week: Callable[..., Path]
) -> None:
    checked = run("check", week(forecast_end=dt.date(2027, 12, 18)))
    assert checked.exit_code == 0
    assert "gap_without_reason: P1: declared green, but the data say red." in checked.stdout


def test_no_row_that_holds_is_said_in_words(run: Run, database: Database) -> None:
    shown = run("rows", "budget", "--as-of", "1900-01-05")
    assert (shown.exit_code, shown.stdout) == (0, "No row holds for this choice.\n")


def test_rows_that_disappear_are_asked_about(
    run: Run, database: Database, week: Callable[..., Path], shorter: Path
) -> None:
    run(*sent(week()))
    preview = run(*sent(shorter, "2026-05-15", "--dry-run"))
    assert "Gone: Milestones P1 · M1" in preview.stdout
    assert "1 row is gone: say with --gone whether to keep or close it." in preview.stdout
    refused = run(*sent(shorter, "2026-05-15"))
    assert (refused.exit_code, refused.stdout.count("Stored")) == (2, 0)
    assert "Rows are missing from the file (1)." in refused.stderr


def test_a_dry_run_tells_what_the_answer_about_gone_rows_does(
    run: Run, database: Database, week: Callable[..., Path], shorter: Path
) -> None:
    done = record("milestones", milestone="M2", actual=dt.date(2026, 3, 2))
    book = shorter.with_name("late.xlsx")
    book.write_bytes(workbook({"projects": [record("projects")], "milestones": [record("milestones"), done]}))
    run(*sent(book))
    shorter.write_bytes(workbook({"milestones": [done]}))
    closed, kept = (run(*sent(shorter, "2026-05-15", "--dry-run", "--gone", how)).stdout for how in ("close", "keep"))
    assert "Milestones late: 1 → 0" in closed
    assert "Milestones late" not in kept
    assert "say with --gone" not in closed + kept


@pytest.mark.parametrize(("answer", "left"), [("keep", ["M1", "M2"]), ("close", ["M2"])])
def test_rows_that_disappeared_are_kept_or_closed(
    run: Run, database: Database, week: Callable[..., Path], shorter: Path, answer: str, left: list[str]
) -> None:
    run(*sent(week()))
    assert run(*sent(shorter, "2026-05-15", "--gone", answer)).exit_code == 0
    assert sorted(row["milestone"] for row in read(run("rows", "milestones", "--json"))) == left


def test_undo_restores_and_says_so_once(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    run(*sent(week("later.xlsx", name="Payroll 2"), "2026-05-15"))
    undone = run("undo", 2, "--as", "pmo")
    assert (undone.exit_code, undone.stdout) == (0, "Upload 2 is undone.\n")
    assert [row["name"] for row in read(run("rows", "projects", "--json"))] == ["Payroll"]
    again = run("undo", 2, "--as", "pmo")
    assert again.exit_code == 2
    assert again.stderr.startswith("Upload 2 was already undone at ")
    assert run("undo", 1, "--as", "marc").exit_code == 2


# template


def test_a_template_goes_out_and_comes_back(
    run: Run, database: Database, week: Callable[..., Path], tmp_path: Path
) -> None:
    run(*sent(week()))
    target = tmp_path / "mine.xlsx"
    made = run("template", "--language", "fr", "--as", "sofie", "-o", target, "--project", "P1")
    assert (made.exit_code, made.stdout) == (0, f"{target}: 1 project.\n")
    preview = read(run(*sent(target, "2026-05-15", "--dry-run", "--json", user="sofie")))
    assert (preview["unchanged"], preview["rows_read"], preview["changes"]) == (6, 6, [])


# history, rows, kpi


def test_history_tells_every_upload(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    run(*sent(week("later.xlsx", name="Payroll 2"), "2026-05-15"))
    run("undo", 2, "--as", "pmo")
    first, second = read(run("history", "--json"))
    assert (first["upload"], first["file_name"], first["uploaded_by"]) == (2, "later.xlsx", "Nadia Claes")
    assert first["undone_at"] is not None
    assert second["undone_at"] is None
    assert (second["rows_read"], second["inserted"], len(second["sha256"])) == (6, 6, 64)
    lines = run("history").stdout.splitlines()
    assert lines[0].split()[:3] == ["Upload", "Status", "date"]
    assert "15 May 2026" in lines[1]
    assert len(lines) == 3
    assert [upload["upload"] for upload in read(run("history", "--project", "P1", "--json"))] == [2, 1]
    assert read(run("history", "--project", "P9", "--json")) == []


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "yesterday"])
def test_an_instant_that_cannot_be_is_refused(run: Run, database: Database, instant: str) -> None:
    refused = run("rows", "budget", "--known-at", instant)
    assert (refused.exit_code, "is not an instant" in refused.stderr) == (2, True)


def test_rows_carry_their_lineage(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    (row,) = read(run("rows", "budget", "--json"))
    assert list(row) == [*CONTRACT.dataset("budget").column_names, *LINEAGE_TYPES]
    assert (row["planned"], row["month"], row["forecast"]) == ("1000.00", "2026-01-01", None)
    assert (row["file_name"], row["sheet"], row["row"], row["upload"]) == ("week.xlsx", "Budget", 3, 1)
    assert "week.xlsx" in run("rows", "budget").stdout


def test_rows_hold_as_of_a_date_and_as_known_at_an_instant(
    run: Run, database: Database, week: Callable[..., Path]
) -> None:
    run(*sent(week()))
    run(*sent(week("later.xlsx", name="Payroll 2"), "2026-05-15"))

    def names(*options: str) -> list[str]:
        return [row["name"] for row in read(run("rows", "projects", "--json", *options))]

    assert names() == ["Payroll 2"]
    assert names("--as-of", "2026-05-14") == ["Payroll"]
    assert names("--as-of", "2026-05-07") == []
    assert names("--known-at", "2020-01-01T00:00:00+01:00") == []
    assert names("--known-at", "2199-01-01T00:00:00") == ["Payroll 2"]
    assert names("--project", "P9") == []
    assert names("--project", "P1", "--project", "P9") == ["Payroll 2"]


def test_kpis_are_labelled_and_written_for_people(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    lines = run("kpi").stdout.splitlines()
    assert lines[0] == "Status date: 8 May 2026"
    assert lines[1].split() == ["KPI", "Value"]
    shown = {line[:32].strip(): line[32:].strip() for line in lines[2:]}
    assert shown["Spent against plan"] == "90.0%"
    assert shown["Risk exposure"].startswith(("€", "n/a (no "))
    assert len(lines) > 20


def test_kpis_are_compared(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    run(*sent(week("later.xlsx", percent_complete=Decimal(50)), "2026-05-15"))
    header, *lines = run("kpi", "--project", "P1", "--compare-with", "2026-05-08").stdout.splitlines()[1:]
    assert header.split() == ["KPI", "Value", "Before", "Movement"]
    complete = next(line for line in lines if line.startswith("Percent complete"))
    assert complete.split()[2:] == ["50.0%", "40.0%", "+10.0", "pt"]


def test_kpis_as_json(run: Run, database: Database, week: Callable[..., Path]) -> None:
    run(*sent(week()))
    report = read(run("kpi", "--as-of", "2026-05-08", "--json"))
    assert (report["status_date"], report["as_of"], report["project"]) == ("2026-05-08", "2026-05-08", None)
    found = {k["name"]: k for k in report["kpis"]}
    assert set(found) <= set(DIRECTIONS)
    assert found["spent_against_plan"]["unit"] == "percent"
    assert Decimal(found["spent_against_plan"]["value"]) == 90
    assert Decimal(found["spent_against_plan"]["numerator"]) == 900


# Accounts, schema, backup


def test_accounts_are_added_listed_changed_and_disabled(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    added = run("user", "add", "Sofie", "--name", "Sofie Peeters", "--role", "manager")
    assert added.exit_code == 0
    first = re.search(r"First password: (\S+)", added.stdout)
    assert first is not None
    assert sign_in(open_database(), "sofie", first[1]).password_is_first
    assert run("user", "role", "sofie", "pmo").stdout == "Account “sofie” now has role pmo.\n"
    assert run("user", "disable", "sofie").stdout == "Account “sofie” is disabled.\n"
    (listed,) = read(run("user", "list", "--json"))
    assert (listed["username"], listed["role"], listed["active"]) == ("sofie", "pmo", False)
    assert run("user", "list").stdout.splitlines()[1].split() == ["sofie", "Sofie", "Peeters", "pmo", "no"]
    assert run("user", "disable", "sofie", "--enable").exit_code == 0
    assert read(run("user", "list", "--json"))[0]["active"] is True


def test_the_database_is_created_and_upgraded_in_place(run: Run) -> None:
    created = run("db", "upgrade").stdout
    assert created.startswith("Creating the database.\n")
    db = open_database()
    downgrade(db, "0001")
    old = run("history")
    assert (old.exit_code, old.stderr) == (
        2,
        "The database has another version than the program. Run “regie db upgrade”.\n",
    )
    assert "Creating" not in run("db", "upgrade").stdout
    assert is_current(db)
    assert run("history").exit_code == 0


def test_a_backup_is_restored_into_an_empty_database(
    run: Run, database: Database, week: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = week()
    run(*sent(path))
    archive = tmp_path / "all.regie"
    assert run("backup", archive).exit_code == 0
    rows = run("rows", "budget", "--json").stdout
    assert "already holds data" in run("restore", archive).stderr
    monkeypatch.setenv("REGIE_DATA", str(tmp_path / "elsewhere"))
    assert run("restore", archive).exit_code == 0
    assert run("rows", "budget", "--json").stdout == rows
    assert run(*sent(path)).stdout.splitlines()[-1].startswith("This file is already in")


# run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the app would have been served."""
    places: list[tuple[str, int]] = []
    monkeypatch.setattr("dashboard.serve.serve", lambda host, port: places.append((host, port)))
    return places


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the demonstration was asked for, with its default number of projects."""
    asked: list[int] = []

    @click.command()
    @click.option("--projects", default=24)
    def seed(projects: int) -> None:
        asked.append(projects)

    monkeypatch.setattr(cli_plugins, "load", lambda name: seed if name == "seed" else None)
    return asked


def test_run_creates_the_database_and_serves(run: Run, served: list[tuple[str, int]], demonstration: list[int]) -> None:
    shown = run("run", "--port", 9000)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == ["Creating the database.", "Serving on http://127.0.0.1:9000"]
    assert (served, demonstration) == ([("127.0.0.1", 9000)], [])
    assert is_current(open_database())


def test_the_demonstration_fills_a_new_database_only(
    run: Run, served: list[tuple[str, int]], demonstration: list[int]
) -> None:
    run("run", "--demo")
    assert demonstration == [24]
    people(open_database())
    run("run", "--demo")
    assert demonstration == [24]
    assert len(served) == 2


def test_without_the_demonstration_installed_it_serves_an_empty_database(
    run: Run, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_plugins, "load", lambda name: None)
    shown = run("run", "--demo")
    assert "not installed" in shown.stderr
    assert served
    assert list_users(open_database(), SYSTEM) == []


def test_other_machines_are_served_under_a_name_only(run: Run, served: list[tuple[str, int]]) -> None:
    refused = run("run", "--host", "0.0.0.0")
    assert (refused.exit_code, served) == (2, [])
    assert "REGIE_HOSTS" in refused.stderr


def test_a_demonstration_is_not_served_to_other_machines(
    run: Run, database: Database, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGIE_HOSTS", "regie.example")
    assert run("run", "--host", "0.0.0.0").exit_code == 0
    mark_demonstration(database)
    shown = run("run", "--host", "0.0.0.0")
    assert shown.exit_code == 2
    assert "known password" in shown.stderr
    assert run("run", "--host", "localhost").exit_code == 0
    assert served == [("0.0.0.0", 8501), ("localhost", 8501)]


def test_a_short_secret_is_refused(run: Run, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIE_SECRET", "short")
    shown = run("run")
    assert (shown.exit_code, served) == (2, [])
    assert "REGIE_SECRET needs 32 bytes" in shown.stderr


# Refusals: exit 2, one sentence, no traceback


def pdf(folder: Path) -> Path:
    """A PDF that says it is a workbook."""
    path = folder / "plan.xlsx"
    path.write_bytes(b"%PDF-1.7\n%...")
    return path


def truncated(folder: Path) -> Path:
    """A backup cut short."""
    path = folder / "cut.regie"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"product": "regie", "revision": "0001"}')
    path.write_bytes(path.read_bytes()[:60])
    return path


REFUSED: list[tuple[str, str]] = [
    ("check {tmp}/nothing.xlsx", "does not exist or cannot be read"),
    ("check {tmp}", "does not exist or cannot be read"),
    ("check {pdf}", "This is not an Excel workbook but a PDF document."),
    ("check {tmp}/nul\x00.xlsx", "does not exist or cannot be read"),
    ("check", "Missing argument 'FILE'"),
    ("upload {pdf} --as pmo --status-date 2026-05-08", "a PDF document"),
    ("upload {pdf} --as nobody --status-date 2026-05-08", "There is no account “nobody”."),
    ("upload {pdf} --as pmo --status-date 08/05/2026", "is not a date such as 2026-11-20"),
    ("upload {pdf} --as pmo --status-date 2026-02-30", "is not a date such as 2026-11-20"),
    ("upload {pdf} --as pmo --status-date 2026-05-11", "The nearest Friday is 8 May 2026"),
    ("upload {pdf} --as pmo --status-date 2026-05-12", "The nearest Friday is 15 May 2026"),
    ("upload {pdf} --as pmo", "Missing option '--status-date'"),
    ("upload {pdf} --status-date 2026-05-08", "Missing option '--as'"),
    ("upload {pdf} --as pmo --status-date 2026-05-08 --gone burn", "burn"),
    ("undo 17 --as pmo", "There is no upload 17."),
    ("undo 99999999999999999999 --as pmo", "not in the range"),
    ("undo first --as pmo", "first"),
    ("template --as pmo -o {tmp}/missing/week.xlsx", "cannot be written"),
    ("template --as pmo -o {tmp}", "is a directory"),
    ("template --as nobody -o {tmp}/week.xlsx", "There is no account “nobody”."),
    ("template --as viewer -o {tmp}/week.xlsx", "The role of “viewer” does not allow this."),
    ("template --as pmo -o {tmp}/week.xlsx --project P9", "There is no project “P9”."),
    ("template --as pmo -o {tmp}/week.xlsx --language de", "de"),
    ("rows holidays", "There is no dataset “holidays”. Choose one of: projects, budget,"),
    ("rows budget --as-of yesterday", "is not a date such as"),
    ("rows budget --known-at noon", "is not an instant such as"),
    ("kpi --project P9", "There is no project “P9”."),
    ("kpi --compare-with 2026", "is neither a date such as 2026-11-20 nor one of previous, committee, original"),
    ("user add sofie --name Sofie --role manager", "The account “sofie” exists already."),
    ("user add new --name ' ' --role manager", "An account needs a username and a name."),
    ("user add new --name New --role king", "king"),
    ("user role nobody pmo", "There is no account “nobody”."),
    ("user disable nobody", "There is no account “nobody”."),
    ("backup {tmp}/missing/all.regie", "cannot be written"),
    ("backup {tmp}", "is a directory"),
    ("restore {tmp}/nothing.regie", "does not exist or cannot be read"),
    ("restore {pdf}", "is not a backup made by Regie"),
    ("restore {cut}", "is not a backup made by Regie"),
    ("seed --until tomorrow", "is not a date such as"),
    ("run --port 99999", "99999"),
    ("dance", "No such command 'dance'"),
]


@pytest.mark.parametrize(("line", "sentence"), REFUSED)
def test_a_refusal_is_one_sentence_and_exit_2(
    run: Run, database: Database, tmp_path: Path, line: str, sentence: str
) -> None:
    places = {"tmp": tmp_path, "pdf": pdf(tmp_path), "cut": truncated(tmp_path)}
    arguments = [word.format(**places).strip("'") or " " for word in line.replace("' '", "''").split(" ")]
    shown = run(*arguments)
    assert shown.exit_code == 2, shown.output
    assert sentence in shown.stderr
    assert "Traceback" not in shown.output
    assert shown.stdout == ""


@pytest.mark.parametrize("command", ["history", "kpi", "rows budget", "user list", "check x.xlsx", "backup x.regie"])
def test_without_a_database_it_says_how_to_make_one(run: Run, command: str) -> None:
    shown = run(*command.split())
    assert (shown.exit_code, shown.stderr) == (
        2,
        "There is no database yet. Create it with “regie db upgrade”, or start with “regie run”.\n",
    )


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "foo://host/db",
        "mysql://127.0.0.1/db",
        "postgresql://127.0.0.1:1/db",
        "postgresql://",
        "sqlite:////proc/x/y.db",
    ],
)
@pytest.mark.parametrize("command", ["history", "db upgrade"])
def test_a_database_that_cannot_be_reached_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    shown = run(*command.split())
    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1
    assert "database" in shown.stderr.lower()


# As a process of its own


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``regie`` as the system starts it."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard.cli", *arguments],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, errors="replace", timeout=60,
    )  # fmt: skip


def test_the_process_exits_0_1_or_2(database: Database, bad: Path, week: Callable[..., Path]) -> None:
    clean = process("check", str(week()))
    assert (clean.returncode, clean.stderr) == (0, "")
    found = process("check", str(bad), "--json")
    assert (found.returncode, found.stderr) == (1, "")
    assert len(json.loads(found.stdout)["problems"]) == 5
    refused = process("check", str(bad.parent))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr


def test_a_terminal_without_the_signs_gets_substitutes(database: Database, bad: Path) -> None:
    shown = process("--speak", "fr", "check", str(bad), PYTHONIOENCODING="ascii")
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "not_a_number" in shown.stdout


def test_a_file_name_that_is_no_text_is_refused_like_any_other(database: Database) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "check", b"caf\xe9.xlsx"], cwd=ROOT, capture_output=True, timeout=60
    )
    assert shown.returncode == 2
    assert b"Traceback" not in shown.stderr
