"""Pieces of screen that two or more pages use."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import text
from dashboard.address import link_to
from dashboard.equation import row_equation
from dashboard.messages import refusal_message
from dashboard.text import _, ngettext
from dashboard.written import figure as figure
from dashboard.written import movement as movement
from data_access.contract import Column, ColumnType, Dataset
from data_access.errors import RegieError
from data_access.queries.effective import lineage_columns

IN_WORDS = {ColumnType.CHOICE, ColumnType.STATUS}
Thing = TypeVar("Thing")
WIDE_TEXT = {ColumnType.LONG_TEXT, ColumnType.TEXT}


def refused(error: RegieError) -> None:
    """A request that cannot be served, as one sentence."""
    st.error(text.escape(refusal_message(error)), icon=":material/block:")


def not_for_you() -> None:
    """The whole of a page that the viewer's role does not open: why, whom to ask, and the way on."""
    st.title(_("Not open to your role"))
    st.info(
        _("This page belongs to another role. If you need it, ask the administrator of Regie."),
        icon=":material/lock:",
    )
    link_to("portfolio", _("Open Portfolio"))


def freshness_line(status_date: dt.date | None, due: Sequence[str], late: Sequence[str]) -> None:
    """Status date, how many of the projects *due* reported, and the *late* ones by name."""
    if status_date is None:
        return
    parts = [
        _("Status date {day}", day=f"**{text.day(status_date)}**"),
        ngettext(
            "{reported} of {count} project reported", "{reported} of {count} projects reported", len(due),
            reported=text.number(len(due) - len(late)),
        ),
    ]  # fmt: skip
    if late:
        names = text.listing([text.escape(name) for name in late])
        parts.append(f":orange[{_('late: {names}', names=names)}]")
    st.markdown(":material/event_available: " + " · ".join(parts))


def first_and_more(things: Sequence[Thing], most: int, show: Callable[[Thing], None], **look: Any) -> None:
    """The first *most* of *things*, each by *show*; the others are one click away, in an expander of that *look*."""
    for thing in things[:most]:
        show(thing)
    if rest := things[most:]:
        with st.expander(ngettext("{count} more", "{count} more", len(rest)), **look):
            for thing in rest:
                show(thing)


def equation(read: int, inserted: int, updated: int, unchanged: int, rejected: int) -> str:
    """The row equation as Markdown."""
    left, right = row_equation(read, inserted, updated, unchanged, rejected)
    return f"**{left}** = {right}"


def rows_table(dataset: Dataset, frame: pd.DataFrame, names: Mapping[str, Mapping[str, str]], key: str) -> int | None:
    """Rows of a dataset with the contract's labels, each followed by the file, sheet and row it came from.

    Returns the position of the row that was picked.
    """
    language = text.current_language()
    shown = {
        c.name: [cell_text(c, value, names) for value in frame[c.name]]
        for c in dataset.columns
        if frame[c.name].notna().any()
    }
    config = {c.name: _column_config(c, language) for c in dataset.columns if c.name in shown}
    lineage = lineage_columns(dataset)
    values = pd.DataFrame(shown).assign(**{name: frame[name] for name in lineage.values()})
    values[lineage["uploaded_at"]] = [text.instant(at) for at in frame[lineage["uploaded_at"]]]
    values[lineage["status_date"]] = ["" if pd.isna(day) else text.day(day) for day in frame[lineage["status_date"]]]
    event = st.dataframe(
        values,
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_order=[*dataset.key, *lineage.values(), *(name for name in shown if name not in dataset.key)],
        column_config={**config, **_lineage_config(lineage)},
        alt=_(
            "Rows of the sheet {sheet}, with the file, sheet and row of each.",
            sheet=dataset.label.in_language(language),
        ),
    )
    return int(event.selection.rows[0]) if event.selection.rows else None


def rows_values(dataset: Dataset, frame: pd.DataFrame, names: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The same rows for a workbook: amounts, dates and numbers as they are, choices and references in words."""
    language = text.current_language()
    kept = [c for c in dataset.columns if frame[c.name].notna().any()]
    said = {
        c.name: [cell_text(c, v, names) for v in frame[c.name]] if c.type in IN_WORDS or c.reference else frame[c.name]
        for c in kept
    }
    values = pd.DataFrame({**said, **{name: frame[name] for name in lineage_columns(dataset).values()}}, dtype=object)
    labels = [c.label.in_language(language) for c in kept] + list(_lineage_labels().values())
    return values.set_axis(labels, axis="columns")


def cell_text(column: Column, value: object, names: Mapping[str, Mapping[str, str]]) -> str:
    """A stored value as the language writes it; *names* holds the reference lists by kind."""
    if value is None or value is pd.NA:
        return ""
    if column.reference is not None:
        return names.get(column.reference, {}).get(str(value), str(value))
    match column.type:
        case ColumnType.CHOICE | ColumnType.STATUS:
            return choice_names(column).get(str(value), str(value))
        case ColumnType.AMOUNT:
            return text.number(value, 2)  # type: ignore[arg-type]  # a Decimal
        case ColumnType.PERCENTAGE:
            return text.percentage(value)  # type: ignore[arg-type]  # a Decimal
        case ColumnType.DATE:
            return text.day(value)  # type: ignore[arg-type]  # a date
        case ColumnType.MONTH:
            return text.month(value)  # type: ignore[arg-type]  # a date
        case ColumnType.BOOLEAN:
            return _("yes") if value else _("no")
        case _:
            return str(value)


def choice_names(column: Column) -> dict[str, str]:
    """Stored value to label, in the language in use."""
    return {choice.value: choice.label.in_language(text.current_language()) for choice in column.choices_given({})}


def _column_config(column: Column, language: str) -> ColumnConfig:
    right = column.type in (ColumnType.AMOUNT, ColumnType.PERCENTAGE, ColumnType.INTEGER)
    label, help_text = column.label.in_language(language), column.help.in_language(language)
    return st.column_config.Column(
        label, help=help_text, alignment="right" if right else "left", pinned=column.name == "project",
        width="large" if column.type in WIDE_TEXT else None,
    )  # fmt: skip


def _lineage_labels() -> dict[str, str]:
    """The columns of ``LINEAGE_TYPES`` in their order, in the language in use."""
    return {
        "upload": _("Upload"),
        "file_name": _("File"),
        "sheet": _("Sheet"),
        "row": _("Row"),
        "uploaded_by": _("Uploaded by"),
        "uploaded_at": _("Uploaded at"),
        "confirmed_by_upload": _("Last confirmed by upload"),
        "status_date": _("Status date"),
    }


def _lineage_config(names: dict[str, str]) -> dict[str, ColumnConfig]:
    return {names[name]: st.column_config.Column(label) for name, label in _lineage_labels().items()}
