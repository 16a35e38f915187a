"""The secret of an installation, which signs what browsers keep; made at the first start, never in the repository."""

import os
import secrets
from pathlib import Path

from data_access.engine import data_folder
from data_access.errors import InvalidRequest

SHORTEST = 32
FILE_NAME = "secret.key"


def installation_secret() -> str:
    """REGIE_SECRET where it is set, as replicas need; else the one in the data folder, which is made where missing.

    Raises ``InvalidRequest`` when it is shorter than ``SHORTEST`` bytes or cannot be kept.
    """
    given = os.environ.get("REGIE_SECRET", "")
    found = given or _kept(data_folder() / FILE_NAME)
    if len(found.encode()) < SHORTEST:
        raise InvalidRequest("secret_too_short", shortest=SHORTEST)
    return found


def _kept(path: Path) -> str:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(made := secrets.token_urlsafe(2 * SHORTEST))
        return made
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequest("secret_not_kept", file=str(path)) from error
