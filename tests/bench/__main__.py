"""``python -m tests.bench``: measures and prints."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import boards, crowd, effective, meeting, painted, pipeline, reports, screens, storage, trend
from tests.bench.databases import Server, servers
from tests.bench.tables import Result, markdown


@dataclass(frozen=True)
class Setting:
    """What to measure on and how much. *kept* is a folder for workbooks that outlive the run."""

    servers: list[Server]
    kept: Path
    runs: int
    quick: bool


TOPICS: dict[str, Callable[[Setting], Result]] = {
    "pipeline": lambda s: pipeline.compare(s.servers, s.kept, 2_000 if s.quick else 100_000, s.runs),
    "sizes": lambda s: pipeline.by_size(
        s.servers, s.kept, (500, 1_000, 2_000) if s.quick else (1_000, 10_000, 100_000), s.runs
    ),
    "effective": lambda s: effective.compare(s.servers, s.runs, quick=s.quick),
    "storage": lambda s: storage.compare(s.servers, quick=s.quick),
    "paint": lambda s: screens.first_paint(s.servers, s.runs, quick=s.quick),
    "report": lambda s: reports.pack_time(s.servers, s.kept, s.runs, quick=s.quick),
    "meeting": lambda s: meeting.followers(s.servers, s.runs, quick=s.quick),
    "empty": lambda s: screens.empty_run(s.runs, quick=s.quick),
    "boards": lambda s: boards.compare(s.servers, s.runs, quick=s.quick),
    "painted": lambda s: painted.compare(s.servers[0], s.runs, quick=s.quick),
    "crowd": lambda s: crowd.compare(s.servers[0], quick=s.quick),
    "trend": lambda s: trend.compare(s.servers[0], s.runs, quick=s.quick),
}


def main(arguments: list[str]) -> None:
    """Prints one Markdown table per topic."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures Regie; prints Markdown.")
    parser.add_argument("topics", nargs="*", choices=[[], *TOPICS], help="all of them by default")
    parser.add_argument("--runs", type=int, default=5, help="runs per figure, of which the median counts")
    parser.add_argument("--quick", action="store_true", help="small sizes and two runs: does it work at all")
    chosen = parser.parse_args(arguments)
    kept = Path(tempfile.gettempdir()) / "regie-bench"
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as places:
        print(f"{os.cpu_count()} processors; load before the start: {os.getloadavg()[0]:.1f}.\n", flush=True)
        setting = Setting(places, kept, 2 if chosen.quick else chosen.runs, chosen.quick)
        for name in chosen.topics or TOPICS:
            print(markdown(TOPICS[name](setting)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
