"""How many colours a terminal has."""

import pytest

from reader.typeset.colour_depth import ColourDepth, decide_colour_depth
from reader.typeset.terminal_profiles import Answers


@pytest.mark.parametrize(
    ("env", "xtversion", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "", ColourDepth.TRUE),
        ({"TERM": "screen-256color"}, "", ColourDepth.INDEXED),
        ({"TERM": "xterm-kitty"}, "", ColourDepth.INDEXED),
        ({"TERM": "xterm"}, "", ColourDepth.BASIC),
        ({"TERM": "xterm"}, "XTerm(379)", ColourDepth.INDEXED),
        ({"TERM": "screen", "STY": "1.tty", "COLORTERM": "truecolor"}, "", ColourDepth.INDEXED),
        ({"TERM": "mlterm"}, "", ColourDepth.INDEXED),
        ({"TERM": "alacritty"}, "", ColourDepth.INDEXED),
        ({"TERM": "screen", "TMUX": "/x", "COLORTERM": "truecolor"}, "tmux 3.3a", ColourDepth.INDEXED),
        ({"TERM": "dumb"}, "", ColourDepth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "", ColourDepth.NONE),
        ({}, "", ColourDepth.NONE),
    ],
)
def test_decide_colour_depth_follows_the_terminal(env, xtversion, depth):
    assert decide_colour_depth(env, Answers(xtversion)) is depth


def test_decide_colour_depth_inside_tmux_is_that_of_its_client():
    env = {"TERM": "tmux-256color", "TMUX": "/x", "COLORTERM": "truecolor"}
    assert decide_colour_depth(env, Answers("tmux 3.3a", rgb=True)) is ColourDepth.TRUE
    assert decide_colour_depth(env, Answers("tmux 3.3a")) is ColourDepth.INDEXED
    assert decide_colour_depth(env, None) is ColourDepth.INDEXED


def test_decide_colour_depth_tinted_needs_all_colours():
    assert decide_colour_depth({"TERM": "xterm-256color"}, None, tinted=True) is ColourDepth.TRUE
    assert decide_colour_depth({"TERM": "xterm", "NO_COLOR": "1"}, None, tinted=True) is ColourDepth.NONE


@pytest.mark.parametrize("colorterm", ["", "24bit"])
def test_decide_colour_depth_agrees_with_rich_where_nothing_else_is_known(colorterm):
    env = {"TERM": "xterm-256color", "COLORTERM": colorterm}
    from rich.color import ColorSystem
    from rich.console import Console

    systems = {ColorSystem.TRUECOLOR: ColourDepth.TRUE, ColorSystem.EIGHT_BIT: ColourDepth.INDEXED}
    found = Console(force_terminal=True, _environ=env)._detect_color_system()
    assert decide_colour_depth(env, None) is systems[found]
