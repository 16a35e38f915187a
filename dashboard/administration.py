"""The parts of the Administration page: only the chosen one runs, and only those that the viewer may open show."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from dashboard import (
    administration_audit,
    administration_deadlines,
    administration_freezes,
    administration_keeping,
    administration_lists,
    administration_thresholds,
    administration_users,
)
from dashboard.address import choose_from_address, write_to_address
from dashboard.administration_edits import say_what_was_done
from dashboard.text import _, pgettext
from data_access.errors import PermissionDenied
from data_access.users import Permission, User

PART = "part"


class Part(NamedTuple):
    """One part of the page: its code in the address, its name, the permission that opens it, and what shows it."""

    code: str
    name: Callable[[], str]
    opened_by: Permission
    show: Callable[[User], None]


PARTS = (
    Part(
        "thresholds", lambda: pgettext("part of Administration", "Thresholds"), Permission.EDIT_REFERENCE,
        administration_thresholds.show,
    ),
    Part(
        "deadlines", lambda: pgettext("part of Administration", "Deadlines"), Permission.EDIT_REFERENCE,
        administration_deadlines.show,
    ),
    Part(
        "freezes", lambda: pgettext("part of Administration", "Freezes"), Permission.EDIT_REFERENCE,
        administration_freezes.show,
    ),
    Part(
        "lists", lambda: pgettext("part of Administration", "Institutions and programmes"), Permission.EDIT_REFERENCE,
        administration_lists.show,
    ),
    Part("users", lambda: pgettext("part of Administration", "Accounts"), Permission.EDIT_USERS,
         administration_users.show),
    Part("audit", lambda: pgettext("part of Administration", "Audit trail"), Permission.READ_AUDIT,
         administration_audit.show),
    Part("keeping", lambda: pgettext("part of Administration", "Backup and retention"), Permission.KEEP_DATA,
         administration_keeping.show),
)  # fmt: skip
"""In the order of the page; a further part is one line here and a module of its own."""


def part(actor: User) -> None:
    """The choice of parts and the chosen one; ``PermissionDenied`` for somebody who may open none."""
    parts = {part.code: part for part in PARTS if actor.may(part.opened_by)}
    if not parts:
        raise PermissionDenied("not_allowed", user=actor.username)
    codes = list(parts)
    default = choose_from_address(PART, codes, codes[0])
    chosen = st.segmented_control(
        _("Part of Administration"), codes, required=True, key=PART, persist_state="session",
        label_visibility="collapsed", format_func=lambda code: parts[code].name(),
    )  # fmt: skip
    write_to_address(PART, chosen or default, codes[0])
    say_what_was_done()
    parts[chosen or default].show(actor)
