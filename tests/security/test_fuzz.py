# ruff: noqa: E501  tables of attacks are not folded
"""Endurance of the pure parts: nothing raised but what is documented, nothing slower than its bound, text out.

Inputs are damaged copies of real pages and feeds where those are at hand, else of the attacks; and what hypothesis
thinks of. ``ROUNDS`` inputs each by default, ``MANY`` under ``whole``.
"""

import contextlib
import io
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import agency
from security.attacks import EVERY, SEQUENCES, WAYS, json_feed, opml, page, rss
from security.emitted import functions

from reader.cli import main
from reader.core.importing.dump_reader import sanitize_lines
from reader.sources import (
    FeedError,
    SourceError,
    clean,
    clean_line,
    clean_url,
    extract,
    parse_date,
    parse_feed,
)
from reader.sources.feed.opml import parse_opml
from reader.typeset import layout
from reader.typeset.text_filter import Filter

ROUNDS, MANY = 60, 3_000
BOUND = 3.0
"""Seconds of processor time for one input of some 50 kB, on a busy machine."""
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SPLICES = [
    *(text.encode("utf-8", "surrogatepass") for text in SEQUENCES.values()), b"&#27;", b"&#x9b;", b"&#0;", b"&#xd800;",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<", b">", b"&", b'"', b"'", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\xc0\x80", b"<script>", b"</article>", b"<template>", b"<svg>", b"<math><mtext>", b"<base href='file:///'>", b"{", b"[",
    b"9" * 400, "خ".encode("cp1256"), "١٢".encode(), b"<?xml version='1.0' encoding='utf-7'?>", b"<meta charset=utf-16>",
]  # fmt: skip


def damaged(data, chance):
    """A document with a few places cut, doubled, swapped, flipped or spliced."""
    data = bytearray(data[:50_000])
    for _ in range(chance.randint(1, 16)):
        at, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0 | 1:
                data[at:at] = chance.choice(SPLICES)
            case 2:
                del data[at : at + chance.randrange(200)]
            case 3:
                data[at:at] = data[other : other + chance.randrange(400)]
            case 4 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case _:
                data[at : at + chance.randrange(8)] = chance.randbytes(chance.randrange(8))
    return bytes(data)


def is_text(*texts):
    for text in texts:
        assert clean(text) == text


def is_line(*texts):
    for text in texts:
        assert clean_line(text) == text


def is_address(*urls):
    for url in urls:
        assert url == "" or (url.startswith(("http://", "https://")) and clean_url(url) == url)


def feed(data):
    with contextlib.suppress(FeedError):
        found = parse_feed(data, "https://x.example/feed", now=NOW)
        is_line(found.title, found.language)
        for entry in found.entries:
            is_line(entry.id, entry.title, entry.language, *entry.categories, *entry.authors)
            is_text(entry.summary, entry.content)
            is_address(entry.url, entry.image, *(each.url for each in entry.enclosures))


def article(data):
    with contextlib.suppress(SourceError):
        found = extract(data, "https://x.example/1")
        is_line(found.title, found.site, found.category, found.author, found.language)
        is_address(found.url, found.image)
        for block in found.blocks:
            is_text(block.text)
            is_address(block.url, *(span.url for span in block.spans))
            for span in block.spans:
                assert 0 <= span.start < span.end <= len(block.text)
            for line in layout(block.text, 40, justify=True):
                assert line.width <= 40
                assert "\x1b" not in line.text


def listed(data):
    with contextlib.suppress(SourceError):
        sources, notes = parse_opml(data)
        is_line(*map(str, notes), *(source.name for source in sources))
        is_address(*(source.feed for source in sources))


def text(data):
    setting = Filter(60)
    out = setting.feed(data.decode("utf-8", "replace")) + setting.close()
    for each in functions(out):
        assert (each.kind == "CSI" and each.final == "m") or (
            each.kind == "\x1b]" and each.inside.startswith("8;")
        )
    whole = Filter(60)
    assert whole.feed(data.decode("utf-8", "replace")) + whole.close() == out


def brought(data):
    head = '{"khabar": "library", "version": 1}'
    with contextlib.suppress(SourceError):
        for line in sanitize_lines([head, *data.decode("utf-8", "replace").split("\n")]):
            assert "\x1b" not in line


