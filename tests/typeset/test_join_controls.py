"""Konsole joins letters again: with join controls it must come to the forms that were chosen."""

import ctypes
import ctypes.util
import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import layout
from reader.typeset.join_controls import ZWJ, ZWNJ, keep_joins
from reader.typeset.terminal_order import Order, arrange
from reader.typeset.terminal_profiles import decide

TAGS = ("<isolated>", "<final>", "<initial>", "<medial>")
LETTERS = {
    "ckb": "هەولێر کۆبوونەوە دەوڵەت گوڵ ڕۆژنامە نوێ پێشمەرگە سەرۆکایەتیی ئەنجومەنی لێدوان هەڵبژاردن ڤیان",
    "fa": "می‌گویند خانه‌ام نمی‌خواهم کتاب‌های گفته‌اند پژوهشگاه چه‌طور آینده‌نگری به‌ویژه",
    "ar": "قال المتحدث باسم الحكومة مُحَمَّدٌ لا إلّا الآن شيء مسؤول لأن على ـهـ",
    "ur": "وہ کہتے ہیں ٹھیک ہے پڑھنے والے کی ڈاک رہنمائی ۂ",
    "ps": "ښوونځی ژوند لوستل کېږي پښتو",
    "ug": "ئۇيغۇرچە ئۆيدە ېرى",
}
# What ICU 72 ushape.cpp does with letters, probed one by one.
SINGLE = (
    "\u0620\u0621\u063b\u063c\u063d\u063e\u063f\u066e\u066f\u0674\u06d5\u06ee\u06ef\u06fa\u06fb\u06fc\u06ff"
)
RIGHT = (
    "\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649\u0671\u0672\u0673\u0675\u0676\u0677"
    "\u0688\u0689\u068a\u068b\u068c\u068d\u068e\u068f\u0690\u0691\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699"
    "\u06ba\u06c0\u06c2\u06c3\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06d2\u06d3"
)
TRANSPARENT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0670"


def sides(character):
    """Return whether ICU joins a character to what stands before it and after it; None passes a join over."""
    if character in TRANSPARENT:
        return None
    if character == ZWJ:
        return True, True
    letter = base_of(character)
    if len(letter) > 1 or letter in RIGHT:  # lam-alef
        return True, False
    is_letter = unicodedata.category(letter) in ("Lo", "Lm")
    dual = "\u0626" <= letter <= "\u06d3" and is_letter and letter not in SINGLE
    return (True, True) if dual else (False, False)


@cache
def base_of(character):
    tag, _, letters = unicodedata.decomposition(character).partition(" ")
    return "".join(chr(int(code, 16)) for code in letters.split()) if tag in TAGS else character


def is_letter(character):
    """Return whether a character is a letter, and not a mark or the form of one on a space."""
    return unicodedata.category(character) in ("Lo", "Lm") and not "\ufe70" <= character <= "\ufe7f"


def konsole(text):
    """Return (letter, joined before, joined after) for each letter of a stretch, as Konsole draws it."""
    visible = [character for character in text if sides(character) is not None]
    drawn = []
    for place, character in enumerate(visible):
        before = sides(visible[place - 1])[1] if place else False
        after = sides(visible[place + 1])[0] if place + 1 < len(visible) else False
        to_before, to_after = sides(character)
        if is_letter(character):
            drawn.append((base_of(character), to_before and before, to_after and after))
    return drawn


def meant(cells):
    """Return the same for cells in logical order; None where Unicode has no form to compare."""
    found = []
    for cell in filter(lambda cell: is_letter(cell[0]), cells):
        tag = unicodedata.decomposition(cell[0]).partition(" ")[0]
        form = TAGS.index(tag) if tag in TAGS else None
        found.append(
            (base_of(cell[0]), form is not None and bool(form & 1), form is not None and form >= 2, form)
        )
    return found


def stretches(text):
    """Yield the stretches of letters of a text, as cells in logical order."""
    for line in layout(text, 4 * len(text) + 4, base=1):
        stretch = []
        for cell in reversed(line.cells):
            if unicodedata.bidirectional(cell.text[0]) == "AL":
                stretch.append(cell.text)
            elif stretch:
                yield stretch
                stretch = []
        if stretch:
            yield stretch


