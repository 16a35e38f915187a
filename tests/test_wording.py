"""Every sentence of a written workbook exists in three languages, with the same blanks to fill."""

import string

import pytest

from data_access.contract import ColumnType, Label
from data_access.problems import Severity
from data_access.workbook import wording


def _labels() -> dict[str, Label]:
    found: dict[str, Label] = {}
    for name, value in vars(wording).items():
        if isinstance(value, Label):
            found[name] = value
        elif isinstance(value, tuple):
            found |= {f"{name}[{i}]": label for i, label in enumerate(value)}
        elif isinstance(value, dict) and not name.startswith("_"):
            found |= {f"{name}[{key}]": label for key, label in value.items()}
    return found


LABELS = _labels()


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", LABELS)
def test_label_is_complete_and_consistent(name: str) -> None:
    label = LABELS[name]
    assert all(text.strip() == text and text for text in label)
    assert _blanks(label.en) == _blanks(label.fr) == _blanks(label.nl)
    if " " in label.en:
        assert len(set(label)) == 3


def test_every_type_and_severity_is_worded() -> None:
    assert set(wording.TYPE) == set(ColumnType)
    assert set(wording.SEVERITY) == set(Severity)
