"""What is decided about a terminal, from what it says and from what its environment says."""

import re

import pytest
from translated import in_arabic

from reader.typeset.terminal_profiles import EXPLICIT, MLTERM, NOTHING, Answers, Marks, Order, decide, encode

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("env", "answers", "name", "order", "switch", "certain"),
    [
        (XTERM | {"VTE_VERSION": "7006"}, None, "VTE", "cells", EXPLICIT, True),
        (XTERM, Answers(xtversion="VTE(7006)", mode8=2), "VTE", "cells", EXPLICIT, True),
        (XTERM | {"KONSOLE_VERSION": "221203"}, None, "Konsole", "fenced", NOTHING, True),
        (XTERM, Answers(xtversion="Konsole 22.12.3"), "Konsole", "fenced", NOTHING, True),
        ({"TERM": "xterm-kitty"}, None, "kitty", "words", NOTHING, True),
        (XTERM, Answers(xtversion="kitty(0.26.5)"), "kitty", "words", NOTHING, True),
        ({"TERM": "mlterm"}, None, "mlterm", "cells", MLTERM, True),
        (XTERM | {"MLTERM": "3.9.2"}, None, "mlterm", "cells", MLTERM, True),
        (XTERM | {"TERM_PROGRAM": "mintty"}, None, "mintty", "cells", EXPLICIT, True),
        (XTERM | {"TERM_PROGRAM": "WezTerm"}, None, "WezTerm", "cells", EXPLICIT, True),
        (XTERM | {"TERM_PROGRAM": "Apple_Terminal"}, None, "Apple Terminal", "fenced", NOTHING, False),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, None, "iTerm2", "fenced", NOTHING, False),
        ({"TERM": "putty-256color"}, None, "PuTTY", "fenced", NOTHING, False),
        (XTERM, Answers(xtversion="XTerm(379)"), "xterm", "cells", NOTHING, True),
        (XTERM | {"XTERM_VERSION": "XTerm(379)"}, None, "xterm", "cells", NOTHING, True),
        ({"TERM": "alacritty"}, None, "Alacritty", "cells", NOTHING, True),
        ({"TERM": "foot"}, None, "foot", "cells", NOTHING, True),
        ({"TERM": "xterm-ghostty"}, None, "Ghostty", "cells", NOTHING, True),
        (XTERM | {"WT_SESSION": "1"}, None, "Windows Terminal", "cells", NOTHING, True),
        (XTERM | {"TERM_PROGRAM": "vscode"}, None, "VS Code", "tinted", NOTHING, True),
        ({"TERM": "linux"}, None, "Linux console", "cells", NOTHING, True),
        ({"TERM": "linux-m"}, None, "unknown", "cells", EXPLICIT, False),
        ({"TERM": "st"}, None, "st", "cells", NOTHING, True),
        ({"TERM": "stterm-256color"}, None, "st", "cells", NOTHING, True),
        (XTERM | {"ZUTTY_VERSION": "0.14"}, None, "Zutty", "cells", NOTHING, True),
        (XTERM | {"TERM_PROGRAM": "terminology"}, None, "Terminology", "cells", NOTHING, True),
        (XTERM, Answers(xtversion="terminology 1.13.0"), "Terminology", "cells", NOTHING, True),
        ({"TERM": "sting"}, None, "unknown", "cells", EXPLICIT, False),
        ({"TERM": "ghostty"}, None, "Ghostty", "cells", NOTHING, True),
        (XTERM, Answers(xtversion="Windows Terminal 1.2"), "Windows Terminal", "cells", NOTHING, True),
        (XTERM, None, "unknown", "cells", EXPLICIT, False),
        (XTERM, Answers(mode8=0), "unknown", "cells", EXPLICIT, False),
        (XTERM, Answers(mode8=2), "unknown", "cells", EXPLICIT, True),
        ({}, None, "unknown", "cells", EXPLICIT, False),
        # What it calls itself beats what was inherited from the terminal it was started in.
        (XTERM | {"VTE_VERSION": "7006"}, Answers(xtversion="XTerm(379)"), "xterm", "cells", NOTHING, True),
        ({"TERM": "alacritty", "KONSOLE_VERSION": "1"}, None, "Alacritty", "cells", NOTHING, True),
        ({"TERM": "xterm-kitty", "VTE_VERSION": "7006"}, None, "kitty", "words", NOTHING, True),
        (
            XTERM | {"VTE_VERSION": "7006", "XTERM_VERSION": "x"},
            Answers(mode8=1),
            "VTE",
            "cells",
            EXPLICIT,
            True,
        ),
    ],
)
def test_decision_for_a_terminal_alone_is_as_seen(env, answers, name, order, switch, certain):
    decision = decide(env, answers, "auto")
    assert (decision.name, decision.order.value) == (name, order)
    assert (decision.enter, decision.leave) == switch
    assert decision.certain is certain
    assert name in str(decision.why) or name == "unknown"
    assert name in in_arabic(decision.why) or name == "unknown"
    assert re.search("[\u0621-\u064a]{3}", in_arabic(decision.why))


