"""The tool map: every tool in its cell with its stage, current and target tool; a list where it is narrow."""

import pytest

from dashboard import text
from dashboard.charts.tool_map import LINE, SELECTION, map_table, map_title, tool_map_chart
from dashboard.charts.tool_tiles import BROAD, GRID, LIST, LISTED, MAP, PER_CELL, TILE_LINES, Paper, map_marks
from dashboard.metrics.reform_items import ReformItem
from dashboard.theme import BLUE, RED
from tests.reform import NAMES, Seen, ahead, day, items, over

ITEMS = items(
    ahead(8, current_tool="SAP HR", target_tool="Common HR", users_in_scope=5),
    ahead(-30, forecast_cutover=day(30), stage="failed", domain="finance", current_tool="Ledger", target_tool="New"),
    over(90, institution="South", stage="done", current_tool="Badge"),
    ahead(8, institution="South", domain="finance", forecast_cutover=day(9), blocker="No licence"),
)


def map_of(found: tuple[ReformItem, ...] = ITEMS, *, dark: bool = False) -> Seen:
    return Seen(tool_map_chart(found, NAMES, dark=dark))


@pytest.fixture(scope="module")
def chart() -> Seen:
    return map_of()


def test_each_tool_is_a_tile_in_the_column_of_its_domain(chart: Seen) -> None:
    tiles = {row["key"]: row for row in chart.of("tile", mode="grid")}
    assert set(tiles) == {item.key for item in ITEMS}
    assert {key: row["column"] for key, row in tiles.items()} == {
        "P1/T-01": 0,
        "P1/T-02": 1,
        "P1/T-03": 0,
        "P1/T-04": 1,
    }
    assert tiles["P1/T-01"]["line"] == tiles["P1/T-02"]["line"] < tiles["P1/T-03"]["line"]
    assert chart.texts("header", mode="grid") == ["Human", "resources", "Finance"]


def test_a_tile_says_stage_current_and_target_tool(chart: Seen) -> None:
    words = [*chart.of("stage", mode="grid"), *chart.of("tool", mode="map")]
    place = {(row["line"], row["column"]): row["text"] for row in words}
    first = chart.of("tile", mode="grid")[0]
    assert [place[first["line"] + n, first["column"]] for n in range(3)] == ["◑ Test", "SAP HR", "▸ Common HR"]


def test_the_target_of_all_tools_of_a_domain_stands_in_its_heading_alone() -> None:
    same = [ahead(8, current_tool=f"Old {n}", target_tool="Common HR") for n in range(2)]
    chart = map_of(items(*same, ahead(8, domain="finance", current_tool="Ledger", target_tool="New")))
    first = min(row["line"] for row in chart.of("tile", mode="grid"))
    words = [(row["column"], row["text"], row["line"] < first) for row in chart.of("tool", mode="map")]
    assert sorted(words) == [
        (0, "Old 0", False), (0, "Old 1", False), (0, "▸ Common HR", True), (1, "Ledger", False), (1, "▸ New", False),
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["Another", None])
def test_where_one_tool_goes_elsewhere_each_tile_names_its_own_target(other: str | None) -> None:
    chart = map_of(items(ahead(8, target_tool="Common HR"), ahead(8, target_tool=other)))
    first = min(row["line"] for row in chart.of("tile", mode="grid"))
    targets = [row for row in chart.of("tool", mode="map") if row["text"].startswith("▸")]
    assert [row["text"] for row in targets] == ["▸ Common HR", *(["▸ Another"] if other else [])]
    assert all(row["line"] > first for row in targets)


def test_institutions_in_trouble_come_first_with_their_progress(chart: Seen) -> None:
    assert chart.texts("label", mode="grid") == ["North Office", "South House"]
    assert chart.texts("count", mode="grid") == ["0 of 2 done", "1 of 2 done"]


def test_failed_tools_are_ringed_and_blockers_and_delays_flagged(chart: Seen) -> None:
    rings = {row["key"]: row["ring"] for row in chart.of("tile", mode="grid") if row["ring"]}
    assert rings == {"P1/T-02": RED.graphic, "P1/T-04": RED.graphic}
    assert chart.texts("first flag", mode="grid") == ["■"]
    late = map_of(items(ahead(8, forecast_cutover=day(9))))
    assert late.texts("first flag", mode="grid") == ["▲"]
    assert late.texts("flag", mode="list") == ["▲"]


def test_a_flag_stands_before_the_stage_in_the_place_of_its_symbol() -> None:
    late = map_of(items(ahead(8, forecast_cutover=day(9))))
    assert late.texts("flagged stage", mode="grid") == ["Test"]
    assert not late.texts("stage", mode="grid")


def test_a_label_that_fills_its_row_keeps_off_the_next_institution() -> None:
    names = NAMES._replace(institutions={"North": "Voiries et déplacements de Bruxelles", "South": "Short"})
    found = items(ahead(8), ahead(8, institution="South"))
    marks = list(map_marks({"North": found[:1], "South": found[1:]}, ["hr"], Paper(names, dark=False)))
    rises = {m["text"]: m["rise"] for m in marks if m["kind"] in ("label", "count")}
    assert list(rises.values())[:3] == [0, 3, 6]
    counts = [m["rise"] for m in marks if m["kind"] == "count"]
    assert counts == [9, 0]


