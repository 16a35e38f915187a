"""Circumstances that stop a request: one base, typed attributes, codes that screens translate.

Bad data is never an exception here; it is a ``Problem`` (see ``data_access.problems``).
"""


class RegieError(Exception):
    """A request that cannot be served; *code* and *params* say why, in no language."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


class FileRefused(RegieError):
    """The bytes cannot be read as a workbook, or break a limit."""


class PermissionDenied(RegieError):
    """The acting user may not do this."""


class StalePreview(RegieError):
    """The data changed since the preview was made: params *by* and *at*."""


class EditConflict(RegieError):
    """Somebody else changed what is being edited: params *by* and *at*."""


class SignInRefused(RegieError):
    """Name and password do not fit, or there were too many attempts: then param *until*."""


class NotFound(RegieError):
    """No such upload, user, project or dataset."""


class InvalidRequest(RegieError):
    """The request contradicts itself or the state of the data."""


class DatabaseUnavailable(RegieError):
    """The database does not answer, is full or has another schema."""
