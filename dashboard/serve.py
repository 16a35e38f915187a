"""Serves ``dashboard.asgi`` with uvicorn, from the folder that holds Streamlit's configuration."""

import os
from pathlib import Path

import uvicorn
from sqlalchemy import make_url

from dashboard.gate import HOSTS, LOOPBACK
from data_access.errors import InvalidRequest

ROOT = Path(__file__).resolve().parents[1]
EVERYWHERE = ("", "0.0.0.0", "::")
LARGEST_MESSAGE = 4 * 2**20
LIMITS = {"ws_max_size": LARGEST_MESSAGE, "limit_concurrency": 1000, "timeout_keep_alive": 10}
"""Bytes of a browser's message, connections at once, seconds an idle one is kept."""
QUIET = {"access_log": False, "server_header": False}
"""Addresses carry filters, so none is written down; nor is the software named to whoever asks."""


def require_hosts(host: str) -> None:
    """Names what is served where that is known; ``InvalidRequest`` where every address is served under no name."""
    if host in EVERYWHERE and not os.environ.get(HOSTS):
        raise InvalidRequest("hosts_needed", host=host)
    if host not in (*LOOPBACK, *EVERYWHERE):
        os.environ.setdefault(HOSTS, host)


def serve(host: str, port: int) -> None:
    """Runs until it is stopped. Streamlit reads ``.streamlit`` from the working folder, so that becomes ROOT.

    Whether a request came over https, and from where, is believed of the proxies in FORWARDED_ALLOW_IPS alone.
    """
    _fix_relative_paths()
    os.chdir(ROOT)
    settings = {"log_level": "warning", "lifespan": "on", **QUIET, **LIMITS}
    uvicorn.run("dashboard.asgi:app", host=host, port=port, **settings)  # type: ignore[arg-type]  # by name


def _fix_relative_paths() -> None:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("sqlite"):
        parsed = make_url(url)
        if parsed.database:
            os.environ["DATABASE_URL"] = str(parsed.set(database=str(Path(parsed.database).resolve())))
    if folder := os.environ.get("REGIE_DATA"):
        os.environ["REGIE_DATA"] = str(Path(folder).expanduser().resolve())
