import pytest

from data_access.errors import FileRefused
from data_access.workbook.sniff import sniff
from tests import awkward_files as files

NOT_WORKBOOKS = [
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    ("image", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ("image", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50)),
    ("docx", files.office_document("docx")),
    ("pptx", files.office_document("pptx")),
    ("xlsb", files.package({"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main"})),
    ("zip", files.package({"notes.txt": "hello"})),
    ("odt", files.package({"mimetype": "application/vnd.oasis.opendocument.text"})),
    ("doc", files.ole_document("WordDocument")),
    ("ppt", files.ole_document("PowerPoint Document")),
    ("mpp", files.ole_document("Props14")),
    ("ole", files.ole_document("Something")),
    ("csv", files.csv("projet;échéance;montant\nA;1/05/2026;1 234,56\nB;2/05/2026;7\n")),
    ("csv", files.csv("project,due,amount\nA,2026-05-01,1\nB,2026-05-02,2\n", "utf-8-sig")),
    ("csv", files.csv("project\tamount\nA\t1\nB\t2\n", "utf-16")),
    ("text", files.csv("Dear all, here is the weekly report.\nIt is late; sorry.\nRegards\n")),
    ("html", b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    ("html", b"\n<!DOCTYPE html>\n<title>Sign in</title>"),
    ("xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ("json", b'[{"project": "A"}]'),
    ("json", b'{"project": "A"}'),
    ("archive", b"\x1f\x8b\x08" + bytes(20)),
    ("unknown", bytes(range(256))),
]


@pytest.mark.parametrize(("kind", "data"), NOT_WORKBOOKS, ids=[f"{i}-{k}" for i, (k, _) in enumerate(NOT_WORKBOOKS)])
def test_anything_else_is_refused_by_what_it_is(kind: str, data: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        sniff(data)
    assert (refusal.value.code, refusal.value.params) == ("file_not_a_workbook", {"kind": kind})


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xlsx", files.open_xml()),
        ("xlsx", files.strict(files.open_xml())),
        ("xlsx", files.backslash_names()),
        ("xlsm", files.macros()),
        ("xls", files.xls()),
        ("ods", files.ods_sample()),
    ],
)
def test_workbooks_are_told_by_content(kind: str, data: bytes) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("file_empty", b""),
        ("file_empty", b"\0" * 4096),
        ("file_empty", b" \r\n"),
        ("file_encrypted", files.encrypted_open_xml()),
        ("file_encrypted", files.encrypted_ods()),
        ("file_damaged", files.truncated(files.open_xml())),
        ("file_damaged", files.truncated(files.encrypted_open_xml())),
        ("file_damaged", files.circular_ole()),
        ("file_damaged", files.xls()[:300]),
    ],
)
def test_files_that_cannot_be_opened(code: str, data: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        sniff(data)
    assert refusal.value.code == code
