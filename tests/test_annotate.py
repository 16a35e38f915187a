"""The file given back with its findings: everything else in it survives, or it becomes a workbook of bad rows."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from data_access.contract import LANGUAGES
from data_access.datasets import CONTRACT
from data_access.problems import Problem, Severity
from data_access.workbook import wording
from data_access.workbook.annotate import AnnotationLimits, How, annotate
from data_access.workbook.annotation.finding import column_index
from data_access.workbook.annotation.styles import FILLS
from data_access.workbook.raw import RawSheet, RawWorkbook
from data_access.workbook.template import write_template

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

MACROS = b"not really macros, but bytes that must survive"
BAD = Problem("Budget", "bad_number", Severity.ERROR, 3, "C", value="abc")


def _message(problem: Problem) -> str:
    return f"Mend <this> & that: {problem.code}."


def _rich(*, macros: bool = False) -> bytes:
    """A workbook with what people and Excel put into one."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        money = book.add_format({"num_format": "#,##0.00", "bg_color": "#EEEEEE", "bold": True})
        budget, other = book.add_worksheet("Budget"), book.add_worksheet("O'Brien & co")
        for row in range(1, 20):
            budget.write_string(row, 0, f"{row:05}")
            budget.write_datetime(row, 1, dt.datetime(2026, 5, 1), book.add_format({"num_format": "mm/yyyy"}))
            budget.write_number(row, 2, row * 10.5, money)
            budget.write_string(row, 3, "=1+1")
        budget.write_formula(20, 2, "=SUM(C2:C20)", money, 123)
        budget.write_formula(21, 2, "=1/0", None, "#DIV/0!")
        budget.conditional_format("C2:C20", {"type": "data_bar", "data_bar_2010": True})
        budget.data_validation("A2:A20", {"validate": "list", "source": ["a", "b"]})
        budget.add_sparkline("F2", {"range": "Budget!C2:C20"})
        budget.write_comment("C3", "Agreed with finance.", {"author": "Ann"})
        budget.write_comment("A9", "Untouched.", {"author": "Ann"})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Budget!$C$2:$C$20"})
        budget.insert_chart("H2", chart)
        budget.protect("secret")
        budget.merge_range("A25:C25", "merged")
        budget.add_table("K1:L4")
        other.set_column(0, 5, 12, book.add_format({"italic": True}))
        other.write_url("B2", "https://example.org/")
        other.activate()
        book.define_name("Budget!local", "=Budget!$A$1")
        if macros:
            book.add_vba_project(io.BytesIO(MACROS), is_stream=True)
    return buffer.getvalue()


RICH = _rich()


def _plain(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), keep_vba=False)


def _marked(data: bytes, *problems: Problem, kind: str = "xlsx", language: str = "en") -> bytes:
    copy = annotate(data, kind, problems, _message, language=language)
    assert copy.how is How.ANNOTATED
    assert copy.extension == f".{kind}"
    _assert_well_formed(copy.data)
    return copy.data


def _parts(data: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(data))
    assert len(set(package.namelist())) == len(package.namelist())
    return {name: package.read(name) for name in package.namelist()}


def _assert_well_formed(data: bytes) -> None:
    parts = _parts(data)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(content)
    declared = parts["[Content_Types].xml"].decode()
    for name in parts:
        assert f'PartName="/{name}"' in declared or f'Extension="{name.rsplit(".", 1)[-1]}"' in declared, name


def _fill(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb)


def _severity(cell: Cell) -> Severity | None:
    return next((severity for severity, colour in FILLS.items() if _fill(cell) == colour), None)


