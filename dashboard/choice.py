"""One choice of projects and dates, as a reader or a command makes it."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Choice:
    """None means all, or nothing to compare with; *original* asks for the original baseline in place of a date."""

    programme: str | None = None
    institution: str | None = None
    manager: str | None = None
    as_of: dt.date | None = None
    compare_with: dt.date | None = None
    original: bool = False

    def apply(self, projects: pd.DataFrame) -> pd.DataFrame:
        """The rows of the projects frame that the choice lets through."""
        return _kept(projects, programme=self.programme, institution=self.institution, manager=self.manager)

    def tools(self, migration: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
        """The rows of the migration frame that the choice lets through.

        An institution is looked for in the rows, not in *projects*: a project moves the tools of many.
        """
        codes = _kept(projects, programme=self.programme, manager=self.manager)["project"]
        kept = _kept(migration[migration["project"].isin(codes)], institution=self.institution)
        return kept.reset_index(drop=True)


def _kept(frame: pd.DataFrame, **wanted: str | None) -> pd.DataFrame:
    kept = frame
    for column, value in wanted.items():
        if value is not None:
            kept = kept[kept[column] == value]
    return kept
