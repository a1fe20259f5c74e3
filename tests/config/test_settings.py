"""A wrong line costs that line, and is told with its number; the rest works."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated import in_arabic

from reader.config import Command, Rule, Settings, SmartList, changed_since, load, paths, source_lines
from reader.config.key_names import key_label, parse_key
from reader.config.schema import OPTIONS
from reader.config.tolerant_toml import locate, parse
from reader.locale.translator import LANGUAGES, Translator


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "config.toml"

    def read(text):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path)

    return read


def test_load_without_a_file_returns_the_defaults(tmp_path):
    config = load(tmp_path / "none.toml")
    assert config.settings == Settings()
    assert config.problems == ()


def test_load_reads_every_setting(read):
    config = read(
        """
language = "ckb"
digits = "arab"
theme = "newspaper"
screen_reader = true
[ticker]
enabled = false
speed = 3
[refresh]
minutes = 0
concurrency = 64
proxy = "socks5h://127.0.0.1:9050"
[retention]
days = 9
[follow]
sources = ["a"]
leave = ["b", "c"]
[keys]
open = "enter,o"
quit = ["q", "ctrl+c"]
[[list]]
name = "رياضة"
categories = ["رياضة"]
days = 3
[[source]]
id = "x"
feed = "http://x.example/"
"""
    )
    assert config.problems == ()
    settings = config.settings
    assert (settings.language, settings.digits, settings.theme) == ("ckb", "arab", "newspaper")
    assert (settings.ticker, settings.ticker_speed, settings.screen_reader) == (False, 3, True)
    assert (settings.refresh_minutes, settings.concurrency) == (0, 64)
    assert settings.proxy == "socks5h://127.0.0.1:9050"
    assert (settings.keep_days, settings.follow, settings.leave) == (9, ("a",), ("b", "c"))
    assert settings.keys == {"open": "enter,o", "quit": "q,ctrl+c"}
    assert settings.lists == (SmartList("رياضة", categories=("رياضة",), days=3),)
    assert config.sources == ({"id": "x", "feed": "http://x.example/"},)
    assert source_lines(config) == (25,)
    assert "theme" in config.given
    assert "order" not in config.given


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nlanguage = 3", 2, "quotation marks"),
        ('order = "sideways"', 1, "auto, cells, words, fenced"),
        ("[ticker]\nspeed = 900", 2, "from 1 to 60"),
        ("[ticker]\nspeed = true", 2, "whole number"),
        ("[ticker]\nenabled = 1", 2, "true or false"),
        ("[follow]\nsources = 'a'", 2, "list of names"),
        ("[follow]\nsources = ['a', 3]", 2, "list of names"),
        ('them = "dark"', 1, "did you mean 'theme'"),
        ("[ticker]\nsped = 1", 2, "did you mean 'speed'"),
        ("zzz = 1", 1, "'zzz' is not a setting"),
        ("[colours]\nred = 1", 1, "'colours' is not a setting"),
        ("ticker = 1", 1, "must be a table"),
        ("[keys]\nopen = 1", 2, "must be text"),
        ("[[list]]\nunread = true", 1, "needs a name"),
        ("[[list]]\nname = 'a'\n\n[[list]]\nname = 'b'\ndays = 'x'", 6, "cannot be 'x'"),
        ("[[list]]\nname = 'a'\nunred = true", 3, "did you mean 'unread'"),
        ("[source]\nid = 'x'", 1, "two brackets"),
        ("a = [1,\n\nb = 2", 1, "not TOML"),
    ],
)
def test_mistake_in_the_configuration_is_reported_with_its_line(read, text, line, words):
    problem = next(problem for problem in read(text).problems if words in str(problem.message))
    assert problem.line == line
    assert in_arabic(problem.message) != str(problem.message)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a = b", "quotation marks, a number"),
        ("a 1", "no ="),
        ('a = "b', "not closed by a quotation mark"),
        ("a = {b = 1", "not closed by a bracket"),
        ("a = 1 2", "more than one value"),
        ("a = {b = 1, b = 2}", "there already"),
        ("? = 1", "may not stand there"),
        ('a = "\\q"', "a mistake in its form"),
        ("a = " + "[" * 20_000, "too deeply nested"),
    ],
)
def test_reason_of_a_line_that_is_not_toml_is_in_every_language(read, line, why):
    (problem,) = (each for each in read(line).problems if each.message.key == "config.not_toml")
    assert why in str(problem.message)
    for language in ("ar", "ckb"):
        assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", Translator(language)(problem.message))


def test_syntax_error_costs_its_line_only(read):
    config = read(
        'language = "en"\ntheme = dark\ndigits = "arab"\n[ticker\nspeed = 2\n[refresh]\nminutes = 5\n'
        'proxy = "unclosed\nconcurrency = 4\n[[source]]\nid = "x"\nfeed = [1,\n2\n[[source]]\nid = "y"\n'
    )
    settings = config.settings
    assert (settings.language, settings.digits) == ("en", "arab")
    assert (settings.refresh_minutes, settings.concurrency) == (5, 4)
    assert settings.ticker_speed == Settings().ticker_speed
    assert config.sources == ({"id": "x"}, {"id": "y"})
    assert [problem.line for problem in config.problems] == [2, 4, 8, 12]


def test_broken_documents_keep_long_values_and_tell_repetitions(read):
    config = read('oops\n[follow]\nsources = [\n "a", # one\n "b",\n]\n[ticker]\nspeed = 2\nspeed = 3\n')
    assert config.settings.follow == ("a", "b")
    assert config.settings.ticker_speed == 2
    assert [problem.line for problem in config.problems] == [1, 9]


def test_table_that_is_something_else_is_skipped(read):
    config = read("oops\nrefresh = 3\n[refresh]\nminutes = 4\n")
    assert [problem.line for problem in config.problems] == [1, 2, 3]


def test_bytes_that_are_not_utf8_are_reported_and_the_rest_read(read):
    config = read(b'language = "en"\n# \xff\ndigits = "arab"\n')
    assert config.settings.digits == "arab"
    assert [problem.line for problem in config.problems] == [2]


def test_byte_order_mark_and_carriage_returns_are_nothing(read):
    config = read(b'\xef\xbb\xbflanguage = "en"\r\noops\r\ndigits = "arab"\r\n')
    assert (config.settings.language, config.settings.digits) == ("en", "arab")
    assert [problem.line for problem in config.problems] == [2]


def test_file_that_cannot_be_read_is_reported(tmp_path):
    config = load(tmp_path)
    assert config.settings == Settings()
    assert config.problems[0].line == 0
    assert str(tmp_path) in str(config.problems[0].message)


def test_change_on_disk_is_noticed(read, tmp_path):
    path = tmp_path / "config.toml"
    config = read('language = "en"')
    assert not changed_since(path, config.stamp)
    os.utime(path, ns=(1, 1))
    assert changed_since(path, config.stamp)
    path.unlink()
    assert changed_since(path, config.stamp)
    assert not changed_since(path, load(path).stamp)


@given(st.text(alphabet=st.sampled_from("ab=[]\"'#\n \\.1{},ع"), max_size=80))
def test_parse_of_any_text_never_raises_and_reads_good_lines_after(text):
    parse(text)
    _, problems = parse("language = nonsense\n" + text.replace('"""', "").replace("'''", ""))
    assert problems
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 2


