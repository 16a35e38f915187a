"""How large a slide is set."""

import pytest

from dashboard.meeting_fit import ROOM, SCALES, Content, height, scale

SENTENCE = "The forecast uses 130% of the cost tolerance: approve an exception plan or stop"


def content(reasons: int = 1, figures: int = 8, records: int = 0) -> Content:
    return Content("Gemeenschappelijk financieel systeem", [SENTENCE] * reasons, figures, [SENTENCE] * records)


def test_little_is_set_large_and_much_small() -> None:
    assert scale(content(0, 0)) == SCALES[0]
    assert scale(content(2)) >= 1
    sizes = [scale(content(reasons, records=records)) for reasons, records in ((1, 0), (3, 1), (5, 3), (7, 6))]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


@pytest.mark.parametrize("shown", [content(0, 0), content(3, 0), content(1), content(3), content(3, 8, 2)])
def test_it_fits_at_the_scale_it_gets_and_not_at_the_next(shown: Content) -> None:
    found = scale(shown)
    assert height(shown, found) * found <= ROOM
    larger = [s for s in SCALES if s > found]
    assert not larger or height(shown, larger[-1]) * larger[-1] > ROOM


def test_what_fits_nowhere_is_set_as_small_as_there_is() -> None:
    assert scale(content(60)) == SCALES[-1]
