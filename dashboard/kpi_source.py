"""Where a figure comes from: its parts by programme and project, then its rows, each with file, sheet and row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.board_figures import BY_NAME
from dashboard.components import figure, movement
from dashboard.filters import Filters
from dashboard.kpi_cards import ADDRESS, definition_of
from dashboard.kpis import MovedKpi, written
from dashboard.metrics.evidence import EVIDENCE, Evidence
from dashboard.metrics.kpi import Kpi, KpiDefinition, Unit
from dashboard.metrics.portfolio import BY_NAME as OF_MEASURES
from dashboard.metrics.portfolio import dated
from dashboard.panels import table_panel
from dashboard.sources import row_sources
from dashboard.text import _

MOST_PARTS = 300
"""Projects whose part is worked out one by one; beyond, choose a programme first."""


@dataclass(frozen=True, eq=False)
class Asked:
    """The board that is asked: its choice, *measures* of its projects with their *names*, and the figures on its cards.

    *rows* holds the rows of a figure that only the board itself can tell.
    """

    version: int
    filters: Filters
    measures: pd.DataFrame
    names: Mapping[str, str]
    kpis: Mapping[str, MovedKpi]
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def open_source(asked: Asked) -> bool:
    """Opens the figure that the address names, if it stands on the board; tells whether it did."""
    name = st.query_params.get(ADDRESS)
    if name is None or name not in asked.kpis or name not in EVIDENCE:
        st.query_params.pop(ADDRESS, None)
        return False
    title = _("Where it comes from: {figure}", figure=_(BY_NAME[name].label))
    st.dialog(title, width="large", on_dismiss=_close)(_source)(asked, asked.kpis[name])
    return True


def _close() -> None:
    st.query_params.pop(ADDRESS, None)


def _source(asked: Asked, kpi: MovedKpi) -> None:
    evidence = EVIDENCE[kpi.name]
    st.markdown(_equation(kpi, evidence))
    st.caption(definition_of(kpi))
    codes = _parts(asked, kpi, evidence)
    rows = _rows(asked, kpi.name, evidence)
    row_sources(
        asked.version, evidence.dataset, rows[rows["project"].isin(codes)].reset_index(drop=True),
        key=f"from_{kpi.name}_{len(codes)}", notes=asked.filters.notes(asked.version),
    )  # fmt: skip


def _equation(kpi: MovedKpi, evidence: Evidence) -> str:
    """The figure in full, the two amounts that it is made of, and what it was."""
    parts = [f"**{written(kpi.value, kpi.unit)}**"]
    if evidence.bottom and kpi.denominator is not None:
        unit = _unit_of_parts(kpi)
        amounts = ((evidence.top, kpi.numerator), (evidence.bottom, kpi.denominator))[_repeats(kpi) :]
        parts += [f"{_(label)} {written(amount, unit)}" for label, amount in amounts]
    if kpi.delta:
        parts.append(_("movement {movement}", movement=str(movement(kpi.delta, kpi.unit))))
    return " · ".join(parts)


def _repeats(kpi: Kpi | MovedKpi) -> bool:
    """Whether the figure is its own first amount, as a count is: it is then said once."""
    return kpi.value == kpi.numerator and kpi.unit is _unit_of_parts(kpi)


def _unit_of_parts(kpi: Kpi | MovedKpi) -> Unit:
    """Ratios of money are made of amounts, everything else of counts."""
    of_money = EVIDENCE[kpi.name].dataset in ("budget", "credits")
    return Unit.EUR if of_money else Unit.COUNT


def _rows(asked: Asked, name: str, evidence: Evidence) -> pd.DataFrame:
    if name in asked.rows:
        return asked.rows[name]
    day = asked.filters.as_of
    frame = data.effective_rows(asked.version, evidence.dataset, day)
    if evidence.dataset == "migration":
        frame = asked.filters.tools(frame, data.effective_rows(asked.version, "projects", day))
    else:
        frame = frame[frame["project"].isin(asked.measures["project"])]
    return frame if day is None else evidence.of(frame.reset_index(drop=True), day, data.thresholds(asked.version, day))


def _parts(asked: Asked, kpi: MovedKpi, evidence: Evidence) -> tuple[str, ...]:
    """The parts of the figure by project, in one programme or all; returns the codes whose rows are shown."""
    every = tuple(dict.fromkeys([*asked.measures["project"], *_rows(asked, kpi.name, evidence)["project"]]))
    definition = OF_MEASURES.get(kpi.name)
    if definition is None or len(asked.measures) < 2:
        return every
    wanted = _programme(asked, definition)
    parts = _by_project(asked, definition, wanted)
    picked = _part_table(asked, parts, evidence) if parts else None
    if picked is None:
        st.caption(_("Select a project to see its rows only."))
        return wanted or every
    link_to("project", _("Open {project}", project=text.escape(asked.names.get(picked, picked))), project=picked)
    return (picked,)


def _programme(asked: Asked, definition: KpiDefinition) -> tuple[str, ...] | None:
    """The projects of the programme that is picked, each offered with its own figure; None for all."""
    projects = data.effective_rows(asked.version, "projects", asked.filters.as_of)
    of = dict(zip(projects["project"], projects["programme"], strict=True))
    groups = asked.measures.groupby(asked.measures["project"].map(of), sort=True)
    every = ((str(name), _figure(definition, asked, part)) for name, part in groups)
    found = {name: figure(kpi.value, kpi.unit) for name, kpi in every if kpi.value is not None}
    if len(found) < 2:
        return None
    names = data.reference_names(asked.version, "programmes", text.current_language())
    chosen = st.pills(
        _("Programme"), list(found), format_func=lambda name: f"{names.get(name, name)} · {found[name]}",
        key=f"from_programme_{definition.name}",
    )  # fmt: skip
    return None if chosen is None else tuple(c for c in asked.measures["project"] if of.get(c) == chosen)


def _figure(definition: KpiDefinition, asked: Asked, measures: pd.DataFrame) -> Kpi:
    return definition.of(dated(measures, data.thresholds(asked.version, asked.filters.as_of), asked.filters.as_of))


def _by_project(asked: Asked, definition: KpiDefinition, codes: Iterable[str] | None) -> list[tuple[str, Kpi]]:
    """The part of each project that has one, the largest first; none where there are too many to work out."""
    measures = asked.measures
    wanted = measures if codes is None else measures[measures["project"].isin(list(codes))]
    if len(wanted) > MOST_PARTS:
        return []
    every = ((str(code), _figure(definition, asked, wanted[wanted["project"] == code])) for code in wanted["project"])
    known = [(code, kpi) for code, kpi in every if kpi.value is not None]
    return sorted(known, key=_largest_first)


def _largest_first(part: tuple[str, Kpi]) -> tuple[Decimal, str]:
    code, kpi = part
    return -abs(Decimal(kpi.numerator or kpi.value or 0)), code


def _part_table(asked: Asked, parts: list[tuple[str, Kpi]], evidence: Evidence) -> str | None:
    """Project, figure and its two amounts; returns the project that is picked."""
    name = parts[0][1].name
    shown = evidence._replace(top="") if all(_repeats(kpi) for _code, kpi in parts) else evidence
    table, whole = (pd.DataFrame([_part(asked, p, shown, written=w) for p in parts]) for w in (True, False))
    column = st.column_config.Column
    event = table_panel(
        _("By project"), table, f"from_parts_{name}", whole=whole.astype(object),
        notes=asked.filters.notes(asked.version), heading=_small, on_select="rerun", selection_mode="single-row",
        height=min(35 * (len(table) + 1) + 3, 260),
        column_config={label: column(alignment="right") for label in table if label != _("Project")},
    )  # fmt: skip
    picked = event.selection.rows
    return parts[picked[0]][0] if picked and picked[0] < len(parts) else None


def _small(title: str) -> None:
    st.markdown(f"**{title}**")


def _part(asked: Asked, part: tuple[str, Kpi], evidence: Evidence, *, written: bool) -> dict[str, object]:
    code, kpi = part
    unit = _unit_of_parts(kpi)
    row: dict[str, object] = {_("Project"): asked.names.get(code, code)}
    row[_(BY_NAME[kpi.name].label)] = figure(kpi.value, kpi.unit, 1) if written else kpi.value
    if evidence.bottom and kpi.denominator is not None:
        amounts = ((evidence.top, kpi.numerator), (evidence.bottom, kpi.denominator))
        row |= {_(label): figure(amount, unit) if written else amount for label, amount in amounts if label}
    return row
