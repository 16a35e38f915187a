"""The steering pack: what the committee sees before, in and after the meeting, in one document."""

from dashboard import text
from dashboard.reports.document import Document, Kind, Page
from dashboard.reports.money_pages import budget_page, credits_page, projects_pages
from dashboard.reports.overview_pages import figures_page, grid_page, kpis_page, matters_page, movers_page
from dashboard.reports.pack import Pack
from dashboard.reports.project_pages import trouble_page
from dashboard.reports.reform_pages import reform_pages
from dashboard.reports.risk_pages import risk_page
from dashboard.text import _


def steering_pack(pack: Pack) -> Document:
    """*pack* from what needs a decision to every figure in full, one page per project in trouble."""
    pages: list[Page | None] = [
        matters_page(pack),
        kpis_page(pack),
        grid_page(pack),
        movers_page(pack),
        budget_page(pack),
        *projects_pages(pack),
        credits_page(pack),
        risk_page(pack),
        *(reform_pages(pack, pack.reform) if pack.reform else ()),
        *(trouble_page(pack, story) for story in pack.stories if story.in_trouble or story.in_exception),
        figures_page(pack),
    ]
    return Document(
        Kind.STEERING,
        _("Steering pack"),
        text.current_language(),
        pack.stamp,
        tuple(page for page in pages if page),
        about(pack),
    )


def about(pack: Pack) -> tuple[str, ...]:
    """What stands under the title: how many projects, the filters, the compared date."""
    count = text.ngettext("{count} project", "{count} projects", len(pack.names))
    compared = (_("Compared with {day}", day=text.day(pack.compare_with)),) if pack.compare_with else ()
    return (count, *pack.filters, *compared)
