"""The one stylesheet: Streamlit's own English words, said in the viewer's language, and room for tables.

Streamlit has no translations of its own. The word it wrote is hidden, from screen readers too, and
the viewer's word is drawn in its place. Only words that a selector can single out are covered.
"""

from collections.abc import Iterable

from dashboard.text import _, current_language, listing, number

UPLOADER = "[data-testid=stFileUploaderDropzone]"
BUTTON = (f"{UPLOADER} [data-testid=stBaseButton-secondary] [data-testid=stMarkdownContainer]", "p")
LIMITS = ("[data-testid=stFileUploaderDropzoneInstructions] > div", "span")
DROP_HERE = (f"{UPLOADER} > input + div:not(:has([data-testid]))", "span")
ENTER = ("[data-testid=stTextInput] [data-testid=InputInstructions]:has(> span:only-child)", "span")
ENTER_IN_FORM = (f"[data-testid=stForm] {ENTER[0]}", "span")
COUNTED = "[data-testid=InputInstructions]:has(> span + span)"
"""Beside it stands how many letters are left."""
NOTHING_FOUND = ("[role=listbox][data-empty=true] [role=option]", "span")
"""Each a place and the child of it that holds Streamlit's word."""
ROOM_FOR_TABLES = (
    "<style>[data-testid=stPopoverBody]:has([data-testid=stDataFrame])"
    "{width:min(calc(100vw - 2rem),900px);max-width:none!important}</style>"
)
"""A popover is as narrow as its button, and a table takes what it gets: of most tables that is one column."""


def streamlit_words(megabytes: int, kinds: Iterable[str]) -> str:
    """A ``<style>`` element for ``st.html``; empty in English. *megabytes* and *kinds* are the uploader's limits."""
    if current_language() == "en":
        return ""
    words = {
        BUTTON: _("Choose a file"),
        LIMITS: _("Up to {megabytes} MB per file: {kinds}", megabytes=number(megabytes), kinds=listing(kinds)),
        DROP_HERE: _("Drop the file here"),
        ENTER: _("Press Enter to apply"),
        ENTER_IN_FORM: _("Press Enter to send"),
        NOTHING_FOUND: _("Nothing found"),
    }
    return (
        f"<style>{LIMITS[0]}{{font-size:.875em}}"
        + "".join(_replaced(*where, word) for where, word in words.items())
        + _first_replaced(f"[data-testid=stTextInput] {COUNTED}", words[ENTER])
        + _first_replaced(f"[data-testid=stForm] [data-testid=stTextInput] {COUNTED}", words[ENTER_IN_FORM])
        + "</style>"
    )


def _replaced(place: str, child: str, word: str) -> str:
    return f'{place}>{child}{{display:none}}{place}::after{{content:"{_quoted(word)}"}}'


def _first_replaced(place: str, word: str) -> str:
    """The first of several words; the others stay."""
    return f'{place}>span:first-child{{display:none}}{place}::before{{content:"{_quoted(word)}\\a0"}}'


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
