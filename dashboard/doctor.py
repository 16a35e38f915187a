"""Examines an installation: each line of the production checklist is one check that holds, fails or cannot be known."""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from dashboard.serve import ROOT
from data_access.engine import Database, data_folder, database_url, open_database
from data_access.errors import DatabaseUnavailable, RegieError

SECRETS = ROOT / ".streamlit" / "secrets.toml"


class Outcome(StrEnum):
    """What an examination found."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """What one check found, and what its sentence tells of it."""

    outcome: Outcome
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """The verdict of the check called *code*."""

    code: str
    verdict: Verdict


@dataclass(frozen=True)
class Installation:
    """What is examined. *option* gives a setting of Streamlit as it is in force."""

    folder: Path
    url: str
    secrets: Mapping[str, Any]
    environment: Mapping[str, str]
    option: Callable[[str], Any]

    @cached_property
    def database(self) -> Database:
        """The database of this installation; ``DatabaseUnavailable`` when there is none or no way to it."""
        if self.url.startswith("sqlite:///") and not Path(self.url.removeprefix("sqlite:///")).is_file():
            raise DatabaseUnavailable("database_missing")
        return open_database(self.url)


Check = Callable[[Installation], Verdict]


def good(**params: object) -> Verdict:
    """Holds."""
    return Verdict(Outcome.GOOD, params)


def bad(**params: object) -> Verdict:
    """Fails."""
    return Verdict(Outcome.BAD, params)


def unknown(**params: object) -> Verdict:
    """Cannot be known from here."""
    return Verdict(Outcome.UNKNOWN, params)


def this_installation() -> Installation:
    """The installation whose command is running, with the settings that ``regie run`` would serve."""
    from streamlit import config

    secrets = read_secrets(SECRETS)
    folder = data_folder().resolve()
    with chdir(ROOT):
        config.get_config_options(force_reparse=True)
    return Installation(folder, database_url(), secrets, os.environ, config.get_option)


def read_secrets(path: Path) -> Mapping[str, Any]:
    """What ``secrets.toml`` holds; nothing where there is none or it cannot be read as such."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def examine(installation: Installation, checks: Iterable[Check]) -> list[Finding]:
    """The verdict of every check; one that needs a database that does not answer cannot be known."""
    return [Finding(check.__name__, _verdict(check, installation)) for check in checks]


def _verdict(check: Check, installation: Installation) -> Verdict:
    try:
        return check(installation)
    except RegieError as error:
        return unknown(error=error)
