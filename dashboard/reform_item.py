"""One tool on its way, opened: where it stands, what it waits for, its readiness answers, its source row."""

from collections.abc import Sequence
from typing import cast

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.charts.reform_marks import (
    STAGES,
    ReformNames,
    answer_mark,
    cutover_words,
    item_mark,
    readiness_mark,
    stage_mark,
    tools,
)
from dashboard.charts.wave_words import conflict_words, in_conflict
from dashboard.charts.waves import CONFLICT
from dashboard.components import rows_table
from dashboard.metrics.columns import value_of
from dashboard.metrics.readiness import ANSWERS, CONDITIONS, WEIGHTS
from dashboard.metrics.reform_items import ReformItem
from dashboard.panels import download
from dashboard.reform_names import MIGRATION
from dashboard.reform_view import ReformView, reform_names
from dashboard.sources import row_origin
from dashboard.text import _
from dashboard.theme import GREEN, RED, Mark

ADDRESS = "item"
ROUND = "reform_round"


def round_of_clicks() -> int:
    """Part of the keys of everything that opens a tool: raised when a tool is closed, so that nothing stays picked."""
    return int(st.session_state.get(ROUND, 0))


def open_item(version: int, view: ReformView, picked: Sequence[str | None]) -> None:
    """Opens the tool that was just *picked*, or the one in the address."""
    key = next((key for key in picked if key), None) or st.query_params.get(ADDRESS)
    item = view.item(key) if key else None
    if item is None:
        st.query_params.pop(ADDRESS, None)
        return
    st.query_params[ADDRESS] = item.key
    title = f"{item.item} · {text.escape(tools(item))}"
    st.dialog(title, width="large", on_dismiss=_close)(_sheet)(version, view, item)


def _close() -> None:
    st.session_state[ROUND] = round_of_clicks() + 1
    st.query_params.pop(ADDRESS, None)


def _sheet(version: int, view: ReformView, opened: ReformItem) -> None:
    names = reform_names(version)
    item = _one_of_cell(view, opened)
    _heading(view, item, names)
    _obstacles(view, item, names)
    _facts(item, names)
    row = view.source(item.key)
    _answers(item, row, names)
    st.markdown(f"**{_('Where this comes from')}**")
    row_origin(row, 0, key=f"source_{item.key}")
    rows_table(MIGRATION, row, data.all_reference_names(version, text.current_language()), f"row_{item.key}")


def _one_of_cell(view: ReformView, opened: ReformItem) -> ReformItem:
    """Several tools of one institution and domain share a cell: any of them can be shown."""
    place = (opened.institution, opened.domain)
    cell = {i.key: i for i in view.items if (i.institution, i.domain) == place}
    if len(cell) < 2:
        return opened
    chosen = st.pills(
        _("Tools of this institution and domain"), list(cell), default=opened.key, required=True,
        format_func=lambda key: f"{cell[key].item} · {cell[key].current_tool}", key=f"cell_{opened.key}",
    )  # fmt: skip
    return cell.get(str(chosen), opened)


def _heading(view: ReformView, item: ReformItem, names: ReformNames) -> None:
    mark = item_mark(item, names)
    st.markdown(f"**:{mark.tone.markdown}[{mark.words}] · {text.escape(cutover_words(item))}**")
    place = f"{text.escape(names.institution(item))} · {names.domain(item)} · {_('Wave {wave}', wave=item.wave)}"
    st.markdown(place)
    st.caption(" ▸ ".join(_step(stage, item, names) for stage in STAGES if stage not in ("failed", "blocked")))
    link_to("project", text.escape(view.projects.get(item.project, item.project)), project=item.project)


def _step(stage: str, item: ReformItem, names: ReformNames) -> str:
    mark = stage_mark(stage, names)
    return f":{mark.tone.markdown}[**{mark.words}**]" if stage == item.stage else mark.words


