"""``regie report``: one command, every kind and format, without a browser; refusals are sentences."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from data_access.engine import Database

BEGINNINGS = {"pdf": b"%PDF-", "pptx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>"}


def report(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["--speak", "en", "report", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.mark.parametrize("ending", list(BEGINNINGS))
def test_the_end_of_the_name_says_the_format(demonstration: Database, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"pack.{ending}"
    result = report("steering", "--language", "nl", "--as-of", "2026-05-22", "-o", path)
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(BEGINNINGS[ending])
    assert f"{path}: " in result.output


def test_a_highlight_report_of_one_project(demonstration: Database, tmp_path: Path) -> None:
    path = tmp_path / "one.pptx"
    result = report("highlight", "--project", "REF-01", "--compare-with", "2026-05-08", "-o", path)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(path) as archive:
        assert len([name for name in archive.namelist() if name.startswith("ppt/slides/slide")]) >= 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("steering", "-o", "pack.doc"), "“pack.doc” ends in no format that a report can have."),
        (("highlight", "--project", "NO-99", "-o", "x.pdf"), "There is no project “NO-99”."),
        (("steering", "--project", "REF-01", "-o", "x.pdf"), "A steering pack is about many projects."),
        (("steering", "--as-of", "2020-01-03", "-o", "x.pdf"), "Nothing had been reported by 3 Jan 2020."),
        (("steering", "--manager", "Nobody", "-o", "x.pdf"), "No project matches this choice."),
    ],
)
def test_what_cannot_be_made_is_a_sentence(
    demonstration: Database, arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = report(*arguments)
    assert result.exit_code == 2
    assert sentence in result.output
    assert list(tmp_path.glob("*.pdf")) == []
