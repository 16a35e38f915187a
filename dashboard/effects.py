"""What an upload does to the figures: cards for the KPIs of Portfolio, the others as a table, statuses in sentences."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.components import figure, movement
from dashboard.kpis import written, written_movement
from dashboard.metrics.kpi import Kpi, Number
from dashboard.metrics.portfolio import CARDS, KPI_DEFINITIONS
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from dashboard.uploads import Preview, StatusEffect

HEADLINES = {definition.name for definition in CARDS}
MOST_STATUSES = 12
Moved = Sequence[tuple[Kpi, Kpi]]


def show_effects(shown: Preview) -> None:
    """Every KPI and overall status that would change, or that none would."""
    st.markdown(f"**{_('What it does to the figures')}**")
    moved = [(before, after) for before, after in shown.kpis if before.value != after.value]
    if not moved and not shown.statuses:
        st.caption(_("No KPI and no status changes."))
    _cards([(before, after) for before, after in moved if after.name in HEADLINES])
    _statuses(shown.statuses)
    _others([(before, after) for before, after in moved if after.name not in HEADLINES])


def _cards(moved: Moved) -> None:
    if not moved:
        return
    labels = {d.name: _(d.label) for d in CARDS}
    with st.grid(6, min_column_width=170, gap="small"):
        for before, after in moved:
            delta = _delta(before, after)
            st.metric(
                labels[after.name],
                figure(after.value, after.unit, 1),
                movement(delta, after.unit) if delta is not None else None,
                delta_color="off",
                delta_description=_("was {value}", value=figure(before.value, before.unit, 1)),
                border=True,
                height="stretch",
            )


def _statuses(effects: Sequence[StatusEffect]) -> None:
    with st.container(gap="xsmall"):
        for effect in effects[:MOST_STATUSES]:
            st.markdown(_status(effect))
    if rest := len(effects) - MOST_STATUSES if len(effects) > MOST_STATUSES else 0:
        st.caption(ngettext("{count} more status changes.", "{count} more statuses change.", rest))


def _status(effect: StatusEffect) -> str:
    before = status_mark(effect.before).markdown if effect.before else _("new")
    after, name = status_mark(effect.after).markdown, text.escape(effect.name)
    if effect.is_declared:
        return _("**{project}** · declared status {before} → {after}", project=name, before=before, after=after)
    return _("**{project}** · computed status {before} → {after}", project=name, before=before, after=after)


def _others(moved: Moved) -> None:
    if not moved:
        return
    labels = {d.name: _(d.label) for d in KPI_DEFINITIONS}
    rows = [
        (
            labels[after.name],
            written(before.value, before.unit),
            written(after.value, after.unit),
            written_movement(_delta(before, after), after.unit),
        )
        for before, after in moved
    ]
    title = ngettext("{count} other figure changes", "{count} other figures change", len(moved))
    with st.expander(title):
        config = {name: st.column_config.Column(alignment="right") for name in (_("Before"), _("After"), _("Movement"))}
        table = pd.DataFrame(rows, columns=[_("KPI"), *config])
        st.dataframe(table, hide_index=True, height="content", column_config=config, alt=title)


def _delta(before: Kpi, after: Kpi) -> Number | None:
    if before.value is None or after.value is None:
        return None
    return after.value - before.value
