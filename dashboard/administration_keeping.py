"""Backup, retention and the state of the installation."""

import datetime as dt

import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt
from dashboard.cli_doctor import sentence
from dashboard.doctor import Outcome, examine, this_installation
from dashboard.doctor_checks import CHECKS
from dashboard.text import _, ngettext
from data_access.queries.audit_trail import TrailFilter, audit_trail
from data_access.retention import MONTH, kept_files, remove_old_files
from data_access.schema import current_revision
from data_access.users import User

OUTCOMES = {
    Outcome.BAD: ":red[:material/error:]",
    Outcome.UNKNOWN: ":gray[:material/help:]",
    Outcome.GOOD: ":green[:material/check_circle:]",
}
"""Symbol and colour, what is wrong first."""
SHORTEST, USUAL = 6, 84


def show(actor: User) -> None:
    """What is kept and for how long, the last backup, and what the doctor says."""
    left, right = st.columns(2, gap="large")
    with left:
        _backups(actor)
        _retention(actor)
    with right:
        _state()


def _backups(actor: User) -> None:
    st.header(_("Backup and restore"))
    made = audit_trail(data.database(), actor, 1, only=TrailFilter(action="backup_made"))
    kind = "SQLite" if data.database().is_sqlite else "PostgreSQL"
    st.markdown(_("Database {kind}, schema {revision}.", kind=kind, revision=current_revision(data.database())))
    if made.empty:
        st.warning(_("No backup was ever made with “regie backup FILE”."), icon=":material/warning:")
    else:
        st.markdown(
            _("Last backup {at}: {file}.", at=text.instant(made["at"].iloc[0]),
              file=text.escape(made["subject"].iloc[0]))
        )  # fmt: skip
    st.caption(
        _("A backup holds everything, password hashes included: keep it like the database. “regie restore FILE” fills "
          "an empty database from it, of either kind.")
    )  # fmt: skip


def _retention(actor: User) -> None:
    st.header(_("Workbooks kept"))
    kept = kept_files(data.database())
    size = text.number(kept.size / 2**20, 1)
    st.markdown(ngettext("{count} original workbook, {size} MB.", "{count} original workbooks, {size} MB.", kept.files,
                         size=size))  # fmt: skip
    if kept.since is not None:
        st.markdown(_("The oldest came in on {day}.", day=text.day(kept.since.date())))
    with st.form("retention", border=False):
        months = st.number_input(_("Keep for months"), SHORTEST, 600, USUAL, key="retention_months", width=200)
        st.caption(_("Older workbooks leave; the rows read from them, their history and undo stay."))
        if not st.form_submit_button(_("Remove older workbooks"), key="remove_files"):
            return
    before = data.database().clock() - dt.timedelta(days=int(months) * MONTH)
    attempt(lambda: remove_old_files(data.database(), actor, before), _("Older workbooks are removed."))


def _state() -> None:
    st.header(_("State of the installation"))
    if not st.button(_("Examine it"), icon=":material/health_and_safety:", key="examine"):
        st.caption(_("Every line of the production checklist, as “regie doctor” checks it."))
        return
    findings = examine(this_installation(), CHECKS)
    order = list(OUTCOMES)
    with st.container(gap="xsmall"):
        for finding in sorted(findings, key=lambda finding: order.index(finding.verdict.outcome)):
            st.markdown(f"{OUTCOMES[finding.verdict.outcome]} {text.escape(sentence(finding))}")
