"""Finds text shown to people that did not pass through gettext.

Looks at literals handed to Streamlit's and Altair's display calls and to click's output calls.
A call is known by its name: ``st.x`` for every display name, any other receiver (a column, a
container) for the names that nothing else bears.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

UNMISTAKABLE = frozenset(
    "altair_chart area_chart audio_input badge button caption chat_input checkbox color_picker data_editor dataframe "
    "date_input datetime_input download_button expander feedback file_uploader form_submit_button header line_chart "
    "link_button markdown menu_button metric multiselect number_input page_link pills popover radio scatter_chart "
    "segmented_control select_slider selectbox slider subheader tabs text_area text_input time_input toast toggle "
    "vega_lite_chart".split()
)
WITH_STREAMLIT_ONLY = frozenset(
    "dialog error exception image info progress set_page_config spinner status success text title warning write "
    "Page table html logo".split()
)
CLICK_OUTPUT = frozenset(
    "echo secho prompt confirm ClickException UsageError BadParameter BadOptionUsage FileError Abort".split()
)
SPOKEN_ARGUMENTS = frozenset(
    "alt body caption delta delta_description description help label page_title placeholder subtitle text title".split()
)
# The label of the language switch is written in all three languages at once.
NOT_WORDS = re.compile(
    r"Language · Langue · Taal|"
    r":material/\w+:|:[a-z-]+\[|\]|&\w+;|<[^>]*>|https?://\S+|\bRegie\b|\bregie\b|\b(?:EUR|XLSX|PPTX|PDF|CSV|JSON)\b"
)
WORD = re.compile(r"[^\W\d_]{2,}")


class Found(NamedTuple):
    """A literal that a viewer would read in one language only."""

    line: int
    call: str
    text: str


def visible_text(source: str) -> list[Found]:
    """Literals in display calls of *source* that did not pass through gettext, by line."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    found = [Found(line, name, text) for call in calls for name, line, text in _literals(call)]
    return sorted(set(found))


def in_file(path: Path) -> list[Found]:
    """The same for a file."""
    return visible_text(path.read_text(encoding="utf-8"))


def _literals(call: ast.Call) -> Iterator[tuple[str, int, str]]:
    root, name = _called(call.func)
    for argument in _spoken(call, root, name):
        for part in _strings(argument):
            text = part.value if isinstance(part, ast.Constant) else ""
            if isinstance(text, str) and WORD.search(NOT_WORDS.sub(" ", text)):
                yield name, part.lineno, text


def _called(function: ast.expr) -> tuple[str, str]:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    while isinstance(function, ast.Attribute):
        function = function.value
    return getattr(function, "id", ""), name


def _spoken(call: ast.Call, root: str, name: str) -> list[ast.expr]:
    named = [k.value for k in call.keywords if k.arg in SPOKEN_ARGUMENTS]
    if name in UNMISTAKABLE or (root == "st" and name in WITH_STREAMLIT_ONLY):
        return [*_shown_arguments(call, name), *named]
    if name.endswith("Column") and "column_config" in ast.unparse(call.func):
        return [*call.args[:1], *named]
    if root == "click" and name in CLICK_OUTPUT:
        return [*call.args[:1], *[k.value for k in call.keywords if k.arg in {"message", "text"}]]
    if root == "alt" or name == "properties":
        return [k.value for k in call.keywords if k.arg in {"title", "text", "subtitle", "description"}]
    return []


def _shown_arguments(call: ast.Call, name: str) -> list[ast.expr]:
    if name in {"Page", "page_link", "image", "logo"}:
        return []
    if any(k.arg == "format_func" for k in call.keywords):
        return call.args[:1]
    return [*call.args, *[k.value for k in call.keywords if k.arg == "options"]]


def _strings(node: ast.expr) -> Iterator[ast.Constant]:
    """The string constants that reach the screen through *node*: not those inside a call or a lookup."""
    match node:
        case ast.Constant():
            yield node
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _strings(part)
        case ast.BinOp(left=left, right=right):
            yield from _strings(left)
            yield from _strings(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _strings(body)
            yield from _strings(orelse)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _strings(value)
        case ast.Call(func=ast.Attribute(value=ast.Constant() as template, attr="format")):
            yield template
