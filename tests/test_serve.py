"""How the product is served: under which names, behind which proxies, with which limits."""

from collections.abc import Iterator

import pytest

from dashboard.gate import LOOPBACK, hosts
from dashboard.serve import require_hosts
from data_access.errors import InvalidRequest
from tests.raw_requests import Server, serving

HTTPS = {"X_Forwarded_Proto": "https"}


@pytest.fixture(scope="module", params=["127.0.0.1", "10.9.8.7"])
def proxied(request: pytest.FixtureRequest) -> Iterator[tuple[Server, bool]]:
    """A server that believes one proxy, and whether these tests come from there."""
    with serving("-m", "tests.upload_server", "PORT", environment={"FORWARDED_ALLOW_IPS": request.param}) as server:
        yield server, request.param == "127.0.0.1"


def test_https_is_believed_of_a_named_proxy_alone(proxied: tuple[Server, bool]) -> None:
    server, believed = proxied
    told = server.ask("GET", "/_stcore/health", **HTTPS).headers.lower()
    assert ("strict-transport-security" in told) is believed
    assert ("; secure" in told) is believed
    assert "strict-transport-security" not in server.ask("GET", "/_stcore/health").headers.lower()


def test_a_wildcard_address_is_not_served_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGIE_HOSTS", raising=False)
    for host in ("0.0.0.0", "::", ""):
        with pytest.raises(InvalidRequest, match="hosts_needed"):
            require_hosts(host)
    monkeypatch.setenv("REGIE_HOSTS", "regie.example")
    require_hosts("0.0.0.0")
    assert hosts() == (*LOOPBACK, "regie.example")


def test_an_address_that_is_served_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIE_HOSTS", "")
    monkeypatch.delenv("REGIE_HOSTS")
    require_hosts("127.0.0.1")
    assert hosts() == LOOPBACK
    require_hosts("10.0.0.5")
    assert hosts() == (*LOOPBACK, "10.0.0.5")
