"""The demonstration: its records keep the contract, its story is told, its files enter by the front door."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import pandas as pd
import pytest
from sqlalchemy import select

from dashboard.metrics.measures import project_measures
from dashboard.metrics.waves import ConflictKind, Freeze, WaveHealth, conflicts, wave_health
from data_access.checks import check_records
from data_access.contract import Choice, Column, ColumnType, Dataset
from data_access.datasets import CONTRACT
from data_access.engine import Database, open_database
from data_access.frames import frame
from data_access.problems import Problem
from data_access.queries.effective import effective_rows
from data_access.records import Record
from data_access.records import Records as Checkable
from data_access.reference import references
from data_access.schema import upgrade
from data_access.users import SYSTEM, list_users
from data_access.validate import Context, Validated, validate
from data_access.versions import data_version, is_demonstration
from data_access.workbook.read import read_workbook
from seed.cast import DUTCH_MANAGER, FRENCH_MANAGER, INSTITUTIONS, PEOPLE, PMO, PROGRAMMES
from seed.freezes import FREEZES
from seed.fridays import FIRST, WEEK, first_friday, fridays, last_friday, reported_on
from seed.story import LATE, SILENT, SILENT_WEEKS, Portfolio, Records, portfolio, records, reporter, week
from seed.upload import seed
from seed.workbooks import BY_HAND, CORRECTED, FORGOTTEN, ON_LEAVE, REFERENCES, WeeklyWorkbook, sendings, write

LAST = dt.date(2026, 11, 20)
WEEKS = fridays(LAST)
Row = dict[str, object]
TYPES = {
    ColumnType.INTEGER: int,
    ColumnType.AMOUNT: Decimal,
    ColumnType.PERCENTAGE: Decimal,
    ColumnType.DATE: dt.date,
    ColumnType.MONTH: dt.date,
    ColumnType.BOOLEAN: bool,
}


@cache
def story() -> Portfolio:
    """The 24 projects, reported until ``LAST``."""
    return portfolio(until=LAST)


@cache
def told(day: dt.date) -> Records:
    """The records of one week of ``story``."""
    return week(story(), day)


def rows(name: str, day: dt.date = LAST) -> list[Row]:
    """One dataset of one week, each record by column name."""
    return [dict(zip(CONTRACT.dataset(name).column_names, record, strict=True)) for record in told(day)[name]]


def row(name: str, key: tuple[object, ...], day: dt.date = LAST) -> Row:
    """The row of a week that has this key."""
    columns = CONTRACT.dataset(name).key
    (found,) = [r for r in rows(name, day) if tuple(r[column] for column in columns) == key]
    return found


@cache
def measures(day: dt.date) -> pd.DataFrame:
    """The measures that the product computes for one week, by project."""
    frames = {name: frame(CONTRACT.dataset(name), found) for name, found in told(day).items()}
    return project_measures(frames, day).set_index("project", drop=False)


def migration() -> pd.DataFrame:
    """The migration sheet of the last week."""
    return frame(CONTRACT.dataset("migration"), told(LAST)["migration"])


def by_project(name: str, day: dt.date) -> dict[object, list[tuple[object, ...]]]:
    """The records of one dataset and week, project by project."""
    found: dict[object, list[tuple[object, ...]]] = {code: [] for code in story().codes}
    for record in told(day)[name]:
        found[record[0]].append(record)
    return found


def choices_of(column: Column) -> tuple[Choice, ...]:
    """The values that a column allows; none where it allows any."""
    return REFERENCES[column.reference] if column.reference else column.choices


def cell_faults(dataset: Dataset, record: tuple[object, ...]) -> Iterator[str]:
    """What the contract has against single cells of *record*."""
    for column, value in zip(dataset.columns, record, strict=True):
        if value is None:
            if column.required:
                yield f"{column.name} missing"
        elif type(value) is not TYPES.get(column.type, str):
            yield f"{column.name} is a {type(value).__name__}"
        elif not allowed(column, value):
            yield f"{column.name} is {value}"


def allowed(column: Column, value: object) -> bool:
    """Whether *value* is a choice of the column, or within its bounds, where it has any."""
    if isinstance(value, str):
        return not choices_of(column) or value in {choice.value for choice in choices_of(column)}
    if isinstance(value, (int, Decimal)):
        low, high = column.minimum, column.maximum
        return (low is None or value >= low) and (high is None or value <= high)
    return True


def findings(found: Records) -> list[Problem]:
    """What the product's checks across cells, rows and sheets say of one week."""
    sheets = {}
    for name, values in found.items():
        dataset = CONTRACT.dataset(name)
        numbers, present = list(range(1, len(values) + 1)), frozenset(dataset.column_names)
        sheets[name] = Checkable(dataset, name, numbers, cast("list[Record]", values), present, {})
    return list(check_records(sheets, Context(), frozenset()))


