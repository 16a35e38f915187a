"""The name of a file that came from outside, fit to be shown, stored and given back as a name."""

import re
import unicodedata
from pathlib import PurePath

LONGEST = 250
"""Characters; about what file systems allow, so that no real name is cut."""
NAMELESS = "workbook"
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what steers or hides: control, direction, halves of signs, unassigned, line ends."""
SEPARATORS = re.compile(r"[\\/]")


def file_name(given: str) -> str:
    """The last part of *given* without signs that steer or hide, and at most ``LONGEST`` characters, ending kept."""
    last = SEPARATORS.split(unicodedata.normalize("NFC", given))[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign) not in INVISIBLE)
    name = " ".join(plain.split()).strip(". ") or NAMELESS
    ending = PurePath(name).suffix
    return name if len(name) <= LONGEST else name[: max(0, LONGEST - len(ending))] + ending[:LONGEST]
