from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.raid_figures import RAID_DEFINITIONS, figures, log_figures, raid_log
from dashboard.metrics.register import TABS
from dashboard.metrics.risks import is_open
from tests.metrics.factories import STATUS_DATE, frame, measured

SOON = STATUS_DATE + timedelta(5)
NAMES = [definition.name for definition in RAID_DEFINITIONS]
RAID = frame(
    "raid",
    {"project": "P1", "entry": "R1", "escalated": True},
    {"project": "P1", "entry": "O1", "kind": "opportunity"},
    {"project": "P1", "entry": "A1", "kind": "action", "status": "closed", "escalated": True},
    {"project": "P2", "entry": "I1", "kind": "issue"},
    {"project": "P2", "entry": "X1", "kind": "dependency", "provider_project": "P1", "due": SOON},
)
MEASURES = measured({"computed_schedule": "red"}, {})


def named(kpis: tuple[Kpi, ...]) -> dict[str, Kpi]:
    return {kpi.name: kpi for kpi in kpis}


def test_figures_come_in_the_order_of_their_definitions():
    assert [kpi.name for kpi in figures(RAID, MEASURES, STATUS_DATE)] == NAMES
    assert {f"raid_{tab}" for tab in TABS} < set(NAMES)


def test_the_whole_portfolio():
    found = named(figures(RAID, MEASURES, STATUS_DATE, earlier=RAID))
    values = {name: kpi.value for name, kpi in found.items() if kpi.value}
    assert values == {
        "raid_escalated": 1,
        "handovers_at_risk": 1,
        "raid_unchanged": 4,
        "raid_risks": 2,
        "raid_issues": 1,
        "raid_dependencies": 1,
    }
    assert (found["raid_escalated"].denominator, found["handovers_at_risk"].denominator) == (4, 1)


def test_a_month_is_needed_to_tell_what_did_not_change():
    for earlier in (None, RAID.head(0)):
        kpi = named(figures(RAID, MEASURES, STATUS_DATE, earlier=earlier))["raid_unchanged"]
        assert (kpi.value, kpi.reason) == (None, Reason.NO_DATA)


def test_a_provider_sees_what_it_owes_and_only_its_own_log():
    found = named(figures(RAID, MEASURES, STATUS_DATE, projects={"P1"}))
    assert (found["handovers_at_risk"].value, found["raid_dependencies"].value) == (1, 1)
    assert (found["raid_risks"].value, found["raid_issues"].value, found["raid_escalated"].denominator) == (2, 0, 2)


def test_the_log_tells_what_is_owed_from_what_is_its_own():
    log = raid_log(RAID, MEASURES, STATUS_DATE, projects={"P1"})
    assert log.entries[~log.own]["entry"].tolist() == ["X1"]
    known = log.entries.set_index("entry")
    assert known.loc["X1", ["handover", "danger"]].tolist() == ["at_risk", "provider_late"]
    assert known.loc["R1", ["handover", "danger"]].tolist() == [None, None]


def test_without_a_log_every_figure_says_why_there_is_none():
    found = figures(RAID, MEASURES, STATUS_DATE, projects={"P9"})
    assert {(kpi.value, kpi.reason) for kpi in found} == {(None, Reason.NO_RISK_ENTRIES)}


@pytest.mark.parametrize("definition", RAID_DEFINITIONS, ids=NAMES)
def test_each_figure_is_defined_in_a_sentence(definition):
    assert definition.label
    assert definition.help.endswith(".")


KINDS = [kind for kinds in TABS.values() for kind in kinds]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["P1", "P2"]), st.sampled_from(KINDS), st.sampled_from(["open", "closed"]))))
def test_the_tabs_add_up_to_the_open_entries(rows):
    raid = frame(
        "raid", *({"project": p, "entry": f"E{i}", "kind": k, "status": s} for i, (p, k, s) in enumerate(rows))
    )
    found = named(log_figures(raid_log(raid, MEASURES, STATUS_DATE)))
    counts = [found[f"raid_{tab}"].value for tab in TABS]
    assert counts == [None] * len(TABS) if raid.empty else sum(counts) == int(is_open(raid).sum())
    parts = [named(figures(raid, MEASURES, STATUS_DATE, projects={code})) for code in ("P1", "P2")]
    whole = found["raid_risks"].value or 0
    assert sum(part["raid_risks"].value or 0 for part in parts) == whole
