from decimal import Decimal

import pytest

from dashboard.metrics.definitions import first_sentence
from dashboard.metrics.figure import Reason
from dashboard.metrics.quality import QUALITY_DEFINITIONS, Received, RowEquation, data_quality, figures, punctuality


@pytest.mark.parametrize(("rejected", "holds"), [(1, True), (0, False)])
def test_rows_read_are_accounted_for(rejected, holds):
    assert RowEquation(10, inserted=2, updated=3, unchanged=4, rejected=rejected).holds is holds


def test_sheets_add_up():
    both = RowEquation(10, 2, 3, 4, 1).plus(RowEquation(5, 5, 0, 0, 0))
    assert both == (15, 7, 3, 4, 1)
    assert both.holds


def test_rates():
    assert punctuality(9, 12).value == 75
    assert data_quality(200, 1).value == pytest.approx(99.5)


def test_more_findings_than_cells_is_nothing_without_one():
    assert data_quality(3, 1).value == pytest.approx(Decimal("66.67"), abs=Decimal("0.01"))
    assert data_quality(3, 5).value == 0
    _on_time, clean = figures(Received(in_time=1, due=1, cells_read=3, findings=5))
    assert (clean.value, clean.numerator, clean.denominator) == (0, 0, 3)


def test_nothing_due_or_read_has_a_reason():
    assert punctuality(0, 0) == (None, Reason.NO_UPLOAD_DUE)
    assert data_quality(0, 0) == (None, Reason.NO_CELLS)


def test_the_figures_of_a_week_hold_their_two_numbers():
    on_time, clean = figures(Received(in_time=9, due=12, cells_read=200, findings=1))
    assert (on_time.name, on_time.value, on_time.numerator, on_time.denominator) == ("punctuality", 75, 9, 12)
    assert (clean.name, clean.value, clean.numerator, clean.denominator) == ("data_quality", 99.5, 199, 200)
    assert [kpi.reason for kpi in figures(Received(0, 0, 0, 0))] == [Reason.NO_UPLOAD_DUE, Reason.NO_CELLS]


def test_the_help_is_what_the_function_says():
    functions = (punctuality, data_quality)
    assert [d.help for d in QUALITY_DEFINITIONS] == [first_sentence(function) for function in functions]
