import datetime as dt
import io
import os
import pickle
import socket
import string
import threading
import time
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.errors import FileRefused
from data_access.workbook import child
from data_access.workbook.limits import DEFAULT_LIMITS, Limits
from data_access.workbook.process import ReadingProcess, ValuesOnly
from data_access.workbook.raw import Cell, RawSheet
from data_access.workbook.read import read_workbook
from tests import awkward_files as files

MAY_FIRST = dt.date(2026, 5, 1)


def first_sheet(data: bytes) -> RawSheet:
    return read_workbook(data).sheets[0]


def refusal_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as refusal:
        read_workbook(data, limits)
    return refusal.value


def with_sheet(change: Callable[[str], str | bytes]) -> bytes:
    return files.changed_part("xl/worksheets/sheet1.xml", change)


def test_values_keep_their_types() -> None:
    moment = dt.datetime(2026, 5, 1, 9, 30)
    rows: list[list[object]] = [
        ["00123", 2, True],
        [MAY_FIRST, moment, dt.datetime(2026, 5, 2)],
        [None, -1.5, "é\u202f€"],
        [None, None, ""],
    ]
    assert first_sheet(files.workbook({"Data": rows})).columns == [
        ["00123", MAY_FIRST, None],
        [2.0, moment, -1.5],
        [True, dt.date(2026, 5, 2), "é\u202f€"],
    ]


def test_whole_numbers_are_floats_and_booleans_are_not() -> None:
    columns = first_sheet(files.workbook({"Data": [(1, True), (0, False)]})).columns
    assert [[type(cell) for cell in column] for column in columns] == [[float, float], [bool, bool]]


def test_addresses_stay_true_when_the_sheet_begins_late() -> None:
    data = with_sheet(lambda t: t.replace(files.PLAIN_ROWS, '<row r="4"><c r="C4"><v>7</v></c></row>'))
    assert first_sheet(data).columns == [[None] * 4, [None] * 4, [None, None, None, 7.0]]


@pytest.mark.parametrize(
    "data",
    [
        files.open_xml(),
        files.strict(files.open_xml()),
        files.backslash_names(),
        files.formatted_to_the_edge(),
        files.macros(),
        files.changed_part("xl/_rels/workbook.xml.rels", lambda t: t.replace('"worksheets/', '"/xl/worksheets/')),
        files.changed_part("xl/_rels/workbook.xml.rels", lambda t: t.replace('"worksheets/', '"./worksheets/')),
        with_sheet(lambda t: t.replace('"UTF-8"', '"UTF-16"').encode("utf-16")),
        with_sheet(lambda t: t.replace("<v>1</v>", "<v><![CDATA[1]]></v>")),
        with_sheet(lambda t: t.replace("<sheetData>", '<!-- <c r="XFD1"> --><sheetData>')),
    ],
    ids=["plain", "strict", "backslashes", "formatted", "macros", "absolute", "dotted", "utf16", "cdata", "comment"],
)
def test_unusual_packages_read_like_any_workbook(data: bytes) -> None:
    assert first_sheet(data).columns == [[1.0], ["two"]]


def test_a_workbook_part_under_another_name() -> None:
    parts = {
        name.replace("xl/workbook.xml", "xl/book.xml").replace("workbook.xml.rels", "book.xml.rels"): content.replace(
            "xl/workbook.xml", "xl/book.xml"
        )
        for name, content in files.open_xml_parts().items()
    }
    assert first_sheet(files.package(parts)).columns == [[1.0], ["two"]]


def test_a_wrong_dimension_hides_no_cell() -> None:
    assert first_sheet(files.wrong_dimension()).columns == [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]


@pytest.mark.parametrize("reader", ["calamine", "openpyxl"])
def test_dates_of_1904(reader: str) -> None:
    with ReadingProcess(reader, DEFAULT_LIMITS) as process:
        process.send(files.dates_of_1904())
        assert process.sheets()[0].columns == [[dt.date(1904, 1, 2)]]


@pytest.mark.parametrize("style", ["", ' s="1"'])
def test_iso_dates_as_strict_workbooks_hold_them(style: str) -> None:
    cell = f'<row r="1"><c r="A1"{style} t="d"><v>2026-05-01T00:00:00</v></c></row>'
    assert first_sheet(files.strict(files.open_xml(cell))).columns == [[MAY_FIRST]]