def checked(workbook: WeeklyWorkbook, portfolio_: Portfolio) -> Validated:
    """What a reader makes of a workbook, sent by somebody who may upload everything."""
    items = {(i.project, i.code): (i.depends_on,) if i.depends_on else () for i in portfolio_.items}
    context = Context(projects=portfolio_.codes, references=REFERENCES, links={"migration": items})
    return validate(read_workbook(workbook.data), CONTRACT, context)


# Status dates


@pytest.mark.parametrize(
    ("until", "weeks", "first", "last", "count"),
    [
        (dt.date(2026, 5, 1), None, FIRST, FIRST, 1),
        (dt.date(2026, 5, 7), None, FIRST, FIRST, 1),
        (dt.date(2026, 5, 8), None, FIRST, dt.date(2026, 5, 8), 2),
        (dt.date(2026, 11, 22), None, FIRST, LAST, 30),
        (dt.date(2026, 11, 22), 3, dt.date(2026, 11, 6), LAST, 3),
        (dt.date(2026, 5, 8), 4, dt.date(2026, 4, 17), dt.date(2026, 5, 8), 4),
        (dt.date(2025, 1, 1), None, FIRST, FIRST, 1),
    ],
)
def test_status_dates(until: dt.date, weeks: int | None, first: dt.date, last: dt.date, count: int) -> None:
    found = fridays(until, weeks)
    assert (found[0], found[-1], len(found)) == (first, last, count)
    assert {day.weekday() for day in found} == {4}


@pytest.mark.parametrize("days", range(7))
def test_last_friday_is_not_after(days: int) -> None:
    assert last_friday(LAST + dt.timedelta(days=days)) == LAST


def test_rhythms_of_reporting() -> None:
    assert [reported_on(FIRST + WEEK * n, 2) for n in range(4)] == [FIRST, FIRST, FIRST + 2 * WEEK, FIRST + 2 * WEEK]
    assert first_friday(dt.date(2026, 6, 26)) == dt.date(2026, 6, 5)


# Records


def test_the_same_portfolio_tells_the_same() -> None:
    assert week(portfolio(until=LAST), LAST) == told(LAST)


def test_another_seed_tells_it_differently() -> None:
    assert week(portfolio(seed=2), LAST)["budget"] != told(LAST)["budget"]


@pytest.mark.parametrize("day", [*WEEKS, dt.date(2026, 3, 6), dt.date(2027, 2, 5), dt.date(2027, 9, 3)])
def test_every_week_keeps_the_contract(day: dt.date) -> None:
    found = told(day)
    faults = [(n, r[:2], f) for n, values in found.items() for r in values for f in cell_faults(CONTRACT.dataset(n), r)]
    assert faults == []
    assert findings(found) == []


def test_checks_would_find_a_fault() -> None:
    spoilt = {**told(LAST), "projects": [(None, *record[1:]) for record in told(LAST)["projects"]]}
    assert list(cell_faults(CONTRACT.dataset("projects"), spoilt["projects"][0])) == ["project missing"]
    assert findings(spoilt)


@pytest.mark.parametrize("projects", [1, 2, 7, 24, 40])
def test_any_size_keeps_the_contract(projects: int) -> None:
    found = week(portfolio(projects), LAST)
    assert len(found["projects"]) == projects
    assert findings(found) == []
    assert [f for n, rs in found.items() for r in rs for f in cell_faults(CONTRACT.dataset(n), r)] == []