def test_colours_follow_the_theme() -> None:
    for dark, ground in ((False, BLUE.tint_light), (True, BLUE.tint_dark)):
        tile = map_of(dark=dark).of("tile", mode="grid")[0]
        assert tile["ground"] == ground


def test_a_phone_gets_a_list_of_the_tools_that_still_move(chart: Seen) -> None:
    assert [row["key"] for row in chart.of("tile", mode="list")] == ["P1/T-02", "P1/T-01", "P1/T-04"]
    assert chart.texts("tool", mode="list")[:2] == ["Ledger ▸ New", "SAP HR ▸ Common HR"]
    assert chart.texts("stage", mode="list")[0] == "■ Failed · Finance"
    assert chart.texts("end", mode="list") == ["0 of 2 done", "1 of 2 done"]


def test_the_list_of_a_phone_names_stages_like_the_map() -> None:
    found = items(over(9, stage="decommission"))
    with text.speaking("nl"):
        chart = map_of(found)
    assert chart.texts("stage", mode="grid") == ["◎ Buiten dienst"]
    assert chart.texts("stage", mode="list")[0].startswith("◎ Buiten dienst ·")


def test_the_browser_chooses_the_layout_by_its_width(chart: Seen) -> None:
    layers = chart.spec["layer"]
    chosen = "width > 1350 ? 'broad' : width > 720 ? 'map' : 'list'"
    for layer in layers:
        said = str(layer["transform"][0])
        assert chosen in said
        assert "datum.mode == 'grid' && width > 720" in said
    assert chart.spec["height"] == {"step": LINE}


@pytest.mark.parametrize("count", [1, PER_CELL, PER_CELL + 1, 12])
def test_a_cell_of_many_tools_shows_two_and_says_how_many_more(count: int) -> None:
    chart = map_of(items(*({"current_tool": f"Tool {n}"} for n in range(count))))
    tiles = chart.of("tile", mode="grid")
    assert len(tiles) == min(count, PER_CELL)
    words = chart.texts("tool", mode="map")
    assert ([w for w in words if w.startswith("+")] == [f"+{count - PER_CELL} more"]) is (count > PER_CELL)
    lines = {row["line"] for row in chart.of("line", mode="grid")}
    assert len(lines) == 2 + TILE_LINES * len(tiles)


def test_a_projector_gets_longer_lines_of_the_same_tools() -> None:
    long = items(ahead(8, current_tool="Mainframe BS2000 of the region", target_tool="Gewestelijke cloudomgeving"))
    domains = ["hr", *map(str, range(8))]
    marks = list(map_marks({"North": long}, domains, Paper(NAMES, dark=False)))
    words = {mode: [m["text"] for m in marks if (m["kind"], m["mode"]) == ("tool", mode)] for mode in (MAP, BROAD)}
    assert words[MAP][:2] == ["Mainframe", "BS2000 of the…"]
    assert words[BROAD][:2] == ["Mainframe BS2000 of", "the region"]
    assert {m["mode"] for m in marks if m["kind"] != "tool"} == {GRID}


def test_nothing_stands_below_or_above_the_lines_of_its_layout() -> None:
    chart = map_of(items(*({"institution": f"I{n % 7}", "domain": "hr"} for n in range(40))))
    for mode, layouts in ((GRID, (GRID, MAP, BROAD)), (LIST, (LIST,))):
        lines = [row["line"] for row in chart.of("line", mode=mode)]
        assert lines == list(range(len(lines)))
        used = [row for rows in chart.sets for row in rows if row.get("mode") in layouts]
        assert max(row["last"] for row in used) <= lines[-1]


def test_a_long_list_ends_with_how_many_more() -> None:
    chart = map_of(items(*({"institution": "North"} for _ in range(LISTED + 5))))
    assert len(chart.of("tile", mode="list")) == LISTED
    assert chart.texts("count", mode="list") == ["+5 more"]


def test_a_click_selects_the_key_of_the_tool(chart: Seen) -> None:
    assert chart.selects() == (SELECTION, ["key"])


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (ITEMS, "1 of 4 tools done, 2 failed or blocked"),
        (ITEMS[:1], "0 of 1 tool done"),
        (ITEMS[1:3], "1 of 2 tools done, 1 failed or blocked"),
    ],
)
def test_the_title_counts(found: tuple[ReformItem, ...], title: str) -> None:
    assert map_title(found) == title
    alternative = tool_map_chart(found, NAMES, dark=False).alt
    assert alternative.startswith(f"{title}. Tools by institution and domain; by stage: ")


def test_the_table_says_the_same_what_needs_attention_first() -> None:
    table = map_table(ITEMS, NAMES)
    assert table["Item"].tolist() == ["T-02", "T-04", "T-01", "T-03"]
    first = table.set_index("Item").loc["T-01"]
    assert first[["Institution", "Stage", "Current tool", "Target tool", "Cutover"]].tolist() == [
        "North Office",
        "◑ Test",
        "SAP HR",
        "Common HR",
        day(8),
    ]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert map_of(dark=True).of("tile")


def test_typed_names_are_data_and_never_part_of_an_expression() -> None:
    tricky = "<script>alert(1)</script> 'a' \"b\" datum.x"
    spec = dict(map_of(items({"current_tool": tricky})).spec)
    spec.pop("datasets")
    assert "script" not in str(spec)
