"""Where words are stretched, and where they never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import layout
from reader.typeset.kashida import LAST_RESORT, places

NEVER_AFTER = "اأإآدذرزوؤةءىABCabc123 "


def place(word):
    """The word with a tatweel where one would be put."""
    found = places(word, 0, len(word))
    if not found:
        return None
    (index,) = (each.at for each in found)
    return word[: index + 1] + "ـ" + word[index + 1 :]


@pytest.mark.parametrize(
    ("word", "stretched"),
    [
        ("مـدرسة", "مــدرسة"),  # after one that is written
        ("السلام", "السـلام"),  # after seen
        ("الصباح", "الصـباح"),
        ("مكتبة", "مكتبـة"),  # before a final teh marbuta
        ("محمد", "محمـد"),
        ("كتاب", "كتـاب"),  # before alef
        ("كت\u200dاب", "كتـ\u200dاب"),
        ("عمل", "عمـل"),
        ("ملك", "ملـك"),
        ("تغيير", "تغيـير"),  # before the beh-like letter of a final reh
        ("عيني", "عيـني"),
        ("معروف", "معـروف"),
        ("جميع", "جميـع"),
        ("بلا", "بـلا"),  # before the ligature, never inside
        ("لا", None),
        ("دار", None),
        ("ورد", None),
        ("BBC", None),
        ("2020", None),
        ("می\u200cرود", "مـی\u200cرود"),
        ("مُحَمَّد", "مُحَمـَّد"),
        ("الله", None),
        ("اللّٰه", None),
        ("والله", None),
        ("بالله", None),
        ("لله", None),
        ("ولله", None),
        ("اللهم", None),
        ("اللهجة", "اللهجـة"),
        ("#عاجل", None),
        ("#أخبار_العراق", None),
        ("@بغداد", None),
        ("الـBBC", None),
        ("khabar/أخبار", None),
        ("«مكتبة»،", "«مكتبـة»،"),
    ],
)
def test_kashida_in_a_word_is_at_its_place(word, stretched):
    assert place(word) == stretched


def test_words_of_two_letters_wait():
    assert [each.priority for each in places("من في", 0, 5)] == [LAST_RESORT] * 2
    text = "من كتاب"
    assert [text[each.at] for each in places(text, 0, len(text))] == ["ت"]


ARTICLE = (
    "قال السيد رئيس الوزراء في بيان صدر اليوم إن نسبة النمو بلغت ثلاثة بالمئة مقارنة بالعام الماضي "
    "وأضاف أن العمل مع شركة ABC News "
    "مستمر حتى إنجاز المشروع قبل نهاية العام الحالي في لا شيء سوى الخير للجميع بلا استثناء ولا تأخير"
)


@given(st.integers(16, 70))
def test_justified_lines_reach_the_measure_and_the_last_does_not(measure):
    *lines, last = layout(ARTICLE, measure, justify=True)
    assert all(line.width == measure for line in lines)
    assert last.text == layout(ARTICLE, measure)[-1].text


@given(st.integers(16, 70))
def test_stretching_adds_only_tatweels_and_spaces_and_no_index_of_its_own(measure):
    for ragged, line in zip(layout(ARTICLE, measure), layout(ARTICLE, measure, justify=True), strict=True):
        assert (line.start, line.end, line.indexes) == (ragged.start, ragged.end, ragged.indexes)
        added = list(line.cells)
        for cell in ragged.cells:
            added.remove(cell)
        assert {cell.text for cell in added} <= {"ـ", " "}
        assert all(ARTICLE[cell.index] not in NEVER_AFTER for cell in added if cell.text == "ـ")
        assert all(ARTICLE[cell.index] == " " for cell in added if cell.text == " ")


@given(st.integers(16, 70))
def test_kashida_never_lengthens_a_join_twice(measure):
    for line in layout(ARTICLE, measure, justify=True):
        assert "ـــ" not in line.text


def test_tatweel_stands_left_of_its_letter():
    line = layout("كتاب كتاب كتاب", 11, justify=True)[0]
    assert line.text == "ﺏﺎـﺘﻛ  ﺏﺎﺘﻛ"


def test_justified_line_without_kashida_grows_spaces():
    for line in layout(ARTICLE, 40, justify=True, kashida=False):
        assert "ـ" not in line.text


def test_line_that_would_need_rivers_stays_ragged():
    first, *_ = layout("a bb https://example.com/a-very-long-address-indeed", 30, justify=True)
    assert first.width == 4


def test_latin_is_justified_by_spaces():
    assert [line.text for line in layout("one two three four", 14, justify=True)] == [
        "one two  three",
        "four",
    ]


def test_arabic_words_in_a_latin_paragraph_are_not_stretched():
    text = "The board's director, Salman al-Allawi (سلمان العلاوي), called it a small step for most of them"
    lines = layout(text, 46, justify=True)
    assert lines[0].width == 46
    assert not any("\u0640" in line.text for line in lines)


def test_justify_kashidas_and_spaces_share_the_slack():
    for ragged, line in zip(layout(ARTICLE, 44), layout(ARTICLE, 44, justify=True), strict=True):
        tatweels = line.text.count("ـ")
        spaces = line.text.count(" ") - ragged.text.count(" ")
        if tatweels + spaces:
            assert abs(tatweels - spaces) <= 1 or spaces > tatweels


@given(st.integers(40, 70))
def test_justify_no_short_word_gets_two_kashidas(measure):
    for line in layout(ARTICLE, measure, justify=True):
        for word in line.text.split():
            if "ـ" in word and len(word.replace("ـ", "")) < 5:
                assert word.count("ـ") == 1


def test_justify_kashidas_are_spread_over_the_line():
    text = "المكتبة العامة المدرسة الجديدة الحديقة الكبيرة السعيدة البعيدة"
    line = layout(text + " " + "ن" * 30, len(text) + 4, justify=True)[0]
    words = [word for word in line.text.split() if "ـ" in word]
    assert len(words) == line.text.count("ـ") >= 2
