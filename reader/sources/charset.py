"""Decode bytes to text in the encodings Arabic newsrooms use, even against the declared one.

A declaration is a claim. Strict UTF-8 is proof (no other encoding passes for it by chance), so it is tried
first; then the claims in order of authority (HTTP, then the document), each checked against what letters
would be common in the languages written in it; then the letters alone.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from math import sqrt
from typing import Literal, NamedTuple

SAMPLE = 65_536
"""Bytes above 0x7f that are counted to know an encoding by its letters."""
HEAD = 4_096
"""Bytes in which a document declares its encoding (HTML says 1024; generators are later than that)."""
BROKEN = 0.05
"""Share of damaged letters up to which a text is still the UTF-8 it claims to be."""

CUT = 0.34
"""The same in one piece of a document that is UTF-8: a title of three letters with one cut in the middle."""

_PIECE = re.compile(rb"([<\"\n])")
_CESU8 = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLANKS = b" \t\r\n"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\f\r\x1b"})
_MAX_CONTROLS = 0.02
"""Share of control characters in a damaged text; random bytes have five times as many."""
_HTTP_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?\s*([\w.:-]+)")
_XML_DECLARATION = re.compile(rb"(?i)<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)")
_META = re.compile(rb"(?i)<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)")
# Labels Python lacks, and those it takes to the letter where the web means more (WHATWG Encoding 4.2).
_LABELS = {
    "ansi-1256": "cp1256",
    "arabic": "iso8859-6",
    "asmo-708": "iso8859-6",
    "cp-1256": "cp1256",
    "win-1256": "cp1256",
    "x-cp1256": "cp1256",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8-i": "cp1255",
    "logical": "cp1255",
    "unicode": "utf-8",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
}
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-8": "cp1255",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Never what a newsroom means: transport encodings, and UTF-7, in which markup hides from checks.
_REFUSED = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
# The commonest letters of each language, most frequent first, in the encoding its pages use.
_LETTERS = {
    "cp1256": "اليمنوترعبةدسفهكقأحجشىصطخضذزغإثءئؤآظ،؟ےکپچگ",
    "iso8859-6": "اليمنوترعبةدسفهكقأحجشىصطخضذزغإثءئؤآظ،؟",
    "cp1255": "יוהלאמתרבשנעדקםחפןטכגצזסךףץ",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
}
_LATIN_LETTERS = {
    "cp1254": "ıüşğçöİÇŞÖÜâ’",
    "cp1252": "éèàêçôîùâûïüöäßáíóúñåøæãõ’‘“”«»–—…€°",
}
_ARABIC_LEADS = "ØÙÚÛ"
"""First bytes of Arabic letters in UTF-8, as Latin letters."""
_MIN_LEADS = 20
_LEADS = 0.35
"""Share of them among letters outside ASCII, from which a text was encoded twice; half if all of it was."""
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_LATIN_RUN = re.compile(f"[\x80-\xff{''.join(map(chr, _CP1252))}]+")
_MARKS = "ًٌٍَُِّْ"
_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA, _HANGUL = re.compile("[\u3041-\u30ff]+"), re.compile("[\uac00-\ud7a3]+")
_EVEN_RUNS = 12
"""Words of an even number of bytes in a row, from which on that is no chance."""
_LONG_RUN = 18
"""Bytes of a run, in the middle, that no word of an alphabet has."""


def decode(data: bytes, content_type: str = "", kind: Literal["xml", "html"] = "xml") -> str:
    """Return the text of a document; never raises, damaged letters become U+FFFD.

    Args:
        data: the bytes as they arrived.
        content_type: of HTTP, for its ``charset``.
        kind: where the document would declare its encoding (XML declaration, ``meta``).
    """
    start = data.lstrip(_BLANKS)
    for bom, encoding in _BOMS:
        if start.startswith(bom) and (encoding != "utf-8" or _strict_utf8(start) is not None):
            return start[len(bom) :].decode(encoding, "replace")
    if encoding := _wide(start):
        return start.decode(encoding, "replace")
    claims = _claims(data, content_type, kind)
    if (text := _strict_utf8(data)) is not None:
        # A seven-bit encoding with escapes is also ASCII.
        if claims and _is_stateful(claims[0], data):
            return data.decode(claims[0], "replace")
        return _decode_again(text) if _is_twice_encoded(text) else text
    return _decode_pieces(data, claims).removeprefix("\ufeff")


def is_binary(data: bytes) -> bool:
    """Return whether the beginning of a document is not text: many control characters."""
    start = data[:HEAD].lstrip(_BLANKS)
    if start.startswith(tuple(bom for bom, _ in _BOMS)) or _wide(start):
        return False
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return controls > _MAX_CONTROLS * len(start)


def _is_twice_encoded(text: str) -> bool:
    """Return whether UTF-8 was decoded as Latin letters and encoded again (Ø§ÙÙØµ)."""
    leads = sum(map(text.count, _ARABIC_LEADS)) if "Ø" in text and "Ù" in text else 0
    if leads < _MIN_LEADS:
        return False
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return leads > _LEADS * wide


def _decode_again(text: str) -> str:
    """Return a text with twice-encoded runs decoded once more and others unchanged."""

    def decode_run(run: re.Match[str]) -> str:
        try:
            return run[0].translate(_CP1252).encode("latin-1").decode()
        except UnicodeError:
            return run[0]

    return _LATIN_RUN.sub(decode_run, text)


def _decode_pieces(data: bytes, claims: list[str]) -> str:
    """Return the text of a document in several encodings, each piece decoded by itself.

    Feeds are put together from databases of several ages: an item in windows-1256 among those in UTF-8, or a
    title cut in the middle of a letter, costs none of the others.
    """
    data = _CESU8.sub(_supplementary, data)
    pieces = _PIECE.split(data)
    decoded = [_strict(piece) for piece in pieces]
    wide = [
        0 if text is None else len(piece) - len(text) for piece, text in zip(pieces, decoded, strict=True)
    ]
    sound = sum(wide)
    odd = sum(
        len(b"".join(_HIGH.findall(p))) for p, text in zip(pieces, decoded, strict=True) if text is None
    )
    is_utf8 = 2 * sound > odd
    # A letter or two of another encoding pass for UTF-8 by chance.
    texts = [t if is_utf8 or not 0 < w < 4 else None for t, w in zip(decoded, wide, strict=True)]
    rest = b"\n".join([piece for piece, text in zip(pieces, texts, strict=True) if text is None])
    encoding = _judge(rest, claims)
    return "".join(
        text
        if text is not None
        else piece.decode("utf-8" if is_utf8 and _is_almost(piece, "utf-8", CUT) else encoding, "replace")
        for piece, text in zip(pieces, texts, strict=True)
    )


def _strict(piece: bytes) -> str | None:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return None


def _supplementary(pair: re.Match[bytes]) -> bytes:
    """Return the UTF-8 of a character in six bytes, two surrogates (CESU-8, UTR #26)."""
    return (
        pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
    )


def _strict_utf8(data: bytes) -> str | None:
    """Return data decoded as strict UTF-8 except for a truncated last character."""
    try:
        text, used = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return None
    return text if used >= len(data) - 3 else None


def _wide(data: bytes) -> str:
    """Return the encoding of a document with a first ``<`` or ``{`` of several bytes."""
    head = data[:4]
    zeros = [byte == 0 for byte in head]
    widths: dict[tuple[bool, ...], str] = {
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
    }
    return widths.get(tuple(zeros), "") if head.strip(b"\0")[:1] in (b"<", b"{") else ""


def _claims(data: bytes, content_type: str, kind: str) -> list[str]:
    """Return the encodings named by HTTP and the document, if known, by authority."""
    labels = [found[1] for found in [_HTTP_CHARSET.search(content_type)] if found]
    patterns = (_XML_DECLARATION,) if kind == "xml" else (_META, _XML_DECLARATION)
    labels += [found[1].decode("ascii", "replace") for p in patterns if (found := p.search(data[:HEAD]))]
    return [name for label in labels if (name := _encoding(label))]


def _encoding(label: str) -> str:
    """Return Python's name of an encoding, wider where the web is; ``""`` if unknown."""
    label = label.lower()
    try:
        info = codecs.lookup(_LABELS.get(label, label))
    except (LookupError, ValueError):
        return ""
    text_encoding = getattr(info, "_is_text_encoding", True)
    return _WIDER.get(info.name, info.name) if text_encoding and info.name not in _REFUSED else ""


def _is_stateful(encoding: str, data: bytes) -> bool:
    return (encoding.startswith("iso2022") and b"\x1b" in data) or (encoding == "hz" and b"~{" in data)


def _judge(data: bytes, claims: list[str]) -> str:
    """Return the encoding of data that is not UTF-8: the first claim not refuted, or a guess."""
    likeness = _likeness(data)
    best = max(likeness, key=likeness.__getitem__)
    # A few letters prove little: «عنوان» in windows-1256 looks a little more like ISO-8859-6 («غلنال»).
    doubt = max(0.1, 1 / sqrt(sum(map(len, _HIGH.findall(data))) or 1))
    for claim in claims:
        if claim in likeness:
            if likeness[claim] > likeness[best] - doubt or likeness[best] < 0.5:
                return claim
        elif claim.startswith(("utf-16", "utf-32")):
            continue  # without a zero byte in its first letters it is not
        elif _is_almost(data, claim):
            return claim
    if _is_almost(data, "utf-8"):
        return "utf-8"
    if east := _east_asian(data):
        return east
    return best if likeness[best] >= 0.3 else "cp1252"


def _east_asian(data: bytes) -> str:
    """Return the two-byte encoding of a Chinese, Japanese or Korean document, else ``""``.

    Then no run of such bytes is odd, and Chinese, without blanks, has runs longer than any word of Arabic.
    """
    runs = _HIGH.findall(data[:SAMPLE])
    size = sum(map(len, runs))
    is_long = len(runs) >= _EVEN_RUNS or size >= _LONG_RUN * len(runs)
    if not runs or not is_long or any(len(run) % 2 for run in runs) or min(map(min, runs)) < 0xA1:
        return ""
    for encoding, letters, share in (("euc_jp", _KANA, 0.3), ("cp949", _HANGUL, 0.9)):
        if 2 * len("".join(letters.findall(data.decode(encoding, "replace")))) >= share * size:
            return encoding
    return "gb18030"


def _is_almost(data: bytes, encoding: str, damage: float = BROKEN) -> bool:
    """Return whether data decodes with few damaged letters among those outside ASCII."""
    text = data[: 4 * SAMPLE].decode(encoding, "replace")
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= damage * wide


def _likeness(data: bytes) -> dict[str, float]:
    """Return the cosine (0 to 1) of the letters of data and of each encoding's language.

    In Latin script a letter outside ASCII stands alone; in the others it has neighbours of its kind.
    """
    runs = _HIGH.findall(data)
    words = [run for run in runs if len(run) > 1]
    total = sum(map(len, runs))
    is_latin = 2 * sum(map(len, words)) < total
    seen = Counter(b"".join(runs if is_latin else words)[:SAMPLE])
    likeness = dict.fromkeys((*_LETTERS, *_LATIN_LETTERS), 0.0)
    for encoding, model in _models(is_latin).items():
        size = sqrt(sum(count * count for byte, count in seen.items() if byte not in model.marks))
        alike = sum(seen[byte] * weight for byte, weight in model.weights.items()) / (size or 1.0)
        holes = sum(seen[byte] for byte in model.holes) / (total or 1)
        likeness[encoding] = alike * max(0.0, 1 - 8 * holes)
    return likeness


class _Model(NamedTuple):
    """The letters of a language in one encoding."""

    weights: dict[int, float]
    """Of its bytes: 1 / rank, as a vector of length one."""
    marks: bytes
    """Not letters: as many as there are letters, or none."""
    holes: bytes
    """Bytes that stand for nothing."""


@cache
def _models(is_latin: bool) -> dict[str, _Model]:
    models = {}
    for encoding, letters in (_LATIN_LETTERS if is_latin else _LETTERS).items():
        weights = {letter.encode(encoding)[0]: 1 / (rank + 2) for rank, letter in enumerate(letters)}
        size = sqrt(sum(weight * weight for weight in weights.values()))
        models[encoding] = _Model(
            {byte: weight / size for byte, weight in weights.items()},
            _MARKS.encode(encoding, "ignore"),
            bytes(byte for byte in range(0x80, 0x100) if not _is_letterlike(byte, encoding)),
        )
    return models


def _is_letterlike(byte: int, encoding: str) -> bool:
    char = bytes([byte]).decode(encoding, "ignore")
    return bool(char) and not "\x80" <= char <= "\x9f"
