from datetime import date

import pytest

from dashboard.metrics.waves import ConflictKind, Freeze, WaveHealth, codes, conflicts, wave_health, waves
from tests.metrics.factories import frame

JUNE_1, JUNE_7, JUNE_8 = date(2026, 6, 1), date(2026, 6, 7), date(2026, 6, 8)


@pytest.mark.parametrize(
    ("rows", "health"),
    [
        ([{}], WaveHealth.HEALTHY),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_1}], WaveHealth.HEALTHY),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8}, {}], WaveHealth.LAGGING),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8, "actual_cutover": JUNE_8}], WaveHealth.HEALTHY),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8}, {"stage": "failed"}], WaveHealth.ERROR),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8, "stage": "cut_over"}], WaveHealth.LAGGING),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8, "stage": "stabilise"}], WaveHealth.HEALTHY),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8, "stage": "decommission"}], WaveHealth.HEALTHY),
        ([{"planned_cutover": JUNE_1, "forecast_cutover": JUNE_8, "stage": "done"}], WaveHealth.HEALTHY),
        ([{"stage": "blocked"}], WaveHealth.ERROR),
        ([{"blocker": "No licence"}], WaveHealth.ERROR),
        ([{"blocker": "No licence", "stage": "done"}], WaveHealth.HEALTHY),
    ],
)
def test_health(rows, health):
    assert wave_health(frame("migration", *rows)) is health


def test_waves_add_up():
    items = frame(
        "migration",
        {"item": "A", "wave": 2, "stage": "failed", "users_in_scope": 10},
        {"item": "B", "wave": 1, "stage": "done", "users_in_scope": 30, "users_moved": 30},
        {"item": "C", "wave": 1, "stage": "test", "users_in_scope": 10},
        {"item": "A", "project": "P0", "wave": 1},
    )
    table = waves(items)
    assert table[["project", "wave", "items", "health"]].to_numpy().tolist() == [
        ["P0", 1, 1, "healthy"],
        ["P1", 1, 2, "healthy"],
        ["P1", 2, 1, "error"],
    ]
    assert table["progress"].to_list() == [0, 82.5, 0]
    assert table["users_moved"].sum() == 30


def kinds(*rows, freezes=()):
    found = conflicts(frame("migration", *rows), freezes)
    return [(c.kind.value, c.item, c.other_item or c.freeze) for c in found]


def item(code, day, **cells):
    return {"item": code, "planned_cutover": day, "institution": f"I-{code}", **cells}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([item("A", JUNE_1, depends_on="B"), item("B", JUNE_8)], [("before_dependency", "A", "B")]),
        ([item("A", JUNE_1, depends_on=" C ; B"), item("B", JUNE_8)], [("before_dependency", "A", "B")]),
        ([item("A", JUNE_8, depends_on="B"), item("B", JUNE_8)], []),
        ([item("A", JUNE_8, depends_on="B"), item("B", JUNE_1)], []),
        ([item("A", JUNE_1, depends_on="B", forecast_cutover=JUNE_8), item("B", JUNE_8)], []),
        ([item("A", JUNE_1, depends_on="B"), item("B", None)], []),
        (
            [item("A", JUNE_1, depends_on="B", actual_cutover=JUNE_1), item("B", JUNE_8, actual_cutover=JUNE_8)],
            [],
        ),
        ([item("A", JUNE_1, institution="N"), item("B", JUNE_7, institution="N")], [("same_week", "A", "B")]),
        ([item("A", JUNE_7, institution="N"), item("B", JUNE_8, institution="N")], []),
        ([item("A", JUNE_1, institution="N"), item("B", JUNE_1, institution="S")], []),
        (
            [item("A", JUNE_1, institution="N", project="P2"), item("B", JUNE_7, institution="N")],
            [("same_week", "A", "B")],
        ),
    ],
)
def test_conflicts_between_items(rows, expected):
    assert kinds(*rows) == expected
    assert kinds(*reversed(rows)) == expected


def test_a_code_means_the_item_of_the_same_project_first():
    rows = [
        item("A", JUNE_1, depends_on="B"),
        item("B", date(2026, 5, 4)),
        {**item("B", date(2026, 7, 6)), "project": "P2", "institution": "I-C"},
    ]
    assert kinds(*rows) == []
    assert kinds(rows[0], rows[2]) == [("before_dependency", "A", "B")]


@pytest.mark.parametrize(
    ("freeze", "hit"),
    [
        (Freeze(JUNE_1, JUNE_7, "Elections"), True),
        (Freeze(JUNE_7, JUNE_8, "Elections"), False),
        (Freeze(JUNE_1, JUNE_1, "Elections", "I-A"), True),
        (Freeze(JUNE_1, JUNE_1, "Elections", "I-B"), False),
    ],
)
def test_freezes(freeze, hit):
    assert kinds(item("A", JUNE_1), freezes=[freeze]) == ([("in_freeze", "A", "Elections")] if hit else [])


OVER = [{"actual_cutover": JUNE_1}, {"stage": "stabilise"}, {"stage": "decommission"}, {"stage": "done"}]


@pytest.mark.parametrize("over", OVER)
def test_what_has_happened_is_no_conflict(over):
    first, second = item("A", JUNE_1, institution="N", **over), item("B", JUNE_7, institution="N", **over)
    assert kinds(first | {"depends_on": "B"}, second, freezes=[Freeze(JUNE_1, JUNE_7, "F")]) == []


@pytest.mark.parametrize(("cell", "expected"), [("A; B;", ("A", "B")), (("A", "B"), ("A", "B")), (None, ()), ("", ())])
def test_codes_in_a_cell(cell, expected):
    assert codes(cell) == expected


def test_conflict_kinds_are_all_reachable():
    rows = [item("A", JUNE_1, depends_on="B", institution="N"), item("B", JUNE_7, institution="N")]
    found = {c.kind for c in conflicts(frame("migration", *rows), [Freeze(JUNE_1, JUNE_1, "F")])}
    assert found == set(ConflictKind)


def test_a_conflict_with_the_item_of_another_is_one_of_both():
    every = frame(
        "migration",
        item("A", JUNE_1, depends_on="B", project="P1"),
        item("B", JUNE_8, project="P2"),
        item("C", JUNE_8, project="P3", institution="I-B"),
        item("D", JUNE_1, project="P4"),
    )
    freeze = Freeze(JUNE_1, JUNE_1, "F")
    found = {
        project: [c.kind.value for c in conflicts(every[every["project"] == project], [freeze], every=every)]
        for project in ("P1", "P2", "P3", "P4")
    }
    assert found == {
        "P1": ["before_dependency", "in_freeze"],
        "P2": ["before_dependency", "same_week"],
        "P3": ["same_week"],
        "P4": ["in_freeze"],
    }
