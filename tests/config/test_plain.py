"""Plain TOML is read as the parser of the standard library reads it, or left to it."""

import re
import subprocess
import sys
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.config.plain import read_plain
from reader.config.template import template

PLAIN = """
# تعليق
language = "ar" # العربية
theme = 'news "paper"'
empty = ""
\tticker-speed\t=\t12
big_1=0
list = ["a,b", 'ج]', "#"]
none = []
last = [ "a" , "b", ]
[refresh]   
minutes = 15
proxy = "socks5h://127.0.0.1:9050"
[nothing]
[[source]]
id = "x"
on = true
[[source]]
id = "y\u200cy"
off = false#
[keys]
open = "enter"
"""  # noqa: W291
NOT_PLAIN = [
    'a = "x\\n"',
    'a = """x"""',
    'a = """"""',
    "a = '''x'''",
    'a = ""x',
    "a = 1_000",
    "a = 01",
    "a = -1",
    "a = +1",
    "a = 1.5",
    "a = 0x10",
    "a = ١",
    "a = ²",
    "a = True",
    "a = 2026-11-27",
    "a = [1]",
    'a = ["x"] # y',
    'a = ["x" "y"]',
    "a = [,]",
    'a = [["x"]]',
    'a = ["x",,]',
    "a = [",
    "a = {}",
    "a =",
    "= 1",
    "a",
    "a.b = 1",
    '"a" = 1',
    "ä = 1",
    "a b = 1",
    "a = 1\na = 2",
    "[a]\n[a]",
    "[a.b]",
    "[a] # x",
    "[[a]] # x",
    "[[a]",
    "[a]]",
    "[]",
    "[[]]",
    "a = 1\n[a]",
    "a = 1\n[[a]]",
    "a = []\n[[a]]",
    "[a]\n[[a]]",
    "[[a]]\n[a]",
    'a = "\x00"',
    "# \x7f",
    "a = 1\r",
    "a = 1\x0c",
    'a = "x',
    "a = true false",
    "a = " + "9" * 30,
]


def test_a_plain_document_is_read():
    assert read_plain(PLAIN) == tomllib.loads(PLAIN)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_all_else_is_left_to_the_parser(text):
    assert read_plain(text) is None


def test_the_configuration_that_comes_with_the_program_is_plain():
    settings = template("ar").partition("\n[keys]")[0]
    text = re.sub("(?m)^# (?=[a-z_]+ = )", "", settings)
    assert read_plain(text) == tomllib.loads(text)


WORDS = "a b é = \" ' \"\"\" ''' [ ] [[ ]] , . # \\ 0 1 - _ true false { }".split()  # noqa: SIM905
BLANKS = ["\n", "\n", "\n", "\t", " ", "\r", "\x0b", "\x85", "\u2028", "\u200c"]
LINES = ["a = 1\n", "[x]\n", "[[y]]\n", 'c = "ن"\n', 'd = ["a", "b"]\n']
PIECES = st.sampled_from([*WORDS, *BLANKS, *LINES])


@given(st.lists(PIECES, max_size=14).map("".join))
@example("[[y]]\n[[y]]\na = 1\n")
@example('a = "#"#')
def test_it_never_says_what_the_parser_does_not(text):
    read = read_plain(text)
    if read is not None:
        assert read == tomllib.loads(text)


def test_a_plain_configuration_loads_no_parser(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[[source]]\nid = "x"\nfeed = "http://x.example/"\n')
    code = (
        "import sys; from reader.config import load; c = load(sys.argv[1])\n"
        "print(len(c.sources), {'tomllib', 'json', 'pathlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "1 set()\n"
