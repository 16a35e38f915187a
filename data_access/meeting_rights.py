"""Who may do what in a steering meeting: the one place where it is spelt out.

=================================  ============================================================
see a draft                        those who prepare (pmo) and those who decide (committee, pmo)
see it once frozen                 everybody who reads
see a confidential item            those who prepare or decide, its owner and its project's manager
edit the agenda, freeze, close     those who prepare; the presenter may close too
start to present, take over        those who prepare or decide, once it is frozen
move to another item               the presenter alone
record a decision or an action     those who decide, while it is presented; a correction at any time
try out a what-if                  those who decide, while it is presented
=================================  ============================================================
"""

from data_access.errors import NotFound, PermissionDenied
from data_access.meeting_values import Item, Meeting, State
from data_access.users import Permission, User
from data_access.words import fold


def prepares(user: User) -> bool:
    """Whether *user* may edit agendas."""
    return user.may(Permission.PREPARE_MEETINGS)


def sits_in(user: User) -> bool:
    """Whether *user* has a seat at the table: prepares or decides."""
    return prepares(user) or user.may(Permission.DECIDE)


def may_see(meeting: Meeting, user: User) -> bool:
    """Whether *user* may open *meeting*."""
    return sits_in(user) if meeting.state is State.DRAFT else user.may(Permission.READ)


def may_see_item(item: Item, user: User) -> bool:
    """Whether *item* is shown to *user*: a confidential one only to its owner, its manager and the table."""
    mine = {fold(name) for name in (item.owner, item.manager) if name}
    return not item.confidential or sits_in(user) or fold(user.name) in mine


def presents(meeting: Meeting, user: User) -> bool:
    """Whether *user* is the one who moves the items of *meeting*."""
    return meeting.state is State.PRESENTING and meeting.presenter == user.username


def may_close(meeting: Meeting, user: User) -> bool:
    """Whether *user* may end *meeting*."""
    return meeting.state is State.PRESENTING and (prepares(user) or presents(meeting, user))


def may_decide(meeting: Meeting, user: User) -> bool:
    """Whether *user* may record something in *meeting* now."""
    return meeting.state is State.PRESENTING and user.may(Permission.DECIDE)


def require_seat(user: User) -> None:
    """Raises ``PermissionDenied`` unless *user* prepares or decides."""
    if not sits_in(user):
        user.require(Permission.DECIDE)


def require_visible(meeting: Meeting, user: User) -> None:
    """Raises ``NotFound`` where *user* may not see *meeting*: that there is a draft is nobody else's business."""
    if not may_see(meeting, user):
        raise NotFound("unknown_meeting", meeting=meeting.id)


def require_presenter(meeting: Meeting, user: User) -> None:
    """Raises ``PermissionDenied`` unless *user* presents *meeting*."""
    if not presents(meeting, user):
        raise PermissionDenied("not_presenter", user=user.username, presenter=meeting.presenter or "")
