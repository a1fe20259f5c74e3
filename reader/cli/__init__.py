"""Parse arguments, run the command, return an exit code; no Textual is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``khabar`` with arguments (by default the process's own) and return the exit code.

    0: done; 1: something failed, with an error on standard error; 2: usage; 130: interrupted.
    """
    from reader.cli.main import run

    return run(argv)
