"""The pages in the order of the navigation, and those of them that somebody has."""

from typing import Any, NamedTuple

import streamlit as st

from dashboard.access import may_see
from dashboard.address import PAGES
from dashboard.text import N_, _
from data_access.users import User

HOME = "portfolio"


class Screen(NamedTuple):
    """A page: the name of its file and address, and the title, icon and help of the navigation."""

    name: str
    title: str
    icon: str
    help: str


SECTIONS: dict[str, tuple[Screen, ...]] = {
    N_("Steer"): (
        Screen(
            HOME, N_("Portfolio"), "dashboard",
            N_("Are we on track, and what needs me? KPIs and the status of every project."),
        ),
        Screen(
            "project", N_("Project"), "assignment",
            N_("One project on one page: status, progress, budget, milestones, risks and sources."),
        ),
        Screen(
            "budget", N_("Budget"), "euro",
            N_("Plan, actual and forecast, and the commitment and payment credits of the year."),
        ),
        Screen(
            "raid", N_("RAID log"), "warning",
            N_("Risks, assumptions, issues, dependencies, actions, decisions and changes."),
        ),
        Screen(
            "reform", N_("Reform"), "account_tree",
            N_("Every tool of every institution on its way: waves, readiness, users moved, dual running."),
        ),
        Screen(
            "reports", N_("Reports"), "description",
            N_("The steering pack, highlight and exception reports, to print, to present, to reckon or offline."),
        ),
        Screen(
            "meeting", N_("Meeting"), "groups",
            N_("The steering meeting: its agenda, the figures it saw, what it decided."),
        ),
    ),
    N_("Feed"): (
        Screen(
            "upload", N_("Upload"), "upload_file",
            N_("Get the weekly workbook, upload it, see what it changes, and store it."),
        ),
        Screen(
            "history", N_("History"), "history",
            N_("Who reported when, every upload with its rows and file, and undo."),
        ),
    ),
    N_("Set up"): (
        Screen(
            "administration", N_("Administration"), "tune",
            N_("Thresholds, deadlines, freezes, institutions and programmes, and who changed what."),
        ),
    ),
}  # fmt: skip
"""By the heading that they stand under."""


def pages_of(user: User | None) -> dict[str, list[Any]]:
    """The pages of *user*, and in the place of each that is not theirs a refusal; every address for nobody yet."""
    return {_(section): [_page(screen, user) for screen in screens] for section, screens in SECTIONS.items()}


def _page(screen: Screen, user: User | None) -> Any:
    title = _(screen.title)
    if user is not None and not may_see(user, screen.name):
        return st.Page(PAGES / "refused.py", title=title, url_path=screen.name, visibility="hidden")
    return st.Page(
        PAGES / f"{screen.name}.py",
        title=title,
        icon=f":material/{screen.icon}:",
        help=_(screen.help),
        default=screen.name == HOME,
    )
