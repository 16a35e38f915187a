"""Serves ``dashboard.asgi`` with uvicorn, from the folder that holds Streamlit's configuration."""

import os
from pathlib import Path

import uvicorn
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parents[1]


def serve(host: str, port: int) -> None:
    """Runs until it is stopped. Streamlit reads ``.streamlit`` from the working folder, so that becomes ROOT."""
    _fix_relative_paths()
    os.chdir(ROOT)
    uvicorn.run("dashboard.asgi:app", host=host, port=port, lifespan="on", log_level="warning", ws_max_size=64 * 2**20)


def _fix_relative_paths() -> None:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("sqlite"):
        parsed = make_url(url)
        if parsed.database:
            os.environ["DATABASE_URL"] = str(parsed.set(database=str(Path(parsed.database).resolve())))
    if folder := os.environ.get("REGIE_DATA"):
        os.environ["REGIE_DATA"] = str(Path(folder).expanduser().resolve())
