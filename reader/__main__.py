"""``python -m reader`` and the ``khabar`` command."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    gc.disable()  # what is imported stays; `reader.cli.main` enables it again for the command's own work
    from reader.cli import main as run

    code = run()
    gc.freeze()  # an interpreter that ends looks for garbage everywhere once more
    sys.exit(code)


if __name__ == "__main__":
    main()
