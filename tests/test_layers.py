"""The rules of the house that can be read from the source, and the checker itself on invented breaches."""

from pathlib import Path, PurePosixPath

import pytest

from tools.layers import all_breaches, breaches, entrypoint_breaches

BREACHES = [
    ("data_access/store.py", "import streamlit as st", "may not import streamlit"),
    ("data_access/store.py", "from dashboard.text import _", "may not import dashboard.text"),
    ("data_access/store.py", "from . import plan", "relative import"),
    ("data_access/utils.py", "", "says nothing"),
    ("dashboard/metrics/risks.py", "from data_access.contract import Label", "may not import data_access"),
    ("dashboard/metrics/risks.py", "import sqlalchemy", "may not import sqlalchemy"),
    ("dashboard/metrics/risks.py", "from dashboard import data", "may not import dashboard.data"),
    ("dashboard/metrics/risks.py", "def f():\n    import streamlit", "may not import streamlit"),
    ("dashboard/charts/grid.py", "from dashboard.uploads import preview", "may not import dashboard.uploads"),
    ("dashboard/reports/pack.py", "import streamlit.web.cli", "may not import streamlit"),
    ("dashboard/text.py", "import streamlit as st", "may not import streamlit"),
    ("dashboard/filters.py", "from pages import portfolio", "may not import pages"),
    ("dashboard/uploads.py", "from seed.story import tell", "may not import seed"),
    ("dashboard/calendar.py", "", "standard library"),
    ("dashboard/statistics/trend.py", "", "standard library"),
    ("pages/budget.py", "import sqlalchemy as sa", "may not import sqlalchemy"),
    ("pages/budget.py", "from data_access.contract import CONTRACT", "may not import data_access"),
    ("pages/budget.py", "def total(rows):\n    return sum(rows)", "only a fragment or a dialog"),
    ("pages/budget.py", "class Card:\n    pass", "a class in a page"),
    ("pages/budget.py", "left = plan - actual", "no arithmetic"),
    ("pages/budget.py", "x = 1\n" * 61, "at most 60"),
    ("dashboard/charts/grid.py", 'chart.encode(x="week:O")', "Altair shorthand"),
    ("dashboard/charts/grid.py", 'chart.encode(alt.X("a:Q"), tooltip=["a:Q"])', "Altair shorthand"),
    ("dashboard/charts/grid.py", 'chart.encode("week:O")', "Altair shorthand"),
    ("dashboard/components.py", "@st.cache_data\ndef load(): ...", "st.cache_data belongs in"),
    ("seed/story.py", "import pages.portfolio", "may not import pages"),
]
FINE = [
    ("data_access/store.py", "import sqlalchemy as sa\nfrom data_access.plan import Plan"),
    ("dashboard/metrics/risks.py", "import pandas as pd\nfrom dashboard.metrics.money import Cents"),
    ("dashboard/charts/grid.py", 'chart.encode(alt.X("week:O"), tooltip=[alt.Tooltip("a:Q")])'),
    ("dashboard/reports/pack.py", 'name.encode("utf-8")\nname.encode(encoding="utf-8", errors="strict")'),
    ("dashboard/cli_setup.py", "from seed.story import tell"),
    ("dashboard/data.py", "@st.cache_data(max_entries=8)\ndef load(): ..."),
    (
        "pages/budget.py",
        "from dashboard import filters\n@st.fragment\ndef table(): ...\n@st.dialog(_('Row'))\ndef row(): ...",
    ),
    ("pages/budget.py", "choice: str | None = None"),
]


def test_the_product_keeps_its_layers() -> None:
    assert all_breaches() == []


@pytest.mark.parametrize(("path", "source", "sentence"), BREACHES)
def test_a_breach_is_found(path: str, source: str, sentence: str) -> None:
    found = breaches(PurePosixPath(path), source)
    assert any(sentence in breach for breach in found), found


@pytest.mark.parametrize(("path", "source"), FINE)
def test_what_is_allowed_passes(path: str, source: str) -> None:
    assert breaches(PurePosixPath(path), source) == []


def test_pages_never_stand_beside_an_entrypoint(tmp_path: Path) -> None:
    (tmp_path / "dashboard").mkdir()
    (tmp_path / "pages").mkdir()
    assert entrypoint_breaches(tmp_path) == []
    (tmp_path / "dashboard" / "pages").mkdir()
    (tmp_path / "app.py").touch()
    assert len(entrypoint_breaches(tmp_path)) == 2
