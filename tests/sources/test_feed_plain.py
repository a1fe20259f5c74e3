"""Items of the usual elements are read in a quick way, and come out as in the thorough one."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import agency
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources import FeedError, parse_feed
from reader.sources.feed import feed_plain
from reader.sources.feed import xml as feed_xml

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
URL = "https://agency.example/rss"
NAMES = [*feed_plain._USUAL, "summary", "media:thumbnail", "dc:date", "id", "enclosure", "pubDate"]
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            " \n ",
            "خبر",
            "<p>نص <b>الخبر</b></p>",
            "<img src='/a.png'>",
            "/news/1",
            "https://agency.example/2",
            "guid-1",
            "Fri, 20 Nov 2026 10:00:00 +0300",
            "أمس",
            "editor@agency.example (سعاد)",
            "علي &amp; سعاد",
            "x" * 1100,
        ]
    ),
    st.text(max_size=20),
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["isPermaLink", "type", "href", "term", "label", "domain"]),
    st.sampled_from(["false", "TRUE", "html", "text", "سياسة", "https://agency.example/3"]),
    max_size=1,
)
ELEMENTS = st.tuples(st.sampled_from(NAMES), st.one_of(st.just({}), ATTRIBUTES), TEXTS, st.booleans())


def written(element):
    name, attributes, text, nested = element
    inner = f"<b>{escape(text)}</b>" if nested and len(text) > 15 else escape(text)
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{told}>{inner}</{name}>"


def read(data, monkeypatch, *, plainly, repeat=False):
    with monkeypatch.context() as patch:
        if not plainly:
            patch.setattr(feed_plain.PlainItems, "entry", lambda *_: None)
        try:
            return parse_feed(data, URL, now=NOW, repeat=repeat)
        except FeedError as error:
            return str(error)


@pytest.fixture(scope="module")
def patching():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@given(st.lists(st.lists(ELEMENTS, max_size=8), max_size=3), st.booleans())
def test_any_items_come_out_the_same(patching, items, repeat):
    body = "".join(f"<item>{''.join(map(written, item))}</item>" for item in items)
    data = f"<rss><channel><title>وكالة</title><link>https://agency.example/</link>{body}</channel></rss>"
    data = data.encode("utf-8", "replace")
    quick = read(data, patching, plainly=True, repeat=repeat)
    assert quick == read(data, patching, plainly=False, repeat=repeat)


def test_the_agency_comes_out_the_same(monkeypatch):
    data = agency.rss("https://agency.example", agency.EVENING, agency.STORIES)
    assert read(data, monkeypatch, plainly=True) == read(data, monkeypatch, plainly=False)


def test_usual_items_are_read_quickly(monkeypatch):
    monkeypatch.setattr(feed_xml._Reader, "_in_any_way", None)
    item = "<item><title>خبر</title><link>/1</link><guid>1</guid><description>نص</description></item>"
    (entry,) = parse_feed(f"<rss><channel>{item}</channel></rss>".encode(), URL, now=NOW).entries
    assert (entry.title, entry.url, entry.summary) == ("خبر", "https://agency.example/1", "نص")


def test_every_feed_of_life_comes_out_the_same(shared, monkeypatch):
    for file in sorted((shared / "corpus" / "feeds").glob("*/*")):
        if file.is_file():
            data = file.read_bytes()
            assert read(data, monkeypatch, plainly=True) == read(data, monkeypatch, plainly=False), file.name