def test_a_date_before_the_calendar_does_not_stop_the_rest() -> None:
    sheet = first_sheet(files.open_xml('<row r="1"><c r="A1" s="1"><v>-5</v></c><c r="B1"><v>1</v></c></row>'))
    assert sheet.columns[1] == [1.0]
    assert not isinstance(sheet.columns[0][0], dt.date)


def test_errors_are_blank_and_noted_at_their_address() -> None:
    sheet = first_sheet(files.error_cells())
    assert sheet.errors == {(2, 1): "#REF!", (3, 3): "#N/A"}
    assert sheet.columns == [[1.0, None, None], [None] * 3, [None] * 3, [None] * 3]


def test_uncached_formulas_are_noted_and_inside_the_sheet() -> None:
    sheet = first_sheet(files.uncached_formulas())
    assert sheet.uncached == {(1, 0), (2, 0), (3, 0), (9, 4)}
    assert (sheet.height, len(sheet.columns)) == (9, 5)
    assert sheet.columns[1][:2] == [2.0, None]


def test_marks_of_the_scan_reach_the_sheet() -> None:
    assert first_sheet(files.percent_styles()).percent == frozenset({(1, 0), (1, 1)})
    sheet = first_sheet(files.merged_and_hidden_rows())
    assert (sheet.merged, sheet.hidden_rows) == (("A1:B1",), (3, 5))


def test_a_prefixed_workbook() -> None:
    assert first_sheet(files.prefixed()).columns == [[1.0, 0.5], [None, None], [None, None]]


def test_cells_without_address() -> None:
    assert first_sheet(files.unaddressed()).columns == [[1.0, 0.5], [None, None]]


def test_hidden_and_very_hidden_sheets() -> None:
    sheets = read_workbook(files.hidden_sheets()).sheets
    assert [(s.name, s.hidden) for s in sheets] == [("Seen", False), ("Hidden", True), ("VeryHidden", True)]


def test_chart_sheets_are_left_out() -> None:
    assert [s.name for s in read_workbook(files.chart_sheet()).sheets] == ["Data"]


def test_macros_are_noted() -> None:
    book = read_workbook(files.macros())
    assert (book.kind, book.has_macros) == ("xlsm", True)


def test_xls() -> None:
    book = read_workbook(files.xls())
    assert book.sheets[0].columns == [["text", None, None, 1.0], [7.0, None, None, None], [MAY_FIRST, 0.5, None, None]]
    assert book.sheets[0].errors == {(2, 0): "#N/A", (2, 1): "#REF!"}
    assert [(s.name, s.hidden) for s in book.sheets] == [("Data", False), ("Behind", True)]


def test_ods() -> None:
    sheet = first_sheet(files.ods_sample())
    assert sheet.columns == [["text", None, 3.0], [2.5, 0.5, None], [MAY_FIRST, None, None]]
    assert (sheet.errors, sheet.percent) == ({(2, 0): "#DIV/0!"}, frozenset({(2, 1)}))


def test_an_empty_sheet_has_no_columns() -> None:
    assert first_sheet(files.workbook({"Data": []})).columns == []


def test_a_sheet_of_which_readers_see_nothing_is_not_taken_for_an_empty_one() -> None:
    unseen = with_sheet(lambda t: t.replace(files.PLAIN_ROWS, '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>'))
    refusal = refusal_of(files.strict(unseen))
    assert (refusal.code, refusal.params) == ("file_damaged", {"reason": "cells", "part": "Data"})


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-30],
        lambda t: t.replace('t="inlineStr"><is><t>two</t></is>', 't="s"><v>9</v>'),
    ],
    ids=["cut", "missing shared string"],
)
def test_a_sheet_that_no_reader_understands(change: Callable[[str], str]) -> None:
    assert refusal_of(with_sheet(change)).code == "file_damaged"


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"", "file_empty", {}),
        (files.csv("a;b\nc;d\ne;f\n"), "file_not_a_workbook", {"kind": "csv"}),
        (files.encrypted_open_xml(), "file_encrypted", {}),
        (files.xls(encrypted=True), "file_encrypted", {}),
        (files.encrypted_ods(), "file_encrypted", {}),
        (files.circular_ole(), "file_damaged", {"reason": "ole"}),
        (files.no_sheets(), "file_has_no_sheets", {}),
        (files.many_sheets(51), "file_too_many_sheets", {"sheets": 51, "limit": 50}),
        (files.billion_laughs(), "file_has_entities", {"part": "xl/workbook.xml"}),
    ],
)
def test_refusals_say_why(data: bytes, code: str, params: dict[str, object]) -> None:
    refusal = refusal_of(data)
    assert (refusal.code, refusal.params) == (code, params)


