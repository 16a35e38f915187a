"""Factories of awkward files: each returns the bytes of a file with one trait met in the wild.

Packages are written by hand where writers would not produce the trait, and by xlsxwriter or openpyxl where
they do. Nothing here needs a file on disk.
"""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

import openpyxl
import xlsxwriter

Parts = Mapping[str, str | bytes]
Row = Iterable[object]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_TYPE = f"{_PART_TYPE}.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_NONE, _OLE_END, _OLE_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PLAIN_ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>two</t></is></c></row>'


def package(parts: Parts, *, stored: bool = False) -> bytes:
    """A zip file of the given parts, in their order."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with every part passed through *change(name, content)*."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return package({name: change(name, archive.read(name)) for name in archive.namelist()})


def open_xml_parts(sheet_data: str = PLAIN_ROWS, *, tail: str = "", book_type: str = _SHEET_TYPE) -> dict[str, str]:
    """The parts of a minimal workbook with one sheet named Data; style 1 is a date, 2 and 3 percentages."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData>{tail}</worksheet>'
    return {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book_type}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PART_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_PART_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
        "xl/styles.xml": _DECLARATION + _STYLES,
        "xl/worksheets/sheet1.xml": _DECLARATION + sheet,
    }


def open_xml(sheet_data: str = PLAIN_ROWS, *, tail: str = "") -> bytes:
    """A minimal .xlsx with the given content of ``sheetData``."""
    return package(open_xml_parts(sheet_data, tail=tail))


def changed_part(name: str, change: Callable[[str], str | bytes]) -> bytes:
    """A minimal .xlsx of which one part is changed."""
    parts: dict[str, str | bytes] = dict(open_xml_parts())
    parts[name] = change(str(parts[name]))
    return package(parts)


def workbook(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    """An ordinary .xlsx by xlsxwriter: rows of values per sheet name, dates formatted as dates."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return buffer.getvalue()


def sparse_cell(address: str = "XFD1048576") -> bytes:
    """A1 and one far cell, as Excel's Solver leaves behind; readers that fill a grid run out of memory."""
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return open_xml(f'{PLAIN_ROWS}<row r="{row}"><c r="{address}"><v>5</v></c></row>')


def formatted_to_the_edge() -> bytes:
    """A1 and B1, then cells in the last row and column that hold a format and no value."""
    return open_xml(
        PLAIN_ROWS.replace("</row>", '<c r="XFD1" s="1"/></row>')
        + '<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="2"/><c r="XFD1048576" s="2"></c></row>'
    )


def many_rows(count: int) -> bytes:
    """A number in column A of each of *count* rows."""
    return open_xml("".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, count + 1)))


def many_sheets(count: int) -> bytes:
    """An .xlsx with *count* sheets of one cell."""
    return workbook({f"S{i}": [[i]] for i in range(count)})


def zip_bomb(megabytes: int) -> bytes:
    """A small package whose sheet inflates to the given size, and says so."""
    return open_xml(PLAIN_ROWS + '<row r="000000009"/>'.ljust(1024) * (megabytes << 10))


def lying_zip_bomb(megabytes: int) -> bytes:
    """The same, with a declared size of 100 bytes in both headers."""
    data = zip_bomb(megabytes)
    real = struct.pack("<I", zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size)
    return data.replace(real, struct.pack("<I", 100))


def billion_laughs(part: str = "xl/workbook.xml") -> bytes:
    """Nested entities that expand to gigabytes, declared in the given part."""
    levels = "".join(f'<!ENTITY l{i} "' + f"&l{i - 1};" * 10 + '">' for i in range(1, 10))
    return changed_part(part, lambda text: _with_doctype(text, f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}]>'))


