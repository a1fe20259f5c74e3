"""``python -m reader`` and the ``khabar`` command."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from reader.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
