"""The preview of an upload on screen: the row equation, what changes, is new and gone, and what that does."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import data, disappeared, text, uploads
from dashboard.components import cell_text, equation
from dashboard.effects import show_effects
from dashboard.receiving import Received, store
from dashboard.row_names import Names, address_of
from dashboard.text import _, ngettext
from dashboard.uploads import Preview
from data_access.plan import Change, ChangeKind, GoneDecision

MOST_SHOWN = 500


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
    names = data.all_reference_names(data.version(), text.current_language())
    kinds = _by_kind(plan.changes())
    _changed(kinds[ChangeKind.UPDATED], names)
    _new(kinds[ChangeKind.INSERTED], names)
    decision = disappeared.ask(kinds[ChangeKind.GONE], received.sha256, names)
    if decision is not None:
        shown = _decided(received.sha256, shown, decision)
    show_effects(shown)
    _confirm(replace(received, preview=shown), decision)


def _by_kind(changes: Iterable[Change]) -> dict[ChangeKind, list[Change]]:
    found: dict[ChangeKind, list[Change]] = {kind: [] for kind in ChangeKind}
    for change in changes:
        found[change.kind].append(change)
    return found


def _decided(sha256: str, shown: Preview, decision: GoneDecision) -> Preview:
    """*shown* under *decision*, computed once per answer."""
    known = st.session_state.setdefault("decided", {})
    last = known.get(sha256)
    if last is None or last[0] is not shown or last[1].decision != decision:
        known[sha256] = last = (shown, uploads.decided(data.database(), shown, decision))
    return last[1]


def _changed(changes: list[Change], names: Names) -> None:
    if not changes:
        return
    rows = [
        (
            *address_of(change, names),
            column.label.in_language(text.current_language()),
            cell_text(column, old, names),
            cell_text(column, new, names),
        )
        for change in changes[:MOST_SHOWN]
        for name, old, new in change.differences()
        for column in [change.dataset.column(name)]
    ]
    header = [_("Sheet"), _("Project"), _("Key"), _("Row"), _("Column"), _("Old"), _("New")]
    title = ngettext("{count} row changes", "{count} rows change", len(changes))
    _table(title, pd.DataFrame(rows, columns=header), expanded=True, cut=len(changes) > MOST_SHOWN)


def _new(changes: list[Change], names: Names) -> None:
    if not changes:
        return
    rows = [address_of(change, names) for change in changes[:MOST_SHOWN]]
    header = [_("Sheet"), _("Project"), _("Key"), _("Row")]
    title = ngettext("{count} row is new", "{count} rows are new", len(changes))
    _table(title, pd.DataFrame(rows, columns=header), expanded=False, cut=len(changes) > MOST_SHOWN)


def _table(title: str, table: pd.DataFrame, *, expanded: bool, cut: bool) -> None:
    with st.expander(title, expanded=expanded):
        st.dataframe(table, hide_index=True, alt=title)
        if cut:
            st.caption(_("The first {count} rows are listed.", count=text.number(MOST_SHOWN)))


def _confirm(received: Received, decision: GoneDecision | None) -> None:
    shown = received.preview
    if failure := st.session_state.get("failures", {}).get(received.sha256):
        st.error(text.escape(failure), icon=":material/sync_problem:")
    st.button(
        _("Store this workbook"),
        type="primary",
        icon=":material/save:",
        disabled=shown is None or not shown.can_commit or decision is None,
        key=f"store_{received.sha256[:12]}",
        on_click=store,
        args=(received, decision),
    )
    if decision is None:
        st.caption(_("Say first what happened to the rows that disappeared."))
