"""One line with an ellipsis at its logical end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import layout, truncate

TEXTS = st.text(alphabet="ابتلا \u064e\u200c(A1)«»%😀日\n", max_size=30)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("رئيس الوزراء في بغداد", 30, "ﺩﺍﺪﻐﺑ ﻲﻓ ﺀﺍﺭﺯﻮﻟﺍ ﺲﻴﺋﺭ"),
        ("رئيس الوزراء في بغداد", 12, "…ﺲﻴﺋﺭ"),
        ("رئيس الوزراء في بغداد", 6, "…ﺲﻴﺋﺭ"),
        ("Prime minister", 8, "Prime…"),
        ("Prime", 4, "Pri…"),
        ("لا إله إلا الله", 5, "…ﻻ"),
        ("خبر BBC News", 8, "…BBC ﺮﺒﺧ"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("خبر\nثان", 20, "ﻥﺎﺛ ﺮﺒﺧ"),
    ],
)
def test_truncate_of_long_text_ends_in_an_ellipsis(text, width, expected):
    assert truncate(text, width).text == expected


def test_letter_before_the_ellipsis_takes_its_final_form():
    assert truncate("محمد", 3).text == "…ﺢﻣ"
    assert truncate("مححمد", 3).text == "…ﺢﻣ"


def test_language_decides_the_side():
    assert truncate("BBC: خبر عاجل من", 13, language="ar").text == "…ﺮﺒﺧ :BBC"
    assert truncate("BBC: a very long", 9, language="ar").text == "BBC: a…"


@given(TEXTS, st.integers(0, 20))
def test_truncated_line_fits_and_is_whole_when_possible(text, width):
    line = truncate(text, width)
    assert line.width == sum(cell.width for cell in line.cells) <= width
    whole = layout(text.replace("\n", " "), 1000)
    if whole and whole[0].width <= width:
        assert line.text == whole[0].text
        assert line.end == len(text)
    elif whole and width:
        assert "…" in (line.cells[0].text if line.base else line.cells[-1].text)


@given(TEXTS, st.integers(1, 20))
def test_cut_falls_between_clusters(text, width):
    line = truncate(text, width)
    heads = {cell.index for each in layout(text.replace("\n", " "), 1000) for cell in each.cells}
    assert all(cell.index in heads or cell.text == "…" for cell in line.cells)


def test_mark_without_a_letter_may_be_cut_too():
    assert truncate("\u064eابت", 1).text == "…"
    assert truncate("\u064eابت", 3).text == "…ﺍ\u25cc\u064e"


def test_line_of_a_paragraph_keeps_the_order_of_the_paragraph():
    text = "سعر البرميل بين 70-80 دولاراً في السوق"
    line = truncate(text, 12, start=text.index("70"))
    assert line.start == text.index("70")
    assert line.text.endswith("80-70")
    assert truncate(text[text.index("70") :], 12).text.endswith("70-80"), "alone it is a paragraph of its own"


def test_number_is_left_out_rather_than_halved():
    assert truncate("ارتفع 1250 ديناراً", 9).text == "…ﻊﻔﺗﺭﺍ"
    assert truncate("ارتفع 1250 ديناراً", 11).text == "…1250 ﻊﻔﺗﺭﺍ"
    assert truncate("12345678", 4).text == "…"


TOKENS = ("1,500.25", "20-08-2020", "21:20", "25%", "%25", "٢٠٫٥٪", "BBC", "$30", "Terminal-UI")


@pytest.mark.parametrize("token", TOKENS)
def test_truncate_no_token_is_cut_inside(token):
    for width in range(4, 20):
        text = truncate(f"خبر {token} عاجل", width).text
        letters = set(text) & set(token)
        assert not letters or all(each in text for each in token)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("بلغت 1,500.25 دينار", 9, "…ﺖﻐﻠﺑ"),
        ("ارتفاع 12.5% اليوم", 11, "…ﻉﺎﻔﺗﺭﺍ"),
        ("قال الوزير، أمس", 12, "…ﺮﻳﺯﻮﻟﺍ ﻝﺎﻗ"),
        ("الفريق (الأول) فاز", 9, "…ﻖﻳﺮﻔﻟﺍ"),
    ],
)
def test_truncated_line_drops_a_cut_word(text, width, expected):
    assert truncate(text, width).text == expected
