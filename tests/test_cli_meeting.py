"""Meetings on the command line: listed, shown and proposed, each only to whom may see it."""

import json

from click.testing import CliRunner

from dashboard.cli import main
from data_access.engine import Database
from data_access.meeting_values import Reason
from data_access.queries.measures import status_dates
from data_access.users import SYSTEM, list_users
from tests.meetings import draft, drafted


def ran(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["--speak", "en", "meeting", *arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_a_meeting_is_proposed_listed_and_shown(demonstration: Database) -> None:
    staff = {user.role.value: user.username for user in list_users(demonstration, SYSTEM)}
    day = str(status_dates(demonstration)[0])
    made = ran("propose", "--title", "May", "--held-on", day, "--status-date", day, "--as", staff["pmo"], "--json")
    shown = json.loads(made)
    assert (shown["id"], shown["state"], shown["known_at"]) == (1, "draft", None)
    assert shown["items"][0]["reasons"][0]["points"] > 0
    assert {"name", "unit", "value", "then"} == set(shown["items"][0]["figures"][0])
    assert json.loads(ran("show", "1", "--as", staff["committee"], "--json")) == shown
    assert "May" in ran("list", "--as", staff["committee"])
    assert shown["items"][0]["title"] in ran("show", "1", "--as", staff["pmo"])
    assert json.loads(ran("list", "--as", staff["viewer"], "--json")) == []
    assert "There is no meeting 1" in ran("show", "1", "--as", staff["viewer"], code=2)


def test_what_is_asked_is_shown_whole(demonstration: Database) -> None:
    pmo = next(user for user in list_users(demonstration, SYSTEM) if user.role.value == "pmo")
    asked = "Approve the plan of the supplier " * 20 + "at last."
    said = draft(reasons=(Reason("decision", 40, {"text": asked}),))
    meeting = drafted(demonstration, pmo, [said])
    assert f"a decision is requested: {asked}" in ran("show", str(meeting.id), "--as", pmo.username)


def test_only_who_prepares_proposes(demonstration: Database) -> None:
    staff = {user.role.value: user.username for user in list_users(demonstration, SYSTEM)}
    day = str(status_dates(demonstration)[0])
    refused = ran("propose", "--title", "x", "--held-on", day, "--status-date", day, "--as", staff["viewer"], code=2)
    assert "does not allow this" in refused
