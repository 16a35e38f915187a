"""The audit trail on screen: filtered, exported, and proved unbroken."""

import datetime as dt

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import data, text
from dashboard.audit_words import action_word, origin_word
from dashboard.panels import table_panel
from dashboard.text import ZONE, _, ngettext, pgettext
from data_access.queries.audit_trail import TrailFilter, audit_trail, trail_values, verify
from data_access.users import User

MOST_ROWS = 500
DAYS = 30
EARLIEST = dt.date(2000, 1, 1)


def show(actor: User) -> None:
    """Filters, the records, and the proof."""
    only = _filters(actor)
    found = audit_trail(data.database(), actor, None, only=only)
    if found.empty:
        st.info(_("No record matches this choice. Widen the dates or choose “All”."))
    else:
        table_panel(
            ngettext("{count} record", "{count} records", len(found)), _shown(found[:MOST_ROWS]), "audit_trail",
            notes=_notes(only), whole=_shown(found), column_config=_columns(), height=460,
        )  # fmt: skip
        if len(found) > MOST_ROWS:
            st.caption(_("The newest {limit} are shown; the Excel file holds them all.", limit=text.number(MOST_ROWS)))
    _proof()


def _filters(actor: User) -> TrailFilter:
    actors, actions = trail_values(data.database(), actor)
    today = dt.datetime.now(ZONE).date()
    with st.grid(4, min_column_width=170, gap="small"):
        who = st.selectbox(_("Who"), ["", *actors], key="audit_who", format_func=lambda v: v or _("All"))
        what = st.selectbox(
            _("What"), ["", *actions], key="audit_what", format_func=lambda v: action_word(v) if v else _("All")
        )
        since = st.date_input(
            _("From"), today - dt.timedelta(days=DAYS), EARLIEST, key="audit_since", format=text.DAY_COLUMN
        )
        until = st.date_input(_("Until"), today, EARLIEST, key="audit_until", format=text.DAY_COLUMN)
    return TrailFilter(who or None, what or None, None, _instant(since, dt.time.min), _instant(until, dt.time.max))


def _instant(day: object, time: dt.time) -> dt.datetime | None:
    return dt.datetime.combine(day, time, ZONE) if isinstance(day, dt.date) else None


def _notes(only: TrailFilter) -> tuple[str, ...]:
    chosen = [
        (_("Who"), only.actor),
        (_("What"), action_word(only.action) if only.action else None),
        (pgettext("first day", "From"), text.instant(only.since) if only.since else None),
        (_("Until"), text.instant(only.until) if only.until else None),
    ]
    return tuple(_("{label}: {value}", label=label, value=value) for label, value in chosen if value)


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "#": found["id"],
            _("When"): [text.instant(at) for at in found["at"]],
            _("Who"): found["actor"],
            _("From where"): [origin_word(origin) for origin in found["origin"]],
            _("What"): [action_word(action) for action in found["action"]],
            _("On"): found["subject"],
            _("Before"): found["old"].fillna(""),
            _("After"): found["new"].fillna(""),
            _("Upload"): [None if pd.isna(upload) else int(upload) for upload in found["upload_id"]],
        }
    )


def _columns() -> dict[str, ColumnConfig]:
    return {"#": st.column_config.NumberColumn(width=60, format="%d")} | {
        name: st.column_config.Column(width="large") for name in (_("Before"), _("After"))
    }


def _proof() -> None:
    if not st.button(_("Prove that the trail is unbroken"), icon=":material/verified:", key="verify_audit"):
        return
    found = verify(data.database())
    if found.broken is not None:
        st.error(_("The audit trail is broken at record {number}.", number=found.broken), icon=":material/link_off:")
        return
    st.success(
        ngettext("The audit trail is unbroken: {count} record.", "The audit trail is unbroken: {count} records.",
                 found.records),
        icon=":material/verified:",
    )  # fmt: skip
    st.caption(
        _("Hash of the last record: {hash}", hash=f"`{found.head}`")
        + "  \n"
        + _("Note it elsewhere: with it, “regie audit verify --expect” also proves that nothing was cut off the end.")
    )
