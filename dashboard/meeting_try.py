"""What-if in the room: asked on an item, shown to all who follow, kept with a decision or dropped."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from html import escape

import streamlit as st

from dashboard import data, text
from dashboard.meeting_acts import act, do
from dashboard.meeting_reading import meeting_version
from dashboard.meeting_words import figure_name, item_title, written
from dashboard.metrics.what_if import Answer, Question, what_if
from dashboard.text import _
from dashboard.theme import status_mark
from data_access.datasets import CONTRACT
from data_access.meeting_rights import may_decide
from data_access.meeting_values import Item, Meeting, WhatIf
from data_access.meeting_what_ifs import drop, open_what_if, try_out
from data_access.typed_values import ItemFigure, TypedValue
from data_access.users import User

MOST_DAYS = 1500
THOUSAND = 1000


def question_form(viewer: User, meeting: Meeting, item: Item) -> bool:
    """Asks what to try; tells whether the answer is there."""
    if item.project is None:
        st.info(_("A what-if needs an item about one project."))
        return False
    year = meeting.status_date.year
    with st.form("what_if", border=False):
        st.markdown(f"**{text.escape(item_title(item))}**")
        days = st.number_input(_("Shift the end by (days)"), -MOST_DAYS, MOST_DAYS, 0, 30, key="first_what_if")
        amount, left, right = st.columns(3)
        with amount:
            money = st.number_input(_("Move (thousand EUR)"), 0, 1_000_000, 0, 50)
        with left:
            from_year = st.selectbox(_("from"), [year, year + 1])
        with right:
            to_year = st.selectbox(_("to"), [year + 1, year])
        stop = st.date_input(_("Stop the project on"), value=None, format="DD/MM/YYYY", min_value=meeting.status_date)
        if not st.form_submit_button(_("Show what would be"), type="primary", icon=":material/science:"):
            return False
    stop_on = stop if isinstance(stop, dt.date) else None
    question = Question(int(days), Decimal(money) * THOUSAND, from_year, to_year, stop_on)
    if question.is_empty:
        st.warning(_("Say what to try: a shift, an amount between two years, or a day to stop."))
        return False
    return act(try_out, viewer, meeting.id, item.id, _parameters(question), _figures(meeting, item.project, question))


def _parameters(question: Question) -> dict[str, TypedValue]:
    return {name: getattr(question, name) for name in ("shift_days", "amount", "from_year", "to_year", "stop_on")}


def _figures(meeting: Meeting, project: str, question: Question) -> Sequence[ItemFigure]:
    version = meeting_version(meeting)
    names = [dataset.name for dataset in CONTRACT]
    frames = {name: data.effective_rows(version, name, meeting.status_date, (project,)) for name in names}
    limits = data.thresholds(version, meeting.status_date)
    return [_figure(answer) for answer in what_if(frames, question, meeting.status_date, limits)]


def _figure(answer: Answer) -> ItemFigure:
    name = answer.name if answer.year is None else f"{answer.name} {answer.year}"
    return ItemFigure(name, answer.unit, answer.with_it, answer.without)  # type: ignore[arg-type]  # cells of frames


@dataclass(frozen=True)
class Tried:
    """The what-if that is open on an item, ready to be shown; *drop* takes it away where the viewer may."""

    html: str
    assumptions: str
    drop: Callable[[], None] | None


def question_of(viewer: User, meeting: Meeting, item: Item) -> Tried | None:
    """The what-if that is open on the item, if there is one."""
    found = open_what_if(data.database(), item.id)
    if found is None:
        return None
    dropping = partial(do, drop, viewer, meeting.id, item.id) if may_decide(meeting, viewer) else None
    return Tried(what_if_html(found), assumptions(found.parameters), dropping)


def show_question(tried: Tried) -> None:
    """What would be, with the button that drops it."""
    st.html(tried.html)
    with st.container(horizontal=True, vertical_alignment="center"):
        if tried.drop is not None:
            st.button(
                _("Drop the what-if"), icon=":material/delete:", type="tertiary", key="drop_what_if",
                on_click=tried.drop,
            )  # fmt: skip
        st.caption(tried.assumptions, width="content")


def what_if_html(found: WhatIf) -> str:
    """What would be, in the type of the slide, each figure with today's beneath where it differs."""
    figures = "".join(_cell(shown) for shown in found.figures if shown.value is not None)
    title = escape(_("What if: {question}", question=question_words(found.parameters)))
    return f'<section class="regie-slide try"><h2>{title}</h2><dl>{figures}</dl></section>'


def _cell(shown: ItemFigure) -> str:
    name, _space, year = shown.name.partition(" ")
    label = escape(f"{figure_name(name)} {year}".strip())
    now, was = written(shown.unit, shown.value), written(shown.unit, shown.then)
    ink = f" class={status_mark(str(shown.value)).tone.markdown}" if shown.unit == "status" else ""
    ghost = escape(_("today {value}", value=was)) if now != was else "\u00a0"
    return f"<div><dt>{label}</dt><dd{ink}>{escape(now)}</dd><dd class=ghost>{ghost}</dd></div>"


def question_words(parameters: Mapping[str, TypedValue]) -> str:
    """What is tried out, in words; not escaped."""
    said = []
    if days := parameters.get("shift_days"):
        said.append(_("the end moves by {days} days", days=text.signed(text.number, int(str(days)))))
    if amount := parameters.get("amount"):
        said.append(
            _("{amount} moves from {one} to {other}", amount=text.compact_amount(Decimal(str(amount))),
              one=str(parameters["from_year"]), other=str(parameters["to_year"]))
        )  # fmt: skip
    stop_on = parameters.get("stop_on")
    if isinstance(stop_on, dt.date):
        said.append(_("the project stops on {day}", day=text.day(stop_on)))
    return text.listing(said)


def assumptions(parameters: Mapping[str, TypedValue]) -> str:
    """What the answer takes for granted."""
    said = [_("Nothing of this is in the data.")]
    if parameters.get("shift_days"):
        said.append(_("Forecast spending moves by whole months; commitments stay as planned."))
    if parameters.get("stop_on"):
        said.append(_("Nothing more is engaged; what is engaged stays payable."))
    return " ".join(said)
