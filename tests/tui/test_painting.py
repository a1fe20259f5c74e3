"""Parts of a row: put together in reading order, to the cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from tui.painted import visual

from reader.tui.widgets.cells import (
    blank,
    few_lines,
    filled,
    highlighted,
    of_line,
    of_text,
    one_line,
    row,
    strip,
)

PLAIN, HIT = Style(), Style(underline=True)
TEXT = st.text(alphabet="ابتلله أإآكتابَُِّ abc(12)[50%]«»-.،:7كوردێڵ ", max_size=60)


def text_of(part):
    return "".join(segment.text for segment in part.segments)


def test_parts_stand_in_reading_order():
    parts = [of_text("أول", PLAIN), blank(1, PLAIN), of_text("second", PLAIN)]
    assert text_of(row(parts, rtl=True)) == f"second {visual('أول')}"
    assert text_of(row(parts, rtl=False)) == f"{visual('أول')} second"


def test_blanks_around_a_text_stay_where_its_reading_begins_and_ends():
    assert text_of(of_text(" خبر", PLAIN)) == f"{visual('خبر')} "
    assert text_of(of_text(" news", PLAIN)) == " news"
    assert text_of(of_text("  ", PLAIN)) == "  "
    assert text_of(of_text("", PLAIN)) == ""


def test_part_is_filled_up_at_its_far_side():
    part = of_text("خبر", PLAIN)
    assert text_of(filled(part, 6, PLAIN, rtl=True)) == "   " + visual("خبر")
    assert text_of(filled(part, 6, PLAIN, rtl=False)) == visual("خبر") + "   "


def test_text_is_cut_at_its_logical_end():
    cut = of_text("وكالة الرافدين للأنباء", PLAIN, most=10)
    assert cut.width <= 10
    assert text_of(cut).startswith("…")
    assert text_of(cut).endswith(visual("وكالة"))


def test_painting_without_room_is_no_error():
    assert of_text("خبر", PLAIN, most=0).width <= 1
    assert of_text("خبر", PLAIN, most=-3).width <= 1


@given(TEXT, st.integers(1, 40))
def test_one_line_fits_the_width(text, width):
    line = one_line(text, width)
    assert cell_len(line.text) == line.width <= width


@given(TEXT, st.integers(4, 30), st.integers(1, 3))
def test_few_lines_are_few_and_hold_the_beginning(text, width, most):
    lines = few_lines(text, width, most)
    assert len(lines) <= most
    assert all(line.width <= width for line in lines)
    assert not text.strip() or lines[0].start in (0, len(text) - len(text.lstrip()))


def test_cut_title_keeps_the_places_of_its_letters():
    title = "خبير اقتصادي: أسعار النفط ستبقى مرتفعة حتى نهاية العام المقبل"
    first, second = few_lines(title, 24, 2)
    assert first.start == 0
    assert second.text.startswith("…")
    assert title[first.end : second.start].strip() == ""
    assert title[second.start : second.end].startswith("النفط")


def test_cut_line_is_ordered_as_its_paragraph():
    """The range begins a line, yet belongs to Arabic text: 70 stands right of 80 (UAX #9 W2)."""
    title = "خبير في أسعار النفط يتوقع 70-80 دولاراً للبرميل حتى نهاية العام"
    _, second = few_lines(title, 26, 2)
    assert title[second.start :].startswith("70-80")
    assert second.text.endswith(visual("دولاراً") + " 80-70")


@given(TEXT.filter(str.strip), st.data())
def test_hits_light_up_the_letters_they_are_about(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (line,) = few_lines(text, 400, 1)
    part = of_line(line, highlighted(PLAIN, HIT, [(start, end)]))
    for segment, cell in zip(part.segments, line.cells, strict=True):
        assert (segment.style == HIT) == (start <= cell.index < end)


def test_hits_in_the_second_line_count_from_the_beginning_of_the_text():
    title = "كلمات كثيرة في السطر الأول ثم الهدف في الثاني ثم ما لا يتسع له"
    _, second = few_lines(title, 26, 2)
    at = title.index("الهدف")
    part = of_line(second, highlighted(PLAIN, HIT, [(at, at + 5)]))
    lit = "".join(segment.text for segment in part.segments if segment.style == HIT)
    assert lit == visual("الهدف")


def test_highlight_without_hits_returns_the_same_line():
    assert highlighted(PLAIN, HIT, []) is PLAIN


@pytest.mark.parametrize("rtl", [True, False])
@given(text=TEXT, width=st.integers(0, 30))
def test_strip_has_the_given_width(rtl, text, width):
    made = strip(of_text(text, PLAIN, most=20), width, PLAIN, rtl=rtl)
    assert made.cell_length == width == sum(segment.cell_length for segment in made)
