"""What the README says is so: its commands run, its snippets work, its tables are those of the program."""

import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from textual.keys import _character_to_key

from reader.config import Settings, load
from reader.config.edit import quoted
from reader.config.schema import OPTIONS
from reader.sources.catalogue import first_sources, pack_names, selectors_from_table, source_from_table
from reader.store.query_parser import Dated, Field, parse_query
from reader.tui.key_bindings import MOVEMENT, READING

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
START = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/khabar"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def fences(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def section(title):
    """The text under a heading, up to the next of its rank or above."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", PROSE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[2]


def rows(title):
    """Rows of the table in a section: cells as they are written."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def quotes(text):
    """What stands in backticks."""
    return [quote.replace("\\|", "|") for quote in re.findall(r"`([^`]+)`", text)]


def toml(name):
    """The TOML snippet that says it belongs into this file."""
    (found,) = [fence for fence in fences("toml") if fence.startswith(f"# {name}\n")]
    return found


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
    """The agency followed, and nothing that is not on this machine."""
    config = tmp_path / ".config" / "khabar" / "config.toml"
    config.parent.mkdir(parents=True)
    leave = ", ".join(f'"{source.id}"' for source in first_sources())
    config.write_text(
        f'[follow]\nleave = [{leave}]\n[[source]]\nid = "agency"\nfeed = "{newsroom.url}/atom.xml"\n', "utf-8"
    )
    return config


def test_the_two_commands_stand_whole_on_their_lines():
    lines = [line.strip() for line in README.splitlines()]
    assert lines.count(START) == 1
    assert lines.count(TEST) == 1
    with_test = next(line.strip() for line in README.splitlines() if ".[test]" in line)
    assert with_test == TEST


def test_every_command_works(shell, followed, newsroom):
    newsroom.add("/", b'<link rel="alternate" type="application/rss+xml" href="/rss.xml">')
    commands = [
        line[2:] for fence in fences("console") for line in fence.splitlines() if line.startswith("$ ")
    ]
    assert len(commands) > 20
    for command in commands:
        if "--pack" in command or command.startswith(("khabar sources add ina", "khabar refresh --full")):
            continue  # these follow or fetch real newsrooms
        if command == "khabar config --init":
            followed.unlink()
        done = shell(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert "Traceback" not in done.stderr


def test_commands_that_would_fetch_from_newsrooms_are_commands(shell):
    assert shell("khabar refresh --full --help").returncode == 0
    assert shell("khabar sources add ina --help").returncode == 0
    assert "kurdish" in pack_names()
    added = shell("khabar sources add ina && khabar sources add --pack kurdish && khabar sources --json")
    assert added.returncode == 0, added.stderr
    assert '"shafaq-ku"' in added.stdout


def test_commands_in_the_text_are_known(shell):
    known = set()
    for quote in quotes(PROSE):
        words = quote.split()
        if words[:1] == ["khabar"] and len(words) > 1:
            known.add(" ".join(words[1:3]) if words[1] == "sources" else words[1])
    known -= {"COMMAND", "sources"}
    assert known >= {"doctor", "show", "sources add", "sources test"}
    for command in sorted(known):
        assert shell(f"khabar {command} --help").returncode == 0, command


def test_the_configuration_has_nothing_wrong(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(toml("config.toml"), "utf-8")
    config = load(path)
    assert config.problems == ()
    assert config.settings.theme == "newspaper"
    assert config.settings.lists[0].days == 3
    assert source_from_table(config.sources[0], user_added=True).keep_days == 30
    for line in quotes(section("Troubleshooting")):
        if re.match(r"[a-z_]+ = ", line):
            path.write_text(line + "\n", "utf-8")
            assert load(path).problems == (), line


def test_every_setting_is_told():
    defaults = Settings()
    expected = []
    for option in OPTIONS:
        value = getattr(defaults, option.field)
        may = " ".join(f"`{choice}`" for choice in option.choices)
        if option.high:
            may = f"{option.low} to {option.high}"
        first = "[]" if isinstance(value, tuple) else quoted(value)
        expected.append([f"`{option.path}`", may, f"`{first}`", option.english])
    assert rows("Configuration") == expected


def test_a_site_can_be_added_as_told():
    (source,) = tomllib.loads(toml("reader/sources/catalogue.toml"))["source"]
    assert source.pop("pack") in pack_names()
    assert source.pop("attested")
    assert source_from_table(source, user_added=False).listing
    (site,) = tomllib.loads(toml("reader/sources/article/sites.toml"))["site"]
    assert selectors_from_table(site["listing"]).link
    assert selectors_from_table(site["article"]).body


def test_python_snippets_run():
    assert fences("python")
    for snippet in fences("python"):
        exec(compile(snippet, "README.md", "exec"), {})


def key_of(name):
    named = {"↓": "down", "↑": "up", "PgDn": "pagedown", "PgUp": "pageup", "Esc": "escape"}
    return named.get(name) or (_character_to_key(name) if len(name) == 1 else name.lower())


def test_the_keys_are_those_that_are_bound():
    told = {key_of(name) for row in rows("Keys") for name in quotes(row[0])} | {"enter"}
    bound = (*MOVEMENT, *READING)
    for binding in bound:
        assert told & set(binding.keys.split(",")), binding.name
    keys = {key for binding in bound for key in binding.keys.split(",")}
    assert told - {"enter"} <= keys | {_character_to_key(key) for key in keys if len(key) == 1}


def test_the_searches_mean_what_is_said():
    asked = [query for row in rows("Search") for query in quotes(row[0])]
    assert len(asked) > 20
    for query in asked:
        node = parse_query(query, NOW)
        assert node is not None, query
        if query.split(":")[0] in ("after", "before", "منذ", "قبل"):
            assert isinstance(node, Dated), query
        elif ":" in query and not query.startswith(("title", "عنوان")):
            assert isinstance(node, Field), query


def test_files_that_are_named_are_there():
    named = set(re.findall(r"`((?:reader|tests|snapshots|styles|\.lock|\.ci)/[\w./-]*)", README))
    named |= set(re.findall(r"\]\((\w+/[^)]+)\)", README))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_links_within_lead_to_headings():
    anchors = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]+)\)", README)
    assert links
    assert [link for link in links if link not in anchors] == []


def test_the_pictures_are_light():
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size < 150_000


def test_lock_versions_satisfy_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {}
    lock = (ROOT / ".lock" / "requirements.txt").read_text("utf-8")
    for entry in re.split(r"^(?=[A-Za-z])", lock, flags=re.MULTILINE)[1:]:
        requirement = Requirement(entry.partition("\\")[0].strip())
        (version,) = requirement.specifier
        assert version.operator == "==", requirement
        assert "--hash=sha256:" in entry, requirement
        locked.setdefault(canonicalize_name(requirement.name), []).append(version.version)
    asked = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    for requirement in map(Requirement, asked):
        name = canonicalize_name(requirement.name)
        if name != project["name"]:
            assert locked[name], name
            assert all(requirement.specifier.contains(each) for each in locked[name]), requirement
