"""Feeds that attack the parser: bounded in time and memory, no exception but ``FeedError``."""

import random
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources import FeedError, clean, clean_line, parse_feed
from reader.sources.feed import tree
from reader.sources.feed.fields import ENTRIES, SUMMARY, TITLE
from reader.sources.feed.tree import read_tree

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECONDS = 10
"""Of CPU for the worst 16 MB there are (``k`` is 1,000 then); what is not linear takes minutes."""


def read(data):
    """Parse; the feed, or None when it is none."""
    try:
        return parse_feed(data, "https://x.example/feed", now=NOW)
    except FeedError:
        return None


def check(feed):
    """Hold a feed against what is promised of every one."""
    if feed is None:
        return
    assert len(feed.entries) <= ENTRIES
    for text in (feed.title, feed.language, str(feed.problem or "")):
        assert clean_line(text) == text
    assert clean(feed.description) == feed.description
    for entry in feed.entries:
        assert entry.id
        assert entry.published is None or entry.published.tzinfo is not None
        for text in (entry.id, entry.title, *entry.categories, *entry.authors, entry.language):
            assert clean_line(text) == text
        for text in (entry.summary, entry.content):
            assert clean(text) == text
        for url in (entry.url, entry.image, *(enclosure.url for enclosure in entry.enclosures)):
            assert url == "" or url.startswith(("http://", "https://"))


def rss(items):
    return f"<rss><channel><title>t</title>{items}</channel></rss>".encode()


