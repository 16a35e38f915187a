"""The whole database in one file and back, on the same database and across."""

import datetime as dt
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.settings import change_of, store_change
from dashboard.uploads import refresh_measures
from data_access.backup import backup, restore
from data_access.contract import Label
from data_access.engine import Database
from data_access.errors import DatabaseUnavailable, InvalidRequest
from data_access.freezes import Freeze, remove_freeze, save_freeze
from data_access.moved_deadlines import MovedDeadline, move_deadline
from data_access.queries.measures import measure_history
from data_access.queries.uploads import original_file
from data_access.schema import downgrade
from data_access.users import SYSTEM, add_user, get_user
from data_access.versions import is_demonstration, mark_demonstration
from tests.conftest import BACKENDS, swift_database
from tests.storing import contents, everything, full, merged, stored, undone, week
from tests.workbooks import people, record


@pytest.fixture
def filled(db: Database) -> Database:
    """People, three uploads of which one is undone, odd values, and blanks."""
    staff = people(db)
    stored(db, staff["pmo"], merged(full("P1", name='Zoé "💧"\n{x}'), full("00123", manager="Marc Dubois")), week(0))
    rows = {"raid": [record("raid", cost_impact=Decimal("9999999999999.99"), escalated=False)]}
    second = stored(db, staff["pmo"], {**full(percent_complete=Decimal("0.01")), **rows}, week(1))
    stored(db, staff["marc"], full("00123", stage="closing"), week(1))
    undone(db, staff["pmo"], second)
    store_change(db, staff["pmo"], change_of(db, {"index_green": Decimal("0.97")}, week(1)))
    label = Label("Year-end", "Fin d'année", "Jaareinde")
    removed = save_freeze(db, staff["pmo"], Freeze(week(0), week(1), label, "INST1"))
    save_freeze(db, staff["pmo"], Freeze(week(1), week(2), label))
    remove_freeze(db, staff["pmo"], removed.id)
    move_deadline(db, staff["pmo"], MovedDeadline(week(1), dt.datetime(2026, 5, 18, 8, tzinfo=dt.UTC), "Ascension"))
    refresh_measures(db)
    mark_demonstration(db)
    return db


@pytest.fixture
def new(migrated_url: Callable[[str], str]) -> Callable[[str], Database]:
    return lambda backend: swift_database(migrated_url(backend))


@pytest.fixture
def saved(sqlite_db: Database, tmp_path: Path) -> Path:
    """A backup of a small database."""
    stored(sqlite_db, people(sqlite_db)["pmo"], full())
    backup(sqlite_db, tmp_path / "saved.zip")
    return tmp_path / "saved.zip"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(InvalidRequest) as refused:
        act()
    return refused.value.code


def rewritten(source: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of the archive *source* whose entries were changed."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_table_comes_back_equal(
    filled: Database, empty_url: Callable[[str], str], backend: str, tmp_path: Path
) -> None:
    copy = swift_database(empty_url(backend))
    rows = backup(filled, tmp_path / "all.zip")
    assert rows == restore(copy, tmp_path / "all.zip") == sum(map(len, contents(filled).values()))
    assert contents(copy) == contents(filled)
    days = (None, week(0), week(1))
    assert everything(copy, days) == everything(filled, days)
    assert measure_history(copy, since=week(0)).equals(measure_history(filled, since=week(0)))
    assert original_file(copy, 1) == original_file(filled, 1)
    assert is_demonstration(copy)
    copy.engine.dispose()


@pytest.mark.parametrize("backend", BACKENDS)
def test_work_goes_on_after_a_restore(
    filled: Database, new: Callable[[str], Database], backend: str, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "all.zip")
    copy = new(backend)
    restore(copy, tmp_path / "all.zip")
    added = add_user(copy, SYSTEM, username="new", name="New", role="viewer")
    assert added.id == max(user.id for user in people_of(filled)) + 1
    assert stored(copy, get_user(copy, "pmo"), full(stage="closing"), week(2)).upload_id == 4
    audits = [row[0] for row in contents(copy)["audit_records"]]
    assert audits == list(range(1, len(audits) + 1))
    copy.engine.dispose()


def people_of(db: Database) -> list[object]:
    return [get_user(db, username) for username in ("pmo", "sofie", "marc", "viewer", "committee", "admin")]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_database_with_data_is_not_overwritten(new: Callable[[str], Database], saved: Path, backend: str) -> None:
    target = new(backend)
    add_user(target, SYSTEM, username="someone", name="Someone", role="viewer")
    before = contents(target)
    assert refusal(lambda: restore(target, saved)) == "database_not_empty"
    assert contents(target) == before
    target.engine.dispose()


