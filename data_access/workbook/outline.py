"""The outline of an Open XML workbook: its worksheets with their parts, and the styles that show a percentage."""

import posixpath
import re
from dataclasses import dataclass, field

from data_access.errors import FileRefused
from data_access.workbook.package import Package
from data_access.workbook.parsed_marks import Attributes, local_name, parse_xml

_MOST_ELEMENTS = 200_000
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS = frozenset(("9", "10"))


@dataclass(frozen=True)
class Outline:
    """*sheets* pairs name and part of every worksheet in workbook order; styles are indexes of cell formats."""

    sheets: tuple[tuple[str, str], ...]
    percent_styles: frozenset[str]
    has_macros: bool


def outline(package: Package) -> Outline:
    """Read the small parts of an .xlsx or .xlsm. Raises FileRefused as Package and parse_xml do."""
    book = next(iter(_related(package, "", "/officedocument").values()), "xl/workbook.xml")
    worksheets = _related(package, book, "/worksheet")
    listed = ((a.get("name", ""), worksheets.get(_relation(a))) for a in _elements(package, book, "sheets/sheet"))
    styles = next(iter(_related(package, book, "/styles").values()), "xl/styles.xml")
    return Outline(
        sheets=tuple((name, part) for name, part in listed if part),
        percent_styles=_percent_styles(package, styles),
        has_macros=any(name.endswith("vbaproject.bin") for name in package.names),
    )


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """Parts that *part* points to by a relationship whose type ends with *kind*, by relationship id."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        attributes.get("Id", ""): _target(folder, attributes.get("Target", ""))
        for attributes in _elements(package, relations, "Relationships/Relationship")
        if attributes.get("Type", "").lower().endswith(kind) and attributes.get("TargetMode") != "External"
    }


def _target(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relation(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if ":" in name and local_name(name) == "id"), "")


def _percent_styles(package: Package, part: str) -> frozenset[str]:
    formats = set(_PERCENT_FORMATS)
    for attributes in _elements(package, part, "numFmts/numFmt"):
        if "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
    cell_formats = _elements(package, part, "cellXfs/xf")
    return frozenset(str(i) for i, a in enumerate(cell_formats) if a.get("numFmtId") in formats)


def _elements(package: Package, part: str, path: str) -> list[Attributes]:
    """Attributes of the elements of a part that stand at *path*, parent/child; nothing when there is no such part."""
    if part not in package:
        return []
    collector = _Collector(path)
    parse_xml(package.chunks(part), collector)
    return collector.found


@dataclass
class _Collector:
    path: str
    found: list[Attributes] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        self.open.append(name)
        if "/".join(self.open[-2:]) == self.path:
            self.found.append(attributes)
            if len(self.found) > _MOST_ELEMENTS:
                raise FileRefused("file_damaged", reason="xml")

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        pass
