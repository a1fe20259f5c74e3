"""Sanitize text from outside, so that terminals, lists and logs are safe.

What leaves ``clean`` holds no control characters but the line feed, no terminal sequence or part of one that
could come alive, no lone surrogates, noncharacters or tag characters, no directional override, no embedding
or isolate without its end, no more than a few marks on one base. Letters are never changed or normalised.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = 6
"""Marks (and joiners, directional marks) kept on one base: pointed and cantillated Hebrew needs five."""
NESTED = 8
"""Embeddings and isolates open at once; the paragraphs of news have one or two."""
URL_LENGTH = 8_192
"""Characters; longer addresses are refused, no browser or server is sure to take them."""

# ECMA-48 5.6 (OSC, DCS, SOS, PM, APC up to ST, or BEL as xterm has it), 5.4 (CSI), ECMA-35 (nF, Fp, Fe, Fs).
# A string without its end loses the introducer alone: the rest is dead text, and may be the headline.
_SEQUENCE = re.compile(
    r"(?:\x1b[\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]{0,65536}+(?:\x07|\x9c|\x1b\\)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[ -/]*+[0-~]?"
)
_NEWLINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_FORBIDDEN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\xad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_DROP = re.compile(f"[{_FORBIDDEN}]")
_SUSPECT = re.compile(f"[{_FORBIDDEN}\u2028-\u202e\u2066-\u2069]")
_DIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_PDF, _PDI = "\u202c", "\u2069"
_EMBEDDINGS, _OVERRIDES, _ISOLATES = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"
_PAIRED = frozenset(_EMBEDDINGS + _PDF + _ISOLATES + _PDI)
_JOINERS = frozenset("\u061c\u200c\u200d\u200e\u200f")
# Neither letters, digits, white space nor ASCII: marks are among these, and nothing quicker finds them all.
_ODD = r"[^\w\s\x00-\x7f]"
_ODD_ONE = re.compile(_ODD)
_LONG_RUN = re.compile(rf"{_ODD}{{{MARKS + 1}}}")
_ODD_RUN = re.compile(rf"(?:\A|\n){_ODD}+|{_ODD}{{{MARKS + 1},}}")
_ODD_LINE = re.compile(rf"\n{_ODD}")
# Blank to the eye, although some are letters or symbols.
_SEEN = re.compile(
    "[^ \n\u034f\u061c\u115f\u1160\u17b4\u17b5\u200c-\u200f\u202a-\u202c\u2066-\u2069"
    "\u2800\u3164\uffa0\ufe00-\ufe0f]"
)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9A-Fa-f]+)|0*([0-9]+));?")
_NUMERIC = re.compile("&#")
_C1_REFERENCE = re.compile(r"&#(?:[xX]0{0,6}([89][0-9A-Fa-f])|0{0,6}(12[89]|1[345][0-9]));")
_TABS = 10_000
"""Of markup with ``pre``, up to which each keeps its room."""
_SURROGATES = re.compile(
    r"&#(?:[xX]0{0,4}([dD][89abAB][0-9A-Fa-f]{2})|0{0,4}(5[56][0-9]{3}));"
    r"&#(?:[xX]0{0,4}([dD][c-fC-F][0-9A-Fa-f]{2})|0{0,4}(5[67][0-9]{3}));"
)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Nearly all there are, without an account, an impossible port or anything to encode.
_PLAIN_URL = re.compile(
    r"https?://[A-Za-z0-9_](?:[A-Za-z0-9_.-]*+)(?::(?:[0-9]{1,4}|[1-5][0-9]{4}))?(?:[/?#][A-Za-z0-9/?#\[\]@!$&'()*+,;=:%._~-]*)?"
)
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s\[\]:%<>\"^`{|}!$&'()*+,;=]+)(?::[0-9]{0,5})?")
_UNSAFE_IN_URL = re.compile(r"[\s\"<>^`{|}\u061c\u200c-\u200f]")


def clean(text: str) -> str:
    r"""Return text of one or more lines, safe wherever text is shown.

    Every kind of line end becomes ``\n``, a tab a space. Clean whole texts, not fragments of them: a mark
    that begins a line is dropped, for it would be drawn over its neighbour. ``clean(clean(t)) == clean(t)``.
    """
    if _is_clean(text):
        return text
    text = _SEQUENCE.sub("", text)
    text = _NEWLINE.sub("\n", text).replace("\t", " ")
    text = _DROP.sub("", text)
    return _cap_marks(_balance(text))


def clean_line(text: str) -> str:
    """Return text on one line: sanitized, white space collapsed, empty if nothing is visible."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    words = clean(text).split()
    if words and _ODD_ONE.match(words[0]):
        first = next((at for at, word in enumerate(words) if _cap_marks(word)), len(words))
        words = [*map(_cap_marks, words[first : first + 1]), *words[first + 1 :]]
    line = " ".join(words)
    return line if _SEEN.search(line) else ""