PARTS = {"feed": feed, "article": article, "listed": listed, "text": text, "brought": brought}
RECORD = (
    '{"entry":{"id":1,"source":"x","guid":"1","url":"http://x.example/1","title":"خبر","published":1,"updated":null,'
    '"fetched":1,"time":1,"category":"","author":"","language":"ar","image":"","read":0,"breaking":0,"offline":0,'
    '"page_key":1,"story_key":null,"title_key":2,"content":{"summary":"s","content":"<p>x","categories":"[\\"a\\"]",'
    '"authors":"[]","enclosures":"[]"},"article":{"title":"x","url":"","site":"","category":"","author":"",'
    '"published":null,"language":"","direction":"rtl","image":"","whole":1,'
    '"blocks":"[[\\"paragraph\\",\\"x\\",[[0,1,\\"link\\",\\"http://x/\\"]],0,0,\\"\\"]]"}}}'
)


def seeds(part, shared=None):
    """Documents to damage."""
    mine = {
        "feed": [*(rss("http://x.example", way) for way in WAYS), json_feed("http://x.example"), agency.rss("http://x.example")],
        "article": [*map(page, WAYS), agency.page(agency.STORIES[0], "http://x.example")],
        "listed": [opml("http://x.example")],
        "text": [EVERY.encode("utf-8", "surrogatepass"), *(each.title.encode() for each in agency.STORIES)],
        "brought": [RECORD.encode()],
    }[part]  # fmt: skip
    folder = {"feed": "feeds", "article": "articles", "text": "text"}.get(part)
    if shared is None or folder is None:
        return mine
    files = (file for file in sorted((shared / "corpus" / folder).rglob("*")) if file.is_file())
    return [*mine, *(file.read_bytes() for file in files if file.stat().st_size < 400_000)]


def endure(part, documents, rounds):
    chance = random.Random(20200820)
    slowest = 0.0
    for number in range(rounds):
        data = damaged(chance.choice(documents), chance)
        started = time.process_time()
        try:
            PARTS[part](data)
        except Exception as error:
            raise AssertionError(f"input {number} of {part}: {data[:3000]!r}") from error
        slowest = max(slowest, time.process_time() - started)
        assert slowest < BOUND, f"input {number} of {part} took {slowest:.1f} s: {data[:3000]!r}"
    return slowest


@pytest.mark.parametrize("part", PARTS)
def test_damaged_attacks_give_text_or_errors(part):
    endure(part, seeds(part), ROUNDS if part != "article" else ROUNDS // 3)


@pytest.mark.whole
@pytest.mark.parametrize("part", PARTS)
def test_damaged_corpus_gives_text_or_errors(part, shared):
    endure(part, seeds(part, shared), MANY // {"article": 6, "text": 10}.get(part, 1))


HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(list(SEQUENCES.values())),
        st.sampled_from(
            list("\x1b\x9b\x9d]\x07\\[;0m\u202e\u2066\u2067\u2069\u200d\u0651ل اـ&#27;<>\n\r\t\ud800")
        ),
    ),
    max_size=12,
).map("".join)


@given(HOSTILE)
def test_clean_leaves_text(hostile):
    once = clean(hostile)
    assert clean(once) == once
    assert not functions(once)
    line = clean_line(hostile)
    assert clean_line(line) == line
    assert "\n" not in line
    url = clean_url(f"http://x.example/{hostile}")
    assert not functions(url)
    assert not any(
        char.isspace() or 0x2028 <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069 for char in url
    )


@given(
    st.one_of(
        HOSTILE,
        st.from_regex(r"\A[0-9٠-٩/:. +-]{0,40}\Z"),
        st.sampled_from(["اليوم", "9" * 400, "-1", "1e999"]),
    )
)
def test_parse_date_of_any_text_never_raises(hostile):
    found = parse_date(hostile, now=NOW)
    assert found is None or 1 <= found.year <= 9999


@given(HOSTILE, st.integers(1, 90), st.booleans())
def test_layout_of_any_line_keeps_its_width(hostile, width, justify):
    """No line is wider than its measure, unless one character alone is; none holds what a terminal obeys."""
    for line in layout(hostile, width, justify=justify):
        assert line.width <= max(width, 2)
        assert not functions(line.text)


@settings(max_examples=30)
@given(st.binary(max_size=300), st.booleans())
def test_any_stream_in_any_pieces(data, justify):
    """``khabar text`` itself: bytes in, lines out, by whatever pieces they come."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(Path(__file__).parent / "nobody"))
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        patch.setattr(sys, "stdout", out)
        assert main(["text", "--width", "40", *(["--justify"] if justify else [])]) == 0
    text(data)
    for each in functions(out.getvalue()):
        assert each.kind in ("CSI", "\x1b]")
