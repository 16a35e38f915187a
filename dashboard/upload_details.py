"""One upload on History: the row equation, what it changed, its file, and undo with what that restores."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.components import cell_text, equation
from dashboard.panels import EXCEL, download
from dashboard.receiving import undo
from dashboard.row_names import Names, row_name
from dashboard.text import _, ngettext
from data_access.datasets import CONTRACT
from data_access.queries.changes import StoredChange, upload_changes
from data_access.queries.uploads import UndoEffect, original_file, undo_effect
from data_access.users import Permission, User

MOST_NAMED = 6


def upload_details(version: int, actor: User, upload_id: int) -> None:
    """One upload: the row equation, its changes old and new, the original file, and undo."""
    uploads = data.upload_list(version)
    upload = uploads[uploads["upload"] == upload_id].iloc[0]
    changes = upload_changes(data.database(), upload_id)
    with st.container(border=True):
        st.header(text.escape(upload["file_name"]))
        st.caption(
            _(
                "Upload {upload} by {name}, {at}, for status date {day}",
                upload=upload_id,
                name=text.escape(upload["uploaded_by"]),
                at=text.instant(upload["committed_at"]),
                day=text.day(upload["status_date"]),
            )
        )
        _counts(upload)
        st.download_button(
            _("Original file"), data=lambda: original_file(data.database(), upload_id)[1],
            disabled=upload_id in data.removed_files(version),
            file_name=str(upload["file_name"]), mime=EXCEL, icon=":material/download:", on_click="ignore",
            key=f"original_{upload_id}",
        )  # fmt: skip
        _changes(upload, changes)
        if upload["undone_at"] is None or pd.isna(upload["undone_at"]):
            _undo(actor, upload, changes, version)
        else:
            st.info(_("Undone at {at}.", at=text.instant(upload["undone_at"])), icon=":material/undo:")


def _counts(upload: pd.Series) -> None:
    read, new, changed, same = (int(upload[n]) for n in ("rows_read", "inserted", "updated", "unchanged"))
    st.markdown(equation(read, new, changed, same, 0))
    if closed := int(upload["closed"]):
        st.caption(ngettext("{count} row that was not in the file was closed.",
                            "{count} rows that were not in the file were closed.", closed))  # fmt: skip
    if kept := int(upload["kept"]):
        st.caption(ngettext("{count} row that was not in the file was kept.",
                            "{count} rows that were not in the file were kept.", kept))  # fmt: skip


def _changes(upload: pd.Series, changes: Sequence[StoredChange]) -> None:
    if not changes:
        st.caption(_("It confirmed what was there; no value changed."))
        return
    names = data.all_reference_names(data.version(), text.current_language())
    header = [_("Sheet"), _("Project"), _("Key"), _("Column"), _("Old"), _("New")]
    widths = dict(zip(header, (90, 80, 220, 160, 220, 220), strict=True))
    table = pd.DataFrame([_line(change, names) for change in changes], columns=header)
    st.dataframe(
        table,
        hide_index=True,
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
        alt=_("What the upload changed."),
    )
    about = _("Upload {upload}, {file}, status date {day}", upload=upload["upload"], file=upload["file_name"],
              day=text.day(upload["status_date"]))  # fmt: skip
    download(table, _("What the upload changed."), f"changes_{upload['upload']}", (about,))


def _line(change: StoredChange, names: Names) -> tuple[str, ...]:
    dataset = CONTRACT.dataset(change.dataset)
    where = dataset.label.in_language(text.current_language()), str(change.key[0])
    called = row_name(dataset, change.key, change.title, names)
    if change.column is None:
        return *where, called, {"new": _("new row"), "gone": _("row gone")}[change.kind], "", ""
    column = dataset.column(change.column)
    label = column.label.in_language(text.current_language())
    return *where, called, label, cell_text(column, change.old, names), cell_text(column, change.new, names)


def _undo(actor: User, upload: pd.Series, changes: Sequence[StoredChange], version: int) -> None:
    own = upload["username"] == actor.username
    if not actor.may(Permission.UNDO_OWN if own else Permission.UNDO_ALL):
        return
    upload_id = int(upload["upload"])
    effect = undo_effect(data.database(), upload_id)
    if effect.blocked_by:
        numbers = text.listing([str(n) for n in effect.blocked_by])
        st.caption(_("It cannot be undone alone: later uploads depend on it. Undo these first: {by}.", by=numbers))
        return
    with st.popover(_("Undo this upload"), icon=":material/undo:"):
        for sentence in undo_sentences(effect, changes, data.upload_list(version)):
            st.markdown(sentence)
        if failure := st.session_state.get("failures", {}).get(upload_id):
            st.error(text.escape(failure))
        st.button(_("Undo now"), type="primary", key=f"undo_now_{upload_id}", on_click=undo, args=(actor, upload_id))


def undo_sentences(effect: UndoEffect, changes: Sequence[StoredChange], uploads: pd.DataFrame) -> list[str]:
    """What undoing brings back, in sentences: rows first, then the uploads that hold again."""
    moving = {s: earlier for s, earlier in effect.restored.items() if earlier is None or earlier < effect.upload_id}
    if not moving:
        return [_("A later upload for the same date holds already: no value changes.")]
    rows = {"changed": set[Hashable](), "new": set[Hashable](), "gone": set[Hashable]()}
    for change in changes:
        if (change.dataset, change.key[0]) in moving:
            rows[change.kind].add((change.dataset, change.key))
    return [*_row_sentences({kind: len(found) for kind, found in rows.items()}), *_upload_sentences(moving, uploads)]


def _row_sentences(counts: Mapping[str, int]) -> list[str]:
    changed, new, gone = counts["changed"], counts["new"], counts["gone"]
    sentences = [
        ngettext("**{count} row** gets its earlier values back.", "**{count} rows** get their earlier values back.",
                 changed) if changed else "",
        ngettext("**{count} row** that it brought is removed.", "**{count} rows** that it brought are removed.",
                 new) if new else "",
        ngettext("**{count} row** that it removed comes back.", "**{count} rows** that it removed come back.",
                 gone) if gone else "",
    ]  # fmt: skip
    return [s for s in sentences if s] or [_("No value changes: it only confirmed what was there.")]


def _upload_sentences(moving: Mapping[tuple[str, str], int | None], uploads: pd.DataFrame) -> list[str]:
    earlier = sorted({u for u in moving.values() if u is not None}, reverse=True)
    known = uploads.set_index("upload")
    sentences = [
        _("Upload {upload} holds again: {file}, status date {day}.", upload=number,
          file=text.escape(known["file_name"][number]), day=text.day(known["status_date"][number]))
        for number in earlier[:MOST_NAMED]
    ]  # fmt: skip
    if rest := max(0, len(earlier) - MOST_NAMED):
        sentences.append(ngettext("So does {count} earlier upload.", "So do {count} earlier uploads.", rest))
    if emptied := sum(u is None for u in moving.values()):
        sentences.append(
            ngettext("{count} sheet of a project becomes empty.", "{count} sheets of projects become empty.", emptied)
        )
    return sentences
