"""Marking of definition sentences for the catalogs, and the sentence that a function declares."""

import inspect
import re
from collections.abc import Callable


def N_(message: str) -> str:  # noqa: N802 - the name gettext extraction knows by convention
    """*message* itself: marked for the catalogs, translated where it is shown."""
    return message


def first_sentence(function: Callable[..., object]) -> str:
    """The first sentence of the docstring of *function*, on one line; empty without a docstring."""
    text = " ".join((inspect.getdoc(function) or "").split())
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text, maxsplit=1)[0]
