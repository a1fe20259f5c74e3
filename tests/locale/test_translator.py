"""Messages become sentences; numbers and times read as people say them."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from tui import news

from reader.locale.catalogue import Catalogue, plural
from reader.locale.message import LocalizedError, Message
from reader.locale.translator import LANGUAGES, Translator


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
def test_age_of_a_moment_is_in_words(minutes, arabic, english):
    then = news.NOW - timedelta(minutes=minutes)
    assert Translator("ar").age(then, news.NOW) == arabic
    assert Translator("en").age(then, news.NOW) == english


def test_clock_that_is_ahead_is_now():
    assert Translator("en").age(news.NOW + timedelta(minutes=90), news.NOW) == "just now"


def test_days_change_at_midnight_in_baghdad():
    strings = Translator("ar")
    evening, past_midnight = (datetime(2026, 11, day, 20, 59).astimezone() for day in (23, 24))
    assert strings.day(past_midnight, news.NOW) == "اليوم"
    assert strings.day(evening, news.NOW) == "أمس"
    assert strings.day(evening - timedelta(days=1), news.NOW) == "الأحد 22 تشرين الثاني 2026"


def test_stamp_is_local_in_the_notation_of_agencies():
    assert Translator("ar").stamp(news.NOW) == "24-11-2026، 15:30"
    assert Translator("ar", "arab").stamp(news.NOW) == "٢٤-١١-٢٠٢٦، ١٥:٣٠"
    no_zone = news.NOW.replace(tzinfo=None)
    assert Translator("ar").stamp(no_zone) == "24-11-2026، 12:30", "left as the newsroom wrote it"
    assert Translator("ar").stamp(None) == ""


def test_since_of_a_moment_is_a_time_or_date():
    strings = Translator("en")
    assert strings.since(news.NOW - timedelta(hours=2), news.NOW) == "13:30"
    assert strings.since(news.NOW - timedelta(days=2), news.NOW) == "22-11-2026, 15:30"
    assert strings.since(None, news.NOW) == "the beginning"


def test_digits_of_every_phrase_are_those_chosen():
    assert Translator("ar", "arab")("said.found", n=12) == "١٢ موضعًا — n و N للتنقل بينها"
    assert Translator("ar", "latn")("said.found", n=12) == "12 موضعًا — n و N للتنقل بينها"


def test_argument_with_braces_is_filled_in_verbatim():
    assert Translator("en")("said.saved", title="{n} {title} %s") == "Saved: {n} {title} %s"


def test_unknown_language_is_arabic():
    assert Translator("xx").rtl
    assert Translator("xx").language == "ar"


def test_phrase_that_is_not_there_is_a_mistake():
    with pytest.raises(KeyError):
        Translator("ar")("said.nonsense")


def test_sentence_of_a_localized_error_is_in_the_language_of_the_interface():
    error = LocalizedError(Message("said.undone"))
    assert {language: Translator(language).sentence(error) for language in LANGUAGES} == {
        language: Translator(language)("said.undone") for language in LANGUAGES
    }
    assert str(error) == Translator("en")("said.undone")


def test_right_to_left_name_inside_an_english_sentence_is_isolated():
    message = Message("said.source_failed", name="صدى دجلة", why=Message("fetch.refused", host="127.0.0.1"))
    assert str(Translator("en")(message)).startswith("\u2068صدى دجلة\u2069: 127.0.0.1")
    assert str(message).startswith("صدى دجلة: 127.0.0.1"), "logs and data have none"


def test_name_inside_a_right_to_left_sentence_is_isolated():
    assert Translator("ar")("said.left", name="BBC (عربي)") == "لم يعد متابَعًا: \u2068BBC (عربي)\u2069"
    assert Translator("ckb")("said.left", name="BBC").count("\u2068BBC\u2069") == 1
    assert "\u2068" not in Translator("ar")("said.left", name="بغداد اليوم"), "it reads the same without"
    assert "\u2068" not in Translator("en")("said.left", name="BBC")


def test_address_keeps_its_digits_where_numbers_are_arabic():
    translator = Translator("ar", "arab")
    assert translator("said.exported", path="/tmp/2026/1.txt").endswith("\u2068/tmp/2026/1.txt\u2069")
    assert translator(Message("said.piped", code=12)) == "انتهى الأمر برمز الخروج ١٢"
    assert Catalogue("ar", "arab").number(12345) == "١٢٬٣٤٥"
    assert Catalogue("en").number(12345) == "12,345"
    assert Catalogue("en").number(2026) == "2026"


def test_list_of_names_is_separated_as_the_language_does():
    names = ("a", "b")
    assert Translator("ar")("said.exported", path=names).endswith("\u2068a\u2069، \u2068b\u2069")
    assert Translator("en")("said.exported", path=names).endswith("a, b")


def test_messages_inside_a_message_are_translated_too():
    why = Message("said.undone")
    both = Message.join([why, Message("said.no_more")])
    assert Translator("ar")("said.source_failed", name="أ", why=why) == "أ: أُعيد كما كان"
    assert Translator("ar")(both) == "أُعيد كما كان لا أخبار أخرى غير مقروءة"
    assert Message.join([why]) == why
    assert Message.join([]) is None


def test_message_with_an_unknown_key_shows_key_and_arguments():
    assert Translator("en")(Message("gone.key", host="example.org", n=3)) == "gone.key example.org 3"
    assert Translator("en")(Message("said.exported")) == "said.exported"
