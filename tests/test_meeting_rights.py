"""The table of rights, role by role and state by state."""

import pytest

from data_access.engine import Database
from data_access.meeting_rights import may_close, may_decide, may_see, prepares, presents, sits_in
from data_access.meeting_values import State
from tests.meetings import in_state
from tests.workbooks import people

SEES = {State.DRAFT: {"committee", "pmo"}}
EVERYBODY = {"viewer", "sofie", "committee", "pmo", "admin"}
RUNNING: dict[State, set[str]] = {State.PRESENTING: {"pmo"}}


@pytest.mark.parametrize("state", State)
def test_who_may_what(sqlite_db: Database, state: State) -> None:
    staff = people(sqlite_db)
    meeting = in_state(sqlite_db, staff["pmo"], state)
    roles = {name: staff[name] for name in EVERYBODY}
    assert {name for name, user in roles.items() if prepares(user)} == {"pmo"}
    assert {name for name, user in roles.items() if sits_in(user)} == {"committee", "pmo"}
    assert {name for name, user in roles.items() if may_see(meeting, user)} == SEES.get(state, EVERYBODY)
    assert {name for name, user in roles.items() if presents(meeting, user)} == RUNNING.get(state, set())
    assert {name for name, user in roles.items() if may_close(meeting, user)} == RUNNING.get(state, set())
    deciding = {"committee", "pmo"} if state is State.PRESENTING else set()
    assert {name for name, user in roles.items() if may_decide(meeting, user)} == deciding
