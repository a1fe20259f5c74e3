"""The README: its commands run, its links lead somewhere, its searches parse."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.sources.catalogue import first_sources, pack_names
from reader.store.query_parser import Dated, Field, parse_query

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
START = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/khabar"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest -n auto"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def fences(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def rows(title):
    """Rows of the table in a section: cells as they are written."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PROSE, re.MULTILINE | re.DOTALL)
    lines = [line for line in found[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]


def quotes(text):
    """Everything in backticks."""
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture
def shell(tmp_path, newsroom):
    """A shell in a home of its own; «news.example» is the agency on loopback."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "khabar"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    command.chmod(0o755)
    env = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }

    def shell(line):
        line = line.replace("https://news.example", newsroom.url)
        return subprocess.run(
            ["bash", "-c", line], capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60
        )

    return shell


@pytest.fixture
def followed(tmp_path, newsroom):
    """A configuration that follows a newsroom of this machine under the name of the README, and no other."""
    config = tmp_path / ".config" / "khabar" / "config.toml"
    config.parent.mkdir(parents=True)
    leave = ", ".join(f'"{source.id}"' for source in first_sources() if source.id != "ina")
    config.write_text(
        f'[follow]\nleave = [{leave}]\n[[source]]\nid = "ina"\nfeed = "{newsroom.url}/atom.xml"\n', "utf-8"
    )


def test_readme_size_is_at_most_ten_kilobytes():
    assert len(README.encode()) <= 10_000


def test_readme_install_and_test_commands_stand_whole_on_one_line():
    lines = [line.strip() for line in README.splitlines()]
    assert lines.count(START) == 1
    assert [line for line in lines if ".[test]" in line] == [TEST]


def test_readme_commands_run_and_exit_with_0(shell, followed, newsroom):
    newsroom.add("/", b'<link rel="alternate" type="application/rss+xml" href="/rss.xml">')
    commands = [
        line[2:] for fence in fences("console") for line in fence.splitlines() if line.startswith("$ ")
    ]
    assert len(commands) > 20
    for command in commands:
        if "--pack" in command or command.startswith(("khabar sources add ina", "khabar refresh --full")):
            continue  # these follow or fetch real newsrooms
        done = shell(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert "Traceback" not in done.stderr


def test_readme_commands_for_real_newsrooms_are_known(shell):
    assert shell("khabar refresh --full --help").returncode == 0
    assert "kurdish" in pack_names()
    added = shell("khabar sources add ina && khabar sources add --pack kurdish && khabar sources --json")
    assert added.returncode == 0, added.stderr
    assert '"shafaq-ku"' in added.stdout


def test_readme_commands_in_prose_are_known(shell):
    known = set()
    for quote in quotes(PROSE):
        words = quote.split()
        if words[:1] == ["khabar"] and len(words) > 1:
            known.add(" ".join(words[1:3]) if words[1] == "sources" else words[1])
    known -= {"COMMAND", "sources"}
    assert known >= {"doctor", "config", "export", "help", "sources add"}
    for command in sorted(known):
        assert shell(f"khabar {command} --help").returncode == 0, command


def test_readme_searches_parse_as_described():
    queries = [query for row in rows("Search") for query in quotes(row[0])]
    assert len(queries) > 10
    for query in queries:
        node = parse_query(query, NOW)
        assert node is not None, query
        if query.split(":")[0] in ("after", "منذ"):
            assert isinstance(node, Dated), query
        elif ":" in query and not query.startswith("title"):
            assert isinstance(node, Field), query


def test_readme_pictures_are_small():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 150_000  # bytes
