"""The clock of double running: old tools that still run beside their replacement, contract ends, decommission dates."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.name_axis import name_axis
from dashboard.charts.reform_marks import ReformNames, cutover_words, short
from dashboard.charts.timeline import DAY_MS, NARROW, day_rules, days_across, epoch
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.dual_run import DualRun, cost_so_far, recently_stopped
from dashboard.metrics.reform_items import ReformItem, short_contracts
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import AMBER, DASH, GREY, INK, RED, words_beside

SELECTION = "old_tool"
ROW_HEIGHT = 30
LABEL_WIDTH = 220
MOST_ROWS = 30
CONTRACT_END, STOPPED = "◆", "■"

Drawn = dict[str, object]


def dual_run_chart(
    runs: Sequence[DualRun],
    items: Sequence[ReformItem],
    dates: tuple[dt.date, dt.date],
    names: ReformNames,
    *,
    dark: bool,
) -> TitledChart:
    """One row per old tool, see ``metrics.dual_run``; *dates* are status date and today.

    First those still running, then tools of *items* whose contract ends before the cutover, then those
    stopped lately. A click selects the ``key`` of an item under ``SELECTION``.
    """
    status_date = dates[0]
    short_ones = short_contracts(items)
    rows = [_row(run, status_date, names, dark=dark) for run in runs if run.running]
    rows += [_short_row(item, names, dark=dark) for item in short_ones]
    rows += [_row(run, status_date, names, dark=dark) for run in recently_stopped(runs, status_date)]
    title = dual_run_title(runs, len(short_ones))
    chart = _chart(rows[:MOST_ROWS], dates, dark=dark)
    return TitledChart(chart, title, _alt(title, runs, short_ones), dual_run_table(runs, short_ones, names))


def dual_run_title(runs: Sequence[DualRun], short_ones: int) -> str:
    """What double running costs a month, or which contracts end too soon, in one sentence."""
    running = [r for r in runs if r.running]
    if running:
        monthly = sum((r.item.monthly_cost or Decimal(0) for r in running), Decimal(0))
        return ngettext(
            "{count} old tool still runs beside its replacement: {monthly} a month, {so_far} so far",
            "{count} old tools still run beside their replacement: {monthly} a month, {so_far} so far",
            len(running),
            monthly=text.amount(monthly),
            so_far=text.amount(cost_so_far(runs)),
        )
    if short_ones:
        return short_words(short_ones)
    return _("No old tool runs beside its replacement")


def short_words(count: int) -> str:
    """How many contracts end before the cutover, as a sentence."""
    return ngettext(
        "{count} contract ends before its tool is replaced",
        "{count} contracts end before their tools are replaced",
        count,
    )


def dual_run_table(runs: Sequence[DualRun], short_ones: Sequence[ReformItem], names: ReformNames) -> pd.DataFrame:
    """The same as a table; amounts in EUR."""
    found = [(r.item, _state(r), r.since, r.until, r.so_far) for r in runs]
    found += [(i, _("contract ends before the cutover"), None, None, None) for i in short_ones]
    rows = [
        {
            _("Item"): i.item,
            _("Institution"): names.institution(i),
            _("Current tool"): i.current_tool,
            _("State"): state,
            _("Cost per month (EUR)"): i.monthly_cost,
            _("Cutover"): i.cutover if since is None else since,
            _("Contract end"): i.contract_end,
            _("Decommissioned on"): until,
            _("Cost so far (EUR)"): so_far,
        }
        for i, state, since, until, so_far in found
    ]
    return pd.DataFrame(rows)


def _state(run: DualRun) -> str:
    return _("runs beside its replacement") if run.running else pgettext("double running", "ended")


def _alt(title: str, runs: Sequence[DualRun], short_ones: Sequence[ReformItem]) -> str:
    each = [f"{r.item.current_tool} {text.amount(r.item.monthly_cost)}" for r in runs if r.running]
    parts = [
        title + ".",
        text.listing(each) + "." if each else "",
        short_words(len(short_ones)) + "." if short_ones else "",
    ]
    return " ".join(part for part in parts if part)


def _row(run: DualRun, status_date: dt.date, names: ReformNames, *, dark: bool) -> list[Drawn]:
    item = run.item
    monthly = _("{amount} a month", amount=text.amount(item.monthly_cost)) if item.monthly_cost else _("no cost given")
    about = f"{cutover_words(item)}; {monthly}; {_('so far {amount}', amount=text.amount(run.so_far))}"
    common = _common(item, names, about)
    end, since = run.until or status_date, run.since or status_date
    if run.until:
        ink = words_beside(GREY.graphic, dark=dark)
        said = _("ended {day}: {amount}", day=text.day(run.until), amount=text.amount(run.so_far))
        return [
            common | {"kind": "ended", "day": epoch(since), "end": epoch(end), "colour": GREY.graphic},
            common | {"kind": "mark", "day": epoch(end), "symbol": STOPPED, "colour": GREY.graphic},
            common | _said(end, said, ink=ink),
        ]
    marks = [common | {"kind": "run", "day": epoch(since), "end": epoch(end), "colour": AMBER.graphic}]
    marks += _contract(item, end, common)
    said = text.amount(run.so_far)
    return [*marks, common | _said(max(end, item.contract_end or end), said, ink=INK[dark])]


def _contract(item: ReformItem, end: dt.date, common: Drawn) -> Iterator[Drawn]:
    if item.contract_end is None:
        return
    tone = RED if item.contract_end < end else GREY
    if item.contract_end > end:
        yield common | {"kind": "ahead", "day": epoch(end), "end": epoch(item.contract_end), "colour": AMBER.graphic}
    yield common | {"kind": "mark", "day": epoch(item.contract_end), "symbol": CONTRACT_END, "colour": tone.graphic}


def _short_row(item: ReformItem, names: ReformNames, *, dark: bool) -> list[Drawn]:
    contract_end, cutover = item.contract_end or dt.date.max, item.cutover or dt.date.max
    days = ngettext("{count} day without a contract", "{count} days without a contract", (cutover - contract_end).days)
    common = _common(item, names, f"{cutover_words(item)}; {days}")
    return [
        common | {"kind": "gap", "day": epoch(contract_end), "end": epoch(cutover), "colour": RED.graphic},
        common | {"kind": "mark", "day": epoch(contract_end), "symbol": CONTRACT_END, "colour": RED.graphic},
        common | {"kind": "mark", "day": epoch(cutover), "symbol": "○", "colour": RED.graphic},
        common | _said(cutover, days, ink=words_beside(RED.graphic, dark=dark)),
    ]


def _common(item: ReformItem, names: ReformNames, about: str) -> Drawn:
    return {
        "key": item.key, "row": f"{short(item.current_tool)} · {item.item}", "about": about,
        "institution": names.institution(item),
        "contract": text.day(item.contract_end) if item.contract_end else _("n/a"),
    }  # fmt: skip


def _said(day: dt.date, words: str, *, ink: str) -> Drawn:
    return {"kind": "said", "day": epoch(day), "text": words, "colour": ink}


def key_words() -> str:
    """What the symbols stand for, as one line."""
    return _(
        "{contract} contract end · {stopped} old tool stopped, double running ended · amounts: double running so far",
        contract=CONTRACT_END,
        stopped=STOPPED,
    )


def _chart(rows: Sequence[list[Drawn]], dates: tuple[dt.date, dt.date], *, dark: bool) -> AnyChart:
    drawn = [mark for row in rows for mark in (*row, row[0] | {"kind": "row", "day": None, "end": None})]
    marks = pd.DataFrame(drawn, columns=_COLUMNS)
    order = list(dict.fromkeys(str(row[0]["row"]) for row in rows))
    ends = [float(value) for name in ("day", "end") for value in marks[name].dropna()] or [epoch(dates[0])]
    first, last = (dt.date(1970, 1, 1) + dt.timedelta(days=edge(ends) // DAY_MS) for edge in (min, max))
    domain = (first - dt.timedelta(days=7), max(last, dates[0]) + (last - first) / 6)
    x = days_across("day")
    y = alt.Y(
        field="row", type="ordinal", sort=order,
        axis=name_axis((LABEL_WIDTH, 120), f"width > {NARROW - LABEL_WIDTH}", dark=dark),
    )  # fmt: skip
    own = alt.Color(field="colour", type="nominal", scale=None, legend=None)
    base = alt.Chart(marks).encode(x=x, y=y, color=own)
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    tooltip = [
        alt.Tooltip(field=field, type="nominal", title=title)
        for field, title in {"row": _("Tool"), "institution": _("Institution"), "about": _("Double running"),
                             "contract": _("Contract end")}.items()
    ]  # fmt: skip
    end = alt.X2(field="end")
    layers = [
        *day_rules(*dates, domain, dark=dark),
        base.mark_rule(strokeWidth=2, strokeDash=DASH).transform_filter("datum.kind == 'ahead'").encode(x2=end),
        base.mark_rule(strokeWidth=2, strokeDash=[2, 3]).transform_filter("datum.kind == 'gap'").encode(x2=end),
        base.mark_bar(height=12, cornerRadius=2).transform_filter("datum.kind == 'run'").encode(x2=end),
        base.mark_bar(height=4, cornerRadius=2).transform_filter("datum.kind == 'ended'").encode(x2=end),
        base.mark_text(fontSize=14).transform_filter("datum.kind == 'mark'")
        .encode(text=alt.Text(field="symbol", type="nominal")),
        base.mark_text(align="left", dx=10, fontSize=12).transform_filter("datum.kind == 'said'")
        .encode(text=alt.Text(field="text", type="nominal")),
        base.mark_rect(opacity=0, cursor="pointer").transform_filter("datum.kind == 'row'")
        .encode(x=alt.value(0), x2=alt.value("width"), tooltip=tooltip).add_params(picked),
    ]  # fmt: skip
    return alt.layer(*layers).properties(height=ROW_HEIGHT * max(len(order), 1) + 30, width="container")


_COLUMNS = ["kind", "key", "row", "about", "institution", "contract", "day", "end", "symbol", "text", "colour"]
