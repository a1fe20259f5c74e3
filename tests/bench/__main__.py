"""How fast khabar is beside its peers, in one table. By hand, from the root of the checkout:

    python tests/bench [PART…] [--rounds N] [--articles N] [--before CHECKOUT]

Parts are terminal, commands, refresh, typeset, search, stories and sync.

Every row is khabar beside a peer that took turns with it in the same run, so that a busy machine is busy for
both: median and 99th percentile of khabar, median of the peer, and the least, middle and greatest ratio of
the rounds; the less, the better. Peers that are not here are left out. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bench_commands
import bench_refresh
import bench_search
import bench_stories
import bench_sync
import bench_terminal
import bench_typeset
from table import HEAD, Row, line


def main() -> None:
    """Measure what was asked for, and print the table as it comes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=100_000, help="that search is measured in")
    parser.add_argument("--before", type=Path, help="checkout of an earlier state, for refresh")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles a program at each of its starts
    if not shutil.which("newsboat"):
        print("newsboat is not installed: its rows are left out")
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        parts: dict[str, Iterator[Row]] = {
            "terminal": bench_terminal.rows(made(folder / "terminal"), options.rounds),
            "commands": bench_commands.rows(made(folder / "commands"), options.rounds),
            "refresh": bench_refresh.rows(made(folder / "refresh"), options.rounds, options.before),
            "typeset": bench_typeset.rows(),
            "search": bench_search.rows(folder, options.articles),
            "stories": bench_stories.rows(options.rounds),
            "sync": bench_sync.rows(options.rounds),
        }
        for name in options.parts or parts:
            for row in parts[name]:
                print(line(row), flush=True)


def made(folder: Path) -> Path:
    """Make a folder and return it."""
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