def item(inner):
    return rss(f"<item>{inner}</item>")


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMBS = {
    "entities in entities": lambda k: (
        f'<!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">{ENTITIES}]>'.encode() + item("<title>&a11;</title>")
    ),
    "one entity many times": lambda k: (
        b'<!DOCTYPE rss [<!ENTITY a "%s">]>' % (b"A" * 250) + item(f"<title>{'&a;' * 500 * k}</title>")
    ),
    "many entities": lambda k: (
        b"<!DOCTYPE rss [" + b'<!ENTITY a "b">' * 200 * k + b"]>" + item("<title>&a;</title>")
    ),
    "endless document type": lambda k: b"<!DOCTYPE rss [" + b'<!ENTITY a "b">' * 200 * k,
    "deep elements": lambda k: rss("<a>" * 500 * k + "</a>" * 500 * k),
    "deep items": lambda k: rss("<item>" * 500 * k),
    "a million items": lambda k: rss("<item><title>x</title></item>" * 1_000 * k),
    "a million broken items": lambda k: rss("<item><title>x&nbsp;</item>" * 1_000 * k),
    "elements": lambda k: rss("<a/>" * 2_000 * k),
    "unclosed elements": lambda k: rss("<a>" * 2_000 * k),
    "an attribute": lambda k: item(f'<a b="{"x" * 15_000 * k}"/>'),
    "attributes": lambda k: rss("<item " + " ".join(f'a{n}="1"' for n in range(300 * k)) + "/>"),
    "prefixes": lambda k: rss("".join(f"<p{n}:a/>" for n in range(200 * k))),
    "namespaces": lambda k: rss("".join(f'<a xmlns:p{n}="u:{n}"/>' for n in range(200 * k))),
    "a title": lambda k: item(f"<title>{'خ' * 7_000 * k}</title>"),
    "a line of 100 MB": lambda k: item(f"<title>{'x' * 100_000 * k}</title>"),
    "marks": lambda k: item("<title>a" + "\u0301" * 5_000 * k + "</title>"),
    "ampersands": lambda k: item(f"<title>{'&' * 5_000 * k}</title>"),
    "less-than signs": lambda k: rss("<" * 5_000 * k),
    "sections": lambda k: item("<title>" + "<![CDATA[" * 500 * k),
    "comments": lambda k: rss("<!--" * 1_000 * k),
    "zeros": lambda k: b"\0" * 16_000 * k,
    "quotes": lambda k: item("<description>" + '&lt;a "' * 500 * k + "</description>"),
    "scripts": lambda k: item(f"<description>{'&lt;script ' * 500 * k}</description>"),
    "images": lambda k: item(f"<description>{'&lt;img ' * 500 * k}</description>"),
    "a long reference": lambda k: item(f"<title>&amp;#{'9' * 5_000 * k};</title>"),
    "categories": lambda k: item("<category>a</category>" * 200 * k),
    "groups": lambda k: item(("<media:group>" * 100 + "</media:group>" * 100) * (k // 2)),
    "a page": lambda k: b"<html>" + b"<p>" * 5_000 * k,
    "deep JSON": lambda k: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 5_000 * k,
    "JSON items": lambda k: (
        b'{"version":"https://jsonfeed.org/version/1","items":[' + b'{"id":"1"},' * 1_000 * k + b"{}]}"
    ),
    "a JSON number": lambda k: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 5_000 * k + b"}]}"
    ),
}


def explode(name, k):
    data = BOMBS[name](k)
    start = time.process_time()
    check(read(data))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_duds(name):
    explode(name, 100)


@pytest.mark.whole
@pytest.mark.parametrize("name", BOMBS)
def test_large_bombs_are_duds(name):
    explode(name, 1_000)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.whole
def test_memory_is_bounded():
    code = """if True:
        import re
        from pathlib import Path
        from reader.sources import FeedError, parse_feed
        data = b"<rss><channel>" + b"<item><title>x</title></item>" * 550_000 + b"</channel></rss>"
        wide, long = b"<rss>" + b"<a/>" * 4_000_000, b"<rss><item a='" + b"x" * 16_000_000 + b"'/></rss>"
        for data in (data, wide, long):
            try:
                parse_feed(data)
            except FeedError:
                pass
        print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
    """
    kilobytes = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    assert kilobytes < 500_000


class TestEntities:
    """Nothing outside the document is looked at, and little inside."""

    @pytest.mark.parametrize(
        "declared",
        [
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            "<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>",
            '<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;',
            '<!ENTITY x PUBLIC "a" "file:///etc/hostname">',
        ],
    )
    def test_external_ones_are_not_fetched(self, declared):
        feed = read(f"<!DOCTYPE rss [{declared}]>".encode() + item("<title>a &x; b</title>"))
        assert feed.entries[0].title == "a &x; b"

    def test_short_internal_ones_are_resolved(self):
        declared = '<!ENTITY agency "وكالة &city;"><!ENTITY city "بغداد"><!ENTITY quoted \'"\'>'
        feed = read(
            f"<!DOCTYPE rss [{declared}]>".encode() + item("<title>&city;&quoted;&nbsp;&agency;</title>")
        )
        assert feed.entries[0].title == 'بغداد" &agency;'

    def test_document_type_without_subset_is_nothing(self):
        netscape = (
            '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
        )
        assert read(netscape.encode() + item("<title>caf&eacute;</title>")).entries[0].title == "café"


class TestLimits:
    """What is left out is said."""

    def test_newest_entries_are_kept(self):
        dated = [
            f"<item><title>{n}</title><pubDate>{2000 + n // 500}-01-01</pubDate></item>"
            for n in range(ENTRIES + 500)
        ]
        rising = read(rss("".join(dated)))
        assert [rising.entries[0].title, rising.entries[-1].title] == ["500", str(ENTRIES + 499)]
        falling = read(rss("".join(reversed(dated))))
        assert falling.entries[0].title == str(ENTRIES + 499)
        assert len(rising.entries) == len(falling.entries) == ENTRIES
        assert str(rising.problem) == f"Only {ENTRIES:,} of {ENTRIES + 500:,} entries were read."

    def test_long_texts_are_cut(self):
        feed = read(item(f"<title>{'خ' * 5_000}</title><description>{'ب' * 50_000}</description>"))
        assert len(feed.entries[0].title) == TITLE + 1
        assert len(feed.entries[0].summary) == SUMMARY + 1


SNIPPETS = [
    b"<", b">", b"&", b"&#27;", b"&#xd800;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<item>", b"</item>",
    b"<entry>", b"</title>", b"<title>", b"<link>", b"\x1b[31m", b"\x1b]0;x\x07", b"\xe2\x80\xae", b"\0",
    b"\xff", b"\xc7\xe1", b"xmlns:a='", b'"', b"<media:content url='http://x.example/1'>", b"<!DOCTYPE x [",
    b"\xef\xbf\xbf", b"{", b"}", b"[", b"9" * 50, b"</rss>", b"<?xml version='1.0' encoding='utf-16'?>",
    b"http://[::1", b"xml:base='http://[' ",
]  # fmt: skip


def mutated(data, chance):
    """A document with a few bytes damaged, doubled, lost or replaced."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        change = chance.randrange(5)
        if change == 0:
            data[at:at] = chance.choice(SNIPPETS)
        elif change == 1:
            del data[at : at + chance.randrange(40)]
        elif change == 2:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif change == 3:
            data[at:at] = data[at : at + chance.randrange(200)]
        else:
            data[at : at + chance.randrange(30)] = chance.choice(SNIPPETS)
    return bytes(data)


def fuzz(files, rounds):
    chance = random.Random(20201120)
    for _ in range(rounds):
        file = chance.choice(files)
        data = mutated(file.read_bytes()[:20_000], chance)
        start = time.process_time()
        try:
            check(read(data))
        except Exception as error:
            raise AssertionError(f"{file.name}: {data!r}") from error
        assert time.process_time() - start < 2, data


def test_parse_feed_of_damaged_fixtures_ends_in_bounded_time():
    fuzz(sorted(FEEDS.iterdir()), 600)


@pytest.mark.whole
def test_parse_feed_of_damaged_corpus_ends_in_bounded_time(shared):
    fuzz([file for file in sorted((shared / "corpus" / "feeds").glob("*/*")) if file.is_file()], 30_000)


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(SNIPPETS), max_size=20).map(b"".join)))
def test_parse_feed_of_any_bytes_gives_entries_or_an_error(data):
    check(read(data))
    check(read(b"<rss><channel>" + data))
    check(read(b'{"version": "https://jsonfeed.org/version/1", "items": [' + data))


def test_entity_that_would_make_a_document_large_is_not_resolved():
    value, count = "ن" * 250, 40_000
    document = f'''<!DOCTYPE rss [<!ENTITY a "{value}">]><rss version="2.0"><channel><title>t</title><item>
        <title>خبر</title><description>{"&a;" * count}</description></item></channel></rss>'''
    tracemalloc.start()
    feed = parse_feed(document.encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [entry.title for entry in feed.entries] == ["خبر"]
    assert value not in feed.entries[0].summary
    assert peak < len(value) * count


def test_document_of_more_tags_than_any_feed_is_read_in_part():
    root, is_sound = read_tree(f"<rss><channel>{'<a/>' * (tree.TAGS + 1)}</channel></rss>")
    assert not is_sound
    assert root is not None
    assert sum(1 for _ in root.iter()) <= tree.MENDED_TAGS
