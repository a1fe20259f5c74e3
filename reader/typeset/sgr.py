"""Parse SGR colours and OSC 8 links of a line (ECMA-48), and write them around cells.

Other escape sequences are dropped: a filter passes text and style, and nothing that acts on the terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.typeset.run_tints import Rgb, parse_ink, tint

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)(?P<sgr>[0-9;:]*)m"
    "|\x1b\\]8;(?P<id>[ -:<-~]*);(?P<url>[!-~]*)(?:\x1b\\\\|\x07)"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[PX\\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x1b\\\\|\x07|\x9c)?"
    "|\x1b[ -/]*[0-~]?"
)
_ON = {
    1: "weight", 2: "dim", 3: "italic", 4: "underline", 5: "blink", 6: "blink", 7: "reverse", 8: "conceal",
    9: "strike", 20: "italic", 21: "underline", 38: "ink", 48: "ground", 51: "frame", 52: "frame",
    53: "overline", 58: "line", 73: "script", 74: "script",
}  # fmt: skip
_ON |= dict.fromkeys((*range(30, 38), *range(90, 98)), "ink")
_ON |= dict.fromkeys((*range(40, 48), *range(100, 108)), "ground")
_OFF = {
    22: ("weight", "dim"), 23: ("italic",), 24: ("underline",), 25: ("blink",), 27: ("reverse",),
    28: ("conceal",), 29: ("strike",), 39: ("ink",), 49: ("ground",), 54: ("frame",), 55: ("overline",),
    59: ("line",), 75: ("script",),
}  # fmt: skip
_EXTENDED = {"5": 3, "2": 5}
"""How many parameters a colour takes by its second one: 38;5;n and 38;2;r;g;b."""


class Look(NamedTuple):
    """Style of characters: the SGR parameters in force by attribute, and their link."""

    attributes: tuple[tuple[str, str], ...] = ()
    link: str = ""
    """Parameters of OSC 8, ``id;address``; "" outside links."""

    def with_sgr(self, parameters: str) -> Look:
        """Return the look after an SGR sequence with these parameters."""
        attributes = dict(self.attributes)
        codes = parameters.split(";")
        at = 0
        while at < len(codes):
            code = codes[at]
            head = int(code.partition(":")[0][:4] or "0")
            size = _EXTENDED.get(codes[at + 1], 1) if head in (38, 48, 58) and at + 1 < len(codes) else 1
            if not head:
                attributes.clear()
            elif code == "4:0":
                attributes.pop("underline", None)
            elif head in _ON:
                attributes[_ON[head]] = ";".join(codes[at : at + size])
            for kind in _OFF.get(head, ()):
                attributes.pop(kind, None)
            at += size
        return self._replace(attributes=tuple(attributes.items()))

    def slanted(self) -> Look:
        """Return the same in the other of upright and italic."""
        attributes = dict(self.attributes)
        if not attributes.pop("italic", ""):
            attributes["italic"] = "3"
        return self._replace(attributes=tuple(attributes.items()))

    def tinted(self, step: int, default: Rgb) -> Look:
        """Return the look with its colour, or else ``default``, changed by ``step`` units."""
        attributes = dict(self.attributes)
        red, green, blue = tint(parse_ink(attributes.get("ink", ""), default), step)
        attributes["ink"] = f"38;2;{red};{green};{blue}"
        return self._replace(attributes=tuple(attributes.items()))

    @property
    def face(self) -> tuple[bool, bool]:
        """Bold and italic, which select the font."""
        kinds = dict(self.attributes)
        return "weight" in kinds, "italic" in kinds


PLAIN = Look()


def change(before: Look, after: Look) -> str:
    """Return the sequences that lead from one look to another."""
    sequences = ""
    if before.attributes != after.attributes:
        on = ";".join([value for _, value in after.attributes])
        sequences += "\x1b[0m" if before.attributes else ""
        sequences += f"\x1b[{on}m" if on else ""
    if before.link != after.link:
        sequences += f"\x1b]8;{after.link or ';'}\x1b\\"
    return sequences


def read(line: str, look: Look) -> Iterator[tuple[str, Look]]:
    """Yield the stretches of a line with equal looks, without sequences; the last may be empty.

    Args:
        line: Text with escape sequences, no line end.
        look: The look at the beginning of the line.
    """
    if line.isprintable():
        yield line, look
        return
    at = 0
    for match in _SEQUENCE.finditer(line):
        if match.start() > at:
            yield line[at : match.start()], look
        if match["sgr"] is not None:
            look = look.with_sgr(match["sgr"])
        elif match["url"] is not None:
            look = look._replace(link=f"{match['id']};{match['url']}" if match["url"] else "")
        at = match.end()
    yield line[at:], look
