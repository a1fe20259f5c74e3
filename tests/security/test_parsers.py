# ruff: noqa: E501  tables of attacks are not folded
"""Documents written against parsers: bounded in time and memory, each bound stated here and held to.

The heavy ones run in a process that may take ``MEMORY`` in all and ``SECONDS`` of processor time; the kernel
ends it when it takes more. The feed parser alone has its own in ``tests/sources/test_feed_hostile.py``.
"""

import gzip
import json
import resource
import subprocess
import sys
import time
import zlib
from contextlib import suppress

import pytest
from newsroom import Reply, agency

from reader.sources.http.client import LIMIT

MEMORY = 1 << 30
"""Bytes of address space of a whole process, its libraries included."""
SECONDS = 20
"""Of processor time for the worst document of ``LIMIT`` bytes, process start included."""
SMALL = 2.0
"""The same in seconds for the small ones of the default run."""

DOCUMENTS = {
    "deep elements": lambda n: b"<html><body><article>" + b"<div>" * (n // 11) + b"x" + b"</div>" * (n // 11),
    "unclosed elements": lambda n: b"<html><body><article>" + b"<b><p>" * (n // 6),
    "crossed elements": lambda n: b"<html><body>" + b"<a><b></a></b>" * (n // 14),
    "tables in tables": lambda n: b"<html><body>" + b"<table><tr><td>" * (n // 15),
    "lists in lists": lambda n: b"<html><body><article>" + b"<ul><li>x" * (n // 9),
    "quotations in quotations": lambda n: b"<html><body><article>" + b"<blockquote><p>x" * (n // 16),
    "a long line": lambda n: b"<html><body><article><p>" + b"x" * n,
    "a long word in Arabic": lambda n: b"<html><body><article><p>" + "خ".encode() * (n // 2),
    "blanks": lambda n: b"<html><body><article><p>x" + b" " * n + b"y</p>",
    "attributes": lambda n: b"<html><body><p " + b" ".join(b"a%d=1" % k for k in range(n // 9)) + b">x",
    "an attribute": lambda n: b'<html><body><p class="' + b"x " * (n // 2) + b'">x',
    "less-than signs": lambda n: b"<html><body><article><p>" + b"<" * n,
    "comments": lambda n: b"<html><body>" + b"<!--" * (n // 4),
    "references": lambda n: b"<html><body><article><p>" + b"&#1582;" * (n // 7),
    "half references": lambda n: b"<html><body><article><p>" + b"&#" * (n // 2),
    "links": lambda n: b"<html><body><article><p>" + b"<a href=/x>y</a> " * (n // 17),
    "pictures": lambda n: b"<html><body><article><p>" + b"<img src=/x alt=y>" * (n // 18),
    "paragraphs": lambda n: b"<html><body><article>" + "<p>كلمة في خبر".encode() * (n // 22),
    "headings": lambda n: b"<html><body><article>" + b"<h2>x</h2>" * (n // 10),
    "meta": lambda n: b"<html><head>" + b'<meta property="og:title" content="x">' * (n // 38),
    "data": lambda n: b'<html><script type="application/ld+json">' + b'{"@graph":[' * (n // 11) + b"</script><p>x",
    "much data": lambda n: b"<html>" + b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * (n // 67),
    "scripts": lambda n: b"<html><body>" + b"<script>" * (n // 8),
    "zeros": lambda n: b"<html><body><p>" + b"\0" * n,
    "marks": lambda n: b"<html><body><article><p>a" + "\u0301".encode() * (n // 2),
    "isolates": lambda n: b"<html><body><article><p>" + "\u2067".encode() * (n // 3),
    "overrides": lambda n: b"<html><body><article><p>" + "\u202ea\u202c".encode() * (n // 7),
    "line ends": lambda n: b"<html><body><article><pre>" + b"\r\n" * (n // 2),
    "dates": lambda n: b"<html><body><article>" + b"<time datetime=2026>12</time>" * (n // 29),
    "byte order marks": lambda n: b"\xff\xfe\xef\xbb\xbf\xfe\xff" * (n // 7),
    "nothing": lambda n: b"\n" * n,
}  # fmt: skip

READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
sys.path[:0] = {path!r}
from reader.sources import SourceError
from security.test_parsers import *
try:
    print("read", {does})
except SourceError as error:
    print("told", error)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10, "MB", file=sys.stderr)
"""


def bounded(does, memory=MEMORY, seconds=SECONDS):
    """Do something in a process that is ended when it takes more than it may; what came of it."""
    code = READ.format(does=does, memory=memory, seconds=seconds, path=[path for path in sys.path if path])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=seconds * 6)
    assert done.returncode == 0, f"{does}: {done.returncode} {done.stderr[-600:]}"
    assert done.stdout.startswith(("read", "told")), done.stdout
    return done.stdout, done.stderr


def read_page(name, size):
    """Do all that is done to a page: its article, its listing, its feeds, its text on a screen."""
    from reader.sources import FeedError, extract, parse_feed, parse_listing
    from reader.sources.discovery import named_feeds
    from reader.sources.http.response import Fetched

    data = DOCUMENTS[name](size)
    for reading in (
        lambda: parse_listing(data, "https://x.example/"),
        lambda: parse_feed(data, "https://x.example/"),
        lambda: named_feeds(Fetched("https://x.example/", 200, data)),
    ):
        try:
            reading()
        except FeedError:
            continue
    article = extract(data, "https://x.example/")
    assert len(article.title) < 10_000
    return show(article)


def show(article):
    from reader.typeset.document import compose

    return len(compose(article.blocks, 72, justify=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_small_pages_take_no_time(name):
    """A tenth of a megabyte each: what is not linear shows here already."""
    from reader.sources import SourceError

    started = time.process_time()
    with suppress(SourceError):
        read_page(name, 100_000)
    assert time.process_time() - started < SMALL


WORST = (
    "overrides",
    "links",
    "tables in tables",
    "quotations in quotations",
    "a long line",
    "byte order marks",
)


@pytest.mark.whole
@pytest.mark.parametrize("name", DOCUMENTS)
def test_large_pages_are_bounded(name):
    """The largest there may be where that takes long, an eighth of it elsewhere."""
    bounded(f"read_page({name!r}, {LIMIT - 100 if name in WORST else LIMIT // 8})")


BOMBS = {
    "gzip": lambda size: gzip.compress(bytes(size), 9),
    "gzip members": lambda size: gzip.compress(bytes(size // 64), 9) * 64,
    "deflate": lambda size: zlib.compress(bytes(size), 9),
    "br": lambda size: __import__("brotli").compress(bytes(size), quality=5),
    "zstd": lambda size: __import__("zstandard").compress(bytes(size), 3),
    "zstd frames": lambda size: __import__("zstandard").compress(bytes(size // 64), 3) * 64,
    "gzip, gzip": lambda size: gzip.compress(gzip.compress(bytes(size), 9), 9),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bomb_costs_no_more_than_the_limit(newsroom, config, kind, khabar):
    """Through the whole path, each unpacking to eight times what is allowed."""
    encoding = kind.split()[0] if "," not in kind else kind
    body = BOMBS[kind](8 * LIMIT)
    newsroom.add("/bomb", Reply(body, type="text/xml", headers={"Content-Encoding": encoding}, encode=False))
    config(f'[[source]]\nid = "bomb"\nfeed = "{newsroom.url}/bomb"\n')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    done = khabar("refresh")
    assert done.code == 1
    assert "larger than" in done.err
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < (6 * LIMIT) >> 10


def read_opml(kind, size):
    from reader.sources import parse_opml

    outline = b'<outline text="x" xmlUrl="http://x.example/%d"/>'
    data = {
        "a million feeds": lambda: b"".join(outline % n for n in range(size // 46)),
        "deep folders": lambda: b'<outline text="f">' * (size // 18),
        "entities": lambda: (
            b"<!DOCTYPE opml [" + b"".join(b'<!ENTITY a%d "&a%d;&a%d;&a%d;">' % (n, n - 1, n - 1, n - 1) for n in range(1, 60))
            + b"]><opml><body>" + b'<outline text="&a59;" xmlUrl="http://x.example/"/>'
        ),
        "external entities": lambda: (
            b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body>'
            b'<outline text="&a;" xmlUrl="http://x.example/"/>'
        ),
        "a long name": lambda: b'<outline text="' + b"x" * size + b'" xmlUrl="http://x.example/"/>',
    }[kind]()  # fmt: skip
    sources, notes = parse_opml(data if data.startswith(b"<!D") else b"<opml><body>" + data)
    assert "root:" not in str(sources) + str(notes)
    return len(sources)


OPML = ("a million feeds", "deep folders", "entities", "external entities", "a long name")


@pytest.mark.parametrize("kind", OPML)
def test_lists_of_feeds_are_bounded(kind):
    from reader.sources import SourceError

    started = time.process_time()
    with suppress(SourceError):
        read_opml(kind, 300_000)
    assert time.process_time() - started < SMALL


@pytest.mark.whole
@pytest.mark.parametrize("kind", OPML)
def test_largest_lists_are_bounded(kind):
    bounded(f"read_opml({kind!r}, {LIMIT})")


IMPORTS = {
    "articles.jsonl": lambda n: b'{"title": ' + b"[" * n + b"\n" + b'{"title": "x", "url": "http://x.example/", "blocks": [[]]}',
    "wallabag.json": lambda n: b"[" * n,
    "library.jsonl": lambda n: b'{"khabar": "library", "version": 1}\n{"entry": ' + b'{"a":' * n,
    "pocket.csv": lambda n: b"title,url,time_added,tags,status\n" + b'"' * n,
    "pocket.html": lambda n: b"<!DOCTYPE html><title>Pocket Export</title><h1>Unread</h1>" + b"<a href='x'>" * (n // 12),
    "urls": lambda n: b"http://x.example/ " + b'"' * n,
    "cache.db": lambda n: b"SQLite format 3\0" + b"\xff" * n,
}  # fmt: skip


@pytest.mark.parametrize("name", IMPORTS)
def test_damaged_imports_end_with_a_sentence(config, khabar, home, name):
    config()
    (home / name).write_bytes(IMPORTS[name](200_000))
    started = time.process_time()
    for command in (("import",), ("sources", "import")):
        done = khabar(*command, home / name)
        assert done.code in (0, 1)
        assert "Traceback" not in done.err
    assert time.process_time() - started < SMALL
    assert khabar("list").code == 0


def text_filter(kind, size):
    from reader.typeset.text_filter import Filter

    piece = {
        "one line": "خبر ", "no blanks": "خ", "escapes": "\x1b[1m", "half escapes": "\x1b]8;;", "overstrikes": "a\b",
        "marks": "\u0301", "isolates": "\u2067خ", "tabs": "\t", "CR": "\r", "links": "\x1b]8;;http://x/\x1b\\x",
    }[kind]  # fmt: skip
    setting = Filter(80)
    written = 0
    for _ in range(64):
        written += len(setting.feed(piece * (size // 64 // len(piece))))
    return written + len(setting.close())


STREAMS = (
    "one line",
    "no blanks",
    "escapes",
    "half escapes",
    "overstrikes",
    "marks",
    "isolates",
    "tabs",
    "CR",
    "links",
)


@pytest.mark.parametrize("kind", STREAMS)
def test_stream_without_line_ends_is_bounded(kind):
    started = time.process_time()
    text_filter(kind, 100_000)
    assert time.process_time() - started < SMALL


@pytest.mark.whole
@pytest.mark.parametrize("kind", STREAMS)
def test_long_streams_are_bounded(kind):
    bounded(f"text_filter({kind!r}, {1 << 20})", seconds=60)


@pytest.mark.whole
def test_million_entries_through_the_whole_path(newsroom, config, process, home):
    """The newest are kept; the process stays within its memory."""
    item = "<item><title>خبر {n}</title><guid>{n}</guid></item>"
    items = "".join(item.format(n=n) for n in range(LIMIT // 60))
    feed = f"<rss><channel><title>x</title>{items}".encode()[: LIMIT - 100]
    newsroom.add("/many.xml", Reply(feed, type="text/xml"))
    line = b"<rss><channel><item><title>" + b"x" * (100 << 20)
    newsroom.add("/line.xml", Reply(line, type="text/xml"))
    config("".join(f'[[source]]\nid = "{id}"\nfeed = "{newsroom.url}/{id}.xml"\n' for id in ("many", "line")))
    done = process(
        "refresh", "--json", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["source"]: row["new"] for row in rows if row["source"]} == {"many": 10000, "line": 0}


PICTURES = {
    "PNG of 10^10 pixels": agency.png()[:16] + (100_000).to_bytes(4, "big") * 2 + agency.png()[24:],
    "GIF of 65535 squared": b"GIF89a\xff\xff\xff\xff\xf7\x00\x00" + b"\0" * 800,
    "half a PNG": agency.png()[:40],
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>",
    "nothing": b"",
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_that_are_bombs_are_left_out(name):
    from reader.sources.image import decode_pixels, is_sound_image

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    assert decode_pixels(PICTURES[name], 80, 20) is None
    assert name == "half a PNG" or not is_sound_image(PICTURES[name])
    assert time.process_time() - started < SMALL
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
