"""Running and looking after an installation: run, backup, restore, db, user."""

import os
from pathlib import Path

import click

from dashboard import cli_plugins
from dashboard.cli_options import as_json, opened, print_json, print_table, up_to_date
from dashboard.text import _, ngettext
from data_access import backup as archive
from data_access import users
from data_access.engine import open_database
from data_access.schema import head_revision
from data_access.users import SYSTEM, Role

LOOPBACK = "127.0.0.1"
DEMONSTRATION = "seed"
"""The added command that fills a database with the demonstration portfolio."""


@click.command()
@click.option("--demo", is_flag=True, help="Fill a new database with the demonstration portfolio.")
@click.option("--host", default=LOOPBACK, show_default=True)
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option("--user", "username", default=None, help="The demonstration account that the screens act as.")
@click.pass_context
def run(ctx: click.Context, host: str, port: int, username: str | None, *, demo: bool) -> None:
    """Bring the database up to date and serve the dashboard."""
    db = up_to_date()
    if demo and not users.list_users(db):
        _demonstrate(ctx)
    if username:
        os.environ["REGIE_USER"] = users.get_user(db, username).username
    db.engine.dispose()
    click.echo(_("Serving on http://{host}:{port}", host=host, port=port))
    from dashboard.serve import serve

    serve(host, port)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything in the database to FILE."""
    count = archive.backup(opened(), file)
    click.echo(ngettext("{file}: {count} row.", "{file}: {count} rows.", count, file=file))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from FILE."""
    count = archive.restore(open_database(), file)
    click.echo(ngettext("{count} row restored.", "{count} rows restored.", count))


@click.group()
def db() -> None:
    """Look after the schema of the database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the schema of this version."""
    up_to_date()
    click.echo(_("The database has schema {revision}.", revision=head_revision()))


@click.group()
def user() -> None:
    """Add, list, change and disable accounts."""


@user.command("add")
@click.argument("username")
@click.option("--name", required=True, help="Full name, as in the column Project manager.")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--email", default="")
def user_add(username: str, name: str, role: str, email: str) -> None:
    """Add an account."""
    added = users.add_user(opened(), SYSTEM, username=username, name=name, role=role, email=email)
    click.echo(_("Account “{user}” added with role {role}.", user=added.username, role=added.role))


@user.command("list")
@as_json
def user_list(*, as_json: bool) -> None:
    """All accounts."""
    found = users.list_users(opened())
    if as_json:
        print_json(found)
        return
    header = [_("Username"), _("Name"), _("Role"), _("Active")]
    print_table(header, [[u.username, u.name, u.role, _("yes") if u.active else _("no")] for u in found])


@user.command("role")
@click.argument("username")
@click.argument("role", type=click.Choice([r.value for r in Role]))
def user_role(username: str, role: str) -> None:
    """Give an account another role."""
    changed = users.set_role(opened(), SYSTEM, username, role)
    click.echo(_("Account “{user}” now has role {role}.", user=changed.username, role=changed.role))


@user.command("disable")
@click.argument("username")
@click.option("--enable", is_flag=True, help="Enable it again.")
def user_disable(username: str, *, enable: bool) -> None:
    """Disable an account; nothing it wrote is removed."""
    changed = users.set_active(opened(), SYSTEM, username, active=enable)
    message = _("Account “{user}” is enabled.") if enable else _("Account “{user}” is disabled.")
    click.echo(message.format(user=changed.username))


def _demonstrate(ctx: click.Context) -> None:
    if command := cli_plugins.load(DEMONSTRATION):
        ctx.invoke(command)
    else:
        click.echo(_("The demonstration portfolio is not installed; the database stays empty."), err=True)
