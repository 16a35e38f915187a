"""Rows name their row set and upload without a foreign key each: the lineage of a commit is checked as one set."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("budget_rows", "credits_rows", "migration_rows", "milestones_rows", "projects_rows", "raid_rows")
REFERENCES = {"row_set_id": "row_sets", "upload_id": "uploads"}


def upgrade() -> None:
    for table in TABLES:
        with _altered(table) as batch:
            for column in REFERENCES:
                batch.drop_constraint(f"fk_{table}_{column}", type_="foreignkey")


def downgrade() -> None:
    for table in TABLES:
        with _altered(table) as batch:
            for column, referred in REFERENCES.items():
                batch.create_foreign_key(f"fk_{table}_{column}", referred, [column], ["id"])


def _altered(name: str) -> AbstractContextManager[BatchOperations]:
    """SQLite alters a table by copying it, and the copy is told to stay without row ids."""
    as_it_is = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
    return op.batch_alter_table(name, copy_from=as_it_is, table_kwargs={"sqlite_with_rowid": False})
