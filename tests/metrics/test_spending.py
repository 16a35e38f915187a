from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.burn import NO_SPENDING, curve, spending_by
from dashboard.metrics.spending import COLUMNS, reported_lines, spending_of, spending_total
from tests.metrics.factories import STATUS_DATE, frame, month

EARLIER = date(2026, 3, 31)
ROWS = (
    {"project": "P1", "month": month(3), "planned": 100, "actual": 90, "category": "staff"},
    {"project": "P1", "month": month(4), "planned": 200, "actual": 210, "category": "cloud", "expenditure": "opex"},
    {"project": "P2", "month": month(3), "planned": 50, "actual": 40},
    {"project": "P2", "month": month(4), "planned": 60, "actual": 70, "forecast": 65},
)


def test_each_project_is_told_at_its_own_report():
    lines = reported_lines(frame("budget", *ROWS), {"P1": STATUS_DATE, "P2": EARLIER})
    by_project = spending_of(lines, "project")
    alone = frame("budget", *ROWS[2:])
    assert by_project["P2"] == spending_by(alone, EARLIER)["P2"]
    assert (by_project["P1"].ac, by_project["P2"].ac) == (300, 40)
    assert by_project["P2"].forecast_at_completion == 105


def test_projects_without_a_report_are_left_out():
    lines = reported_lines(frame("budget", *ROWS), {"P2": EARLIER})
    assert set(lines["project"]) == {"P2"}
    assert list(lines.columns) == list(COLUMNS)


def test_without_rows_there_is_no_spending():
    for rows, reports in ((frame("budget"), {"P1": STATUS_DATE}), (frame("budget", *ROWS), {})):
        lines = reported_lines(rows, reports)
        assert list(lines.columns) == list(COLUMNS)
        assert spending_total(lines) == NO_SPENDING
        assert spending_of(lines, "category") == {}
        assert curve(lines).empty


def test_a_blank_type_of_expenditure_is_a_part_of_its_own():
    lines = reported_lines(frame("budget", *ROWS), {"P1": STATUS_DATE, "P2": STATUS_DATE})
    found = spending_of(lines, "expenditure")
    assert {key: s.bac for key, s in found.items()} == {"": 210, "opex": 200}


cells = st.tuples(
    st.sampled_from(["P1", "P2", "P3"]),
    st.sampled_from(["staff", "cloud"]),
    st.integers(1, 12),
    st.decimals(0, 10_000, places=2),
    st.none() | st.decimals(0, 10_000, places=2),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(cells, min_size=1, max_size=12), st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), st.dates(
    date(2026, 1, 1), date(2026, 12, 31)), min_size=3), st.randoms(use_true_random=False))  # fmt: skip
def test_every_cut_adds_up_to_the_total_whatever_the_order(drawn, reports, random):
    names = ("project", "category", "month", "planned", "actual")
    rows = [dict(zip(names, (p, c, month(m), *rest), strict=True)) for p, c, m, *rest in drawn]
    lines = reported_lines(frame("budget", *rows), reports)
    shuffled = reported_lines(frame("budget", *random.sample(rows, len(rows))), reports)
    whole = spending_total(lines)
    assert spending_total(shuffled) == whole
    for cut in ("project", "category", "expenditure"):
        parts = spending_of(shuffled, cut).values()
        assert [sum(column, Decimal(0)) for column in zip(*parts, strict=True)] == list(whole)
    last = curve(shuffled).iloc[-1]
    assert (last["cum_planned"], last["cum_forecast"]) == (whole.bac, whole.forecast_at_completion)