def test_rows_never_disappear() -> None:
    for before, after in pairwise(WEEKS):
        for dataset in CONTRACT:
            keys = [{dataset.key_of(r) for r in told(day)[dataset.name]} for day in (before, after)]
            assert keys[0] - keys[1] == set(), (dataset.name, after)


def test_sheets_often_repeat_themselves() -> None:
    repeated: Counter[str] = Counter()
    for before, after in pairwise(WEEKS):
        for name in CONTRACT.by_name:
            old, new = by_project(name, before), by_project(name, after)
            repeated[name] += sum(old[code] == new[code] for code in old)
    pairs = len(story().projects) * (len(WEEKS) - 1)
    shares = {name: count / pairs for name, count in repeated.items()}
    assert shares.keys() == CONTRACT.by_name.keys()
    assert all(0.1 < share < 0.99 for share in shares.values()), shares


def test_the_log_grows() -> None:
    counts = [len(told(day)["raid"]) for day in WEEKS]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (25, 108)


def test_the_cast() -> None:
    assert (len(PROGRAMMES), len(INSTITUTIONS)) == (4, 10)
    assert {r["programme"] for r in rows("projects")} == {c.value for c in PROGRAMMES}
    assert Counter(reporter(p) for p in story().projects) == {
        FRENCH_MANAGER.username: 9,
        DUTCH_MANAGER.username: 8,
        PMO.username: 7,
    }
    names = {p.manager for p in story().projects if p.involvement == "managed"}
    assert names == {FRENCH_MANAGER.name, DUTCH_MANAGER.name}


# The story


def test_where_the_portfolio_ends_up() -> None:
    found = measures(LAST)
    assert Counter(found["computed_overall"]) == {"green": 14, "amber": 8, "red": 2}
    assert 9_000_000 < found["bac"].sum() < 9_500_000
    assert Decimal("0.95") < found["ev"].sum() / found["ac"].sum() < 1
    assert Decimal("0.93") < found["ev"].sum() / found["pv"].sum() < 1


def test_money_and_progress_grow_together() -> None:
    shares = [measures(day) for day in WEEKS[::7]]
    spent = [found["ac"].sum() for found in shares]
    earned = [found["ev"].sum() for found in shares]
    assert spent == sorted(spent)
    assert earned == sorted(earned)


def test_managers_are_honest_but_for_two() -> None:
    gaps = {p: g for p, g in measures(LAST)["gap"].items() if g}
    assert gaps == {"CLD-03": 2, "DAT-04": 1}
    assert row("projects", ("CLD-03",))["gap_reason"] is None
    assert "REF-01" in str(row("projects", ("DAT-04",))["gap_reason"])


def test_the_watermelon_is_green_for_weeks() -> None:
    found = [measures(day).loc["CLD-03"] for day in WEEKS[-6:]]
    assert {(m["declared_overall"], m["computed_overall"]) for m in found} == {("green", "red")}


def test_one_project_forecasts_beyond_tolerance() -> None:
    found = measures(LAST)
    beyond = found[(found["cost_tolerance_used"] > 100) | (found["schedule_tolerance_used"] > 100)]
    assert list(beyond["project"]) == ["REF-02"]
    assert beyond["declared_overall"].item() == "red"
    assert "scenario" in str(row("projects", ("REF-02",))["achieved"])


def test_the_third_wave_is_in_trouble() -> None:
    items = migration()
    health = {wave: wave_health(part) for wave, part in items.groupby("wave")}
    assert health == {
        1: WaveHealth.HEALTHY,
        2: WaveHealth.HEALTHY,
        3: WaveHealth.ERROR,
        4: WaveHealth.HEALTHY,
    }
    assert set(items[items["wave"] == 3]["stage"]) >= {"failed", "blocked"}
    assert {c.kind for c in conflicts(items)} == {ConflictKind.SAME_WEEK, ConflictKind.BEFORE_DEPENDENCY}


