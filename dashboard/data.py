"""The only cache of data: one engine per process, and loaders keyed by the data version.

Every commit, undo and setting raises the version, so that all replicas show new data at once.
"""

import datetime as dt
from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from dashboard import text
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.raid_figures import UNCHANGED_DAYS, Log, log_figures
from dashboard.metrics.raid_figures import raid_log as build_raid_log
from dashboard.metrics.thresholds import Thresholds
from dashboard.metrics.weekly import weekly_totals
from dashboard.rules import Deadlines, Rules
from dashboard.trend import WEEKS, weekly_kpis
from data_access import freezes, moved_deadlines, reference, settings
from data_access.engine import Database, open_database
from data_access.meetings import committee_dates
from data_access.queries import effective, entry_history, measures, reported, uploads
from data_access.schema import require_current
from data_access.versions import data_version

T = TypeVar("T")
ENTRIES = 64
"""Results kept per loader: as-of and compare dates of the people on line, in the current version."""
EXPOSURE_WEEKS = 26
EPOCH, MICROSECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)
AS_TEXT: dict[str | type[Any], Callable[[Any], Any]] = {tuple: repr}
"""How tuples are told apart in cache keys: thousands of codes one by one take longer than what is kept."""


@st.cache_resource
def database() -> Database:
    """The database of this process, at the schema that this version needs."""
    db = open_database()
    require_current(db)
    return db


def version() -> int:
    """The data version now: the first argument of every loader below."""
    return data_version(database())


