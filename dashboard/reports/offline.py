"""A document as one HTML file for the day the line is down: filters that work, and nothing that asks the network."""

import base64
import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from dashboard.reports.document import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Columns,
    Document,
    Line,
    Lines,
    Page,
    Progress,
    Prose,
    Table,
    blocks_of,
    printable,
    unseen,
    watched,
)  # fmt: skip
from dashboard.reports.drawings import FAMILY, FULL_WIDTH, HALF_WIDTH, PIXELS_PER_CM, svg
from dashboard.reports.pack import Facet
from dashboard.reports.variants import Key, choices
from dashboard.text import _
from dashboard.theme import GREY, TONES, Tone, status_mark

HERE = Path(__file__).parent
FONTS = HERE.parent / "static" / "fonts"
FACES = (
    ("source-sans-3-latin-wght-normal.woff2", "U+0000-02AF, U+2000-206F, U+20AC, U+2191, U+2193, U+2212"),
    ("source-sans-3-latin-ext-wght-normal.woff2", "U+0100-02BA, U+1E00-1EFF, U+20A0-20AB"),
    ("regie-marks.woff2", "U+2581-2587, U+25A0-25FF"),
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:"
"""What the browser may load: nothing but what is in the file."""
NAMES = {tone: tone.markdown for tone in TONES}
_CLIP = re.compile(r"(?<=[\"#])(clip\d+)")
STATUSES = ("red", "amber", "green", "not_assessed")


def html_pack(
    document: Document,
    facets: Mapping[str, Facet],
    variants: Mapping[Key, Mapping[str, Card]],
    progress: Progress = unseen,
) -> bytes:
    """The bytes of *document*; projects can be filtered by *facets*, whose figures are in *variants*."""
    drawer = _Drawer(document.language)
    sections = "".join(
        drawer.section(number, page) for number, page in enumerate(watched(document.pages, progress), start=1)
    )
    body = f"{_head(document)}{_filters(facets)}{_contents(document)}<main>{sections}</main>{_foot(document)}"
    parts = {
        "language": document.language,
        "title": html.escape(printable(document.title)),
        "policy": POLICY,
        "style": (HERE / "offline.css").read_text(encoding="utf-8").replace("/* fonts */", _faces()),
        "body": body,
        "data": _data(facets, _of_figures(variants, _figures(document)), _titles(document, facets)),
        "script": (HERE / "offline.js").read_text(encoding="utf-8"),
    }
    page = (HERE / "offline.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], page).encode()


def _figures(document: Document) -> set[str]:
    """Names of the figures that the cards of *document* show of all projects."""
    shown = (block for page in document.pages if not page.project for block in blocks_of(page))
    return {card.figure for block in shown if isinstance(block, Cards) for card in block.cards}


def _of_figures(variants: Mapping[Key, Mapping[str, Card]], names: set[str]) -> dict[Key, Mapping[str, Card]]:
    """*variants* without the figures that nobody would see."""
    return {key: {n: card for n, card in cards.items() if n in names} for key, cards in variants.items()}


def _titles(document: Document, facets: Mapping[str, Facet]) -> dict[str, dict[int, str]]:
    """The headings that follow the filters, by choice and number of the page."""
    followed = {number: page.retitled for number, page in enumerate(document.pages, start=1) if page.retitled}
    known: dict[frozenset[str], dict[int, str]] = {}
    found = {}
    for key, codes in choices(facets):
        if codes not in known:
            known[codes] = {number: printable(titled(codes)) for number, titled in followed.items()}
        found["|".join(key)] = known[codes]
    return found


def _data(
    facets: Mapping[str, Facet], variants: Mapping[Key, Mapping[str, Card]], titles: Mapping[str, Mapping[int, str]]
) -> str:
    """What the script needs, as JSON that cannot end the element it stands in."""
    shown = {"|".join(key): {name: _values(card) for name, card in cards.items()} for key, cards in variants.items()}
    codes = {code: [f.programme, f.institution, f.manager, f.status] for code, f in facets.items()}
    data = json.dumps({"facets": codes, "variants": shown, "titles": titles}, ensure_ascii=False, separators=(",", ":"))
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _values(card: Card) -> list[str]:
    return [card.value, card.movement, _class(card.tone)]


@cache
def _faces() -> str:
    rules = []
    for name, span in FACES:
        data = base64.b64encode((FONTS / name).read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{data}) format('woff2')"
        rules.append(f"@font-face{{font-family:'{FAMILY}';src:{source};font-weight:200 900;unicode-range:{span}}}")
    return "".join(rules)


def _head(document: Document) -> str:
    about = " · ".join(_safe(line) for line in document.about)
    stamp = _safe(document.stamp.words())
    return f"<header><h1>{_safe(document.title)}</h1><p>{stamp}</p><p class='quiet'>{about}</p></header>"


def _filters(facets: Mapping[str, Facet]) -> str:
    if len(facets) < 2:
        return ""
    columns = (
        (_("Programme"), [(f.programme, f.programme) for f in facets.values()]),
        (_("Institution"), [(f.institution, f.institution) for f in facets.values()]),
        (_("Project manager"), [(f.manager, f.manager) for f in facets.values()]),
        (_("Status"), [(s, status_mark(s).words) for s in STATUSES if s in {f.status for f in facets.values()}]),
    )
    selects = "".join(_select(number, label, options) for number, (label, options) in enumerate(columns))
    words = html.escape(_("{shown} of {count} projects shown"), quote=True)
    reset = f"<button type='button' id='all'>{_safe(_('Show all projects'))}</button>"
    status = f"<p role='status' id='shown' data-words=\"{words}\"></p>"
    return f"<form id='filters' aria-label=\"{_safe(_('Filters'))}\">{selects}{reset}{status}</form>"


def _select(number: int, label: str, options: Iterable[tuple[str, str]]) -> str:
    known = dict(options)
    ordered = known if number == len(Facet.__dataclass_fields__) - 1 else sorted(known, key=str.casefold)
    inner = "".join(f'<option value="{_safe(value)}">{_safe(known[value])}</option>' for value in ordered)
    every = f"<option value=''>{_safe(_('All'))}</option>"
    return f"<label>{_safe(label)}<select name='f{number}'>{every}{inner}</select></label>"


def _contents(document: Document) -> str:
    items = "".join(
        f"<li{_project(page.project)}><a href='#s{number}'>{_safe(page.title)}</a></li>"
        for number, page in enumerate(document.pages, start=1)
    )
    return f'<nav aria-label="{_safe(_("Contents"))}"><ol>{items}</ol></nav>'


def _foot(document: Document) -> str:
    return f"<footer>{_safe(document.title)} · {_safe(document.stamp.words())}</footer>"


class _Drawer:
    """Writes pages as sections; counts the drawings, whose inner names must differ."""

    def __init__(self, language: str) -> None:
        self.language, self.drawings = language, 0

    def section(self, number: int, page: Page) -> str:
        blocks = "".join(self.block(block, FULL_WIDTH, of_project=bool(page.project)) for block in page.blocks)
        about = _("Headings, charts and figures in italics count all projects of this pack.")
        whole = "" if page.project else f"<p class='whole'>{_safe(about)}</p>"
        heading = f"<h2>{_safe(page.title)}</h2>"
        stamp = f"<p class='stamp'>{number}</p>"
        return f"<section id='s{number}'{_project(page.project)}>{stamp}{heading}{whole}{blocks}</section>"

    def block(self, block: Block | Columns, width: int, *, of_project: bool) -> str:
        match block:
            case Columns():
                share = "".join(f"minmax(0,{part}fr) " for part in block.widths)
                stacks = "".join(
                    f"<div>{''.join(self.block(b, HALF_WIDTH, of_project=of_project) for b in stack)}</div>"
                    for stack in block.stacks
                )
                return f"<div class='columns' style='grid-template-columns:{share}'>{stacks}</div>"
            case Cards():
                return f"<dl class='cards'>{''.join(_card(card, of_project=of_project) for card in block.cards)}</dl>"
            case Lines():
                return _titled(block.title) + "<ul class='lines'>" + "".join(map(_line, block.lines)) + "</ul>"
            case Prose():
                said = "<br>".join(_safe(line) for line in block.text.split("\n"))
                return f"{_titled(block.title)}<p>{said}</p>"
            case Table():
                return _table(block, fixed=not of_project)
            case Chart():
                return self.chart(block, width)

    def chart(self, chart: Chart, width: int) -> str:
        self.drawings += 1
        height = None if chart.fixed else round(chart.height * PIXELS_PER_CM)
        drawing = svg(chart.drawing, self.language, (width, height))
        own = _CLIP.sub(rf"d{self.drawings}\1", drawing)
        return f"{_titled(chart.title)}<figure role='img' aria-label=\"{_safe(chart.alt)}\">{own}</figure>"


def _card(card: Card, *, of_project: bool) -> str:
    name = f" data-figure='{card.figure}'" if card.figure and not of_project else ""
    moved = f"<span class='moved {_class(card.tone)}'>{_safe(card.movement)}</span>"
    return f"<div{name}><dt>{_safe(card.label)}</dt><dd><b>{_safe(card.value)}</b> {moved}</dd></div>"


def _line(line: Line) -> str:
    mark = f"<span class='mark {_class(line.tone)}' aria-hidden='true'>{_safe(line.symbol)}</span>"
    symbol = mark if line.symbol else ""
    lead = f"<b>{_safe(line.lead)}</b> " if line.lead else ""
    return f"<li{_project(line.project)}>{symbol}<span>{lead}{_safe(line.text)}</span></li>"


def _table(table: Table, *, fixed: bool) -> str:
    head = "".join(f"<th scope='col'{_right(c.right)}>{_safe(c.name)}</th>" for c in table.columns)
    keys = table.projects or ("",) * len(table.rows)
    rows = "".join(
        f"<tr{_project(key)}>{''.join(_cell(cell, c.right) for cell, c in zip(row, table.columns, strict=True))}</tr>"
        for key, row in zip(keys, table.rows, strict=True)
    )
    caption = f"<caption>{_safe(table.title)}</caption>" if table.title else ""
    note = f"<p class='quiet'>{_safe(table.note)}</p>" if table.note else ""
    looks = [name for name, on in (("dense", table.dense), ("fixed", fixed and not table.projects)) if on]
    shape = f" class='{' '.join(looks)}'" if looks else ""
    inner = f"{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f"<div class='scroll' tabindex='0'><table{shape}>{inner}</table></div>{note}"


def _cell(cell: Cell, right: bool) -> str:
    looks = [_class(cell.tone)] if cell.tone else []
    flags = {"tint": cell.tinted, "bold": cell.bold, "ring": cell.ringed, "right": right}
    looks += [name for name, on in flags.items() if on]
    said = "<br>".join(_safe(line) for line in cell.text.split("\n"))
    return f"<td class='{' '.join(looks)}'>{said}</td>" if looks else f"<td>{said}</td>"


def _right(right: bool) -> str:
    return " class='right'" if right else ""


def _titled(title: str) -> str:
    return f"<h3>{_safe(title)}</h3>" if title else ""


def _project(code: str) -> str:
    return f' data-project="{_safe(code)}"' if code else ""


def _class(tone: Tone | None) -> str:
    return f"tone-{NAMES.get(tone, GREY.markdown)}" if tone else ""


def _safe(typed: object) -> str:
    return html.escape(printable(typed), quote=True)
