"""Minutes: every decision with its vote, confidential items only for those who may see them."""

import datetime as dt
from dataclasses import replace

from dashboard import text
from dashboard.reports.document import Document, Lines, Stamp, Table, blocks_of
from dashboard.reports.minutes import Action, Correction, Decision, Item, Minutes, Votes, minutes_document

NBSP = "\N{NO-BREAK SPACE}"
NOON = dt.datetime(2026, 11, 20, 11, 5, tzinfo=dt.UTC)
STAMP = Stamp(dt.date(2026, 11, 20), 1523, NOON)
OPEN = Item(
    "Move of the archive",
    reason="the forecast uses 140% of the time tolerance",
    decisions=(
        Decision("Approve the exception plan.", "Option B", Votes(5, 1, 2), "A. Peeters", dt.date(2026, 12, 4)),
    ),
    actions=(Action("Ask for a quote", "B. Maes", dt.date(2026, 12, 1)),),
)
SECRET = Item("Dispute with the supplier", decisions=(Decision("Settle for 40 000 euros"),), confidential=True)
MINUTES = Minutes(
    "Steering committee", dt.date(2026, 11, 24), STAMP.status_date, STAMP, ("A. Peeters",), ("B. Maes",),
    (OPEN, SECRET),
    (Correction("Dispute", "It was 45 000 euros", "C. Dupont", NOON, confidential=True),),
)  # fmt: skip


def words(document: Document) -> str:
    """Everything that the document says."""
    said = [page.title for page in document.pages]
    for block in (block for page in document.pages for block in blocks_of(page)):
        if isinstance(block, Table):
            said += [cell.text for row in block.rows for cell in row]
        elif isinstance(block, Lines):
            said += [f"{line.lead} {line.text}" for line in block.lines]
    return "\n".join(said)


def test_decisions_stand_with_vote_owner_and_day() -> None:
    said = words(minutes_document(MINUTES, confidential=True))
    for part in ("Approve the exception plan. Option: Option B", "5 for, 1 against, 2 abstained", "4 Dec 2026"):
        assert part in said
    assert "by consensus" in said


def test_confidential_items_leave_no_trace_for_others() -> None:
    said = words(minutes_document(MINUTES, confidential=False))
    assert "Move of the archive" in said
    for part in ("Dispute", "supplier", "40 000", "45 000", "Corrections"):
        assert part not in said


def test_nothing_is_said_to_be_noted_that_nobody_came_to() -> None:
    noted, left = Item("Progress"), Item("Budget", was_discussed=False)
    for language, words_ in {
        "en": ("Noted; nothing was decided.", "Not discussed; proposed again for the next meeting."),
        "fr": (
            f"Pris acte{NBSP}; rien n’a été décidé.",
            f"Non examiné{NBSP}; proposé à nouveau pour la prochaine réunion.",
        ),
        "nl": (
            "Kennisgenomen; er werd niets beslist.",
            "Niet besproken; opnieuw voorgesteld voor de volgende vergadering.",
        ),
    }.items():
        with text.speaking(language):
            pages = minutes_document(replace(MINUTES, items=(noted, left)), confidential=True).pages[1:3]
        assert tuple(blocks_of(page)[-1].lines[-1].text for page in pages) == words_  # type: ignore[union-attr]  # Lines


def test_what_is_confidential_says_so_to_those_who_read_it() -> None:
    first, dispute = (page for page in minutes_document(MINUTES, confidential=True).pages[1:3])
    marks = [[line.lead for block in page.blocks if isinstance(block, Lines) for line in block.lines]
             for page in (first, dispute)]  # fmt: skip
    assert ["Confidential" in leads for leads in marks] == [False, True]


def test_the_stamp_names_status_date_and_snapshot() -> None:
    with text.speaking("nl"):
        assert STAMP.words() == "Statusdatum 20 nov 2026 · Momentopname 1523 van 20 nov 2026, 12:05"
