"""Emoji sequences: whole in two cells where the terminal counts clusters, in parts elsewhere."""

import pytest
from rich.cells import cell_len

from reader.typeset import layout
from reader.typeset.emoji import EMOJI, FIRST, MOST
from reader.typeset.terminal_profiles import CLUSTERS, Answers, decide
from reader.typeset.truncation import truncate

FAMILY = "👨\u200d👩\u200d👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e007f"
SEQUENCES = [
    FAMILY,
    "🇮🇶",
    "👍🏽",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    SCOTLAND,
    "🏳\ufe0f\u200d🌈",
]


@pytest.fixture
def whole(monkeypatch):
    monkeypatch.setattr(EMOJI, "are_whole", True)


def line(text):
    (only,) = layout(text, 80)
    return only


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_sequence_on_a_terminal_of_clusters_takes_two_cells_and_is_sent_as_it_is(whole, sequence):
    found = line(f"قال {sequence} ثم")
    assert found.width == 9
    assert EMOJI.expand(found.text).count(sequence) == 1
    assert cell_len(found.text) == found.width
    (cell,) = [cell for cell in found.cells if cell.width == 2]
    assert len(cell.text) == 1
    assert cell.index == 4


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_sequence_elsewhere_is_sent_without_joiners(sequence):
    found = line(f"قال {sequence} ثم")
    assert not set(found.text) & set("\u200d\ufe0f🏽")
    assert EMOJI.expand(found.text) == found.text
    assert found.width == sum(cell.width for cell in found.cells)


def test_sequence_is_never_cut_by_a_line_or_an_ellipsis(whole):
    text = f"ab{FAMILY}cd🇮🇶ef"
    for width in range(1, 12):
        shown = EMOJI.expand("".join(each.text for each in layout(text, width)))
        assert shown == text
        cut = EMOJI.expand(truncate(text, width).text)
        assert FAMILY in cut or "👨" not in cut


def test_single_emoji_and_narrow_sequences_stay_as_they_are(whole):
    assert line("👍").text == "👍"
    assert line("♂\u200d♀").text == "♂♀"
    assert line("a©b 12#").text == "a©b 12#"


def test_sequences_beyond_the_most_are_sent_in_parts(whole, monkeypatch):
    monkeypatch.setattr(EMOJI, "_sequences", ["x"] * MOST)
    monkeypatch.setattr(EMOJI, "_stand_ins", {})
    assert line(FAMILY).width == 6


def test_code_point_that_stands_for_nothing_is_left_alone(whole):
    line(FAMILY)
    assert EMOJI.expand(chr(FIRST + MOST - 1)) == chr(FIRST + MOST - 1)


@pytest.mark.parametrize(
    ("answer", "clusters", "switched"),
    [
        (-1, False, False),
        (0, False, False),
        (1, True, False),
        (2, True, True),
        (3, True, False),
        (4, False, False),
    ],
)
def test_mode_2027_is_set_where_it_is_known_and_off(answer, clusters, switched):
    decision = decide({"TERM": "xterm-256color"}, Answers(mode2027=answer), "auto")
    assert decision.clusters is clusters
    assert decision.enter.endswith(CLUSTERS[0]) is switched
    assert decision.leave.startswith(CLUSTERS[1]) is switched
