"""The effect of a change of thresholds before it is stored: how many statuses change, which, and in how many weeks."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt
from dashboard.metrics.setting_fields import FIELDS
from dashboard.panels import coloured
from dashboard.setting_words import DEFAULTS, written
from dashboard.settings import ChangePreview, store_change
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from data_access.setting_changes import SettingChange
from data_access.settings import settings, values_on
from data_access.users import User

SHOWN = "threshold_preview"


def previewed(preview: ChangePreview) -> None:
    """Remembers *preview* until another is made or it is stored."""
    st.session_state[SHOWN] = preview


def forget_preview() -> None:
    """Nothing is about to be stored any more."""
    st.session_state.pop(SHOWN, None)


def preview_panel(actor: User, typed: SettingChange) -> None:
    """The remembered preview, if it is of the change that was *typed*, with the button that stores it."""
    preview: ChangePreview | None = st.session_state.get(SHOWN)
    if preview is None or preview.change != typed:
        return
    since = typed.valid_from
    with st.container(border=True, gap="small"):
        st.header(_title(preview))
        for name, value in typed.values.items():
            st.markdown(_line(name, value, since))
        _statuses(preview)
        done = _("The thresholds are stored. They hold from {day} on.", day=text.day(since))
        if st.button(_("Store the change"), type="primary", icon=":material/check:", key="store_thresholds"):
            attempt(lambda: _store(actor, preview), done)


def _store(actor: User, preview: ChangePreview) -> None:
    store_change(data.database(), actor, preview.change)
    forget_preview()


def _title(preview: ChangePreview) -> str:
    count = len(preview.effects)
    if not preview.judged:
        return _("No report since {day} yet: the next ones are judged by it", day=text.day(preview.change.valid_from))
    if not count:
        return ngettext(
            "The status of {count} project stays as it is", "The statuses of all {count} projects stay as they are",
            preview.judged,
        )  # fmt: skip
    return ngettext(
        "{count} of {judged} project statuses changes", "{count} of {judged} project statuses change", count,
        judged=text.number(preview.judged),
    )  # fmt: skip


def _line(name: str, value: Decimal | None, since: dt.date) -> str:
    known = values_on(settings(data.database()), since)
    before = written(name, known.get(name, DEFAULTS[name]))
    after = _("as before that date") if value is None else written(name, value)
    return _("**{setting}** {before} → {after}", setting=_(FIELDS[name].label), before=before, after=after)


def _statuses(preview: ChangePreview) -> None:
    if preview.weeks:
        st.caption(
            ngettext(
                "The figures of {count} status date are computed anew; earlier ones stay.",
                "The figures of {count} status dates are computed anew; earlier ones stay.",
                preview.weeks,
            )
        )
    if not preview.effects:
        return
    before, after = _("Before"), _("After")
    rows = [
        {
            _("Project"): effect.name,
            _("Status date"): effect.status_date,
            before: status_mark(effect.before).words,
            after: status_mark(effect.after).words,
        }
        for effect in preview.effects
    ]
    st.dataframe(
        coloured(pd.DataFrame(rows), (before, after)), hide_index=True, alt=_title(preview),
        column_config={_("Status date"): st.column_config.DateColumn(format=text.DAY_COLUMN)},
    )  # fmt: skip
