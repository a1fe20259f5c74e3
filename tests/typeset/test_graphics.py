"""How pictures are drawn: what the terminal says decides, a setting wins over it."""

import pytest
from translated import in_arabic

from reader.typeset.graphics_profiles import Abilities, Graphics, Protocol, decide_graphics

SIXEL = Abilities(frozenset({62, 4, 22}))
KITTY = Abilities(frozenset({62}), kitty=True)


@pytest.mark.parametrize(
    ("env", "version", "able", "protocol"),
    [
        ({}, "kitty(0.48.2)", KITTY, "kitty"),
        ({}, "kitty(0.28.0)", KITTY, "kitty"),
        ({}, "kitty(1.0.0)", KITTY, "kitty"),
        ({}, "kitty(0.26.5)", KITTY, "blocks"),
        ({}, "kitty(0.48.2)", Abilities(), "blocks"),
        ({}, "ghostty 1.1.3", KITTY, "kitty"),
        ({}, "Konsole 22.12.3", KITTY, "blocks"),
        ({}, "Konsole 24.12", Abilities(frozenset({62, 4}), kitty=True), "sixel"),
        ({}, "XTerm(412)", SIXEL, "sixel"),
        ({}, "XTerm(412)", Abilities(frozenset({64, 1, 44})), "blocks"),
        ({}, "", SIXEL, "sixel"),
        ({}, "iTerm2 3.5.4", SIXEL, "iterm2"),
        ({}, "WezTerm 20240203", SIXEL, "iterm2"),
        ({"TERM_PROGRAM": "iTerm.app"}, "", Abilities(), "iterm2"),
        ({"TERM_PROGRAM": "iTerm.app"}, "XTerm(412)", Abilities(), "blocks"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "", Abilities(), "blocks"),
    ],
)
def test_graphics_follow_the_answers_of_the_terminal(env, version, able, protocol):
    decided = decide_graphics(env, version, able, "auto")
    assert decided.protocol.value == protocol
    assert decided.why
    assert in_arabic(decided.why) != str(decided.why)


@pytest.mark.parametrize("outer", ["tmux", "screen"])
def test_graphics_in_a_multiplexer_are_blocks_unless_known(outer):
    able = Abilities(frozenset({4}), kitty=True, double=True)
    decided = decide_graphics({}, "tmux 3.4", able, "auto", outer)
    assert decided.protocol is Protocol.BLOCKS
    assert not decided.double
    told = decide_graphics({}, "tmux 3.4", able, "kitty", outer)
    assert told.protocol is Protocol.KITTY
    assert told.through_tmux is (outer == "tmux")


@pytest.mark.parametrize("setting", [each.value for each in Protocol])
def test_graphics_setting_overrides_the_answers(setting):
    assert decide_graphics({}, "kitty(0.48.2)", KITTY, setting).protocol.value == setting


def test_graphics_setting_unknown_raises():
    with pytest.raises(ValueError):
        decide_graphics({}, "", Abilities(), "ascii")


def test_graphics_cell_size_is_guessed_without_an_answer():
    assert decide_graphics({}, "", Abilities(cell=(9, 21)), "auto").cell == (9, 21)
    assert decide_graphics({}, "", Abilities(cell=(9, 0)), "auto").cell == Graphics().cell


def test_large_letters_only_where_they_were_seen():
    assert decide_graphics({}, "kitty(0.48.2)", Abilities(double=True), "blocks").double
    assert not decide_graphics({}, "kitty(0.39.0)", KITTY, "auto").double
