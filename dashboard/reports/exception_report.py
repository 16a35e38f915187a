"""The exception report of PRINCE2: a project forecast beyond its tolerance, and what the committee may do about it."""

import pandas as pd

from dashboard import text
from dashboard.metrics.columns import records
from dashboard.reports.cells import cut, kpi_card
from dashboard.reports.document import Block, Cards, Columns, Document, Kind, Line, Lines, Page
from dashboard.reports.pack import Labels, Pack, Story
from dashboard.reports.project_pages import cut_fact, earned, milestones, status_table
from dashboard.text import _

KPIS = ("slip_days", "schedule_tolerance_used", "cost_tolerance_used", "eac", "variance_at_completion", "cpi")
LONGEST = 1500
MOST = 5


def exception_report(pack: Pack) -> Document:
    """One report per project of *pack* that is forecast beyond a tolerance, what needs attention first."""
    return Document(
        Kind.EXCEPTION,
        _("Exception report"),
        text.current_language(),
        pack.stamp,
        tuple(exception_page(pack, story) for story in pack.stories if story.in_exception),
        landscape=False,
        cover=False,
        single_pages=True,
    )


def exception_page(pack: Pack, story: Story) -> Page:
    """Situation, causes, consequences, options and recommendation, each from what the workbook says."""
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], story.kpis[name]) for name in KPIS))
    facts = Lines((Line(", ".join(map(cut_fact, story.facts))), *story.asks), _("Situation"))
    blocks: list[Block | Columns] = [
        facts,
        status_table(story),
        cards,
        Columns((_because(story, pack.labels), _proposed(story, pack.labels)), (1, 1)),
        *milestones(story, MOST),
        *earned(story, height=5.2),
    ]
    return Page(cut(story.name, 90), tuple(blocks), project=story.code)


def _because(story: Story, labels: Labels) -> tuple[Block, ...]:
    """Causes, and what they lead to."""
    return (
        Lines(_causes(story, labels), _("Causes")),
        Lines(_consequences(story, labels), _("Consequences")),
    )


def _proposed(story: Story, labels: Labels) -> tuple[Block, ...]:
    """What could be done, and what the manager recommends."""
    return (
        Lines(_options(story, labels), _("Options")),
        Lines((Line(_recommended(story)),), _("Recommendation")),
    )


def _open(story: Story, *kinds: str) -> pd.DataFrame:
    if story.entries.empty:
        return story.entries
    return story.entries[story.entries["is_open"] & story.entries["kind"].isin(kinds)][:MOST]


def _causes(story: Story, labels: Labels) -> tuple[Line, ...]:
    """The reason that the manager gives, then the causes of open issues and threats."""
    reason = story.project.get("gap_reason")
    found = [Line(cut(reason, LONGEST), _("Reason for the gap"))] if reason else []
    entries = records(_open(story, "issue", "threat"))
    found += [Line(cut(r["cause"], 300), cut(r["title"], 120)) for r in entries if r.get("cause")]
    return tuple(found) or _nothing()


def _consequences(story: Story, labels: Labels) -> tuple[Line, ...]:
    """What open issues and threats lead to."""
    entries = records(_open(story, "issue", "threat"))
    found = [Line(cut(r["effect"], 300), cut(r["title"], 120)) for r in entries if r.get("effect")]
    return tuple(found) or _nothing()


def _options(story: Story, labels: Labels) -> tuple[Line, ...]:
    """Decisions and changes that are open, and the responses to its threats."""
    found = [
        Line(cut(r["title"], 300), labels.kinds.get(str(r["kind"]), ""))
        for r in records(_open(story, "decision", "change"))
    ]
    found += [
        Line(cut(r["title"], 300), labels.strategies.get(str(r["strategy"]), ""))
        for r in records(_open(story, "threat"))
        if r.get("strategy")
    ]
    return tuple(found) or _nothing()


def _recommended(story: Story) -> str:
    """What the manager asks the committee to decide."""
    asked = story.project.get("decision_requested")
    return (
        cut(asked, LONGEST) if asked else _("Nothing is asked in the workbook. Ask the project manager for a proposal.")
    )


def _nothing() -> tuple[Line, ...]:
    return (Line(_("nothing reported")),)