def test_too_many_bytes() -> None:
    assert refusal_of(bytes(101), Limits(file_bytes=100)).params == {"size": 101, "limit": 100}


def test_too_many_rows_name_the_cell() -> None:
    refusal = refusal_of(files.many_rows(12), Limits(rows=11))
    assert refusal.params == {"sheet": "Data", "cell": "A12", "rows": 12, "limit": 11}


def test_rows_out_of_order_cannot_pass_the_limit() -> None:
    rows = '<row r="12"><c r="A12"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    assert refusal_of(files.open_xml(rows), Limits(rows=11)).code == "sheet_too_many_rows"


def test_an_external_entity_is_never_fetched() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/secret"
        assert refusal_of(files.external_entity(address)).code == "file_has_entities"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_grid_beyond_the_memory_limit_ends_the_process_and_not_the_server() -> None:
    refusal = refusal_of(files.sparse_cell("IV199999"), Limits(memory_bytes=256 << 20, seconds=30))
    assert (refusal.code, refusal.params) == ("file_needs_too_much_memory", {"limit": 256 << 20})


def test_a_reader_that_aborts_is_a_refusal() -> None:
    with ReadingProcess("calamine", Limits(memory_bytes=256 << 20, seconds=30)) as process:
        process.send(files.circular_ole())
        with pytest.raises(FileRefused) as refusal:
            process.sheets()
    assert refusal.value.code == "file_needs_too_much_memory"


@pytest.mark.parametrize("reader", ["calamine", "openpyxl"])
def test_a_reader_that_says_no(reader: str) -> None:
    with ReadingProcess(reader, DEFAULT_LIMITS) as process:
        process.send(b"no workbook at all")
        with pytest.raises(FileRefused) as refusal:
            process.sheets()
    assert refusal.value.params == {"reason": "unreadable"}


def test_a_reader_that_hangs_is_killed() -> None:
    begin = time.monotonic()
    with ReadingProcess("calamine", Limits(seconds=0.3)) as process, pytest.raises(FileRefused) as refusal:
        process.sheets()  # it waits for a file that never comes
    assert (refusal.value.code, refusal.value.params) == ("file_takes_too_long", {"seconds": 0.3})
    assert time.monotonic() - begin < 5


def test_the_result_can_hold_values_only() -> None:
    with pytest.raises(pickle.UnpicklingError):
        ValuesOnly(io.BytesIO(pickle.dumps(os.system))).load()
    values = ["a", 1.0, True, None, MAY_FIRST, dt.datetime(2026, 5, 1, 9), dt.time(9), dt.timedelta(1)]
    assert ValuesOnly(io.BytesIO(pickle.dumps(values))).load() == values


def test_many_readings_at_once() -> None:
    data = files.workbook({"Data": [(i, f"text {i}") for i in range(200)]})
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(first_sheet(data).height)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 6


ADDRESSES = st.tuples(st.integers(0, 60), st.integers(0, 40))
TEXTS = st.text(string.ascii_letters + string.digits + " é€œ\u00a0\u202f<>&\"'=;,\n\t", min_size=1, max_size=20)
VALUES = st.one_of(
    TEXTS.filter(lambda text: text.strip(" \n\t") != ""),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: float(f"{x:.15g}")),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(ADDRESSES, VALUES, max_size=25))
def test_what_is_written_is_read_at_the_same_addresses(cells: dict[tuple[int, int], Cell]) -> None:
    sheet = first_sheet(_written(cells))
    found = {(r, c): v for c, column in enumerate(sheet.columns) for r, v in enumerate(column) if v is not None}
    assert found == {address: _as_read(value) for address, value in cells.items()}
    assert {type(value) for value in found.values()} <= {str, float, bool, dt.date, dt.datetime}


def _written(cells: dict[tuple[int, int], Cell]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Data")
        formats: dict[type, object] = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        for (row, column), value in cells.items():
            sheet.write(row, column, value, formats.get(type(value)))
    return buffer.getvalue()


_FORMATS: dict[type, str] = {dt.date: "yyyy-mm-dd", dt.datetime: "yyyy-mm-dd hh:mm:ss"}


def _as_read(value: Cell) -> Cell:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def test_rows_of_different_lengths_are_no_columns() -> None:
    assert [list(column) for column in child._columns([["a", 1.0], ["b", 2.0]])] == [["a", "b"], [1.0, 2.0]]
    with pytest.raises(ValueError, match="different lengths"):
        child._columns([["a", 1.0], ["b"], ["c", 2.0, "d"]])
