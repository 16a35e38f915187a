"""Ways to look at a chart in tests: what it draws, whether its specification is sound."""

from typing import Any

from dashboard.charts.titled import TitledChart


def specification(titled: TitledChart) -> dict[str, Any]:
    """The Vega-Lite specification, valid against its schema: ``to_dict`` raises where it is not."""
    found: dict[str, Any] = titled.chart.to_dict()
    return found


def datasets(titled: TitledChart) -> list[list[dict[str, Any]]]:
    """Every set of rows that the chart carries."""
    return list(specification(titled)["datasets"].values())


def rows_with(titled: TitledChart, *columns: str) -> list[dict[str, Any]]:
    """The rows of the one set that has all of *columns*."""
    (found,) = [rows for rows in datasets(titled) if rows and set(columns) <= set(rows[0])]
    return found


def encodings(part: dict[str, Any]) -> list[dict[str, Any]]:
    """The encoding of a view and of every view inside it."""
    inner = [e for name in ("layer", "hconcat", "vconcat") for child in part.get(name, ()) for e in encodings(child)]
    return [part["encoding"], *inner] if "encoding" in part else inner


def channels(titled: TitledChart) -> list[dict[str, Any]]:
    """Every channel of every view; a tooltip has several."""
    read = [channel for encoding in encodings(specification(titled)) for channel in encoding.values()]
    return [one for channel in read for one in (channel if isinstance(channel, list) else [channel])]


def fields(titled: TitledChart) -> set[str]:
    """The fields that some channel reads."""
    return {channel["field"] for channel in channels(titled) if "field" in channel}


def marks(titled: TitledChart) -> int:
    """Rows drawn, each layer counted: a bound on what the browser has to paint."""
    return sum(len(rows) for rows in datasets(titled))


def titles(titled: TitledChart) -> set[str]:
    """Titles of axes and tooltips."""
    found = channels(titled)
    axes = [channel.get("axis") or {} for channel in found]
    return {str(part["title"]) for part in [*found, *axes] if part.get("title")}


def sound(titled: TitledChart) -> TitledChart:
    """*titled*, after checking what holds for every chart: words beside it, fields that exist, no shorthand."""
    assert titled.title
    assert titled.alt
    known = {name for rows in datasets(titled) for row in rows for name in row}
    assert fields(titled) <= known, fields(titled) - known
    for channel in channels(titled):
        assert "type" in channel or set(channel) <= {"field", "value", "condition"}, channel
    assert marks(titled) <= 5000
    return titled
