import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import store
from reader.store import fold, fold_map
from reader.text.normalize import (
    comparison_key,
    is_mark,
    joined_words,
    spaced,
    spaced_each,
    spaced_map,
    words,
)

SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x750, max_codepoint=0x77F),
        st.characters(min_codepoint=0x8A0, max_codepoint=0x8FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.characters(min_codepoint=0x590, max_codepoint=0x5FF),
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.sampled_from("\u200c\u200d\u200e\u202b\u2066\u2069\u00ad \u0640"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("الْعِرَاقُ", "العراق"),
        ("العـــراق", "العراق"),
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("آذار", "اذار"),
        ("ٱلله", "الله"),
        ("على", "علي"),
        ("علی", "علي"),
        ("مدرسة", "مدرسه"),
        ("کتاب", "كتاب"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("الرحمٰن", "الرحمن"),
        ("ڵ ێ ۆ ڕ ە", "ل ي و ر ه"),
        ("پارلەمانی کوردستان", "پارلهماني كوردستان"),
        ("ہے", "هي"),
        ("ھند", "هند"),
        ("ڤيروس", "فيروس"),
        ("میں", "مين"),
        ("می‌خواهم", "ميخواهم"),
        ("١٢٣ ۴۵۶ 789 ０１", "123 456 789 01"),
        ("ﷲ", "الله"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ﻻ", "لا"),
        ("Éléphant ÇİĞ STRASSE Straße", "elephant cig strasse strasse"),
        ("Йод Ёлка", "иод елка"),
        ("שָׁלוֹם", "שלומ"),
        ("\u202bعاجل\u202c\u200f", "عاجل"),
        ("هيأة\u00adالنزاهة", "هياهالنزاهه"),
        ("٪٥٫٥", "%5.5"),
    ],
)
def test_fold_of_equal_spellings_is_equal(written, same):
    assert fold(written) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("گاز", "غاز"),
        ("چاي", "جاي"),
        ("پرس", "برس"),
        ("ژاله", "زاله"),
        ("ماء", "ما"),
        ("سماء", "سما"),
        ("ٹ", "ت"),
    ],
)
def test_fold_of_different_words_differs(one, other):
    assert fold(one) != fold(other)


def test_vowel_signs_that_are_letters_stay():
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("ދިވެހި") == "ދިވެހި"


@given(SCRIPTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(SCRIPTS, SCRIPTS)
def test_characters_fold_by_themselves(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(SCRIPTS)
def test_map_leads_back(text):
    folded, origin = fold_map(text)
    assert folded == fold(text)
    assert len(origin) == len(folded)
    assert origin == sorted(origin)
    for char, index in zip(folded, origin, strict=True):
        assert char in fold(text[index])


@given(SCRIPTS)
def test_canonical_equivalents_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(SCRIPTS)
def test_words_are_runs_of_letters_and_digits(text):
    folded = fold(text.replace("\u200c", " "))
    expected = "".join(c if c.isalnum() else " " for c in folded).split()
    assert words(text) == expected
    assert all(word.isalnum() for word in words(text))


@given(SCRIPTS)
def test_spaced_map_leads_back(text):
    folded, origin = spaced_map(text)
    assert folded == spaced(text)
    assert len(origin) == len(folded)
    for char, index in zip(folded, origin, strict=True):
        assert char in spaced(text[index])


@pytest.mark.whole
def test_fold_of_every_character_is_idempotent():
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        assert fold(fold(char)) == fold(char), hex(code)
        if not 0xD800 <= code < 0xE000:
            for form in ("NFC", "NFD"):
                assert fold(unicodedata.normalize(form, char)) == fold(char), hex(code)
            assert words(char) == "".join(c if c.isalnum() else " " for c in fold(char)).split(), hex(code)


def test_zwnj_parts_and_the_whole():
    assert words("می‌خواهم") == ["مي", "خواهم"]
    assert joined_words("او می‌خواهم کتاب‌ها را") == ["ميخواهم", "كتابها"]
    assert joined_words("بغداد") == []


def test_mark_of_each_kind_is_a_mark():
    assert all(map(is_mark, "\u064e\u0651\u0640\u200c\u0670"))
    assert not any(map(is_mark, "اa1 ,"))


def test_fold_of_empty_text_is_empty():
    assert fold("") == ""
    assert fold_map("") == ("", [])


def test_folding_a_word_opens_no_database():
    code = "import reader.store, sys; reader.store.fold('x'); sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_store_package_lists_its_public_names():
    assert {"Library", "fold", "hits", "repair"} <= set(dir(store))
    assert all(getattr(store, name) for name in store.__all__)
    with pytest.raises(AttributeError):
        store.nothing  # noqa: B018


@given(st.lists(st.one_of(SCRIPTS, st.text(st.sampled_from("\r\n\u2028\u200cأإ ألمحمدى۱٢a")))))
def test_spaced_each_equals_spaced_of_each(texts):
    assert spaced_each(texts) == [spaced(text) for text in texts]


def test_comparison_key_of_two_spellings_is_equal():
    assert comparison_key("«إفتتاحُ» الجِسر، ٢٠٢٦!") == comparison_key("افتتاح الجسر 2026") == "افتتاحالجسر2026"
    assert comparison_key("جسر") != comparison_key("جسور")
