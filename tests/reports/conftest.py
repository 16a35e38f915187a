"""A pack read once from the demonstration, for all that only looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import text
from dashboard.choice import Choice
from dashboard.report_figures import pack
from dashboard.report_reading import Reading, latest_moment
from dashboard.reports.document import Document
from dashboard.reports.pack import Pack
from dashboard.reports.steering import steering_pack
from data_access.engine import Database, open_database


@pytest.fixture(scope="session")
def demonstrated(demonstration_template: Path) -> Iterator[Database]:
    """The demonstration, to be read only."""
    database = open_database(f"sqlite:///{demonstration_template}")
    yield database
    database.engine.dispose()


@pytest.fixture(scope="session")
def shown(demonstrated: Database) -> Pack:
    """Everything that a report shows of all projects, in English."""
    with text.speaking("en"):
        return pack(Reading(demonstrated, latest_moment(demonstrated)), Choice())


@pytest.fixture(scope="session")
def steering(shown: Pack) -> Document:
    """The steering pack of the demonstration, in English."""
    with text.speaking("en"):
        return steering_pack(shown)
