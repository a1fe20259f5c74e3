"""A renderer that reorders each run of one style has single letters to reorder."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.script import has_rtl
from reader.tui.terminal.output import encode_line
from reader.typeset import Paragraph, layout
from reader.typeset.bidi_class import MIRROR
from reader.typeset.run_tints import parse_ink, tint, tint_steps
from reader.typeset.terminal_order import Encoding, Order, arrange
from reader.typeset.terminal_profiles import decide, encode
from reader.typeset.text_filter import Filter

TINTED = Encoding(Order.TINTED)
WORDS = "خبر لا مُحَمَّد (عاجل) «هذا 50% 20-08-2020 ٢٠-٠٨ الـBBC abc هەولێر שלום می‌گویند ٪ [ …"
LINES = st.lists(st.sampled_from([*WORDS.split(), " "]), max_size=10).map("".join)


def cells_of(text):
    return [cell.text for line in layout(text, 4 * len(text) + 4, base=1) for cell in line.cells]


def drawn_by_runs(runs):
    """A renderer that draws each run of one colour by UAX #9, each in its place (qterminal, xterm.js)."""
    shown = []
    for text in runs:
        paragraph = Paragraph(text, 0)
        for index in paragraph.visual():
            mirrored = paragraph.levels[index] % 2 and text[index] in MIRROR
            shown.append(MIRROR[text[index]] if mirrored else text[index])
    return "".join(shown)


def runs_of(sent):
    runs = []
    for piece in sent:
        if runs and runs[-1][0] == piece.tint:
            runs[-1][1].append(piece.text)
        else:
            runs.append((piece.tint, [piece.text]))
    return ["".join(texts) for _, texts in runs]


@given(LINES)
def test_arrange_tinted_is_drawn_as_its_cells_by_runs(text):
    cells = [re.sub("[\u064b-\u065f]", "", cell) for cell in cells_of(text)]
    assert drawn_by_runs(runs_of(arrange(cells, TINTED))) == "".join(cells)


@given(LINES)
def test_tint_steps_neighbours_of_right_to_left_always_differ(text):
    cells = cells_of(text)
    steps = tint_steps(cells)
    for place in range(1, len(cells)):
        if has_rtl(cells[place]) or has_rtl(cells[place - 1]):
            assert steps[place] != steps[place - 1]


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_tint_of_a_colour_gives_three_nearly_equal_colours(colour):
    colours = {colour, tint(colour, 1), tint(colour, 2)}
    assert len(colours) == 3
    for red, green, blue in colours:
        assert (red, green) == colour[:2]
        assert 0 <= blue <= 255
        assert abs(blue - colour[2]) <= 2


@pytest.mark.parametrize(
    ("parameters", "colour"),
    [
        ("38;2;1;2;3", (1, 2, 3)),
        ("38:2::1:2:3", (1, 2, 3)),
        ("38;5;124", (175, 0, 0)),
        ("38;5;244", (128, 128, 128)),
        ("31", (205, 0, 0)),
        ("97", (255, 255, 255)),
        ("", (9, 9, 9)),
        ("38;2;1", (9, 9, 9)),
    ],
)
def test_parse_ink_reads_each_way_of_naming_a_colour(parameters, colour):
    assert parse_ink(parameters, (9, 9, 9)) == colour


def test_encode_line_tinted_keeps_all_but_the_colour():
    style = Style(color=Color.from_rgb(200, 100, 50), bold=True, link="https://example.com", meta={"x": 1})
    line = encode_line([Strip([Segment("ﺮﺒﺧ abc", style)])], TINTED)
    colours = [segment.style.color.triplet for segment in line]
    assert [segment.text for segment in line] == ["ﺮ", "ﺒ", "ﺧ", " abc"]
    assert colours == [(200, 100, 51), (200, 100, 52), (200, 100, 51), (200, 100, 50)]
    assert all(segment.style.bold and segment.style.link and segment.style.meta for segment in line)


def test_filter_tinted_parts_each_letter_and_ends_plain():
    out = Filter(20, TINTED).feed("\x1b[1;31mخبر\x1b[0m abc\n")
    assert out.count("38;2;205;0;1") == 2
    assert out.count("38;2;205;0;2") == 1
    assert re.sub("\x1b[^m]*m", "", out).strip() == "abc ﺮﺒﺧ"


def test_encode_tinted_takes_the_colour_of_the_ground():
    light = decide({"COLORFGBG": "0;15"}, None, "tinted").inline_encoding
    assert "38;2;30;30;31" in encode(["ﺮ"], light)
    assert encode(["a", "1"], light) == "a1"
    line = encode(["ﺮ", "a", " "], light)
    assert "38;2;30;30;30ma" in line, "what stands with it is of the same colour"
    assert line.endswith(" ")


def test_decide_vscode_is_tinted_and_without_colours_says_so():
    vscode = decide({"TERM_PROGRAM": "vscode"}, None, "auto")
    assert (vscode.order, vscode.inline) == (Order.TINTED, Order.TINTED)
    inside = decide({"TERM_PROGRAM": "vscode", "TMUX": "x", "TERM": "tmux-256color"}, None, "auto")
    assert inside.order is Order.CELLS
    plain = decide({"TERM_PROGRAM": "vscode", "NO_COLOR": "1"}, None, "auto")
    assert plain.order is Order.CELLS
    assert "needs_colour" in repr(plain.why)


def test_decide_tinted_on_an_unknown_terminal_sends_no_marks():
    cells = ["\ufbfd\u065a", "\ufee3\u064f"]
    sent = encode(cells, decide({"TERM": "xterm-256color"}, None, "tinted").encoding)
    assert re.sub("\x1b[^m]*m", "", sent) == "\u06ce\ufee3"
