"""The ``regie`` command. Exit 0: done; 1: the workbook has errors; 2: the file or request was refused."""

import os
import sys
from io import TextIOWrapper

import click

from dashboard import cli_plugins, text
from dashboard.cli_data import history, kpi, rows
from dashboard.cli_doctor import doctor
from dashboard.cli_meeting import meeting
from dashboard.cli_people import audit, user
from dashboard.cli_report import report
from dashboard.cli_settings import freeze, settings
from dashboard.cli_setup import backup, db, restore, retain, run
from dashboard.cli_weekly import check, template, undo, upload
from dashboard.messages import refusal_message
from data_access.audit import COMMAND_LINE, acting_from
from data_access.errors import RegieError

REFUSED = 2


class Regie(click.Group):
    """Knows the commands that other packages bring; turns every refusal into a sentence and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *cli_plugins.names()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or cli_plugins.load(cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RegieError as error:
            click.echo(refusal_message(error), err=True)
            ctx.exit(REFUSED)


@click.group(cls=Regie, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regie")
@click.option(
    "--speak",
    type=click.Choice(text.LANGUAGES),
    default=None,
    help="Language of the answers; otherwise that of LANG.",
)
@click.pass_context
def main(ctx: click.Context, speak: str | None) -> None:
    """Regie: the dashboard of an IT portfolio, fed by weekly workbooks."""
    _never_fail_to_print()
    spoken = speak or text.language_from(os.environ.get("LC_ALL") or os.environ.get("LANG"))
    ctx.with_resource(text.speaking(spoken))
    ctx.with_resource(acting_from(COMMAND_LINE))


def _never_fail_to_print() -> None:
    """A terminal that lacks a sign gets a substitute for it, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


COMMANDS = (
    run, template, check, upload, undo, history, rows, kpi, report, meeting,
    backup, restore, retain, db, user, audit, doctor, settings, freeze,
)  # fmt: skip
for _command in COMMANDS:
    main.add_command(_command)


if __name__ == "__main__":
    sys.exit(main())
