"""What a budget holder has to look at, each exception with its projects; and the proof that the parts add up."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.address import link_to
from dashboard.budget_sentences import finding_sentence
from dashboard.components import first_and_more
from dashboard.metrics.budget_exceptions import Finding
from dashboard.metrics.reconciliation import Check
from dashboard.metrics.thresholds import Thresholds
from dashboard.panels import download
from dashboard.text import _, ngettext
from dashboard.theme import status_mark

MOST_OPEN = 7
"""Exceptions that stand beside the curve; the others are one click away."""
MOST_NAMED, MOST_LISTED = 3, 20
"""Projects that an exception links to, and those that it names besides."""


def exceptions(found: Sequence[Finding], names: Mapping[str, str], thresholds: Thresholds) -> None:
    """Each finding as a sentence, then links to the projects."""
    title = ngettext("{count} exception to look at", "{count} exceptions to look at", len(found))
    st.header(title if found else _("No exception to look at"))
    if not found:
        st.markdown(_("Every project that spends has a budget, within its limits, and reported in time."))
    first_and_more(found, MOST_OPEN, lambda finding: _exception(finding, names, thresholds))


def _exception(finding: Finding, names: Mapping[str, str], thresholds: Thresholds) -> None:
    with st.container(gap=None):
        mark = status_mark(finding.status)
        st.markdown(f":{mark.tone.markdown}[{mark.symbol}] **{text.escape(finding_sentence(finding, thresholds))}**")
        _links(finding.projects, names)


def _links(projects: Sequence[str], names: Mapping[str, str]) -> None:
    with st.container(horizontal=True, gap="xxsmall"):
        for project in projects[:MOST_NAMED]:
            link_to("project", text.escape(names.get(project, project)), project=project)
        if len(projects) > MOST_NAMED:
            rest = projects[MOST_NAMED:]
            more = ngettext("and {count} more", "and {count} more", len(rest))
            st.caption(
                more, help=text.escape(text.listing(names.get(project, project) for project in rest[:MOST_LISTED]))
            )


def measure_names() -> dict[str, str]:
    """What is reconciled, in the language in use."""
    return {
        "bac": _("Budget"),
        "ac": _("Spent"),
        "forecast_at_completion": _("Forecast"),
        "ce_adjusted": _("CE adjusted"),
        "engaged": _("Engaged"),
        "cl_adjusted": _("CL adjusted"),
        "liquidated": _("Liquidated"),
    }


def part_names() -> dict[str, str]:
    """The cuts that are added up, in the language in use."""
    return {
        "programme": _("Sum of programmes"),
        "project": _("Sum of projects"),
        "category": _("Sum of categories"),
        "month": _("Sum of months"),
        "allocation": _("Sum of allocations"),
    }


def reconciliation(checks: Sequence[Check], key: str) -> None:
    """One line: the parts equal the total to the cent, or by how much they do not; the proof one click away."""
    broken = [check for check in checks if not check.holds]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if broken:
            st.markdown(f":red[:material/error: **{text.escape(_broken_sentence(broken))}**]")
        else:
            st.markdown(f":green[:material/check_circle: **{_('Reconciled to the cent')}**] · {_totals(checks)}")
        with st.popover(_("Proof"), icon=":material/balance:", type="tertiary"):
            table = proof_table(checks)
            st.dataframe(table, hide_index=True, key=key, alt=_("The sums of the parts beside the total"))
            download(table, _("Proof"), key, ())


def _broken_sentence(broken: Sequence[Check]) -> str:
    worst = max(broken, key=lambda check: abs(check.difference))
    return _(
        "Not reconciled: {measure}, {parts} differs from the total by {amount}",
        measure=measure_names()[worst.measure],
        parts=part_names()[worst.parts],
        amount=text.signed(text.amount_exact, worst.difference),
    )


def _totals(checks: Sequence[Check]) -> str:
    wholes = {check.measure: check.whole for check in checks}
    names = measure_names()
    return " · ".join(f"{names[measure]} {text.amount_exact(whole)}" for measure, whole in wholes.items())


def proof_table(checks: Sequence[Check]) -> pd.DataFrame:
    """One row per measure: the total of the rows, each sum of parts, and whether all are equal."""
    measures, parts = measure_names(), part_names()
    rows = []
    for measure in dict.fromkeys(check.measure for check in checks):
        own = [check for check in checks if check.measure == measure]
        sums = {parts[check.parts]: text.amount_exact(check.sum) for check in own}
        equal = all(check.holds for check in own)
        total = {_("Amount"): measures[measure], _("Total of the rows"): text.amount_exact(own[0].whole)}
        rows.append({**total, **sums, _("Equal"): f"✓ {_('yes')}" if equal else f"■ {_('no')}"})
    return pd.DataFrame(rows)
