"""Settings and freezes on the command line: what holds, what is changed and from when."""

import datetime as dt

import click

from dashboard import settings as front
from dashboard import text
from dashboard.cli_options import Day, acting, as_json, as_of_option, opened, print_json, print_table
from dashboard.messages import status_word
from dashboard.metrics.setting_fields import FIELDS
from dashboard.setting_words import DEFAULTS, read, written
from dashboard.text import _, ngettext
from data_access import freezes
from data_access.contract import Label
from data_access.freezes import Freeze, remove_freeze, save_freeze
from data_access.settings import settings as stored_settings
from data_access.settings import values_on
from data_access.users import get_user

DEFAULT = "default"


@click.group()
def settings() -> None:
    """See and change thresholds, tolerances and the reporting deadline."""


@settings.command("list")
@as_of_option
@as_json
def settings_list(as_of: dt.date | None, *, as_json: bool) -> None:
    """Every setting with the value that a status date is judged by."""
    found = values_on(stored_settings(opened()), as_of)
    values = {name: found.get(name, DEFAULTS[name]) for name in FIELDS}
    if as_json:
        print_json(values)
        return
    rows = [[name, written(name, value), _(FIELDS[name].help)] for name, value in values.items()]
    print_table([_("Setting"), _("Value"), _("Meaning")], rows)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--from", "valid_from", type=Day(), required=True, help="First status date that it holds for.")
@acting
@click.option("--dry-run", is_flag=True, help="Show which statuses would change; store nothing.")
@as_json
def settings_set(name: str, value: str, valid_from: dt.date, username: str, *, dry_run: bool, as_json: bool) -> None:
    """Give the setting NAME the VALUE from a status date on; VALUE “default” takes the change of that date back."""
    db = opened()
    actor = get_user(db, username)
    given = None if value == DEFAULT else read(name, value)
    change = front.change_of(db, {name: given}, valid_from)
    shown = front.preview_change(db, change)
    if not dry_run:
        front.store_change(db, actor, change)
    if as_json:
        said = {"setting": name, "valid_from": valid_from, "value": given, "stored": not dry_run}
        print_json({**said, "effects": shown.effects})
        return
    _print_effects(shown)
    if not dry_run:
        click.echo(_("Stored: it holds from {day} on.", day=text.day(valid_from)))


def _print_effects(shown: front.ChangePreview) -> None:
    count = len(shown.effects)
    click.echo(
        ngettext("{count} project status changes.", "{count} project statuses change.", count)
        if count
        else _("No project status changes.")
    )
    for effect in shown.effects:
        before, after = status_word(effect.before), status_word(effect.after)
        click.echo(_("  {project}: {before} > {after}", project=effect.name, before=before, after=after))


@click.group()
def freeze() -> None:
    """Declare, list and remove days without cutovers."""


@freeze.command("list")
@as_json
def freeze_list(*, as_json: bool) -> None:
    """Every freeze, the first to start first."""
    found = freezes.freezes(opened())
    if as_json:
        print_json(found)
        return
    header = [_("Number"), _("From"), _("To"), _("Institution"), _("Name")]
    print_table(header, [_line(f) for f in found])


def _line(found: Freeze) -> list[str]:
    name = found.name.in_language(text.current_language())
    return [str(found.id), text.day(found.start), text.day(found.end), found.institution or _("All"), name]


@freeze.command("add")
@click.option("--from", "start", type=Day(), required=True, help="First day.")
@click.option("--to", "end", type=Day(), required=True, help="Last day.")
@click.option("--institution", default=None, metavar="CODE", help="Only this institution.")
@click.option("--name", "names", nargs=3, required=True, metavar="EN FR NL", help="Its name in three languages.")
@acting
def freeze_add(
    start: dt.date, end: dt.date, institution: str | None, names: tuple[str, str, str], username: str
) -> None:
    """Declare a freeze."""
    db = opened()
    added = save_freeze(db, get_user(db, username), Freeze(start, end, Label(*names), institution))
    click.echo(_("Freeze {freeze} is declared.", freeze=added.id))


@freeze.command("remove")
@click.argument("number", type=click.IntRange(1))
@acting
def freeze_remove(number: int, username: str) -> None:
    """Remove the freeze NUMBER."""
    db = opened()
    remove_freeze(db, get_user(db, username), number)
    click.echo(_("Freeze {freeze} is removed.", freeze=number))
