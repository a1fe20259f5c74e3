"""Gather the text of one block, with links and emphasis by the index of characters."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.model import Span, SpanKind
from reader.sources.sanitize import clean_line, clean_url, clean_verbatim

_MAX_SPANS = 1_000
"""Spans of one paragraph, before it is cut."""
_MAX_ADDRESS_CHARACTERS = 4_000_000
"""Characters of the addresses of all links of a body; further links are plain text."""
_ADDRESS = re.compile(r"(?<![\w/@.])https?://[^\s<>\"'«»“”‘’…،؛()\[\]{}\u200e\u200f]++")
_ADDRESS_END = ".,:;!?؟*_~"
_BLANKS = re.compile(r"\s+")
_TAB_CELLS = 4
"""Cells of a tab in verbatim text."""


class BlockText:
    """The text of the current block, and the elements open inside."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._blank = False
        """White space was read that shows only if something follows in the same block."""
        self._spans: list[Span] = []
        self._open: list[tuple[SpanKind, str, int]] = []
        """Kind, address, and where the text of each began; -1 before there was any."""
        self._address_characters = 0

    @property
    def is_in_link(self) -> bool:
        """Whether the text is now inside a link."""
        return any(kind == "link" for kind, *_ in self._open)

    @property
    def ends_with_digit(self) -> bool:
        """Whether the last character is a digit."""
        return bool(self._pieces) and self._pieces[-1][-1:].isdigit()

    def open_span(self, kind: SpanKind, address: str = "") -> None:
        """Begin an emphasis or a link, continued in the next blocks until closed."""
        self._open.append((kind, address, -1))

    def close_span(self) -> None:
        """End the emphasis or link that was opened last."""
        self._end(*self._open.pop())

    def add(self, text: str, *, is_joined: bool = False) -> None:
        """Add a text with its white space as one blank.

        Args:
            text: the text.
            is_joined: whether what follows is joined to it, whatever white space is between.
        """
        text = _BLANKS.sub(" ", text)
        if text[:1] == " ":
            self._blank = True
        words = text.strip(" ")
        if not words:
            return
        if self._blank and self.length:
            self._pieces.append(" ")
            self.length += 1
        self._begin(self.length)
        self._pieces.append(words)
        self.length += len(words)
        self._blank = text[-1] == " " and not is_joined

    def add_verbatim(self, text: str) -> None:
        """Add a part of a line with its blanks kept."""
        text = text.rstrip("\r").expandtabs(_TAB_CELLS)
        if not self.length and not text.strip():
            self._pieces += [text] if text else []  # the indentation of what follows in another element
            return
        before = sum(map(len, self._pieces))
        self._begin(before)
        self._pieces.append(text)
        self.length = before + len(text)
        self._blank = False

    def take(self, *, is_verbatim: bool = False) -> tuple[str, tuple[Span, ...]]:
        """Return the text so far, sanitized, and its spans; open spans go on in the next block."""
        taken: tuple[str, tuple[Span, ...]] = "", ()
        if self.length:
            for kind, address, start in self._open:
                self._end(kind, address, start)
            written = "".join(self._pieces)
            if is_verbatim:
                self._spans.append(Span(0, self.length, "code"))
            elif "://" in written:
                self._link_addresses(written)
            taken = _sanitize(written, self._spans, is_verbatim=is_verbatim)
        self._open = [(kind, address, -1) for kind, address, _ in self._open]
        self._pieces, self.length, self._blank, self._spans = [], 0, False, []
        return taken

    def _begin(self, at: int) -> None:
        self._open = [(kind, address, at if start < 0 else start) for kind, address, start in self._open]

    def _end(self, kind: SpanKind, address: str, start: int) -> None:
        if 0 <= start < self.length and (kind != "link" or address) and len(self._spans) < _MAX_SPANS:
            self._address_characters += len(address)
            if self._address_characters <= _MAX_ADDRESS_CHARACTERS:
                self._spans.append(Span(start, self.length, kind, address))

    def _link_addresses(self, text: str) -> None:
        """Make links of addresses in a text that are none."""
        taken = [span for span in self._spans if span.kind in ("link", "code")]
        for found in _ADDRESS.finditer(text):
            address = found[0].rstrip(_ADDRESS_END)
            start, end = found.start(), found.start() + len(address)
            is_free = all(end <= span.start or start >= span.end for span in taken)
            if is_free and len(self._spans) < _MAX_SPANS and (url := clean_url(address)):
                self._spans.append(Span(start, end, "link", url))


def _sanitize(text: str, spans: list[Span], *, is_verbatim: bool) -> tuple[str, tuple[Span, ...]]:
    """Return the text of one block as of ``clean_line``, and its spans moved accordingly.

    Of a verbatim one the blanks stay.
    """
    line = clean_verbatim(text) if is_verbatim else clean_line(text)
    if line != text:
        places = _places(text, line)
        spans = [replace(s, start=places[s.start], end=places[s.end]) for s in spans]
    spans.sort(key=lambda s: (s.start, -s.end))
    return line, tuple(s for s in spans if s.start < s.end)


def _places(text: str, line: str) -> list[int]:
    """Return each index of ``text`` in ``line``, which lacks some of its characters."""
    places = []
    at = 0
    for char in text:
        places.append(at)
        at += at < len(line) and line[at] == char
    return [*places, at]
