"""What needs a decision, in sentences, each with a link to its project."""

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.attention_sentences import TONES
from dashboard.attention_sentences import sentence as sentence
from dashboard.components import first_and_more
from dashboard.filters import Filters
from dashboard.metrics.attention import Attention, attention
from dashboard.overview import compared
from dashboard.text import _, ngettext

MOST_SHOWN = 4


def decisions(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> None:
    """The list, the most pressing first; the rest one click away."""
    items = data.remembered(version, "attention", (filters,), lambda: _matters(version, filters, measures, projects))
    with st.container(border=True, gap="xsmall"):
        if not items:
            st.markdown(f"**{_('Nothing needs a decision')}**")
            return
        title = ngettext("{count} matter needs your attention", "{count} matters need your attention", len(items))
        st.markdown(f"**{title}**")
        first_and_more(items, MOST_SHOWN, _line, type="compact")


def _matters(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> tuple[Attention, ...]:
    earlier = compared(version, filters, measures)
    return attention(measures, earlier, projects, as_of=filters.as_of)


def _line(item: Attention) -> None:
    """The name is the link, the sentence stands beside it: the label of a link never breaks into a second line."""
    symbol, tone = TONES[item.rule]
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        label = f":{tone.markdown}[{symbol}] **{text.escape(item.name)}**"
        link_to("project", label, project=item.project)
        st.markdown(f":small[{text.escape(sentence(item))}]", width="content")
