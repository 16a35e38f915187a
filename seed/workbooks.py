"""The weekly workbooks: who sends which file, in which language, when, and what is special about it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from data_access.datasets import CONTRACT
from data_access.workbook.template import write_template
from seed.cast import DUTCH_MANAGER, FRENCH_MANAGER, INSTITUTIONS, PMO, PROGRAMMES, Person
from seed.chance import fraction
from seed.fridays import WEEK
from seed.handmade import write_by_hand
from seed.plan import Project
from seed.story import Portfolio, Record, Records, is_missing, records, reporter

REFERENCES = {"programmes": PROGRAMMES, "institutions": INSTITUTIONS}
UPLOADERS = (FRENCH_MANAGER, DUTCH_MANAGER, PMO)

BY_HAND: dict[tuple[str, str], tuple[str, ...]] = {
    (FRENCH_MANAGER.username, "2026-06-05"): ("projects", "budget", "milestones"),
    (DUTCH_MANAGER.username, "2026-07-03"): ("projects", "budget", "credits", "raid"),
    (PMO.username, "2026-06-19"): ("projects", "raid", "migration"),
}
"""Uploader and status date to the sheets of a workbook made without the template."""

ON_LEAVE = {(DUTCH_MANAGER.username, "2026-08-14")}
CORRECTED, FORGOTTEN = "2026-07-10", "CLD-03"
"""Status date and project of the budget that is sent without its last actuals, then corrected."""

MONDAY_EVERY = 5
"""One manager sends one week in so many on the Monday after."""


class Sending(NamedTuple):
    """One file to send, before it is written; *datasets* are all of them when None."""

    sender: Person
    status_date: dt.date
    at: dt.datetime
    projects: tuple[Project, ...]
    datasets: tuple[str, ...] | None = None
    by_hand: bool = False
    note: str = ""


@dataclass(frozen=True)
class WeeklyWorkbook:
    """A file as it reaches the front door, at the instant *uploaded_at* (UTC); *note* tells what is special."""

    file_name: str
    language: str
    username: str
    status_date: dt.date
    uploaded_at: dt.datetime
    data: bytes
    note: str


def weekly_workbooks(story: Portfolio, status_date: dt.date) -> tuple[WeeklyWorkbook, ...]:
    """The files sent for *status_date*, in the order in which they arrive."""
    return tuple(write(story, sending) for sending in sendings(story, status_date))


def sendings(story: Portfolio, status_date: dt.date) -> tuple[Sending, ...]:
    """What is sent for *status_date*; in the portfolio's first week, one file registers all projects."""
    if status_date <= story.since:
        first = Sending(PMO, status_date, _arrival(story, PMO, status_date), story.projects, note="register")
        return (first,)
    found = [*_regular(story, status_date), *_corrections(story, status_date)]
    return tuple(sorted(found, key=lambda sending: sending.at))


def write(story: Portfolio, sending: Sending) -> WeeklyWorkbook:
    """The file of *sending*; the same story and sending give the same bytes."""
    sender, day = sending.sender, sending.status_date
    rows = _rows(story, sending)
    writer = write_by_hand if sending.by_hand else write_template
    data = writer(CONTRACT, sender.language, rows, REFERENCES, status_date=day, **_sheets(sending))
    suffix = "_v2" if sending.note == "correction" else ""
    name = f"Weekly_{day}_{sender.surname}{suffix}.xlsx"
    return WeeklyWorkbook(name, sender.language, sender.username, day, sending.at, data, sending.note)


def _regular(story: Portfolio, status_date: dt.date) -> Iterable[Sending]:
    for sender in UPLOADERS:
        key = (sender.username, status_date.isoformat())
        mine = [p for p in story.projects if reporter(p) == sender.username]
        sent = tuple(p for p in mine if not is_missing(story, p, status_date))
        if not sent or key in ON_LEAVE:
            continue
        arrival, by_hand = _arrival(story, sender, status_date), BY_HAND.get(key)
        note = _note(by_hand=by_hand is not None, late=len(sent) < len(mine), monday=arrival.weekday() == 0)
        yield Sending(sender, status_date, arrival, sent, by_hand, by_hand is not None, note)


def _note(*, by_hand: bool, late: bool, monday: bool) -> str:
    notes = {"by hand": by_hand, "projects missing": late, "late": monday}
    return ", ".join(text for text, holds in notes.items() if holds)


def _corrections(story: Portfolio, status_date: dt.date) -> Iterable[Sending]:
    forgotten = tuple(p for p in story.projects if p.code == FORGOTTEN)
    if forgotten and status_date.isoformat() == CORRECTED:
        at = _instant(status_date + dt.timedelta(days=3), 8, (FRENCH_MANAGER.username, status_date))
        yield Sending(FRENCH_MANAGER, status_date, at, forgotten, ("budget",), note="correction")


def _arrival(story: Portfolio, sender: Person, status_date: dt.date) -> dt.datetime:
    weeks = (status_date - story.since) // WEEK
    is_last = story.until is not None and status_date >= story.until
    if sender is DUTCH_MANAGER and weeks % MONDAY_EVERY == MONDAY_EVERY - 1 and not is_last:
        return _instant(status_date + dt.timedelta(days=3), 6, (sender.username, status_date))
    return _instant(status_date, 12, (sender.username, status_date))


def _instant(day: dt.date, hour: int, key: tuple[object, ...]) -> dt.datetime:
    seconds = int(2 * 3600 * fraction(0, *key))
    return dt.datetime.combine(day, dt.time(hour), dt.UTC) + dt.timedelta(seconds=seconds)


def _rows(story: Portfolio, sending: Sending) -> Records:
    found = dict(records(story, sending.projects, sending.status_date))
    if sending.status_date.isoformat() == CORRECTED and not sending.note:
        found["budget"] = [_forgetful(record, sending.status_date) for record in found["budget"]]
    return {name: rows for name, rows in found.items() if sending.datasets is None or name in sending.datasets}


def _forgetful(record: Record, status_date: dt.date) -> Record:
    budget = CONTRACT.dataset("budget")
    project, month, actual = (budget.positions[name] for name in ("project", "month", "actual"))
    if record[project] != FORGOTTEN or record[month] != status_date.replace(day=1):
        return record
    return (*record[:actual], None, *record[actual + 1 :])


def _sheets(sending: Sending) -> Mapping[str, tuple[str, ...]]:
    return {"sheets": sending.datasets} if sending.datasets and not sending.by_hand else {}
