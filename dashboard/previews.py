"""The preview of an upload on screen: the row equation, what is new, changed and gone, and what it does."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.components import cell_text, equation, figure, movement
from dashboard.metrics.portfolio import KPI_DEFINITIONS
from dashboard.receiving import Received, store
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from dashboard.uploads import Preview
from data_access.plan import Change, ChangeKind, Gone, GoneDecision

MOST_SHOWN = 500
MISTAKE = "mistake"


def show_preview(received: Received) -> None:
    """Everything that confirming would do, and the one button that does it."""
    shown = received.preview
    if shown is None:
        return
    if shown.already is not None:
        st.info(_("This very file is already in, as upload {upload} of {at}. Nothing would change.",
                  upload=shown.already.upload_id, at=text.instant(shown.already.committed_at)),
                icon=":material/task_alt:")  # fmt: skip
        return
    plan = shown.plan
    st.markdown(equation(plan.rows_read, plan.inserted, plan.updated, plan.unchanged, plan.rejected))
    if not shown.checked.validated.is_clean:
        st.caption(_("What it changes is shown once the errors are corrected."))
        return
    _effects(shown)
    changes = [c for c in plan.changes() if c.kind is not ChangeKind.UNCHANGED]
    _changed([c for c in changes if c.kind is ChangeKind.UPDATED])
    _new([c for c in changes if c.kind is ChangeKind.INSERTED])
    decision = _gone([c for c in changes if c.kind is ChangeKind.GONE], received.sha256)
    _confirm(received, shown, decision)


def _effects(shown: Preview) -> None:
    moved = [(before, after) for before, after in shown.kpis if before.value != after.value]
    labels = {d.name: _(d.label) for d in KPI_DEFINITIONS}
    if moved or shown.statuses:
        st.markdown(f"**{_('What it does to the figures')}**")
    if moved:
        with st.grid(5, min_column_width=170, gap="small"):
            for before, after in moved[:10]:
                known = before.value is not None and after.value is not None
                delta = after.value - before.value if known else None  # type: ignore[operator]  # both are numbers
                st.metric(
                    labels[after.name],
                    figure(after.value, after.unit, 1),
                    movement(delta, after.unit) if delta is not None else None,
                    delta_color="off",
                    delta_description=_("was {value}", value=figure(before.value, before.unit, 1)),
                    border=True,
                    height="stretch",
                )
    for effect in shown.statuses:
        was = status_mark(effect.before).markdown if effect.before else _("new")
        st.markdown(
            f"{text.escape(effect.name)}: {was} → {status_mark(effect.after).markdown} · {_('computed status')}"
        )


def _changed(changes: list[Change]) -> None:
    if not changes:
        return
    write = _writer()
    rows = [
        (*_address(change), column.label.in_language(text.current_language()), write(column, old), write(column, new))
        for change in changes[:MOST_SHOWN]
        for name, old, new in change.differences()
        for column in [change.dataset.column(name)]
    ]
    header = [_("Sheet"), _("Project"), _("Key"), _("Row"), _("Column"), _("Old"), _("New")]
    title = ngettext("{count} row changes", "{count} rows change", len(changes))
    _table(title, pd.DataFrame(rows, columns=header), expanded=True)


def _new(changes: list[Change]) -> None:
    if not changes:
        return
    rows = [_address(change) for change in changes[:MOST_SHOWN]]
    header = [_("Sheet"), _("Project"), _("Key"), _("Row")]
    title = ngettext("{count} row is new", "{count} rows are new", len(changes))
    _table(title, pd.DataFrame(rows, columns=header), expanded=False)


def _table(title: str, table: pd.DataFrame, *, expanded: bool) -> None:
    with st.expander(title, expanded=expanded):
        st.dataframe(table, hide_index=True, alt=title)


def _address(change: Change) -> tuple[str, str, str, str]:
    write = _writer()
    sheet = change.dataset.label.in_language(text.current_language())
    rest = [write(change.dataset.column(n), v) for n, v in zip(change.dataset.key[1:], change.key[1:], strict=True)]
    return sheet, str(change.key[0]), " · ".join(rest), str(change.row or "")


def _writer() -> Callable[..., str]:
    names = data.all_reference_names(data.version(), text.current_language())
    return lambda column, value: cell_text(column, value, names)


def _gone(changes: list[Change], sha256: str) -> GoneDecision | None:
    """Asks about rows that disappeared; None while the answer is open or was “a mistake”."""
    if not changes:
        return GoneDecision(Gone.KEEP)
    st.warning(
        ngettext(
            "{count} row of last time is not in the file. What happened to it?",
            "{count} rows of last time are not in the file. What happened to them?",
            len(changes),
        ),
        icon=":material/help:",
    )
    answers = {
        Gone.CLOSE.value: _("Close them: they no longer hold"),
        Gone.KEEP.value: _("Keep them as they are"),
        MISTAKE: _("It was a mistake: I will correct the file"),
    }
    answer = st.radio(
        _("Rows that disappeared"), list(answers), index=None, format_func=answers.__getitem__,
        key=f"gone_{sha256[:12]}", label_visibility="collapsed",
    )  # fmt: skip
    exceptions = _exceptions(changes, answer, sha256)
    if answer in (None, MISTAKE):
        return None
    return GoneDecision(Gone(answer), exceptions)


def _exceptions(changes: list[Change], answer: str | None, sha256: str) -> dict[tuple[str, tuple[object, ...]], Gone]:
    """The rows in question, each with an answer of its own where the person gives one."""
    words = {Gone.CLOSE.value: _("Close"), Gone.KEEP.value: _("Keep")}
    rows = [_address(change)[:3] for change in changes]
    table = pd.DataFrame(rows, columns=[_("Sheet"), _("Project"), _("Key")])
    table["decision"] = words.get(answer or "")
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[c for c in table.columns if c != "decision"],
        column_config={"decision": st.column_config.SelectboxColumn(_("What to do"), options=list(words.values()))},
        key=f"gone_rows_{sha256[:12]}_{answer}",
    )
    codes = {word: Gone(code) for code, word in words.items()}
    return {
        (change.dataset.name, change.key): codes[word]
        for change, word in zip(changes, edited["decision"], strict=True)
        if word in codes
    }


def _confirm(received: Received, shown: Preview, decision: GoneDecision | None) -> None:
    if failure := st.session_state.get("failures", {}).get(received.sha256):
        st.error(text.escape(failure), icon=":material/sync_problem:")
    st.button(
        _("Store this workbook"),
        type="primary",
        icon=":material/save:",
        disabled=not shown.can_commit or decision is None,
        key=f"store_{received.sha256[:12]}",
        on_click=store,
        args=(received, decision),
    )
