"""The weekly round on the command line: template, check, upload, undo."""

import datetime as dt
from pathlib import Path

import click

from dashboard import text, uploads
from dashboard.cli_options import Day, acting, acting_perhaps, as_json, opened, print_json, read_bytes, write_bytes
from dashboard.cli_preview import (
    preview_summary,
    print_already,
    print_equation,
    print_preview,
    print_problems,
    problem_records,
)
from dashboard.templates import make_template
from dashboard.text import _, ngettext
from dashboard.today import today
from dashboard.uploads import Checked
from data_access.plan import Gone, GoneDecision
from data_access.reference import references
from data_access.store import Receipt
from data_access.users import Permission, get_user

PROBLEMS_FOUND = 1
LARGEST_ID = 2**31 - 1


@click.command()
@click.option("--language", type=click.Choice(text.LANGUAGES), default=None, help="Language of the workbook.")
@acting
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--project", "projects", multiple=True, metavar="CODE", help="Only these projects.")
def template(language: str | None, username: str, output: Path, projects: tuple[str, ...]) -> None:
    """Write the weekly workbook, filled in with what holds now for the projects of USER."""
    db = opened()
    made = make_template(db, get_user(db, username), language or text.current_language(), projects=projects)
    write_bytes(output, made.data)
    click.echo(ngettext("{file}: {count} project.", "{file}: {count} projects.", len(made.projects), file=output))


@click.command()
@click.argument("file")
@acting_perhaps
@as_json
def check(file: str, username: str | None, *, as_json: bool) -> None:
    """Read and validate FILE; store nothing. Exit 1 when it has errors.

    With --as, also whether USER may upload what it holds.
    """
    db = opened()
    actor = get_user(db, username) if username else None
    checked = uploads.check(db, Path(file).name, read_bytes(file), actor=actor)
    checked = uploads.gaps(db, checked, uploads.reporting_date(today(db)))
    _print_check(checked, json_wanted=as_json)
    _stop_at_errors(checked)


@click.command()
@click.argument("file")
@acting
@click.option("--status-date", type=Day(), required=True, help="The Friday that the workbook reports, as 2026-11-20.")
@click.option("--dry-run", is_flag=True, help="Show what it would do; store nothing.")
@click.option("--gone", type=click.Choice([g.value for g in Gone]), help="What to do with rows that disappeared.")
@as_json
def upload(file: str, username: str, status_date: dt.date, *, dry_run: bool, gone: str | None, as_json: bool) -> None:
    """Check FILE, show what it changes, and store it, everything or nothing."""
    uploads.require_reporting_date(status_date)
    db = opened()
    actor = get_user(db, username)
    actor.require(Permission.UPLOAD_OWN)
    checked = uploads.check(db, Path(file).name, read_bytes(file), actor=actor)
    if not checked.validated.is_clean:
        _print_check(checked, json_wanted=as_json)
        _stop_at_errors(checked)
    decision = GoneDecision(Gone(gone)) if gone else None
    shown = uploads.preview(db, actor, checked, status_date, decision or uploads.KEEP_ALL)
    if dry_run:
        print_json(preview_summary(shown)) if as_json else print_preview(shown, references(db), decision)
        return
    receipt = uploads.confirm(db, shown, decision)
    if as_json:
        print_json(receipt)
    else:
        print_problems(shown.checked)
        _print_receipt(receipt)


@click.command()
@click.argument("upload_id", metavar="UPLOAD", type=click.IntRange(1, LARGEST_ID))
@acting
def undo(upload_id: int, username: str) -> None:
    """Make effective again what UPLOAD had replaced."""
    db = opened()
    uploads.undo(db, get_user(db, username), upload_id)
    click.echo(_("Upload {upload} is undone.", upload=upload_id))


def _stop_at_errors(checked: Checked) -> None:
    if not checked.validated.is_clean:
        click.get_current_context().exit(PROBLEMS_FOUND)


def _print_check(checked: Checked, *, json_wanted: bool) -> None:
    rows_read = checked.validated.rows_read
    if json_wanted:
        print_json({"file": checked.file_name, "rows_read": rows_read, "problems": problem_records(checked)})
        return
    for sheet, count in rows_read.items():
        click.echo(ngettext("{sheet}: {count} row read", "{sheet}: {count} rows read", count, sheet=sheet))
    print_problems(checked)


def _print_receipt(receipt: Receipt) -> None:
    if receipt.already:
        print_already(receipt.upload_id)
        return
    click.echo(_("Stored as upload {upload}.", upload=receipt.upload_id))
    print_equation(receipt)
