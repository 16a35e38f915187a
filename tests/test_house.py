"""The house itself: pinned dependencies, no trace of the machine it was built on, commands that exist."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-test.txt")
# Written in halves, so that this file passes its own check.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npmjs." + "com",
    "deb." + "debian",
    "ghcr" + ".io",
)
MACHINE_PATH = re.compile("(?<![\\w.:/>-])/(?:" + "|".join(("work", "root", "home", "opt", "farm", "Users")) + ")/")
BINARY = frozenset({".png", ".ttf", ".woff2", ".xlsx", ".xls", ".ods", ".ico"})
TARGETS = ("run", "test", "check", "bench", "catalogs", "screenshots", "requirements", "help")


def project_files() -> list[Path]:
    """Files that are, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    names = listed.stdout.split("\n") if listed.returncode == 0 else map(str, ROOT.rglob("*"))
    return [path for name in names if name and (path := ROOT / name).is_file() and ".venv" not in path.parts]


def text_of(path: Path) -> str:
    """The file's text; nothing for a binary file."""
    return "" if path.suffix in BINARY else path.read_text(encoding="utf-8", errors="replace")


def traces(source: str) -> list[str]:
    """Registry hosts and paths of a machine named in *source*."""
    return [host for host in HOSTS if host in source] + MACHINE_PATH.findall(source)


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = {str(path.relative_to(ROOT)): named for path in project_files() if (named := traces(text_of(path)))}
    assert found == {}


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("--index-url https://" + HOSTS[0] + "/simple", False),
        ("open('/" + "root/x')", False),
        ("cd /" + "work/app", False),
        ("path = here / 'home' / 'x'", True),
        ("https://example.org/home/page", True),
        ("/usr/bin/env sh", True),
    ],
)
def test_traces_are_found(source: str, clean: bool) -> None:
    assert (traces(source) == []) is clean


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line.lstrip().startswith("-") and "--hash=sha256:" not in line] == []
    blocks = re.split(r"\n(?=[a-z0-9])", "\n".join(line for line in lines if not line.lstrip().startswith("#")).strip())
    assert len(blocks) > 20
    assert [b for b in blocks if not re.match(r"[\w.\[\]-]+==\S+ ", b) or "--hash=sha256:" not in b] == []


def pinned(name: str) -> set[str]:
    """Names of the packages in a lock file."""
    return set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def declared(requirements: list[str]) -> set[str]:
    """Names of the packages in a list of requirements."""
    return {re.split(r"[\[<>=;]", requirement)[0].strip() for requirement in requirements}


def test_the_locks_hold_what_the_project_declares() -> None:
    wanted = declared(PROJECT["project"]["dependencies"]) | declared(PROJECT["build-system"]["requires"])
    assert wanted - pinned("requirements.txt") == set()
    assert declared(PROJECT["project"]["optional-dependencies"]["test"]) - pinned("requirements-test.txt") == set()


def test_the_locks_agree() -> None:
    versions = [dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / n).read_text("utf-8"), re.MULTILINE)) for n in LOCKS]
    product, tests = versions
    assert {name: tests[name] for name in product if tests.get(name, product[name]) != product[name]} == {}


def test_help_lists_every_target() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in TARGETS if f"make {target} " not in listed] == []
    assert subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout == listed


def test_the_build_server_runs_what_the_readme_says() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text(encoding="utf-8")


def test_the_readme_shows_both_commands_first() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert first_block, "no block of commands"
    assert re.findall(r"^make \w+", first_block[1], re.MULTILINE) == ["make run", "make test"]
    before = readme[: first_block.start()]
    assert "\n## " not in before
    assert len(before.split("\n")) <= 12


def test_the_command_is_installed_by_that_name() -> None:
    assert PROJECT["project"]["scripts"] == {"regie": "dashboard.cli:main"}
