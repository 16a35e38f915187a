"""Rows read = new + changed + unchanged + rejected, as screens and the command line write it."""

from dashboard.text import ngettext


def row_equation(read: int, inserted: int, updated: int, unchanged: int, rejected: int = 0) -> tuple[str, str]:
    """Both sides of the equation, each count with the word that agrees with it; nothing rejected is ever stored."""
    terms = (
        ngettext("{count} new", "{count} new", inserted),
        ngettext("{count} changed", "{count} changed", updated),
        ngettext("{count} unchanged", "{count} unchanged", unchanged),
        ngettext("{count} rejected", "{count} rejected", rejected),
    )
    return ngettext("{count} row read", "{count} rows read", read), " + ".join(terms)
