"""What lies behind an item, in place: the pieces of the project's page, with the figures of the meeting."""

import streamlit as st

from dashboard import project_board, project_log, project_plan
from dashboard.filters import Filters
from dashboard.meeting_reading import meeting_version
from dashboard.text import _, pgettext
from data_access.meeting_values import Item, Meeting
from data_access.meetings import ITEM_VIEW

VIEWS = (ITEM_VIEW, "status", "money", "promises", "risks", "tools", "sources")


def view_name(view: str) -> str:
    """What a view is called on its button."""
    return {
        ITEM_VIEW: lambda: pgettext("on the agenda", "Item"),
        "status": lambda: _("Status"),
        "money": lambda: _("Money"),
        "promises": lambda: _("Milestones"),
        "risks": lambda: _("Risks"),
        "tools": lambda: _("Tools moved"),
        "sources": lambda: _("Source rows"),
    }[view]()


def behind(meeting: Meeting, item: Item, view: str) -> None:
    """One view of the item's project, as of the meeting's dates and as known when it was frozen."""
    if item.project is None:
        return
    version = meeting_version(meeting)
    filters = Filters(as_of=meeting.status_date, compare_with=meeting.compare_with)
    shown = project_board.project_at(version, item.project, filters)
    if shown.measures is None:
        st.info(_("This project had reported nothing by this date. Choose a later date in the list “As of”."))
        return
    match view:
        case "money":
            project_plan.money(version, shown)
        case "promises":
            project_plan.promises(version, shown)
        case "risks":
            project_log.risks(version, shown)
        case "tools":
            project_log.items(version, shown)
        case "sources":
            project_log.sources(version, shown)
        case _:
            project_board.header(version, shown)
            project_board.story(shown)
            project_board.cards(version, shown)
