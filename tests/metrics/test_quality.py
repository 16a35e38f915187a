import pytest

from dashboard.metrics.figure import Reason
from dashboard.metrics.quality import RowEquation, data_quality, punctuality


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


def test_nothing_due_or_read_has_a_reason():
    assert punctuality(0, 0) == (None, Reason.NO_UPLOAD_DUE)
    assert data_quality(0, 0) == (None, Reason.NO_CELLS)
