"""Reports on the command line: ``regie report``."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dashboard import text
from dashboard.choice import Choice
from dashboard.cli_options import Day, as_of_option, opened, write_bytes
from dashboard.report_making import Request, format_of, make
from dashboard.reports.document import Kind, Progress
from dashboard.text import _


@click.command()
@click.argument("kind", type=click.Choice([Kind.STEERING, Kind.HIGHLIGHT, Kind.EXCEPTION], case_sensitive=False))
@click.option("--language", type=click.Choice(text.LANGUAGES), default=None, help="Otherwise that of the answers.")
@as_of_option
@click.option("--compare-with", type=Day(), default=None, help="An earlier status date; otherwise the previous one.")
@click.option("--project", default=None, metavar="CODE", help="Only this project.")
@click.option("--programme", default=None, metavar="CODE", help="Only projects of this programme.")
@click.option("--institution", default=None, metavar="CODE", help="Only projects of this institution.")
@click.option("--manager", default=None, metavar="NAME", help="Only projects of this project manager.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), required=True, help="Its end says the format.")
def report(
    kind: Kind,
    language: str | None,
    as_of: dt.date | None,
    compare_with: dt.date | None,
    project: str | None,
    output: str,
    **filters: str | None,
) -> None:
    """The steering pack, or highlight and exception reports, as .pdf, .pptx, .xlsx or .html."""
    programme, institution, manager = (filters[name] for name in ("programme", "institution", "manager"))
    choice = Choice(programme, institution, manager, as_of, compare_with)
    request = Request(Kind(kind), format_of(output), choice, project)
    with text.speaking(language or text.current_language()), _progress() as progress:
        made = make(opened(), request, progress)
    write_bytes(Path(output), made.data)
    click.echo(_("{file}: {size} KB", file=output, size=text.number(len(made.data) / 1024)))


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar of pages made; nothing where the output is not a terminal."""
    with click.progressbar(length=1, label=_("Making the pages"), file=sys.stderr) as bar:

        def progress(made: int, of: int) -> None:
            bar.length = of
            bar.update(made - bar.pos)

        yield progress
