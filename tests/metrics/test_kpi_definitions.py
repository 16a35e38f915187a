import inspect
import re

import pytest

from dashboard.metrics import kpis
from dashboard.metrics.definitions import first_sentence
from dashboard.metrics.kpi_definitions import CARDS, KPI_DEFINITIONS

IDS = [definition.name for definition in KPI_DEFINITIONS]


@pytest.mark.parametrize("definition", KPI_DEFINITIONS, ids=IDS)
def test_help_is_what_the_function_says(definition):
    assert definition.help == first_sentence(definition.compute)
    assert definition.name == definition.compute.__name__


@pytest.mark.parametrize("definition", KPI_DEFINITIONS, ids=IDS)
def test_no_percent_sign_reads_as_a_placeholder_in_the_catalogs(definition):
    assert not re.search(r"% ?[A-Za-z(]", definition.label + definition.help)


def test_every_kpi_function_is_in_the_catalogue_once():
    functions = {name for name, f in inspect.getmembers(kpis, inspect.isfunction) if f.__module__ == kpis.__name__}
    assert sorted(IDS) == sorted(name for name in functions if not name.startswith("_"))


def test_labels_tell_kpis_apart():
    assert len({definition.label for definition in KPI_DEFINITIONS}) == len(KPI_DEFINITIONS)


def test_the_six_cards_come_first():
    assert [d.name for d in CARDS] == IDS[:6]
    assert IDS[:6] == [
        "projects_on_track",
        "spent_against_plan",
        "forecast_at_completion",
        "open_high_risks",
        "milestones_late",
        "reform_progress",
    ]