@pytest.mark.parametrize(
    ("env", "answers", "name", "order", "certain"),
    [
        ({"TERM": "tmux-256color", "TMUX": "/x", "VTE_VERSION": "7006"}, None, "tmux in VTE", "fenced", True),
        (
            {"TERM": "screen", "TMUX": "/x"},
            Answers(xtversion="tmux 3.3a", outer="xterm-kitty"),
            "tmux in kitty",
            "words",
            True,
        ),
        ({"TERM": "screen", "TMUX": "/x"}, Answers(outer="alacritty"), "tmux in Alacritty", "cells", True),
        (
            {"TERM": "screen", "TMUX": "/x", "KONSOLE_VERSION": "1"},
            Answers(outer="xterm-256color"),
            "tmux in Konsole",
            "fenced",
            True,
        ),
        ({"TERM": "screen", "TMUX": "/x"}, Answers(outer="mlterm"), "tmux in mlterm", "fenced", False),
        ({"TERM": "screen", "TMUX": "/x"}, None, "tmux in unknown", "cells", False),
        ({"TERM": "screen.xterm", "STY": "1", "VTE_VERSION": "7006"}, None, "screen in VTE", "fenced", True),
        (XTERM, Answers(xtversion="tmux 3.3a"), "tmux in unknown", "cells", False),
    ],
)
def test_inside_a_multiplexer_no_switch_is_sent(env, answers, name, order, certain):
    decision = decide(env, answers, "auto")
    assert (decision.name, decision.order.value, decision.certain) == (name, order, certain)
    assert (decision.enter, decision.leave) == NOTHING


@pytest.mark.parametrize("setting", ["cells", "words", "fenced"])
def test_graphics_setting_overrides_the_answers(setting):
    for env in (XTERM | {"VTE_VERSION": "1"}, {"TERM": "xterm-kitty"}, {"TERM": "screen", "TMUX": "/x"}):
        decision = decide(env, None, setting)
        assert decision.order is decision.inline is Order(setting)
        assert decision.certain
        assert setting in str(decision.why)


def test_cells_by_setting_still_stop_a_terminal_that_would_reorder():
    assert decide(XTERM | {"VTE_VERSION": "1"}, None, "cells").enter == EXPLICIT[0]
    assert decide(XTERM | {"VTE_VERSION": "1"}, None, "fenced").enter == ""


def test_inline_order_of_vte_is_fenced():
    assert decide(XTERM | {"VTE_VERSION": "1"}, None, "auto").inline is Order.FENCED
    assert decide({"TERM": "mlterm"}, None, "auto").inline is Order.OVERRIDDEN
    assert decide({"TERM": "alacritty"}, None, "auto").inline is Order.CELLS
    assert decide({"TERM": "xterm-kitty"}, None, "auto").inline is Order.WORDS


def test_lines_in_mlterm_are_overridden_but_not_inside_tmux_nor_against_a_setting():
    assert encode("a ﺏ", decide({"TERM": "mlterm"}, None, "auto").inline_encoding) == "\u200e\u202da ﺏ\u202c"
    assert encode("ab", decide({"TERM": "mlterm"}, None, "auto").inline_encoding) == "ab"
    within = decide({"TERM": "screen", "TMUX": "/x"}, Answers(outer="mlterm"), "auto")
    assert within.inline is Order.FENCED
    assert decide({"TERM": "mlterm"}, None, "fenced").inline is Order.FENCED


def test_setting_that_is_none():
    with pytest.raises(ValueError, match="logical"):
        decide({}, None, "logical")


@pytest.mark.parametrize("env", [{"ZUTTY_VERSION": "0.14"}, {"TERM_PROGRAM": "terminology"}, {"TERM": "st"}])
def test_terminals_that_drop_or_part_marks_are_sent_none(env):
    assert decide(XTERM | env, None, "auto").marks is Marks.NOT_DRAWN


def test_mlterm_alone_spills_tails_of_letters():
    assert decide({"TERM": "mlterm"}, None, "auto").spills
    assert not decide({"TERM": "screen", "TMUX": "/x"}, Answers(outer="mlterm"), "auto").spills
    assert not decide({"TERM": "xterm-kitty"}, None, "auto").spills
