"""Text meant to hurt: every stage must stay near linear, and nothing may reach a cell that is not a cell."""

import gc
import time

import pytest

from reader.typeset import Paragraph, layout, shape, truncate
from reader.typeset.text_filter import Filter

SIZE = 1_000


@pytest.mark.parametrize(
    "unit",
    [
        "\u0651",
        "ب\u0651" * 3 + "\u0651" * 500,
        "(a)",
        "(",
        "[]",
        "\u2068",
        "\u2067",
        "\u202b",
        "\u2068ب\u2069",
        "\u202e\u202c",
        "a@b.example ",
        "a",
        "a@",
        "www.",
        "日本",
        "-",
        "%",
        "5 % ",
        "لا",
        "\u200d",
        "👨\u200d",
        "🇮",
        "\u00ad",
        " ",
        "\t",
        "\n",
        "\x00",
        "ا-",
    ],
    ids=ascii,
)
def test_layout_of_hostile_text_is_near_linear(unit):
    """Six times the text takes six times the time, give or take; a square law would take thirty-six."""
    few, many = (elapsed(unit * (size // len(unit))) for size in (SIZE, 6 * SIZE))
    assert many < 15 * few + 0.2


def elapsed(text):
    """Processor seconds of everything the engine does with a text.

    Without the collector, which would go through all that the tests before this one have left.
    """
    gc.disable()
    started = time.process_time()
    for hostile in (text, "ب" + text, "abc " + text + " ب@5%"):
        Paragraph(hostile)
        shape(hostile)
        lines = layout(hostile, 60, justify=True)
        assert all(cell.width in (1, 2) for line in lines[:50] for cell in line.cells)
        assert truncate(hostile, 60).width <= 60
        Filter(60).feed(hostile + "\n")
    took = time.process_time() - started
    gc.enable()
    return took


def test_cell_holds_only_so_many_marks():
    (line,) = layout("ب" + "\u0651" * 1000, 10)
    assert len(line.cells) == 1
    assert len(line.cells[0].text) <= 16
