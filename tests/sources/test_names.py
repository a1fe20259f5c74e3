"""The package promises functions named as its modules, whichever is loaded first, and loads nothing early."""

import subprocess
import sys

import pytest

HEAVY = ("lxml", "httpx", "trafilatura", "selectolax", "feedparser", "hijridate", "jdatetime")


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("name", ["clean", "decode", "extract", "blocks", "discover"])
def test_the_function_wins_over_the_module(name):
    module_first = (
        f"import reader.sources.{name} as m; from reader.sources import {name}; print(callable({name}))"
    )
    assert run(module_first) == "True"
    name_first = (
        f"from reader.sources import {name}; import reader.sources.{name}; import reader.sources as r;"
        f"print(callable({name}), callable(r.{name}))"
    )
    assert run(name_first) == "True True"


def test_every_name_loads():
    assert (
        run("import reader.sources as r; print(all(getattr(r, n) is not None for n in r.__all__))") == "True"
    )


def test_nothing_heavy_is_loaded_to_clean_and_decode():
    code = "from reader.sources import clean, decode, parse_feed, parse_date; clean('a'); decode(b'a')"
    loaded = run(f"import sys; {code}; print(*[m for m in {HEAVY} if m in sys.modules])")
    assert loaded == ""
