"""Every word of the interface is there in every language; numbers and times are said as people say them."""

import ast
import re
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from tui import news

import reader.locale.translator
import reader.tui
from reader.locale.translator import LANGUAGES, Strings, plural
from reader.tui.key_bindings import GROUPS
from reader.tui.stylesheets import themes

PHRASES = {language: import_module(f"reader.locale.{language}").PHRASES for language in LANGUAGES}
FORMS = ("one", "two", "few", "many", "other")


def stem(key):
    """The key of a phrase without the form of its number."""
    head, _, form = key.rpartition(".")
    return head if form in FORMS else key


def placeholders(phrase):
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def keys_in_code():
    """Keys named in the code, and the beginnings of those that are put together."""
    families = {key.split(".")[0] for key in PHRASES["ar"]}
    whole, begun = set(), set()
    translator = Path(reader.locale.translator.__file__)
    for path in (translator, *Path(reader.tui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0]
                if isinstance(first, ast.Constant) and first.value.split(".")[0] in families:
                    begun.add(first.value)
            elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]*[a-z]", str(node.value)):
                whole |= {node.value} if node.value.split(".")[0] in families else set()
    return whole, {each for each in begun if "." in each}


def families():
    """Keys that the code puts together."""
    from reader.core.export import FORMATS
    from reader.tui.list_rows import GROUPINGS
    from reader.tui.reading.screen import _HINTS

    yield from (f"hint.{action}" for _, action in _HINTS)
    yield from (f"theme.{theme.name}" for theme in themes())
    yield from (f"format.{each}" for each in FORMATS)
    yield from (f"keys.{group}" for group in GROUPS)
    yield from (f"key.{name}" for names in GROUPS.values() for name in names)
    yield from (f"said.grouped_{each or 'none'}" for each in GROUPINGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_the_code_asks_for_is_there(language):
    there = {stem(key) for key in PHRASES[language]}
    assert (keys_in_code()[0] | set(families())) - there == set()


def test_every_phrase_there_is_asked_for():
    whole, begun = keys_in_code()
    asked = whole | set(families())
    unasked = {stem(key) for key in PHRASES["ar"]} - asked
    assert {key for key in unasked if not any(key.startswith(each) for each in begun)} == set()


def test_the_languages_say_the_same():
    stems = {language: {stem(key) for key in phrases} for language, phrases in PHRASES.items()}
    assert stems["ar"] == stems["en"] == stems["ckb"]


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_phrases_have_the_same_blanks(language):
    def blanks(phrases):
        found = {}
        for key, phrase in phrases.items():
            found.setdefault(stem(key), set()).update(placeholders(phrase) - {"n"})
        return found

    assert blanks(PHRASES[language]) == blanks(PHRASES["ar"])


@pytest.mark.parametrize(
    ("language", "forms"), [("ar", set(FORMS)), ("en", {"one", "other"}), ("ckb", {"one", "other"})]
)
def test_counted_phrases_have_every_form(language, forms):
    counted = {}
    for key in PHRASES[language]:
        if stem(key) != key:
            counted.setdefault(stem(key), set()).add(key.rpartition(".")[2])
    assert counted
    assert {key: found for key, found in counted.items() if found != forms} == {}


def test_no_phrase_is_left_in_another_language():
    def words(phrase):
        return re.sub(r"\{\w+\}", "", phrase)

    arabic = re.compile("[\u0600-\u06ff]")
    for key, phrase in PHRASES["en"].items():
        assert not arabic.search(words(phrase)) or key == "key.digits", key
    for language in ("ar", "ckb"):
        for key, phrase in PHRASES[language].items():
            foreign = re.search("[a-z]{4}", words(phrase)) and not arabic.search(phrase)
            assert not foreign or key == "format.md", key


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_days(language):
    module = import_module(f"reader.locale.{language}")
    assert len(set(module.MONTHS)) == 12
    assert len(set(module.DAYS)) == 7


@pytest.mark.parametrize(
    ("n", "form"),
    [
        *[(1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other")],
        *[(102, "other"), (103, "few"), (111, "many"), (0, "other")],
    ],
)
def test_arabic_counts_in_six_ways(n, form):
    assert plural("ar", n) == form  # CLDR 44, ar


@pytest.mark.parametrize(
    ("minutes", "arabic", "english"),
    [
        (0, "الآن", "just now"),
        (1, "قبل دقيقة", "1 minute ago"),
        (2, "قبل دقيقتين", "2 minutes ago"),
        (5, "قبل 5 دقائق", "5 minutes ago"),
        (11, "قبل 11 دقيقة", "11 minutes ago"),
        (59, "قبل 59 دقيقة", "59 minutes ago"),
        (60, "قبل ساعة", "1 hour ago"),
        (3 * 60, "قبل 3 ساعات", "3 hours ago"),
        (24 * 60, "قبل يوم", "yesterday"),
        (6 * 24 * 60, "قبل 6 أيام", "6 days ago"),
        (8 * 24 * 60, "16 تشرين الثاني 2026", "16 November 2026"),
    ],
)
def test_ages(minutes, arabic, english):
    then = news.NOW - timedelta(minutes=minutes)
    assert Strings("ar").age(then, news.NOW) == arabic
    assert Strings("en").age(then, news.NOW) == english


def test_a_clock_that_is_ahead_is_now():
    assert Strings("en").age(news.NOW + timedelta(minutes=90), news.NOW) == "just now"


def test_days_change_at_midnight_in_baghdad():
    strings = Strings("ar")
    evening, past_midnight = (datetime(2026, 11, day, 20, 59).astimezone() for day in (23, 24))
    assert strings.day(past_midnight, news.NOW) == "اليوم"
    assert strings.day(evening, news.NOW) == "أمس"
    assert strings.day(evening - timedelta(days=1), news.NOW) == "الأحد 22 تشرين الثاني 2026"


def test_stamp_is_local_and_as_agencies_write_it():
    assert Strings("ar").stamp(news.NOW) == "24-11-2026, 15:30"
    assert Strings("ar", "arab").stamp(news.NOW) == "٢٤-١١-٢٠٢٦, ١٥:٣٠"
    no_zone = news.NOW.replace(tzinfo=None)
    assert Strings("ar").stamp(no_zone) == "24-11-2026, 12:30", "left as the newsroom wrote it"
    assert Strings("ar").stamp(None) == ""


def test_since_when():
    strings = Strings("en")
    assert strings.since(news.NOW - timedelta(hours=2), news.NOW) == "13:30"
    assert strings.since(news.NOW - timedelta(days=2), news.NOW) == "22-11-2026, 15:30"
    assert strings.since(None, news.NOW) == "the beginning"


def test_digits_of_every_phrase_are_those_chosen():
    assert Strings("ar", "arab")("said.found", n=12) == "١٢ موضعًا — n و N للتنقل بينها"
    assert Strings("ar", "latn")("said.found", n=12) == "12 موضعًا — n و N للتنقل بينها"


def test_what_is_filled_in_is_never_a_pattern():
    assert Strings("en")("said.saved", title="{n} {title} %s") == "Saved: {n} {title} %s"


def test_an_unknown_language_is_arabic():
    assert Strings("xx").rtl
    assert Strings("xx").language == "ar"


def test_a_phrase_that_is_not_there_is_a_mistake():
    with pytest.raises(KeyError):
        Strings("ar")("said.nonsense")


def test_errors_speak_the_language_of_the_interface():
    from reader.sources.errors import FetchError

    error = FetchError("It refuses.", "يرفض.")
    assert Strings("ar").sentence(error) == "يرفض."
    assert Strings("en").sentence(error) == "It refuses."


def test_pages_saved_by_hand_have_a_name_in_each_language():

    from reader.model import Headline

    followed = Headline(1, "news", "وكالة", "عنوان")
    for language in LANGUAGES:
        strings = Strings(language)
        assert strings.source(followed) == "وكالة"
        assert strings.source(followed._replace(source="saved", source_name="saved")) not in ("", "saved")
