"""Credits on the Budget board: the table of allocations, and the rows behind one of them."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, text
from dashboard.budget_credits import allocation_tables
from dashboard.budget_position import position
from dashboard.filters import Filters
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from tests.conftest import DEMONSTRATED_UNTIL
from tests.screens import sound

pytestmark = pytest.mark.usefixtures("fresh_caches")
FILTERS = Filters(as_of=DEMONSTRATED_UNTIL)


def behind(allocation: str, institution: str | None) -> None:
    import datetime as dt

    from dashboard import budget_credits, data
    from dashboard.filters import Filters

    filters = Filters(institution=institution, as_of=dt.date(2026, 5, 22))
    budget_credits.rows(data.version(), filters, allocation)


def rows_of(allocation: str, institution: str | None = None) -> AppTest:
    return sound(AppTest.from_function(behind, args=(allocation, institution), default_timeout=30).run())


def test_an_allocation_opens_as_its_rows_with_their_source(demonstration: Database) -> None:
    credits = effective_rows(demonstration, "credits", as_of=DEMONSTRATED_UNTIL)
    allocation = credits["basic_allocation"].iloc[0]
    at = rows_of(allocation)
    shown = at.dataframe[0].value
    assert len(shown) == (credits["basic_allocation"] == allocation).sum()
    assert shown["file_name"].notna().all()
    assert at.subheader[0].value == f"Credits of {text.escape(allocation)} as reported"


def test_rows_keep_to_the_projects_of_the_choice(demonstration: Database) -> None:
    credits = effective_rows(demonstration, "credits", as_of=DEMONSTRATED_UNTIL)
    projects = effective_rows(demonstration, "projects", as_of=DEMONSTRATED_UNTIL)
    served = dict(zip(projects["project"], projects["institution"], strict=True))
    first = credits.iloc[0]
    other = next(i for i in projects["institution"] if i != served[first["project"]])
    assert rows_of(first["basic_allocation"], other).info[0].value == "Nothing was reported on this sheet."


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_table_is_written_for_the_eye_and_holds_its_numbers_for_the_file(
    demonstration: Database, language: str
) -> None:
    with text.speaking(language):
        now = position(data.version(), FILTERS)
        assert now is not None
        written, values = allocation_tables(data.version(), now)
        engaged = text.gettext("Engaged")
        assert list(written.columns) == list(values.columns)
        assert sum(values[engaged]) == now.year.credits.engaged
        assert written[engaged].tolist() == [text.amount(amount) for amount in values[engaged]]
        assert written[text.gettext("CL gap")].iloc[0] == text.points(now.allocations[0].payment_gap.value, 1)
