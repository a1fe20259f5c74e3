"""Apply rules LB2 to LB31 of UAX #14 (revision 55, Unicode 17) to classes of one letter.

LB1 is in the table. Classes are split where rules need more: East Asian width (LB19a, LB30), initial
and final quotation marks (LB15a, LB15b), the dotted circle (LB28a) and unassigned pictographs (LB30b).
"""

from __future__ import annotations

from bisect import bisect_right

from reader.typeset.character_table import CharacterTable
from reader.typeset.linebreak_data import RANGES

_BOUNDS = sorted(
    (int(first, 16), int(last or first, 16), letter)
    for letter, ranges in RANGES.items()
    for first, _, last in (part.partition("-") for part in ranges.split())
)
_STARTS = [first for first, _, _ in _BOUNDS]
_HANGUL = range(0xAC00, 0xD7A4)

_ENDS = "NRL"
"""BK and NL, CR, LF."""
_GL, _OP, _CL, _QU, _PR, _PO = "gG", "([", "})]", '"<>', "$Y", "%O"
"""``)`` alone is CP."""
_HYPHEN = "-~"
"""HY and HH."""
_AL = "aAxo"
_LETTER = _AL + "h"
_IDEOGRAPH = "iIXeEm"
_HANGUL_PAIRS = {"j": "jv23", "v": "vt", "2": "vt", "t": "t", "3": "t"}
"""Classes without a break after each class of Hangul (LB26)."""
_EAST_ASIAN = "AIEmGB][?:QYOj23"
_BEFORE_INITIAL = _ENDS + _OP + _QU + _GL + " Z"
_AFTER_FINAL = _GL + _CL + _QU + _ENDS + " w!?,/Z"
_BEFORE_HYPHEN = _ENDS + _GL + " Z*"
_AKSARA = "1o5"
# RI is ``r``, and the second of each pair ``s`` (LB30a).


def _class_of(code: int) -> str:
    """Return the letter of a code point."""
    if code in _HANGUL:
        return "3" if (code - _HANGUL.start) % 28 else "2"
    place = bisect_right(_STARTS, code) - 1
    _, last, letter = _BOUNDS[place]
    return letter if place >= 0 and code <= last else "a"


CLASSES = CharacterTable(_class_of)
"""The letter of every character."""


def find_breaks(text: str) -> list[int]:
    """Return the ascending indexes of allowed and mandatory breaks, the end included."""
    classes = CLASSES.read(text)
    units: list[str] = []
    starts: list[int] = []
    for at, letter in enumerate(classes):
        if letter in "cz":
            if units and units[-1] not in _ENDS + " Z":  # LB9
                continue
            letter = "a"  # LB10
        units.append(letter)
        starts.append(at)
    line = "".join(units).replace("rr", "rs")
    found = [
        start
        for place, start in enumerate(starts)
        if place and classes[start - 1] != "z" and _may_break(line, place)  # LB8a
    ]
    return [*found, len(text)] if text else []


def _may_break(line: str, place: int) -> bool:
    """Return whether a line may end before a place, by the rules in their order."""
    before, after = line[place - 1], line[place]
    if before in _ENDS:  # LB4, LB5
        return not (before == "R" and after == "L")
    if after in _ENDS or after in " Z":  # LB6, LB7
        return False
    last = _skip_back(line, place, " ")
    across = line[last] if last >= 0 else ""
    following = line[place + 1 : place + 2]
    if across == "Z":  # LB8
        return True
    if "w" in (before, after) or before in _GL:  # LB11, LB12
        return False
    if after in _GL and before not in " bB-~":  # LB12a
        return False
    if after in _CL + "!?/" or (across and across in _OP):  # LB13, LB14
        return False
    if across == "<" and (last == 0 or line[last - 1] in _BEFORE_INITIAL):  # LB15a
        return False
    if after == ">" and (not following or following in _AFTER_FINAL):  # LB15b
        return False
    if after == ",":  # LB15c, LB15d
        return before == " " and following == "n"
    if across and ((across in _CL and after in "qQ") or across == after == "="):  # LB16, LB17
        return False
    if before == " ":  # LB18
        return True
    if _is_quoted(line, place):
        return False
    if "*" in (before, after):  # LB20
        return True
    return not (_is_word(line, place) or _is_number(line, place) or _is_syllable(line, place))


def _skip_back(line: str, place: int, letters: str) -> int:
    """Return the last place before ``place`` with none of some letters; -1 where there is none."""
    place -= 1
    while place >= 0 and line[place] in letters:
        place -= 1
    return place


def _is_quoted(line: str, place: int) -> bool:
    """Return whether LB19 or LB19a keeps a quotation mark with its neighbour."""
    before, after = line[place - 1], line[place]
    if after in '">' or before in '"<':  # LB19
        return True
    outer = line[place - 2 : place - 1] if place > 1 else ""
    following = line[place + 1 : place + 2]
    if after == "<":
        return before not in _EAST_ASIAN or not following or following not in _EAST_ASIAN
    if before == ">":
        return after not in _EAST_ASIAN or not outer or outer not in _EAST_ASIAN
    return False


def _is_word(line: str, place: int) -> bool:
    """Return whether LB20a to LB22, or LB28 to LB30b, keep two characters together."""
    before, after = line[place - 1], line[place]
    outer = line[place - 2] if place > 1 else ""
    if before in _HYPHEN and after in _LETTER and (not outer or outer in _BEFORE_HYPHEN):  # LB20a
        return True
    if after in "bB~-qQ" or before == "^":  # LB21
        return True
    if before in _HYPHEN and outer == "h" and after != "h":  # LB21a
        return True
    if (before == "/" and after == "h") or after in ".:":  # LB21b, LB22
        return True
    if after in _LETTER and before in _LETTER + ",":  # LB28, LB29
        return True
    if (before in _LETTER + "n" and after == "(") or (before == ")" and after in _LETTER + "n"):  # LB30
        return True
    return (before == "r" and after == "s") or (before in "eExX" and after == "m")  # LB30a, LB30b


def _is_number(line: str, place: int) -> bool:
    """Return whether LB23 to LB25 keep two characters together."""
    before, after = line[place - 1], line[place]
    if (before in _LETTER and after == "n") or (before == "n" and after in _LETTER):  # LB23
        return True
    if (before in _PR and after in _IDEOGRAPH) or (before in _IDEOGRAPH and after in _PO):  # LB23a
        return True
    sign = _PR + _PO
    if (before in sign and after in _LETTER) or (before in _LETTER and after in sign):  # LB24
        return True
    if after in sign or after == "n":  # LB25
        last = _skip_back(line, place - 1 if before in _CL and after != "n" else place, "/,")
        if last >= 0 and line[last] == "n":
            return True
    if after == "n":
        return before in sign + "-,"
    return before in sign and after in _OP and line.startswith(("n", ",n"), place + 1)


def _is_syllable(line: str, place: int) -> bool:
    """Return whether LB26, LB27 (Hangul) or LB28a (Brahmic) forbid a break before ``place``."""
    before, after = line[place - 1], line[place]
    if before in _HANGUL_PAIRS and (after in _PO or after in _HANGUL_PAIRS[before]):
        return True
    if before in _PR and after in _HANGUL_PAIRS:
        return True
    if before == "4":
        return after in _AKSARA
    if before in _AKSARA:
        return after in "67" or (after in _AKSARA and line[place + 1 : place + 2] == "6")
    return before == "7" and after in "1o" and place > 1 and line[place - 2] in _AKSARA
