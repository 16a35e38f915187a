"""The viewer's language: sentences through gettext, numbers, money and dates as that language writes them.

English follows en_GB, French fr_BE, Dutch nl_BE. The language of the moment lives in a context
variable, so that two visitors served by one process never share it. Nothing here knows Streamlit.
"""

import gettext as gnu
import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

Numeric = int | float | Decimal | None

LANGUAGE_NAMES = {"en": "English", "fr": "Français", "nl": "Nederlands"}
LANGUAGES = tuple(LANGUAGE_NAMES)
LOCALES_FOLDER = Path(__file__).with_name("locales")
ZONE = ZoneInfo("Europe/Brussels")
DAY_COLUMN = "DD/MM/YYYY"
"""How a date column of a table is written: the same in the three languages."""

_LOCALES = {"en": Locale.parse("en_GB"), "fr": Locale.parse("fr_BE"), "nl": Locale.parse("nl_BE")}
_COMPACT_FROM = 10_000
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKING_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_REWRITTEN = re.compile(r"(?<=:)(?=//|material)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>~])(?=[->=])", re.IGNORECASE)
"""Where Streamlit, once the escapes are gone, would still make a link, an icon, or one sign of two."""
_WORD_JOINER = "\u2060"

_language: ContextVar[str | None] = ContextVar("language", default=None)
_otherwise: list[Callable[[], str | None]] = []


def use(language: str) -> None:
    """Speak *language* (``en``, ``fr`` or ``nl``) from here on, in this context; ``ValueError`` for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    _language.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak *language* inside the ``with`` block only."""
    token = _language.set(None)
    try:
        use(language)
        yield
    finally:
        _language.reset(token)


def otherwise(ask: Callable[[], str | None]) -> None:
    """Ask *ask* for the language where nobody called ``use``, as in a fragment or a callback on a new thread."""
    _otherwise[:] = [ask]


def current_language() -> str:
    """The language in use: ``en``, ``fr`` or ``nl``; English when nothing was chosen."""
    chosen = _language.get() or next((ask() for ask in _otherwise), None)
    return chosen if chosen in LANGUAGES else "en"


def language_from(tag: str | None) -> str:
    """The nearest language to a tag such as ``fr-BE``, ``nl_BE.UTF-8`` or ``de``; English when none is near."""
    primary = re.split(r"[-_.@]", tag or "")[0].lower()
    return primary if primary in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalog(language: str) -> gnu.GNUTranslations:
    """The translations of *language*, read straight from its ``.po`` file: no compiled copy can be out of date."""
    with (LOCALES_FOLDER / language / "LC_MESSAGES" / "regie.po").open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)


def gettext(message: str, /, **params: object) -> str:
    """*message* in the language in use, with its ``{placeholders}`` filled from *params* when there are any."""
    translated = catalog(current_language()).gettext(message)
    return translated.format(**params) if params else translated


def ngettext(singular: str, plural: str, count: int, /, **params: object) -> str:
    """The form that goes with *count*; ``{count}`` is filled with the number as the language writes it."""
    translated = catalog(current_language()).ngettext(singular, plural, count)
    return translated.format(count=number(count), **params)


