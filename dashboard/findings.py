"""What is wrong with a dropped workbook: instructions with counts, the bad cells, and the file back with marks."""

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.messages import labels_in, problem_message, shown_place, shown_value
from dashboard.panels import EXCEL, coloured
from dashboard.text import _, ngettext
from dashboard.theme import severity_mark
from dashboard.uploads import Checked
from data_access.problems import Problem, Severity
from data_access.workbook.annotate import annotate

MOST_SHOWN = 1000
MOST_INSTRUCTIONS = 12
MOST_CELLS = 6
ROWS_UNSCROLLED = 12
SEVERITIES = list(Severity)


def show_findings(checked: Checked) -> None:
    """What is wrong: instructions with counts, then only the bad rows, then the file back with marked cells."""
    problems = checked.problems
    if not problems:
        st.success(_("No problem found."), icon=":material/check_circle:")
        return
    if errors := sum(p.severity is Severity.ERROR for p in problems):
        st.error(
            ngettext(
                "{count} error: nothing can be stored until it is corrected.",
                "{count} errors: nothing can be stored until they are corrected.",
                errors,
            ),
            icon=":material/error:",
        )
    with labels_in(checked.validated.language):
        _instructions(problems)
        if addressed := [p for p in problems if p.row is not None]:
            _table(addressed)
    _marked_copy(checked)


def _instructions(problems: Sequence[Problem]) -> None:
    """One line per kind of problem; those of the whole file or sheet first, since no table holds them."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code, problem.sheet, problem.field), []).append(problem)
    ordered = sorted(groups.values(), key=_weight)
    whole = sum(group[0].row is None for group in ordered)
    shown = ordered[: max(MOST_INSTRUCTIONS, whole)]
    with st.container(gap="xsmall"):
        for group in shown:
            st.markdown(_instruction(group))
    if rest := sum(map(len, ordered[len(shown) :])):
        st.caption(ngettext("{count} more finding is in the table.", "{count} more findings are in the table.", rest))


def _weight(group: list[Problem]) -> tuple[bool, int, int]:
    return group[0].row is not None, SEVERITIES.index(group[0].severity), -len(group)


def _instruction(group: list[Problem]) -> str:
    first = group[0]
    where = f"**{text.escape(first.sheet)}** · " if first.sheet else ""
    line = f"{severity_mark(first.severity).markdown} {where}{text.escape(problem_message(first))}"
    if len(group) == 1:
        return line
    cells = [shown_place(p) for p in group if p.row is not None]
    named = ", ".join(cells[:MOST_CELLS]) + (" …" if len(cells) > MOST_CELLS else "")
    alike = ngettext("{count} cell like this: {cells}", "{count} cells like this: {cells}", len(group), cells=named)
    return f"{line} · **{alike}**"


def _table(problems: list[Problem]) -> None:
    shown = problems[:MOST_SHOWN]
    marks = [severity_mark(p.severity) for p in shown]
    table = pd.DataFrame(
        {
            "severity": [mark.text for mark in marks],
            "sheet": [p.sheet for p in shown],
            "cell": [shown_place(p) for p in shown],
            "value": [shown_value(p) for p in shown],
            "message": [problem_message(p) for p in shown],
        }
    )
    st.dataframe(
        coloured(table, ["severity"]),
        hide_index=True,
        height="content" if len(shown) <= ROWS_UNSCROLLED else 420,
        column_config={
            "severity": st.column_config.Column("", width=46),
            "sheet": st.column_config.Column(_("Sheet"), width=90),
            "cell": st.column_config.Column(_("Cell"), width=60),
            "value": st.column_config.Column(_("Value"), width=100),
            "message": st.column_config.Column(_("What to do"), width=640),
        },
        alt=_("Findings by sheet and cell."),
    )
    if len(problems) > MOST_SHOWN:
        st.caption(_("The first {shown} of {count} are listed; the marked copy holds them all.",
                     shown=text.number(MOST_SHOWN), count=text.number(len(problems))))  # fmt: skip


def _marked_copy(checked: Checked) -> None:
    stem = PurePath(checked.file_name).stem
    language = text.current_language()

    def make() -> bytes:
        with text.speaking(language), labels_in(checked.validated.language):
            copy = annotate(
                checked.data, checked.raw.kind, checked.problems, problem_message, language=language, raw=checked.raw
            )
        return copy.data

    ending = ".xlsm" if checked.raw.kind == "xlsm" else ".xlsx"
    st.download_button(
        _("Download my file with the cells marked"),
        data=make,
        file_name=f"{stem}_{_('marked')}{ending}",
        mime=EXCEL,
        icon=":material/rate_review:",
        on_click="ignore",
        key=f"marked_{hashlib.sha256(checked.data).hexdigest()[:12]}",
    )
