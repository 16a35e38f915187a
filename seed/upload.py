"""Fills a database with the demonstration portfolio, through the front door: every week is a file."""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from dashboard import uploads
from dashboard.uploads import Checked
from data_access.engine import Database, utc_now
from data_access.freezes import save_freeze
from data_access.passwords import DEMONSTRATION
from data_access.plan import Gone, GoneDecision
from data_access.reference import references, save_reference
from data_access.sign_in import give_password
from data_access.store import Receipt
from data_access.users import SYSTEM, User, add_user, list_users
from data_access.versions import mark_demonstration
from seed import meetings
from seed.cast import ADMIN, PEOPLE, PMO, Person
from seed.freezes import FREEZES
from seed.fridays import FIRST, fridays
from seed.story import Portfolio, portfolio
from seed.workbooks import REFERENCES, Sending, WeeklyWorkbook, sendings, write

OPENING = dt.timedelta(days=4)
"""How long before the first status date the accounts are made."""

AHEAD = 3
"""Workbooks written, read and checked while the one before them is stored."""

Report = Callable[[str], None]
Prepared = tuple[WeeklyWorkbook, Checked]


class Seeded(NamedTuple):
    """What was done: uploads stored, uploads found to be in already, and the status dates they are for."""

    stored: int
    already: int
    status_dates: tuple[dt.date, ...]


def seed(
    db: Database,
    *,
    projects: int = 24,
    weeks: int | None = None,
    seed: int = 1,
    until: dt.date | None = None,
    report: Report = print,
) -> Seeded:
    """Creates accounts and reference lists and uploads every weekly workbook up to *until* (today by default).

    *weeks* limits the uploads to the last so many weeks. Running it again changes nothing. *report* gets one
    line per file: name and rows read = inserted + updated + unchanged.
    """
    dates = fridays(until or utc_now().date(), weeks)
    story = portfolio(projects, seed, since=dates[0], until=dates[-1])
    opened = dt.datetime.combine(min(dates[0], FIRST) - OPENING, dt.time(8), dt.UTC)
    actors = _accounts(_at(db, opened))
    if not _has_references(db):
        _references(_at(db, opened), actors[PMO.username])
    first, *others = [sending for day in dates for sending in sendings(story, day)]
    receipts = [_stored(db, actors, _prepared(db, actors, story, first), report)]
    with ThreadPoolExecutor(AHEAD) as pool:
        prepare = partial(_prepared, db, actors, story)
        waiting = meetings.meeting_days(dates)
        for ready in _ahead(pool, prepare, others):
            if waiting and ready[0].status_date > waiting[0]:
                meetings.hold(db, actors, waiting.pop(), dates[-1 - 2 * meetings.WEEKS_AGO])
            receipts.append(_stored(db, actors, ready, report))
    if meetings.meeting_days(dates):
        meetings.draft(db, actors, dates)
    mark_demonstration(db)
    already = sum(receipt.already for receipt in receipts)
    return Seeded(len(receipts) - already, already, dates)


def _at(db: Database, instant: dt.datetime) -> Database:
    """*db* on a day of the story, which never lies ahead of today."""
    moment = min(instant, utc_now())
    return replace(db, clock=lambda: moment)


def _accounts(db: Database) -> dict[str, User]:
    present = {user.username: user for user in list_users(db, SYSTEM)}
    for person in (ADMIN, *PEOPLE):
        if person.username not in present:
            actor = SYSTEM if person is ADMIN else present[ADMIN.username]
            present[person.username] = _account(db, actor, person)
    return present


def _account(db: Database, actor: User, person: Person) -> User:
    added = add_user(db, actor, username=person.username, name=person.name, role=person.role, email=person.email)
    give_password(db, actor, added.username, DEMONSTRATION, is_first=False)
    return added


def _has_references(db: Database) -> bool:
    return any(references(db).values())


def _references(db: Database, actor: User) -> None:
    for kind, entries in REFERENCES.items():
        save_reference(db, actor, kind, entries)
    for freeze in FREEZES:
        save_freeze(db, actor, freeze)


def _prepared(db: Database, actors: dict[str, User], story: Portfolio, sending: Sending) -> Prepared:
    workbook = write(story, sending)
    checked = uploads.check(db, workbook.file_name, workbook.data, actor=actors[workbook.username])
    return workbook, checked


def _ahead(
    pool: ThreadPoolExecutor, prepare: Callable[[Sending], Prepared], waiting: Iterable[Sending]
) -> Iterator[Prepared]:
    """What *prepare* makes of each of *waiting*, in order, with a few in the making."""
    making: deque[Future[Prepared]] = deque()
    for sending in waiting:
        making.append(pool.submit(prepare, sending))
        if len(making) > AHEAD:
            yield making.popleft().result()
    while making:
        yield making.popleft().result()


def _stored(db: Database, actors: dict[str, User], ready: Prepared, report: Report) -> Receipt:
    workbook, checked = ready
    shown = uploads.preview(db, actors[workbook.username], checked, workbook.status_date)
    decision = GoneDecision(Gone.KEEP) if shown.plan.gone else None
    receipt = shown.already or uploads.confirm(_at(db, workbook.uploaded_at), shown, decision)
    r = receipt
    report(f"{workbook.file_name}  {r.rows_read} = {r.inserted} + {r.updated} + {r.unchanged}")
    return receipt
