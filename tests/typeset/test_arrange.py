"""Arrangements: simulated terminals must draw the cells they were made from."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.script import has_rtl
from reader.typeset import Paragraph, layout
from reader.typeset.bidi_class import MIRROR
from reader.typeset.terminal_order import (
    LRM,
    PAD,
    ZWNJ,
    Encoding,
    Sent,
    arrange,
    arrange_fenced,
    arrange_words,
)
from reader.typeset.terminal_profiles import Order, encode

WORDS = (
    "خبر لا مُحَمَّد (عاجل) «هذا المدى: 50% 20-08-2020 ٢٠-٠٨ الـBBC "
    "IPhoneات abc x ١٢٣٫٤ ؟ ، . │ שלום [ ) ٪ ـ 🙂 …"
)
LINES = st.lists(st.sampled_from([*WORDS.split(), " ", "  "]), max_size=12).map("".join)


def cells_of(text, base=1):
    return [cell.text for line in layout(text, 4 * len(text) + 4, base=base) for cell in line.cells]


def reordering_terminal(sent):
    """A terminal that runs UAX #9 over a line, left to right by default, marks staying with their letters."""
    text = "".join(sent)
    paragraph = Paragraph(text, 0)
    shown = []
    for index in paragraph.visual(0, len(text)):
        if unicodedata.category(text[index]) not in ("Mn", "Me", "Cf"):
            end = index + 1
            while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
                end += 1
            mirrored = paragraph.levels[index] % 2 and text[index] in MIRROR
            shown.append((MIRROR[text[index]] if mirrored else text[index]) + text[index + 1 : end])
    return shown


def kitty(sent, font_of):
    """kitty: runs of one font and face between blanks and frames, each drawn by HarfBuzz."""
    runs = []
    for text, _, slanted, _ in sent:
        key = "blank" if re.match("[ \u2500-\u259f]", text) else (slanted, font_of(text))
        if runs and runs[-1][0] == key:
            runs[-1][1].append(text)
        else:
            runs.append((key, [text]))
    shown = []
    for key, run in runs:
        scripts = [
            has_rtl(cell)
            for cell in run
            if (cell[0].isalpha() and cell[0] != "ـ")
            or (has_rtl(cell) and (cell[0] in "٪٫٬" or cell[0].isdecimal()))
        ]
        backwards = key != "blank" and scripts and scripts[0]
        if backwards:
            assert len({len(cell) for cell in run}) == 1
        shown += [MIRROR.get(cell[0], cell[0]) + cell[1:] for cell in reversed(run)] if backwards else run
    return [cell.replace(ZWNJ, "").replace(PAD, "") for cell in shown]


ALL = frozenset(range(0x10000))
LATIN = frozenset(range(0x20, 0x100))
MOST = ALL - {ord(each) for each in "ﺧﺒﻻשלٍ"} - {0x64F}


@given(LINES, st.sampled_from([0, 1]))
def test_terminal_that_reorders_shows_the_cells_of_a_fenced_line(text, base):
    cells = cells_of(text, base)
    assert reordering_terminal(piece.text for piece in arrange_fenced(cells)) == cells


@pytest.mark.parametrize("font_of", [lambda _: 1, has_rtl], ids=["one font", "two fonts"])
@given(text=LINES, base=st.sampled_from([0, 1]))
def test_kitty_shows_the_cells_of_a_line_in_words_whatever_the_font(font_of, text, base):
    cells = cells_of(text, base)
    assert kitty(arrange_words(cells), font_of) == cells


@pytest.mark.parametrize(
    "covered", [(ALL,), (LATIN,), (MOST,), (LATIN, MOST)], ids=["all", "latin", "most", "lent"]
)
@given(text=LINES, base=st.sampled_from([0, 1]))
def test_kitty_shows_the_cells_of_a_line_when_its_font_is_known(covered, text, base):
    def font_of(text):
        for number, points in enumerate(covered):
            if all(ord(each) in points or each in (ZWNJ, PAD) for each in text):
                return number
        return "other", has_rtl(text)

    cells = cells_of(text, base)
    sent = arrange_words(cells, None, covered)
    assert kitty(sent, font_of) == cells
    if not re.search("[A-Za-z]", text):
        assert not any(piece.slanted for piece in sent)