def version_at(known_at: dt.datetime) -> int:
    """The data version that stands for what was known at an instant: every loader below then reads just that.

    Negative, where the present counts upwards: no later change reaches it, and what is cached for it stays true.
    """
    return -((known_at - EPOCH) // MICROSECOND)


def known_at(version: int) -> dt.datetime | None:
    """The instant that *version* stands for; None for the present."""
    return None if version >= 0 else EPOCH - version * MICROSECOND


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def status_dates(version: int) -> list[dt.date]:
    """Every status date reported, the latest first."""
    return measures.status_dates(database(), known_at(version))


def committees() -> list[dt.date]:
    """The status dates of the committees held, the latest first: a meeting closes without a new data version."""
    return committee_dates(database())


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _settings(version: int) -> list[tuple[str, dt.date, Decimal]]:
    return [(s.name, s.valid_from, s.value) for s in settings.settings(database(), known_at(version))]


def rules(version: int) -> Rules:
    """Every dated change of a threshold: what a status date is judged by."""
    return Rules(tuple(settings.Setting(*change) for change in _settings(version)))


def thresholds(version: int, day: dt.date | None) -> Thresholds:
    """The thresholds that the status date *day* is judged by."""
    return rules(version).on(day)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _moved_deadlines(version: int) -> dict[dt.date, dt.datetime]:
    return {moved.status_date: moved.due for moved in moved_deadlines.moved_deadlines(database(), known_at(version))}


def deadlines(version: int) -> Deadlines:
    """When the reports of each status date are due."""
    return Deadlines(rules(version).changes, _moved_deadlines(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def freeze_list(version: int) -> list[freezes.Freeze]:
    """``data_access.freezes.freezes``."""
    return list(freezes.freezes(database(), known_at(version)))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def project_measures(version: int, as_of: dt.date | None) -> pd.DataFrame:
    """``data_access.queries.measures.project_measures``."""
    return measures.project_measures(database(), as_of, known_at(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def measure_history(version: int, since: dt.date, until: dt.date) -> pd.DataFrame:
    """``data_access.queries.measures.measure_history``."""
    return measures.measure_history(database(), since=since, until=until, known_at=known_at(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def effective_rows(
    version: int, dataset: str, as_of: dt.date | None, projects: tuple[str, ...] | None = None
) -> pd.DataFrame:
    """``data_access.queries.effective.effective_rows``."""
    return effective.effective_rows(database(), dataset, as_of=as_of, known_at=known_at(version), projects=projects)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def upload_list(version: int) -> pd.DataFrame:
    """``data_access.queries.uploads.uploads``."""
    return uploads.uploads(database(), known_at=known_at(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def project_uploads(version: int, project: str) -> pd.DataFrame:
    """Those of ``upload_list`` in force that spoke for *project*: a project is read without all the others' history."""
    found = uploads.uploads(database(), project=project, known_at=known_at(version))
    return found[found["undone_at"].isna()].reset_index(drop=True)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def removed_files(version: int) -> frozenset[int]:
    """The uploads whose workbook was removed under retention."""
    known = upload_list(version)
    return frozenset(known.loc[known["file_removed_at"].notna(), "upload"].astype(int))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def upload_projects(version: int) -> pd.DataFrame:
    """``data_access.queries.uploads.upload_projects``."""
    return uploads.upload_projects(database(), known_at=known_at(version))


def reference_names(version: int, kind: str, language: str) -> dict[str, str]:
    """Code to name of a reference list, in *language*: names are not frozen, whatever *version* is shown."""
    return _reference_names(version if version >= 0 else data_version(database()), kind, language)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _reference_names(version: int, kind: str, language: str) -> dict[str, str]:
    entries = reference.references(database())[kind]
    return {entry.value: entry.label.in_language(language) for entry in entries}


def all_reference_names(version: int, language: str) -> dict[str, dict[str, str]]:
    """Kind to ``reference_names``."""
    return {kind: reference_names(version, kind, language) for kind in reference.KINDS}


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def kpi_trend(version: int, as_of: dt.date | None, projects: tuple[str, ...]) -> dict[str, list[float]]:
    """Card name to its values on the last twelve status dates up to *as_of*; see ``trend.weekly_kpis``."""
    dates = [day for day in status_dates(version) if as_of is None or day <= as_of][:WEEKS][::-1]
    if len(dates) < 2:
        return {}
    known = pd.concat([project_measures(version, dates[0]), measure_history(version, dates[0], dates[-1])])
    known = known[known["project"].isin(projects)].drop_duplicates(["project", "status_date"])
    return weekly_kpis(known, dates, rules(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def project_history(version: int, project: str, until: dt.date | None) -> pd.DataFrame:
    """The measures of one project at every status date up to *until*."""
    return measures.measure_history(
        database(), since=dt.date.min, until=until, known_at=known_at(version), project=project
    )


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def reported_rows(version: int, dataset: str, project: str, until: dt.date | None) -> pd.DataFrame:
    """``data_access.queries.reported.reported_rows``."""
    return reported.reported_rows(database(), dataset, project, until=until, known_at=known_at(version))


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def raid_log(version: int, as_of: dt.date, compare_with: dt.date | None, projects: tuple[str, ...]) -> Log:
    """``metrics.raid_figures.raid_log`` of some projects, with its movement since the compared date."""
    earlier = as_of - dt.timedelta(days=UNCHANGED_DAYS)
    return build_raid_log(
        effective_rows(version, "raid", as_of),
        project_measures(version, as_of),
        as_of,
        projects=set(projects),
        then=effective_rows(version, "raid", compare_with) if compare_with else None,
        earlier=effective_rows(version, "raid", earlier),
        thresholds=thresholds(version, as_of),
    )


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def raid_figures(version: int, as_of: dt.date, projects: tuple[str, ...]) -> tuple[Kpi, ...]:
    """``metrics.raid_figures.log_figures`` of some projects."""
    return log_figures(raid_log(version, as_of, None, projects))


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def exposure_trend(version: int, as_of: dt.date, projects: tuple[str, ...]) -> list[tuple[dt.date, Decimal | None]]:
    """Total risk exposure of some projects on the last ``EXPOSURE_WEEKS`` status dates up to *as_of*, oldest first."""
    dates = [day for day in status_dates(version) if day <= as_of][:EXPOSURE_WEEKS][::-1]
    if not dates:
        return []
    known = pd.concat([project_measures(version, dates[0]), measure_history(version, dates[0], dates[-1])])
    of_projects = known[known["project"].isin(projects)]
    return list(zip(dates, weekly_totals(of_projects, dates, "risk_exposure"), strict=True))


@st.cache_data(max_entries=ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def row_history(version: int, dataset: str, key: tuple[str, ...], until: dt.date | None) -> pd.DataFrame:
    """``data_access.queries.entry_history.row_history``."""
    return entry_history.row_history(database(), dataset, key, until=until, known_at=known_at(version))


@st.cache_data(max_entries=8 * ENTRIES, show_spinner=False)
def rows_as_sent(name: str, _rows: list[dict[str, Any]]) -> bytes:
    """Rows of a chart as Streamlit sends them; *name* is the hash of their content that Altair calls them by."""
    return convert_anything_to_arrow_bytes(_rows)


def remembered(version: int, what: str, choice: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What *make* gives, kept by data version, language, *what* it is and the *choice* that it depends on.

    For what is derived from the loaders above and costs more to make than to keep: positions, charts.
    """
    return _remembered(version, text.current_language(), what, choice, make)


@st.cache_data(max_entries=4 * ENTRIES, show_spinner=False, hash_funcs=AS_TEXT)
def _remembered(version: int, language: str, what: str, choice: tuple[Hashable, ...], _make: Callable[[], T]) -> T:
    return _make()
