"""Joining against ArabicShaping.txt, and what happens to words people write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import shape
from reader.typeset.joining import JOINING, presentation_forms

BEH, BEH_INITIAL, BEH_FINAL, BEH_MEDIAL = "ب", "\ufe91", "\ufe90", "\ufe92"
ARABIC = st.text(
    alphabet="ابتجسلأإآكهويىةءڵێەڕۆپچژگکیےہۂ \u064e\u0651\u0640\u200c\u200d(a1\u200f", max_size=24
)


def joining_types(shared):
    with open(shared / "unicode/ArabicShaping.txt", encoding="utf-8") as lines:
        for line in lines:
            if line := line.partition("#")[0].strip():
                code, _, kind, _ = (field.strip() for field in line.split(";"))
                yield chr(int(code, 16)), kind


def test_letters_join_by_their_joining_type(shared):
    wrong = []
    for letter, kind in joining_types(shared):
        before = shape(BEH + letter)[0]
        after = shape(letter + BEH)[1]
        through = shape(BEH + letter + BEH)
        expected = {
            "R": (BEH_INITIAL, BEH, BEH_INITIAL, BEH),
            "L": (BEH, BEH_FINAL, BEH, BEH_FINAL),
            "D": (BEH_INITIAL, BEH_FINAL, BEH_INITIAL, BEH_FINAL),
            "C": (BEH_INITIAL, BEH_FINAL, BEH_INITIAL, BEH_FINAL),
            "U": (BEH, BEH, BEH, BEH),
            "T": (BEH, BEH, BEH_INITIAL, BEH_FINAL),
        }[kind]
        isolated = {BEH: "\ufe8f"}
        if (before, after, through[0], through[-1]) != tuple(isolated.get(form, form) for form in expected):
            wrong.append((f"{ord(letter):X}", kind))
    assert wrong == []


def test_marks_are_transparent():
    assert all(JOINING[ord(mark)] == "T" for mark in "\u064e\u0651\u0301\u05b0\u034f\u200b\u00ad\ufe0f\u061c")
    assert JOINING[0x200C] == "U"
    assert JOINING[0x200D] == "C"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("خبر", ["\ufea7", "\ufe92", "\ufeae"]),
        ("لا", ["\ufefb", ""]),
        ("بلا", ["\ufe91", "\ufefc", ""]),
        ("لَا", ["\ufefb", "\u064e", ""]),
        ("لأ", ["\ufef7", ""]),
        ("لإ", ["\ufef9", ""]),
        ("لآ", ["\ufef5", ""]),
        ("ل\u200cا", ["\ufedd", "\u200c", "\ufe8d"]),
        ("ه\u200d لا", ["\ufeeb", "\u200d", " ", "\ufefb", ""]),
        ("الله", ["\ufe8d", "\ufedf", "\ufee0", "\ufeea"]),
        ("لـا", ["\ufedf", "\u0640", "\ufe8e"]),
        ("مُحَمَّد", ["\ufee3", "\u064f", "\ufea4", "\u064e", "\ufee4", "\u064e", "\u0651", "\ufeaa"]),
        ("می\u200cخواهم", ["\ufee3", "\ufbfd", "\u200c", "\ufea7", "\ufeee", "\ufe8d", "\ufeeb", "\ufee2"]),
        ("کوردی", ["\ufb90", "\ufeee", "\ufead", "\ufea9", "\ufbfc"]),
        ("گەڵ", ["\ufb94", "\ufeea", "\ufedd\u065a"]),
        ("دڵێ", ["\ufea9", "\ufedf\u065a", "\ufbfd\u065a"]),
        ("گەڕ", ["\ufb94", "\ufeea", "\u0695"]),
        ("بڕۆ", ["\ufe91", "\u0695", "\ufbd9"]),
        ("ہے", ["\ufba8", "\ufbaf"]),
        ("ںب", ["\u06ba", "\ufe90"]),
        ("ءب", ["\ufe80", "\ufe8f"]),
        ("abc", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_shape_of_words_joins_their_letters(word, shown):
    assert shape(word) == shown


@given(ARABIC)
def test_shape_gives_each_character_a_form_but_absorbed_alefs(text):
    shown = shape(text)
    assert len(shown) == len(text)
    for i, (character, glyph) in enumerate(zip(text, shown, strict=True)):
        if not glyph:
            assert character in "اأإآ"
            assert "ل" in text[:i]
        elif glyph != character:
            parts = unicodedata.normalize("NFKD", glyph)
            expected = unicodedata.normalize("NFKD", character)
            lookalike = {"ە": "ه", "ڵ": "ل\u065a", "ێ": "ی\u065a"}
            assert parts.startswith(lookalike.get(character, expected))


@given(ARABIC, ARABIC)
def test_shape_depends_on_adjacent_letters_only(one, other):
    """Only the last joining letter, and what is transparent after it, may change when more text follows."""
    alone, together = shape(one), shape(one + other)
    touched = len(one)
    while touched and JOINING[ord(one[touched - 1])] == "T":
        touched -= 1
    assert together[: max(0, touched - 1)] == alone[: max(0, touched - 1)]


def test_arabic_reshaper_has_the_same_forms():
    from arabic_reshaper.letters import LETTERS_ARABIC

    isolated_initial_medial_final = {
        letter: tuple(row) for letter, row in LETTERS_ARABIC.items() if letter not in "\u0640\u200d"
    }
    ours = {
        letter: (isolated, initial, medial, final)
        for letter, (isolated, final, initial, medial) in presentation_forms().items()
    }
    assert ours == isolated_initial_medial_final


@given(st.text(alphabet="ابتجسلأإآكهويىةءپچژگکی ", max_size=20))
def test_arabic_reshaper_agrees_on_plain_words(text):
    from arabic_reshaper import ArabicReshaper

    reshaper = ArabicReshaper(
        {"delete_harakat": False, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False}
    )
    assert "".join(shape(text)) == reshaper.reshape(text)


@pytest.mark.parametrize(
    ("code", "joining"),
    [
        (0x088F, "D"),
        (0x10EC2, "R"),
        (0x10EC3, "D"),
        (0x10EC7, "D"),
        (0x0897, "T"),
        (0x10EFA, "T"),
        (0x1E5EE, "T"),
    ],
)
def test_joining_types_of_unicode_16_and_17_are_known_to_any_python(code, joining):
    assert JOINING[code] == joining
