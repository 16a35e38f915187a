"""Accounts and the audit trail from the command line: regie user, regie audit."""

import click

from dashboard.cli_options import (
    acting_or_system,
    actor_or_system,
    as_json,
    opened,
    print_json,
    print_table,
    records,
)
from dashboard.text import _, instant, ngettext
from data_access import erasure, sign_in, users
from data_access.queries.audit_trail import TrailFilter, audit_trail, verify
from data_access.users import Role

BROKEN = 1


@click.group()
def user() -> None:
    """Add, list, change, disable and erase accounts."""


@user.command("add")
@click.argument("account")
@click.option("--name", required=True, help="Full name, as in the column Project manager.")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--email", default="", help="Address by which an identity provider's account is matched.")
@acting_or_system
def user_add(account: str, name: str, role: str, email: str, username: str | None) -> None:
    """Add an account and print its first password."""
    db = opened()
    actor = actor_or_system(db, username)
    added = users.add_user(db, actor, username=account, name=name, role=role, email=email)
    click.echo(_("Account “{user}” added with role {role}.", user=added.username, role=added.role))
    _hand_out(sign_in.reset_password(db, actor, added.username))


@user.command("password")
@click.argument("account")
@acting_or_system
def user_password(account: str, username: str | None) -> None:
    """Give an account a new first password; its sessions end."""
    _hand_out(sign_in.reset_password(db := opened(), actor_or_system(db, username), account))


def _hand_out(password: str) -> None:
    click.echo(_("First password: {password}", password=password))
    click.echo(_("It is shown this once, and has to be changed at the first sign-in."))


@user.command("list")
@acting_or_system
@as_json
def user_list(username: str | None, *, as_json: bool) -> None:
    """All accounts."""
    found = users.list_users(db := opened(), actor_or_system(db, username))
    if as_json:
        print_json(found)
        return
    header = [_("Username"), _("Name"), _("Role"), _("Active")]
    print_table(header, [[u.username, u.name, u.role, _("yes") if u.active else _("no")] for u in found])


@user.command("role")
@click.argument("account")
@click.argument("role", type=click.Choice([r.value for r in Role]))
@acting_or_system
def user_role(account: str, role: str, username: str | None) -> None:
    """Give an account another role."""
    changed = users.set_role(db := opened(), actor_or_system(db, username), account, role)
    click.echo(_("Account “{user}” now has role {role}.", user=changed.username, role=changed.role))


@user.command("disable")
@click.argument("account")
@click.option("--enable", is_flag=True, help="Enable it again.")
@acting_or_system
def user_disable(account: str, username: str | None, *, enable: bool) -> None:
    """Disable an account; nothing it wrote is removed."""
    changed = users.set_active(db := opened(), actor_or_system(db, username), account, active=enable)
    message = _("Account “{user}” is enabled.") if enable else _("Account “{user}” is disabled.")
    click.echo(message.format(user=changed.username))


@user.command("erase")
@click.argument("account")
@click.confirmation_option(prompt="Name, e-mail and username of this person leave Regie for good. Go on?")
@acting_or_system
def user_erase(account: str, username: str | None) -> None:
    """Erase a person; what the account did stays, under a number."""
    erased = erasure.erase_person(db := opened(), actor_or_system(db, username), account)
    click.echo(_("The person is erased; their acts now bear the name “{label}”.", label=erased.username))


@click.group()
def audit() -> None:
    """Read the audit trail, and prove that it is unbroken."""


@audit.command("list")
@click.option("--actor", default=None, help="Only acts of this account.")
@click.option("--action", default=None, help="Only this kind of act.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1))
@acting_or_system
@as_json
def audit_list(actor: str | None, action: str | None, limit: int, username: str | None, *, as_json: bool) -> None:
    """The newest records first."""
    found = audit_trail(
        db := opened(), actor_or_system(db, username), limit, only=TrailFilter(actor=actor, action=action)
    )
    if as_json:
        print_json(records(found))
        return
    header = ["#", _("When"), _("Who"), _("From"), _("What"), _("On")]
    shown = zip(
        found["id"], found["at"], found["actor"], found["origin"], found["action"], found["subject"], strict=True
    )
    print_table(header, [[str(number), instant(at), *map(str, rest)] for number, at, *rest in shown])


@audit.command("verify")
@click.option("--expect", default=None, help="Hash noted earlier that a record of the chain must bear.")
@click.pass_context
def audit_verify(ctx: click.Context, expect: str | None) -> None:
    """Walk along the whole chain; exit code 1 and the first broken record where it does not hold."""
    found = verify(opened(), expect)
    if found.broken is not None:
        click.echo(_("The audit trail is broken at record {number}.", number=found.broken), err=True)
        ctx.exit(BROKEN)
    if expect and not found.has_expected:
        click.echo(_("No record bears the expected hash: records are missing at the end."), err=True)
        ctx.exit(BROKEN)
    click.echo(ngettext("The audit trail is unbroken: {count} record.", "The audit trail is unbroken: {count} records.",
                        found.records))  # fmt: skip
    click.echo(_("Hash of the last record: {hash}", hash=found.head))
