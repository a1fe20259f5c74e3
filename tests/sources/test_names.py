"""The package gives every public name, and loads nothing early."""

import subprocess
import sys

HEAVY = ("lxml", "httpx", "selectolax", "feedparser", "hijridate", "jdatetime")


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_public_names_load():
    assert (
        run("import reader.sources as r; print(all(getattr(r, n) is not None for n in r.__all__))") == "True"
    )


def test_clean_and_decode_import_no_heavy_module():
    code = "from reader.sources import clean, decode, parse_feed, parse_date; clean('a'); decode(b'a')"
    loaded = run(f"import sys; {code}; print(*[m for m in {HEAVY} if m in sys.modules])")
    assert loaded == ""
