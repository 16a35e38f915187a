"""The pages about money: cumulative spending, projects worst first, and the credits of the year."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from dashboard import text
from dashboard.charts.burn import Burn, burn_chart, series_names
from dashboard.charts.spending import Bar, overrun_label, spending_bars
from dashboard.charts.titled import drawn
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.cost_positions import CostPosition
from dashboard.reports.cells import cut, kpi_card, marked, money_cell, percent_cell, status_cell
from dashboard.reports.document import Card, Cards, Cell, Chart, Column, Lines, Page, Plot, Series, Shape, Table
from dashboard.reports.pack import Pack
from dashboard.text import _
from dashboard.theme import SERIES, status_mark

KPIS = ("spent_against_plan", "forecast_at_completion", "forecast_overrun", "cpi", "spi")
MOST_BARS = 14
MOST_FINDINGS = 6
GHOST = "#9DB7DB"
"""The forecast of the compared date: that of today, paler."""


def budget_page(pack: Pack) -> Page:
    """Plan, actual and forecast by month, with the figures that they end in."""
    money = pack.money
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], pack.kpi(name)) for name in KPIS))
    if money.curve.empty:
        return Page(money.title, (cards,))
    burn = Burn(money.curve, pack.as_of, pack.as_of, money.before)
    shown = drawn(burn_chart(burn, money.title, dark=False))
    chart = Chart("", shown.alt, burn_plot(money.curve, money.before), shown.specification, 9.2)
    blocks = (cards, chart, *((Lines(money.findings[:MOST_FINDINGS]),) if money.findings else ()))
    notes = (shown.alt, _("Forecast: actuals of the months reported plus the forecast of the others."))
    return Page(money.title, blocks, notes)


def burn_plot(curve: pd.DataFrame, before: pd.DataFrame | None) -> Plot:
    """The cumulative lines of ``metrics.burn.curve`` by month; the forecast of before where it differs."""
    names, rows = series_names(), records(curve)
    lines = [
        ("planned", SERIES["plan"], False),
        ("actual", SERIES["actual"], False),
        ("forecast", SERIES["forecast"], True),
    ]
    if any(row["cum_planned"] != row["cum_original_planned"] for row in rows):
        lines.insert(0, ("original_planned", SERIES["baseline"], True))
    series = [
        Series(names[name], tuple(_decimal(row[f"cum_{name}"]) for row in rows), colour, dashed)
        for name, colour, dashed in lines
    ]
    ghost = _ghost(rows, before)
    if ghost:
        series.append(Series(_("Forecast before"), ghost, GHOST, dashed=True))
    months = tuple(text.month(row["month"]) for row in rows)  # type: ignore[arg-type]  # a date
    return Plot(Shape.LINE, months, tuple(series), _("EUR, cumulative"))


def _ghost(rows: Sequence[dict[str, object]], before: pd.DataFrame | None) -> tuple[Decimal | None, ...]:
    if before is None or before.empty:
        return ()
    then = {row["month"]: _decimal(row["cum_forecast"]) for row in records(before)}
    ghost = tuple(then.get(row["month"]) for row in rows)
    same = all(was is None or was == row["cum_forecast"] for was, row in zip(ghost, rows, strict=True))
    return () if same else ghost


def _decimal(cell: object) -> Decimal | None:
    value = value_of(cell)
    return None if value is None else Decimal(str(value))


def projects_pages(pack: Pack) -> tuple[Page, ...]:
    """Budget, spending and forecast by project, the worst use of tolerance first: as bars, then as a table."""
    costs = [cost for cost in pack.money.costs if cost.spending.bac or cost.spending.ac]
    bars = [_bar(pack, cost) for cost in costs[:MOST_BARS]]
    if not bars:
        return ()
    shown = drawn(spending_bars(bars, (pack.money.costs_title, _("Project")), dark=False))
    chart = Chart("", shown.alt, _bars_plot(bars), shown.specification, 15.0, fixed=True)
    return (
        Page(pack.money.costs_title, (chart,), (shown.alt,)),
        Page(_("Cost by project"), (_cost_table(pack, costs),)),
    )


def _bar(pack: Pack, cost: CostPosition) -> Bar:
    mark = status_mark(cost.status, stale=pack.stale.get(cost.key, False))
    return Bar(cost.key, cut(pack.names.get(cost.key, cost.key), 44), cost.spending, mark, overrun_label(cost.spending))


def _bars_plot(bars: Sequence[Bar]) -> Plot:
    parts = (("bac", _("Budget"), SERIES["plan"]), ("ac", _("Spent"), SERIES["actual"]),
             ("forecast_at_completion", _("Forecast"), GHOST))  # fmt: skip
    series = tuple(
        Series(name, tuple(getattr(b.spending, field) for b in bars), colour) for field, name, colour in parts
    )
    return Plot(Shape.BAR, tuple(bar.name for bar in bars), series, _("EUR"))


def _cost_table(pack: Pack, costs: Sequence[CostPosition]) -> Table:
    columns = (
        Column(_("Project"), 3.2), Column(_("Cost status"), 1), Column(_("Budget"), 1.1, right=True),
        Column(_("Planned by now"), 1.2, right=True), Column(_("Spent"), 1.1, right=True),
        Column(_("Forecast"), 1.1, right=True), Column(_("In %"), 1, right=True),
        Column(_("Cost tolerance used"), 1.2, right=True),
    )  # fmt: skip
    rows = tuple(_cost_row(pack, cost) for cost in costs)
    total = pack.money.total
    last = (
        Cell(_("Total"), bold=True), Cell(""), money_cell(total.bac), money_cell(total.pv), money_cell(total.ac),
        money_cell(total.forecast_at_completion), Cell(overrun_label(total)), Cell(""),
    )  # fmt: skip
    return Table("", columns, (*rows, last), projects=(*(cost.key for cost in costs), ""))


def _cost_row(pack: Pack, cost: CostPosition) -> tuple[Cell, ...]:
    s = cost.spending
    return (
        Cell(cut(pack.names.get(cost.key, cost.key), 60), bold=True),
        status_cell(cost.status, stale=pack.stale.get(cost.key, False)),
        money_cell(s.bac),
        money_cell(s.pv),
        money_cell(s.ac),
        money_cell(s.forecast_at_completion),
        Cell(overrun_label(s)),
        percent_cell(cost.tolerance_used),
    )


def credits_page(pack: Pack) -> Page:
    """Commitment and payment credits of the year by basic allocation, furthest from their pace first."""
    money = pack.money
    if money.year is None:
        return Page(_("No credits of this year have been reported."), ())
    title = _("Credits of {year}", year=str(pack.as_of.year))
    table = Table(money.pace_title, _credit_columns(), tuple(_credit_row(pack, a) for a in money.allocations))
    notes = (
        money.year_end_title,
        _("CE: commitment credit. CL: payment credit. Gap: rate less the rate planned by now."),
    )
    finding = money.year_end_title[:1].lower() + money.year_end_title[1:]
    return Page(_("{title}: {finding}", title=title, finding=finding), (_year_cards(money.year), table), notes)


def _year_cards(year: Allocation) -> Cards:
    c = year.credits
    return Cards(
        (
            Card(_("Commitment rate (CE)"), text.percentage(year.commitment.value, 1),
                 _("planned {rate}", rate=text.percentage(year.planned_commitment, 1))),
            Card(_("Payment rate (CL)"), text.percentage(year.payment.value, 1),
                 _("planned {rate}", rate=text.percentage(year.planned_payment, 1))),
            Card(_("Outstanding commitments"), text.compact_amount(c.encours)),
            Card(_("Commitment credit lapsing (CE)"), text.compact_amount(c.ce_lapse)),
            Card(_("Payment credit short (CL)"), text.compact_amount(c.cl_shortage)),
        )
    )  # fmt: skip


def _credit_columns() -> tuple[Column, ...]:
    numbers = (
        _("CE adjusted"), _("CE used"), _("CE gap"), _("CE lapsing"), _("CL adjusted"), _("CL used"), _("CL gap"),
        _("CL short"), _("Encours"),
    )  # fmt: skip
    first = (Column(_("Basic allocation"), 1.7), Column(_("Pace"), 0.7))
    return (*first, *(Column(name, 1, right=True) for name in numbers))


def _credit_row(pack: Pack, a: Allocation) -> tuple[Cell, ...]:
    c = a.credits
    return (
        Cell(cut(a.code, 40), bold=True),
        marked(status_mark(a.pace(pack.thresholds))),
        money_cell(c.ce_adjusted),
        percent_cell(a.commitment.value, 1),
        _gap_cell(a.commitment_gap.value),
        money_cell(c.ce_lapse),
        money_cell(c.cl_adjusted),
        percent_cell(a.payment.value, 1),
        _gap_cell(a.payment_gap.value),
        money_cell(c.cl_shortage),
        money_cell(c.encours),
    )


def _gap_cell(gap: Decimal | None) -> Cell:
    return Cell(_("n/a") if gap is None else text.points(gap, 1), gap)
