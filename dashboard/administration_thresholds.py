"""Thresholds: what holds from a date on, what a change would do to the statuses, and every change so far."""

import datetime as dt
from decimal import Decimal

import streamlit as st

from dashboard import data
from dashboard.administration_edits import first_shown, follow, seen, this_round
from dashboard.administration_history import changes_in_force, history
from dashboard.administration_preview import forget_preview, preview_panel, previewed
from dashboard.components import refused
from dashboard.metrics.rules import values_of
from dashboard.metrics.setting_fields import THRESHOLD_FIELDS, Field, FieldUnit, Section
from dashboard.metrics.thresholds import DEFAULT_RISK_BANDS, PM2_RISK_BANDS, RiskBands
from dashboard.setting_words import DEFAULTS, written
from dashboard.settings import THRESHOLDS, change_of, preview_change
from dashboard.text import _
from dashboard.today import today
from dashboard.uploads import reporting_date
from data_access.errors import RegieError
from data_access.setting_changes import SettingChange, settings_topic
from data_access.users import Permission, User

WEEK = dt.timedelta(weeks=1)
TOPIC = settings_topic(THRESHOLDS)
EARLIEST = dt.date(2020, 1, 1)


def show(actor: User) -> None:
    """The form, the effect of what was typed, the changes in force and their history."""
    may_edit = actor.may(Permission.SET_THRESHOLDS)
    st.markdown(_("Each status date is judged by the thresholds valid on it: earlier dates keep their own."))
    if not may_edit:
        st.info(_("Only the IT project manager changes thresholds."), icon=":material/lock:")
    since = _valid_from()
    shown = first_shown(f"thresholds_{since.isoformat()}", lambda: values_of(data.thresholds(data.version(), since)))
    state = seen("thresholds", TOPIC)
    typed = _form(since, shown, may_edit=may_edit)
    changed = {name: value for name, value in typed.items() if value != shown[name]}
    if not changed:
        follow(state, TOPIC)
    if may_edit:
        _effect(actor, SettingChange(THRESHOLDS, since, changed, state))
    changes_in_force(actor, THRESHOLD_FIELDS, TOPIC)
    history(TOPIC)


def _valid_from() -> dt.date:
    """The first status date that the values hold for; the coming one unless another is chosen."""
    coming = reporting_date(today(data.database())) + WEEK
    chosen = st.date_input(
        _("Valid from"), coming, min_value=EARLIEST, format="DD/MM/YYYY", key=f"valid_from_{this_round()}", width=220,
        help=_("The first status date judged by these values. A date in the past has its figures computed anew."),
    )  # fmt: skip
    return chosen if isinstance(chosen, dt.date) else coming


def _section_names() -> dict[Section, str]:
    return {
        Section.TOLERANCES: _("Status of schedule and cost"),
        Section.INDICES: _("Performance indices"),
        Section.RISKS: _("Risk bands"),
        Section.CREDITS: _("Credits"),
        Section.PROMISES: _("Milestones likely to be missed"),
        Section.READINESS: _("Readiness of a cutover"),
    }


def _form(since: dt.date, holding: dict[str, Decimal], *, may_edit: bool) -> dict[str, Decimal]:
    """An input for every threshold, by section; returns what they hold."""
    typed: dict[str, Decimal] = {}
    with st.grid(2, min_column_width=430, gap="small"):
        for section, name in _section_names().items():
            with st.container(border=True, gap="small", height="stretch"):
                st.header(name)
                fields = [field for field in THRESHOLD_FIELDS if field.section is section]
                with st.grid(3, min_column_width=130, gap="small", vertical_alignment="bottom"):
                    typed |= {f.name: _input(f, since, holding[f.name], may_edit=may_edit) for f in fields}
                if section is Section.RISKS and may_edit:
                    _bands_choice(since)
    return typed


def _key(name: str, since: dt.date) -> str:
    return f"setting_{name}_{since.isoformat()}_{this_round()}"


def _input(field: Field, since: dt.date, value: Decimal, *, may_edit: bool) -> Decimal:
    key, whole = _key(field.name, since), field.unit is not FieldUnit.INDEX
    number = int if whole else float
    st.session_state.setdefault(key, number(value))
    typed = st.number_input(
        _("{setting} ({unit})", setting=_(field.label), unit=_unit(field)) if _unit(field) else _(field.label),
        min_value=number(field.minimum), max_value=number(field.maximum), step=1 if whole else 0.01,
        format="%d" if whole else "%.2f", key=key, disabled=not may_edit,
        help=_("{meaning} Default: {value}.", meaning=_(field.help), value=written(field.name, DEFAULTS[field.name])),
    )  # fmt: skip
    return Decimal(str(round(typed, 2)))


def _unit(field: Field) -> str:
    units = {
        FieldUnit.PERCENT: "%",
        FieldUnit.DAYS: _("days"),
        FieldUnit.YEARS: _("years"),
        FieldUnit.POINTS: _("points"),
    }
    return units.get(field.unit, "")


def _bands_choice(since: dt.date) -> None:
    """Both known sets of risk bands, one click each."""
    with st.container(horizontal=True, gap="small"):
        for name, bands in ((_("Default bands"), DEFAULT_RISK_BANDS), (_("PM² bands"), PM2_RISK_BANDS)):
            st.button(name, key=f"bands_{bands.critical}", on_click=_fill_bands, args=(bands, since))
    st.caption(_("PM² knows green, yellow and red only: they read as low, high and critical."))


def _fill_bands(bands: RiskBands, since: dt.date) -> None:
    for name, level in bands._asdict().items():
        st.session_state[_key(f"risk_{name}", since)] = level


def _effect(actor: User, typed: SettingChange) -> None:
    """What was typed, its effect once asked for, and the button that stores it."""
    if not typed.values:
        st.caption(_("Change a value to see which project statuses it would change."))
        return
    if st.button(_("Show the effect"), icon=":material/visibility:", key="show_effect"):
        try:
            change = change_of(data.database(), typed.values, typed.valid_from, typed.seen)
            previewed(preview_change(data.database(), change))
        except RegieError as error:
            forget_preview()
            refused(error)
    preview_panel(actor, typed)