def pgettext(context: str, message: str, /, **params: object) -> str:
    """*message* where the same English word means two things: *context* tells them apart."""
    translated = catalog(current_language()).pgettext(context, message)
    return translated.format(**params) if params else translated


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a module-level constant for translation; whoever shows it calls ``_`` on it."""
    return message


_ = gettext


def escape(typed: object) -> str:
    """Text that people typed, made safe for Markdown: every sign is shown, none is interpreted.

    Addresses become no links and ``->`` no arrow: an invisible word joiner stands inside them.
    """
    line = _BREAKING_SPACE.sub(" ", str(typed)).strip(" ")
    return _MARKDOWN.sub(r"\\\1", _REWRITTEN.sub(_WORD_JOINER, line))


def number(value: Numeric, digits: int = 0) -> str:
    """*value* with exactly *digits* decimals, half away from zero; ``n/a`` for ``None`` and NaN."""
    return _shown(value, digits, _decimal)


def amount(value: Numeric) -> str:
    """Whole euros, for screens: ``€1,235``, ``1 235 €``, ``€ 1.235``; a minus leads in every language."""
    return _shown(value, 0, _currency)


def amount_exact(value: Numeric) -> str:
    """Euros and cents, for rows and receipts."""
    return _shown(value, 2, _currency)


def compact_amount(value: Numeric) -> str:
    """Euros in three figures from ten thousand on: ``€9.42M``, ``9,42 M €``, ``€ 9,42 mln.``."""
    exact = _exact(value)
    if exact is None or abs(exact) < _COMPACT_FROM:
        return amount(exact)
    figures = _round(exact, 2 - exact.adjusted())
    return _compact(figures, 2 - figures.adjusted() % 3, current_language())


def percentage(points: Numeric, digits: int = 0) -> str:
    """A percentage given in percentage points: 58.3 reads ``58%``, in French ``58 %``."""
    return _shown(points, digits, _percent)


def share(fraction: Numeric, digits: int = 0) -> str:
    """A percentage given as a fraction of one: 0.583 reads ``58%``."""
    exact = _exact(fraction)
    return percentage(None if exact is None else exact * 100, digits)


def signed(write: Callable[[Numeric], str], value: Numeric) -> str:
    """*value* as *write* writes it, its sign leading in every language: ``+€312K``, ``-€ 312K``, ``0``.

    ``st.metric`` reads the direction of a movement from that first character.
    """
    exact = _exact(value)
    if exact is None:
        return write(exact)
    shown = write(abs(exact))
    return shown if shown == write(0) else ("+" if exact > 0 else "-") + shown


def points(value: Numeric, digits: int = 0) -> str:
    """A difference between two percentages: ``+6 pt``."""
    return _("{points} pt", points=signed(lambda size: number(size, digits), value))


def day(value: date | None) -> str:
    """``20 Nov 2026``, ``20 nov. 2026``, ``20 nov 2026``."""
    return _("n/a") if value is None else _day(value, "medium", current_language())


def short_day(value: date | None) -> str:
    """``20 Nov``: where the year is beyond doubt."""
    return _("n/a") if value is None else _skeleton(value, "MMMd", current_language())


def long_day(value: date | None) -> str:
    """``20 November 2026``: for headings and minutes."""
    return _("n/a") if value is None else _day(value, "long", current_language())


def month(value: date | None) -> str:
    """``Nov 2026``, ``nov. 2026``, ``nov 2026``."""
    return _("n/a") if value is None else _skeleton(value, "yMMM", current_language())


def instant(value: datetime | None) -> str:
    """Day and minute in Brussels: ``20 Nov 2026, 14:05``; a value without a zone is taken as UTC."""
    if value is None:
        return _("n/a")
    local = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZONE)
    return f"{day(local.date())}, {local:%H:%M}"


def listing(items: Iterable[str]) -> str:
    """``a, b and c``."""
    return format_list(list(items), locale=_LOCALES[current_language()])


def number_signs(language: str) -> dict[str, object]:
    """The signs of numbers and euros in *language*, under the names of d3-format."""
    symbols = _LOCALES[language].number_symbols["latn"]
    before = _LOCALES[language].currency_formats["standard"].pattern.startswith("¤")
    space = "" if language == "en" else "\u00a0"
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": [f"€{space}", ""] if before else ["", f"{space}€"],
        "percent": "\u00a0%" if language == "fr" else "%",
        "minus": "-",
    }


def date_names(language: str) -> dict[str, object]:
    """The names of days and months and the order of dates in *language*, under the names of d3-time-format."""
    locale = _LOCALES[language]
    days, months = locale.days["format"], locale.months["format"]
    return {
        "dateTime": "%d/%m/%Y %H:%M",
        "date": "%d/%m/%Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [days["wide"][(i - 1) % 7] for i in range(7)],
        "shortDays": [days["abbreviated"][(i - 1) % 7] for i in range(7)],
        "months": [months["wide"][i] for i in range(1, 13)],
        "shortMonths": [months["abbreviated"][i] for i in range(1, 13)],
    }


def _exact(value: Numeric) -> Decimal | None:
    if value is None or math.isnan(value):
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


def _shown(value: Numeric, digits: int, write: Callable[[Decimal, int, str], str]) -> str:
    exact = _exact(value)
    return _("n/a") if exact is None else write(_round(exact, digits), digits, current_language())


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


@lru_cache(maxsize=4096)
def _decimal(value: Decimal, digits: int, language: str) -> str:
    return format_decimal(value, _pattern(digits), _LOCALES[language])


@lru_cache(maxsize=4096)
def _currency(value: Decimal, digits: int, language: str) -> str:
    locale = _LOCALES[language]
    pattern, _own, _negative = locale.currency_formats["standard"].pattern.partition(";")
    pattern = pattern.replace("#,##0.00", _pattern(digits))
    return format_currency(value, "EUR", pattern, locale, currency_digits=False)


@lru_cache(maxsize=4096)
def _compact(value: Decimal, digits: int, language: str) -> str:
    return format_compact_currency(value, "EUR", locale=_LOCALES[language], fraction_digits=digits)


@lru_cache(maxsize=4096)
def _percent(value: Decimal, digits: int, language: str) -> str:
    locale = _LOCALES[language]
    pattern = locale.percent_formats[None].pattern.replace("#,##0", _pattern(digits))
    return format_percent(value / 100, pattern, locale)


@lru_cache(maxsize=4096)
def _day(value: date, style: str, language: str) -> str:
    return format_date(value, style, _LOCALES[language])


@lru_cache(maxsize=4096)
def _skeleton(value: date, skeleton: str, language: str) -> str:
    return format_skeleton(skeleton, value, locale=_LOCALES[language])
