"""The drawing part that shows comments: a box for each, in the old vector markup that spreadsheets still use."""

import re
from collections.abc import Collection

from data_access.workbook.annotation.markup import MarkupError
from data_access.workbook.raw import Address

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
EMPTY = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
</xml>"""
_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_ROOT = re.compile(rb"<xml(?=[\s>])[^>]*>")
_SHAPE = re.compile(rb"<((?:\w+:)?)shape\s.*?</\1shape>\s*", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*<")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*<")
_TYPE = b"""<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
"""
_BOX = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" \
fillcolor="#fffdf5" o:insetmode="auto"><v:fill color2="#fffdf5"/><v:shadow color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 15, {top}, 4, {right}, 30, {bottom}, 4</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
"""


def with_boxes(vml: bytes, boxes: Collection[tuple[Address, int]], removed: Collection[Address]) -> bytes:
    """The drawing *vml* with one box per address and its height in rows, without those of *removed*.

    Raises MarkupError when it is not written the way all spreadsheet programs do.
    """
    kept = _SHAPE.sub(lambda shape: b"" if _address(shape[0]) in removed else shape[0], vml) if removed else vml
    kept = _ROOT.sub(lambda tag: _declaring(tag[0]), kept, count=1)
    end = kept.rfind(b"</xml>")
    if end < 0 or b"\0" in kept:
        raise MarkupError
    first = 1 + max((int(n) for n in re.findall(rb"_x0000_s(\d+)", kept)), default=1024)
    drawn = "".join(_box(first + i, address, height) for i, (address, height) in enumerate(boxes)).encode()
    known = b"" if b'id="_x0000_t202"' in kept or not boxes else _TYPE
    return kept[:end] + known + drawn + kept[end:]


def _declaring(root: bytes) -> bytes:
    missing = (b' xmlns:%s="%s"' % item for item in _NAMESPACES.items() if b"xmlns:%s=" % item[0] not in root)
    return root[:-1] + b"".join(missing) + b">"


def _address(shape: bytes) -> Address | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1])) if row and column else None


def _box(identity: int, address: Address, height: int) -> str:
    row, column = address
    top = max(row - 2, 0)
    edges = {"left": column + 1, "right": column + 5, "top": top, "bottom": top + height}
    return _BOX.format(id=identity, row=row - 1, column=column, **edges)