def test_cutovers_fall_into_the_declared_freezes() -> None:
    declared = [Freeze(f.start, f.end, f.name.en, f.institution) for f in FREEZES]
    found = [c for c in conflicts(migration(), declared) if c.kind is ConflictKind.IN_FREEZE]
    assert {(c.item, c.freeze) for c in found} == {
        ("ID-06", "Year-end closing"),
        ("INF-03", "Sending of the tax rolls"),
    }


def test_the_reform_reaches_everybody() -> None:
    items = migration()
    assert len(items) == 46
    assert set(items["wave"]) == {1, 2, 3, 4}
    assert set(items["institution"]) == {c.value for c in INSTITUTIONS}
    domain = CONTRACT.dataset("migration").column("domain")
    assert set(items["domain"]) == {c.value for c in domain.choices}


def test_a_cutover_never_passes_in_silence() -> None:
    for day in WEEKS:
        for item in rows("migration", day):
            cut_over = item["actual_cutover"] is not None or item["blocker"] is not None
            assert cut_over or item["forecast_cutover"] > day, (item["item"], day)  # type: ignore[operator]  # a date


@pytest.mark.parametrize(("measure", "project"), [("ce_lapse", "DAT-02"), ("cl_shortage", "WPL-04")])
def test_credits_are_short(measure: str, project: str) -> None:
    found = measures(LAST)[measure]
    assert found.idxmax() == project
    assert found[project] > 0.8 * float(found.sum())


def test_an_old_commitment_is_still_open() -> None:
    assert min(r["oldest_commitment_year"] for r in rows("credits")) == 2021  # type: ignore[type-var]  # years


def test_a_new_baseline_keeps_the_original() -> None:
    before, after = (row("projects", ("DAT-01",), day) for day in (dt.date(2026, 9, 4), dt.date(2026, 9, 11)))
    assert (before["rebaselines"], after["rebaselines"]) == (0, 1)
    assert before["baseline_end"] == after["original_baseline_end"] == dt.date(2026, 12, 18)
    assert after["baseline_end"] == after["forecast_end"] == dt.date(2027, 3, 18)
    found = measures(LAST).loc["DAT-01"]
    assert (found["original_bac"], found["bac"]) == (580_000, 609_000)


def test_risks_become_issues() -> None:
    log = {(r["project"], r["entry"]): r for r in rows("raid")}
    linked = [(r["project"], r["linked_entry"]) for r in log.values() if r["kind"] == "issue" and r["linked_entry"]]
    happened = {key for key, r in log.items() if r["status"] == "materialised"}
    assert len(happened) >= 7
    assert happened <= set(linked)


def test_decisions_are_asked() -> None:
    asking = {r["project"] for r in rows("projects") if r["decision_requested"]}
    assert asking == {"REF-01", "REF-02", "REF-03", "CLD-02", "DAT-02", "WPL-04"}


def test_one_closes_and_one_is_not_assessed() -> None:
    assert row("projects", ("CLD-01",))["stage"] == "closing"
    assert row("projects", ("DAT-06",))["status_benefits"] == "not_assessed"


def test_closed_projects_are_complete() -> None:
    closed = [r for r in rows("projects", dt.date(2027, 2, 5)) if r["stage"] == "closed"]
    assert len(closed) > 8
    assert all(r["percent_complete"] == 100 and r["actual_end"] == r["forecast_end"] for r in closed)


# Files


def test_the_first_file_registers_everything() -> None:
    (only,) = sendings(story(), FIRST)
    assert (only.sender, only.projects) == (PMO, story().projects)


def test_who_sends_what() -> None:
    found = {day: [s.sender.username for s in sendings(story(), day)] for day in WEEKS[1:]}
    complete = {FRENCH_MANAGER.username, DUTCH_MANAGER.username, PMO.username}
    missing = {(name, day.isoformat()) for day, sent in found.items() for name in complete - set(sent)}
    assert missing == ON_LEAVE
    assert sum(map(len, found.values())) == 3 * 29 - len(ON_LEAVE) + 1