class TestMarkedInPlace:
    def test_bad_cell_is_filled_and_commented(self) -> None:
        cell = _opened(_marked(RICH, BAD))["Budget"]["C3"]
        assert _severity(cell) is Severity.ERROR
        assert cell.comment.text.endswith("— Regie —\nError: Mend <this> & that: bad_number.")
        assert (cell.value, cell.number_format, cell.font.b) == (21, "#,##0.00", True)

    def test_existing_comment_is_kept_and_ours_follows(self) -> None:
        sheet = _opened(_marked(RICH, BAD))["Budget"]
        assert sheet["C3"].comment.text.startswith("Agreed with finance.\n\n— Regie —")
        assert sheet["A9"].comment.text == "Untouched."

    def test_parts_that_no_finding_touches_keep_every_byte(self) -> None:
        before, after = _parts(RICH), _parts(_marked(RICH, BAD))
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
            "xl/comments1.xml",
        }
        assert {"xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml"} <= before.keys()

    def test_a_marked_sheet_changes_in_its_marked_cells_alone(self) -> None:
        before, after = (_parts(data)["xl/worksheets/sheet1.xml"] for data in (RICH, _marked(RICH, BAD)))
        cell = re.compile(rb'<c r="C3" s="\d+">')
        assert cell.sub(b"", before) == cell.sub(b"", after)
        assert b"sparkline" in after
        assert b"x14:dataBar" in after

    def test_a_sheet_without_findings_only_stops_being_the_selected_one(self) -> None:
        before, after = (_parts(data)["xl/worksheets/sheet2.xml"] for data in (RICH, _marked(RICH, BAD)))
        assert before.replace(b' tabSelected="1"', b"") == after

    def test_values_formulas_rules_and_protection_survive(self) -> None:
        before, after = _opened(RICH)["Budget"], _opened(_marked(RICH, BAD))["Budget"]
        for old, new in zip(before.iter_rows(), after.iter_rows(), strict=True):
            for x, y in zip(old, new, strict=True):
                assert (x.value, x.data_type, x.number_format) == (y.value, y.data_type, y.number_format)
        assert after["C21"].value == "=SUM(C2:C20)"
        assert (after["D2"].value, after["D2"].data_type) == ("=1+1", "s")
        assert after.protection.sheet
        assert after.protection.password == before.protection.password
        assert str(after.data_validations.dataValidation[0].sqref) == "A2:A20"
        assert [str(m) for m in after.merged_cells.ranges] == ["A25:C25"]
        assert list(after.tables) == list(before.tables)

    def test_the_gravest_severity_colours_the_cell_and_all_are_told(self) -> None:
        again = Problem("Budget", "odd", Severity.NOTICE, 3, "C")
        worse = Problem("Budget", "worse", Severity.WARNING, 5, "A")
        sheet = _opened(_marked(RICH, again, worse, BAD))["Budget"]
        assert _severity(sheet["C3"]) is Severity.ERROR
        assert "Error: Mend" in sheet["C3"].comment.text
        assert "Notice: Mend <this> & that: odd." in sheet["C3"].comment.text
        assert _severity(sheet["A5"]) is Severity.WARNING

    def test_a_problem_of_a_row_marks_its_first_cell(self) -> None:
        sheet = _opened(_marked(RICH, Problem("Budget", "row", Severity.NOTICE, 7)))["Budget"]
        assert _severity(sheet["A7"]) is Severity.NOTICE
        assert _severity(sheet["B7"]) is None

    @pytest.mark.parametrize(("row", "column"), [(1, "A"), (2, "Z"), (22, "A"), (24, "B"), (1000, "D"), (1000, "AAA")])
    def test_cells_that_the_file_does_not_hold_are_added(self, row: int, column: str) -> None:
        sheet = _opened(_marked(RICH, Problem("Budget", "x", row=row, column=column)))["Budget"]
        cell = sheet[f"{column}{row}"]
        assert (_severity(cell), cell.value) == (Severity.ERROR, None)
        assert cell.comment is not None

    def test_an_added_cell_keeps_the_look_of_its_column(self) -> None:
        sheet = _opened(_marked(RICH, Problem("O'Brien & co", "x", row=5, column="C")))["O'Brien & co"]
        assert (sheet["C5"].font.i, _severity(sheet["C5"])) == (True, Severity.ERROR)

    def test_a_sheet_without_comments_gets_its_first(self) -> None:
        parts = _parts(_marked(RICH, Problem("O'Brien & co", "x", row=2, column="B")))
        assert b"legacyDrawing" in parts["xl/worksheets/sheet2.xml"]
        assert b"<x:Row>1</x:Row><x:Column>1</x:Column>" in parts["xl/drawings/vmlDrawingRegie1.vml"]

    def test_names_local_to_a_sheet_still_belong_to_it(self) -> None:
        book = _opened(_marked(RICH, BAD))
        assert list(book["Budget"].defined_names) == ["local"]

    def test_macros_survive(self) -> None:
        after = _parts(_marked(_rich(macros=True), BAD, kind="xlsm"))
        assert after["xl/vbaProject.bin"] == MACROS
        assert b"macroEnabled" in after["[Content_Types].xml"]

    def test_conversations_are_left_alone(self) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Budget"
        book.active["C3"] = 1
        book.active["C3"].comment = Comment("[Threaded comment] hello", "tc={1234}")
        buffer = io.BytesIO()
        book.save(buffer)
        cell = _opened(_marked(buffer.getvalue(), BAD))["Budget"]["C3"]
        assert cell.comment.text == "[Threaded comment] hello"
        assert _severity(cell) is Severity.ERROR


