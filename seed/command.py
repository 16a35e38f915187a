"""``regie seed``: the demonstration portfolio, added to the command line as an entry point."""

import datetime as dt

import click

from dashboard.cli_options import Day, up_to_date
from seed.upload import seed as fill


@click.command()
@click.option("--projects", default=24, show_default=True, type=click.IntRange(1, 2500), help="How many projects.")
@click.option(
    "--weeks", default=None, type=click.IntRange(1, 520), help="Last N weeks; otherwise all since 1 May 2026."
)
@click.option("--seed", "number", default=1, show_default=True, help="Number that decides every chance.")
@click.option("--until", type=Day(), default=None, help="Last status date; otherwise this week's.")
def seed(projects: int, weeks: int | None, number: int, until: dt.date | None) -> None:
    """Write the demonstration workbooks and upload them through the front door."""
    fill(up_to_date(), projects=projects, weeks=weeks, seed=number, until=until, report=click.echo)
