"""What an upload would do: the equation, missing rows, absent columns, and that nothing depends on a database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import CONTRACT
from data_access.plan import (
    Change,
    ChangeKind,
    Effective,
    Gone,
    GoneDecision,
    Plan,
    State,
    StoredRow,
    Subject,
    make_plan,
)
from data_access.records import Record
from tests.storing import CLOSE, KEEP, Rows, full, merged, validated
from tests.workbooks import FRIDAY, record

RAID = CONTRACT.dataset("raid")


def state(rows: Rows, upload: int = 1) -> State:
    """*rows* as they would stand after upload number *upload*."""
    found: dict[Subject, list[StoredRow]] = {}
    for name, records in rows.items():
        for row, values in enumerate(records, start=3):
            found.setdefault((name, str(values[0])), []).append(StoredRow(values, upload, "Old", row))
    return {
        subject: Effective(number, upload, tuple(stored)) for number, (subject, stored) in enumerate(found.items(), 1)
    }


def plan(rows: Rows, before: Rows | None = None, absent: tuple[str, ...] = ()) -> Plan:
    return make_plan(validated(rows, absent=absent), CONTRACT, state(before or {}), FRIDAY)


def entries(*codes: str, **values: object) -> Rows:
    return {"raid": [record("raid", entry=code, **values) for code in codes]}


def kinds(made: Plan) -> list[tuple[str, ChangeKind]]:
    return [(str(c.key[-1]), c.kind) for c in made.changes()]


def test_a_first_upload_inserts_everything() -> None:
    made = plan(full())
    assert (made.rows_read, made.inserted, made.updated, made.unchanged, made.rejected, made.gone) == (6, 6, 0, 0, 0, 0)
    assert made.projects == ("P1",)
    assert {part.subject for part in made.parts} == {(d.name, "P1") for d in CONTRACT}


def test_each_row_is_told_apart() -> None:
    before = entries("R1", "R2", "R3")
    made = plan(
        {"raid": [record("raid", entry="R4"), record("raid", entry="R2", title="New"), before["raid"][0]]}, before
    )
    assert kinds(made) == [
        ("R4", ChangeKind.INSERTED),
        ("R2", ChangeKind.UPDATED),
        ("R1", ChangeKind.UNCHANGED),
        ("R3", ChangeKind.GONE),
    ]
    assert (made.inserted, made.updated, made.unchanged, made.gone) == (1, 1, 1, 1)


def test_a_change_names_what_differs() -> None:
    made = plan(entries("R1", title="New", likelihood=3), entries("R1"))
    (change,) = made.changes()
    assert change.differences() == [("title", "Supplier is late", "New"), ("likelihood", None, 3)]
    assert change.row == 3


@pytest.mark.parametrize("before", [None, entries("R1")])
def test_only_an_update_has_differences(before: Rows | None) -> None:
    for change in plan(entries("R1") if before is None else {**full(), "raid": []}, before).changes():
        assert change.differences() == []


def test_order_of_rows_changes_nothing() -> None:
    made = plan({"raid": entries("R2", "R1")["raid"]}, entries("R1", "R2"))
    assert made.unchanged == 2
    assert not made.parts[0].resolve(KEEP, FRIDAY).changed


def test_rows_of_other_projects_are_not_gone() -> None:
    before = merged(full("P1"), full("P2"))
    made = plan(full("P1"), before)
    assert (made.gone, made.projects) == (0, ("P1",))


def test_a_sheet_that_is_absent_asks_about_nothing() -> None:
    made = plan({"projects": [record("projects")]}, full())
    assert (made.gone, [p.subject for p in made.parts]) == (0, [("projects", "P1")])


def test_an_empty_sheet_asks_about_every_row_of_its_projects() -> None:
    made = plan({"projects": [record("projects")], "raid": []}, {**full(), **entries("R1", "R2")})
    assert made.gone == 2


@pytest.mark.parametrize(
    ("decision", "status", "closed_on", "counts"),
    [(KEEP, "open", None, (0, 1)), (CLOSE, "closed", FRIDAY, (1, 0))],
)
def test_a_gone_entry_is_kept_or_closed(
    decision: GoneDecision, status: str, closed_on: dt.date | None, counts: tuple[int, int]
) -> None:
    (part,) = plan(entries("R1"), entries("R1", "R2")).parts
    resolution = part.resolve(decision, FRIDAY)
    expected = {record("raid", entry="R1"), record("raid", entry="R2", status=status, closed=closed_on)}
    assert {r.values for r in resolution.rows} == expected
    assert (resolution.closed, resolution.kept) == counts
    assert resolution.leans


def test_a_gone_row_of_another_dataset_leaves() -> None:
    before = {"milestones": [record("milestones", milestone=m) for m in ("M1", "M2")]}
    (part,) = plan({"milestones": before["milestones"][:1]}, before).parts
    resolution = part.resolve(CLOSE, FRIDAY)
    assert [r.values for r in resolution.rows] == before["milestones"][:1]
    assert (resolution.changed, resolution.leans, resolution.closed) == (True, False, 1)


def test_exceptions_overrule_the_default() -> None:
    (part,) = plan(entries("R1"), entries("R1", "R2", "R3")).parts
    decision = GoneDecision(Gone.KEEP, {("raid", ("P1", "R2")): Gone.CLOSE, ("budget", ("P1", "R3")): Gone.CLOSE})
    statuses = {r.values[1]: r.values[RAID.positions["status"]] for r in part.resolve(decision, FRIDAY).rows}
    assert statuses == {"R1": "open", "R2": "closed", "R3": "open"}


def test_carried_rows_keep_where_they_came_from() -> None:
    (part,) = plan(entries("R1"), entries("R1", "R2")).parts
    carried = [r for r in part.resolve(KEEP, FRIDAY).rows if r.values[1] == "R2"]
    assert [(r.upload_id, r.sheet, r.row) for r in carried] == [(1, "Old", 4)]


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"status": "closed", "closed": FRIDAY}, 0),
        ({"status": "closed"}, 1),
        ({"closed": FRIDAY}, 1),
        ({"status": "rejected"}, 1),
    ],
)
def test_only_closed_entries_may_disappear_silently(values: dict[str, object], asked: int) -> None:
    made = plan(entries("R1"), merged(entries("R1"), entries("R2", **values)))
    assert made.gone == asked
    assert len(made.parts[0].resolve(KEEP, FRIDAY).rows) == 2


def test_absent_columns_are_filled_from_what_holds() -> None:
    made = plan(entries("R1", title="New"), entries("R1", owner="Ann", cause="Storm"), absent=("owner", "cause"))
    assert [r.values for r in made.parts[0].resolve(KEEP, FRIDAY).rows] == [
        record("raid", entry="R1", title="New", owner="Ann", cause="Storm")
    ]
    assert made.updated == 1
    assert made.parts[0].resolve(KEEP, FRIDAY).leans


def test_a_blank_cell_of_a_present_column_clears_the_value() -> None:
    made = plan(entries("R1"), entries("R1", owner="Ann"))
    (change,) = made.changes()
    assert change.differences() == [("owner", "Ann", None)]


def test_a_first_report_leans_on_nothing() -> None:
    assert not plan(entries("R1"), absent=("owner",)).parts[0].resolve(KEEP, FRIDAY).leans


def test_rows_after_hold_untouched_datasets_too() -> None:
    after = plan({"projects": [record("projects", name="New")]}, full()).rows_after(KEEP)
    assert after["projects", "P1"] == [record("projects", name="New")]
    assert after["budget", "P1"] == full()["budget"]


def test_the_basis_covers_every_dataset_of_the_projects() -> None:
    made = plan({"projects": [record("projects")]}, {"budget": [record("budget")]})
    assert made.basis_ids() == {(d.name, "P1"): 1 if d.name == "budget" else None for d in CONTRACT}


codes = st.lists(st.sampled_from(["R1", "R2", "R3", "R4"]), unique=True)
values = st.fixed_dictionaries({}, optional={"owner": st.sampled_from(["a", "b"]), "cost_impact": st.just(Decimal(1))})
sheet = st.builds(lambda found, v: [record("raid", entry=c, **v) for c in found], codes, values)


@settings(max_examples=80, deadline=None)
@given(before=sheet, now=sheet, refused=st.sets(st.integers(3, 6)), absent=st.sets(st.just("owner")))
def test_every_row_read_is_accounted_for(
    before: list[Record], now: list[Record], refused: set[int], absent: set[str]
) -> None:
    read = validated({"raid": now}, absent=absent)
    kept = {"raid": read.records["raid"].without(refused)}
    made = make_plan(type(read)(kept, (), read.rows_read, 0, "en"), CONTRACT, state({"raid": before}), FRIDAY)
    assert made.rows_read == len(now) == made.inserted + made.updated + made.unchanged + made.rejected
    found: list[Change] = list(made.changes())
    told = [sum(c.kind is kind for c in found) for kind in ChangeKind]
    assert told == [made.inserted, made.updated, made.unchanged, made.gone]


@settings(max_examples=80, deadline=None)
@given(before=sheet, now=sheet.filter(bool), answer=st.sampled_from(list(Gone)))
def test_what_a_plan_leads_to_is_then_unchanged(before: list[Record], now: list[Record], answer: Gone) -> None:
    decision = GoneDecision(answer)
    after = plan({"raid": now}, {"raid": before}).rows_after(decision)["raid", "P1"]
    again = plan({"raid": after}, {"raid": after})
    assert (again.inserted, again.updated, again.gone, again.unchanged) == (0, 0, 0, len(after))
    assert not again.parts[0].resolve(decision, FRIDAY).changed
