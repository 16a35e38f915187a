"""Steering meetings on the command line: ``regie meeting list``, ``show`` and ``propose``."""

import datetime as dt
from dataclasses import asdict

import click

from dashboard import text
from dashboard.cli_options import Day, as_json, opened, plain, print_json, print_table
from dashboard.meeting_proposal import proposals
from dashboard.meeting_words import item_title, kind_name, meeting_name, reason_sentence, record_line, state_name
from dashboard.text import _
from data_access.engine import Database
from data_access.meeting_agenda import propose as propose_agenda
from data_access.meeting_records import meeting_records
from data_access.meeting_values import Item, Meeting
from data_access.meetings import create_meeting, get_meeting, list_meetings, meeting_items
from data_access.users import User, get_user

acting = click.option("--as", "username", required=True, metavar="USER", help="Who asks: what they may see is shown.")


@click.group()
def meeting() -> None:
    """Meetings of the steering committee."""


@meeting.command("list")
@acting
@as_json
def list_command(username: str, *, as_json: bool) -> None:
    """Every meeting, the latest first."""
    db = opened()
    found = list_meetings(db, get_user(db, username))
    if as_json:
        print_json(plain(found))
        return
    header = [_("Meeting"), _("State"), _("Status date"), _("Compare with")]
    print_table(header, [_line(one) for one in found])


@meeting.command()
@click.argument("number", type=int)
@acting
@as_json
def show(number: int, username: str, *, as_json: bool) -> None:
    """The agenda of meeting NUMBER with its figures as they were seen, and what was recorded."""
    db = opened()
    viewer = get_user(db, username)
    found = get_meeting(db, viewer, number)
    _show(db, viewer, found, as_json=as_json)


@meeting.command()
@click.option("--title", required=True)
@click.option("--held-on", type=Day(), required=True, help="The day of the meeting.")
@click.option("--status-date", type=Day(), required=True, help="The week whose figures are shown.")
@click.option("--previous", type=int, default=None, metavar="NUMBER", help="The meeting to compare with.")
@acting
@as_json
def propose(
    title: str, held_on: dt.date, status_date: dt.date, previous: int | None, username: str, *, as_json: bool
) -> None:
    """A new draft with the agenda that the figures propose."""
    db = opened()
    actor = get_user(db, username)
    draft = create_meeting(db, actor, title=title, held_on=held_on, status_date=status_date, previous_id=previous)
    proposed = propose_agenda(db, actor, draft, proposals(db, actor, draft)(None))
    _show(db, actor, proposed, as_json=as_json)


def _show(db: Database, viewer: User, found: Meeting, *, as_json: bool) -> None:
    items, recorded = meeting_items(db, viewer, found), meeting_records(db, viewer, found)
    if as_json:
        print_json(plain({**asdict(found), "items": items, "records": recorded}))
        return
    click.echo(f"{meeting_name(found)}: {state_name(found.state)}")
    header = [_("Score"), _("Title"), _("Reason")]
    print_table(header, [_item_line(item) for item in items])
    for record in recorded:
        click.echo(f"{kind_name(record.kind)} {record.code}: {record_line(record)}")


def _item_line(item: Item) -> list[str]:
    reasons = " · ".join(reason_sentence(item, reason, whole=True) for reason in item.reasons)
    return [text.number(item.score), item_title(item), reasons]


def _line(found: Meeting) -> list[str]:
    compared = text.day(found.compare_with) if found.compare_with else ""
    return [meeting_name(found), state_name(found.state), text.day(found.status_date), compared]
