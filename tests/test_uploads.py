"""An upload from bytes to receipt: check, preview, confirm, undo, and templates that change nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard import uploads
from dashboard.templates import make_template
from dashboard.uploads import Preview, reporting_date
from data_access.contract import LANGUAGES, Column, ColumnType, Combine, Dataset
from data_access.datasets import CONTRACT
from data_access.datasets.projects import PROJECT
from data_access.engine import Database
from data_access.errors import FileRefused, InvalidRequest, NotFound, PermissionDenied, StalePreview
from data_access.plan import Effective, Gone, GoneDecision, StoredRow, make_plan
from data_access.problems import Severity
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.queries.uploads import original_file
from data_access.queries.uploads import uploads as all_uploads
from data_access.records import Record
from data_access.users import User
from data_access.validate import Context, validate
from data_access.values import Failure, converter
from data_access.versions import data_version
from data_access.workbook.read import read_workbook
from data_access.workbook.template import write_template
from tests.storing import CLOSE, KEEP, Rows, contents, effective, everything, full, merged, week
from tests.workbooks import FRIDAY, REFERENCES, edited, people, plain_workbook, record, workbook

FROM_FILE = ("projects", "budget", "credits", "milestones", "raid", "migration")


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    return people(db)


@pytest.fixture
def pmo(staff: dict[str, User]) -> User:
    return staff["pmo"]


def previewed(db: Database, actor: User, data: bytes, day: dt.date = FRIDAY) -> Preview:
    return uploads.preview(db, actor, uploads.check(db, "week.xlsx", data, actor=actor), day)


def uploaded(
    db: Database, actor: User, data: bytes, day: dt.date = FRIDAY, decision: GoneDecision | None = None
) -> uploads.Receipt:
    return uploads.confirm(db, previewed(db, actor, data, day), decision)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-05-08", "2026-05-08"),
        ("2026-05-09", "2026-05-08"),
        ("2026-05-14", "2026-05-08"),
        ("2026-05-15", "2026-05-15"),
        ("2026-01-01", "2025-12-26"),
    ],
)
def test_a_report_is_for_the_latest_friday(today: str, expected: str) -> None:
    assert reporting_date(dt.date.fromisoformat(today)) == dt.date.fromisoformat(expected)


def test_a_preview_stores_nothing_and_tells_everything(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook(full()))
    before = contents(db)
    late = full(forecast_end=dt.date(2027, 6, 30), status_overall="red")
    shown = previewed(db, pmo, workbook(late, "fr"), week(1))
    assert contents(db) == before
    assert (shown.plan.inserted, shown.plan.updated, shown.plan.unchanged) == (0, 1, 5)
    effects = [(e.project, e.name, e.is_declared, e.before, e.after) for e in shown.statuses]
    assert effects == [("P1", "Payroll", declared, "green", "red") for declared in (True, False)]
    on_track = next((old, new) for old, new in shown.kpis if old.name == "projects_on_track")
    assert [kpi.value for kpi in on_track] == [1, 0]
    assert shown.can_commit


def test_the_figures_of_a_preview_are_those_after_the_commit(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook(merged(full("P1"), full("P2"))))
    rows = full("P2", forecast_end=dt.date(2027, 3, 1), percent_complete=Decimal("80.00"))
    shown = previewed(db, pmo, workbook(rows), week(1))
    uploads.confirm(db, shown)
    again = previewed(db, pmo, workbook({"raid": rows["raid"]}), week(1))
    assert [new.value for _, new in shown.kpis] == [old.value for old, _ in again.kpis]
    measures = project_measures(db).set_index("project")["computed_overall"].to_dict()
    assert {e.project: e.after for e in shown.statuses} == {"P2": measures["P2"]} == {"P2": "red"}


def test_a_file_with_errors_commits_nothing(db: Database, pmo: User) -> None:
    data = edited(workbook(full()), "Budget", {"F3": "a lot"})
    before = contents(db)
    shown = previewed(db, pmo, data)
    assert [(p.cell, p.code) for p in shown.checked.problems if p.severity is Severity.ERROR] == [
        ("F3", "not_a_number")
    ]
    assert (shown.plan.rows_read, shown.plan.inserted, shown.plan.rejected) == (6, 5, 1)
    assert not shown.can_commit
    with pytest.raises(InvalidRequest) as refused:
        uploads.confirm(db, shown)
    assert (refused.value.code, refused.value.params) == ("file_has_errors", {"file": "week.xlsx"})
    assert contents(db) == before


def test_rows_that_disappeared_are_asked_about(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook({**full(), "raid": [record("raid", entry=f"R{n}") for n in range(3)]}))
    before = contents(db)
    shown = previewed(db, pmo, workbook({"raid": [record("raid", entry="R0")]}), week(1))
    assert shown.plan.gone == 2
    with pytest.raises(InvalidRequest) as refused:
        uploads.confirm(db, shown)
    assert (refused.value.code, refused.value.params) == ("gone_undecided", {"count": 2})
    assert contents(db) == before
    receipt = uploads.confirm(db, shown, GoneDecision(Gone.KEEP, {("raid", ("P1", "R1")): Gone.CLOSE}))
    assert (receipt.closed, receipt.kept) == (1, 1)


@pytest.mark.parametrize(("decision", "left"), [(KEEP, {"open"}), (CLOSE, {"open", "closed"})])
def test_an_answer_for_all_rows_that_disappeared(
    db: Database, pmo: User, decision: GoneDecision, left: set[str]
) -> None:
    uploaded(db, pmo, workbook({**full(), "raid": [record("raid", entry=f"R{n}") for n in range(3)]}))
    uploaded(db, pmo, workbook({"raid": [record("raid", entry="R0")]}), week(1), decision)
    assert set(effective_rows(db, "raid")["status"]) == left


@pytest.mark.parametrize(("answer", "late"), [(Gone.KEEP, 1), (Gone.CLOSE, 0)])
def test_the_effect_on_the_figures_follows_the_answer_about_gone_rows(
    db: Database, pmo: User, answer: Gone, late: int
) -> None:
    overdue = record("milestones", milestone="M9", forecast=dt.date(2027, 1, 8))
    uploaded(db, pmo, workbook(full() | {"milestones": [record("milestones", actual=FRIDAY), overdue]}))
    shown = previewed(db, pmo, workbook(full() | {"milestones": [record("milestones", actual=FRIDAY)]}), week(1))
    decision = GoneDecision(answer)
    foreseen = uploads.decided(db, shown, decision)
    assert {new.name: new.value for _, new in foreseen.kpis}["milestones_late"] == late
    uploads.confirm(db, foreseen, decision)
    assert project_measures(db)["milestones_late"].tolist() == [late]


def test_the_same_file_twice_is_recognised_before_and_at_the_commit(db: Database, pmo: User) -> None:
    data = workbook(full())
    first = uploaded(db, pmo, data)
    version = data_version(db)
    shown = previewed(db, pmo, data)
    assert shown.already is not None
    assert shown.already.upload_id == first.upload_id
    assert not shown.can_commit
    assert uploads.confirm(db, shown).already
    assert data_version(db) == version
    assert previewed(db, pmo, data, week(1)).already is None


def test_a_stale_preview_is_refused(db: Database, staff: dict[str, User]) -> None:
    uploaded(db, staff["pmo"], workbook(full()))
    shown = previewed(db, staff["sofie"], workbook(full(stage="closing")), week(1))
    other = uploaded(db, staff["pmo"], workbook(full(stage="closed")), week(1))
    with pytest.raises(StalePreview) as refused:
        uploads.confirm(db, shown)
    assert (refused.value.params["by"], refused.value.params["at"]) == ("Nadia Claes", other.committed_at)


def test_the_original_bytes_are_kept(db: Database, pmo: User) -> None:
    data = workbook(full(), "nl")
    receipt = uploaded(db, pmo, data)
    assert original_file(db, receipt.upload_id) == ("week.xlsx", data)
    row = all_uploads(db).iloc[0]
    assert (row["size"], row["findings"], row["rows_read"]) == (len(data), 0, 6)
    assert row["cells_read"] == sum(len(CONTRACT.dataset(name).columns) for name in FROM_FILE)


def test_undo_restores_figures_and_rows(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook(full()))
    before, measures = everything(db), project_measures(db)
    second = uploaded(db, pmo, workbook(full(forecast_end=dt.date(2027, 6, 30))))
    assert not project_measures(db).equals(measures)
    uploads.undo(db, pmo, second.upload_id)
    assert everything(db) == before
    assert project_measures(db).equals(measures)


def test_a_manager_uploads_for_their_own_projects_only(db: Database, staff: dict[str, User]) -> None:
    uploaded(db, staff["pmo"], workbook(merged(full("P1"), full("P2", manager="Marc Dubois"))))
    checked = uploads.check(db, "week.xlsx", workbook({"raid": [record("raid", project="P2")]}), actor=staff["sofie"])
    assert [(p.cell, p.code) for p in checked.problems] == [("A3", "project_not_yours")]
    foreign = previewed(db, staff["pmo"], workbook(full("P2", name="Mine")), week(1))
    with pytest.raises(PermissionDenied):
        uploads.confirm(db, replace(foreign, actor=staff["sofie"]))
    assert uploaded(db, staff["sofie"], workbook(full("P1", stage="closing")), week(1)).updated == 1


def test_a_watermelon_without_a_reason_is_pointed_at(db: Database, pmo: User) -> None:
    rows = full(forecast_end=dt.date(2027, 6, 30))
    (problem,) = previewed(db, pmo, workbook(rows)).checked.problems
    assert (problem.code, problem.severity, problem.row) == ("gap_without_reason", Severity.WARNING, 3)
    assert problem.params == {"project": "P1", "declared": "green", "computed": "red"}
    explained = full(forecast_end=dt.date(2027, 6, 30), gap_reason="The supplier catches up.")
    assert previewed(db, pmo, workbook(explained)).checked.problems == ()


def test_the_cells_with_a_finding_are_stored_with_the_upload(db: Database, pmo: User) -> None:
    late = full(forecast_end=dt.date(2027, 6, 30)) | {"migration": [record("migration", depends_on=("X1", "X2", "X3"))]}
    shown = previewed(db, pmo, workbook(late))
    assert [p.code for p in shown.checked.problems] == ["link_unknown"] * 3 + ["gap_without_reason"]
    uploads.confirm(db, shown)
    stored = all_uploads(db).iloc[0]
    assert (stored["cells_read"], stored["findings"]) == (shown.checked.validated.cells_read, 2)


def test_a_status_of_a_project_outside_the_file_bears_its_name(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook(full()))
    overspent = record("budget", actual=Decimal("9000.00"))
    shown = previewed(db, pmo, workbook({"budget": [overspent]}), week(1))
    assert {effect.name for effect in shown.statuses} == {"Payroll"}


def test_what_is_no_workbook_is_refused(sqlite_db: Database) -> None:
    with pytest.raises(FileRefused) as refused:
        uploads.check(sqlite_db, "a.xlsx", b"%PDF-1.7 hello")
    assert refused.value.code == "file_not_a_workbook"


def test_a_workbook_without_known_sheets_stores_nothing(sqlite_db: Database) -> None:
    pmo = people(sqlite_db)["pmo"]
    shown = previewed(sqlite_db, pmo, plain_workbook({"Holidays": [["Day", "Name"], [1, 2]]}))
    assert "no_known_sheet" in {p.code for p in shown.checked.problems}
    assert not shown.can_commit
    with pytest.raises(InvalidRequest):
        uploads.confirm(sqlite_db, shown)


def test_a_sheet_with_headers_only_asks_and_then_removes(db: Database, pmo: User) -> None:
    uploaded(db, pmo, workbook(full()))
    shown = previewed(db, pmo, workbook({"projects": full()["projects"], "milestones": []}), week(1))
    assert shown.plan.gone == 1
    uploads.confirm(db, shown, CLOSE)
    assert effective(db, "milestones") == set()
    assert effective(db, "budget") == set(full()["budget"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_holds_the_projects_of_its_person(db: Database, staff: dict[str, User], language: str) -> None:
    uploaded(db, staff["pmo"], workbook(merged(full("P1"), full("P2", manager="Marc Dubois"), full("P3"))))
    template = make_template(db, staff["sofie"], language)
    assert template.projects == ("P1", "P3")
    shown = previewed(db, staff["sofie"], template.data, week(1))
    assert shown.checked.problems == ()
    assert (shown.plan.inserted, shown.plan.updated, shown.plan.unchanged, shown.plan.gone) == (0, 0, 12, 0)


def test_a_template_for_some_projects(db: Database, staff: dict[str, User]) -> None:
    uploaded(db, staff["pmo"], workbook(merged(full("P1"), full("P2", manager="Marc Dubois"), full("P3"))))
    assert make_template(db, staff["sofie"], "fr", projects=["P3"]).projects == ("P3",)
    with pytest.raises(PermissionDenied):
        make_template(db, staff["sofie"], "fr", projects=["P2"])
    with pytest.raises(NotFound):
        make_template(db, staff["pmo"], "fr", projects=["P9"])
    with pytest.raises(PermissionDenied):
        make_template(db, staff["viewer"], "fr")


WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")),
        st.sampled_from("éèçïœß '\"=+-@<>&;,._%💧→\n\t"),
    ),
    min_size=1,
    max_size=12,
)
ODD = st.sampled_from(
    [
        "00123",
        "=1+1",
        "-5",
        "+32 2",
        "@home",
        "1e5",
        "TRUE",
        "#N/A",
        "01/02/2026",
        "'quoted'",
        "_x0041_",
        "<b>&amp;",
        "12%",
    ]
)
TEXTS = st.one_of(ODD, WORDS)


def as_stored(column: Column, text: str) -> Any:
    """*text* as reading leaves it: what Excel users cannot see is gone, and so may be everything."""
    found = converter(column, (), None)(text)
    return None if isinstance(found, Failure) else found


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Any value that *column* may hold, as it is stored."""
    match column.type:
        case ColumnType.INTEGER:
            return st.integers(*_bounds(column, 2**31 - 1)).map(int)
        case ColumnType.AMOUNT | ColumnType.PERCENTAGE:
            low, high = _bounds(column, 9_999_999_999_999)
            return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)
        case ColumnType.DATE:
            return st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
        case ColumnType.MONTH:
            return st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)).map(lambda day: day.replace(day=1))
        case ColumnType.BOOLEAN:
            return st.booleans()
        case ColumnType.CHOICE | ColumnType.STATUS:
            return st.sampled_from([choice.value for choice in column.choices_given(REFERENCES)])
        case ColumnType.CODES:
            return st.lists(st.from_regex(r"Z9[A-Z0-9]{1,3}", fullmatch=True), max_size=3, unique=True).map("; ".join)
        case ColumnType.LONG_TEXT:
            return st.lists(TEXTS, min_size=1, max_size=4).map(lambda found: as_stored(column, "\n".join(found)))
        case _:
            return TEXTS.map(lambda found: as_stored(column, found))


