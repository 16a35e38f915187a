"""Options and output that several commands share."""

import dataclasses
import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pandas as pd

from dashboard import comparison, uploads
from dashboard.text import _
from data_access.engine import Database, open_database
from data_access.errors import DatabaseUnavailable, FileRefused, InvalidRequest
from data_access.schema import is_empty, require_current, upgrade
from data_access.users import SYSTEM, User, get_user
from data_access.workbook.limits import DEFAULT_LIMITS

NAMES = (*(name.code for name in comparison.NAMED), comparison.ORIGINAL)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
acting = click.option("--as", "username", required=True, metavar="USER", help="The account that acts.")
acting_or_system = click.option(
    "--as", "username", default=None, metavar="USER", help="The account that acts; otherwise the system's own."
)
acting_perhaps = click.option("--as", "username", default=None, metavar="USER", help="The account that would upload.")


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """A date such as 2026-11-20."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-11-20.", param, ctx)


class Compared(Day):
    """A date, the name of one, or the original baseline."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in NAMES:
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is neither a date such as 2026-11-20 nor one of {', '.join(NAMES)}.", param, ctx)


class Moment(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """An instant such as 2026-11-20T14:05:00+01:00; without an offset, UTC."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        try:
            moment = dt.datetime.fromisoformat(str(value))
            return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is not an instant such as 2026-11-20T14:05:00+01:00.", param, ctx)


as_of_option = click.option("--as-of", type=Day(), default=None, help="Status date; otherwise the latest.")


def opened() -> Database:
    """The database of this installation, at the current schema."""
    db = open_database()
    if is_empty(db):
        raise DatabaseUnavailable("database_missing")
    require_current(db)
    return db


def actor_or_system(db: Database, username: str | None) -> User:
    """The account called *username*; the system's own when none is named."""
    return get_user(db, username) if username else SYSTEM


def up_to_date() -> Database:
    """The database of this installation, created or brought to the current schema where need be."""
    db = open_database()
    if is_empty(db):
        click.echo(_("Creating the database."))
    upgrade(db)
    uploads.refresh_measures(db)
    return db


def read_bytes(path: str) -> bytes:
    """The bytes of a file that the person named; ``FileRefused`` when it cannot be read or is too large to be."""
    limit = DEFAULT_LIMITS.file_bytes
    try:
        with Path(path).open("rb") as file:
            data = file.read(limit + 1)
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as error:
        raise FileRefused("file_not_found", file=path) from error
    if len(data) > limit:
        raise FileRefused("file_too_large", size=max(size, len(data)), limit=limit)
    return data


def write_bytes(path: Path, data: bytes) -> None:
    """Writes *data* where the person asked; ``InvalidRequest`` when that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InvalidRequest("file_not_writable", file=str(path)) from error


def print_json(value: object) -> None:
    """*value* as JSON: money and percentages as decimal strings, dates and instants as ISO text."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of *frame* as JSON can hold them, by column name."""
    rows = frame.itertuples(index=False, name=None)
    return [dict(zip(frame.columns, map(plain, row), strict=True)) for row in rows]


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell, two spaces apart."""
    widths = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    for line in (header, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def plain(value: object) -> object:
    """*value* as JSON can hold it."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, Iterable):
        return [plain(v) for v in value]
    return value.item() if hasattr(value, "item") else str(value)
