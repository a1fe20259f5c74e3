"""The engine is pure and light: what importing and using it brings in."""

import subprocess
import sys

import pytest

HEAVY = ("rich", "textual", "wcwidth", "bidi", "httpx", "sqlite3", "asyncio")


def modules_after(code):
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        ).stdout.split()
    )


@pytest.mark.parametrize(
    "code",
    [
        "import reader.typeset",
        "from reader.typeset import layout; [line.text for line in layout('قال (السيد) 50% ABC', 9)]",
        "from reader.typeset.text_filter import Filter; Filter(20).feed('خبر عاجل\\n')",
        "import reader.model as m, reader.typeset.document as d; d.compose([m.Block('item', 'ا')], 9)",
    ],
)
def test_import_of_typeset_loads_nothing_heavy(code):
    assert not modules_after(code) & set(HEAVY)


def test_deciding_for_a_terminal_loads_no_dataclasses():
    code = "import reader.core.terminal_profile as t; t.Terminal({'TERM': 'xterm-kitty'}).decide('auto')"
    assert not modules_after(code) & {"dataclasses", "inspect"}
