"""The workbook that is handed out: readable in three languages, typed, protected, harmless."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_access.contract import BOOLEAN_CHOICES, LANGUAGES, Choice, Column, ColumnType, Contract, Dataset, Label
from data_access.datasets import CONTRACT
from data_access.errors import InvalidRequest
from data_access.workbook import wording
from data_access.workbook.template import FREE_COLUMNS, SPARE_ROWS, TEMPLATE_VERSION, write_template

REFERENCES = {
    "programmes": (Choice("reform", Label("Reform", "Réforme", "Hervorming")),),
    "institutions": (
        Choice("water", Label("Water agency", "Agence de l'eau", "Wateragentschap")),
        Choice("roads", Label("Roads agency", "Agence des routes", "Wegenagentschap")),
    ),
}
COLOURS = (
    Choice("blue", Label("Blue", "Bleu", "Blauw")),
    Choice("white", Label("White", "Blanc", "Wit")),
)


def _column(type_: ColumnType, **more: object) -> Column:
    name = f"a_{type_.value}"
    return Column(
        name, type_, Label(f"{name} en", f"{name} fr", f"{name} nl"), Label("Help.", "Aide.", "Hulp."), **more
    )  # type: ignore[arg-type]  # the options vary by test


PROJECT = Column("project", ColumnType.CODE, Label("Project", "Projet", "Project"), Label("P.", "P.", "P."), True)
EVERY_TYPE = Contract(
    (
        Dataset(
            "things",
            Label("Things", "Choses", "Dingen"),
            Label("One row per thing.", "Une ligne par chose.", "Eén rij per ding."),
            (
                PROJECT,
                *(
                    _column(t, choices=COLOURS if t is ColumnType.CHOICE else (), minimum=0, maximum=100)
                    for t in ColumnType
                ),
            ),
            ("project",),
        ),
    )
)
THINGS = EVERY_TYPE.dataset("things")


def _opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _thing(type_: ColumnType, value: object, language: str = "en") -> tuple[Workbook, object]:
    record = ["P1"] + [value if c.type is type_ and c is not PROJECT else None for c in THINGS.columns[1:]]
    workbook = _opened(write_template(EVERY_TYPE, language, {"things": [tuple(record)]}, {}))
    sheet = workbook[THINGS.label.in_language(language)]
    return workbook, sheet.cell(3, THINGS.positions[f"a_{type_.value}"] + 1)


@cache
def _template(language: str = "en") -> Workbook:
    return _opened(write_template(CONTRACT, language, {}, REFERENCES, status_date=dt.date(2026, 11, 20)))


def _dataset_sheets(workbook: Workbook, language: str) -> list[tuple[Dataset, Worksheet]]:
    return [(d, workbook[d.label.in_language(language)]) for d in CONTRACT]


@pytest.mark.parametrize("language", LANGUAGES)
class TestEveryLanguage:
    def test_sheets_are_named_in_the_language(self, language: str) -> None:
        names = _template(language).sheetnames
        expected = [wording.GUIDE_SHEET.in_language(language), *(d.label.in_language(language) for d in CONTRACT)]
        assert names == [*expected, "_lists"]

    def test_key_row_is_hidden_and_headers_are_labels(self, language: str) -> None:
        for dataset, sheet in _dataset_sheets(_template(language), language):
            assert sheet.row_dimensions[1].hidden
            assert [c.value for c in sheet[1]] == [f"#{dataset.name}.{name}" for name in dataset.column_names]
            assert [c.value for c in sheet[2]] == [c.label.in_language(language) for c in dataset.columns]

    def test_headers_explain_themselves(self, language: str) -> None:
        for dataset, sheet in _dataset_sheets(_template(language), language):
            for column, cell in zip(dataset.columns, sheet[2], strict=True):
                said = cell.comment.text
                assert said.startswith(column.help.in_language(language))
                needed = wording.REQUIRED if column.required else wording.OPTIONAL
                assert needed.in_language(language) in said.split("\n")
                if column.choices:
                    assert all(choice.label.in_language(language) in said for choice in column.choices)

    def test_drop_downs_offer_the_labels(self, language: str) -> None:
        workbook = _template(language)
        for dataset, sheet in _dataset_sheets(workbook, language):
            offered = _offered(workbook, sheet)
            for position, column in enumerate(dataset.columns, start=1):
                choices = REFERENCES.get(column.reference or "", column.choices)
                if column.type is ColumnType.BOOLEAN:
                    choices = BOOLEAN_CHOICES
                labels = [c.label.in_language(language) for c in choices]
                assert offered.get(position, []) == labels, (dataset.name, column.name)

    def test_guide_tells_date_and_sheets_and_has_no_key_row(self, language: str) -> None:
        guide = _template(language).worksheets[0]
        texts = [str(c.value) for row in guide.iter_rows() for c in row if c.value is not None]
        assert any("20/11/2026" in text for text in texts)
        assert {d.label.in_language(language) for d in CONTRACT} <= set(texts)
        assert not any(text.startswith("#") for text in texts)
        links = {c.hyperlink.location for row in guide.iter_rows() for c in row if c.hyperlink}
        assert links == {f"'{d.label.in_language(language)}'!A3" for d in CONTRACT}

    def test_properties_name_template_language_and_date(self, language: str) -> None:
        properties = {p.name: p.value for p in _template(language).custom_doc_props.props}
        assert properties == {
            "regie_template": TEMPLATE_VERSION,
            "regie_language": language,
            "regie_status_date": "2026-11-20",
        }

    def test_yes_and_no_are_words(self, language: str) -> None:
        for value, choice in zip((True, False), BOOLEAN_CHOICES, strict=True):
            assert _thing(ColumnType.BOOLEAN, value, language)[1].value == choice.label.in_language(language)

    def test_messages_of_validations_are_in_the_language(self, language: str) -> None:
        for _, sheet in _dataset_sheets(_template(language), language):
            for rule in sheet.data_validations.dataValidation:
                assert rule.errorTitle == wording.REFUSED_TITLE.in_language(language)
                assert rule.error
                assert rule.showErrorMessage


def _offered(workbook: Workbook, sheet: Worksheet) -> dict[int, list[str]]:
    """Column number to the labels of its drop-down."""
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            area = workbook.defined_names[rule.formula1].attr_text.partition("!")[2].replace("$", "")
            cells = workbook["_lists"][area]
            values = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
            for place in rule.sqref.ranges:
                offered[place.min_col] = values
    return offered


def test_validations_reach_beyond_the_data() -> None:
    records = [("P1", *([None] * len(ColumnType)))] * 7
    sheet = _opened(write_template(EVERY_TYPE, "en", {"things": records}, {}))["Things"]
    for rule in sheet.data_validations.dataValidation:
        for place in rule.sqref.ranges:
            assert place.min_row == 3
            assert place.max_row >= 2 + len(records) + SPARE_ROWS >= 509


def test_list_sheet_is_out_of_reach() -> None:
    assert _template()["_lists"].sheet_state == "veryHidden"


def test_headers_and_keys_stay_in_sight() -> None:
    workbook = _template()
    assert {d.name: s.freeze_panes for d, s in _dataset_sheets(workbook, "en")} == {
        "projects": "B3",
        "budget": "D3",
        "credits": "E3",
        "milestones": "C3",
        "raid": "C3",
        "migration": "C3",
    }
    assert all(sheet.auto_filter.ref.startswith("A2:") for _, sheet in _dataset_sheets(workbook, "en"))


def test_only_key_row_and_header_are_locked() -> None:
    for dataset, sheet in _dataset_sheets(_template(), "en"):
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        free = ("insertRows", "deleteRows", "sort", "autoFilter", "formatCells", "formatRows", "formatColumns")
        assert not any(getattr(protection, name) for name in free)
        assert all(c.protection.locked for row in (sheet[1], sheet[2]) for c in row)
        reach = [d for d in sheet.column_dimensions.values() if not d.protection.locked]
        unlocked = {i for d in reach for i in range(d.min, d.max + 1)}
        assert unlocked == set(range(1, len(dataset.columns) + FREE_COLUMNS + 1)), dataset.name


def test_required_columns_look_different() -> None:
    for dataset, sheet in _dataset_sheets(_template(), "en"):
        for column, cell in zip(dataset.columns, sheet[2], strict=True):
            assert bool(cell.font.b) is column.required
            assert (cell.border.bottom.style == "medium") is column.required


@pytest.mark.parametrize(
    ("type_", "stored", "written", "number_format"),
    [
        (ColumnType.CODE, "00123", "00123", "@"),
        (ColumnType.CODES, "A1; A2", "A1; A2", "@"),
        (ColumnType.TEXT, "=SUM(A1:A9)", "=SUM(A1:A9)", "@"),
        (ColumnType.TEXT, "https://example.org", "https://example.org", "@"),
        (ColumnType.LONG_TEXT, "- one\n- two", "- one\n- two", "@"),
        (ColumnType.PERSON, "@nobody", "@nobody", "@"),
        (ColumnType.INTEGER, 2026, 2026, "0"),
        (ColumnType.AMOUNT, Decimal("1234567.89"), 1234567.89, "#,##0.00"),
        (ColumnType.AMOUNT, Decimal("-0.10"), -0.1, "#,##0.00"),
        (ColumnType.AMOUNT, Decimal("99999999999999.99"), "99999999999999.99", "@"),
        (ColumnType.PERCENTAGE, Decimal(45), 0.45, "0 %"),
        (ColumnType.PERCENTAGE, Decimal("12.5"), 0.125, "0.00 %"),
        (ColumnType.DATE, dt.date(2026, 2, 28), dt.datetime(2026, 2, 28), "dd/mm/yyyy"),
        (ColumnType.DATE, dt.date(1830, 10, 4), "1830-10-04", "@"),
        (ColumnType.MONTH, dt.date(2026, 5, 1), dt.datetime(2026, 5, 1), "mm/yyyy"),
        (ColumnType.CHOICE, "white", "White", "@"),
        (ColumnType.CHOICE, "unheard_of", "unheard_of", "@"),
        (ColumnType.STATUS, "not_assessed", "Not assessed", "@"),
    ],
)
def test_values_keep_their_type(type_: ColumnType, stored: object, written: object, number_format: str) -> None:
    _, cell = _thing(type_, stored)
    assert cell.value == written
    assert type(cell.value) is type(written)
    assert cell.data_type != "f"
    assert cell.number_format == number_format


@pytest.mark.parametrize(("language", "written"), [("en", "0.1234567890123456"), ("nl", "0,1234567890123456")])
def test_numbers_beyond_a_spreadsheets_precision_go_in_as_text(language: str, written: str) -> None:
    assert _thing(ColumnType.AMOUNT, Decimal("0.1234567890123456"), language)[1].value == written


def test_blank_cells_below_the_data_are_typed_too() -> None:
    workbook, cell = _thing(ColumnType.AMOUNT, None)
    sheet = workbook["Things"]
    assert cell.value is None
    assert sheet.column_dimensions[cell.column_letter].number_format == "#,##0.00"


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_any_text_comes_back_as_it_is(text: str) -> None:
    _, cell = _thing(ColumnType.LONG_TEXT, text)
    assert cell.value == text
    assert cell.data_type == "s"


def test_long_text_makes_its_row_taller_but_not_endless() -> None:
    short, long_, endless = (_thing(ColumnType.LONG_TEXT, "word " * n)[0]["Things"] for n in (1, 20, 9000))
    assert short.row_dimensions[3].height is None
    assert 15 < long_.row_dimensions[3].height < endless.row_dimensions[3].height <= 160


def test_sheets_can_be_chosen() -> None:
    data = write_template(CONTRACT, "fr", {}, REFERENCES, sheets=["raid", "budget"])
    assert _opened(data).sheetnames == ["Lisez-moi", "Budget", "RAID", "_lists"]


@pytest.mark.parametrize(
    ("language", "sheets", "code"), [("de", None, "unknown_language"), ("en", ["wishes"], "unknown_dataset")]
)
def test_unknown_requests_are_refused(language: str, sheets: list[str] | None, code: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        write_template(CONTRACT, language, {}, {}, sheets=sheets)
    assert refused.value.code == code


def test_awkward_and_equal_labels_still_give_sheets() -> None:
    label = Label("In/Out: the whole [story] of every thing", "x", "y")
    twins = Contract(tuple(Dataset(n, label, THINGS.help, THINGS.columns, THINGS.key) for n in ("one", "two")))
    names = _opened(write_template(twins, "en", {}, {})).sheetnames
    assert names == ["Read me", "In Out the whole story of every", "In Out the whole story of e (2)", "_lists"]


def test_a_list_without_entries_leaves_the_column_free() -> None:
    workbook = _opened(write_template(CONTRACT, "en", {}, {}))
    institution = CONTRACT.dataset("projects").positions["institution"] + 1
    assert institution not in _offered(workbook, workbook["Projects"])


def test_same_content_gives_same_bytes() -> None:
    made = [write_template(EVERY_TYPE, "nl", {}, {}, status_date=dt.date(2026, 5, 1)) for _ in range(2)]
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in made)
    different = [n for n in first.namelist() if first.read(n) != second.read(n)]
    assert different == []
    assert made[0] == made[1]
