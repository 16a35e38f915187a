"""The pieces of the Budget board about credits: pace by basic allocation, year end, age of encours, and their rows."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.budget_findings import reconciliation
from dashboard.budget_position import Position
from dashboard.budget_sentences import age_title, pace_title, year_end_title
from dashboard.charts.credits import (
    MOST_DRAWN,
    SELECTION,
    Tables,
    age_names,
    encours_age_chart,
    lapse_and_shortage_chart,
    pace_chart,
)
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.filters import Filters
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.columns import value_of
from dashboard.metrics.credits import encours_ages
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import Thresholds
from dashboard.panels import is_dark, panel, table_panel
from dashboard.sources import row_sources
from dashboard.text import Numeric, _, ngettext
from dashboard.theme import status_mark

MOST_LISTED = 200


def no_credits() -> None:
    """The credits sheet was never uploaded for these projects in this year."""
    st.info(_("No credits of this year have been uploaded for these projects. Fill in the sheet Credits."))


def heading(now: Position, filters: Filters) -> bool:
    """The year with its two rates and its cover; False where there are no credits to show."""
    if filters.as_of is None:
        return False
    st.header(_("Credits of {year}", year=str(filters.as_of.year)))
    if not now.allocations:
        no_credits()
        return False
    year = now.year
    st.markdown(
        _(
            "Committed **{commitment}** of the commitment credit (planned by now {planned_commitment}), "
            "paid **{payment}** of the payment credit (planned by now {planned_payment}). "
            "Outstanding commitments **{encours}**. The payment credit left covers **{cover}** times "
            "what is still expected to be paid.",
            commitment=text.percentage(year.commitment.value, 1),
            planned_commitment=text.percentage(year.planned_commitment, 1),
            payment=text.percentage(year.payment.value, 1),
            planned_payment=text.percentage(year.planned_payment, 1),
            encours=text.compact_amount(year.credits.encours),
            cover=text.number(year.cover.value, 2),
        )
    )
    return True


def pace(version: int, filters: Filters, now: Position) -> str | None:
    """The allocations furthest from their pace; returns the one that was picked."""
    dark = is_dark()

    def make() -> DrawnChart:
        tables = Tables(*(table.head(MOST_DRAWN) for table in allocation_tables(version, now)))
        return drawn(
            pace_chart(
                now.allocations, (pace_title(now.allocations, now.thresholds), tables), now.thresholds, dark=dark
            )
        )

    shown = data.remembered(version, "pace", (filters, dark), make)
    explained = _(
        "The line is the rate planned by now: the profile of the projects' budgets, or the share of the year gone."
    )
    picked = panel(
        shown, "pace", help=explained, selection=SELECTION, notes=filters.notes(version), heading=st.subheader
    )
    if len(now.allocations) > MOST_DRAWN:
        st.caption(
            ngettext(
                "The {shown} allocations furthest from their pace, of {count}; the table below has them all.",
                "The {shown} allocations furthest from their pace, of {count}; the table below has them all.",
                len(now.allocations),
                shown=text.number(MOST_DRAWN),
            )
        )
    code = str(picked[0]["code"]) if picked else None
    return code if code in {a.code for a in now.allocations} else None


def year_end(version: int, filters: Filters, now: Position) -> str | None:
    """What lapses and what falls short on 31 December; returns the allocation that was picked."""
    dark = is_dark()
    if not any(a.credits.ce_lapse or a.credits.cl_shortage for a in now.allocations):
        st.subheader(year_end_title(now.year))
        return None

    def make() -> DrawnChart:
        return drawn(lapse_and_shortage_chart(now.allocations, year_end_title(now.year), dark=dark))

    shown = data.remembered(version, "year end", (filters, dark), make)
    picked = panel(shown, "year_end", selection=SELECTION, notes=filters.notes(version), heading=st.subheader)
    code = str(picked[0]["code"]) if picked else None
    return code if code in {a.code for a in now.allocations} else None


def encours_age(version: int, filters: Filters, now: Position) -> str | None:
    """Outstanding commitments by the age of the oldest; returns the age that was picked."""
    dark = is_dark()

    def make() -> DrawnChart:
        old = now.figures["ageing_commitments"]
        return drawn(encours_age_chart(now.ages, age_title(old.numerator, old.denominator, now.thresholds), dark=dark))  # type: ignore[arg-type]  # amounts

    shown = data.remembered(version, "encours age", (filters, dark), make)
    explained = _("Commitments lapse six years after they were made at the latest.")
    picked = panel(
        shown, "encours_age", help=explained, selection=SELECTION, notes=filters.notes(version), heading=st.subheader
    )
    return str(picked[0]["age"]) if picked else None


def allocations(version: int, filters: Filters, now: Position) -> str | None:
    """Every allocation with its credits, and the proof; returns the one that was picked."""
    table, values = data.remembered(version, "allocation table", (filters,), lambda: allocation_tables(version, now))
    title = ngettext("{count} basic allocation", "{count} basic allocations", len(table))
    event = table_panel(
        title, table[list(_widths())].head(MOST_LISTED), "allocations", notes=filters.notes(version), whole=values,
        on_select="rerun", selection_mode="single-row", column_config=_columns(), marks=(_("Pace"),),
        heading=st.subheader,
    )  # fmt: skip
    if len(table) > MOST_LISTED:
        st.caption(_("The first {count} are listed; the Excel file holds all.", count=text.number(MOST_LISTED)))
    st.caption(_("The Excel file also holds institution, amounts engaged and liquidated, gaps and cover."))
    reconciliation(now.credit_checks, "credit_proof")
    picked = event.selection.rows
    return now.allocations[picked[0]].code if picked and picked[0] < len(now.allocations) else None


def allocation_tables(version: int, now: Position) -> Tables:
    """One row per allocation: credits, rates, gaps to the pace, encours, lapse, cover and shortage."""
    names = data.reference_names(version, "institutions", text.current_language())
    values = pd.DataFrame([_allocation(a, names, now.thresholds) for a in now.allocations], dtype=object)
    return Tables(pd.DataFrame({name: _written(str(name), values[name]) for name in values}), values)


def _allocation(a: Allocation, names: dict[str, str], thresholds: Thresholds) -> dict[str, object]:
    c = a.credits
    return {
        _("Basic allocation"): a.code,
        _("Pace"): _pace(a, thresholds),
        _("Project"): ", ".join(a.projects),
        _("Institution"): ", ".join(names.get(code, code) for code in a.institutions),
        _("CE adjusted"): c.ce_adjusted,
        _("Engaged"): c.engaged,
        _("CE used"): a.commitment.value,
        _("CE gap"): a.commitment_gap.value,
        _("CE lapsing"): c.ce_lapse,
        _("CL adjusted"): c.cl_adjusted,
        _("Liquidated"): c.liquidated,
        _("CL used"): a.payment.value,
        _("CL gap"): a.payment_gap.value,
        _("CL cover"): a.cover.value,
        _("CL short"): c.cl_shortage,
        _("Encours"): c.encours,
    }


def _pace(a: Allocation, thresholds: Thresholds) -> str:
    """The mark of the pace with the gap that it stands for."""
    status = a.pace(thresholds)
    mark = status_mark(status).text
    return mark if status is Status.NOT_ASSESSED else f"{mark} {text.points(a.worst_gap, 1)}"


def _written(name: str, values: pd.Series) -> list[str]:
    """*values* of the column *name* as the language writes them."""
    writers: dict[str, Callable[[Numeric], str]] = {
        **dict.fromkeys((_("CE used"), _("CL used")), lambda rate: text.percentage(rate, 1)),
        **dict.fromkeys((_("CE gap"), _("CL gap")), lambda gap: _("n/a") if gap is None else text.points(gap, 1)),
        _("CL cover"): lambda cover: text.number(cover, 2),
    }
    if name in _words():
        return [str(value) for value in values]
    write = writers.get(name, text.amount)
    return [write(value_of(value)) for value in values]  # type: ignore[arg-type]  # amounts and rates


def _words() -> tuple[str, ...]:
    return (_("Basic allocation"), _("Pace"), _("Project"), _("Institution"))


def _widths() -> dict[str, int]:
    """The columns that stand side by side on a laptop, with their widths in pixels."""
    return {
        _("Basic allocation"): 122, _("Pace"): 98, _("Project"): 66,
        _("CE adjusted"): 90, _("CE used"): 84, _("CE lapsing"): 104,
        _("CL adjusted"): 90, _("CL used"): 84, _("CL short"): 96, _("Encours"): 84,
    }  # fmt: skip


def _columns() -> dict[str, Any]:
    column = st.column_config.Column
    return {
        name: column(width=width, pinned=name == _("Basic allocation"), alignment=None if name in _words() else "right")
        for name, width in _widths().items()
    }


def rows(version: int, filters: Filters, allocation: str) -> None:
    """The rows of the credits sheet behind an allocation."""
    every = _own_rows(version, filters)
    shown = every[every["basic_allocation"] == allocation].reset_index(drop=True)
    st.subheader(_("Credits of {allocation} as reported", allocation=text.escape(allocation)))
    row_sources(version, "credits", shown, key=f"credit_rows_{allocation}", notes=filters.notes(version))


def rows_of_age(version: int, filters: Filters, age: str) -> None:
    """The rows of the credits sheet whose oldest commitment is of that age."""
    day, every = filters.as_of, _own_rows(version, filters)
    if day is None or age not in age_names():
        return
    current = every[every["year"] == day.year].reset_index(drop=True)
    shown = current[encours_ages(current, day) == age].reset_index(drop=True)
    st.subheader(_("Encours of {age} as reported", age=age_names()[age]))
    row_sources(version, "credits", shown, key=f"encours_rows_{age}", notes=filters.notes(version))


def _own_rows(version: int, filters: Filters) -> pd.DataFrame:
    every = data.effective_rows(version, "credits", filters.as_of)
    own = filters.apply(data.effective_rows(version, "projects", filters.as_of))["project"]
    return every[every["project"].isin(own)]
