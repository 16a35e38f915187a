"""Training cover and adoption, institution by institution, the least adopted first."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.name_axis import name_axis
from dashboard.charts.reform_marks import ReformNames
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.reform_items import ReformItem, by_institution
from dashboard.metrics.uptake import Uptake, uptake
from dashboard.text import _
from dashboard.theme import GREY, SERIES, words_beside

SELECTION = "institution"
ROW_HEIGHT = 30
LABEL_WIDTH = 190
NARROW = 400
TRAINED, ACTIVE = "●", "◆"
COLOURS = {TRAINED: SERIES["actual"], ACTIVE: SERIES["earned"]}


def adoption_chart(items: Sequence[ReformItem], status_date: dt.date, names: ReformNames, *, dark: bool) -> TitledChart:
    """One row per institution of *items*; a click selects its code as ``key`` under ``SELECTION``."""
    found = {code: uptake(owned, status_date) for code, owned in by_institution(items).items()}
    rows = sorted(found.items(), key=_attention)
    title = adoption_title(uptake(items, status_date))
    table = adoption_table(dict(rows), names)
    return TitledChart(_chart(rows, names, dark=dark), title, _alt(title, rows, names), table)


def adoption_title(whole: Uptake) -> str:
    """Adoption and training over all institutions, in one sentence."""
    trained = text.percentage(whole.training_cover.value)
    if whole.adoption.value is None:
        return _("{trained} of the users are trained; no tool has been live for 30 days", trained=trained)
    return _(
        "{adopted} of the users of live tools work in them; {trained} of all users are trained",
        adopted=text.percentage(whole.adoption.value),
        trained=trained,
    )


def adoption_table(found: dict[str, Uptake], names: ReformNames) -> pd.DataFrame:
    """The same as a table; percentages as numbers, blank where there is nobody to count."""
    rows = [
        {
            _("Institution"): names.institutions.get(code, code),
            _("Users in scope"): u.all.users_in_scope,
            _("Users trained"): u.all.trained,
            _("Training cover in %"): _points(u.training_cover.value),
            _("Users of tools live for 30 days"): u.settled.users_in_scope,
            _("Active users"): u.settled.active_users,
            _("Adoption in %"): _points(u.adoption.value),
        }
        for code, u in found.items()
    ]
    return pd.DataFrame(rows)


def _points(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 1)


def _attention(row: tuple[str, Uptake]) -> tuple[object, ...]:
    """The least adopted first; then those without a live tool, the least trained first."""
    code, found = row
    adopted, trained = found.adoption.value, found.training_cover.value
    return (adopted is None, adopted or Decimal(0), trained is None, trained or Decimal(0), code)


def _alt(title: str, rows: Sequence[tuple[str, Uptake]], names: ReformNames) -> str:
    each = [
        _(
            "{institution}: adoption {adopted}, training {trained}",
            institution=names.institutions.get(code, code),
            adopted=text.percentage(u.adoption.value),
            trained=text.percentage(u.training_cover.value),
        )
        for code, u in rows
    ]
    return f"{title}. {'; '.join(each)}."


def _chart(rows: Sequence[tuple[str, Uptake]], names: ReformNames, *, dark: bool) -> AnyChart:
    labels = [names.institutions.get(code, code) for code, _u in rows]
    marks = [mark for (code, u), name in zip(rows, labels, strict=True) for mark in _marks(code, name, u)]
    marks = [mark | {"ink": words_beside(str(mark["colour"]), dark=dark)} for mark in marks]
    names_axis = name_axis((LABEL_WIDTH, 150), f"containerSize()[0] > {NARROW}", dark=dark)
    base = alt.Chart(pd.DataFrame(marks)).encode(
        x=alt.X(
            field="percent", type="quantitative", scale=alt.Scale(domain=[-8, 110], nice=False),
            axis=alt.Axis(title=axis_title(), values=[0, 25, 50, 75, 100], grid=True, titleAnchor="start"),
        ),
        y=alt.Y(
            field="name", type="ordinal", sort=labels, axis=names_axis,
        ),
        color=alt.Color(field="colour", type="nominal", scale=None, legend=None),
    )  # fmt: skip
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    tooltip = [
        alt.Tooltip(field="name", type="nominal", title=_("Institution")),
        alt.Tooltip(field="about", type="nominal", title=_("Users")),
    ]
    said = {
        "text": alt.Text(field="said", type="nominal"),
        "color": alt.Color(field="ink", type="nominal", scale=None, legend=None),
    }
    layers = [
        base.mark_rule(strokeWidth=2, opacity=0.45).transform_filter("datum.kind == 'span'")
        .encode(x2=alt.X2(field="end")),
        base.mark_text(fontSize=17).transform_filter("datum.kind == 'point'")
        .encode(text=alt.Text(field="symbol", type="nominal")),
        base.mark_text(fontSize=12, align="right", dx=-9).transform_filter("datum.side == 'left'").encode(**said),
        base.mark_text(fontSize=12, align="left", dx=9).transform_filter("datum.side == 'right'").encode(**said),
        base.mark_rect(opacity=0, cursor="pointer").transform_filter("datum.kind == 'row'")
        .encode(x=alt.value(0), x2=alt.value("width"), tooltip=tooltip).add_params(picked),
    ]  # fmt: skip
    return alt.layer(*layers).properties(height=ROW_HEIGHT * len(labels) + 55, width="container")


def axis_title() -> list[str]:
    """The unit, and what the two symbols stand for: two lines, for a phone."""
    trained = _("% of users: {symbol} trained", symbol=TRAINED)
    return [trained, _("{symbol} active in tools live for 30 days", symbol=ACTIVE)]


def _marks(code: str, name: str, found: Uptake) -> list[dict[str, object]]:
    adopted, trained = found.adoption.value, found.training_cover.value
    marks: list[dict[str, object]] = []
    if adopted is not None and trained is not None:
        ends = {"percent": float(min(adopted, trained)), "end": float(max(adopted, trained))}
        marks.append({"kind": "span", "name": name, "colour": GREY.graphic, **ends})
    higher = trained is not None and (adopted is None or trained >= adopted)
    if trained is not None:
        about = f"{TRAINED} {_users(found.all.trained, found.all.users_in_scope)}"
        marks.append(_point(name, TRAINED, trained) | {"about": about, "side": "right" if higher else "left"})
    if adopted is not None:
        about = f"{ACTIVE} {_users(found.settled.active_users, found.settled.users_in_scope)}"
        marks.append(_point(name, ACTIVE, adopted) | {"about": about, "side": "left" if higher else "right"})
    about = "; ".join(str(mark["about"]) for mark in marks if "about" in mark) or _("no users")
    return [*marks, {"kind": "row", "key": code, "name": name, "about": about, "colour": GREY.graphic}]


def _users(some: int, of: int) -> str:
    return _("{part} of {whole}", part=text.number(some), whole=text.number(of))


def _point(name: str, symbol: str, percent: Decimal) -> dict[str, object]:
    return {
        "kind": "point", "name": name, "symbol": symbol, "percent": float(percent),
        "said": text.percentage(percent), "colour": COLOURS[symbol],
    }  # fmt: skip
