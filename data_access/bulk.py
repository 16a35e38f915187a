"""Many rows at once, inside the caller's transaction: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Callable, Sequence

from sqlalchemy import Column, Connection, Table

Row = Sequence[object]


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Inserts *rows*, given in the order of the column *names*."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows)
    else:
        _executemany(connection, table, names, rows)


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    driver = connection.connection.driver_connection
    if driver is None:
        raise ConnectionError("connection lost")
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _executemany(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    columns = [table.c[name] for name in names]
    converted = [_bound(connection, c, values) for c, values in zip(columns, zip(*rows, strict=True), strict=True)]
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    driver = connection.connection.driver_connection
    if driver is None:
        raise ConnectionError("connection lost")
    driver.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', zip(*converted, strict=True))


def _bound(connection: Connection, column: Column[object], values: Sequence[object]) -> Sequence[object]:
    """*values* as the driver takes them, each distinct one converted once."""
    bind: Callable[[object], object] | None = column.type.dialect_impl(connection.dialect).bind_processor(
        connection.dialect
    )
    if bind is None:
        return values
    bound = {value: bind(value) for value in set(values)}
    return [bound[value] for value in values]
