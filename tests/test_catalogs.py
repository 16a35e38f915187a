"""Every message is translated, with its placeholders, and no visible text goes around the catalogs."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from dashboard import text
from tools import catalogs
from tools.visible_text import in_file, visible_text

ROOT = Path(__file__).parents[1]
TRANSLATED = ("fr", "nl")


@pytest.fixture(scope="module")
def code() -> Catalog:
    return catalogs.messages_in_code()


def identities(catalog: Catalog) -> set[tuple[object, object]]:
    """Context and message of every entry."""
    return {(m.context, m.id) for m in catalog if m.id}


def placeholders(sentence: str) -> set[str]:
    """Names between braces."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def forms(value: object) -> tuple[str, ...]:
    """Singular and plural, or the only form."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value or ""),)


def at_odds(message: Message) -> bool:
    """Whether a translation has other placeholders than its message; a singular may leave the count out."""
    originals = [placeholders(form) for form in forms(message.id)]
    said = [placeholders(form) for form in forms(message.string)]
    allowed = originals[-1]
    return any(not names <= allowed or not names | {"count"} >= allowed for names in said) or said[-1] != allowed


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_catalogs_hold_exactly_what_the_code_says(language: str, code: Catalog) -> None:
    stored = catalogs.stored(language)
    assert identities(stored) == identities(code), "run make catalogs"
    assert not stored.obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    stored = catalogs.stored(language)
    assert [m.id for m in stored if m.id and not catalogs.translated(m)] == []
    assert [m.id for m in stored if m.id and m.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_survive_translation(language: str) -> None:
    stored = catalogs.stored(language)
    assert [m.id for m in stored if m.id and catalogs.translated(m) and at_odds(m)] == []


@pytest.mark.parametrize(
    ("message", "translation", "wrong"),
    [
        ("{a} of {b}", "{a} sur {b}", False),
        ("{a} of {b}", "{a} sur {c}", True),
        ("{a} of {b}", "{a}", True),
        (("{count} row", "{count} rows"), ("une ligne", "{count} lignes"), False),
        (("one row", "{count} rows"), ("{count} ligne", "{count} lignes"), False),
        (("{count} row", "{count} rows"), ("{count} ligne", "lignes"), True),
    ],
)
def test_lost_placeholders_are_noticed(message: str, translation: str, wrong: bool) -> None:
    assert at_odds(Message(message, translation)) is wrong


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_catalog_says_nothing_about_when_and_where(language: str) -> None:
    written = catalogs.catalog_path(language).read_bytes()
    assert written == catalogs.rendered(catalogs.stored(language), language), "run make catalogs"
    assert b"POT-Creation-Date" not in written
    assert b"#: " not in written


def test_no_visible_text_goes_around_the_catalogs() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{f.line} {f.call}: {f.text!r}" for path in catalogs.sources() for f in in_file(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'st.title("Portfolio")',
        'st.metric("Spent", 3)',
        'left.metric("Spent", value)',
        'st.write(f"Spent {amount}")',
        'st.error("Not " + "allowed")',
        'st.info("Yes" if ok else _("No"))',
        'st.tabs(["Risks", _("Issues")])',
        'st.selectbox(_("Kind"), ["one", "two"])',
        'st.text_input(label="Name")',
        'st.button(_("Go"), help="Sends it")',
        'st.markdown(":red[Late] {}".format(n))',
        'st.Page("pages/a.py", title="Portfolio")',
        'st.altair_chart(chart, alt="A curve")',
        'st.column_config.NumberColumn("Amount")',
        'alt.X("f:Q", title="Week")',
        'chart.properties(title="Spending")',
        'click.echo("Done")',
        'raise click.ClickException(f"No file {name}")',
    ],
)
def test_text_outside_the_catalogs_is_found(code: str) -> None:
    assert len(visible_text(code)) >= 1


@pytest.mark.parametrize(
    "code",
    [
        'st.title(_("Portfolio"))',
        'st.write(_("Spent {amount}", amount=x))',
        'st.markdown(f":green[● {letter}] {label}")',
        'st.button(_("Go"), key="go", icon=":material/send:", type="primary")',
        'st.selectbox(_("Kind"), ["one", "two"], format_func=label_of)',
        'st.metric(_("Spent"), "—", delta="+3")',
        'st.html("<style></style>")',
        'st.set_page_config(page_title="Regie", page_icon="logo.png", layout="wide")',
        'st.switch_page("pages/project.py")',
        'st.Page("pages/a.py", title=_("Portfolio"))',
        'stream.write("bytes of a file")',
        'alt.X("f:Q", title=_("Week"), axis=alt.Axis(format="%b"))',
        'click.echo(_("Done"))',
        'click.option("--json", help="Machine-readable.")',
        'st.session_state["Some key"]',
    ],
)
def test_what_is_not_visible_or_is_translated_passes(code: str) -> None:
    assert visible_text(code) == []


def test_updating_keeps_translations_and_drops_what_left_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path)
    old, new = Catalog(), Catalog()
    for message in ("stays", "leaves"):
        old.add(message)
    for message in ("stays", "comes"):
        new.add(message)
    catalogs.update("fr", old)
    path = catalogs.catalog_path("fr")
    path.write_text(
        path.read_text("utf-8").replace('msgid "stays"\nmsgstr ""', 'msgid "stays"\nmsgstr "reste"'), "utf-8"
    )
    waiting = catalogs.update("fr", new)
    stored = catalogs.stored("fr")
    assert {m.id: m.string for m in stored if m.id} == {"stays": "reste", "comes": ""}
    assert [m.id for m in waiting] == ["comes"]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("kind", ["Cost", "Time"])
def test_a_tolerance_used_is_not_called_the_tolerance(language: str, kind: str) -> None:
    with text.speaking(language):
        assert text.gettext(f"{kind} tolerance used") not in {
            text.gettext("Cost tolerance"), text.gettext("Time tolerance")
        }  # fmt: skip


def test_time_efficiency_has_one_name_in_french() -> None:
    sentence = "{share} of the planned value is earned; time efficiency {index}"
    with text.speaking("fr"):
        name = text.gettext("Time efficiency").lower()
        assert name in text.gettext(sentence)


@pytest.mark.parametrize("word", [r"\bwerkmap", r"\bupload"])
def test_dutch_has_one_word_for_workbook_and_one_for_upload(word: str) -> None:
    without = re.compile(r"\{\w+\}|server\.\w+")
    said = [without.sub("", form) for m in catalogs.stored("nl") if m.id for form in forms(m.string)]
    assert [form for form in said if re.search(word, form, re.IGNORECASE)] == []
