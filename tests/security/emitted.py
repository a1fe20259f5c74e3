"""What a terminal would obey of what it is sent: the control functions in a stream (ECMA-48)."""

import re
from dataclasses import dataclass

MARK = "pwned"
NUMBER = "6667"
"""What attacks carry inside their sequences, so that one that came through can be told from ours."""

_FUNCTION = re.compile(
    "(?P<string>\x1b[P\\]X^_]|[\x90\x98\x9d-\x9f])(?P<content>[^\x1b\x07\x9c]*)(?:\x07|\x9c|\x1b\\\\)?"
    "|(?P<csi>\x1b\\[|\x9b)(?P<parameters>[0-?]*)(?P<final>[ -/]*[@-~])?"
    "|\x1b[ -/]*[0-~]?"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_DIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SGR_MOVE_ERASE = frozenset("mHABCDGJKXdhlqs u".replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Function:
    """One control function: its introducer, its parameters or string, the end of a control sequence."""

    kind: str
    inside: str = ""
    final: str = ""


def functions(stream):
    """Every control function in a stream but the line feed and the tab."""
    found = []
    for match in _FUNCTION.finditer(stream):
        if match["string"]:
            found.append(Function(match["string"], match["content"]))
        elif match["csi"]:
            found.append(Function("CSI", match["parameters"], match["final"] or ""))
        else:
            found.append(Function(match[0]))
    return found


def assert_tame(stream, allowed=()):
    """Nothing but colours and erasing the line comes from a command, and nothing of an attack is in it."""
    for each in functions(stream):
        assert MARK not in each.inside, each
        assert NUMBER not in each.inside, each
        known = (each.kind == "CSI" and each.final in ("m", "K", *allowed)) or each.kind in ("\r", *allowed)
        assert known, (each, stream[max(0, stream.find(each.inside) - 80) :][:200])
    for line in stream.split("\n"):
        assert not _DIRECTIONAL.search(line), repr(line)