@pytest.mark.parametrize("own", [LATIN, MOST], ids=["none of it", "the same"])
@given(text=LINES, base=st.sampled_from([0, 1]))
@example(text=".٪لاabc", base=1)
@example(text="abc🙂.٪", base=0)
def test_kitty_with_a_fallback_font_shows_the_cells(own, text, base):
    def font_of(text):
        for number, points in enumerate((own, MOST)):
            if all(ord(each) in points or each in (ZWNJ, PAD) for each in text):
                return number
        return "other", has_rtl(text)

    cells = cells_of(text, base)
    assert kitty(arrange_words(cells, None, (frozenset(), MOST)), font_of) == cells


@given(LINES)
def test_arranged_cells_are_each_sent_once(text):
    cells = cells_of(text)
    for sent in (arrange_words(cells), arrange_fenced(cells)):
        assert sorted(re.sub(f"[{LRM}{ZWNJ}{PAD}]", "", piece.text) for piece in sent) == sorted(cells)
        assert sorted(piece.place for piece in sent) == list(range(len(cells)))


def test_style_goes_with_its_letter_between_fences_and_stays_in_its_column_in_words():
    cells = ["ﺮ", "ﺒ", "ﺧ"]
    assert arrange_fenced([*cells, "."]) == [
        Sent(LRM + "ﺧ", 2),
        Sent("ﺒ", 1),
        Sent("ﺮ" + LRM, 0),
        Sent(".", 3),
    ]
    assert arrange_words(cells) == [Sent("ﺧ", 0), Sent("ﺒ", 1), Sent("ﺮ", 2)]


def test_fences_stand_on_blanks_and_letters_but_not_on_frames_nor_at_the_right_edge():
    cells = ["│", " ", "ﺮ", "│", "ﺮ", "ﺒ"]
    assert [piece.text for piece in arrange_fenced(cells)] == ["│", " " + LRM, "ﺮ" + LRM, "│", "ﺒ", "ﺮ"]


def test_kitty_gets_as_many_characters_for_every_letter_of_a_word():
    assert [piece.text for piece in arrange_words(cells_of("لَم"))] == ["ﻟَ", "ﻢ" + PAD]
    assert encode(cells_of("(لَم)"), Encoding(Order.WORDS)).count("\x1b[3m") == 2


def test_words_are_cut_where_the_face_changes():
    assert [piece.text for piece in arrange_words(["ﺮ", "ﺒ", "ﺧ"], [True, False, False])] == ["ﺮ", "ﺧ", "ﺒ"]


def test_punctuation_is_styled_only_where_it_would_move():
    assert encode(cells_of("(عاجل)"), Encoding(Order.WORDS)) == "(ﻋﺎﺟﻞ)"
    assert encode(cells_of("قال:"), Encoding(Order.WORDS)) == "\x1b[3m:\x1b[23mﻗﺎﻝ"
    assert encode(cells_of("نعم؟ 50%"), Encoding(Order.WORDS)) == "%50 ﻧﻌﻢ؟"


def test_lines_without_right_to_left_letters_are_sent_as_they_are():
    for order in Order:
        assert encode(list("plain (text) 50%"), Encoding(order)) == "plain (text) 50%"


def test_overridden_line_is_its_cells_between_an_override_and_its_end():
    encoding = Encoding(Order.OVERRIDDEN)
    sent = arrange(list("1 ﺐﻟ a"), encoding)
    assert "".join(each.text for each in sent) == "\u200e\u202d1 ﺐﻟ a\u202c"
    assert encoding.control_columns == 3
    assert "".join(each.text for each in arrange(list("abc"), encoding)) == "abc"
    assert arrange([], encoding) == []
    assert Encoding(Order.CELLS).control_columns == 0
