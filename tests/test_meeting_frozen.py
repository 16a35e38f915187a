"""A frozen meeting shows the same figures for good, whatever is uploaded, undone, re-baselined, recomputed or moved."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from dashboard import data, uploads
from dashboard.meeting_entries import record_in_meeting
from dashboard.meeting_proposal import project_figures, proposals
from dashboard.metrics.measures import project_measures
from dashboard.metrics.thresholds import DEFINITIONS_VERSION, Thresholds
from dashboard.settings import change_of, store_change
from data_access import backup, store
from data_access.contract import Label
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.freezes import Freeze, save_freeze
from data_access.meeting_agenda import propose
from data_access.meeting_presenting import start
from data_access.meeting_records import meeting_records
from data_access.meeting_values import Meeting, RecordDraft, RecordKind
from data_access.meetings import create_meeting, freeze, get_meeting, meeting_items
from data_access.plan import Gone, GoneDecision
from data_access.queries.effective import effective_rows
from data_access.schema import upgrade
from data_access.users import SYSTEM, Role, User, list_users
from data_access.workbook.template import write_template
from tests.conftest import swift_database
from tests.meetings import with_projects

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def pmo(demonstration: Database) -> User:
    """The account that prepares."""
    return next(user for user in list_users(demonstration, SYSTEM) if user.role is Role.PMO)


@pytest.fixture
def meeting(demonstration: Database, pmo: User) -> Meeting:
    """A frozen meeting on the last but one week, compared with the first."""
    dates = data.status_dates(data.version())
    draft = create_meeting(
        demonstration, pmo, title="Committee", held_on=dates[1], status_date=dates[1], compare_with=dates[-1]
    )
    propose_now = proposals(demonstration, pmo, draft)
    draft = with_projects(demonstration, pmo, propose(demonstration, pmo, draft, propose_now(None)))
    return freeze(demonstration, pmo, draft, propose_now)


Seen = dict[str, object]


def seen(db: Database, pmo: User, meeting: Meeting) -> Seen:
    """Every figure that the meeting and the boards behind it show."""
    st.cache_data.clear()
    assert meeting.known_at is not None
    version, day = data.version_at(meeting.known_at), meeting.status_date
    codes = tuple(sorted(data.project_measures(version, day)["project"]))
    found: Seen = {f"rows {name}": data.effective_rows(version, name, day) for name in CONTRACT.by_name}
    found |= {f"compared {name}": data.effective_rows(version, name, meeting.compare_with) for name in CONTRACT.by_name}
    found |= {
        "dates": data.status_dates(version),
        "measures": data.project_measures(version, day),
        "compared": data.project_measures(version, meeting.compare_with),
        "history": data.measure_history(version, dt.date.min, day),
        "project": data.project_history(version, codes[0], day),
        "reported": data.reported_rows(version, "milestones", codes[0], day),
        "uploads": data.upload_list(version),
        "spoke": data.upload_projects(version),
        "trend": data.kpi_trend(version, day, codes),
        "exposure": data.exposure_trend(version, day, codes),
        "raid": data.raid_figures(version, day, codes),
        "log": data.raid_log(version, day, meeting.compare_with, codes).entries,
        "proposed": proposals(db, pmo, meeting)(meeting.known_at),
        "figures": project_figures(db, meeting, meeting.known_at),
        "items": [(i.subject, i.score, i.reasons, i.extras, i.figures) for i in meeting_items(db, pmo, meeting)],
        "records": meeting_records(db, pmo, meeting),
    }
    return found


def assert_same(before: Seen, after: Seen) -> None:
    assert before.keys() == after.keys()
    for name, value in before.items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(value, after[name], obj=name)  # type: ignore[arg-type]  # a frame too
        else:
            assert value == after[name], name


def uploaded(db: Database, pmo: User, day: dt.date, change: Callable[[pd.DataFrame], pd.DataFrame]) -> int:
    """The projects sheet as it is, changed, stored for *day* by the front door."""
    columns = list(CONTRACT.dataset("projects").column_names)
    rows = change(effective_rows(db, "projects", as_of=day)[columns].copy())
    records = [tuple(None if v is None or v is pd.NA else v for v in row) for row in rows.itertuples(index=False)]
    with db.reading() as connection:
        from data_access.reference import read_references

        references = read_references(db, connection)
    content = write_template(CONTRACT, "en", {"projects": records}, references, sheets=["projects"])
    shown = uploads.preview(db, pmo, uploads.check(db, "late.xlsx", content, actor=pmo), day)
    return uploads.confirm(db, shown, GoneDecision(Gone.KEEP)).upload_id


def later(rows: pd.DataFrame) -> pd.DataFrame:
    moved = [end + dt.timedelta(days=200) if end else end for end in rows["forecast_end"]]
    return rows.assign(forecast_end=moved, status_overall="red")


def rebaselined(rows: pd.DataFrame) -> pd.DataFrame:
    ends = [end + dt.timedelta(days=300) for end in rows["baseline_end"]]
    return rows.assign(baseline_end=ends, rebaselines=pd.Series([3] * len(rows), dtype="Int64"))


def test_every_figure_stays(demonstration: Database, pmo: User, meeting: Meeting, tmp_path: Path) -> None:
    before = seen(demonstration, pmo, meeting)
    assert len(before["items"]) > 2  # type: ignore[arg-type]  # a list
    now = data.project_measures(data.version(), meeting.status_date)
    pd.testing.assert_frame_equal(before["measures"], now)  # type: ignore[arg-type]  # a frame

    late = uploaded(demonstration, pmo, meeting.status_date, later)
    assert_same(before, seen(demonstration, pmo, meeting))
    changed = data.project_measures(data.version(), meeting.status_date)
    assert not changed.equals(now)

    uploads.undo(demonstration, pmo, late)
    assert_same(before, seen(demonstration, pmo, meeting))

    uploaded(demonstration, pmo, meeting.status_date, rebaselined)
    uploaded(demonstration, pmo, meeting.status_date + dt.timedelta(days=7), later)
    assert_same(before, seen(demonstration, pmo, meeting))

    strict = Thresholds(stale_days=1, cost_tolerance=1, time_tolerance=1)  # type: ignore[arg-type]  # a whole number

    def otherwise(rows: dict[str, pd.DataFrame], day: dt.date, _settings: object) -> pd.DataFrame:
        return project_measures(rows, day, strict).assign(slip_days=999)

    assert store.refresh(demonstration, otherwise, DEFINITIONS_VERSION + 1)  # type: ignore[arg-type]  # a measure
    assert set(data.project_measures(data.version(), None)["slip_days"]) == {999}
    assert_same(before, seen(demonstration, pmo, meeting))

    upgrade(demonstration)
    assert_same(before, seen(demonstration, pmo, meeting))


def test_a_rule_or_a_freeze_that_came_later_changes_nothing(
    demonstration: Database, pmo: User, meeting: Meeting
) -> None:
    before = seen(demonstration, pmo, meeting)
    version = data.version_at(meeting.known_at)  # type: ignore[arg-type]  # frozen
    judged, due = data.thresholds(version, meeting.status_date), data.deadlines(version).due(meeting.status_date)
    since = meeting.compare_with or meeting.status_date
    strict = {"tolerance_amber": Decimal(1), "tolerance_red": Decimal(2), "stale_days": Decimal(1)}
    store_change(demonstration, pmo, change_of(demonstration, strict, since))
    store_change(demonstration, pmo, change_of(demonstration, {"deadline_time": Decimal(600)}, since))
    whole_year = Freeze(dt.date(2026, 1, 1), dt.date(2026, 12, 31), Label("Elections", "Élections", "Verkiezingen"))
    save_freeze(demonstration, pmo, whole_year)
    assert_same(before, seen(demonstration, pmo, meeting))
    assert data.thresholds(version, meeting.status_date) == judged
    assert data.deadlines(version).due(meeting.status_date) == due
    assert "Elections" not in {freeze.name.en for freeze in data.freeze_list(version)}
    now = data.version()
    assert data.thresholds(now, meeting.status_date).stale_days == 1
    assert not data.project_measures(now, meeting.status_date).equals(before["measures"])


def test_what_was_undone_before_comes_back_only_afterwards(
    demonstration: Database, pmo: User, meeting: Meeting
) -> None:
    """An upload in force at the instant is shown as such, though it was undone since."""
    before = seen(demonstration, pmo, meeting)
    listed = data.upload_list(data.version())
    last = int(listed["upload"].max())
    uploads.undo(demonstration, pmo, last)
    assert_same(before, seen(demonstration, pmo, meeting))
    now = data.upload_list(data.version()).set_index("upload")
    assert now.loc[last, "undone_at"] is not None
    then = data.upload_list(data.version_at(meeting.known_at)).set_index("upload")  # type: ignore[arg-type]  # frozen
    assert then.loc[last, "undone_at"] is None


def test_a_backup_restored_elsewhere_shows_the_same(
    demonstration: Database, pmo: User, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = start(demonstration, pmo, meeting.id)
    on = meeting_items(demonstration, pmo, running)[0]
    said = RecordDraft(RecordKind.DECISION, "Approved", on.id, on.project, figures=on.figures)
    record_in_meeting(demonstration, pmo, running, said)
    before = seen(demonstration, pmo, meeting)
    backup.backup(demonstration, tmp_path / "all.regie")
    other = swift_database(f"sqlite:///{tmp_path / 'other.db'}")
    backup.restore(other, tmp_path / "all.regie")
    monkeypatch.setattr(data, "database", lambda: other)
    assert get_meeting(other, pmo, meeting.id) == get_meeting(demonstration, pmo, meeting.id)
    assert_same(before, seen(other, pmo, meeting))
    other.engine.dispose()


def test_the_present_goes_on(demonstration: Database, pmo: User, meeting: Meeting) -> None:
    assert data.known_at(data.version()) is None
    assert meeting.known_at is not None
    assert data.known_at(data.version_at(meeting.known_at)) == meeting.known_at