def clean_verbatim(text: str) -> str:
    """Return text on one line as `clean_line` does, with blanks kept (``pre``)."""
    line = clean(text).replace("\n", " ").rstrip()
    words = clean_line(line)
    if not words or words == " ".join(line.split()):
        return line if words else ""
    return " " * (len(line) - len(line.lstrip())) + words


def clean_markup(markup: str) -> str:
    """Return HTML as given, its characters cleaned, and its numeric references to controls too."""
    if "\t" in markup and "<pre" in markup and markup.count("\t") <= _TABS:
        markup = markup.replace("\t", "    ")  # code is indented with them
    return clean(_REFERENCE.sub(_harmless, repair_references(markup)) if _has_numeric(markup) else markup)


def repair_references(markup: str) -> str:
    """Return markup with the characters meant by numeric references that XML does not allow.

    Those to C1 controls are read as windows-1252 (HTML 13.2.5.80), two to surrogates as their character.
    """
    if not _has_numeric(markup):
        return markup
    return _C1_REFERENCE.sub(_windows_1252, _SURROGATES.sub(_joined_surrogates, markup))


def _has_numeric(markup: str) -> bool:
    """Return whether there are numeric references; a pattern is faster here than ``in``."""
    return "&" in markup and _NUMERIC.search(markup) is not None


def _windows_1252(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return bytes([code]).decode("cp1252", "replace")


def _joined_surrogates(pair: re.Match[str]) -> str:
    high, low = (
        int(digits, 16) if digits else int(number or "0")
        for digits, number in ((pair[1], pair[2]), (pair[3], pair[4]))
    )
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


def clean_url(url: str) -> str:
    """Return an absolute http(s) address without credentials or controls; else ``""``.

    Read as browsers read it (WHATWG URL 4.4): line ends and tabs inside are nothing, a backslash is a slash.
    """
    if _PLAIN_URL.fullmatch(url) and len(url) <= URL_LENGTH:
        return url
    url = _SUSPECT.sub("", _SEQUENCE.sub("", url)).strip().replace("\\", "/")
    if len(url) > URL_LENGTH:
        return ""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or _UNSAFE_IN_URL.search(host):
        return ""
    return _UNSAFE_IN_URL.sub(_percent, parts._replace(netloc=host).geturl())


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _harmless(reference: re.Match[str]) -> str:
    """Return a reference, or the replacement of one to a control (HTML 13.2.5.80) or to none.

    A blank, not nothing, lest the digits around it close up to another reference.
    """
    from html import unescape

    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) <= 7 else 0
    if code >= 0x110000 or _NO_CHARACTER.match(chr(code)):
        # 0x80-0x9f are read as windows-1252.
        char = unescape(f"&#{code};") if 0x80 <= code <= 0x9F else ""
        return char if char.isprintable() and char else " "
    return reference[0]


def _is_clean(text: str) -> bool:
    if not text.isprintable():
        if not text.replace("\n", "").isprintable() and _SUSPECT.search(text):
            return False
        if any(_is_mark(match[0][1]) for match in _ODD_LINE.finditer(text)):
            return False
    # Any run of MARKS + 1 odd characters has one at an index divisible by that; most texts show none there.
    if _ODD_ONE.search(text[:: MARKS + 1]) and _LONG_RUN.search(text):
        return False
    return not text or text[0].isalnum() or not _is_mark(text[0])


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _balance(text: str) -> str:
    """Remove overrides and unpaired or too deep controls (UAX #9 BD9, X5-X7)."""
    stray: set[int] = set()
    opened: list[tuple[int, str]] = []
    isolates = 0
    for match in _DIRECTIONAL.finditer(text):
        at, char = match.start(), match[0]
        if char == "\n":
            stray.update(start for start, _ in opened)
            opened.clear()
            isolates = 0
        elif char not in (_PDF, _PDI):
            opened.append((at, char))
            isolates += char in _ISOLATES
        elif not (isolates if char == _PDI else opened and opened[-1][1] not in _ISOLATES):
            stray.add(at)
        else:
            while char == _PDI and opened[-1][1] not in _ISOLATES:
                stray.add(opened.pop()[0])
            start, opener = opened.pop()
            isolates -= opener in _ISOLATES
            if opener in _OVERRIDES or len(opened) >= NESTED:
                stray.update((start, at))
    stray.update(start for start, _ in opened)
    return "".join([c for i, c in enumerate(text) if i not in stray]) if stray else text


def _cap_marks(text: str) -> str:
    return _ODD_RUN.sub(_capped, text)


def _capped(run: re.Match[str]) -> str:
    """Keep the first marks on each base; none at the start of a line, where there is no base."""
    kept: list[str] = []
    has_base = run[0][0] != "\n" and run.start() > 0
    count = 0
    for char in run[0]:
        if char == "\n" or char in _PAIRED:
            kept.append(char)
            continue
        is_mark = _is_mark(char)
        if not is_mark and char not in _JOINERS:
            has_base = True
            count = 0
            kept.append(char)
        elif count < MARKS and (has_base or not is_mark):
            count += 1
            kept.append(char)
    return "".join(kept)
