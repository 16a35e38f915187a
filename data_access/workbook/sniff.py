"""What a file is, told from its content; its name is never asked."""

import re
import zipfile
import zlib
from io import BytesIO

from data_access.errors import FileRefused
from data_access.workbook.ole import MAGIC, OleFile

READ = ("xlsx", "xlsm", "xls", "ods")
_STARTS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "rtf"),
    (b"\x09\x04\x06\x00", "xls_before_1997"),
    (b"\x09\x02\x06\x00", "xls_before_1997"),
    (b"\x09\x00\x04\x00", "xls_before_1997"),
)
_MAIN_TYPES = (
    (b"sheet.binary.macroenabled.main", "xlsb"),
    (b"ms-excel.addin.macroenabled", "excel_add_in"),
    (b"ms-excel.sheet.macroenabled.main", "xlsm"),
    (b"ms-excel.template.macroenabled.main", "xlsm"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
    (b"presentationml", "pptx"),
    (b"ms-powerpoint", "pptx"),
    (b"ms-visio", "visio"),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.text", "odt"),
    (b"opendocument.presentation", "odp"),
    (b"opendocument", "opendocument"),
    (b"epub", "epub"),
)
_STREAMS = (
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("VisioDocument", "visio"),
    ("Props14", "mpp"),
    ("Props12", "mpp"),
    ("Props9", "mpp"),
    ("Props", "mpp"),
)
_DELIMITERS = (";", ",", "\t", "|")


def sniff(data: bytes) -> str:
    """``xlsx``, ``xlsm``, ``xls`` or ``ods``.

    Raises FileRefused: ``file_empty``, ``file_encrypted``, ``file_damaged``, or ``file_not_a_workbook`` with
    param *kind* naming what the content is.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise FileRefused("file_empty")
    kind = _kind(data)
    if kind not in READ:
        raise FileRefused("file_not_a_workbook", kind=kind)
    return kind


def _kind(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _kind_of_zip(data)
    if data.startswith(MAGIC):
        return _kind_of_ole(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    return _kind_of_text(data[: 1 << 16])


def _kind_of_zip(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise FileRefused("file_damaged", reason="zip") from error
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    if "[content_types].xml" in names:
        return _first(_MAIN_TYPES, _head(archive, names["[content_types].xml"]).lower(), "zip")
    if "mimetype" in names:
        return _kind_of_open_document(archive, names)
    return "numbers" if any(name.endswith(".iwa") for name in names) else "zip"


def _kind_of_open_document(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    kind = _first(_OPEN_DOCUMENTS, _head(archive, names["mimetype"]).lower(), "zip")
    manifest = names.get("meta-inf/manifest.xml")
    if kind == "ods" and manifest and b"encryption-data" in _head(archive, manifest):
        raise FileRefused("file_encrypted")
    return kind


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).flag_bits & 0x1:
        raise FileRefused("file_encrypted")
    try:
        with archive.open(name) as part:
            return part.read(1 << 20)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FileRefused("file_damaged", reason="zip", part=name) from error


def _kind_of_ole(data: bytes) -> str:
    names = OleFile(data).names
    if names & {"EncryptedPackage", "\x09DRMContent", "\x06DataSpaces"}:
        raise FileRefused("file_encrypted")
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return "xls"
    return next((kind for name, kind in _STREAMS if any(n.strip() == name for n in names)), "ole")


def _kind_of_text(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if re.match(r"<!doctype html|<html|<table|<head|<body|<meta", start):
        return "html"
    if start.startswith(("<?xml", "<!--")) or re.match(r"<[a-z][\w:.-]*[\s/>]", start):
        return "xml"
    if re.match(r"\{\s*(\"|\})|\[\s*[\[{\"\d\]]", start):
        return "json"
    return "csv" if _is_delimited(start) else "text"


def _decoded(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    return head.decode("cp1252", "replace")


def _is_delimited(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    lines = lines[:-1] if len(lines) > 2 else lines
    counts = ([line.count(delimiter) for line in lines] for delimiter in _DELIMITERS)
    return any(min(count) > 0 and max(count) - min(count) <= max(count) // 2 for count in counts if count)


def _first(table: tuple[tuple[bytes, str], ...], text: bytes, default: str) -> str:
    return next((kind for token, kind in table if token in text), default)