def _bounds(column: Column, most: int) -> tuple[int, int]:
    low = -most if column.minimum is None else int(column.minimum)
    return low, most if column.maximum is None else int(column.maximum)


def records_of(dataset: Dataset, projects: Sequence[str]) -> st.SearchStrategy[list[Record]]:
    """Some records of *dataset* that break no rule, each with its own key."""
    cells = [_cells(column, projects) for column in dataset.columns]
    rows = st.tuples(*cells).map(lambda values: _within_rules(dataset, values))
    return st.lists(rows, min_size=1, max_size=3, unique_by=dataset.key_of)


def _cells(column: Column, projects: Sequence[str]) -> st.SearchStrategy[Any]:
    known = column.name == "project" or column.refers_to == "projects"
    values = st.sampled_from(projects) if known else values_of(column)
    needed = values if not column.required else values.filter(lambda value: value not in (None, ""))
    return needed if column.required else st.one_of(st.none(), needed.map(lambda v: None if v == "" else v))


def _within_rules(dataset: Dataset, values: Record) -> Record:
    """*values*, the two sides of a broken rule exchanged; under a sum, the left side lowered."""
    found = list(values)
    for rule in dataset.rules:
        left, limit = ([dataset.positions[name] for name in names] for names in (rule.left, rule.limit))
        if rule.combine is Combine.SUM:
            found[left[0]] = min(found[left[0]], sum(found[i] or 0 for i in limit))
        elif None not in (sides := [found[i] for i in (*left, *limit)]) and _above(*sides):
            for i, j in zip(left, limit, strict=True):
                found[i], found[j] = found[j], found[i]
    return tuple(found)