def differences(stretch):
    """Return the letters of a stretch that Konsole would draw in another form than was meant."""
    drawn = konsole("".join(keep_joins(stretch)))
    wanted = meant(stretch)
    assert [letter for letter, *_ in drawn] == [letter for letter, *_ in wanted]
    return [
        (got, want)
        for got, want in zip(drawn, wanted, strict=True)
        if want[3] is not None and got[1:] != want[1:3] and want[0] != "\u0649"
    ]


@pytest.mark.parametrize("language", LETTERS)
def test_keep_joins_words_of_a_language_are_drawn_in_the_forms_meant(language):
    wrong = {"".join(each): differences(each) for each in stretches(LETTERS[language]) if differences(each)}
    assert wrong == {}


@pytest.mark.whole
def test_keep_joins_words_of_the_corpus_are_drawn_in_the_forms_meant(shared):
    paths = [path for path in (shared / "corpus/text").iterdir() if path.suffix == ".txt"]
    words = {word for path in paths for word in path.read_text("utf-8", "replace").split()}
    wrong = {word for word in words if any(differences(each) for each in stretches(word))}
    assert len(words) > 1000
    assert wrong == set()


ALPHABET = "هەێولکۆڕبنیمگخاد‌ڵۂشتلءىـٚ\u064e\u0651\u065a\u0670ۀݐ"


@given(st.text(ALPHABET, max_size=8))
def test_keep_joins_any_letters_are_drawn_in_the_forms_meant(text):
    for stretch in stretches(text):
        assert differences(stretch) == []


def test_keep_joins_of_arabic_alone_adds_nothing():
    for stretch in stretches("قال المتحدث باسم الحكومة مُحَمَّدٌ لا إلّا الآن شيء"):
        assert keep_joins(stretch) == stretch


def test_keep_joins_ends_a_join_where_zwnj_was_and_after_ae():
    assert keep_joins(["\ufee3", "\ufbfd", "\ufb94"]) == ["\ufee3", "\ufbfd" + ZWNJ, "\ufb94"]
    assert keep_joins(["\ufeeb", "\ufeea", "\ufeed"]) == ["\ufeeb", "\ufeea" + ZWNJ, "\ufeed"]


def test_keep_joins_leads_a_join_past_the_small_v():
    assert keep_joins(["\ufbff\u065a", "\ufeae"]) == ["\ufbff" + ZWJ + "\u065a" + ZWJ, "\ufeae"]


def test_arrange_konsole_alone_gets_join_controls():
    cells = ["\ufeea", "\ufbfd\u065a", "\ufee3", "\ufeea", "\ufeeb"]
    for env, controls in (({"KONSOLE_VERSION": "1"}, True), ({"TERM": "putty"}, False)):
        encoding = decide(env, None, "auto").encoding
        assert encoding.order is Order.FENCED
        sent = "".join(piece.text for piece in arrange(cells, encoding))
        assert bool(re.search(f"[{ZWJ}{ZWNJ}]", sent)) == controls


def icu():
    """Return ICU's u_shapeArabic, whatever its version, if a library of it is here."""
    name = ctypes.util.find_library("icuuc")
    version = re.search(r"\d+", name or "")
    return getattr(ctypes.CDLL(name), f"u_shapeArabic_{version[0]}", None) if version else None


@pytest.mark.skipif(icu() is None, reason="ICU is not here")
@given(st.text(ALPHABET.replace("\u0649", ""), max_size=8))
def test_konsole_model_agrees_with_icu(text):
    shape = icu()
    shape.restype = ctypes.c_int32
    for stretch in stretches(text):
        sent = "".join(keep_joins(stretch))
        data = sent.encode("utf-16-le")
        source = (ctypes.c_uint16 * (len(data) // 2)).from_buffer_copy(data)
        target = (ctypes.c_uint16 * (4 * len(sent) + 4))()
        error = ctypes.c_int(0)
        length = shape(source, len(sent), target, len(target), 8, ctypes.byref(error))
        drawn = bytes(target)[: 2 * length].decode("utf-16-le")
        letters = [each for each in drawn if is_letter(each)]
        model = konsole(sent)
        assert [base_of(each) for each in letters] == [letter for letter, *_ in model]
        for letter, (_, before, after) in zip(letters, model, strict=True):
            tag = unicodedata.decomposition(letter).partition(" ")[0]
            if tag in TAGS:
                assert TAGS.index(tag) == before + 2 * after, (stretch, drawn)