def _obstacles(view: ReformView, item: ReformItem, names: ReformNames) -> None:
    """What stands in the way: blocker, hard conditions not met, conflicts, a contract that ends too soon."""
    lines = [f":red[■] {text.escape(item.blocker)}"] if item.blocker else []
    if item.readiness.missing:
        lines.append(f":red[■] {_('Hard conditions not met: {conditions}', conditions=names.missing(item))}")
    for conflict in view.conflicts:
        if (item.project, item.item) in in_conflict([conflict]):
            lines.append(f":violet[{CONFLICT}] {text.escape(conflict_words(conflict, names))}")
    if item.pending and item.contract_end and item.cutover and item.contract_end < item.cutover:
        said = _("The contract of the current tool ends on {day}, before the cutover", day=text.day(item.contract_end))
        lines.append(f":red[◆] {said}")
    if lines:
        with st.container(border=True, gap="xsmall"):
            for line in lines:
                st.markdown(line)


def _facts(item: ReformItem, names: ReformNames) -> None:
    cost = text.amount(item.monthly_cost) if item.monthly_cost is not None else _("n/a")
    facts = {
        _label("disposition"): names.dispositions.get(item.disposition, item.disposition),
        _label("hosting"): names.hosted(item),
        _label("depends_on"): text.escape(", ".join(item.depends_on)) or _("nothing"),
        _label("planned_cutover"): text.day(item.planned),
        _label("actual_cutover" if item.actual else "forecast_cutover"): text.day(item.cutover),
        _label("users_in_scope"): text.number(item.users_in_scope),
        _label("users_moved"): text.number(item.users_moved),
        _label("trained"): text.number(item.trained),
        _label("active_users"): text.number(item.active_users),
        _("Dual run per month"): cost,
        _label("contract_end"): text.day(item.contract_end),
        _label("decommissioned"): text.day(item.decommissioned),
    }
    with st.grid(3, min_column_width=130, gap="small"):
        for label, value in facts.items():
            st.markdown(f":gray[{label}]  \n{value}")


def _label(column: str) -> str:
    """What the workbook calls *column*."""
    return MIGRATION.column(column).label.in_language(text.current_language())


def _answers(item: ReformItem, row: pd.DataFrame, names: ReformNames) -> None:
    score = item.readiness.score
    words = _("n/a") if score is None else text.number(score)
    mark = readiness_mark(item.readiness.readiness)
    title = _("{readiness}: score {score} of 100", readiness=mark.words, score=words)
    st.markdown(f"**:{mark.tone.markdown}[{title}]**")
    table = pd.DataFrame([*_conditions(row, names), *_questions(row, names)])
    points = st.column_config.TextColumn(_("Points"), alignment="right")
    st.dataframe(table, hide_index=True, height="content", alt=title, column_config={_("Points"): points})
    download(table, title, f"answers_{item.key}", (f"{item.item} · {tools(item)}",))


def _conditions(row: pd.DataFrame, names: ReformNames) -> list[dict[str, object]]:
    return [
        {_("Question"): names.conditions[name], _("Weight"): _("hard condition"),
         _("Answer"): _condition_mark(value_of(row[name].iloc[0])).words, _("Points"): ""}
        for name in CONDITIONS
    ]  # fmt: skip


def _condition_mark(met: object) -> Mark:
    if met is None:
        return answer_mark(None)
    return Mark("●", "", _("met"), GREEN) if met else Mark("■", "", _("not met"), RED)


def _questions(row: pd.DataFrame, names: ReformNames) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for name, weight in WEIGHTS.items():
        answer = cast("str | None", value_of(row[name].iloc[0]))
        points = "" if answer is None else text.number(weight * ANSWERS[answer], 1)
        found.append({_("Question"): names.questions[name], _("Weight"): text.number(weight),
                      _("Answer"): answer_mark(answer).words, _("Points"): points})  # fmt: skip
    return found
