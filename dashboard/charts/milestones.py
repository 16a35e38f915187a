"""Milestones: where each is expected against its baselines, and how the expectation moved."""

import datetime as dt
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.earned import status_rule
from dashboard.charts.name_axis import name_axis
from dashboard.charts.timeline import month_axis
from dashboard.charts.titled import TitledChart, nothing_to_draw
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.milestones import turns
from dashboard.text import _, ngettext
from dashboard.theme import BLUE, GREEN, GREY, INK, RED

ROW = 30
TREND_HEIGHT = 340
LABEL_WIDTH, END_WIDTH, PHONE = 220, 150, 400
APART = 0.055
"""Share of the height that a label needs for itself."""


def milestone_chart(milestones: pd.DataFrame, slips: pd.DataFrame, status_date: dt.date, *, dark: bool) -> TitledChart:
    """One row per milestone: baseline as a ghost diamond, forecast or actual solid, the slip between them.

    *milestones* are rows of the sheet; *slips* comes from ``metrics.milestones.slips``, in the same order.
    """
    if milestones.empty:
        return nothing_to_draw(
            _("This project has no milestones. Add them on the sheet Milestones of the weekly workbook.")
        )
    names = milestone_names(milestones)
    rows = [_row(m, s, names) for m, s in zip(records(milestones), records(slips), strict=True)]
    rows.sort(key=lambda row: (row["baseline"] or row["expected"] or "", row["name"]))
    frame = pd.DataFrame(rows)
    title = _title(int(frame["late"].sum()))
    drawn = _drawing(frame, status_date, dark=dark).properties(height=ROW * len(frame) + 30, width="container")
    return TitledChart(drawn, title, title, _table(frame), _values(frame))


def milestone_names(milestones: pd.DataFrame) -> dict[str, str]:
    """Code to name; two of the same name are told apart by their codes."""
    names = milestones["name"].tolist()
    codes = milestones["milestone"].tolist()
    return {
        str(code): f"{name} ({code})" if names.count(name) > 1 else str(name or code)
        for code, name in zip(codes, names, strict=True)
    }


def _title(late: int) -> str:
    if not late:
        return _("No milestone is later than its baseline")
    return ngettext(
        "{count} milestone is later than its baseline", "{count} milestones are later than their baseline", late
    )


