"""Ways to look at a screen through AppTest: open a page as somebody, in a language, and read what it says."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from dashboard import text
from data_access.engine import open_database
from data_access.errors import RegieError
from data_access.sessions import open_session
from data_access.users import user_of

ROOT = Path(__file__).parents[1]
APP = ROOT / "dashboard" / "app.py"
PAGES = ("portfolio", "upload", "history")
PMO = "the pmo"
WRONG = "Something went wrong. It was recorded; nothing was lost. Reload the page, or tell the administrator."
KINDS = "title header subheader markdown caption info error warning success".split()


def opened(page: str = "portfolio", *, person: str | None = PMO, **query: str) -> AppTest:
    """The app at *page*, with *query* in its address, signed in as *person*: ``PMO`` is whoever has that role."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    if person is not None and (session := session_of(person)):
        at.session_state["session"] = session
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    return at if page == "portfolio" else turned(at, page)


def session_of(person: str) -> str | None:
    """A new session of *person* in the app's database; None where there is no such account or no database."""
    try:
        db = open_database()
    except RegieError:
        return None
    try:
        with db.writing() as connection:
            users = db.tables.users
            named = users.c.role == "pmo" if person == PMO else users.c.username == person
            row = connection.execute(select(users).where(named).order_by(users.c.name)).first()
            return open_session(db, connection, user_of(row)).session if row else None
    except RegieError:
        return None
    finally:
        db.engine.dispose()


def ran(step: AppTest | Widget) -> AppTest:
    """The app after *step*; AppTest asks for the labels of choices here, so here too its language is spoken."""
    state = step.session_state if isinstance(step, AppTest) else step.root.session_state
    assert state is not None
    with text.speaking(_language(state)):
        return step.run()


def turned(at: AppTest, page: str) -> AppTest:
    """The same visitor, on another page."""
    return ran(at.switch_page(str(ROOT / "pages" / f"{page}.py")))


def _language(state: Mapping[str, str]) -> str:
    # AppTest's session state has no get().
    return state["lang"] if "lang" in state else "en"  # noqa: SIM401


def said(at: AppTest) -> list[str]:
    """Every sentence and heading of the screen."""
    return [str(element.value) for kind in KINDS for element in at.get(kind)]  # type: ignore[attr-defined]  # all have one


def in_language(language: str, message: str, **params: object) -> str:
    """*message* as the catalog of *language* has it."""
    with text.speaking(language):
        return text.gettext(message, **params)


def sound(at: AppTest) -> AppTest:
    """*at*, after checking that nothing failed behind the screen."""
    assert not at.exception, [e.value for e in at.exception]
    wrong = {in_language(language, WRONG) for language in text.LANGUAGES}
    assert not wrong & set(said(at)), said(at)
    return at
