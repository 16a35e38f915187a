"""What a workbook is validated against: registered projects, reference lists, rights, links."""

from sqlalchemy import Connection

from data_access.engine import Database
from data_access.queries.effective import registered_projects, stored_links
from data_access.reference import read_references
from data_access.store import uploadable_projects
from data_access.users import Permission, User
from data_access.validate import Context


def validation_context(db: Database, connection: Connection, actor: User | None) -> Context:
    """The context of *actor*; None stands for somebody who may upload everything."""
    return Context(
        projects=frozenset(registered_projects(db, connection)),
        references=read_references(db, connection),
        uploadable=None if actor is None else uploadable_projects(db, connection, actor),
        registers=actor is None or actor.may(Permission.UPLOAD_ALL),
        links=stored_links(db, connection),
    )
