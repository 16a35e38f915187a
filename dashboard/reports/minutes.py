"""The minutes of a meeting: what was discussed with the figures seen, what was decided, who does what by when."""

import datetime as dt
from dataclasses import dataclass, replace

from dashboard import text
from dashboard.reports.document import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Document,
    Kind,
    Line,
    Lines,
    Page,
    Stamp,
    Table,
    printable,
)
from dashboard.text import _, pgettext
from dashboard.theme import BLUE, PLUM


@dataclass(frozen=True)
class SeenFigure:
    """A figure as it stood on the screen: label, value and movement as they were written."""

    label: str
    value: str
    movement: str = ""


@dataclass(frozen=True)
class Votes:
    """How a decision was taken; by consensus where nobody was counted."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    def words(self) -> str:
        """For, against and abstained, or consensus."""
        if not (self.in_favour or self.against or self.abstained):
            return _("by consensus")
        return _(
            "{in_favour} for, {against} against, {abstained} abstained",
            in_favour=text.number(self.in_favour),
            against=text.number(self.against),
            abstained=text.number(self.abstained),
        )


@dataclass(frozen=True)
class Decision:
    """What was decided, the *option* chosen, the votes, who carries it out and by when."""

    text: str
    option: str = ""
    votes: Votes = Votes()
    owner: str = ""
    due: dt.date | None = None


@dataclass(frozen=True)
class Action:
    """What somebody does by a day."""

    text: str
    owner: str = ""
    due: dt.date | None = None


@dataclass(frozen=True)
class Item:
    """One item of the agenda as it was dealt with, if it was; *reason* says in words why it stood there."""

    title: str
    project: str = ""
    reason: str = ""
    figures: tuple[SeenFigure, ...] = ()
    discussed: str = ""
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    confidential: bool = False
    was_discussed: bool = True


@dataclass(frozen=True)
class Correction:
    """A later record that corrects an earlier one, which stays: what it is *about*, what holds, who and when."""

    about: str
    text: str
    by: str
    at: dt.datetime
    confidential: bool = False


@dataclass(frozen=True)
class Minutes:
    """A meeting from its title to the corrections made since; names and texts are as people typed them."""

    title: str
    date: dt.date
    status_date: dt.date | None
    stamp: Stamp
    attendees: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def without_confidential(self) -> "Minutes":
        """What somebody may read who may not see confidential items: they leave no trace."""
        return replace(
            self,
            items=tuple(item for item in self.items if not item.confidential),
            corrections=tuple(c for c in self.corrections if not c.confidential),
        )


def minutes_document(minutes: Minutes, *, confidential: bool) -> Document:
    """*minutes* as a report; confidential items only where the reader may see them."""
    shown = minutes if confidential else minutes.without_confidential()
    pages = [_summary(shown), *(_page(number, item) for number, item in enumerate(shown.items, start=1))]
    if shown.corrections:
        pages.append(_corrections(shown))
    day = text.long_day(shown.date)
    return Document(
        kind=Kind.MINUTES,
        title=_("Minutes of {title}", title=printable(shown.title)),
        language=text.current_language(),
        stamp=shown.stamp,
        pages=tuple(pages),
        about=(_("Meeting of {day}", day=day), _("Figures of {day}", day=text.long_day(shown.status_date))),
        landscape=False,
        cover=False,
    )


def _summary(minutes: Minutes) -> Page:
    people = [Line(", ".join(map(printable, minutes.attendees)) or _("nobody is recorded"), _("Present"))]
    if minutes.excused:
        people.append(Line(", ".join(map(printable, minutes.excused)), _("Excused")))
    blocks: list[Block] = [Lines(tuple(people))]
    decisions = [(n, d) for n, item in enumerate(minutes.items, start=1) for d in item.decisions]
    actions = [(n, a) for n, item in enumerate(minutes.items, start=1) for a in item.actions]
    blocks.append(_decision_table(decisions) if decisions else Lines((Line(_("No decision was taken.")),)))
    if actions:
        blocks.append(_action_table(actions))
    return Page(_("Decisions and actions"), tuple(blocks))


def _decision_table(found: list[tuple[int, Decision]]) -> Table:
    columns = (
        Column(pgettext("agenda", "Item"), 0.65, right=True), Column(_("Decision"), 4), Column(_("Vote"), 1.6),
        Column(_("Owner"), 1.4), Column(_("Due"), 1.1),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(text.number(number), number),
            Cell(_decided(decision)),
            Cell(decision.votes.words()),
            Cell(printable(decision.owner)),
            Cell(_due(decision.due), decision.due),
        )
        for number, decision in found
    )
    return Table(_("Decisions"), columns, rows)


def _decided(decision: Decision) -> str:
    said = printable(decision.text)
    return (
        _("{decision} Option: {option}", decision=said, option=printable(decision.option)) if decision.option else said
    )


def _action_table(found: list[tuple[int, Action]]) -> Table:
    columns = (
        Column(pgettext("agenda", "Item"), 0.65, right=True), Column(_("Action"), 5.6), Column(_("Owner"), 1.4),
        Column(_("Due"), 1.1),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(text.number(number), number),
            Cell(printable(action.text)),
            Cell(printable(action.owner)),
            Cell(_due(action.due), action.due),
        )
        for number, action in found
    )
    return Table(_("Actions"), columns, rows)


def _due(day: dt.date | None) -> str:
    return text.day(day) if day else ""


def _page(number: int, item: Item) -> Page:
    blocks: list[Block] = []
    if item.confidential:
        blocks.append(Lines((Line("", _("Confidential"), "■", PLUM),)))
    if item.reason:
        blocks.append(Lines((Line(printable(item.reason), printable(item.project)),)))
    if item.figures:
        blocks.append(Cards(tuple(Card(f.label, f.value, f.movement) for f in item.figures)))
    if item.discussed:
        blocks.append(Lines((Line(printable(item.discussed), _("Discussed")),)))
    blocks += _outcomes(item)
    title = _("{number}. {title}", number=text.number(number), title=printable(item.title))
    return Page(title, tuple(blocks))


def _outcomes(item: Item) -> list[Block]:
    decided = [Line(_decided(d), _("Decided"), "◆", BLUE) for d in item.decisions]
    to_do = [Line(_to_do(a), _("Action"), "▸", BLUE) for a in item.actions]
    lines = decided + to_do or [Line(nothing_decided(was_discussed=item.was_discussed))]
    return [Lines(tuple(lines))]


def nothing_decided(*, was_discussed: bool) -> str:
    """What became of an item on which nothing was recorded."""
    if was_discussed:
        return _("Noted; nothing was decided.")
    return _("Not discussed; proposed again for the next meeting.")


def _to_do(action: Action) -> str:
    if action.owner and action.due:
        return _("{action} ({owner}, by {day})", action=printable(action.text), owner=printable(action.owner),
                 day=text.day(action.due))  # fmt: skip
    return printable(action.text)


def _corrections(minutes: Minutes) -> Page:
    lines = tuple(
        Line(
            _("{text} ({by}, {instant})", text=printable(c.text), by=printable(c.by), instant=text.instant(c.at)),
            printable(c.about),
        )
        for c in minutes.corrections
    )
    return Page(_("Corrections made since"), (Lines(lines),))
