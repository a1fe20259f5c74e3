"""Reading a command line: what it may say, and what is said when it says something else."""

import pytest

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.parser import UsageError, read
from reader.locale.translator import Translator


def parsed(*argv):
    return read(argv, COMMANDS, EVERYWHERE)


def test_command_line_without_words_opens_the_reader():
    assert parsed()[0] is None
    command, arguments = parsed("--config", "x", "--lang=ar")
    assert command is None
    assert (arguments.text("--config"), arguments.text("--lang")) == ("x", "ar")


def test_options_stand_anywhere_and_in_both_spellings():
    command, arguments = parsed(
        "--library", "l", "list", "--limit=٣", "--source", "a", "--unread", "--source=b", "-n5"
    )
    assert command.name == "list"
    assert arguments.number("--limit", 50) == 5
    assert arguments.texts("--source") == ("a", "b")
    assert arguments.on("--unread")
    assert not arguments.on("--saved")
    assert arguments.text("--library") == "l"


def test_command_inside_another():
    assert parsed("sources")[0].name == "sources"
    command, arguments = parsed("sources", "--name", "add", "add", "http://x/")
    assert command.name == "sources add"
    assert (arguments.text("--name"), arguments.operands) == ("add", ["http://x/"])


def test_dash_before_an_arabic_word_is_a_word_that_a_search_excludes():
    assert parsed("search", "بغداد", "-رياضة")[1].operands == ["بغداد", "-رياضة"]


def test_options_after_two_dashes_are_operands():
    assert parsed("search", "--", "--json", "-x")[1].operands == ["--json", "-x"]
    assert parsed("show", "-3")[1].operands == ["-3"]
    assert parsed("text", "-")[1].operands == ["-"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["lst"], "did you mean list"),
        (["frobnicate"], "no command 'frobnicate'"),
        (["list", "--unred"], "did you mean --unread"),
        (["list", "-z"], "no option -z"),
        (["list", "--unread=yes"], "no option --unread=yes"),
        (["list", "--limit"], "--limit needs N"),
        (["list", "--limit", "many"], "whole number"),
        (["list", "--limit=-1"], "whole number"),
        (["list", "extra"], "does not take 'extra'"),
        (["show"], "show needs ITEM"),
        (["show", "1", "2"], "does not take '2'"),
        (["search"], "needs QUERY"),
        (["export", "--format", "doc"], "one of md | html"),
        (["--lang", "fr"], "one of ar | en"),
    ],
)
def test_wrong_command_line_is_explained_in_every_language(argv, words):
    with pytest.raises(UsageError) as caught:
        parsed(*argv)
    assert words in str(caught.value)
    for language in ("ar", "ckb"):
        told = Translator(language).sentence(caught.value)
        assert any("\u0600" <= char <= "\u06ff" for char in told)


def test_help_needs_nothing_else():
    assert parsed("show", "--help")[0].name == "show"
    assert parsed("-h")[1].on("--help")


def test_table_is_complete():
    for command in COMMANDS:
        assert command.summary
        assert command.examples
        assert all(example.startswith(("khabar ", "git ")) for example, _ in command.examples)
        if any(option.name == "--json" for option in command.options):
            assert command.fields
        for option in command.options:
            assert option.summary


def test_examples_of_commands_are_parsed():
    import shlex

    for command in COMMANDS:
        for example, _ in command.examples:
            words = shlex.split(example.split("|")[-1 if example.startswith("git") else 0].split(">")[0])
            found, _ = parsed(*words[1:])
            assert found is command
