"""khabar (خبر): the terminal news reader in which Arabic is right."""

import sys

# httpx's command line client loads click and rich: 60 of the 160 ms that importing httpx takes (bench sync).
# httpx imports it where it can.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
