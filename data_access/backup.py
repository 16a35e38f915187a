"""One file that holds the whole database, and back: the same on SQLite and PostgreSQL, and across.

A zip archive: one ``tables/NAME.jsonl`` per table with one JSON list per row, the original workbooks
as ``files/SHA256``, and ``manifest.json``: product, schema revision, columns and rows of each table.
"""

import datetime as dt
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, DecimalException
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, Connection, Date, LargeBinary, Table, func, insert, select, text, update
from sqlalchemy.types import TypeEngine

from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.orphans import refuse_orphans
from data_access.schema import head_revision, require_current, upgrade
from data_access.types import Exact, Instant

PRODUCT = "regie"
BATCH = 1000
DAMAGE = (KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile, zlib.error, DecimalException)
"""What reading an archive raises that was cut short, altered or made by something else."""

Entry = Mapping[str, Any]
"""What the manifest says of one table: its columns and the number of its rows."""


def backup(db: Database, target: Path) -> int:
    """Writes everything in *db* to *target*, whole or not at all; returns the number of rows.

    All tables are read in one transaction, so the copy is consistent while people work on.
    ``InvalidRequest`` when *target* cannot be written.
    """
    require_current(db)
    try:
        with _written_whole(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            return _write(db, archive)
    except OSError as error:
        raise InvalidRequest("file_not_writable", file=str(target)) from error


def restore(db: Database, source: Path) -> int:
    """Fills the empty database *db* from *source*, whole or not at all; returns the number of rows.

    ``InvalidRequest`` when *source* is no backup, damaged or of a newer version, or *db* holds data.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            entries, revision = _manifest(archive)
            upgrade(db)
            with db.writing() as connection:
                _require_empty(db, connection)
                rows = _read(db, connection, archive, entries)
                if revision != head_revision():
                    connection.execute(update(db.tables.versions).values(definitions=0))
                return rows
    except OSError as error:
        raise InvalidRequest("file_not_found", file=str(source)) from error
    except DAMAGE as error:
        raise InvalidRequest("not_a_backup", file=str(source)) from error


@contextmanager
def _written_whole(target: Path) -> Iterator[IO[bytes]]:
    handle, name = tempfile.mkstemp(prefix=".regie-", dir=target.resolve().parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _write(db: Database, archive: zipfile.ZipFile) -> int:
    entries: dict[str, Entry] = {}
    with db.reading() as connection:
        for table in db.tables.metadata.sorted_tables:
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
                rows = _write_table(connection, table, out)
            entries[table.name] = {"columns": [c.name for c in _plain_columns(table)], "rows": rows}
        files = db.tables.files
        for sha256, data in connection.execute(select(files.c.sha256, files.c.data).execution_options(yield_per=10)):
            archive.writestr(f"files/{sha256}", bytes(data))
    manifest = {"product": PRODUCT, "revision": head_revision(), "made_at": db.clock().isoformat(), "tables": entries}
    archive.writestr("manifest.json", json.dumps(manifest))
    return sum(entry["rows"] for entry in entries.values())


def _write_table(connection: Connection, table: Table, out: IO[bytes]) -> int:
    columns = _plain_columns(table)
    encoders = [_encoder(column.type) for column in columns]
    query = select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    count = 0
    for row in connection.execute(query):
        cells = [None if value is None else encode(value) for encode, value in zip(encoders, row, strict=True)]
        out.write(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _plain_columns(table: Table) -> list[Column[Any]]:
    return [c for c in table.columns if not isinstance(c.type, LargeBinary)]


def _encoder(column_type: TypeEngine[Any]) -> Callable[[Any], object]:
    if isinstance(column_type, (Date, Instant)):
        return lambda value: value.isoformat()
    return str if isinstance(column_type, Exact) else lambda value: value


def _decoder(column_type: TypeEngine[Any]) -> Callable[[Any], object]:
    if isinstance(column_type, Exact):
        return Decimal
    if isinstance(column_type, Instant):
        return dt.datetime.fromisoformat
    return dt.date.fromisoformat if isinstance(column_type, Date) else lambda value: value


def _manifest(archive: zipfile.ZipFile) -> tuple[dict[str, Entry], str]:
    """What the archive holds, by table, and its schema revision."""
    manifest = json.loads(archive.read("manifest.json"))
    if manifest["product"] != PRODUCT:
        raise ValueError(manifest["product"])
    if manifest["revision"] > head_revision():
        raise InvalidRequest("backup_newer")
    return dict(manifest["tables"]), manifest["revision"]


def _require_empty(db: Database, connection: Connection) -> None:
    for name in ("users", "uploads", "reference_entries"):
        table = db.tables.metadata.tables[name]
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise InvalidRequest("database_not_empty")


def _read(db: Database, connection: Connection, archive: zipfile.ZipFile, entries: Mapping[str, Entry]) -> int:
    connection.execute(db.tables.versions.delete())
    rows = 0
    for table in db.tables.metadata.sorted_tables:
        if entry := entries.get(table.name):
            found = _read_table(connection, table, archive, entry["columns"])
            if found != entry["rows"]:
                raise ValueError(table.name)
            rows += found
            _restart_numbering(connection, table)
    refuse_orphans(db, connection, db.tables.datasets)
    return rows


def _read_table(connection: Connection, table: Table, archive: zipfile.ZipFile, names: list[str]) -> int:
    decoders = [_decoder(table.c[name].type) for name in names]
    blobs = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
    count = 0
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        for batch in _batches(lines):
            rows = []
            for cells in batch:
                values = [None if c is None else decode(c) for decode, c in zip(decoders, cells, strict=True)]
                row = dict(zip(names, values, strict=True))
                rows.append(row | {name: archive.read(f"files/{row['sha256']}") for name in blobs})
            connection.execute(insert(table), rows)
            count += len(rows)
    return count


def _batches(lines: IO[bytes]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for line in lines:
        batch.append(json.loads(line))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _restart_numbering(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers rows from a sequence that an insert of given numbers does not move."""
    if connection.dialect.name != "postgresql" or table.name not in ("users", "audit_records"):
        return
    highest = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :next, false)"),
        {"table": table.name, "next": highest + 1},
    )
