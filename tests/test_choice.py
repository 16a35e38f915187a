"""The three filters: projects by their register, tools by their own institution."""

import pandas as pd
import pytest

from dashboard.choice import Choice

PROJECTS = pd.DataFrame(
    {
        "project": ["A", "B", "C"],
        "programme": ["reform", "reform", "cloud"],
        "institution": ["North", "South", "North"],
        "manager": ["Ana", "Bob", "Ana"],
    }
)
TOOLS = pd.DataFrame({"project": ["A", "A", "B", "C"], "institution": ["North", "South", "South", "South"]})


@pytest.mark.parametrize(
    ("choice", "projects", "tools"),
    [
        (Choice(), ["A", "B", "C"], [0, 1, 2, 3]),
        (Choice(programme="reform"), ["A", "B"], [0, 1, 2]),
        (Choice(manager="Ana"), ["A", "C"], [0, 1, 3]),
        (Choice(institution="South"), ["B"], [1, 2, 3]),
        (Choice(institution="South", programme="reform", manager="Ana"), [], [1]),
        (Choice(institution="Nowhere"), [], []),
    ],
)
def test_a_choice_lets_through(choice: Choice, projects: list[str], tools: list[int]) -> None:
    assert choice.apply(PROJECTS)["project"].tolist() == projects
    kept = TOOLS.iloc[tools].reset_index(drop=True)
    pd.testing.assert_frame_equal(choice.tools(TOOLS, PROJECTS), kept)
