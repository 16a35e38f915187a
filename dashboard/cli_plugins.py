"""Commands that other packages add to ``regie``, by entry points of the group ``regie.commands``."""

from importlib.metadata import entry_points

import click

GROUP = "regie.commands"


def names() -> set[str]:
    """What the added commands are called."""
    return {point.name for point in entry_points(group=GROUP)}


def load(name: str) -> click.Command | None:
    """The added command called *name*; None when no installed package brings it."""
    for point in entry_points(group=GROUP, name=name):
        command = point.load()
        if isinstance(command, click.Command):
            return command
    return None
