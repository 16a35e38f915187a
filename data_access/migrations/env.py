"""Runs migrations on the connection handed over by ``data_access.schema``."""

from alembic import context

from data_access.datasets import CONTRACT
from data_access.tables import build_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=build_tables(CONTRACT).metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
