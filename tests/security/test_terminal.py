"""Nothing from outside commands the terminal, whichever door it came by and wherever it goes out."""

import json

import pytest
from security.attacks import EVERY, SEQUENCES, WAYS
from security.emitted import MARK, NUMBER, assert_tame, functions

FEEDS = [*(f"/{way}.xml" for way in WAYS), "/feed.json"]
FAILING = ["/reason", "/header", "/moved", "/scheme", "/body"]
"""Answers whose error texts attack."""
NAME = EVERY.replace("\x00", "")
PROBES = ("c", "q", "n")
"""What the terminal is asked: its attributes, its name, its place (``tui.probe``)."""


def test_attacks_would_be_seen():
    """What the other tests look for is in every attack on its own."""
    for name, sequence in SEQUENCES.items():
        if name in ("overrides", "separators", "invisible", "noncharacters", "markup", "overwrite", "C0"):
            continue
        with pytest.raises(AssertionError):
            assert_tame(f"words {sequence} words")
    assert any(MARK in each.inside for each in functions(EVERY))
    assert any(NUMBER in each.inside for each in functions(EVERY))


COMMANDS = [
    ("list",),
    ("list", "--json"),
    ("list", "--limit", "0", "--category", EVERY),
    ("search", "كلمات"),
    ("search", "كلمات", "--json"),
    ("search", EVERY),
    ("saved",),
    ("saved", "--json"),
    ("saved", "--tag", EVERY),
    ("sources",),
    ("sources", "--json"),
    ("sources", "test"),
    ("sources", "test", "--json"),
    ("sources", "catalogue"),
    ("sources", "export"),
    ("export", "--format", "md"),
    ("export", "--format", "txt"),
    ("export", "--format", "html"),
    ("export", "--format", "json"),
    ("export", "--all"),
    ("doctor",),
    ("doctor", "--json"),
    ("refresh", "--json"),
    ("refresh", "--full"),
]
MISUSED = [
    (NAME,),
    ("list", f"--{NAME}"),
    ("list", "--limit", NAME),
    ("list", "--since", NAME),
    ("list", "--lang", NAME),
    ("list", "--config", NAME),
    ("list", "--library", f"/nowhere/{NAME}"),
    ("show", NAME),
    ("show", f"http://127.0.0.1:9/{NAME}"),
    ("show", f"http://{NAME}/"),
    ("save", NAME),
    ("save", f"http://u:p@127.0.0.1:9/{NAME}"),
    ("unsave", NAME),
    ("export", NAME),
    ("export", "--output", f"/nowhere/{NAME}"),
    ("import", NAME),
    ("refresh", NAME),
    ("text", NAME),
    ("sources", "add", NAME),
    ("sources", "add", "--pack", NAME),
    ("sources", "discover", f"http://127.0.0.1:9/{NAME}"),
    ("sources", "remove", NAME),
    ("sources", "test", NAME),
    ("sources", "import", NAME),
    ("completion", NAME),
    ("config", NAME),
    ("show", "9" * 5000),
    ("list", "--limit", "9" * 30),
    ("list", "--limit", "9" * 5000),
    ("list", "--since", "9" * 5000 + "h"),
    ("show", "\udcff"),
    ("search", "\udcff"),
    ("save", "http://127.0.0.1:9/\udcff"),
    ("list", "--source", "\udcff"),
    ("sources", "add", "http://127.0.0.1:9/", "--force", "--name", f"{NAME}\udcff", "--category", NAME),
]


@pytest.fixture
def stocked(hostile, khabar):
    """A library full of what the hostile newsroom gave; returns the newsroom."""
    hostile.follow(*FEEDS, *FAILING, name=NAME)
    khabar("refresh", "--full")
    khabar("save", *ids(khabar), "--tag", EVERY, "--note", EVERY)
    return hostile


def ids(khabar):
    rows = [json.loads(line) for line in khabar("list", "--json", "--limit", "0").out.splitlines()]
    assert len(rows) >= len(FEEDS)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_command_output_on_a_terminal_has_no_controls_of_the_news(stocked, khabar, screen, language):
    for command in COMMANDS:
        assert_tame(screen(*command, "--lang", language).shown)
    for id in ids(khabar):
        for way in ((), ("--json",), ("--plain",)):
            assert_tame(screen("show", id, "--no-pager", "--lang", language, *way).shown)


def test_command_output_in_a_pipe_has_no_controls_of_the_news(stocked, khabar):
    """Whoever pipes into less, a log or a file has a terminal at the end of it all the same."""
    for command in COMMANDS:
        done = khabar(*command)
        assert_tame(done.out + done.err)


@pytest.mark.parametrize(
    "command", MISUSED, ids=lambda command: " ".join(command)[:20].encode("ascii", "replace").decode()
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_errors_quoting_arguments_have_no_controls(home, config, screen, command, language):
    config()
    done = screen(*command, "--lang", language)
    assert done.code in (0, 1, 2)
    assert_tame(done.shown)


def test_output_in_a_real_terminal_has_no_controls_of_the_news(stocked, khabar, terminal):
    """The same once more with nothing replaced, byte by byte."""
    id = ids(khabar)[0]
    for command in (("list",), ("show", id, "--no-pager"), ("refresh",), ("list", "--json"), ("doctor",)):
        assert_tame(terminal(*command).out, allowed=PROBES if command == ("doctor",) else ())
