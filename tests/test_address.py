"""Choices in the URL as codes, and links to other boards that keep language and dates."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import decisions
from dashboard.address import KEPT
from dashboard.metrics.attention import Attention, Rule
from data_access.engine import Database
from tests.screens import opened, sound


def chosen(at: AppTest) -> tuple[str, dict[str, str]]:
    """The choice in force, and the query of the address after it."""
    assert not at.exception
    query = {k: v if isinstance(v, str) else v[0] for k, v in at.query_params.items()}
    return at.markdown[0].value, query


def run(script: Callable[..., None], address: dict[str, str], state: dict[str, str] | None = None) -> AppTest:
    at = AppTest.from_function(script, default_timeout=60)
    for name, value in address.items():
        at.query_params[name] = value
    for name, value in (state or {}).items():
        at.session_state[name] = value
    return at.run()


def one_choice() -> None:
    """A script with one choice, as a board makes it."""
    import streamlit as st

    from dashboard.address import choose_from_address, write_to_address

    choose_from_address("size", ("s", "m", "l"), "m")
    picked = st.radio("Size", ("s", "m", "l"), key="size")
    write_to_address("size", str(picked), "m")
    st.markdown(str(picked))


@pytest.mark.parametrize(
    ("address", "choice", "left"),
    [
        ({}, "m", {}),
        ({"size": "l"}, "l", {"size": "l"}),
        ({"size": "m"}, "m", {}),
        ({"size": "xxl"}, "m", {}),
        ({"size": ""}, "m", {}),
        ({"size": "<script>"}, "m", {}),
        ({"size": "l", "other": "x"}, "l", {"size": "l", "other": "x"}),
    ],
)
def test_an_address_chooses_and_an_unknown_one_falls_back(
    address: dict[str, str], choice: str, left: dict[str, str]
) -> None:
    assert chosen(run(one_choice, address)) == (choice, left)


def test_the_address_follows_the_choice_there_and_back() -> None:
    at = run(one_choice, {})
    assert chosen(at.radio(key="size").set_value("s").run()) == ("s", {"size": "s"})
    assert chosen(at.run()) == ("s", {"size": "s"})
    assert chosen(at.radio(key="size").set_value("m").run()) == ("m", {})


def test_a_link_that_is_followed_wins_over_what_was_chosen_before() -> None:
    at = run(one_choice, {"size": "s"})
    assert chosen(at.radio(key="size").set_value("l").run()) == ("l", {"size": "l"})
    at.query_params["size"] = "s"
    assert chosen(at.run()) == ("s", {"size": "s"})


def test_a_choice_of_another_visit_that_is_not_offered_any_more_falls_back() -> None:
    assert chosen(run(one_choice, {}, {"size": "xs"})) == ("m", {})


def links(at: AppTest) -> list[tuple[str, str]]:
    """Page and query of each link inside the page."""
    found = [element.proto for element in at.get("page_link")]
    return [(proto.page, proto.query_string) for proto in found]


@pytest.mark.usefixtures("fresh_caches")
@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ({}, "lang=en&as_of=2026-05-22&"),
        ({"as_of": "2026-05-15"}, "lang=en&as_of=2026-05-15&"),
        (
            {"lang": "nl", "as_of": "2026-05-15", "compare": "2026-05-01"},
            "lang=nl&as_of=2026-05-15&compare=2026-05-01&",
        ),
        ({"manager": "Nobody", "as_of": "1999-01-01"}, "lang=en&as_of=2026-05-22&"),
    ],
)
def test_a_link_keeps_language_and_dates_and_nothing_else(
    demonstration: Database, address: dict[str, str], kept: str
) -> None:
    found = links(sound(opened(**address)))
    assert found
    for page, query in found:
        assert page == "project"
        assert query.startswith(f"{kept}project=")
        assert query.count("project=") == 1
    assert set(KEPT) == {"lang", "as_of", "compare", "meeting"}


@pytest.mark.usefixtures("fresh_caches")
def test_a_code_cannot_break_out_of_its_link(demonstration: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = Attention(Rule.DECISION, "P&1=<b> é#", "x", {"text": "y"})
    monkeypatch.setattr(decisions, "attention", lambda *_args, **_options: (hostile,))
    assert links(sound(opened())) == [("project", "lang=en&as_of=2026-05-22&project=P%261%3D%3Cb%3E+%C3%A9%23")]
