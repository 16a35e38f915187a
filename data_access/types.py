"""Column types that mean the same on SQLite and PostgreSQL: exact decimals and UTC instants."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine

FOREVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""End of what is still known."""


class Exact(TypeDecorator[Decimal]):
    """A decimal with two places: NUMERIC(18, 2) on PostgreSQL, whole hundredths on SQLite.

    SQLite has no exact decimal; as hundredths, sums stay exact to the cent there too. What has more
    places is rounded as PostgreSQL does, halves away from zero.
    """

    impl = Numeric(18, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(18, 2))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> object:
        if value is None or dialect.name != "sqlite":
            return value
        return int(value.scaleb(2).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        return Decimal(value).scaleb(-2) if dialect.name == "sqlite" else Decimal(value)


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC: always aware in Python, TIMESTAMPTZ on PostgreSQL, ISO text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
