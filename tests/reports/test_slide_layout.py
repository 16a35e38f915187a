"""What stands where on a slide: nothing overlaps, nothing hangs out, long pages go on."""

import pytest

from dashboard import text
from dashboard.reports.document import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    Columns,
    Document,
    Line,
    Lines,
    Page,
    Plot,
    Shape,
    Table,
)
from dashboard.reports.pack import Pack
from dashboard.reports.project_pages import trouble_page
from dashboard.reports.slide_heights import LEAST, USUAL
from dashboard.reports.slide_layout import FOOT, LEFT, TOP, WIDTH, Box, Slide, slides_of

PLOT = Plot(Shape.LINE, ("a",), (), "EUR")
CHART = Chart("Title", "alt", PLOT, {})
CARDS = Cards((Card("a", "1"), Card("b", "2")))


def table(rows: int, words: int = 3) -> Table:
    cells = tuple((Cell(f"row {n}"), Cell("word " * words)) for n in range(rows))
    return Table("Table", (Column("A"), Column("B", 3)), cells, "note", tuple(f"P{n}" for n in range(rows)))


def lines(count: int) -> Lines:
    return Lines(tuple(Line("said " * 20, f"lead {n}", "■") for n in range(count)))


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes do not overlap."""
    return (
        one.left + one.width <= other.left + 1e-6 or other.left + other.width <= one.left + 1e-6
        or one.top + one.height <= other.top + 1e-6 or other.top + other.height <= one.top + 1e-6
    )  # fmt: skip


def check(slides: list[Slide]) -> None:
    for slide in slides:
        boxes = [placed.box for placed in slide.placed]
        for number, box in enumerate(boxes):
            assert box.top >= TOP - 1e-6
            assert box.left >= LEFT - 1e-6
            assert box.left + box.width <= WIDTH - LEFT + 1e-6
            assert box.top + box.height <= FOOT + 1e-6
            assert all(apart(box, other) for other in boxes[number + 1 :])


@pytest.mark.parametrize(
    "blocks",
    [
        (CARDS, table(6)),
        (CARDS, CHART, lines(3)),
        (lines(60),),
        (table(200),),
        (CARDS, table(40, words=60)),
        (Columns(((lines(3),), (table(4),)), (1, 2)), CARDS, Columns(((CHART,), (table(5), table(3))), (1, 1))),
        (CHART, CHART),
    ],
)
def test_nothing_overlaps_and_nothing_hangs_out(blocks: tuple[Block | Columns, ...]) -> None:
    slides = slides_of(Page("Title", blocks))
    assert [slide.part for slide in slides] == list(range(1, len(slides) + 1))
    assert {slide.parts for slide in slides} == {len(slides)}
    check(slides)


def test_no_row_is_lost_where_a_table_goes_on() -> None:
    slides = slides_of(Page("Title", (CARDS, table(100))))
    parts = [placed.block for slide in slides for placed in slide.placed if isinstance(placed.block, Table)]
    assert len(slides) > 1
    assert [row[0].text for part in parts for row in part.rows] == [f"row {n}" for n in range(100)]
    assert [code for part in parts for code in part.projects] == [f"P{n}" for n in range(100)]


def test_a_page_that_almost_fits_is_set_smaller_rather_than_cut() -> None:
    (slide,) = slides_of(Page("Title", (table(23),)))
    assert LEAST <= slide.placed[0].points < USUAL


def test_every_slide_of_the_demonstration_is_in_order(steering: Document) -> None:
    for page in steering.pages:
        check(slides_of(page))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_project_has_one_slide(shown: Pack, language: str) -> None:
    with text.speaking(language):
        pages = [trouble_page(shown, story) for story in shown.stories]
    assert [page.title for page in pages if len(slides_of(page)) > 1] == []
    for page in pages:
        check(slides_of(page))
