"""Times and numbers out of range do no harm, whichever door they come through (issue 18)."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from reader.sources import parse_date

TIMES = [
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
    "-1",
    "nan",
    "١",
    "2026-13-45",
]
COMMANDS = (("list",), ("saved",), ("search", "خبر"), ("show", "1"), ("doctor",))


@pytest.mark.parametrize("time", TIMES)
def test_imported_time_out_of_range_breaks_no_command(khabar, config, tmp_path, time):
    config("")
    article = {"url": "http://x.example/a", "title": "خبر", "published": time}
    file = tmp_path / "import.jsonl"
    file.write_text(json.dumps({**article, "blocks": [{"kind": "paragraph", "text": "نص"}]}) + "\n", "utf-8")
    assert khabar("import", str(file)).code == 0
    for command in COMMANDS:
        assert "Traceback" not in khabar(*command).err


@pytest.mark.parametrize("stamp", [2**62, -(2**62), 1.5, float("inf")])
def test_stored_time_out_of_range_breaks_no_command(khabar, config, tmp_path, stamp):
    from reader.config.paths import paths

    config("")
    file = tmp_path / "import.jsonl"
    file.write_text(
        '{"url":"http://x.example/a","title":"خبر","blocks":[{"kind":"paragraph","text":"نص"}]}\n', "utf-8"
    )
    assert khabar("import", str(file)).code == 0
    with sqlite3.connect(paths().library) as library:
        library.execute("UPDATE entries SET published = ?1, time = ?1, fetched = ?1", (stamp,))
    for command in COMMANDS[:4]:
        assert "Traceback" not in khabar(*command).err


@pytest.mark.parametrize("columns", ["-5", "0", "nan", "²", "9" * 30, "9" * 5_000, "1e9"])
def test_columns_out_of_range_break_no_command(khabar, config, monkeypatch, columns):
    config("")
    monkeypatch.setenv("COLUMNS", columns)
    assert khabar("list").code == 0


def test_number_of_thousands_of_digits_in_the_configuration_costs_its_line(tmp_path):
    from reader.config import load

    path = tmp_path / "config.toml"
    path.write_text(f"[refresh]\nminutes = {'9' * 5_000}\nconcurrency = 3\n")
    loaded = load(path)
    assert loaded.settings.concurrency == 3
    assert [problem.line for problem in loaded.problems] == [2]


@pytest.mark.parametrize("query", ["after:2026-01-01 ", "source:x OR ", "(", "NOT "])
def test_rule_of_a_query_without_end_breaks_no_command(khabar, config, tmp_path, query):
    config(f'[[rule]]\nname = "r"\nquery = "{query * 5_000} a"\nhide = true\n')
    file = tmp_path / "import.jsonl"
    file.write_text('{"url":"http://x.example/a","title":"a","blocks":[{"kind":"paragraph","text":"a"}]}\n')
    assert khabar("import", str(file)).code == 0
    for command in (("list",), ("rules",), ("search", "--", query * 500)):
        assert "Traceback" not in khabar(*command).err
        assert "crash.log" not in khabar(*command).err


@pytest.mark.parametrize("year", [1, 9999])
def test_time_at_an_end_of_the_calendar_has_no_stamp(year):
    from reader.store.row_factories import moment, stamp

    assert stamp(datetime(year, 1, 1, tzinfo=UTC)) is None
    assert (
        moment(
            (datetime(year, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        )
        is None
    )


@pytest.mark.parametrize("now", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
@pytest.mark.parametrize(
    "text", ["قبل 5 ساعات", "منذ 3 أيام", "أمس 10:00", "5 hours ago", "yesterday", "اليوم 23:59"]
)
def test_relative_date_by_a_clock_at_an_end_of_the_calendar_does_no_harm(text, now):
    found = parse_date(text, now=now)
    assert found is None or 1 <= found.year <= 9999
