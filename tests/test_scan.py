import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.errors import FileRefused
from data_access.workbook.limits import DEFAULT_LIMITS, Limits
from data_access.workbook.marks import Marks, address_of
from data_access.workbook.parsed_marks import scan_thoroughly
from data_access.workbook.quick_marks import UnusualSheetError, scan_quickly
from data_access.workbook.scan import begin_scan
from tests import awkward_files as files

PERCENT = frozenset(("2", "3"))
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def marks_of(data: bytes, kind: str = "xlsx", limits: Limits = DEFAULT_LIMITS) -> Marks:
    return begin_scan(data, kind, limits).marks()[0]


def refusal_of(data: bytes, kind: str = "xlsx", limits: Limits = DEFAULT_LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as refusal:
        begin_scan(data, kind, limits).marks()
    return refusal.value


def test_errors_are_found_at_their_address() -> None:
    assert marks_of(files.error_cells()).errors == {(2, 1): "#REF!", (3, 3): "#N/A"}


def test_formulas_without_a_value() -> None:
    assert marks_of(files.uncached_formulas()).uncached == {(1, 0), (2, 0), (3, 0), (9, 4)}


def test_cells_shown_as_percentages() -> None:
    assert marks_of(files.percent_styles()).percent == {(1, 0), (1, 1)}


def test_merged_ranges_and_hidden_rows() -> None:
    marks = marks_of(files.merged_and_hidden_rows())
    assert (marks.merged, marks.hidden_rows, marks.last_row) == (["A1:B1"], [3, 5], 5)


def test_namespace_prefixes() -> None:
    marks = marks_of(files.prefixed())
    assert (marks.errors, marks.uncached, marks.percent) == ({(1, 1): "#REF!"}, {(1, 2)}, {(2, 0)})
    assert (marks.merged, marks.hidden_rows) == (["A3:B4"], [2])


def test_cells_without_address_count_by_position() -> None:
    marks = marks_of(files.unaddressed())
    assert (marks.errors, marks.uncached, marks.percent) == ({(1, 1): "#N/A"}, {(2, 1)}, {(2, 0)})
    assert marks.hidden_rows == [2]


def test_attributes_in_any_order_and_quotes() -> None:
    marks = marks_of(files.attributes_in_any_order())
    assert (marks.errors, marks.percent) == ({(1, 0): "#DIV/0!"}, {(1, 1)})


def test_strict_open_xml_is_scanned_alike() -> None:
    marks = marks_of(files.strict(files.error_cells()))
    assert marks.errors == {(2, 1): "#REF!", (3, 3): "#N/A"}


def test_formatted_blanks_do_not_count() -> None:
    assert marks_of(files.formatted_to_the_edge()).last_row == 1


def test_blocks_end_where_rows_end() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" t="e"><v>#N/A</v></c></row>' % (r, r) for r in range(1, 3001))
    xml = HEAD + rows + TAIL
    marks = Marks("Data", DEFAULT_LIMITS, percent=set())
    many = (xml[i : i + 997] for i in range(0, len(xml), 997))
    scan_quickly(many, marks, PERCENT)
    assert len(marks.errors) == 3000


def test_a_large_sheet_is_scanned_in_several_blocks() -> None:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}" t="e"><v>#N/A</v></c></row>' for r in range(1, 99_000)
    )
    marks = marks_of(files.open_xml(rows))
    assert len(marks.errors) == 98_999
    assert marks.last_row == 98_999


@pytest.mark.parametrize(
    ("cell", "code", "extent"),
    [
        ("XFD1048576", "sheet_too_many_columns", {"columns": 16384, "limit": 256}),
        ("IW2", "sheet_too_many_columns", {"columns": 257, "limit": 256}),
        ("AAA2", "sheet_too_many_columns", {"columns": 703, "limit": 256}),
        ("A200001", "sheet_too_many_rows", {"rows": 200_001, "limit": 200_000}),
    ],
)
def test_a_far_cell_is_refused_by_its_address(cell: str, code: str, extent: dict[str, int]) -> None:
    refusal = refusal_of(files.sparse_cell(cell))
    assert refusal.code == code
    assert refusal.params == {"sheet": "Data", "cell": cell, **extent}


@pytest.mark.parametrize("cell", ["IV2", "A200000"])
def test_the_last_cell_within_the_limits_passes(cell: str) -> None:
    assert marks_of(files.sparse_cell(cell)).last_row == address_of(cell)[0]


@pytest.mark.parametrize("columns", [1, 5, 26, 27, 52, 53, 256, 702])
def test_the_column_limit_is_exact(columns: int) -> None:
    limits = Limits(columns=columns)
    at_limit = Marks("Data", limits)
    row = "".join(f'<c r="{letters}1"><v>1</v></c>' for letters in _letters(columns))
    scan_quickly([HEAD + f'<row r="1">{row}</row>'.encode() + TAIL], at_limit, frozenset())
    assert at_limit.last_row == 1
    beyond = HEAD + f'<row r="1"><c r="{_letters(columns + 1)[-1]}1"><v>1</v></c></row>'.encode() + TAIL
    with pytest.raises(FileRefused, match="sheet_too_many_columns"):
        scan_quickly([beyond], Marks("Data", limits), frozenset())


