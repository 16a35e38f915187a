"""Running and looking after an installation: run, backup, restore, retain, db."""

import datetime as dt
from pathlib import Path

import click

from dashboard import cli_plugins
from dashboard.cli_options import acting_or_system, actor_or_system, opened, up_to_date
from dashboard.loopback import is_loopback
from dashboard.text import _, ngettext
from data_access import backup as archive
from data_access import users
from data_access.audit import note_backup
from data_access.engine import open_database
from data_access.errors import InvalidRequest
from data_access.installation import installation_secret
from data_access.retention import MONTH, remove_old_files
from data_access.schema import head_revision
from data_access.versions import is_demonstration

LOOPBACK = "127.0.0.1"
DEMONSTRATION = "seed"
"""The added command that fills a database with the demonstration portfolio."""


@click.command()
@click.option("--demo", is_flag=True, help="Fill a new database with the demonstration portfolio.")
@click.option("--host", default=LOOPBACK, show_default=True)
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def run(ctx: click.Context, host: str, port: int, *, demo: bool) -> None:
    """Bring the database up to date and serve the dashboard."""
    from dashboard.serve import require_hosts, serve

    require_hosts(host)
    installation_secret()
    db = up_to_date()
    if demo and not users.has_users(db):
        _demonstrate(ctx)
    if is_demonstration(db) and not is_loopback(host):
        raise InvalidRequest("demonstration_in_public")
    db.engine.dispose()
    click.echo(_("Serving on http://{host}:{port}", host=host, port=port))
    serve(host, port)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything in the database to FILE."""
    database = opened()
    count = archive.backup(database, file)
    note_backup(database, file.name, count)
    click.echo(ngettext("{file}: {count} row.", "{file}: {count} rows.", count, file=file))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from FILE."""
    count = archive.restore(open_database(), file)
    click.echo(ngettext("{count} row restored.", "{count} rows restored.", count))


@click.command()
@click.option("--months", required=True, type=click.IntRange(min=1), help="How long workbooks are kept.")
@acting_or_system
def retain(months: int, username: str | None) -> None:
    """Remove the bytes of workbooks older than MONTHS; what was read from them stays."""
    database = opened()
    before = database.clock() - dt.timedelta(days=months * MONTH)
    count = remove_old_files(database, actor_or_system(database, username), before)
    click.echo(ngettext("{count} workbook removed.", "{count} workbooks removed.", count))


@click.group()
def db() -> None:
    """Look after the schema of the database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the schema of this version."""
    up_to_date()
    click.echo(_("The database has schema {revision}.", revision=head_revision()))


def _demonstrate(ctx: click.Context) -> None:
    if command := cli_plugins.load(DEMONSTRATION):
        ctx.invoke(command)
    else:
        click.echo(_("The demonstration portfolio is not installed; the database stays empty."), err=True)
