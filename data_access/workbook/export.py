"""Text from people, made harmless in files that a spreadsheet program opens."""

from decimal import Decimal

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME_LIMIT = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def neutralise(text: str) -> str:
    """*text* as a CSV cell that no spreadsheet program takes for a formula: an apostrophe goes before it if need be."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def sheet_name(wanted: str, taken: set[str]) -> str:
    """*wanted* as a legal sheet name that differs from *taken* (lower case), to which it is added."""
    clean = " ".join(wanted.translate(_FORBIDDEN).split()).strip("'")[:SHEET_NAME_LIMIT] or "-"
    name, number = clean, 2
    while name.lower() in taken:
        ending = f" ({number})"
        name, number = clean[: SHEET_NAME_LIMIT - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


def plain_number(value: float | Decimal, language: str) -> str:
    """*value* without grouping, with the decimal mark of *language*: ``1234,5`` in French and Dutch."""
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.10g}"
    return text if language == "en" else text.replace(".", ",")
