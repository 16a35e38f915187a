"""A meeting in words: what is asked is quoted whole, and how long an item took is said in units."""

import pytest

from dashboard import text
from dashboard.meeting_words import duration, reason_markdown
from data_access.meeting_values import Item, Reason
from tests.meetings import draft

ASKED = "Choose between A, B and C " * 40 + "today."


def item() -> Item:
    """A decision is requested, in more words than a list has room for."""
    proposed = draft(reasons=(Reason("decision", 40, {"text": ASKED}),))
    return Item(
        **vars(proposed), id=1, meeting_id=1, position=1, removed=False, spent_seconds=0, discussed=""
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", "A decision is requested: "),
        ("fr", "Une décision est demandée\N{NO-BREAK SPACE}: "),
        ("nl", "Een beslissing wordt gevraagd: "),
    ],
)
def test_what_is_asked_is_quoted_whole(language: str, begins: str) -> None:
    asking = item()
    with text.speaking(language):
        assert reason_markdown(asking, asking.reasons[0]) == f":red[■] {text.escape(begins + ASKED)}"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (1, "1 s"), (60, "1 min"), (67, "1 min 7 s"), (3660, "61 min")]
)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_how_long_an_item_took(language: str, seconds: int, said: str) -> None:
    with text.speaking(language):
        assert duration(seconds).replace("\N{NO-BREAK SPACE}", " ") == said
