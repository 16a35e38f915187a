"""How levels and movements are written in the register."""

import pytest

from dashboard import text
from dashboard.metrics.register import Move
from dashboard.metrics.thresholds import DEFAULT_RISK_BANDS
from dashboard.raid_rows import COLUMNS, PLAIN, column_config, labels, level_words, move_words
from dashboard.theme import level_mark


@pytest.mark.parametrize(
    ("level", "name"), [(4, "low"), (5, "medium"), (10, "high"), (15, "critical"), (25, "critical")]
)
def test_a_level_has_symbol_letter_and_number(level: int, name: str) -> None:
    with text.speaking("en"):
        assert level_words(level, DEFAULT_RISK_BANDS) == f"{level_mark(name).text} {level}"
        assert level_words(0, DEFAULT_RISK_BANDS) is None


@pytest.mark.parametrize(
    ("move", "words"),
    [(Move.ROSE, "↑ from 6"), (Move.FELL, "↓ from 6"), (Move.NEW, "new"), (Move.SAME, None), (None, None)],
)
def test_a_movement_has_a_direction_in_words(move: str | None, words: str | None) -> None:
    with text.speaking("en"):
        assert move_words(move, 6) == words


def test_titles_and_projects_have_the_room_of_a_line() -> None:
    with text.speaking("en"):
        config = column_config()
    assert config["title"]["width"] >= 340
    assert all(config[name]["width"] >= 250 for name in ("project", "provider", "receiver"))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_column_has_a_heading_of_its_own(language: str) -> None:
    with text.speaking(language):
        known = labels()
    shown = {name for columns in (PLAIN, *COLUMNS.values()) for name in columns}
    assert shown == set(known)
    assert len(set(known.values())) == len(known)
