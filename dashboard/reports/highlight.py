"""The highlight report of PRINCE2: how a project fares in this period and what comes next, on one page."""

import datetime as dt
from collections.abc import Iterable

from dashboard import text
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.milestones import slips
from dashboard.reports.cells import cut, kpi_card
from dashboard.reports.document import Block, Cards, Column, Columns, Document, Kind, Line, Lines, Page, Prose, Table
from dashboard.reports.pack import Pack, Record, Story
from dashboard.reports.project_pages import cut_fact, earned, milestone_row, status_table, weightiest
from dashboard.text import _

KPIS = ("percent_complete", "spent_against_plan", "cpi", "spi", "eac", "slip_days")
LONGEST = 600
PERIOD, AHEAD = 31, 45
"""Days back in which a milestone counts as reached in this period, and days ahead that are the next one."""
MOST = 5


def highlight_report(pack: Pack) -> Document:
    """One page per project of *pack*, what needs attention first."""
    return Document(
        Kind.HIGHLIGHT,
        _("Highlight report"),
        text.current_language(),
        pack.stamp,
        tuple(highlight_page(pack, story) for story in pack.stories),
        landscape=False,
        cover=False,
        single_pages=True,
    )


def highlight_page(pack: Pack, story: Story) -> Page:
    """Status and tolerances, this period, the next one, money, requests for change, risks and issues."""
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], story.kpis[name]) for name in KPIS))
    period = _period(pack, story)
    facts = Lines((Line(", ".join(map(cut_fact, story.facts))), Line(period, _("Period")), *story.asks))
    now = (_prose(_("Achieved in this period"), story.project.get("achieved")), *_reached(story))
    ahead = (_prose(_("Work of the next period"), story.project.get("next_steps")), *_ahead(story))
    blocks: list[Block | Columns] = [
        facts,
        status_table(story),
        cards,
        Columns((now, ahead), (1, 1)),
        *_asked(story),
        *earned(story, height=5.0),
        *_changes(pack, story),
        *weightiest(pack, story, MOST),
    ]
    return Page(cut(story.name, 90), tuple(blocks), project=story.code)


def _period(pack: Pack, story: Story) -> str:
    day = text.day(story.reported_on)
    if pack.compare_with is None or pack.compare_with >= story.reported_on:
        return _("up to {day}", day=day)
    return _("{start} to {day}", start=text.day(pack.compare_with), day=day)


def _prose(title: str, typed: object) -> Prose:
    return Prose(title, cut(typed, LONGEST) if typed else _("nothing reported"))


def _asked(story: Story) -> list[Block]:
    asked = (
        (_("Decision requested"), story.project.get("decision_requested")),
        (_("Reason for the gap"), story.project.get("gap_reason")),
    )
    return [Prose(title, cut(typed, LONGEST)) for title, typed in asked if typed]


def _reached(story: Story) -> list[Block]:
    since = story.reported_on - dt.timedelta(days=PERIOD)
    found = [
        pair for pair in _milestones(story)
        if isinstance(day := value_of(pair[0]["actual"]), dt.date) and since <= day <= story.reported_on
    ]  # fmt: skip
    return _milestone_table(_("Milestones reached in the last month"), found[-MOST:])


def _ahead(story: Story) -> list[Block]:
    until = story.reported_on + dt.timedelta(days=AHEAD)
    found = []
    for record, slip in _milestones(story):
        day = value_of(record["forecast"]) or value_of(record["baseline"])
        if value_of(record["actual"]) is None and isinstance(day, dt.date) and day <= until:
            found.append((record, slip))
    return _milestone_table(_("Milestones due"), found[:MOST])


def _milestones(story: Story) -> list[tuple[Record, object]]:
    if story.milestones.empty:
        return []
    slipped = slips(story.milestones)["slip_days"].tolist()
    pairs = list(zip(records(story.milestones), slipped, strict=True))
    return sorted(pairs, key=lambda pair: str(pair[0]["actual"] or pair[0]["forecast"] or pair[0]["baseline"] or ""))


def _milestone_table(title: str, found: Iterable[tuple[Record, object]]) -> list[Block]:
    rows = tuple(milestone_row(record, slip) for record, slip in found)
    columns = (
        Column(_("Milestone"), 2.1), Column(_("Baseline"), 1.55), Column(_("Forecast"), 1.55),
        Column(_("Days"), 0.8, right=True),
    )  # fmt: skip
    return [Table(title, columns, rows)] if rows else []


def _changes(pack: Pack, story: Story) -> list[Block]:
    """Requests for change still open."""
    if story.entries.empty:
        return []
    asked = story.entries[story.entries["is_open"] & (story.entries["kind"] == "change")][:MOST]
    lines = tuple(
        Line(_("{title} ({state})", title=cut(r["title"], 120), state=pack.labels.states.get(str(r["status"]), "")))
        for r in records(asked)
    )
    return [Lines(lines, _("Requests for change"))] if lines else []
