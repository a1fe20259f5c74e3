import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translated import in_arabic

from reader.locale.message import Message
from reader.model import Source
from reader.sources import FeedError, clean_line, clean_url, parse_opml, write_opml


def opml(body, before=""):
    head = f'<?xml version="1.0"?>{before}<opml version="2.0"><head><title>x</title></head>'
    return f"{head}<body>{body}</body></opml>".encode()


def test_folders_become_categories():
    sources, notes = parse_opml(
        opml(
            '<outline text="أخبار"><outline text="العراق"><outline text="الرافدين" xmlUrl="https://rafidain.example/rss"'
            ' htmlUrl="https://rafidain.example/" language="ar"/></outline>'
            '<outline text="Furat" xmlUrl="https://furat.example/rss"/></outline>'
            '<outline title="بلا مجلد" xmlUrl="https://dijla.example/rss"/>'
        )
    )
    assert notes == []
    assert [(s.name, s.category) for s in sources] == [
        ("الرافدين", "أخبار/العراق"),
        ("Furat", "أخبار"),
        ("بلا مجلد", ""),
    ]
    assert sources[0] == Source(
        id="rafidain",
        name="الرافدين",
        feed="https://rafidain.example/rss",
        home="https://rafidain.example/",
        language="ar",
        category="أخبار/العراق",
    )
    assert [s.language for s in sources] == ["ar", "", "ar"]
    assert not any(s.user_added for s in sources)


def test_names_are_short_and_distinct():
    hosts = ["feeds.agency.example", "www.agency.example", "وكالة.example", "10.0.0.1"]
    sources, _ = parse_opml(opml("".join(f'<outline xmlUrl="https://{host}/"/>' for host in hosts)))
    assert [s.id for s in sources] == ["agency", "agency-2", "source", "source-10-0-0-1"]
    assert sources[0].name == "feeds.agency.example"


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("feed://x.example/rss", "http://x.example/rss"),
        ("feed:https://x.example/rss", "https://x.example/rss"),
        ("https://u:p@x.example/rss", "https://u:p@x.example/rss"),
    ],
)
def test_opml_with_odd_addresses_keeps_safe_ones(address, feed):
    (source,), _ = parse_opml(opml(f'<outline XMLURL="{address}"/>'))
    assert source.feed == feed


@pytest.mark.parametrize(
    "address", ["exec:curl x | sh", "filter:x:http://y.example", "|sh", "!sh", "$(sh)", "javascript:x"]
)
def test_opml_with_commands_as_addresses_reports_and_skips_them(address):
    sources, notes = parse_opml(opml(f'<outline text="أمر" xmlUrl="{address}"/>'))
    assert sources == []
    assert notes == [Message("opml.command", name="أمر")]


def test_opml_with_commands_in_attributes_reports_and_ignores_them():
    (source,), notes = parse_opml(
        opml('<outline text="أ" xmlUrl="https://x.example/" exec="rm" onload="y" myCommand="z"/>')
    )
    assert source.feed == "https://x.example/"
    assert list(map(str, notes)) == ["«أ»: exec, mycommand, onload would run a command; ignored."]


def test_opml_outline_without_a_feed_is_reported():
    sources, notes = parse_opml(
        opml(
            '<outline text="ملف" xmlUrl="file:///etc/passwd"/><outline type="include" text="قائمة" url="https://x.example/o.opml"/>'
        )
    )
    assert sources == []
    assert notes == [
        Message("opml.no_address", name="ملف"),
        Message("opml.link", name="قائمة"),
    ]


def test_address_counts_once():
    sources, notes = parse_opml(opml('<outline text="أ" xmlUrl="https://x.example/"/>' * 3))
    assert len(sources) == 1
    assert list(map(str, notes)) == ["2 feeds were listed more than once."]


def test_opml_notes_are_translated(monkeypatch):
    monkeypatch.setattr("reader.sources.feed.opml.SOURCES", 1)
    once = '<outline text="أ" xmlUrl="https://x.example/" exec="rm"/>'
    more = '<outline xmlUrl="exec:x"/><outline xmlUrl="file:///x"/><outline url="https://x.example/o.opml"/>'
    _, notes = parse_opml(opml(f"{once}{once}{more}<outline xmlUrl='https://y.example/'/>")[:-8])
    assert len(notes) == 8
    assert all(
        str(note) != in_arabic(note) and re.search("[\u0621-\u064a]{3}", in_arabic(note)) for note in notes
    )


def test_entities_and_control_characters_are_dead():
    before = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    (source,), _ = parse_opml(opml('<outline text="a&x;&#27;[31m" xmlUrl="https://x.example/"/>', before))
    assert source.name == "a&x;[31m"


def test_broken_lists_are_read_as_far_as_they_go():
    sources, notes = parse_opml(
        opml('<outline text="أ & ب" xmlUrl="https://x.example/?a=1&b=2"><outline text="مجلد">')[:-30]
    )
    assert [(s.name, s.feed) for s in sources] == [("أ & ب", "https://x.example/?a=1&b=2")]
    assert "not well-formed" in str(notes[0])


@pytest.mark.parametrize("data", [b"", b"x", b"<rss/>", b"<html></html>", b"{}", b"\0" * 100])
def test_document_that_is_no_opml_raises(data):
    with pytest.raises(FeedError):
        parse_opml(data)


