"""The whole way of a budget workbook, beside the naive way and the floor; and by size."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from dashboard import uploads
from tests.bench.budgets import STATUS_DATE, Workbooks, workbooks
from tests.bench.databases import Server, fresh, opened
from tests.bench.processes import Cost, run
from tests.bench.tables import Result, Verdict, megabytes, seconds, times
from tests.workbooks import people

WAY_IN = ("read", "validate", "plan", "commit")
"""The stages that the targets speak of; beside them the preview computes what the upload does to KPIs."""
STAGES = (*WAY_IN, "KPI effect", "together", "CPU")
SMALL = 1_000
"""Rows of the workbook that each process takes before it is measured."""
JUDGED = 100_000
"""Rows from which on the targets count."""
Job = tuple[str | None, Path]
WEEK = dt.timedelta(weeks=1)
AGAINST_NAIVE, AGAINST_FLOOR, NOISE = 5.0, 2.5, 1.1
NOTE = (
    "A budget workbook of {rows:,} rows ({size:.1f} MB, the French template, {projects} projects known before), by the"
    " functions behind the page Upload. Naive: pandas.read_excel(engine=openpyxl) and DataFrame.to_sql, into an empty"
    " database. Floor: calamine and one bulk insert (executemany, COPY), no checks. A week later: 5 % of the rows"
    " changed, so that all rows are loaded to compare. Read to commit: those four stages, of which the targets speak;"
    " together: with the effect on KPIs and opening the database. Each run in a fresh process that has taken one small"
    " workbook before, the variants in turn; medians of {runs} runs. CPU and memory (over the start) are those of the"
    " process and its children; the PostgreSQL server is not in them."
)


def compare(servers: Iterable[Server], folder: Path, rows: int, runs: int) -> Result:
    """Stage by stage, the three variants in turn in every run."""
    files = workbooks(rows, folder)
    lines: list[list[str]] = []
    verdicts: list[Verdict] = []
    for server in servers:
        costs = _costs(server, files, folder, runs)
        lines += [_line(f"{way}, {server.name}", found) for way, found in costs.items()]
        verdicts += _verdicts(server.name, costs) if rows >= JUDGED else []
    note = NOTE.format(
        rows=rows, size=files.budget.stat().st_size / 2**20, projects=f"{max(1, rows // 100):,}", runs=runs
    )
    return Result(f"A workbook of {rows:,} rows", note, ["", "read to commit", *STAGES, "peak memory"], lines, verdicts)


def by_size(servers: Iterable[Server], folder: Path, sizes: Sequence[int], runs: int) -> Result:
    """The pipeline for several sizes, in turn in every run."""
    files = [workbooks(rows, folder) for rows in sizes]
    lines: list[list[str]] = []
    verdicts: list[Verdict] = []
    for server in servers:
        found = _by_size(server, files, workbooks(SMALL, folder), runs)
        each = {rows: _together(costs) / rows * 1e6 for rows, costs in found.items()}
        lines += [
            [f"{rows:,} rows, {server.name}", seconds(_seconds(costs, "together")), f"{each[rows]:.0f} µs",
             times(each[rows] / each[sizes[0]]), megabytes(_peak(costs))]
            for rows, costs in found.items()
        ]  # fmt: skip
        largest, before = each[sizes[-1]], each[sizes[-2]]
        target = (
            f"{server.name}: per row no dearer at {sizes[-1]:,} than at {sizes[-2]:,} rows ({times(largest / before)})"
        )
        verdicts += [Verdict(target, largest <= before * NOISE)] if sizes[-1] >= JUDGED else []
    header = ["", "together", "per row", f"per row against {sizes[0]:,}", "peak memory"]
    note = f"The pipeline alone, read to commit, in a fresh process; medians of {runs} runs, the sizes in turn."
    return Result("Cost by size", note, header, lines, verdicts)


def _costs(server: Server, files: Workbooks, folder: Path, runs: int) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {"pipeline": [], "naive": [], "floor": [], "pipeline, a week later": []}
    small = workbooks(SMALL, folder)
    with (
        _prepared(server, [small.register]) as warm,
        _prepared(server, [files.register]) as known,
        _prepared(server, [files.register, files.budget]) as reported,
    ):
        for _ in range(runs):
            costs["pipeline"].append(_run("pipeline", server, (warm, small.budget), (known, files.budget)))
            costs["naive"].append(_run("naive", server, (None, small.budget), (None, files.budget)))
            costs["floor"].append(_run("floor", server, (None, small.budget), (None, files.budget)))
            again = _run("pipeline", server, (warm, small.budget), (reported, files.again))
            costs["pipeline, a week later"].append(again)
    return costs


def _by_size(server: Server, files: list[Workbooks], small: Workbooks, runs: int) -> dict[int, list[Cost]]:
    found: dict[int, list[Cost]] = {file.rows: [] for file in files}
    with ExitStack() as stack:
        warm = stack.enter_context(_prepared(server, [small.register]))
        known = [stack.enter_context(_prepared(server, [file.register])) for file in files]
        for _ in range(runs):
            for file, template in zip(files, known, strict=True):
                found[file.rows].append(_run("pipeline", server, (warm, small.budget), (template, file.budget)))
    return found


@contextmanager
def _prepared(server: Server, files: Sequence[Path]) -> Iterator[str]:
    """A database that holds *files*, uploaded by the front door, each a week after the one before."""
    with fresh(server) as url:
        with opened(url) as db:
            actor = people(db)["pmo"]
            for number, file in enumerate(files, 1 - len(files)):
                checked = uploads.check(db, file.name, file.read_bytes(), actor=actor)
                uploads.confirm(db, uploads.preview(db, actor, checked, STATUS_DATE + number * WEEK))
        yield url


def _run(way: str, server: Server, small: Job, job: Job) -> Cost:
    """The cost of *job* after *small*: each a database to copy, None for an empty one, and a workbook."""
    with fresh(server, small[0]) as warm, fresh(server, job[0]) as url:
        return run(way, (STATUS_DATE + WEEK).isoformat(), warm, str(small[1]), url, str(job[1]))


def _line(name: str, costs: list[Cost]) -> list[str]:
    cells = [seconds(_seconds(costs, stage)) if stage in costs[0].seconds else "" for stage in STAGES]
    return [name, seconds(_way_in(costs)), *cells, megabytes(_peak(costs))]


def _verdicts(backend: str, costs: dict[str, list[Cost]]) -> list[Verdict]:
    mine = median(_way_in(costs["pipeline"]))
    naive, floor = _together(costs["naive"]) / mine, mine / _together(costs["floor"])
    return [
        Verdict(f"{backend}: at least {AGAINST_NAIVE:.0f} x as fast as naive ({times(naive)})", naive >= AGAINST_NAIVE),
        Verdict(f"{backend}: at most {AGAINST_FLOOR} x the floor ({times(floor)})", floor <= AGAINST_FLOOR),
    ]


def _way_in(costs: list[Cost]) -> list[float]:
    return [sum(cost.seconds.get(stage, 0) for stage in WAY_IN) for cost in costs]


def _seconds(costs: list[Cost], stage: str) -> list[float]:
    return [cost.seconds[stage] for cost in costs]


def _together(costs: list[Cost]) -> float:
    return median(_seconds(costs, "together"))


def _peak(costs: list[Cost]) -> float:
    return median(cost.peak for cost in costs)