def external_entity(address: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """An entity that points to a file or web address, used in a cell."""
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    return changed_part(part, lambda text: _with_doctype(text, doctype).replace(">two<", ">&e;<"))


def utf16_entity() -> bytes:
    """A document type declaration that a search for ASCII bytes does not see."""
    doctype = '<!DOCTYPE x [<!ENTITY e "lol">]>'
    return changed_part(
        "xl/worksheets/sheet1.xml",
        lambda text: _with_doctype(text, doctype).replace('"UTF-8"', '"UTF-16"').encode("utf-16"),
    )


def entity_behind_comment() -> bytes:
    """A document type declaration behind a comment longer than the head that is looked at."""
    return changed_part("xl/styles.xml", lambda text: _with_doctype(text, f"<!--{'x' * 200_000}--><!DOCTYPE x []>"))


def strict(data: bytes) -> bytes:
    """The workbook in Strict Open XML, as Excel offers in Save As: other namespaces, ISO dates."""
    replaced = {
        _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        _RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }

    def change(name: str, content: bytes) -> bytes:
        for old, new in replaced.items():
            content = content.replace(old.encode(), new.encode())
        return (
            content.replace(b"<workbook ", b'<workbook conformance="strict" ') if name == "xl/workbook.xml" else content
        )

    return repacked(data, change)


def prefixed() -> bytes:
    """Elements with a namespace prefix (``x:c``), as some exporters write; A1 number, B1 error, C1 uncached."""
    sheet = (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        '<x:c r="B1" t="e"><x:v>#REF!</x:v></x:c><x:c r="C1"><x:f>A1+1</x:f></x:c></x:row>'
        '<x:row r="2" hidden="1"><x:c r="A2" s="2"><x:v>0.5</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells count="1"><x:mergeCell ref="A3:B4"/></x:mergeCells></x:worksheet>'
    )
    return changed_part("xl/worksheets/sheet1.xml", lambda _: _DECLARATION + sheet)


def unaddressed() -> bytes:
    """Rows and cells without an address: their position is their place in the sequence."""
    return open_xml(
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row hidden="1"><c s="2"><v>0.5</v></c><c><f>A1</f></c></row>'
    )


def attributes_in_any_order() -> bytes:
    """Cells whose attributes come in unusual order, quotes and spacing; A1 error, B1 percentage, C1 number."""
    return open_xml(
        """<row r='1'><c t='e' s="0" r='A1'><v>#DIV/0!</v></c><c  s = "3"  r="B1" ><v>0.25</v></c>"""
        """<c t="n" r="C1"><v>7</v></c></row>"""
    )


def wrong_dimension() -> bytes:
    """Declares its extent as A1 and holds three rows of two cells."""
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>{r}</v></c></row>' for r in (1, 2, 3))
    return changed_part(
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("<sheetData>", '<dimension ref="A1"/><sheetData>').replace(PLAIN_ROWS, rows),
    )


def dates_of_1904() -> bytes:
    """Cell A1 is serial 1, a date, in a workbook with the 1904 date system."""
    parts = open_xml_parts('<row r="1"><c r="A1" s="1"><v>1</v></c></row>')
    book = parts["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    return package({**parts, "xl/workbook.xml": book})


def error_cells() -> bytes:
    """Errors in B2 (``#REF!``), D3 (``#N/A``, the last row and column); 1 in A1."""
    return open_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>'
        '<row r="3"><c r="D3" s="1" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    )


def uncached_formulas() -> bytes:
    """Formulas without a value in A1, A2, A3 and E9; with a value in B1, with an empty text as value in B2."""
    return open_xml(
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v></v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v/></c></row>'
        '<row r="9"><c r="E9"><f ca="1">TODAY()</f>\n</c></row>'
    )


def percent_styles() -> bytes:
    """0.5 in A1 as ``0%``, 0.25 in B1 as ``0.0%``, 3 in C1 without a format; D1 formatted and blank."""
    return open_xml(
        '<row r="1"><c r="A1" s="2"><v>0.5</v></c><c r="B1" s="3"><v>0.25</v></c><c r="C1"><v>3</v></c>'
        '<c r="D1" s="2"/></row>'
    )


def merged_and_hidden_rows() -> bytes:
    """A1:B1 merged, row 3 and row 5 hidden, of five rows."""
    rows = "".join(f'<row r="{r}" hidden="{int(r in (3, 5))}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 6))
    return open_xml(rows, tail='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>')


def hidden_sheets() -> bytes:
    """Three sheets named Seen, Hidden and VeryHidden, by openpyxl."""
    book = openpyxl.Workbook()
    book.active.title = "Seen"
    for title, state in (("Hidden", "hidden"), ("VeryHidden", "veryHidden")):
        book.create_sheet(title).sheet_state = state
    for sheet in book:
        sheet["A1"] = sheet.title
    return _saved(book)


def chart_sheet() -> bytes:
    """A sheet named Data between two chart sheets."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active["A1"] = 1
    book.create_chartsheet("Before", 0)
    book.create_chartsheet("After")
    return _saved(book)


def macros() -> bytes:
    """A minimal .xlsm with a project of macros in it."""
    return package({**open_xml_parts(book_type=_MACRO_TYPE), "xl/vbaProject.bin": b"\0macro"})


def backslash_names() -> bytes:
    """Part names with backslashes, as some Windows writers make them."""
    parts = open_xml_parts()
    data = package({name.replace("/", "~"): content for name, content in parts.items()})
    return data.replace(b"_rels~", b"_rels\\").replace(b"xl~", b"xl\\").replace(b"worksheets~", b"worksheets\\")


def no_sheets() -> bytes:
    """A workbook whose list of sheets is empty."""
    return changed_part(
        "xl/workbook.xml", lambda text: text.replace('<sheet name="Data" sheetId="1" r:id="rId1"/>', "")
    )


def sheet_without_part() -> bytes:
    """The workbook lists a sheet whose part is not in the package."""
    parts = open_xml_parts()
    del parts["xl/worksheets/sheet1.xml"]
    return package(parts)


def duplicate_parts() -> bytes:
    """Two parts of the same name: readers disagree on which counts."""
    parts = open_xml_parts()
    data = package({**parts, "xl/worksheets/sheet2.xml": parts["xl/worksheets/sheet1.xml"]})
    return data.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


def truncated(data: bytes) -> bytes:
    """The first two thirds of a file."""
    return data[: len(data) * 2 // 3]


def broken_part() -> bytes:
    """A package whose directory is right and whose sheet is damaged inside."""
    data = bytearray(open_xml("".join(f'<row r="{r}"><c r="A{r}"><v>{r * 7919}</v></c></row>' for r in range(1, 500))))
    middle = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    data[middle : middle + 300] = bytes(300)
    return bytes(data)


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file with the given streams (together below 60 KB), in sectors of 512 bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def append(content: bytes) -> int:
        start, count = len(sectors), -(-len(content) // 512)
        sectors.extend(content[i * 512 : (i + 1) * 512].ljust(512, b"\0") for i in range(count))
        fat.extend([*range(start + 1, start + count), _OLE_END])
        return start

    entries = [_ole_entry("Root Entry", 5, (_OLE_END, 0), 1)]
    for index, (name, content) in enumerate(streams.items(), 2):
        padded = content.ljust(4096, b"\0")
        following = index if index <= len(streams) else _OLE_NONE
        entries.append(_ole_entry(name, 2, (append(padded), len(padded)), _OLE_NONE, following))
    directory = append(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    fat_sector = append(bytes(512))
    fat[fat_sector] = _OLE_FAT
    sectors[fat_sector] = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return _ole_header(directory, fat_sector) + b"".join(sectors)


def _ole_header(directory: int, fat_sector: int) -> bytes:
    numbers = (0, 1, directory, 0, 4096, _OLE_END, 0, _OLE_END, 0, fat_sector)
    start = struct.pack("<8s16xHHHHH6x10I", _OLE_MAGIC, 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    return start.ljust(512, b"\xff")


def _ole_entry(name: str, kind: int, place: tuple[int, int], child: int, following: int = _OLE_NONE) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", encoded, len(encoded) + 2, kind, 1, _OLE_NONE, following, child, place[0], place[1], 0
    )


def encrypted_open_xml() -> bytes:
    """An .xlsx protected by a password: an OLE file with the encrypted package in a stream."""
    return ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x11" * 5000})


def circular_ole(stream: str = "Workbook") -> bytes:
    """One kilobyte that claims to be an .xls and whose directory chain leads back to itself."""
    directory = _ole_entry("Root Entry", 5, (_OLE_END, 0), 1) + _ole_entry(stream, 2, (0, 4096), _OLE_NONE)
    fat = struct.pack("<II", 0, _OLE_FAT).ljust(512, b"\xff")
    return _ole_header(0, 1) + directory.ljust(512, b"\0") + fat


def ole_document(stream: str) -> bytes:
    """An OLE file of another program: ``WordDocument``, ``PowerPoint Document``, ``Props14`` (MS Project)."""
    return ole({stream: b"content"})


def xls(*, encrypted: bool = False) -> bytes:
    """A .xls with sheets Data and Behind (hidden).

    Data: A1 text, B1 7.0, C1 2026-05-01 as a date, A2 ``#N/A``, B2 a formula yielding ``#REF!``, C2 0.5 as a
    percentage, row 4 hidden with 1.0 in A4, and A5:B5 merged.
    """
    behind = [_biff_bof(0x10), _biff(0x0203, "<HHHd", 0, 0, 0, 1.0), _biff(0x0A, "")]
    globals_ = [_biff_bof(5), *([_biff(0x2F, "<H", 0)] if encrypted else []), *_XLS_STYLES]
    bound_size = sum(4 + 8 + len(name) for name in ("Data", "Behind"))
    first = sum(map(len, globals_)) + bound_size + 4
    data = _xls_cells()
    offsets = (("Data", 0, first), ("Behind", 1, first + sum(map(len, data))))
    bounds = [_biff(0x85, f"<IBBBB{len(n)}s", at, hidden, 0, len(n), 0, n.encode()) for n, hidden, at in offsets]
    return ole({"Workbook": b"".join([*globals_, *bounds, _biff(0x0A, ""), *data, *behind])})


def _xls_cells() -> list[bytes]:
    return [
        _biff_bof(0x10),
        _biff(0x0208, "<HHHHHHI", 3, 0, 1, 255, 0, 0, 0x20),
        _biff(0x0204, "<HHHHB4s", 0, 0, 0, 4, 0, b"text"),
        _biff(0x0203, "<HHHd", 0, 1, 0, 7.0),
        _biff(0x0203, "<HHHd", 0, 2, 1, 46143.0),
        _biff(0x0205, "<HHHBB", 1, 0, 0, 42, 1),
        _biff(0x0006, "<HHHBxBxxxHHIH", 1, 1, 0, 2, 23, 0xFFFF, 0, 0, 0),
        _biff(0x0203, "<HHHd", 1, 2, 2, 0.5),
        _biff(0x0203, "<HHHd", 3, 0, 0, 1.0),
        _biff(0x00E5, "<HHHHH", 1, 4, 4, 0, 1),
        _biff(0x0A, ""),
    ]


def _biff(kind: int, layout: str, *values: object) -> bytes:
    body = struct.pack(layout, *values)
    return struct.pack("<HH", kind, len(body)) + body


def _biff_bof(kind: int) -> bytes:
    return _biff(0x0809, "<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06)


_XLS_STYLES = [_biff(0x00E0, "<HH16x", 0, number) for number in (0, 14, 9)]


def ods(rows: str, *, macros_too: bool = False) -> bytes:
    """An OpenDocument spreadsheet with one table named Data, its rows given as XML (prefixes table, text, office)."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'{_DECLARATION}<office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:'
        'experimental:calc:xmlns:calcext:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    parts = {"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": _ODS_MANIFEST}
    return package({**parts, **({"Basic/Standard/Module1.xml": "<m/>"} if macros_too else {})})


def ods_cell(value: object, attributes: str = "") -> str:
    """A table cell holding a number, a text, or a date."""
    if isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind} {attributes}><text:p>{value}</text:p></table:table-cell>"


def ods_sample() -> bytes:
    """A1 text, B1 2.5, C1 2026-05-01, A2 a formula yielding ``#DIV/0!``, B2 50 %; row 3 hidden; blanks to the edge."""
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    )
    rest = '<table:table-cell table:number-columns-repeated="16381"/>'
    merged = ods_cell(3, 'table:number-columns-spanned="2"')
    first = ods_cell("text") + ods_cell(2.5) + ods_cell(dt.date(2026, 5, 1))
    return ods(
        f"<table:table-row>{first}{rest}</table:table-row><table:table-row>{error}{percent}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{merged}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )


def ods_bomb() -> bytes:
    """One cell with a value, repeated over every row and column there is."""
    cell = ods_cell(1, 'table:number-columns-repeated="16384"')
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def encrypted_ods() -> bytes:
    """An OpenDocument spreadsheet protected by a password: its manifest tells how each part is encrypted."""
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    return package(
        {
            "mimetype": _ODS_TYPE,
            "content.xml": b"\x8a" * 300,
            "META-INF/manifest.xml": _ODS_MANIFEST.replace("/>", f">{entry}</manifest:manifest>"),
        }
    )


def csv(text: str, encoding: str = "cp1252") -> bytes:
    """A text file, whatever it is called."""
    return text.encode(encoding)


def office_document(kind: str) -> bytes:
    """A package of another program: ``docx`` or ``pptx``."""
    part = {"docx": "wordprocessingml.document", "pptx": "presentationml.presentation"}[kind]
    types = (
        _DECLARATION
        + f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{part}.main+xml"/></Types>'
    )
    return package({"[Content_Types].xml": types})


def _with_doctype(text: str, doctype: str) -> str:
    return text.replace("?>", f"?>{doctype}", 1)


def _relationships(*relations: tuple[str, str, str]) -> str:
    items = "".join(f'<Relationship Id="{i}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
