"""Bring the message catalogs up to date with the code: ``python -m tools.catalogs``.

New messages are added untranslated, messages that left the code are dropped, translations stay.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "dashboard" / "locales"
LANGUAGES = ("en", "fr", "nl")
SPOKEN = ("dashboard", "pages")
SINGULAR, PLURAL, CONTEXT = {"_", "gettext", "N_"}, "ngettext", "pgettext"
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: {plural_forms}\\n"\n\n'
)


def sources() -> Iterator[Path]:
    """The Python files whose text a viewer reads."""
    for folder in SPOKEN:
        yield from sorted((ROOT / folder).rglob("*.py"))


def messages_in_code() -> Catalog:
    """Every message marked for translation, inside f-strings too; ``SyntaxError`` names a file that does not parse."""
    template = Catalog()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
            if isinstance(node, ast.Call):
                _add(template, node)
    return template


def _add(template: Catalog, call: ast.Call) -> None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    words = [a.value for a in call.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in SINGULAR and words:
        template.add(words[0])
    elif name == PLURAL and len(words) == 2:
        template.add((words[0], words[1]))
    elif name == CONTEXT and len(words) == 2:
        template.add(words[1], context=words[0])


def stored(language: str) -> Catalog:
    """The catalog of *language* as it lies on disk; an empty one when there is none."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def catalog_path(language: str) -> Path:
    """Where the catalog of *language* lies."""
    return LOCALES / language / "LC_MESSAGES" / "regie.po"


def update(language: str, template: Catalog) -> list[Message]:
    """Write the catalog of *language* anew from *template*; returns the messages that await translation."""
    catalog = stored(language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendered(catalog, language))
    return [m for m in catalog if m.id and not translated(m)]


def rendered(catalog: Catalog, language: str) -> bytes:
    """The file's bytes: sorted, without dates and line numbers, so that a change shows only what changed."""
    body = BytesIO()
    write_po(body, catalog, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    header = HEADER.format(language=language, plural_forms=Catalog(locale=language).plural_forms)
    return header.encode() + body.getvalue().strip() + b"\n"


def translated(message: Message) -> bool:
    """Whether every form of *message* has a translation."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def main() -> int:
    """Update all catalogs; says what is still to translate. English is what stands in the code."""
    template = messages_in_code()
    for language in LANGUAGES:
        missing = update(language, template)
        waiting = [] if language == "en" else missing
        print(f"{language}: {len(template)} messages, {len(waiting)} to translate")
        for message in waiting:
            print(f"  {message.id!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