def _letters(count: int) -> list[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    two = [a + b for a in alphabet for b in alphabet]
    return [*alphabet, *two, "AAA"][:count]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (files.billion_laughs(), "file_has_entities"),
        (files.billion_laughs("xl/styles.xml"), "file_has_entities"),
        (files.billion_laughs("xl/worksheets/sheet1.xml"), "file_has_entities"),
        (files.external_entity("file:///etc/hostname"), "file_has_entities"),
        (files.utf16_entity(), "file_has_entities"),
        (files.entity_behind_comment(), "file_has_entities"),
        (files.duplicate_parts(), "file_damaged"),
        (files.broken_part(), "file_damaged"),
        (files.sheet_without_part(), "file_damaged"),
        (files.no_sheets(), "file_has_no_sheets"),
        (files.many_sheets(51), "file_too_many_sheets"),
        (files.zip_bomb(2), "file_expands_too_much"),
        (files.lying_zip_bomb(2), "file_expands_too_much"),
        (files.sparse_cell("A0"), "file_damaged"),
        (files.changed_part("xl/workbook.xml", lambda t: t[:-5]), "file_damaged"),
        (files.changed_part("xl/workbook.xml", lambda t: t.replace("UTF-8", "UTX-8")), "file_damaged"),
    ],
)
def test_packages_that_are_refused(data: bytes, code: str) -> None:
    assert refusal_of(data, limits=Limits(unzipped_bytes=1 << 20)).code == code


def test_a_comment_in_the_head_of_a_part_is_no_reason_to_refuse() -> None:
    data = files.changed_part("xl/styles.xml", lambda t: t.replace("<styleSheet", "<!-- <!DOCTYPE --><styleSheet", 1))
    assert marks_of(data).last_row == 1


def test_a_bomb_costs_no_memory() -> None:
    data = files.lying_zip_bomb(48)
    tracemalloc.start()
    refusal = refusal_of(data, limits=Limits(unzipped_bytes=32 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.code == "file_expands_too_much"
    assert peak < 24 << 20


def test_marks_are_limited_too() -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="e"><v>#N/A</v></c></row>' for r in range(1, 20))
    refusal = refusal_of(files.open_xml(rows), limits=Limits(marks=10))
    assert refusal.code == "file_needs_too_much_memory"


def test_scanning_ends_when_the_time_is_up() -> None:
    assert refusal_of(files.open_xml(), limits=Limits(seconds=-1)).code == "file_takes_too_long"


def test_xls_records() -> None:
    marks = marks_of(files.xls(), "xls")
    assert marks.errors == {(2, 0): "#N/A", (2, 1): "#REF!"}
    assert (marks.percent, marks.merged, marks.hidden_rows) == ({(2, 2)}, ["A5:B5"], [4])


def test_encrypted_xls() -> None:
    assert refusal_of(files.xls(encrypted=True), "xls").code == "file_encrypted"


def test_ods_tables() -> None:
    marks = marks_of(files.ods_sample(), "ods")
    assert marks.errors == {(2, 0): "#DIV/0!"}
    assert (marks.percent, marks.merged, marks.hidden_rows) == ({(2, 1)}, ["A3:B3"], [3])
    assert marks.last_row == 3


def test_a_value_repeated_over_the_whole_table_is_refused() -> None:
    refusal = refusal_of(files.ods_bomb(), "ods")
    assert (refusal.code, refusal.params["cell"]) == ("sheet_too_many_columns", "XFD1048576")


@pytest.mark.parametrize("reference", ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "Ä1", "A99999999"])
def test_addresses_excel_does_not_have(reference: str) -> None:
    with pytest.raises(FileRefused, match="file_damaged"):
        address_of(reference)


CELLS = st.sampled_from(
    [
        "<c {a}><v>1</v></c>",
        '<c {a} t="s"><v>0</v></c>',
        '<c {a} s="1"/>',
        '<c {a} s="2"></c>',
        '<c {a} s="2"><v>0.5</v></c>',
        '<c {a} s="3" t="n"><v>0.5</v></c>',
        '<c {a} t="e"><v>#REF!</v></c>',
        '<c {a} t="e" s="2"><f>A1</f><v>#DIV/0!</v></c>',
        "<c {a}><f>A1</f><v>2</v></c>",
        "<c {a}><f>A1</f></c>",
        "<c {a}><f>A1</f><v></v></c>",
        '<c {a} s="3"><f/><v /></c>',
        '<c {a} t="str"><f>A1</f><v></v></c>',
        '<c {a} t="inlineStr"><is><t>v</t></is></c>',
        '<c {a} cm="1" s="2"><f t="array" ref="A1">A1</f><v>2</v></c>',
        '<c {a} t="s"><v/></c>',
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(["", ' hidden="1"']))
def test_patterns_and_parser_see_the_same(rows: list[list[str]], hidden: str) -> None:
    xml = "".join(_row(number, cells, hidden) for number, cells in enumerate(rows, 1))
    quick, thorough = (_scanned(scan, HEAD + xml.encode() + TAIL) for scan in (scan_quickly, scan_thoroughly))
    assert (quick.errors, quick.uncached, quick.percent) == (thorough.errors, thorough.uncached, thorough.percent)
    assert quick.hidden_rows == thorough.hidden_rows


def _row(number: int, cells: list[str], hidden: str) -> str:
    placed = (cell.format(a=f'r="{"ABCD"[i]}{number}"') for i, cell in enumerate(cells))
    return f'<row r="{number}"{hidden}>{"".join(placed)}</row>'


def _scanned(scan: Callable[[list[bytes], Marks, frozenset[str]], None], xml: bytes) -> Marks:
    marks = Marks("Data", DEFAULT_LIMITS, percent=set())
    scan([xml], marks, PERCENT)
    return marks


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(min_value=0, max_value=200))
def test_damaged_xml_is_refused_and_never_breaks_the_scan(noise: bytes, at: int) -> None:
    xml = HEAD + files.PLAIN_ROWS.encode() + TAIL
    xml = xml[:at] + noise + xml[at:]
    for scan in (scan_quickly, scan_thoroughly):
        with suppress(FileRefused, UnusualSheetError):
            _scanned(scan, xml)