def test_locate_finds_keys_in_their_tables():
    text = 'a = 1\n[t]\na = 2\n[[s]]\na = 3\n[[s]]\n"a" = 4\n'
    assert [locate(text, (), "a"), locate(text, ("t",), "a")] == [1, 3]
    assert [locate(text, ("s",), "a", nth) for nth in (0, 1, 2)] == [5, 7, 0]
    assert [locate(text, ("s",), nth=nth) for nth in (0, 1)] == [4, 6]


def test_paths_follow_xdg_and_ignore_relative_values(monkeypatch):
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    for name, value in {"HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "relative"}.items():
        monkeypatch.setenv(name, value)
    there = paths()
    assert str(there.config) == "/c/khabar/config.toml"
    assert str(there.library) == "/h/.local/share/khabar/library.db"
    assert str(there.state) == "/h/.local/state/khabar"


def test_option_names_a_setting_and_has_a_description_in_every_language():
    for option in OPTIONS:
        assert hasattr(Settings(), option.field)
        for language in LANGUAGES:
            assert f"setting.{option.path}" in Translator(language), option.path


def test_rules_and_commands_are_read(read):
    config = read(
        """
[[rule]]
name = "بلا رياضة"
query = "قسم:رياضة -منتخب"
hide = true
tags = ["رياضة"]
[[command]]
name = "ملاحظات"
key = "ctrl+n"
run = "tee -a notes"
background = true
[[command]]
name = "احفظ ثم التالي"
actions = ["bookmark", "next"]
"""
    )
    assert config.problems == ()
    assert config.settings.rules == (Rule("بلا رياضة", "قسم:رياضة -منتخب", hide=True, tags=("رياضة",)),)
    assert config.settings.commands == (
        Command("ملاحظات", "ctrl+n", "tee -a notes", background=True),
        Command("احفظ ثم التالي", actions=("bookmark", "next")),
    )


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[[rule]]\nquery = "ك"\nhide = true\n', 1, "config.rule_name"),
        ('[[rule]]\nname = "ق"\nhide = true\n', 1, "config.rule_query"),
        ('[[rule]]\nname = "ق"\nquery = "ك"\n', 1, "config.rule_idle"),
        ('[[rule]]\nname = "ق"\nquery = "ك"\nhide = "yes"\nread = true\n', 4, "config.list_value"),
        ('[[rule]]\nname = "ق"\nquery = "ك"\nread = true\nhid = true\n', 5, "config.unknown_near"),
        ('[[command]]\nname = "ق"\n', 1, "config.command_idle"),
        ('[[command]]\nname = "ق"\nrun = "x"\ninput = "xml"\n', 4, "config.must_be_one_of"),
    ],
)
def test_wrong_rule_or_command_is_reported_with_its_line(read, text, line, key):
    good = '[[rule]]\nname = "سليمة"\nquery = "ك"\nread = true\n'
    config = read(text + good)
    assert [(problem.line, problem.message.key) for problem in config.problems] == [(line, key)]
    assert config.settings.rules[-1].name == "سليمة"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("b", "b"),
        ("B", "B"),
        ("Ctrl+B", "ctrl+b"),
        ("ctrl+b", "ctrl+b"),
        ("Ctrl+Shift+↓", "ctrl+shift+down"),
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("+", "plus"),
        ("Ctrl++", "ctrl+plus"),
        ("!", "exclamation_mark"),
        ("exclamation_mark", "exclamation_mark"),
        ("Esc", "escape"),
        (" PgDn ", "pagedown"),
        ("page_down", "pagedown"),
        ("Shift+Tab", "shift+tab"),
        ("F5", "f5"),
        ("Space", "space"),
        ("Del", "delete"),
        ("ش", "ش"),
        ("Strg+B", ""),
        ("Ctrl+", ""),
        ("F99", ""),
        ("banana", ""),
        ("", ""),
    ],
)
def test_key_is_known_however_it_is_written(written, name):
    assert parse_key(written) == name
    if name:
        assert parse_key(key_label(name)) == name, "the help writes it so"


def test_unknown_key_is_reported_with_its_line_and_the_others_hold(tmp_path):
    path = tmp_path / "config.toml"
    keys = '[keys]\nquit = "Q"\nbookmark = "Ctrl+B,banana"\npick = "apple"\nhelp = ""\n'
    path.write_text(f'{keys}[[command]]\nname = "x"\nrun = "x"\nkey = "^X"\n')
    config = load(path)
    assert config.settings.keys == {"quit": "Q", "bookmark": "ctrl+b", "help": ""}
    assert config.settings.commands[0].key == ""
    assert [(each.line, each.message.key, each.message.args["key"]) for each in config.problems] == [
        (3, "config.no_key", "banana"),
        (4, "config.no_key", "apple"),
        (9, "config.no_key", "^X"),
    ]