def _drawing(frame: pd.DataFrame, status_date: dt.date, *, dark: bool) -> alt.LayerChart | alt.FacetChart:
    y = alt.Y(
        field="shown",
        type="ordinal",
        sort=list(frame["shown"]),
        axis=name_axis((LABEL_WIDTH, LABEL_WIDTH * 2 // 3), f"containerSize()[0] > {PHONE}", dark=dark),
    )
    tooltip = [
        alt.Tooltip(field="name", type="nominal", title=_("Milestone")),
        alt.Tooltip(field="original_text", type="nominal", title=_("Original baseline")),
        alt.Tooltip(field="baseline_text", type="nominal", title=_("Baseline")),
        alt.Tooltip(field="expected_text", type="nominal", title=_("Expected")),
        alt.Tooltip(field="slip_text", type="nominal", title=_("Slip")),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    ghost = base.mark_point(shape="diamond", size=110, filled=False, color=GREY.graphic, opacity=0.8)
    solid = base.mark_point(shape="diamond", size=110, filled=True, opacity=1)
    slip = base.mark_rule(strokeWidth=2, opacity=0.6)
    return alt.layer(
        status_rule(status_date, dark=dark),
        slip.encode(x=_day("baseline"), x2=alt.X2(field="expected"), color=_colour()),
        ghost.encode(x=_day("baseline")),
        solid.encode(x=_day("expected"), color=_colour()),
    )


def _day(field: str) -> alt.X:
    return alt.X(field=field, type="temporal", axis=month_axis(ticks=(6, 4)), scale=alt.Scale(padding=12))


def _colour() -> alt.Color:
    return alt.Color(field="colour", type="nominal", scale=None, legend=None)


def _row(milestone: Mapping[str, object], slip: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    reached = milestone["actual"] is not None
    expected = milestone["actual"] if reached else milestone["forecast"]
    days = value_of(slip["slip_days"])
    late = days is not None and int(str(days)) > 0
    name = names[str(milestone["milestone"])]
    return {
        "name": name,
        "shown": f"✓ {name}" if reached else name,
        "baseline": _iso(milestone["baseline"]),
        "expected": _iso(expected),
        "original_text": text.day(_date(milestone.get("original_baseline") or milestone["baseline"])),
        "baseline_text": text.day(_date(milestone["baseline"])),
        "expected_text": text.day(_date(expected)),
        "slip_text": "" if days is None else _slip_text(int(str(days))),
        "days": days,
        "original": _iso(milestone.get("original_baseline") or milestone["baseline"]),
        "reached": reached,
        "colour": RED.graphic if late else GREEN.graphic if reached else BLUE.graphic,
        "late": late,
    }


def _slip_text(days: int) -> str:
    return ngettext("{signed} day", "{signed} days", abs(days), signed=text.signed(text.number, days))


def _date(cell: object) -> dt.date | None:
    return cell if isinstance(cell, dt.date) else None


def _iso(cell: object) -> str | None:
    return cell.isoformat() if isinstance(cell, dt.date) else None


def _columns() -> list[str]:
    return [_("Milestone"), _("Original baseline"), _("Baseline"), _("Expected"), _("Slip")]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame[["shown", "original_text", "baseline_text", "expected_text", "slip_text"]]
    return shown.set_axis(_columns(), axis=1)


def _values(frame: pd.DataFrame) -> pd.DataFrame:
    days = [[_from_iso(cell) for cell in frame[name]] for name in ("original", "baseline", "expected")]
    cells = zip(frame["name"], *days, frame["days"], strict=True)
    return pd.DataFrame(cells, columns=_columns(), dtype=object)


def _from_iso(cell: object) -> dt.date | None:
    return dt.date.fromisoformat(cell) if isinstance(cell, str) else None


def milestone_trend_chart(trend: pd.DataFrame, names: Mapping[str, str], *, dark: bool) -> TitledChart:
    """The date expected for each milestone as reported week by week; a horizontal line is a kept promise.

    *trend* comes from ``metrics.milestones.milestone_trend``; *names* milestone code to name. Weeks that repeat
    what the weeks around them say are left out: five years of a kept promise are two points.
    """
    known = [r for r in records(turns(trend)) if isinstance(r["expected"], dt.date)]
    if not known:
        return nothing_to_draw(_("No date was reported for a milestone yet."))
    frame = pd.DataFrame([_reported(r, names) for r in known])
    moved = set(frame.groupby("milestone")["expected"].nunique().loc[lambda dates: dates > 1].index)
    frame["colour"] = [BLUE.graphic if code in moved else GREY.graphic for code in frame["milestone"]]
    title = _trend_title(len(moved))
    return TitledChart(_trend_drawing(frame, dark=dark), title, title, _trend_table(frame), _trend_values(known, names))


def _reported(record: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    code = str(record["milestone"])
    day, expected = _date(record["status_date"]), _date(record["expected"])
    return {
        "milestone": code,
        "reported": _iso(day),
        "expected": _iso(expected),
        "name": names.get(code, code),
        "reported_text": text.day(day),
        "expected_text": text.day(expected),
    }


def _trend_title(moved: int) -> str:
    if not moved:
        return _("No milestone moved since the first report")
    return ngettext(
        "{count} milestone moved since the first report", "{count} milestones moved since the first report", moved
    )


def _trend_drawing(frame: pd.DataFrame, *, dark: bool) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(frame).encode(
        x=alt.X(field="reported", type="temporal", axis=month_axis(ticks=(6, 4), title=_("reported on"))),
        y=alt.Y(
            field="expected", type="temporal", scale=alt.Scale(zero=False, padding=14),
            axis=alt.Axis(title=_("expected on"), tickCount=5, labelExpr="timeFormat(datum.value, '%b %Y')"),
        ),
        detail=alt.Detail(field="milestone", type="nominal"),
        color=_colour(),
        tooltip=[
            alt.Tooltip(field="name", type="nominal", title=_("Milestone")),
            alt.Tooltip(field="reported_text", type="nominal", title=_("Reported on")),
            alt.Tooltip(field="expected_text", type="nominal", title=_("Expected")),
        ],
    )  # fmt: skip
    single = frame["reported"].nunique() == 1
    lines = base.mark_point(filled=True) if single else base.mark_line()
    labels = base.mark_text(align="left", dx=8, fontSize=11, limit=END_WIDTH)
    labels = labels.encode(
        y=alt.Y(field="place", type="temporal"), text=alt.Text(field="name", type="nominal"), color=alt.value(INK[dark])
    )
    labels.data = _ends(frame)
    return alt.layer(lines, labels).properties(height=TREND_HEIGHT, width="container")


def _ends(frame: pd.DataFrame) -> pd.DataFrame:
    """The last report of each milestone, with the *place* of its label: those that would touch are moved apart."""
    last = frame.sort_values("reported", kind="stable").groupby("milestone").tail(1).sort_values("expected")
    every = [dt.date.fromisoformat(day) for day in frame["expected"]]
    least = max(1, round((max(every) - min(every)).days * APART))
    places = _spread([dt.date.fromisoformat(day) for day in last["expected"]], least)
    return last.assign(place=[day.isoformat() for day in places])


def _spread(days: Sequence[dt.date], least: int) -> list[dt.date]:
    places: list[dt.date] = []
    for day in days:
        places.append(max(day, places[-1] + dt.timedelta(days=least)) if places else day)
    return places


def _trend_columns() -> list[str]:
    return [_("Milestone"), _("Reported on"), _("Expected")]


def _trend_table(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["name", "reported_text", "expected_text"]].set_axis(_trend_columns(), axis=1)


def _trend_values(known: Sequence[Mapping[str, object]], names: Mapping[str, str]) -> pd.DataFrame:
    rows = [(names.get(str(r["milestone"]), r["milestone"]), r["status_date"], r["expected"]) for r in known]
    return pd.DataFrame(rows, columns=_trend_columns(), dtype=object)
