"""Which roles have which permission, spelled out once for all tests."""

from data_access.users import Permission

P = Permission
EVERYBODY = {"viewer", "committee", "manager", "pmo", "admin"}
ALLOWED: dict[Permission, set[str]] = {
    P.READ: EVERYBODY,
    P.DECIDE: {"committee", "pmo"},
    P.UPLOAD_OWN: {"manager", "pmo"},
    P.UPLOAD_ALL: {"pmo"},
    P.UNDO_OWN: {"manager", "pmo"},
    P.UNDO_ALL: {"pmo"},
    P.PREPARE_MEETINGS: {"pmo"},
    P.SET_THRESHOLDS: {"pmo"},
    P.EDIT_REFERENCE: {"pmo", "admin"},
    P.EDIT_USERS: {"admin"},
    P.READ_AUDIT: {"pmo", "admin"},
    P.KEEP_DATA: {"admin"},
}
