"""Reading the data on the command line: history, rows with lineage, KPIs."""

import datetime as dt

import click

from dashboard import text
from dashboard.board_figures import figure_labels
from dashboard.choice import Choice
from dashboard.cli_options import Compared, Moment, as_json, as_of_option, opened, print_json, print_table, records
from dashboard.comparison import ORIGINAL, Known, day_of
from dashboard.kpis import MovedKpi, kpi_report, written, written_movement
from dashboard.messages import reason_message
from dashboard.metrics.portfolio import KPI_DEFINITIONS
from dashboard.text import _
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.meetings import committee_dates
from data_access.queries.effective import effective_rows
from data_access.queries.measures import status_dates
from data_access.queries.uploads import uploads

LABELS = {**{d.name: d.label for d in KPI_DEFINITIONS}, **figure_labels()}


@click.command()
@click.option("--project", default=None, metavar="CODE", help="Only uploads that speak for this project.")
@as_json
def history(project: str | None, *, as_json: bool) -> None:
    """Every upload, the newest first."""
    frame = uploads(opened(), project=project)
    if as_json:
        print_json(records(frame))
        return
    header = [_("Upload"), _("Status date"), _("File"), _("Uploaded by"), _("At"), _("Rows"), _("New"), _("Changed"),
              _("Unchanged"), _("Undone at")]  # fmt: skip
    print_table(header, [_upload_line(upload) for upload in records(frame)])


def _upload_line(upload: dict[str, object]) -> list[str]:
    counts = [text.number(int(str(upload[name]))) for name in ("rows_read", "inserted", "updated", "unchanged")]
    return [
        str(upload["upload"]),
        text.day(dt.date.fromisoformat(str(upload["status_date"]))),
        str(upload["file_name"]),
        str(upload["uploaded_by"]),
        _moment(upload["committed_at"]),
        *counts,
        _moment(upload["undone_at"]),
    ]


def _moment(iso: object) -> str:
    return text.instant(dt.datetime.fromisoformat(str(iso))) if iso else ""


@click.command()
@click.argument("dataset")
@click.option("--project", "projects", multiple=True, metavar="CODE", help="Only these projects.")
@as_of_option
@click.option("--known-at", type=Moment(), default=None, help="As known at this instant; otherwise now.")
@as_json
def rows(
    dataset: str, projects: tuple[str, ...], as_of: dt.date | None, known_at: dt.datetime | None, *, as_json: bool
) -> None:
    """The effective rows of DATASET, each with the file, sheet and row it came from."""
    db = opened()
    if dataset not in db.contract.by_name:
        raise NotFound("unknown_dataset", dataset=dataset, datasets=", ".join(db.contract.by_name))
    frame = effective_rows(db, dataset, as_of=as_of, known_at=known_at, projects=projects or None)
    if as_json:
        print_json(records(frame))
    elif frame.empty:
        click.echo(_("No row holds for this choice."))
    else:
        print_table(list(frame.columns), [[_cell(value) for value in row.values()] for row in records(frame)])


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


@click.command()
@click.option("--project", default=None, metavar="CODE", help="The KPIs of this project.")
@click.option("--programme", default=None, metavar="CODE", help="Only projects of this programme.")
@click.option("--institution", default=None, metavar="CODE", help="Only projects, and tools, of this institution.")
@click.option("--manager", default=None, metavar="NAME", help="Only projects of this project manager.")
@as_of_option
@click.option("--compare-with", type=Compared(), default=None, help="An earlier status date, previous, or original.")
@as_json
def kpi(
    project: str | None,
    as_of: dt.date | None,
    compare_with: dt.date | str | None,
    *,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Every KPI that a screen shows, from the same functions."""
    db, original = opened(), compare_with == ORIGINAL
    compared = _day_to_compare(db, compare_with, as_of)
    choice = _choice(db, chosen, as_of)
    report = kpi_report(db, project=project, choice=choice, as_of=as_of, compare_with=compared, original=original)
    if as_json:
        print_json(report)
        return
    if report.status_date:
        click.echo(_("Status date: {day}", day=text.day(report.status_date)))
    beside = [_("Before"), _("Movement")] if compare_with else []
    print_table([_("KPI"), _("Value"), *beside], [_kpi_line(k, compared=bool(beside)) for k in report.kpis])


def _day_to_compare(db: Database, asked: dt.date | str | None, as_of: dt.date | None) -> dt.date | None:
    """The date that *asked* means; a name means it among the status dates before the one in use."""
    if isinstance(asked, dt.date) or asked is None:
        return asked
    dates = [day for day in status_dates(db) if as_of is None or day <= as_of]
    return day_of(asked, Known(dates[1:], committee_dates(db)))


def _choice(db: Database, chosen: dict[str, str | None], as_of: dt.date | None) -> Choice:
    """The filters; ``NotFound``, with those there are, when no project has one, nor any tool its institution."""
    projects, tools = (effective_rows(db, name, as_of=as_of) for name in ("projects", "migration"))
    for column, value in chosen.items():
        owners = [*projects[column], *(tools[column] if column == "institution" else ())]
        known = sorted({owner for owner in owners if owner})
        if value is not None and known and value not in known:
            raise NotFound("unknown_choice", value=value, known=", ".join(known))
    return Choice(chosen["programme"], chosen["institution"], chosen["manager"])


def _kpi_line(kpi: MovedKpi, *, compared: bool) -> list[str]:
    label = LABELS[kpi.name]
    value = written(kpi.value, kpi.unit)
    if kpi.value is None and kpi.reason is not None:
        value = f"{value} ({reason_message(kpi.reason)})"
    moved = [written(kpi.then, kpi.unit), written_movement(kpi.delta, kpi.unit)] if compared else []
    return [_(label), value, *moved]
