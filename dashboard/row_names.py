"""How a row of a workbook is called on screen: sheet, project, and its key with its name."""

from collections.abc import Mapping

from dashboard import text
from dashboard.components import cell_text
from data_access.contract import Dataset
from data_access.plan import Change

Names = Mapping[str, Mapping[str, str]]
"""Kind of reference list to code to name."""


def row_name(dataset: Dataset, key: tuple[object, ...], title: str | None, names: Names) -> str:
    """The key without the project, then what the row is called: ``R1 · Supplier is late``."""
    parts = [cell_text(dataset.column(n), v, names) for n, v in zip(dataset.key[1:], key[1:], strict=True)]
    return " · ".join(part for part in (*parts, title) if part)


def address_of(change: Change, names: Names) -> tuple[str, str, str, str]:
    """Sheet, project, name and Excel row of *change*; the last is empty for a row that is gone."""
    values = change.new if change.new is not None else change.old
    title = change.dataset.title_of(values) if values is not None else None
    sheet = change.dataset.label.in_language(text.current_language())
    return sheet, str(change.key[0]), row_name(change.dataset, change.key, title, names), str(change.row or "")