def test_a_file_that_is_no_backup_is_refused(sqlite_db: Database, tmp_path: Path) -> None:
    text, other, foreign = tmp_path / "a.txt", tmp_path / "b.zip", tmp_path / "c.zip"
    text.write_text("hello")
    for path, manifest in ((other, None), (foreign, '{"product": "other"}')):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json" if manifest else "readme", manifest or "")
    found = [refusal(lambda p=path: restore(sqlite_db, p)) for path in (text, other, foreign)]
    assert found == ["not_a_backup"] * 3
    assert refusal(lambda: restore(sqlite_db, tmp_path / "none.zip")) == "file_not_found"


def _without_a_table(entries: dict[str, bytes]) -> None:
    del entries["tables/raid_rows.jsonl"]


def _without_a_row(entries: dict[str, bytes]) -> None:
    entries["tables/raid_rows.jsonl"] = b""


def _without_a_file(entries: dict[str, bytes]) -> None:
    del entries[next(name for name in entries if name.startswith("files/"))]


def _with_a_short_row(entries: dict[str, bytes]) -> None:
    entries["tables/raid_rows.jsonl"] = b"[1]\n"


def _with_a_broken_row(entries: dict[str, bytes]) -> None:
    entries["tables/raid_rows.jsonl"] = entries["tables/raid_rows.jsonl"][:40]


def _with_a_broken_number(entries: dict[str, bytes]) -> None:
    entries["tables/budget_rows.jsonl"] = entries["tables/budget_rows.jsonl"].replace(b"1000.00", b"lots")


def _with_rows_of_an_unknown_upload(entries: dict[str, bytes]) -> None:
    rows = [json.loads(line) for line in entries["tables/raid_rows.jsonl"].splitlines()]
    lines = [json.dumps([row_set, position, 999, *rest]) for row_set, position, _, *rest in rows]
    entries["tables/raid_rows.jsonl"] = "".join(f"{line}\n" for line in lines).encode()


def _with_a_list_for_a_manifest(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = b"[]"


DAMAGES = (
    _without_a_table, _without_a_row, _without_a_file, _with_a_short_row, _with_a_broken_row, _with_a_broken_number,
    _with_rows_of_an_unknown_upload, _with_a_list_for_a_manifest,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_was_changed_is_refused_whole(
    new: Callable[[str], Database], saved: Path, damage: Callable[[dict[str, bytes]], None]
) -> None:
    target = new("sqlite")
    before = contents(target)
    assert refusal(lambda: restore(target, rewritten(saved, damage))) == "not_a_backup"
    assert contents(target) == before
    restore(target, saved)
    assert contents(target)["uploads"]


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.99])
def test_a_backup_that_was_cut_short_is_refused(new: Callable[[str], Database], saved: Path, kept: float) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * kept)])
    assert refusal(lambda: restore(new("sqlite"), saved)) == "not_a_backup"


def test_a_backup_with_damaged_bytes_is_refused(new: Callable[[str], Database], saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        entry = max(archive.infolist(), key=lambda info: info.compress_size)
    data = bytearray(saved.read_bytes())
    middle = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    data[middle : middle + 8] = bytes(b ^ 0xFF for b in data[middle : middle + 8])
    saved.write_bytes(bytes(data))
    assert refusal(lambda: restore(new("sqlite"), saved)) == "not_a_backup"


def test_a_backup_of_a_newer_version_is_refused(new: Callable[[str], Database], saved: Path) -> None:
    later = rewritten(saved, lambda entries: entries.update({"manifest.json": _manifest(entries, revision="9999")}))
    assert refusal(lambda: restore(new("sqlite"), later)) == "backup_newer"


def test_a_backup_of_an_older_version_gets_its_measures(new: Callable[[str], Database], saved: Path) -> None:
    def grow_older(entries: dict[str, bytes]) -> None:
        tables = json.loads(entries["manifest.json"])["tables"]
        del tables["measures"], entries["tables/measures.jsonl"]
        entries["manifest.json"] = _manifest(entries, revision="0001", tables=tables)

    target = new("sqlite")
    restore(target, rewritten(saved, grow_older))
    assert refresh_measures(target)
    assert measure_history(target, since=week(0))["project"].tolist() == ["P1"]


def _manifest(entries: dict[str, bytes], **changes: object) -> bytes:
    return json.dumps({**json.loads(entries["manifest.json"]), **changes}).encode()


def test_a_backup_that_cannot_be_written_leaves_what_was_there(sqlite_db: Database, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "nowhere" / "a.zip"):
        assert refusal(lambda t=target: backup(sqlite_db, t)) == "file_not_writable"
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_a_failure_while_writing_leaves_the_earlier_backup(sqlite_db: Database, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    target.write_bytes(b"earlier")
    downgrade(sqlite_db, "0001")
    with pytest.raises(DatabaseUnavailable):
        backup(sqlite_db, target)
    assert target.read_bytes() == b"earlier"
