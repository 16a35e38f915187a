"""Declared freezes as the calendar of the reform knows them: days, institution and a name in one language."""

import datetime as dt
from collections.abc import Iterable

from dashboard import text
from dashboard.metrics.waves import Freeze
from data_access import freezes
from data_access.engine import Database


def freeze_days(db: Database, known_at: dt.datetime | None = None) -> tuple[Freeze, ...]:
    """The freezes known at *known_at* (default: now), named in the language in use."""
    return named_freezes(freezes.freezes(db, known_at))


def named_freezes(declared: Iterable[freezes.Freeze]) -> tuple[Freeze, ...]:
    """*declared* freezes, named in the language in use."""
    language = text.current_language()
    return tuple(Freeze(f.start, f.end, f.name.in_language(language), f.institution) for f in declared)