class TestListOfFindings:
    def _rows(self, data: bytes) -> list[tuple[object, ...]]:
        return [row for row in _opened(data).worksheets[0].iter_rows(values_only=True) if any(row)]

    def test_it_comes_first_and_is_what_opens(self) -> None:
        book = _opened(_marked(RICH, BAD))
        assert book.sheetnames == ["Regie", "Budget", "O'Brien & co"]
        assert book.active.title == "Regie"
        assert [s.title for s in book if s.sheet_view.tabSelected] == ["Regie"]

    def test_it_tells_severity_sheet_cell_value_and_message(self) -> None:
        nowhere = Problem("Gone", "missing_sheet")
        row = Problem("Budget", "row", Severity.NOTICE, 7)
        rows = self._rows(_marked(RICH, row, BAD, nowhere))
        assert rows[-3:] == [
            ("Error", "Budget", "C3", "abc", "Mend <this> & that: bad_number."),
            ("Error", "Gone", None, None, "Mend <this> & that: missing_sheet."),
            ("Notice", "Budget", "row 7", None, "Mend <this> & that: row."),
        ]

    def test_cells_are_links_where_the_sheet_exists(self) -> None:
        there = Problem("O'Brien & co", "x", row=2, column="B")
        gone = Problem("Gone", "x", row=2, column="B")
        sheet = _opened(_marked(RICH, there, gone)).worksheets[0]
        links = {c.row: c.hyperlink.location for c in sheet["C"] if c.hyperlink}
        assert list(links.values()) == ["'O''Brien & co'!B2"]

    @pytest.mark.parametrize("value", ["=cmd()", "@x", "\x01ctrl", "long " * 500])
    def test_values_are_text(self, value: str) -> None:
        sheet = _opened(_marked(RICH, Problem("Budget", "x", row=3, column="C", value=value))).worksheets[0]
        cell = sheet.cell(sheet.max_row, 4)
        assert cell.data_type != "f"
        assert value.replace("\x01", "").startswith(cell.value.rstrip("…"))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_speaks_the_language_and_counts(self, language: str) -> None:
        rows = self._rows(_marked(RICH, BAD, BAD, Problem("Budget", "x", Severity.WARNING, 4, "A"), language=language))
        assert rows[0][0] == wording.FINDINGS_TITLE.in_language(language)
        assert [int(n) for n in re.findall(r"\d+", str(rows[1][0]))] == [2, 1, 0]
        assert rows[3] == tuple(label.in_language(language) for label in wording.FINDINGS_HEADERS)

    def test_a_long_list_is_capped_gravest_first(self) -> None:
        problems = [Problem("Budget", "x", Severity.NOTICE, row, "A") for row in range(2, 12)]
        copy = annotate(RICH, "xlsx", [*problems, BAD], _message, limits=AnnotationLimits(findings=3))
        rows = self._rows(copy.data)
        assert (copy.listed, copy.total) == (3, 11)
        assert rows[2][0] == "The first 3 of 11 findings are listed."
        assert [row[0] for row in rows[-3:]] == ["Error", "Notice", "Notice"]

    def test_a_sheet_of_that_name_is_not_overwritten(self) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Regie"
        book.active["A1"] = "mine"
        buffer = io.BytesIO()
        book.save(buffer)
        marked = _opened(_marked(buffer.getvalue(), BAD))
        assert marked.sheetnames == ["Regie (2)", "Regie"]
        assert marked["Regie"]["A1"].value == "mine"