def test_late_reporters() -> None:
    codes = {day: {p.code for s in sendings(story(), day) for p in s.projects} for day in WEEKS}
    silent = [day for day, sent in codes.items() if SILENT not in sent]
    assert silent == list(WEEKS[-SILENT_WEEKS:])
    assert story().codes - codes[LAST] == {SILENT, *LATE}


def test_files_arrive_in_order_and_some_on_monday() -> None:
    arrivals = [s.at for day in WEEKS for s in sendings(story(), day)]
    assert arrivals == sorted(arrivals)
    assert {at.weekday() for at in arrivals} == {0, 4}
    assert max(arrivals).date() == LAST


@pytest.mark.parametrize(("username", "day"), BY_HAND)
def test_a_file_made_by_hand_says_the_same(username: str, day: str) -> None:
    (sending,) = [s for s in sendings(story(), dt.date.fromisoformat(day)) if s.sender.username == username]
    workbook = write(story(), sending)
    read = checked(workbook, story())
    assert read.problems == ()
    expected = records(story(), sending.projects, sending.status_date)
    assert {name: found.values for name, found in read.records.items()} == {
        name: expected[name] for name in BY_HAND[username, day]
    }


def test_a_file_from_the_template_says_the_same_every_time() -> None:
    small = portfolio(5, until=LAST)
    sending = next(s for s in sendings(small, LAST) if s.sender is FRENCH_MANAGER)
    workbook = write(small, sending)
    assert workbook == write(small, sending)
    assert workbook.file_name == "Weekly_2026-11-20_Peeters.xlsx"
    read = checked(workbook, small)
    assert read.problems == ()
    assert read.language == "fr"
    assert {name: found.values for name, found in read.records.items()} == records(small, sending.projects, LAST)


def test_forgotten_amounts_are_sent_again() -> None:
    small = portfolio(2)
    sent = [s for s in sendings(small, dt.date.fromisoformat(CORRECTED)) if s.sender is FRENCH_MANAGER]
    first, second = (checked(write(small, sending), small).records["budget"] for sending in sent)
    actual = first.dataset.positions["actual"]
    blanks = [sum(record[actual] is None for record in found.values) for found in (first, second)]
    assert blanks[0] == blanks[1] + 3
    assert second.projects() == {FORGOTTEN}


# The front door


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    """A new SQLite database with the current schema, made before the story begins."""
    db = open_database(f"sqlite:///{tmp_path / 'seeded.db'}")
    upgrade(replace(db, clock=lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    yield db
    db.engine.dispose()


def test_the_demonstration_enters_by_the_front_door(fresh: Database) -> None:
    lines: list[str] = []
    done = seed(fresh, projects=4, weeks=2, until=LAST, report=lines.append)
    assert done.status_dates == WEEKS[-2:]
    assert done.stored == len(lines) == 3
    assert {u.username: (u.name, u.role.value) for u in list_users(fresh, SYSTEM)} == {
        p.username: (p.name, p.role) for p in PEOPLE
    }
    assert references(fresh)["institutions"] == INSTITUTIONS
    assert is_demonstration(fresh)
    uploads = fresh.tables.uploads
    with fresh.reading() as connection:
        committed = connection.execute(select(uploads.c.committed_at).order_by(uploads.c.id)).scalars().all()
    sent = portfolio(4, since=WEEKS[-2], until=LAST)
    assert committed == [s.at for day in WEEKS[-2:] for s in sendings(sent, day)]
    for name, values in week(portfolio(4), LAST).items():
        dataset = CONTRACT.dataset(name)
        stored = effective_rows(fresh, name, as_of=LAST)[list(dataset.column_names)]
        pd.testing.assert_frame_equal(stored, frame(dataset, sorted(values, key=lambda v: str(v[0]))))


def test_a_second_time_changes_nothing(fresh: Database) -> None:
    first = seed(fresh, projects=2, weeks=2, until=LAST, report=lambda _line: None)
    version = data_version(fresh)
    again = seed(fresh, projects=2, weeks=2, until=LAST, report=lambda _line: None)
    assert (again.stored, again.already) == (0, first.stored)
    assert data_version(fresh) == version