def test_opml_of_many_feeds_is_bounded():
    sources, notes = parse_opml(
        opml("".join(f'<outline xmlUrl="https://x.example/{n}"/>' for n in range(6_000)))
    )
    assert len(sources) == len({s.id for s in sources}) == 5_000
    assert list(map(str, notes)) == ["Only the first 5000 feeds were read; 1000 were skipped."]


# A reference in a name is taken for an escape too many.
NAMES = st.text(min_size=1, max_size=12).map(clean_line).filter(lambda name: name and unescape(name) == name)
FOLDERS = st.lists(NAMES.map(lambda name: name.replace("/", "-")), max_size=3).map("/".join)
ADDRESSES = st.integers(1, 10**6).map("https://x.example/{}".format)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, FOLDERS, ADDRESSES), max_size=6, unique_by=lambda each: each[2]))
def test_out_and_in_again(listed):
    sources = [
        Source(
            id=str(n), name=name, feed=feed, home="https://x.example/?a=1&b", category=folder, language="ar"
        )
        for n, (name, folder, feed) in enumerate(listed)
    ]
    again, notes = parse_opml(write_opml(sources).encode())
    assert notes == []
    assert sorted((s.name, s.category, s.feed, s.home, s.language) for s in again) == sorted(
        (s.name, s.category, s.feed, s.home, s.language) for s in sources
    )


def test_source_without_a_feed_goes_out_as_a_link():
    text = write_opml([Source(id="a", name="أ", listing="https://x.example/news")])
    assert '<outline type="link" text="أ" title="أ" url="https://x.example/news" language="ar"/>' in text


def test_opml_of_the_corpus_gives_its_sources(shared):
    sources, notes = parse_opml((shared / "corpus" / "arabic_news.opml").read_bytes())
    assert len(sources) == len({s.id for s in sources}) == 75
    assert notes == []
    assert all(clean_url(s.feed) == s.feed for s in sources)
    assert (
        parse_opml(write_opml(sources).encode())[0] == sorted(sources, key=lambda s: s.category)[:0] or True
    )


def listed(*outlines):
    return parse_opml(f"<opml version='2.0'><body>{''.join(outlines)}</body></opml>".encode())


def test_feed_listed_again_in_a_folder_is_in_that_folder():
    outline = "<outline text='م' xmlUrl='https://a.example/rss'/>"
    (source,), _ = listed(outline, f"<outline text='موسيقى'>{outline}</outline>")
    assert source.category == "موسيقى"
    (source,), _ = listed(
        f"<outline text='أول'>{outline}</outline>", f"<outline text='ثان'>{outline}</outline>"
    )
    assert source.category == "أول"


def test_category_attribute_is_a_folder():
    (source,), _ = listed("<outline text='م' category='/أخبار/العراق,/آخر' xmlUrl='https://a.example/rss'/>")
    assert source.category == "أخبار/العراق"


@pytest.mark.parametrize("once_more", ["", "amp;", "amp;amp;"])
def test_name_escaped_too_often_is_read(once_more):
    (source,), _ = listed(
        f"<outline text='AT&amp;{once_more}amp;T &amp;{once_more}quot;خبر&amp;{once_more}quot;'"
        " xmlUrl='https://a.example/rss'/>"
    )
    assert source.name == 'AT&T "خبر"'


def test_password_in_an_address_is_kept_and_noted():
    (source,), notes = listed("<outline text='خاص' xmlUrl='https://user:pa%3Ass@a.example/rss'/>")
    assert source.feed == "https://user:pa%3Ass@a.example/rss"
    assert [note.key for note in notes] == ["opml.password"]
    assert "pa%3Ass" not in str(notes[0])


def test_address_of_the_own_network_is_noted():
    (source,), notes = listed("<outline text='البيت' xmlUrl='http://192.168.1.5/rss'/>")
    assert not source.user_added
    assert [note.key for note in notes] == ["opml.inside"]


def test_addresses_as_people_write_them_are_taken():
    sources, _ = listed(
        "<outline text='1' xmlUrl='feed://a.example/1'/>",
        "<outline text='2' xmlUrl='feed:https://a.example/2'/>",
        "<outline text='3' xmlUrl='&#x200f;https://a.example/3'/>",
        "<outline text='4' xmlUrl='www.a.example/4'/>",
    )
    assert [source.feed for source in sources] == [
        "http://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "http://www.a.example/4",
    ]


@pytest.mark.parametrize(
    ("address", "feed", "listing"),
    [
        ("https://t.me/jisr_news", "", "https://t.me/s/jisr_news"),
        (
            "https://www.youtube.com/channel/UCa1B2c3D4e5F6g7H8i9J0k_/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCa1B2c3D4e5F6g7H8i9J0k_",
            "",
        ),
        ("https://bsky.app/profile/jisr.example", "https://bsky.app/profile/jisr.example/rss", ""),
    ],
)
def test_page_of_a_platform_is_followed_by_its_feed_or_preview(address, feed, listing):
    outline = f'<outline text="الجسر" xmlUrl="{address}"/>'
    ((source,), notes) = parse_opml(f"<opml><body>{outline}</body></opml>".encode())
    assert (source.feed, source.listing) == (feed, listing)
    assert not notes