def _above(*sides: Any) -> bool:
    """Whether the first half outweighs the second, one by one or multiplied."""
    if len(sides) == 2:
        return sides[0] > sides[1]
    return prod(sides[: len(sides) // 2]) > prod(sides[len(sides) // 2 :])


@st.composite
def portfolios(draw: st.DrawFn) -> Mapping[str, list[Record]]:
    """Records of all six datasets for one or two projects; dependencies stand in no circle."""
    projects = draw(st.lists(values_of(PROJECT).filter(bool), min_size=1, max_size=2, unique=True))
    found = {d.name: draw(records_of(d, projects)) for d in CONTRACT if d.name != "projects"}
    register = CONTRACT.dataset("projects")
    for_each = [draw(records_of(register, [code]))[0] for code in projects]
    return {"projects": for_each, **found}


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # Shrinking would read hundreds of workbooks; what is asserted names the cells at fault.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(rows=portfolios(), language=st.sampled_from(LANGUAGES))
def test_a_template_read_back_unchanged_changes_nothing(rows: Rows, language: str) -> None:
    raw = read_workbook(write_template(CONTRACT, language, rows, REFERENCES))
    projects = frozenset(str(values[0]) for values in rows["projects"])
    read = validate(raw, CONTRACT, Context(projects=projects, references=REFERENCES))
    assert [p for p in read.problems if p.severity is Severity.ERROR] == []
    held: dict[tuple[str, str], list[StoredRow]] = {}
    for name, records in rows.items():
        for values in records:
            held.setdefault((name, str(values[0])), []).append(StoredRow(values, 1, name, 3))
    state = {subject: Effective(1, 1, tuple(stored)) for subject, stored in held.items()}
    plan = make_plan(read, CONTRACT, state, FRIDAY)
    assert [c.differences() for c in plan.changes() if c.differences()] == []
    counts = (plan.inserted, plan.updated, plan.unchanged, plan.rejected, plan.gone)
    assert counts == (0, 0, sum(map(len, rows.values())), 0, 0)


def test_a_status_date_far_away_is_refused(sqlite_db: Database) -> None:
    pmo = people(sqlite_db)["pmo"]
    checked = uploads.check(sqlite_db, "week.xlsx", workbook({"projects": [record("projects")]}), actor=pmo)
    soon = sqlite_db.clock().date() + dt.timedelta(days=7)
    assert uploads.preview(sqlite_db, pmo, checked, soon).can_commit
    with pytest.raises(InvalidRequest) as refused:
        uploads.preview(sqlite_db, pmo, checked, soon + dt.timedelta(days=1))
    assert refused.value.code == "status_date_ahead"
    with pytest.raises(InvalidRequest) as refused:
        uploads.preview(sqlite_db, pmo, checked, dt.date(1999, 12, 31))
    assert refused.value.code == "status_date_long_ago"
