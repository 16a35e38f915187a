"""Comments of one worksheet: ours are added, those of an earlier annotation taken away, all others kept."""

import html
import re
from collections.abc import Mapping

from data_access.problems import column_letter
from data_access.workbook.annotation import markup
from data_access.workbook.annotation.finding import column_index
from data_access.workbook.annotation.markup import Edits, Element, MarkupError
from data_access.workbook.raw import Address

AUTHOR = "Regie"
MARKER = "— Regie —"
_THREADED = "tc="
_BLANK = rb"(?:\s|&#(?:10|13|x[aAdD]);)"


class Notes:
    """The comments part of one worksheet; *earlier* are the cells that an earlier annotation marked."""

    def __init__(self, xml: bytes) -> None:
        """Raises MarkupError when *xml* is no comments part that can be changed."""
        self._xml = xml
        self._prefix = markup.prefix(xml)
        root = markup.root(xml)
        authors, listed = (markup.child(xml, root, self._prefix + name) for name in (b"authors", b"commentList"))
        if authors is None or listed is None:
            raise MarkupError
        self._authors, self._list = authors, listed
        self._names = [html.unescape(self._content(e).decode()) for e in markup.inside(xml, authors)]
        self._comments = {self._address(e): e for e in markup.inside(xml, listed)}
        self.earlier = frozenset(a for a, e in self._comments.items() if MARKER.encode() in xml[e.start : e.end])

    def _content(self, element: Element) -> bytes:
        return self._xml[element.open_end : element.close_start]

    def _address(self, comment: Element) -> Address:
        reference = markup.attribute(markup.opening(self._xml, comment), b"ref") or ""
        letters = reference.rstrip("0123456789")
        if not letters or letters == reference:
            raise MarkupError
        return int(reference[len(letters) :]), column_index(letters)

    def merged(self, notes: Mapping[Address, str]) -> tuple[bytes, set[Address], set[Address]]:
        """The part with *notes* in place of earlier ones; the cells that lost their comment, those that got one."""
        edits = Edits(self._xml)
        removed, present = set(), set()
        for address, comment in self._comments.items():
            if self._is_threaded(comment):
                # A conversation lives in a part of its own; its text here is only a stand-in.
                present.add(address)
                continue
            runs = self._foreign_runs(comment)
            if runs or address not in self.earlier:
                present.add(address)
                if address in notes or address in self.earlier:
                    edits.replace(comment.start, comment.end, self._rewritten(comment, runs, notes.get(address)))
            else:
                edits.replace(comment.start, comment.end, b"")
                removed.add(address)
        added = {address: text for address, text in notes.items() if address not in present}
        if added:
            self._append(edits, added)
        return edits.apply(), removed, set(added)

    def _is_threaded(self, comment: Element) -> bool:
        author = int(markup.attribute(markup.opening(self._xml, comment), b"authorId") or 0)
        return author < len(self._names) and self._names[author].startswith(_THREADED)

    def _append(self, edits: Edits, added: Mapping[Address, str]) -> None:
        p = self._prefix
        if AUTHOR not in self._names:
            edits.append(self._authors, b"<%sauthor>%s</%sauthor>" % (p, AUTHOR.encode(), p))
            self._names.append(AUTHOR)
        author = self._names.index(AUTHOR)
        made = []
        for (row, column), text in added.items():
            reference = f"{column_letter(column)}{row}".encode()
            body = b"<%stext>%s</%stext>" % (p, self._run(text), p)
            made.append(b'<%scomment ref="%s" authorId="%d">%s</%scomment>' % (p, reference, author, body, p))
        edits.append(self._list, b"".join(made))

    def _run(self, text: str) -> bytes:
        p = self._prefix
        look = b'<%srPr><%ssz val="9"/><%srFont val="Tahoma"/><%sfamily val="2"/></%srPr>' % (p, p, p, p, p)
        said = markup.cell_text(f"{MARKER}\n{text}")
        return b'<%sr>%s<%st xml:space="preserve">%s</%st></%sr>' % (p, look, p, said, p, p)

    def _foreign_runs(self, comment: Element) -> bytes:
        """What others wrote, as runs of formatted text; empty when it is blank."""
        text = markup.child(self._xml, comment, self._prefix + b"text")
        kept: list[bytes] = []
        for element in markup.inside(self._xml, text) if text else ():
            run = self._xml[element.start : element.end]
            before, marker, _ = run.partition(MARKER.encode())
            if marker:
                kept.append(self._cut(before, as_run=element.name == self._prefix + b"t"))
                return _trimmed(kept)
            kept.append(self._as_run(element, run))
        return b"".join(kept) if _said(b"".join(kept)) else b""

    def _as_run(self, element: Element, xml: bytes) -> bytes:
        if element.name != self._prefix + b"t":
            return xml
        return b"<%sr>%s</%sr>" % (self._prefix, xml, self._prefix)

    def _cut(self, before: bytes, *, as_run: bool) -> bytes:
        p = self._prefix
        if not _said(before):
            return b""
        start = b"<%sr>" % p if as_run else b""
        return start + re.sub(_BLANK + rb"+\Z", b"", before) + b"</%st></%sr>" % (p, p)

    def _rewritten(self, comment: Element, runs: bytes, note: str | None) -> bytes:
        p = self._prefix
        if note is not None:
            gap = b'<%sr><%st xml:space="preserve">\n\n</%st></%sr>' % (p, p, p, p) if runs else b""
            runs += gap + self._run(note)
        text = markup.child(self._xml, comment, p + b"text")
        if text is None:
            return markup.opening(self._xml, comment) + b"<%stext>%s</%stext></%scomment>" % (p, runs, p, p)
        tail = self._xml[text.end : comment.end]
        return self._xml[comment.start : text.start] + b"<%stext>%s</%stext>" % (p, runs, p) + tail


def _trimmed(runs: list[bytes]) -> bytes:
    """The runs without the blank lines at their end, which stood before a note of ours."""
    while runs and not _said(runs[-1]):
        runs.pop()
    return re.sub(_BLANK + rb"+(</[^<]*</[^<]*)\Z", rb"\1", b"".join(runs))


def _said(xml: bytes) -> bytes:
    return re.sub(rb"<[^>]*>|" + _BLANK, b"", xml)


def empty_comments(namespace: str) -> bytes:
    """A comments part that holds none yet."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()
