"""``khabar help TOPIC``: pages made from the tables of the program, in three languages."""

import re
from datetime import UTC, datetime

import pytest

from reader.cli.commands import COMMANDS
from reader.cli.topics import _EXAMPLE, _QUERIES, _TERMINALS, _THEME_EXAMPLE, TOPICS
from reader.config import load
from reader.config.schema import OPTIONS
from reader.locale.translator import LANGUAGES, Translator
from reader.store.query_parser import Dated, Field, parse_query
from reader.tui.key_bindings import ACTIONS, GROUPS, default_keys, key_label
from reader.tui.stylesheets import _tables, palette
from reader.tui.user_themes import load_user_themes
from reader.typeset.terminal_profiles import decide

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENVIRONMENTS = {
    "xterm": {"XTERM_VERSION": "XTerm(379)"},
    "VTE": {"VTE_VERSION": "7000"},
    "tmux in VTE": {"VTE_VERSION": "7000", "TMUX": "/tmp/tmux,1,0", "TERM": "tmux-256color"},
    "kitty": {"TERM": "xterm-kitty"},
    "Konsole": {"KONSOLE_VERSION": "221200"},
    "mlterm": {"MLTERM": "3.9"},
    "Alacritty": {"TERM": "alacritty"},
    "mintty": {"TERM_PROGRAM": "mintty"},
    "WezTerm": {"TERM_PROGRAM": "WezTerm"},
    "Windows Terminal": {"WT_SESSION": "1"},
    "VS Code": {"TERM_PROGRAM": "vscode"},
    "Ghostty": {"TERM_PROGRAM": "ghostty"},
    "foot": {"TERM": "foot"},
    "st": {"TERM": "st-256color"},
    "Terminology": {"TERM_PROGRAM": "terminology"},
    "Zutty": {"ZUTTY_VERSION": "0.14"},
    "rxvt": {"TERM": "rxvt-unicode"},
    "Apple Terminal": {"TERM_PROGRAM": "Apple_Terminal"},
    "iTerm2": {"TERM_PROGRAM": "iTerm.app"},
    "PuTTY": {"TERM": "putty"},
    "qterminal": {"TERM": "xterm-256color"},
}


def names(row):
    """Names of a row of terminals; a family in brackets stands for its members."""
    family = re.search(r"\((\w+)\)", row)
    return [family[1]] if family else row.split(", ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_topic_in_each_language_begins_with_its_title(khabar, topic, language):
    done = khabar("help", topic, "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == Translator(language)(f"topic.{topic}")
    assert len(done.lines) > 10


def test_topic_to_a_pipe_has_no_isolates(khabar):
    assert not re.search("[\u2066-\u2069]", khabar("help", "config", "--lang", "ar").out)


def test_help_command_offers_every_topic():
    (command,) = [command for command in COMMANDS if command.name == "help"]
    assert command.values == tuple(TOPICS)
    for language in LANGUAGES:
        assert all(topic in Translator(language)(command.more) for topic in TOPICS)


def test_help_without_topic_lists_topics(khabar):
    done = khabar("help", "--lang", "en")
    assert done.code == 0
    assert done.lines[-1] == "Topics: keys, search, config, terminals, files"


def test_help_of_a_command_is_that_of_its_option(khabar):
    assert khabar("help", "sources", "add").out == khabar("sources", "add", "--help").out


def test_help_of_an_unknown_topic_is_a_usage_error_that_names_the_topics(khabar):
    done = khabar("help", "colours", "--lang", "en")
    assert done.code == 2
    assert "colours" in done.err
    assert "terminals" in done.err


def test_keys_topic_has_every_action_with_its_keys(khabar):
    lines = khabar("help", "keys").lines
    for action in (action for actions in GROUPS.values() for action in actions):
        (line,) = [line for line in lines if line.endswith(f"[{action}]")]
        assert line.split("\t")[0] == " ".join(map(key_label, default_keys()[action]))


def test_keys_topic_with_a_rebound_key_shows_that_key(khabar, config):
    config('[keys]\nbookmark = "s,ctrl+b"\n')
    (line,) = [line for line in khabar("help", "keys").lines if line.endswith("[bookmark]")]
    assert line.startswith("s Ctrl+")


@pytest.mark.parametrize("query", [query for queries, _ in _QUERIES for query in queries.split("  ")])
def test_search_topic_query_parses_as_described(query):
    node = parse_query(query, NOW)
    assert node is not None
    if query.split(":")[0] in ("after", "before", "منذ", "قبل"):
        assert isinstance(node, Dated)
    elif ":" in query and not query.startswith(("title", "عنوان")):
        assert isinstance(node, Field)


def test_config_topic_has_every_setting_and_its_choices(khabar, home):
    page = khabar("help", "config", "--lang", "en").out
    assert str(home / ".config" / "khabar" / "config.toml") in page
    for option in OPTIONS:
        assert f"\n{option.path} = " in page
        assert all(choice in page for choice in option.choices)


def test_example_of_a_theme_has_no_mistakes(tmp_path):
    (tmp_path / "mine.toml").write_text(_THEME_EXAMPLE, "utf-8")
    try:
        assert load_user_themes(tmp_path) == []
        assert palette("khabar-mine")["ground"] == "#fdf6e3"
    finally:
        _tables.cache_clear()
        palette.cache_clear()


def test_config_topic_example_has_no_problem(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(_EXAMPLE, "utf-8")
    assert load(path).problems == ()


@pytest.mark.parametrize(
    ("name", "order"), [(name, order) for row, order, _ in _TERMINALS for name in names(row)]
)
def test_terminals_topic_order_equals_the_decision(name, order):
    assert decide(ENVIRONMENTS[name], None, "auto").order.value == order


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminals_topic_settings_are_valid(tmp_path, language):
    path = tmp_path / "config.toml"
    settings = set()
    for step in ("font", "tmux", "reader"):
        settings |= set(
            re.findall(r'\b(\w+ = (?:"\w+"|true))', Translator(language)(f"terminals.step.{step}"))
        )
    assert len(settings) == 3
    for line in settings:
        path.write_text(f"{line}\n", "utf-8")
        assert load(path).problems == (), line


def test_files_topic_with_given_files_shows_them(khabar, home):
    page = khabar("help", "files", "--library", home / "mine.db", "--config", home / "mine.toml").out
    assert str(home / "mine.db") in page
    assert str(home / "mine.toml") in page
    assert "ESCDELAY" in page


def test_topic_on_a_narrow_terminal_keeps_to_its_width(terminal):
    done = terminal("help", "keys", "--lang", "en", size=(24, 40))
    assert done.code == 0
    assert all(len(line) <= 40 for line in re.sub(r"\x1b\[[\d;]*m", "", done.out).splitlines())


def test_help_keys_lists_every_action_that_can_be_bound(khabar):
    page = khabar("--lang", "en", "help", "keys").out
    assert [name for name in ACTIONS if f"[{name}]" not in page] == []
