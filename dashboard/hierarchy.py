"""Programme > project: a programme by the worst of its projects, and the projects of the one that is picked."""

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.filters import Filters
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.programmes import Programme, programmes
from dashboard.metrics.status import worst
from dashboard.panels import table_panel
from dashboard.text import _, ngettext
from dashboard.theme import status_mark


def programme_table(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> None:
    """Programmes by the worst of their projects; red ones are named, a picked one shows its projects."""
    found = data.remembered(version, "programmes", (filters,), lambda: programmes(measures, projects))
    if not found:
        return
    names = data.reference_names(version, "programmes", text.current_language())
    event = table_panel(
        _title(sum(bool(p.red) for p in found)),
        pd.DataFrame([_row(p, names) for p in found]),
        "programmes",
        whole=pd.DataFrame([_values(p, names) for p in found], dtype=object),
        notes=filters.notes(version),
        marks=(_("Status"),),
        column_config=_columns(),
        on_select="rerun",
        selection_mode="single-row",
    )
    st.caption(_("A programme has the status of its worst active project; money is the sum of its projects."))
    picked = event.selection.rows
    if picked and picked[0] < len(found):
        _children(found[picked[0]], measures, projects, names)
    else:
        st.caption(_("Select a programme to see its projects."))


def _title(red: int) -> str:
    if not red:
        return _("No programme has a red project")
    return ngettext("{count} programme has a red project", "{count} programmes have a red project", red)


def _values(programme: Programme, names: dict[str, str]) -> dict[str, object]:
    counts = {"red": programme.red, "amber": programme.amber, "green": programme.green}
    counts["not_assessed"] = programme.not_assessed
    return {
        _("Programme"): names.get(programme.programme, programme.programme),
        _("Status"): status_mark(programme.status).text,
        _("Projects"): "  ".join(f"{status_mark(s).text} {text.number(n)}" for s, n in counts.items() if n),
        _("Budget"): programme.bac,
        _("Forecast"): programme.forecast,
        _("Red projects"): text.listing(programme.red_projects) if programme.red_projects else "",
    }


def _row(programme: Programme, names: dict[str, str]) -> dict[str, object]:
    money = {_("Budget"): programme.bac, _("Forecast"): programme.forecast}
    return _values(programme, names) | {label: text.compact_amount(amount) for label, amount in money.items()}


def _columns() -> dict[str, object]:
    column = st.column_config.Column
    return {
        _("Programme"): column(pinned=True, width=240),
        _("Status"): column(width=64),
        _("Projects"): column(width=150),
        _("Budget"): column(width=84, alignment="right"),
        _("Forecast"): column(width=84, alignment="right"),
        _("Red projects"): column(width=300),
    }


def _children(programme: Programme, measures: pd.DataFrame, projects: pd.DataFrame, names: dict[str, str]) -> None:
    """The active projects of *programme*, the worst first, each a link with its part of the money."""
    st.markdown(f"**{text.escape(names.get(programme.programme, programme.programme))}**")
    of = {str(r["project"]): r for r in records(projects) if r["programme"] == programme.programme}
    known = [r for r in records(measures) if r["project"] in of and r["active"]]
    for record in sorted(known, key=_urgency):
        code, mark = str(record["project"]), status_mark(_status(record))
        with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
            label = f":{mark.tone.markdown}[{mark.text}] **{text.escape(of[code]['name'] or code)}**"
            link_to("project", label, project=code)
            st.markdown(_share(record), width="content")


def _status(record: dict[str, object]) -> str:
    return worst((str(record["declared_overall"]), str(record["computed_overall"]))).value


def _urgency(record: dict[str, object]) -> tuple[int, str]:
    order = ("red", "amber", "not_assessed", "green")
    return order.index(_status(record)), str(record["project"])


def _share(record: dict[str, object]) -> str:
    if value_of(record["bac"]) is None:
        return _("no budget")
    budget, forecast = (text.compact_amount(record[n]) for n in ("bac", "forecast_at_completion"))  # type: ignore[arg-type]  # amounts
    return _("budget {budget}, forecast {forecast}", budget=budget, forecast=forecast)
