"""The seals of audit records: each record carries the hash of the one before; pure.

What a record says is hashed field by field, each with a salt of its own. So a person can be erased
from a field (value and salt go, the digest stays) while the chain of hashes still holds.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import NamedTuple

SEALED = ("actor", "origin", "subject", "old", "new")
"""The fields that may name a person."""
GENESIS = "0" * 64
SALT_BYTES = 16

Seals = dict[str, tuple[str | None, str]]
"""Field to its salt (None once a person was erased from it) and digest."""


class Fixed(NamedTuple):
    """What of a record never changes, not even when a person is erased."""

    id: int
    at: dt.datetime
    action: str
    upload_id: int | None


def seal(fields: Mapping[str, str | None]) -> Seals:
    """New salts and digests for the ``SEALED`` *fields*."""
    salts = {name: secrets.token_hex(SALT_BYTES) for name in SEALED}
    return {name: (salt, digest(salt, fields[name])) for name, salt in salts.items()}


def digest(salt: str, value: str | None) -> str:
    """The hash of one field; an absent value differs from an empty one."""
    return hashlib.sha256(json.dumps([salt, value], ensure_ascii=False).encode()).hexdigest()


def chained(previous: str, fixed: Fixed, seals: Seals) -> str:
    """The hash of a record: of the one before it, what is fixed, and the digests of its fields."""
    digests = {name: seals[name][1] for name in SEALED}
    content = [previous, fixed.id, fixed.at.astimezone(dt.UTC).isoformat(), fixed.action, fixed.upload_id, digests]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def written(seals: Seals) -> str:
    """*seals* as they are stored."""
    return json.dumps(seals, sort_keys=True)


def read(stored: str) -> Seals:
    """What ``written`` wrote; ``ValueError`` or ``KeyError`` for anything else."""
    found = json.loads(stored)
    return {name: (found[name][0], str(found[name][1])) for name in SEALED}
