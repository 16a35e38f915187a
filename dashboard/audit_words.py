"""What the audit trail records, in the language in use."""

from dashboard.text import N_, _
from data_access.audit import COMMAND_LINE

ACTIONS: dict[str, str] = {
    "upload_committed": N_("Upload stored"),
    "upload_undone": N_("Upload undone"),
    "old_files_removed": N_("Old workbooks removed"),
    "backup_made": N_("Backup made"),
    "reference_saved": N_("List changed"),
    "user_added": N_("Account added"),
    "user_changed": N_("Account changed"),
    "person_erased": N_("Person erased"),
    "password_reset": N_("First password given"),
    "password_changed": N_("Password changed"),
    "signed_in": N_("Signed in"),
    "signed_out": N_("Signed out"),
    "sign_in_locked": N_("Sign-in locked after failures"),
    "identity_tied": N_("Identity tied to the account"),
    "role_from_group": N_("Role taken from a group"),
    "settings_changed": N_("Rule changed"),
    "freeze_declared": N_("Freeze declared"),
    "freeze_changed": N_("Freeze changed"),
    "freeze_removed": N_("Freeze removed"),
    "deadline_moved": N_("Deadline moved"),
    "deadline_restored": N_("Deadline restored"),
    "meeting_created": N_("Meeting created"),
    "agenda_proposed": N_("Agenda proposed"),
    "item_added": N_("Agenda item added"),
    "item_changed": N_("Agenda item changed"),
    "item_moved": N_("Agenda item moved"),
    "item_noted": N_("Discussion noted"),
    "item_shown": N_("Agenda item shown"),
    "meeting_changed": N_("Meeting changed"),
    "meeting_frozen": N_("Meeting frozen"),
    "meeting_thawed": N_("Meeting reopened"),
    "meeting_started": N_("Meeting started"),
    "meeting_recorded": N_("Meeting record added"),
    "meeting_closed": N_("Meeting closed"),
    "decision_recorded": N_("Decision recorded"),
    "action_recorded": N_("Action recorded"),
    "record_corrected": N_("Record corrected"),
    "what_if_tried": N_("What-if tried"),
    "what_if_kept": N_("What-if kept"),
    "what_if_dropped": N_("What-if dropped"),
}
"""By the code of the record."""


def action_word(action: str) -> str:
    """What *action* is called; its code where it has no name."""
    return _(ACTIONS[action]) if action in ACTIONS else action


def origin_word(origin: str) -> str:
    """Where an act came from: an address as it is, the command line by its name."""
    return _("command line") if origin == COMMAND_LINE else origin
