"""Numbers keep their order when a paragraph is wrapped before it is reordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import layout
from reader.typeset.number_context import mark_numbers

TEXTS = (
    "صدر العدد يوم 20-08-2020 في بغداد",
    "بين 70-80 دولارًا و25% في 21:20",
    "News of 20-08-2020 and 30%",
    "قناة BBC في 20-08-2020",
    "20-08-2020 عاجل",
)


@pytest.mark.parametrize("text", TEXTS)
def test_mark_numbers_each_line_alone_reads_as_in_the_paragraph(text):
    for width in range(11, 40):
        whole = [line.text for line in layout(text, width, base=1)]
        pieces = [
            mark_numbers(text)[line.start : line.end] for line in layout(mark_numbers(text), width, base=1)
        ]
        alone = ["".join(each.text for each in layout(piece.rstrip(), width, base=1)) for piece in pieces]
        assert alone == whole


@given(st.text("ابa1٢-/.,% (شA)", max_size=12))
def test_mark_numbers_the_whole_paragraph_is_the_same(text):
    marked = layout(mark_numbers(text), 100, base=1)
    assert [line.text for line in marked] == [line.text for line in layout(text, 100, base=1)]


def test_mark_numbers_text_without_letters_is_the_same():
    text = "20-08-2020"
    assert mark_numbers(text) == text
    assert mark_numbers("يوم 20") == "يوم \u061c20"
