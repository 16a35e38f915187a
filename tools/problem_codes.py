"""Writes the table of problem codes into the README: ``python -m tools.problem_codes``.

The table stands below the heading "Problem codes" and is derived from the sentences of the product.
"""

import re
import sys
from pathlib import Path

from dashboard.sentences import PROBLEMS

README = Path(__file__).parents[1] / "README.md"
HEADING = "Problem codes"
_SECTION = re.compile(rf"^(#+) {HEADING}\s*?$\n(?P<body>.*?)(?=^#{{1,6}} |\Z)", re.MULTILINE | re.DOTALL)


def table() -> str:
    """Every problem code in backticks beside its sentence, as a Markdown table."""
    rows = [f"| `{code}` | {sentence.replace('|', '/')} |" for code, sentence in PROBLEMS.items()]
    return "\n".join(["| code | what the reader sees |", "|---|---|", *rows])


def section(markdown: str) -> str | None:
    """The body of the section of *markdown* on problem codes; None without one."""
    found = _SECTION.search(markdown)
    return found["body"] if found else None


def with_table(markdown: str) -> str:
    """*markdown* with the table in its section up to date; text before and after the table stays.

    ``ValueError`` when there is no such section.
    """
    found = _SECTION.search(markdown)
    if not found:
        raise ValueError(f"no heading “{HEADING}”")
    lines = found["body"].splitlines()
    rows = [i for i, line in enumerate(lines) if line.startswith("|")]
    first, last = (rows[0], rows[-1] + 1) if rows else (len(lines), len(lines))
    before, after = "\n".join(lines[:first]).strip(), "\n".join(lines[last:]).strip()
    body = "\n\n".join(part for part in (before, table(), after) if part)
    return f"{markdown[: found.start('body')]}\n{body}\n\n{markdown[found.end('body') :]}".rstrip() + "\n"


def main() -> int:
    """Write the table; exit status 1 when the README has no place for it."""
    try:
        README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, ValueError) as error:
        print(f"{README.name}: {error}")
        return 1
    print(f"{README.name}: {len(PROBLEMS)} problem codes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
