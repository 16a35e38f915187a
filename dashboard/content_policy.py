"""The content security policy: what a browser may load, run and send for a page of Regie.

Everything is shut; each opening stands with what fails without it, as seen in a browser on every page.
Charts need no evaluation of strings: Streamlit interprets the expressions of Vega instead of compiling them.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dashboard.first_field import TO_FIRST_FIELD

SELF = "'self'"
NOTHING = "'none'"
INLINE = "'unsafe-inline'"
WASM = "'wasm-unsafe-eval'"
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
SIGN_IN_COMPONENT = "extra_streamlit_components"

SHUT = {
    "default-src": (NOTHING,),
    "script-src-attr": (NOTHING,),
    "object-src": (NOTHING,),
    "base-uri": (NOTHING,),
}
PAGE = SHUT | {
    # Streamlit's own scripts. 64-bit numbers of its messages are computed in WebAssembly, which cannot run a string.
    "script-src": (SELF, WASM),
    # Streamlit writes its style rules into the page while it draws; rules cannot run anything.
    "style-src-elem": (SELF, INLINE),
    "style-src-attr": (NOTHING,),
    # The logo and the arrows of charts and tables come inside the page.
    "img-src": (SELF, "data:"),
    # So does the font of a table's icons.
    "font-src": (SELF, "data:"),
    # The conversation of page and server, over HTTP and WebSocket.
    "connect-src": (SELF,),
    # The component that keeps the sign-in cookie is a frame of the same address.
    "frame-src": (SELF,),
    "form-action": (SELF,),
    "frame-ancestors": (NOTHING,),
}
COMPONENT = SHUT | {
    "script-src": (SELF,),
    "style-src-elem": (SELF, INLINE),
    "form-action": (NOTHING,),
    # Only a page of the same address may hold the frame of a component.
    "frame-ancestors": (SELF,),
}


@cache
def page_policy() -> str:
    """The policy of every address that is no component's."""
    import streamlit

    hashes = _hashes([Path(streamlit.__file__).with_name("static") / "index.html"])
    return _written(PAGE, [*hashes, *inline_scripts(TO_FIRST_FIELD)])


@cache
def component_policy() -> str:
    """The policy of what a component's frame loads."""
    found = find_spec(SIGN_IN_COMPONENT)
    folders = found.submodule_search_locations or [] if found else []
    return _written(COMPONENT, _hashes(p for folder in folders for p in Path(folder).rglob("index.html")))


def inline_scripts(html: str) -> list[str]:
    """The hashes, as a policy names them, of the scripts that stand inside *html*."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _hashes(documents: Iterable[Path]) -> list[str]:
    return sorted({h for document in documents for h in inline_scripts(document.read_text(encoding="utf-8"))})


def _written(directives: dict[str, tuple[str, ...]], hashes: list[str]) -> str:
    opened = directives | {"script-src": (*directives["script-src"], *hashes)}
    return "; ".join(" ".join((name, *sources)) for name, sources in opened.items())
