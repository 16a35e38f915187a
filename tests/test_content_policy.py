"""The content policy as a browser would read it: shut, and opened only where it says so."""

import hashlib
from base64 import b64encode

import pytest

from dashboard.content_policy import component_policy, inline_scripts, page_policy

Directives = dict[str, list[str]]


def read(policy: str) -> Directives:
    directives = [directive.split() for directive in policy.split("; ")]
    assert len({name for name, *_ in directives}) == len(directives)
    return {name: sources for name, *sources in directives}


@pytest.fixture
def page() -> Directives:
    return read(page_policy())


@pytest.fixture
def component() -> Directives:
    return read(component_policy())


def test_everything_is_shut_that_is_not_opened(page: Directives, component: Directives) -> None:
    for policy in (page, component):
        for name in ("default-src", "object-src", "base-uri", "script-src-attr"):
            assert policy[name] == ["'none'"]
        assert not {"*", "http:", "https:"} & {source for sources in policy.values() for source in sources}


def test_no_script_runs_that_is_written_into_a_page(page: Directives, component: Directives) -> None:
    for policy in (page, component):
        assert "'unsafe-inline'" not in policy["script-src"]
        assert "'unsafe-eval'" not in policy["script-src"]
        assert [source for source in policy["script-src"] if source.startswith("'sha256-")]


def test_nobody_frames_a_page_and_only_a_page_frames_a_component(page: Directives, component: Directives) -> None:
    assert (page["frame-ancestors"], page["frame-src"]) == (["'none'"], ["'self'"])
    assert component["frame-ancestors"] == ["'self'"]
    assert "connect-src" not in component


def test_only_the_scripts_inside_a_document_are_hashed() -> None:
    document = '<script src="a.js"></script><SCRIPT type="module">\n run() </SCRIPT><script>go()</script>'
    expected = [f"'sha256-{b64encode(hashlib.sha256(s).digest()).decode()}'" for s in (b"\n run() ", b"go()")]
    assert inline_scripts(document) == expected
    assert inline_scripts("<p>script</p>") == []
