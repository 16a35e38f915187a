"""Committing and undoing: lineage, reuse, staleness, permissions, and equality with a replay."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from dashboard.uploads import measure
from data_access import store
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied, RegieError, StalePreview
from data_access.frames import frames
from data_access.measure_store import measure_values
from data_access.measures import MEASURES
from data_access.plan import Gone, GoneDecision
from data_access.queries.effective import effective_rows, plan_state
from data_access.queries.measures import measure_history, status_dates
from data_access.queries.uploads import uploads
from data_access.users import SYSTEM, Role, User, get_user, set_active, set_role
from data_access.versions import data_version
from tests.conftest import swift_database
from tests.storing import (
    CLOSE,
    KEEP,
    contents,
    effective,
    everything,
    full,
    merged,
    overwritten,
    planned,
    stored,
    submitted,
    undone,
    week,
)
from tests.workbooks import people, record


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    return people(db)


@pytest.fixture
def pmo(staff: dict[str, User]) -> User:
    return staff["pmo"]


def count(db: Database, table: str) -> int:
    with db.reading() as connection:
        return connection.execute(select(func.count()).select_from(db.tables.metadata.tables[table])).scalar_one()


def test_a_commit_stores_every_row_and_says_so(db: Database, pmo: User) -> None:
    rows = merged(full("P1"), full("P2"))
    receipt = stored(db, pmo, rows)
    assert (receipt.rows_read, receipt.inserted, receipt.updated, receipt.unchanged) == (12, 12, 0, 0)
    assert not receipt.already
    for name, records in rows.items():
        assert effective(db, name) == set(records)


def test_values_come_back_as_they_went_in(db: Database, pmo: User) -> None:
    rows = full(
        "P1", name="Réforme « eau » 💧 =1+1", next_steps="één\nzwei\ttrois", percent_complete=Decimal("33.33"),
        time_tolerance=0, actual_start=dt.date(1999, 12, 31),
    )  # fmt: skip
    rows["raid"] = [record("raid", entry="00123", escalated=True, cost_impact=Decimal("9999999999999.99"))]
    stored(db, pmo, rows)
    assert effective(db, "projects") == set(rows["projects"])
    assert effective(db, "raid") == set(rows["raid"])


def test_every_row_knows_its_first_report_and_its_last_confirmation(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full())
    second = stored(db, pmo, full(percent_complete=Decimal("50.00")), week(1))
    budget = effective_rows(db, "budget").iloc[0]
    assert (budget["upload"], budget["sheet"], budget["row"]) == (first.upload_id, "Budget", 3)
    assert (budget["confirmed_by_upload"], budget["status_date"]) == (second.upload_id, week(1))
    assert (budget["uploaded_by"], budget["uploaded_at"]) == ("Nadia Claes", first.committed_at)
    project = effective_rows(db, "projects").iloc[0]
    assert (project["upload"], project["confirmed_by_upload"]) == (second.upload_id, second.upload_id)


def test_the_same_content_stores_no_rows_again(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    before = {name: count(db, name) for name in ("row_sets", "budget_rows", "snapshots", "raid_rows")}
    receipt = stored(db, pmo, full(), week(1))
    assert (receipt.inserted, receipt.updated, receipt.unchanged) == (0, 0, 6)
    after = {name: count(db, name) for name in before}
    assert after == {**before, "snapshots": before["snapshots"] + 6}


def test_only_what_changed_is_stored_again(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    receipt = stored(db, pmo, full(stage="closing"), week(1))
    assert (receipt.inserted, receipt.updated, receipt.unchanged) == (0, 1, 5)
    assert (count(db, "projects_rows"), count(db, "budget_rows")) == (2, 1)


def test_the_same_file_twice_changes_nothing(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full())
    before, version = contents(db), data_version(db)
    again = stored(db, pmo, full())
    assert again == replace(first, already=True)
    assert contents(db) == before
    assert data_version(db) == version


def test_the_same_file_is_stored_anew_after_undo(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full())
    undone(db, pmo, first)
    again = stored(db, pmo, full())
    assert not again.already
    assert again.upload_id != first.upload_id
    assert effective(db, "projects") == set(full()["projects"])
    assert count(db, "files") == 1


def test_the_same_file_for_another_date_confirms(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    again = stored(db, pmo, full(), week(1))
    assert not again.already
    assert status_dates(db) == [week(1), week(0)]
    assert count(db, "files") == 1


def test_an_absent_sheet_leaves_its_dataset_untouched(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    stored(db, pmo, {"projects": [record("projects", stage="closing")]}, week(1))
    assert effective(db, "raid") == set(full()["raid"])
    assert effective_rows(db, "raid")["confirmed_by_upload"].tolist() == [1]


def test_an_absent_column_keeps_what_is_stored(db: Database, pmo: User) -> None:
    stored(db, pmo, {"projects": [record("projects", sponsor="Ann", next_steps="Go")]})
    stored(db, pmo, {"projects": [record("projects", stage="closing")]}, week(1), absent=("sponsor", "next_steps"))
    assert effective(db, "projects") == {record("projects", sponsor="Ann", next_steps="Go", stage="closing")}


def test_a_correction_of_an_earlier_week_leaves_later_weeks(db: Database, pmo: User) -> None:
    stored(db, pmo, full(percent_complete=Decimal("10.00")), week(0))
    stored(db, pmo, full(percent_complete=Decimal("30.00")), week(2))
    stored(db, pmo, full(percent_complete=Decimal("20.00")), week(0))
    found = [effective_rows(db, "projects", as_of=week(n))["percent_complete"].item() for n in range(4)]
    assert found == [Decimal("20.00"), Decimal("20.00"), Decimal("30.00"), Decimal("30.00")]


def test_a_correction_reaches_later_weeks_that_say_nothing_of_it(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    stored(db, pmo, {"projects": [record("projects")]}, week(1))
    stored(db, pmo, {"budget": [record("budget", planned=Decimal("7000.00"))]}, week(0))
    history = measure_history(db, since=week(0))
    assert history["bac"].tolist() == [Decimal("7000.00"), Decimal("7000.00")]


@pytest.mark.parametrize(
    ("decision", "left", "closed", "kept"),
    [
        (KEEP, {"R1", "R2", "R3"}, 0, 2),
        (CLOSE, {"R1"}, 2, 0),
        (GoneDecision(Gone.CLOSE, {("raid", ("P1", "R3")): Gone.KEEP}), {"R1", "R3"}, 1, 1),
        (GoneDecision(Gone.KEEP, {("raid", ("P1", "R3")): Gone.CLOSE}), {"R1", "R2"}, 1, 1),
    ],
)
def test_gone_raid_entries_are_kept_or_closed(
    db: Database, pmo: User, decision: GoneDecision, left: set[str], closed: int, kept: int
) -> None:
    stored(db, pmo, {**full(), "raid": [record("raid", entry=e) for e in ("R1", "R2", "R3")]})
    receipt = stored(db, pmo, {"raid": [record("raid", entry="R1")]}, week(1), decision=decision)
    frame = effective_rows(db, "raid")
    still_open = frame[frame["status"] == "open"]
    assert set(still_open["entry"]) == left
    assert set(frame[frame["status"] == "closed"]["closed"]) <= {week(1)}
    assert len(frame) == 3
    assert (receipt.closed, receipt.kept) == (closed, kept)


def test_gone_rows_of_other_datasets_leave(db: Database, pmo: User) -> None:
    months = [dt.date(2026, m, 1) for m in (1, 2, 3)]
    stored(db, pmo, {**full(), "budget": [record("budget", month=m) for m in months]})
    receipt = stored(db, pmo, {"budget": [record("budget", month=months[0])]}, week(1), decision=CLOSE)
    assert receipt.closed == 2
    assert effective(db, "budget") == {record("budget", month=months[0])}
    assert len(effective(db, "budget", week(0))) == 3


def test_closed_entries_are_not_asked_about_again(db: Database, pmo: User) -> None:
    stored(db, pmo, {**full(), "raid": [record("raid", entry="R1"), record("raid", entry="R2")]})
    stored(db, pmo, {"raid": [record("raid", entry="R1")]}, week(1), decision=CLOSE)
    plan = planned(db, {"raid": [record("raid", entry="R1", title="New")]}, week(2))
    assert plan.gone == 0
    stored(db, pmo, {"raid": [record("raid", entry="R1", title="New")]}, week(2))
    assert {row[1] for row in effective(db, "raid")} == {"R1", "R2"}


def test_undo_makes_effective_what_was_replaced(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    before = everything(db, (week(0), week(1), None))
    second = stored(db, pmo, full(stage="closing", name="Other"), week(1))
    assert everything(db, (week(0), week(1), None)) != before
    undone(db, pmo, second)
    assert everything(db, (week(0), week(1), None)) == before
    assert uploads(db)["undone_at"].notna().tolist() == [True, False]


def test_undo_of_an_earlier_week_leaves_the_later_one(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full(stage="initiation"), week(0))
    stored(db, pmo, full(stage="closing"), week(1))
    undone(db, pmo, first)
    assert effective(db, "projects", week(0)) == set()
    assert effective(db, "projects", week(1)) == set(full(stage="closing")["projects"])
    assert effective(db, "budget", week(1)) == set(full()["budget"])
    assert measure_history(db, since=week(0))["status_date"].tolist() == [week(1)]


def _take_over_a_kept_row(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    stored(db, pmo, {**full(), "milestones": [record("milestones", milestone="M9")]}, week(1), decision=KEEP)


def _take_over_a_column(db: Database, pmo: User) -> None:
    stored(db, pmo, full(sponsor="Ann"), week(0))
    stored(db, pmo, full(stage="closing"), week(1), absent=("sponsor",))


def _take_over_the_registration(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    stored(db, pmo, {"raid": [record("raid", entry="R7")]}, week(1), decision=CLOSE)


def _leave_out_what_was_removed(db: Database, pmo: User) -> None:
    stored(db, pmo, {"milestones": [record("milestones", milestone=m) for m in ("M1", "M2")]} | _registered(), week(-1))
    stored(db, pmo, {"milestones": [record("milestones")]}, week(0), decision=CLOSE)
    stored(db, pmo, {"milestones": [record("milestones", name="Renamed")]}, week(1))


def _report_again_without_a_column_what_was_removed(db: Database, pmo: User) -> None:
    first = {**_registered(), "milestones": [record("milestones", owner="Ann")]}
    stored(db, pmo, first, week(-1))
    stored(db, pmo, {**_registered(), "milestones": []}, week(0), decision=CLOSE)
    stored(db, pmo, {"milestones": [record("milestones")]}, week(1), absent=("owner",))


def _leave_an_emptied_sheet_empty(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(-1))
    for number in (0, 1):
        stored(db, pmo, {**_registered(), "milestones": []}, week(number), decision=CLOSE)


def _empty_a_sheet_of_its_rows(db: Database, pmo: User) -> None:
    stored(db, pmo, {"milestones": [record("milestones")]}, week(0))
    stored(db, pmo, {**_registered(), "milestones": []}, week(2), decision=CLOSE)


def _registered() -> dict[str, list[tuple[object, ...]]]:
    return {"projects": [record("projects")]}


@pytest.mark.parametrize(
    ("prepare", "upload", "by"),
    [
        (_take_over_a_kept_row, 1, "2"),
        (_take_over_a_column, 1, "2"),
        (_take_over_the_registration, 1, "2"),
        (_leave_out_what_was_removed, 2, "3"),
        (_report_again_without_a_column_what_was_removed, 2, "3"),
        (_leave_an_emptied_sheet_empty, 2, "3"),
        (_empty_a_sheet_of_its_rows, 1, "2"),
    ],
)
def test_undo_is_refused_while_later_uploads_depend_on_it(db: Database, pmo: User, prepare, upload, by) -> None:
    prepare(db, pmo)
    before = contents(db)
    with pytest.raises(InvalidRequest) as refused:
        store.undo(db, pmo, upload, measure)
    assert (refused.value.code, refused.value.params) == ("undo_blocked", {"upload": upload, "by": by})
    assert contents(db) == before
    store.undo(db, pmo, int(by), measure)
    store.undo(db, pmo, upload, measure)


def test_a_confirmation_carries_what_a_later_upload_took_over(db: Database, pmo: User) -> None:
    """The plan was made on upload 1; before it is stored, 2 confirms the same rows and 1 is undone."""
    first = stored(db, pmo, full(), week(0))
    late = {"milestones": [record("milestones", milestone="M9")], "projects": [record("projects")]}
    plan = planned(db, late, week(2))
    second = stored(db, pmo, full(), week(1))
    undone(db, pmo, first)
    store.commit(db, pmo, submitted(plan, b"late"), measure)
    with pytest.raises(InvalidRequest, match="undo_blocked"):
        undone(db, pmo, second)


@pytest.mark.parametrize(
    ("upload", "error", "code"), [(1, InvalidRequest, "already_undone"), (99, NotFound, "unknown_upload")]
)
def test_undo_is_refused_where_there_is_nothing_to_undo(
    db: Database, pmo: User, upload: int, error: type[RegieError], code: str
) -> None:
    undone(db, pmo, stored(db, pmo, full()))
    with pytest.raises(error) as refused:
        store.undo(db, pmo, upload, measure)
    assert refused.value.code == code


def test_a_stale_preview_is_refused_with_who_and_when(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["pmo"], full())
    plan = planned(db, full(stage="closing"), week(1))
    other = stored(db, staff["sofie"], full(name="Meanwhile"), week(1))
    before = contents(db)
    with pytest.raises(StalePreview) as refused:
        store.commit(db, staff["pmo"], submitted(plan, b"stale"), measure)
    expected = {"by": "Sofie Peeters", "at": other.committed_at, "projects": "P1"}
    assert (refused.value.code, refused.value.params) == ("preview_stale", expected)
    assert contents(db) == before


def test_an_undo_makes_previews_stale_too(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["pmo"], full())
    second = stored(db, staff["sofie"], full(stage="closing"))
    plan = planned(db, full(stage="closed"), week(1))
    undone(db, staff["pmo"], second)
    with pytest.raises(StalePreview) as refused:
        store.commit(db, staff["sofie"], submitted(plan, b"stale"), measure)
    assert refused.value.params["by"] == "Nadia Claes"


def test_a_change_of_another_project_or_week_makes_no_preview_stale(db: Database, pmo: User) -> None:
    stored(db, pmo, merged(full("P1"), full("P2")))
    plan = planned(db, full("P1", stage="closing"), week(1))
    stored(db, pmo, full("P2", stage="closing"), week(1))
    stored(db, pmo, full("P1", stage="closed"), week(2))
    assert store.commit(db, pmo, submitted(plan, b"fresh"), measure).updated == 1


def test_rejected_rows_stop_the_whole_upload(db: Database, pmo: User) -> None:
    plan = replace(planned(db, full()), rejected=1)
    with pytest.raises(InvalidRequest) as refused:
        store.commit(db, pmo, submitted(plan, b"bad"), measure)
    assert refused.value.code == "file_has_errors"
    assert count(db, "uploads") == 0


def test_a_file_without_rows_stores_nothing(db: Database, pmo: User) -> None:
    with pytest.raises(InvalidRequest) as refused:
        stored(db, pmo, {"projects": []})
    assert refused.value.code == "nothing_to_store"


def test_what_was_known_then_can_be_asked_after_undo(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full(stage="initiation"))
    second = stored(db, pmo, full(stage="closing"))
    undone(db, pmo, second)
    undo_instant = uploads(db)["undone_at"].iloc[0]
    stages = [
        effective_rows(db, "projects", known_at=at)["stage"].tolist()
        for at in (
            first.committed_at - dt.timedelta(microseconds=1), first.committed_at, second.committed_at, undo_instant,
        )
    ]  # fmt: skip
    assert stages == [[], ["initiation"], ["closing"], ["initiation"]]


ROLES = ("viewer", "committee", "sofie", "pmo", "admin")
MAY = {
    "commit_own": {"sofie", "pmo"},
    "commit_other": {"pmo"},
    "undo_own": {"sofie", "pmo"},
    "undo_other": {"pmo"},
}


@pytest.mark.parametrize("action", MAY)
def test_who_may_write(db: Database, staff: dict[str, User], action: str) -> None:
    stored(db, staff["pmo"], merged(full("P1"), full("P2", manager="Marc Dubois")))
    outcome = {username: _attempt(db, staff, action, username) for username in ROLES}
    assert {username for username, written in outcome.items() if written} == MAY[action]


def _attempt(db: Database, staff: dict[str, User], action: str, username: str) -> bool:
    """Whether *username* may; a refusal must leave no trace. Whatever is written is taken back."""
    actor, project = staff[username], "P1" if action == "commit_own" else "P2"
    _hand_over(db, actor if action == "undo_own" else staff["marc"])
    before = contents(db)
    try:
        if action.startswith("commit"):
            undone(db, staff["pmo"], stored(db, actor, full(project, name=username), week(1)))
        else:
            store.undo(db, actor, int(uploads(db)["upload"].iloc[0]), measure)
            stored(db, staff["pmo"], merged(full("P1"), full("P2", manager="Marc Dubois")))
    except PermissionDenied:
        assert contents(db) == before
        return False
    return True


def _hand_over(db: Database, owner: User) -> None:
    with db.writing() as connection:
        connection.execute(update(db.tables.uploads).values(user_id=owner.id))


def test_the_system_account_never_uploads(db: Database, staff: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied):
        stored(db, SYSTEM, full())


@pytest.mark.parametrize("demote", [False, True])
def test_the_stored_account_counts_not_the_one_in_hand(db: Database, staff: dict[str, User], *, demote: bool) -> None:
    stored(db, staff["pmo"], full())
    if demote:
        set_role(db, staff["admin"], "sofie", Role.VIEWER)
    else:
        set_active(db, staff["admin"], "sofie", active=False)
    assert staff["sofie"].active
    with pytest.raises(PermissionDenied):
        stored(db, staff["sofie"], full(stage="closing"), week(1))
    with pytest.raises(PermissionDenied):
        store.undo(db, staff["sofie"], 1, measure)


def test_a_manager_cannot_take_a_project_over(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["pmo"], full("P1", manager="Marc Dubois"))
    with pytest.raises(PermissionDenied) as refused:
        stored(db, staff["sofie"], full("P1", manager="Sofie Peeters"), week(1))
    assert refused.value.params["projects"] == "P1"


def test_managers_are_recognised_whatever_the_accents_and_spaces(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["pmo"], full("P1", manager=" SOFIE  Peéters"))
    assert stored(db, staff["sofie"], full("P1"), week(1)).updated == 1


def test_refresh_computes_measures_anew_once_per_definition(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    stored(db, pmo, full(stage="closing"), week(1))

    def half(rows, status_date: dt.date, settings) -> pd.DataFrame:
        return measure(rows, status_date, settings).assign(percent_complete=Decimal("0.50"))

    assert store.refresh(db, half, 7)
    assert measure_history(db, since=week(0))["percent_complete"].tolist() == [Decimal("0.50")] * 2
    version = data_version(db)
    assert not store.refresh(db, half, 7)
    assert data_version(db) == version
    assert store.refresh(db, measure, 8)
    assert_measures_are_fresh(db)


def assert_measures_are_fresh(db: Database) -> None:
    """Stored measures are those computed now from what holds on each reported date."""
    snapshots, in_force = db.tables.snapshots, db.tables.uploads.c.undone_at.is_(None)
    query = select(snapshots.c.status_date, snapshots.c.project).distinct().join(db.tables.uploads).where(in_force)
    expected = {}
    with db.reading() as connection:
        reported: dict[dt.date, list[str]] = defaultdict(list)
        for status_date, project in connection.execute(query):
            reported[status_date].append(project)
        for status_date, projects in reported.items():
            state = plan_state(db, connection, projects, status_date)
            rows = {subject: [r.values for r in held.rows] for subject, held in state.items()}
            for code, values in measure_values(measure(frames(db.contract, rows), status_date, {})).items():
                expected[code, status_date] = values
    history = measure_history(db, since=dt.date.min)
    found = {
        (row["project"], row["status_date"]): {n: None if pd.isna(row[n]) else row[n] for n in MEASURES}
        for row in history.to_dict("records")
    }
    assert found == expected


DATES = (week(0), week(1), week(2), None)
KEYED = {"raid": "entry", "milestones": "milestone"}
CODES = ("1", "2")
texts = st.sampled_from([None, "a"])


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    """Some sheets of a workbook, drawn from so few projects, keys and values that uploads meet.

    A row is told by the values that differ from those of its factory.
    """
    spoken_for = draw(st.sampled_from([("P1",), ("P1",), ("P1", "P2")]))
    found: dict[str, list[dict[str, object]]] = {
        "projects": [{"project": p, "sponsor": draw(texts)} for p in spoken_for]
    }
    for name in draw(st.sampled_from([("milestones",), ("milestones",), ("raid", "milestones"), ("raid",), ()])):
        found[name] = [
            {"project": p, KEYED[name]: code, "owner": draw(texts)}
            for p in spoken_for
            for code in draw(st.sampled_from([(), ("1",), ("2",), CODES]))
        ]
    if len(found) > 1 and draw(st.integers(0, 3)) == 0:
        del found["projects"]
    return found


exceptions = st.dictionaries(
    st.tuples(st.sampled_from(list(KEYED)), st.tuples(st.just("P1"), st.sampled_from(CODES))),
    st.sampled_from(list(Gone)),
    max_size=1,
)
decisions = st.builds(GoneDecision, st.sampled_from(list(Gone)), exceptions)
commits = st.fixed_dictionaries(
    {
        "rows": sheets(),
        "status_date": st.sampled_from(DATES[:3]),
        "decision": decisions,
        "absent": st.sampled_from([(), (), (), ("owner",), ("sponsor",)]),
    }
)
undos = st.integers(1, 4)
operations = st.lists(st.one_of(commits, commits, undos), min_size=4, max_size=8)


class Twins:
    """Two databases, made alike anew for each example; no dataclass, for failures would print all its tables."""

    def __init__(self, origin: Database, db: Database, fresh: Database) -> None:
        self.origin, self.pair = origin, (db, fresh)

    def alike(self) -> tuple[Database, Database]:
        """Both, holding what their origin holds: people and reference lists."""
        for each in self.pair:
            overwritten(each, self.origin)
        return self.pair


@pytest.fixture
def twins(migrated_url: Callable[[str], str]) -> Iterator[Twins]:
    databases = [swift_database(migrated_url("sqlite")) for _ in range(3)]
    people(databases[0])
    yield Twins(*databases)
    for db in databases:
        db.engine.dispose()


EMPTIED = [
    {"rows": {"milestones": [{"milestone": "1"}]}, "status_date": week(0)},
    {"rows": {"raid": [{"entry": "1"}], "milestones": []}, "status_date": week(2), "decision": CLOSE},
    {"rows": {"milestones": [{"milestone": "2"}]}, "status_date": week(0), "decision": CLOSE},
    1,
]
"""An empty sheet removes what an earlier week had brought, and that week is reported anew: the first is undone last."""


# Eight operations read well as they are: shrinking them runs hundreds of examples more, for minutes.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operations=operations)
@example(operations=EMPTIED)
def test_commits_and_undos_leave_what_a_replay_of_the_remaining_commits_leaves(
    twins: Twins, operations: list[int | dict[str, Any]]
) -> None:
    db, fresh = twins.alike()
    actor = get_user(db, "pmo")
    remaining: dict[int, dict[str, Any]] = {}
    for operation in operations:
        if isinstance(operation, int):
            _undo_or_leave_alone(db, actor, operation, remaining)
        elif any(operation["rows"].values()):
            receipt = _stored_as_told(db, actor, operation)
            remaining.setdefault(receipt.upload_id, operation)
    for operation in remaining.values():
        _stored_as_told(fresh, actor, operation)
    assert everything(db, DATES) == everything(fresh, DATES)
    assert_measures_are_fresh(db)
    pd.testing.assert_frame_equal(*(measure_history(each, since=dt.date.min) for each in (db, fresh)))


def _stored_as_told(db: Database, actor: User, operation: dict[str, Any]) -> store.Receipt:
    rows = {name: [record(name, **values) for values in told] for name, told in operation["rows"].items()}
    return stored(db, actor, **{**operation, "rows": rows})


def _undo_or_leave_alone(db: Database, actor: User, number: int, remaining: dict[int, dict[str, Any]]) -> None:
    before, code = contents(db), None
    try:
        store.undo(db, actor, number, measure)
    except RegieError as refused:
        code = refused.code
    if code is None:
        del remaining[number]
    else:
        assert code == "undo_blocked" if number in remaining else code in ("already_undone", "unknown_upload")
        assert contents(db) == before
