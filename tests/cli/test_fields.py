"""What ``--json`` writes is what help and manual say: every field and no other, for every command."""

import json
from contextlib import contextmanager, nullcontext

import pytest
from remote.sync_server import SyncServer

from reader.cli.commands import COMMANDS

WITH_JSON = [command for command in COMMANDS if any(option.name == "--json" for option in command.options)]
LINES = {
    "refresh": [("refresh", "--json"), ("refresh", "--full", "--json")],
    "list": [("list", "--json")],
    "stories": [("stories", "--since", "1000w", "--json")],
    "show": [("show", "5", "--json"), ("show", "page.html", "--json")],
    "download": [("download", "1", "--json"), ("download", "1", "--list", "--json")],
    "search": [("search", "النهر", "OR", "المدينة", "--json")],
    "rules": [("rules", "--json")],
    "rules try": [("rules", "try", "المدينة", "--json")],
    "save": [("save", "5", "6", "--json")],
    "saved": [("saved", "--json")],
    "sources": [("sources", "--json")],
    "sources test": [("sources", "test", "--json")],
    "sources discover": [("sources", "discover", "http://{host}/", "--json")],
    "sources catalogue": [("sources", "catalogue", "--json")],
    "account": [("account", "--json")],
    "sync": [("sync", "--json")],
    "doctor": [("doctor", "--json")],
    "config": [("config", "--json")],
}
"""Command lines that show every field between them."""


def told(command):
    """The names of the fields help tells of."""
    return {name.strip() for names, _ in command.fields for name in names.split(",")}


def episode(url):
    """A feed of one episode."""
    return (
        f"<rss><channel><title>x</title><item><title>الحلقة</title><enclosure url='{url}' type='audio/mpeg'"
        " length='5'/></item></channel></rss>"
    ).encode()


@contextmanager
def account(config):
    """Configure an account on an imitation server."""
    with SyncServer() as server:
        server.add_feed("feed/1")
        password = "printf 's3cret=/pass'"
        config(f'[account]\nurl = "{server.url}"\nuser = "alice"\npassword_command = "{password}"\n')
        yield


def test_json_lines_cover_every_command_with_json():
    assert {command.name for command in WITH_JSON} == set(LINES)


@pytest.mark.parametrize("command", WITH_JSON, ids=lambda command: command.name)
def test_json_fields_are_those_of_the_help(command, agency, khabar, home, config):
    if command.name == "download":
        url = agency.add("/episode.mp3", b"sound", type="audio/mpeg")
        agency.add("/rss.xml", episode(url), type="application/rss+xml")
    khabar("refresh")
    khabar("save", "4")
    agency.add("/", f'<link rel="alternate" type="application/rss+xml" href="{agency.url}/rss.xml">'.encode())
    (home / "page.html").write_text(f"<h1>عنوان</h1><article><p>{'كلام الخبر هنا. ' * 40}</p></article>")
    if command.name == "rules":
        config('[[rule]]\nname = "نهر"\nquery = "النهر"\nhide = true\n')
    if command.name == "config":
        config('nonsense = "x"\n')
    written = set()
    with account(config) if command.name in ("account", "sync") else nullcontext():
        for line in LINES[command.name]:
            done = khabar(*(word.format(host=agency.url.removeprefix("http://")) for word in line))
            rows = [json.loads(row) for row in done.lines]
            assert rows, done.err
            for row in rows:
                assert row.keys() <= told(command), line
                written |= row.keys()
    assert written == told(command)


def test_exported_fields_are_those_of_the_help(agency, khabar):
    (command,) = [command for command in COMMANDS if command.name == "export"]
    khabar("refresh")
    khabar("save", "4")
    (row,) = map(json.loads, khabar("export", "--format", "json").lines)
    assert row.keys() == told(command)
