"""The command that examines an installation: ``regie doctor``. Exit 0: nothing is wrong; 1: something is."""

import datetime as dt
from collections.abc import Mapping

import click

from dashboard import text
from dashboard.cli_options import as_json, print_json
from dashboard.doctor import Finding, Outcome, examine, this_installation
from dashboard.doctor_checks import CHECKS
from dashboard.doctor_sentences import SENTENCES
from dashboard.messages import refusal_message
from dashboard.text import _, ngettext
from data_access.errors import RegieError

MEGABYTE = 2**20
SIGNS = {Outcome.GOOD: "✓", Outcome.BAD: "✗", Outcome.UNKNOWN: "?"}


@click.command()
@as_json
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Check this installation against the production checklist."""
    findings = examine(this_installation(), CHECKS)
    wrong = sum(finding.verdict.outcome is Outcome.BAD for finding in findings)
    if as_json:
        print_json({"healthy": not wrong, "checks": [_record(finding) for finding in findings]})
    else:
        _print(findings, wrong)
    ctx.exit(1 if wrong else 0)


def sentence(finding: Finding) -> str:
    """What *finding* says, in the language in use."""
    words = getattr(SENTENCES[finding.code], finding.verdict.outcome.value)
    return _(words).format_map({"code": finding.code, **_shown(finding.verdict.params)})


def _record(finding: Finding) -> dict[str, object]:
    return {"code": finding.code, "outcome": finding.verdict.outcome.value, "message": sentence(finding)}


def _print(findings: list[Finding], wrong: int) -> None:
    for finding in findings:
        click.echo(f"{SIGNS[finding.verdict.outcome]} {sentence(finding)}")
    click.echo()
    click.echo(
        ngettext("{count} thing to put right.", "{count} things to put right.", wrong)
        if wrong
        else _("Nothing to put right.")
    )


def _shown(params: Mapping[str, object]) -> dict[str, str]:
    return {("reason" if name == "error" else name): _written(name, value) for name, value in params.items()}


def _written(name: str, value: object) -> str:
    match value:
        case RegieError():
            return refusal_message(value)
        case dt.datetime():
            return text.instant(value)
        case int() if name in ("free", "least"):
            return text.number(value // MEGABYTE)
        case _:
            return str(value)
