"""The sheet that lists all findings, as a worksheet part for a package that is not ours."""

from collections.abc import Sequence

from data_access.problems import Severity
from data_access.workbook import wording
from data_access.workbook.annotation.finding import Finding, Findings
from data_access.workbook.annotation.markup import cell_text, escape
from data_access.workbook.annotation.styles import ACCENT, FILLS, HEADER, Styles

WIDTHS = (16, 22, 12, 34, 90)
LINK_COLUMN = 2
_LETTERS = "ABCDE"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def findings_sheet(findings: Findings, styles: Styles, known: Sequence[str], namespace: str) -> bytes:
    """The worksheet part; cells of the sheets in *known* are linked. Its styles are added to *styles*."""
    title = styles.plain(colour=ACCENT, bold=True, size=16)
    header = styles.plain(colour=ACCENT, fill=HEADER, bold=True)
    quiet = styles.plain(colour="FF4A5563")
    lines = findings.summary(wording.FINDINGS_MARKED)
    rows = [_row(1, [(wording.FINDINGS_TITLE.in_language(findings.language), title)], height=26)]
    rows += [_row(number, [(line, quiet)]) for number, line in enumerate(lines, start=2)]
    first = len(lines) + 4
    rows.append(_row(first - 1, [(label.in_language(findings.language), header) for label in wording.FINDINGS_HEADERS]))
    looks = _Looks(styles)
    rows += [_row(n, looks.cells(f, findings)) for n, f in enumerate(findings.listed, start=first)]
    links = [_link(n, f) for n, f in enumerate(findings.listed, start=first) if f.address and f.sheet in known]
    body = f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="A{first - 1}:E{first - 1 + len(findings.listed)}"/>'
    merged = "".join(f'<mergeCell ref="A{n}:E{n}"/>' for n in range(1, len(lines) + 2))
    body += f'<mergeCells count="{len(lines) + 1}">{merged}</mergeCells>'
    body += f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    body += '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return f'{_DECLARATION}<worksheet xmlns="{namespace}">{_head(first)}{body}</worksheet>'.encode()


class _Looks:
    def __init__(self, styles: Styles) -> None:
        self._text = styles.plain()
        self._link = styles.plain(colour=ACCENT)
        self._severity = {severity: styles.plain(fill=fill, bold=True) for severity, fill in FILLS.items()}

    def cells(self, finding: Finding, findings: Findings) -> list[tuple[str, int]]:
        said = wording.SEVERITY[Severity(finding.severity)].in_language(findings.language)
        return [
            (said, self._severity[finding.severity]),
            (finding.sheet, self._text),
            (findings.place(finding), self._link if finding.address else self._text),
            (finding.value, self._text),
            (finding.message, self._text),
        ]


def _head(first: int) -> str:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(WIDTHS, start=1)
    )
    pane = f'<pane ySplit="{first - 1}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane}</sheetView>'
    colour = f'<sheetPr><tabColor rgb="{ACCENT}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    return f'{colour}<sheetViews>{view}</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'


def _row(number: int, cells: list[tuple[str, int]], *, height: int | None = None) -> str:
    made = (
        f'<c r="{_LETTERS[i]}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{cell_text(text).decode()}</t></is></c>"
        for i, (text, style) in enumerate(cells)
        if text
    )
    size = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{size}>{"".join(made)}</row>'


def _link(row: int, finding: Finding) -> str:
    target = "'{}'!{}{}".format(finding.sheet.replace("'", "''"), finding.column or "A", finding.row)
    return f'<hyperlink ref="{_LETTERS[LINK_COLUMN]}{row}" location="{escape(target).decode()}"/>'