class TestMarkedAgain:
    def test_earlier_marks_go_and_new_ones_come(self) -> None:
        later = Problem("Budget", "later", Severity.WARNING, 5, "D")
        first = _marked(RICH, BAD, Problem("Budget", "x", row=6, column="A"))
        second = _marked(first, later)
        sheet = _opened(second)["Budget"]
        assert _opened(second).sheetnames == ["Regie", "Budget", "O'Brien & co"]
        assert sheet["A6"].comment is None
        assert _severity(sheet["A6"]) is None
        assert sheet["C3"].comment.text == "Agreed with finance."
        assert _severity(sheet["C3"]) is None
        assert _severity(sheet["D5"]) is Severity.WARNING
        assert second.count(b"commentsRegie") == 0

    def test_marking_again_does_not_pile_up(self) -> None:
        once = _marked(RICH, BAD)
        twice = _marked(once, BAD)
        cell = _opened(twice)["Budget"]["C3"]
        assert cell.comment.text == _opened(once)["Budget"]["C3"].comment.text
        shapes = [_parts(data)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") for data in (once, twice)]
        assert shapes[0] == shapes[1]

    @pytest.mark.parametrize(
        ("found", "kept"),
        [
            ("<r><t>Mine.&#10;&#10;</t></r><r><t>— Regie —&#10;Error: x</t></r>", "Mine."),
            ("<t>Mine.\n\n— Regie —\nError: x</t>", "Mine."),
            ("<r><rPr><b/></rPr><t>Mine</t></r><r><t> too</t></r><r><t>\n</t></r><r><t>— Regie —</t></r>", "Mine too"),
            ("<r><t>— Regie —\nError: x</t></r><r><t>more of ours</t></r>", None),
        ],
    )
    def test_notes_are_told_apart_however_they_were_saved(self, found: str, kept: str | None) -> None:
        text = re.compile(rb"(<comment ref=.C3.[^>]*><text>).*?(</text>)", re.DOTALL)
        part, put = "xl/comments1.xml", found.encode()
        data = _edited(_marked(RICH, BAD), part, lambda xml: text.sub(rb"\g<1>" + put + rb"\2", xml))
        again = _opened(_marked(data, Problem("Budget", "x", row=5, column="A")))["Budget"]["C3"].comment
        assert (again.text if again else None) == kept

    def test_copies_saved_by_another_program_are_cleaned_too(self) -> None:
        book = _opened(_marked(_plain([["a", "b", "c"], [1, 2, 3], [4, 5, 6]]), BAD))
        buffer = io.BytesIO()
        book.save(buffer)
        again = _opened(_marked(buffer.getvalue(), Problem("Budget", "x", row=2, column="A")))
        assert again.sheetnames == ["Regie", "Budget"]
        assert again["Budget"]["C3"].comment is None
        assert _severity(again["Budget"]["C3"]) is None
        assert _severity(again["Budget"]["A2"]) is Severity.ERROR


def _edited(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for part, content in _parts(data).items():
            package.writestr(part, change(content) if part == name else content)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = _plain([["a", "b", "c"], [1, 2, 3], [4, 5, 6]])


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, _prefixed),
        ("xl/workbook.xml", _prefixed),
        ("xl/styles.xml", _prefixed),
        ("[Content_Types].xml", _prefixed),
        ("xl/_rels/workbook.xml.rels", _prefixed),
        (SHEET, lambda xml: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)),
        (SHEET, lambda xml: re.sub(rb'<row r="\d+"', b"<row", re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml))),
        (SHEET, lambda xml: xml.replace(b'"', b"'")),
        (SHEET, lambda xml: re.sub(rb'<row r="3".*?</row>', b"", xml)),
        (SHEET, lambda xml: re.sub(rb'<row r="3".*?</row>', b'<row r="3" spans="1:3"/>', xml)),
        (SHEET, lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml)),
    ],
)
def test_unusual_but_legal_packages_are_marked(part: str, change: Callable[[bytes], bytes]) -> None:
    data = _marked(_edited(SMALL, part, change), BAD)
    cell = _opened(data)["Budget"]["C3"]
    assert _severity(cell) is Severity.ERROR
    assert cell.comment is not None
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["Regie", "Budget"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no package",
        RICH[:2000],
        _edited(SMALL, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<!-- <sheetData> --><sheetData>")),
        _edited(SMALL, SHEET, lambda xml: xml.decode().encode("utf-16")),
        _edited(SMALL, SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml),
        _edited(SMALL, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="7"')),
        _edited(SMALL, "xl/styles.xml", lambda xml: b"<styleSheet></styleSheet>"),
        _edited(SMALL, "xl/workbook.xml", lambda xml: b"<workbook/>"),
    ],
)
def test_what_cannot_be_changed_safely_becomes_an_error_workbook(data: bytes) -> None:
    copy = annotate(data, "xlsx", [BAD], _message)
    assert (copy.how, copy.extension, copy.total) == (How.ERROR_WORKBOOK, ".xlsx", 1)
    assert _opened(copy.data).sheetnames == ["Regie"]


@given(
    marks=st.dictionaries(
        st.tuples(st.integers(1, 12), st.sampled_from(["A", "C", "D", "Z"])), st.sampled_from(Severity), max_size=12
    )
)
@settings(max_examples=25, deadline=None)
def test_exactly_the_cells_with_findings_are_marked(marks: dict[tuple[int, str], Severity]) -> None:
    rows: list[list[object]] = [[row, None, f"={row}", row / 2] if row % 3 else [] for row in range(1, 9)]
    data = _plain(rows)
    problems = [Problem("Budget", "x", severity, row, column) for (row, column), severity in marks.items()]
    before, after = _opened(data)["Budget"], _opened(_marked(data, *problems))["Budget"]
    for row in after.iter_rows():
        for cell in row:
            assert _severity(cell) == marks.get((cell.row, cell.column_letter))
            assert (cell.comment is not None) == ((cell.row, cell.column_letter) in marks)
            assert cell.value == before[cell.coordinate].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_template_comes_back_marked_and_still_a_template(language: str) -> None:
    template = write_template(CONTRACT, language, {}, {}, sheets=["budget"])
    name = CONTRACT.dataset("budget").label.in_language(language)
    book = _opened(_marked(template, Problem(name, "x", row=3, column="C"), language=language))
    sheet = book[name]
    assert sheet["A1"].value == "#budget.project"
    assert sheet.row_dimensions[1].hidden
    assert sheet.protection.sheet
    assert sheet["C3"].number_format == "mm/yyyy"
    assert not sheet["C3"].protection.locked
    assert sheet["B2"].comment.text.startswith(CONTRACT.dataset("budget").column("category").help.in_language(language))
    assert book["_lists"].sheet_state == "veryHidden"


RAW = RawWorkbook(
    "ods",
    (
        RawSheet(
            "Budget",
            [
                ["#budget.project", "Project", "P1", None, "=P2"],
                ["#budget.month", "Month", dt.date(2026, 5, 1), None, dt.datetime(2026, 5, 2, 8, 30)],
                ["#budget.planned", "Planned", 12.5, None, None],
                [None, "Done", True, None, dt.time(8, 30)],
            ],
            errors={(5, 2): "#REF!"},
        ),
        RawSheet("Fine", [["x"]]),
    ),
)
ROW_5 = Problem("Budget", "bad", Severity.WARNING, 5, "C", value="#REF!")


class TestErrorWorkbook:
    def _copy(self, *problems: Problem, language: str = "en") -> Workbook:
        copy = annotate(b"ods bytes", "ods", problems, _message, language=language, raw=RAW)
        assert (copy.how, copy.extension) == (How.ERROR_WORKBOOK, ".xlsx")
        return _opened(copy.data)

    def test_only_bad_rows_come_with_their_own_numbers(self) -> None:
        book = self._copy(ROW_5)
        assert book.sheetnames == ["Regie", "Budget"]
        rows = list(book["Budget"].iter_rows(values_only=True))
        assert rows == [
            (None, "A", "B", "C", "D"),
            ("Row", "Project", "Month", "Planned", "Done"),
            (5, "=P2", dt.datetime(2026, 5, 2, 8, 30), "#REF!", "08:30:00"),
        ]
        assert book["Budget"]["B3"].data_type == "s"

    def test_bad_cells_are_filled_and_commented(self) -> None:
        sheet = self._copy(ROW_5, Problem("Budget", "row", row=3))["Budget"]
        assert sheet["A3"].value == 3
        assert (_severity(sheet["B3"]), _severity(sheet["D4"])) == (Severity.ERROR, Severity.WARNING)
        assert sheet["D4"].comment.text == "Warning: Mend <this> & that: bad."
        assert (sheet["C3"].value, sheet["C3"].number_format) == (dt.datetime(2026, 5, 1), "dd/mm/yyyy")
        assert sheet["E3"].value is True

    def test_the_list_links_to_the_copied_row_and_names_the_original(self) -> None:
        front = self._copy(ROW_5, Problem("Elsewhere", "x", row=4, column="B"))["Regie"]
        cells = {c.value: c.hyperlink.location if c.hyperlink else None for c in front["C"] if c.value}
        assert cells == {"Cell": None, "B4": None, "C5": "'Budget'!D3"}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_speaks_the_language(self, language: str) -> None:
        book = self._copy(ROW_5, language=language)
        texts = [row[0] for row in book["Regie"].iter_rows(values_only=True)]
        assert wording.FINDINGS_EXTRACT.in_language(language) in texts
        assert book["Budget"]["A2"].value == wording.ROW_NUMBER.in_language(language)

    @pytest.mark.parametrize(("row", "column"), [(99, "B"), (5, "Z"), (4, "A")])
    def test_addresses_without_content_are_shown_blank(self, row: int, column: str) -> None:
        sheet = self._copy(Problem("Budget", "x", row=row, column=column))["Budget"]
        cell = sheet.cell(3, column_index(column) + 2)
        assert (sheet["A3"].value, cell.value, _severity(cell)) == (row, None, Severity.ERROR)

    @pytest.mark.parametrize(
        "limits", [AnnotationLimits(file_bytes=100), AnnotationLimits(unzipped_bytes=1000)], ids=["bytes", "unzipped"]
    )
    def test_large_files_get_it_too(self, limits: AnnotationLimits) -> None:
        copy = annotate(SMALL, "xlsx", [ROW_5], _message, raw=RAW, limits=limits)
        assert copy.how is How.ERROR_WORKBOOK
        assert _opened(copy.data)["Budget"]["A3"].value == 5
