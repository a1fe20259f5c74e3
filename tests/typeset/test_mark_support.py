"""Terminals that lose or misplace marks get letters of one code point."""

import pytest

from reader.typeset import layout
from reader.typeset.mark_support import Marks, adapt_cell
from reader.typeset.terminal_order import Encoding
from reader.typeset.terminal_profiles import decide, encode

SENTENCE = "قلتُ مُحَدِّث نوێ لێر گوڵ"


def sent(env, text, harakat="auto"):
    decision = decide(env, None, "auto").with_harakat(harakat)
    return encode([cell.text for line in layout(text, 80, base=1) for cell in line.cells], decision.encoding)


@pytest.mark.parametrize(
    "cell", ["\ufbfd\u065a", "\ufbfc\u065a", "\ufedd\u065a", "\ufeda\u064f", "\ufeb3", "\ufefc\u064e"]
)
def test_adapt_cell_drawn_marks_stay(cell):
    assert adapt_cell(cell, Marks.DRAWN) == cell


@pytest.mark.parametrize(
    ("cell", "adapted"),
    [
        ("\ufbfd\u065a", "\u06ce"),
        ("\ufbff\u065a", "\ufbff\u065a"),
        ("\ufede\u065a", "\u06b5"),
        ("\ufe96\u064f", "\ufe96"),
    ],
)
def test_adapt_cell_foot_leaves_no_mark_on_a_final_form(cell, adapted):
    assert adapt_cell(cell, Marks.NOT_ON_FINALS) == adapted


@pytest.mark.parametrize("form", "\ufbfc\ufbfd\ufbfe\ufbff")
def test_adapt_cell_yeh_with_small_v_is_never_another_letter(form):
    assert adapt_cell(form + "\u065a", Marks.NOT_DRAWN) == "\u06ce"
    assert adapt_cell(form + "\u065a\u064e", Marks.MISPLACED) == "\u06ce\u064e"
    assert adapt_cell(form + "\u064e", Marks.NOT_DRAWN) == form


@pytest.mark.parametrize("env", [{"TERM": "alacritty"}, {"TERM": "st-256color"}])
def test_encode_terminal_that_misplaces_marks_gets_none_until_asked_for(env):
    assert sent(env, SENTENCE) == sent(env, "قلت محدث نوێ لێر گوڵ")
    assert "\u065a" not in sent(env, SENTENCE, "shown")
    assert "\u064f" in sent(env, SENTENCE, "shown")


def test_encode_foot_keeps_marks_on_initial_and_medial_forms():
    shown = sent({"TERM": "foot"}, SENTENCE)
    assert "\ufee3\u064f" in shown
    assert "\ufe96\u064f" not in shown
    assert sent({"TERM": "foot"}, SENTENCE, "shown") == sent({"TERM": "xterm"}, SENTENCE)


def test_encode_keeps_combining_marks_of_other_scripts():
    assert adapt_cell("e\u0301", Marks.NOT_DRAWN) == "e\u0301"
    assert encode(["e\u0301"], Encoding(marks=Marks.NOT_ON_FINALS)) == "e\u0301"


@pytest.mark.parametrize(
    ("env", "key"),
    [({"TERM": "foot"}, "terminal.marks_on_finals"), ({"TERM": "alacritty"}, "terminal.marks_not_drawn")],
)
def test_decide_says_which_marks_are_left_out(env, key):
    assert key in repr(decide(env, None, "auto").why)
