"""One choice of projects and dates, as a reader or a command makes it."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Choice:
    """None means all, or nothing to compare with."""

    programme: str | None = None
    institution: str | None = None
    manager: str | None = None
    as_of: dt.date | None = None
    compare_with: dt.date | None = None

    def apply(self, projects: pd.DataFrame) -> pd.DataFrame:
        """The rows of the projects frame that the choice lets through."""
        kept = projects
        for column in ("programme", "institution", "manager"):
            wanted = getattr(self, column)
            if wanted is not None:
                kept = kept[kept[column] == wanted]
        return kept
