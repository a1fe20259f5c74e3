"""The catalogues are complete in every language and hold nothing that is not used."""

import ast
import re
from importlib import import_module
from inspect import signature
from pathlib import Path
from string import Formatter

import pytest

import reader
from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.config.schema import OPTIONS
from reader.locale.message import SENTENCES, VERBATIM
from reader.locale.translator import LANGUAGES
from reader.tui.key_bindings import FOOT, GROUPS
from reader.tui.stylesheets import themes
from reader.tui.widgets.definition_list import DefinitionList
from reader.typeset import layout

PHRASES = {language: import_module(f"reader.locale.{language}").PHRASES for language in LANGUAGES}
FORMS = ("one", "two", "few", "many", "other")


def stem(key):
    """The key of a phrase without the form of its number."""
    head, _, form = key.rpartition(".")
    return head if form in FORMS else key


def placeholders(phrase):
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


LOOKUPS = {"_text", "Message", "strings", "say", "tell", "translate", "translator"}
"""Names of what is called with a key."""


def modules():
    for path in Path(reader.__file__).parent.rglob("*.py"):
        if path.stem not in LANGUAGES:
            yield ast.parse(path.read_text("utf-8"))


def keys_asked_for():
    """Keys that the code passes to a translator or makes a message of."""
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in LOOKUPS and "." in str(node.args[0].value):
                    yield node.args[0].value


def keys_named():
    """Texts in the code that may be keys, and patterns of those that are put together."""
    whole, made = {VERBATIM, SENTENCES}, set()
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0]
                if isinstance(first, ast.Constant) and "." in first.value:
                    parts = (re.escape(each.value) if isinstance(each, ast.Constant) else "[^.]+"
                             for each in node.values)  # fmt: skip
                    made.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, made


def families():
    """Keys that the code puts together."""
    from reader.core.export import FORMATS
    from reader.tui.list_rows import GROUPINGS

    yield from (f"hint.{action}" for actions in FOOT.values() for action in actions)
    yield from (f"theme.{theme.name}" for theme in themes())
    yield from (f"format.{each}" for each in FORMATS)
    yield from (f"setting.{option.path}" for option in OPTIONS)
    yield from (f"keys.{group}" for group in GROUPS)
    yield from (f"key.{name}" for names in GROUPS.values() for name in names)
    yield from (f"said.grouped_{each or 'none'}" for each in GROUPINGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_in_code_is_in_every_catalogue(language):
    there = {stem(key) for key in PHRASES[language]}
    assert (set(keys_asked_for()) | set(families())) - there == set()


def test_key_in_the_table_of_commands_is_in_every_catalogue():
    named = [key for each in (*EVERYWHERE, *COMMANDS) for key in (each.summary,)]
    for command in COMMANDS:
        named += [option.summary for option in command.options]
        named += [key for _, key in (*command.examples, *command.fields)]
        named += [command.more] if command.more else []
    for language in LANGUAGES:
        assert set(named) - set(PHRASES[language]) == set()


def test_key_of_a_catalogue_is_used():
    whole, made = keys_named()
    unused = {stem(key) for key in PHRASES["ar"]} - whole - set(families())
    assert {key for key in unused if not any(re.fullmatch(each, key) for each in made)} == set()


def test_catalogues_have_the_same_keys():
    stems = {language: {stem(key) for key in phrases} for language, phrases in PHRASES.items()}
    assert stems["ar"] == stems["en"] == stems["ckb"]


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_texts_have_the_same_placeholders(language):
    def blanks(phrases):
        found = {}
        for key, phrase in phrases.items():
            found.setdefault(stem(key), set()).update(placeholders(phrase) - {"n"})
        return found

    assert blanks(PHRASES[language]) == blanks(PHRASES["ar"])


@pytest.mark.parametrize(
    ("language", "forms"), [("ar", set(FORMS)), ("en", {"one", "other"}), ("ckb", {"one", "other"})]
)
def test_counted_texts_have_every_plural_form(language, forms):
    counted = {}
    for key in PHRASES[language]:
        if stem(key) != key:
            counted.setdefault(stem(key), set()).add(key.rpartition(".")[2])
    assert counted
    assert {key: found for key, found in counted.items() if found != forms} == {}


ARABIC_IN_ENGLISH = {"key.digits", "option.list.since", "example.search.word"}
"""English texts that show what may be typed, or digits."""


def test_texts_are_in_the_language_of_their_catalogue():
    def words(phrase):
        return re.sub(r"\{\w+\}", "", phrase)

    arabic = re.compile("[\u0600-\u06ff]")
    for key, phrase in PHRASES["en"].items():
        assert not arabic.search(words(phrase)) or key in ARABIC_IN_ENGLISH, key
    for language in ("ar", "ckb"):
        for key, phrase in PHRASES[language].items():
            foreign = re.search("[a-z]{4}", words(phrase)) and not arabic.search(phrase)
            assert not foreign or key == "format.md", key


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_on_the_card_of_a_source_fit_their_column(language):
    column = signature(DefinitionList).parameters["column"].default
    names = [phrase for key, phrase in PHRASES[language].items() if key.startswith("card.")]
    assert names
    assert [name for name in names if len(layout(name, column)) > 1] == []


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_placeholder_next_to_latin_text_or_signs_is_isolated(language):
    """A number or a name beside a sign or a Latin word would change places with it (UAX #9)."""
    harmless = re.compile(r"[\s\u0600-\u06ff«»():;.—·…]?")
    for key, text in PHRASES[language].items():
        outside = re.sub("\u2068[^\u2069]*\u2069", "", text)
        for found in re.finditer(r"\{\w+\}", outside):
            beside = outside[: found.start()][-1:], outside[found.end() :][:1]
            assert all(map(harmless.fullmatch, beside)), f"{key}: {text}"


def test_tanwin_stands_before_the_alef():
    assert [key for key, text in PHRASES["ar"].items() if "\u0627\u064b" in text] == []
