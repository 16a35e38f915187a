"""One project on one page: how it stands, what it asks, its money, its milestones and its risks."""

from dashboard import text
from dashboard.charts.earned import earned_chart
from dashboard.charts.earned import series_names as earned_names
from dashboard.charts.titled import drawn
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.milestones import slips
from dashboard.reports.cells import cut, day_cell, kpi_card, percent_cell, status_cell
from dashboard.reports.document import (
    Block,
    Cards,
    Cell,
    Chart,
    Column,
    Columns,
    Line,
    Lines,
    Page,
    Plot,
    Prose,
    Series,
    Table,
)
from dashboard.reports.money_pages import burn_plot
from dashboard.reports.pack import Pack, Record, Story
from dashboard.reports.risk_pages import entries_table
from dashboard.text import _
from dashboard.theme import AMBER, SERIES

KPIS = ("percent_complete", "cpi", "spi", "eac", "variance_at_completion", "slip_days")
LONGEST = 330
MOST_MILESTONES, MOST_ENTRIES = 5, 3


def trouble_page(pack: Pack, story: Story) -> Page:
    """A project whose overall status is red, declared or computed, on one page."""
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], story.kpis[name]) for name in KPIS))
    facts = Lines((Line(", ".join(map(cut_fact, story.facts))), *story.asks))
    blocks: list[Block | Columns] = [Columns(((facts,), (status_table(story),)), (1, 1.05)), cards]
    if said := told(story):
        blocks.append(Columns(tuple((prose,) for prose in said), (1,) * len(said)))
    curve, listed = earned(story), [*milestones(story), *weightiest(pack, story)]
    if curve and listed:
        blocks.append(Columns((tuple(curve), tuple(listed)), (1, 1.1)))
    else:
        blocks += [*curve, *listed]
    return Page(cut(story.name, 90), tuple(blocks), _notes(story), story.code)


def weightiest(pack: Pack, story: Story, most: int = MOST_ENTRIES) -> list[Block]:
    """The open entries of its log that weigh most."""
    top = story.entries[story.entries["is_open"]][:most] if len(story.entries) else story.entries
    title = _("What weighs most in the RAID log")
    return [entries_table(top, pack.labels, pack, title=title, of_project=True)] if len(top) else []


def cut_fact(fact: str) -> str:
    """A fact about a project, at most so long that a line holds all of them."""
    return cut(fact, 50)


def _notes(story: Story) -> tuple[str, ...]:
    asked = story.project.get("decision_requested")
    said = [line.text for line in story.asks]
    return (*said, _("Decision requested: {text}", text=cut(asked, 900))) if asked else tuple(said)


def status_table(story: Story) -> Table:
    """Declared, computed and confidence, and the tolerances used."""
    m = story.measures
    columns = (
        Column(_("Declared")), Column(_("Computed")), Column(_("Confidence")), Column(_("Time tolerance used"), 1.5),
        Column(_("Cost tolerance used"), 1.5),
    )  # fmt: skip
    cells = [
        status_cell(m[name], stale=story.stale, words=True)
        for name in ("declared_overall", "computed_overall", "confidence")
    ]
    return Table(
        "", columns, ((*cells, *(_tolerance(story, part) for part in ("schedule", "cost"))),), _reported(story)
    )


def _reported(story: Story) -> str:
    said = _("Reported on {day}", day=text.day(story.reported_on))
    return _("{said}: out of date", said=said) if story.stale else said


def _tolerance(story: Story, part: str) -> Cell:
    used = percent_cell(value_of(story.measures[f"{part}_tolerance_used"]))  # type: ignore[arg-type]  # a Decimal
    mark = status_cell(story.measures[f"computed_{part}"], stale=story.stale)
    return Cell(f"{mark.text.split()[0]} {used.text}", used.value, mark.tone, tinted=True)


def told(story: Story, longest: int = LONGEST) -> list[Block]:
    """What the manager says: achieved, next, the decision asked, and the reason for a gap."""
    parts = (
        (_("Decision requested"), "decision_requested"),
        (_("Achieved"), "achieved"),
        (_("Next"), "next_steps"),
        (_("Reason for the gap"), "gap_reason"),
    )
    return [Prose(title, cut(story.project[name], longest)) for title, name in parts if story.project.get(name)]


def earned(story: Story, height: float = 7.4) -> list[Block]:
    """The budget curve with earned value; nothing without a budget."""
    if story.curve.empty:
        return []
    titled = earned_chart(story.curve, story.history, story.reported_on, story.spi_t, then=story.ghost, dark=False)
    if titled.empty:
        return []
    shown = drawn(titled)
    plot = burn_plot(story.curve, story.ghost)
    return [Chart(shown.title, shown.alt, _with_earned(plot, story), shown.specification, height)]


def _with_earned(plot: Plot, story: Story) -> Plot:
    """*plot* with the value earned as last reported in each month."""
    earned_by_month = {
        (r["status_date"].year, r["status_date"].month): value_of(r["ev"])  # type: ignore[attr-defined]  # a date
        for r in records(story.history)
    }
    months = [(r["month"].year, r["month"].month) for r in records(story.curve)]  # type: ignore[attr-defined]  # a date
    values = tuple(earned_by_month.get(month) for month in months)
    series = Series(earned_names()["earned"], values, SERIES["earned"])  # type: ignore[arg-type]  # Decimals
    return Plot(plot.shape, plot.categories, (*plot.series, series), plot.axis)


def milestones(story: Story, most: int = MOST_MILESTONES) -> list[Block]:
    """The milestones not reached yet, the next first, with their slip."""
    if story.milestones.empty:
        return []
    slipped = slips(story.milestones)["slip_days"].tolist()
    rows = [(r, s) for r, s in zip(records(story.milestones), slipped, strict=True) if value_of(r["actual"]) is None]
    rows.sort(key=lambda pair: str(pair[0]["forecast"] or pair[0]["baseline"] or ""))
    if not rows:
        return [Lines((Line(_("Every milestone is reached.")),), _("Milestones"))]
    columns = (Column(_("Milestone"), 3), Column(_("Baseline"), 1.1), Column(_("Forecast"), 1.1),
               Column(_("Slip in days"), 1, right=True))  # fmt: skip
    return [Table(_("Next milestones"), columns, tuple(milestone_row(r, s) for r, s in rows[:most]))]


def milestone_row(record: Record, slip: object) -> tuple[Cell, ...]:
    """A milestone with its dates; a slip is marked."""
    days = value_of(slip)
    late = days is not None and int(str(days)) > 0
    said = "" if days is None else text.signed(text.number, int(str(days)))
    return (
        Cell(cut(record["name"] or record["milestone"], 70)),
        day_cell(record["baseline"]),
        day_cell(record["actual"] or record["forecast"]),
        Cell(said, None if days is None else int(str(days)), AMBER if late else None, bold=late),
    )
