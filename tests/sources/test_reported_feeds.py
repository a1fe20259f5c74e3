# ruff: noqa: E501 - feeds as they are written
"""Kinds of feeds that users of other readers reported, each named by its report; the inputs are our own."""

from datetime import UTC, datetime

import pytest

from reader.model import Enclosure
from reader.sources import from_entry, parse_date, parse_feed

URL = "https://news.example/blog/feed.xml"
NS = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(*items, head="<title>الجسر</title>", start='<?xml version="1.0" encoding="UTF-8"?>'):
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{start}<rss version="2.0" {NS}><channel>{head}{inner}</channel></rss>'.encode()


def atom(entry, head=""):
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>الجسر</title>{head}<entry>{entry}</entry></feed>'.encode()


def one(data, url=URL):
    (entry,) = parse_feed(data, url).entries
    return entry


def body(entry):
    return [(block.kind, block.text) for block in from_entry(entry).blocks]


@pytest.mark.parametrize(
    ("report", "written", "moment"),
    [
        ("miniflux 617", "Tue,", None),
        ("NetNewsWire 4344, feedparser 29, 33", "Wed, 01 Jul 15 00:00:00 +0200", datetime(2015, 6, 30, 22, tzinfo=UTC)),
        ("NetNewsWire 4384", "Thu, 24 Oct 24 16:10:00 +0200", datetime(2024, 10, 24, 14, 10, tzinfo=UTC)),
        ("NetNewsWire 5341", "Fri, Jun 26 2026 10:04:03 AM", datetime(2026, 6, 26, 10, 4, 3, tzinfo=UTC)),
        ("NetNewsWire 3751", "Wed Nov 16 00:00:00 GMT 2022", datetime(2022, 11, 16, tzinfo=UTC)),
        ("feedparser 7", "Thu,   01 Jan 2026   10:00:00    +0300", datetime(2026, 1, 1, 7, tzinfo=UTC)),
        ("lilyball/feedparser 18", "Sunday, June 30, 2013 - 00:00", datetime(2013, 6, 30, tzinfo=UTC)),
        ("capyreader 353", "Sep 23, 2024", datetime(2024, 9, 23, tzinfo=UTC)),
        ("vscode-rss 29", "Пн, 30 июл 2018 14:30:00 +0300", datetime(2018, 7, 30, 11, 30, tzinfo=UTC)),
        ("miniflux 2159", "Sat, Oct 28 2023 08:28:28 PM", datetime(2023, 10, 28, 20, 28, 28, tzinfo=UTC)),
        ("feedparser 135", "Mo, 25 Jun 2018 11:41:36", datetime(2018, 6, 25, 11, 41, 36, tzinfo=UTC)),
        ("feedparser 135", "So, 7 Okt 2018 11:41:36 +0200", datetime(2018, 10, 7, 9, 41, 36, tzinfo=UTC)),
        ("selfoss 1057", "ma, 08 okt 2018 10:09:29 +0000", datetime(2018, 10, 8, 10, 9, 29, tzinfo=UTC)),
        ("newsboat 3211", "5 November 2025 - 09:01", datetime(2025, 11, 5, 9, 1, tzinfo=UTC)),
        ("newsboat 264", "8/21/2018 9:00:00 AM", datetime(2018, 8, 21, 9, tzinfo=UTC)),
        ("newsboat 762", "Wed, 06 Feb 2064 07:28:16 +0100", None),
        ("podfeed", "2026-11-28 14:30:00 +00:00:00", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("straits times", "2019-01-16T07:15:00.000+0000", datetime(2019, 1, 16, 7, 15, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_parse_feed_reads_a_reported_date(report, written, moment):
    entry = one(
        rss(f"<title>خبر</title><link>https://news.example/a</link><pubDate>{written}</pubDate>"),
        "https://news.example.com/f",
    )
    assert entry.published == moment


@pytest.mark.parametrize(
    ("report", "written", "title"),
    [
        ("FreshRSS 754", "<![CDATA[L&#039;alpha 11 est arriv&#xe9;e]]>", "L'alpha 11 est arrivée"),
        ("FreshRSS 6979", "what do y&amp;#x27;all know", "what do y'all know"),
        ("FreshRSS 8162", "it&amp;rsquo;s here &amp;amp; now", "it’s here & now"),
        ("liferea 988", '<a href="https://a.example/">فتح الجسر</a>', "فتح الجسر"),
        ("NetNewsWire 1543", "NYT &gt; Science", "NYT > Science"),
        ("miniflux 433, 492, 569", "فتح\x08 الجسر\x13 اليوم\x1e", "فتح الجسر اليوم"),
        ("selfoss 306", "", "نص الخبر القصير هنا"),
        ("miniflux 3149", "&lt;![CDATA[رسالة مفتوحة إلى اللجنة]]&gt;", "رسالة مفتوحة إلى اللجنة"),
        ("miniflux 3149", "<![CDATA[&lt;![CDATA[رسالة مفتوحة]]&gt;]]>", "رسالة مفتوحة"),
        ("NetNewsWire 743", "Trump&amp;amp;#8217;s &amp;amp;amp; more", "Trump’s & more"),
        ("feedparser 121", "فتح&nbsp;الجسر &raquo; اليوم", "فتح الجسر » اليوم"),
        ("newsboat 2481", "a&#8211;b &#x2019; &hellip; &#128512; &rarr;", "a–b ’ … 😀 →"),
        ("newsboat 3159", "👨‍👩‍👧 عائلة ⚠️ تنبيه", "👨‍👩‍👧 عائلة ⚠️ تنبيه"),
    ],
)
def test_parse_feed_reads_a_reported_title(report, written, title):
    assert one(rss(f"<title>{written}</title><description>نص الخبر القصير هنا</description>")).title == title


@pytest.mark.parametrize(
    ("report", "written", "title"),
    [
        ("NetNewsWire 722, text", '<title type="text">&lt;hello-world&gt;</title>', "<hello-world>"),
        ("NetNewsWire 722, xhtml", '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="https://a.example/b">فتح الجسر</a></div></title>', "فتح الجسر"),
        ("miniflux 2953", '<title type="html"><![CDATA[How should &lt;selectedoption&gt; work?]]></title>', "How should <selectedoption> work?"),
        ("miniflux 1082", '<title type="html">std::unique_ptr&amp;lt;S&amp;gt;</title>', "std::unique_ptr<S>"),
        ("miniflux 1082", "<title>std::unique_ptr&lt;S&gt;</title>", "std::unique_ptr<S>"),
        ("miniflux 2488", "<title>News &amp;amp; views</title>", "News & views"),
        ("NetNewsWire 2316", '<title>فتح الجسر</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><svg><title>رسم</title></svg><p>نص</p></div></content>', "فتح الجسر"),
    ],
)  # fmt: skip
def test_parse_feed_reads_a_reported_title_of_atom(report, written, title):
    assert one(atom(f"<id>1</id>{written}")).title == title


def test_parse_feed_of_html_inside_html_content_keeps_it():  # NetNewsWire 4636
    entry = one(
        atom(
            '<title>a</title><content type="html"><hr/><p><strong><a href="/x">دليل</a></strong> كامل.</p><p>ثانية</p></content>'
        )
    )
    assert [text for kind, text in body(entry) if kind == "paragraph"] == ["دليل كامل.", "ثانية"]


def test_parse_feed_of_json_with_entities_in_titles_decodes_them():  # NetNewsWire 176, 346
    data = b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"It&#8217;s &amp; more","content_text":"x"}]}'
    assert one(data).title == "It’s & more"


@pytest.mark.parametrize(
    ("report", "data", "page"),
    [
        ("miniflux 227", rss("<title>a</title><link>/2026/one/</link>", head="<title>x</title><link>/</link>"), "https://news.example/2026/one/"),
        ("miniflux 899", atom('<title>a</title><link href="/blog/foo"/>'), "https://news.example/blog/foo"),
        ("NetNewsWire 3534", atom('<title>a</title><link href="2026/x.html"/>', '<link href="/" rel="alternate"/>'), "https://news.example/blog/2026/x.html"),
        ("NetNewsWire 954", atom('<title>a</title><link rel="related" href="https://other.example/"/><link rel="alternate" href="https://news.example/p"/>'), "https://news.example/p"),
        ("FreshRSS 1892", atom('<title>a</title><link xmlns:ns="http://www.w3.org/2005/Atom" ns:href="https://news.example/157/" ns:rel="alternate"/>'), "https://news.example/157/"),
        ("FreshRSS 3281", atom('<title>a</title><link rel="alternate" href=""/><id></id>'), ""),
        ("NetNewsWire 3662", atom('<title>a</title><link href="/en/x"/>').replace(b"<feed", b'<feed xml:base="https://blog.example"'), "https://blog.example/en/x"),
        ("miniflux 3553", rss('<title>a</title><guid isPermaLink="false">x</guid><enclosure url="https://news.example/e.mp3" type="audio/mpeg"/>'), "https://news.example/e.mp3"),
        ("newsboat 1960", atom('<title>a</title><link href="/b"/>').replace(b"http://www.w3", b"https://www.w3"), "https://news.example/b"),
        ("an entry of a link blog", atom('<title>a</title><link rel="self" href="/1.atom"/><link rel="related" href="https://other.example/"/>'), "https://other.example/"),
        ("an entry with its own document alone", atom('<title>a</title><link rel="license" href="/l"/><link rel="self" href="/1"/>'), "https://news.example/1"),
        ("miniflux 1505", atom('<title>a</title><id>https://news.example/blog/w29/</id><link href="https://news.example/" rel="self"/><link href="https://news.example/blog/w29/"/>'), "https://news.example/blog/w29/"),
    ],
)  # fmt: skip
def test_parse_feed_reads_a_reported_link(report, data, page):
    assert one(data).url == page


@pytest.mark.parametrize(
    ("report", "written", "files"),
    [
        ("newsboat 2050", '<enclosure url="https://a.example/WBD495.mp3" length="62,447,386"/>', (Enclosure("https://a.example/WBD495.mp3", "", 62_447_386),)),
        ("miniflux 448", '<enclosure type="image/jpeg" length="0"/>', ()),
        ("lilyball/feedparser 18", "<enclosure>https://a.example/HoP%20135.mp3</enclosure>", (Enclosure("https://a.example/HoP%20135.mp3"),)),
        ("feedparser 285", '<enclosure url="https://a.example/x.mp3" length="53314184" type="audio/mpeg"/>', (Enclosure("https://a.example/x.mp3", "audio/mpeg", 53_314_184),)),
        ("node-feedparser 45", '<enclosure url="https://a.example/x.mp3" type="audio/mpeg"/><media:content url="https://a.example/x.mp3" type="audio/mpeg"/>', (Enclosure("https://a.example/x.mp3", "audio/mpeg"),)),
        ("NetNewsWire 4331", '<media:content url="https://a.example/e.mp3" type="audio/mpeg" duration="61" fileSize="1000"/>', (Enclosure("https://a.example/e.mp3", "audio/mpeg", 1000, 61),)),
        ("feedparser 195", '<media:group><media:content url="https://a.example/a.wav" type="audio/wav"/><media:content url="https://a.example/a.mp3" type="audio/mpeg"/></media:group>', (Enclosure("https://a.example/a.wav", "audio/wav"), Enclosure("https://a.example/a.mp3", "audio/mpeg"))),
        ("RSParser 70", '<media:content url="https://a.example/v.mp4" type="video/mp4" fileSize="5 MB"/>', (Enclosure("https://a.example/v.mp4", "video/mp4"),)),
    ],
)  # fmt: skip
def test_parse_feed_reads_reported_enclosures(report, written, files):
    assert one(rss(f"<title>a</title>{written}")).enclosures == files


@pytest.mark.parametrize(
    ("report", "data", "count"),
    [
        ("miniflux 4197", rss(*[f"<title>خبر {n}</title><guid>same</guid><link>https://a.example/{n}</link>" for n in range(10)]), 10),
        ("FreshRSS 7690", rss("<title>أول</title><description>a <b>x</description>", "<title>ثان</title><description><p>y</i></description>"), 2),
        ("simplepie 914", rss("<title>a &mdash; b &nabla;</title>", start='<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd" [<!ENTITY nabla "&#8711;">]>\n'), 1),
        ("FreshRSS 1482", rss(*[f"<title>t{n}</title><guid></guid><link>https://a.example/{n}</link>" for n in range(5)]), 5),
        ("FreshRSS 3126", rss(*[f"<title>t{n}</title><guid>0602</guid><link>https://a.example/</link>" for n in range(14)]), 14),
        ("FreshRSS 7522", b"\r\n\r\n" + rss("<title>a</title>", "<title>b</title>") + b"\n</rss>\n<br/>\0", 2),
        ("NetNewsWire 893", rss("<title>a</title>", start=""), 1),
        ("feedparser 62", b"<feed/>\n" + atom("<title>a</title>"), 1),
        ("feedparser 149", atom("<title>a</title>").replace(b"<entry>", b'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:1"><link>https://a.example/x</link></at:deleted-entry><entry>'), 1),
        ("newsboat 182", rss(head="<title><![CDATA[x]]></title>"), 0),
        ("FreshRSS 1336", b"\xef\xbb\xbf" + rss("<title>a</title>"), 1),
        ("feedparser 101", rss("<title>x</title>").replace(b"x<", b"x\xe9\xff<"), 1),
    ],
)  # fmt: skip
def test_parse_feed_reads_every_entry_of_a_reported_document(report, data, count):
    assert len(parse_feed(data, URL).entries) == count


@pytest.mark.parametrize("declared", ["gb2312", "GB18030", "gbk"])
def test_parse_feed_of_chinese_with_one_bad_byte_stays_chinese(declared):  # feedparser 56
    titles = [
        "清华大学今天公布了新的招生计划",
        "北京市交通管理局发布周末出行提示",
        "实习岗位信息汇总与申请方式说明",
    ]
    document = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><title>论坛</title>' + "".join(
        f"<item><title>{title}</title><description>正文内容，一共三段文字。</description></item>"
        for title in titles
    )
    data = f"{document}</channel></rss>".encode("gb18030")
    at = data.index("北京市".encode("gb18030"))
    damaged = data[: at + 6] + b"\xff" + data[at + 6 :]
    found = [entry.title for entry in parse_feed(damaged, URL).entries]
    assert (found[0], found[2]) == (titles[0], titles[2])
    assert found[1].replace("\ufffd", "") == titles[1]


def test_parse_feed_of_mastodon_makes_titles_of_posts():  # newsboat 2573
    entry = one(
        rss(
            "<guid>https://m.example/@a/1</guid><link>https://m.example/@a/1</link><description>&lt;p&gt;افتتح الجسر اليوم أمام المارة.&lt;/p&gt;</description>"
        )
    )
    assert entry.title == "افتتح الجسر اليوم أمام المارة."


def test_parse_feed_of_authors_in_markup_reads_their_names():  # newsboat 403
    entry = one(
        rss(
            '<title>a</title><dc:creator>&lt;a href="http://arxiv.example/a"&gt;Lina Haddad&lt;/a&gt;, &lt;a href="http://arxiv.example/b"&gt;Omar Saleh&lt;/a&gt;</dc:creator>'
        )
    )
    assert "<" not in "".join(entry.authors)
    assert "Lina Haddad" in "".join(entry.authors)


def test_from_entry_of_nested_lists_numbers_each():  # newsboat 1158
    markup = "<ol><li>أ<ul><li>فرع</li></ul></li><li>ب<ol><li>د</li><li>ه</li></ol></li><li>ج</li></ol>"
    entry = one(rss(f"<title>a</title><content:encoded><![CDATA[{markup}]]></content:encoded>"))
    assert [(b.text, b.ordinal, b.level) for b in from_entry(entry).blocks] == [
        ("أ", 1, 1), ("فرع", 0, 2), ("ب", 2, 1), ("د", 1, 2), ("ه", 2, 2), ("ج", 3, 1),
    ]  # fmt: skip


def test_from_entry_of_a_frame_with_a_video_links_it():  # newsboat 1153
    entry = one(
        rss(
            '<title>a</title><description><![CDATA[<p>شاهد</p><iframe width="560" src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>]]></description>'
        )
    )
    assert [b.url for b in from_entry(entry).blocks if b.kind == "embed"] == [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    ]


def test_from_entry_of_code_in_spans_keeps_its_lines():  # newsboat 512
    code = "<pre><code><span class='k'>fn</span> main() {\n<span>    run</span>();\n}</code></pre>"
    entry = one(rss(f"<title>a</title><description><![CDATA[{code}]]></description>"))
    assert [text for _, text in body(entry)] == ["fn main() {", "    run();", "}"]


def test_from_entry_of_code_keeps_signs_and_tabs():  # newsboat 1429
    code = "<pre>#include &lt;stdio.h&gt;\n\nint main(void) {\n\treturn 0 < 1;\n}</pre>"
    entry = one(rss(f"<title>a</title><description><![CDATA[{code}]]></description>"))
    assert [text for _, text in body(entry)] == [
        "#include <stdio.h>",
        "int main(void) {",
        "    return 0 < 1;",
        "}",
    ]


def test_from_entry_of_broken_paragraphs_and_old_references_reads_them():  # FreshRSS 9052, newsboat 204
    markup = '<font size="-1"><p><strong>كلمة اليوم</strong></p><p>loquacious &#149; صفة<br/><p>المعنى: كثير الكلام</p></p>نص خارج الفقرات'
    entry = one(rss(f"<title>a</title><description><![CDATA[{markup}]]></description>"))
    assert [text for _, text in body(entry)] == [
        "كلمة اليوم",
        "loquacious • صفة",
        "المعنى: كثير الكلام",
        "نص خارج الفقرات",
    ]


def test_parse_date_of_a_day_before_its_month_is_not_guessed_twice():
    assert parse_date("2024-13-45") is None


@pytest.mark.parametrize(
    ("report", "written", "text"),
    [
        ("miniflux 1076", '<content type="html">std::unique_ptr&amp;lt;S&amp;gt; myvar;</content>', ["std::unique_ptr<S> myvar;"]),
        ("miniflux 3149", '<content type="html">&lt;![CDATA[&lt;p&gt;نص&lt;/p&gt;]]&gt;</content>', ["نص"]),
        ("NetNewsWire 4527", "<summary>&amp;lt;p&amp;gt;أول &amp;lt;em&amp;gt;x&amp;lt;/em&amp;gt;&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;ثان&amp;lt;/p&amp;gt;</summary>", ["أول x", "ثان"]),
        ("newsboat 1010", '<content type="text/plain">سطر أول &lt;b&gt;\nسطر ثان</content>', ["سطر أول <b>", "سطر ثان"]),
        ("feedparser 277", '<summary>موجز</summary><content type="application/octet-stream">/9j/4AAQSkZJRgABAQ==</content>', ["موجز"]),
        ("a word of base64", '<content type="application/x-note">test</content>', ["test"]),
    ],
)  # fmt: skip
def test_from_entry_reads_a_reported_body(report, written, text):
    assert [text for _, text in body(one(atom(f"<id>1</id><title>a</title>{written}")))] == text


@pytest.mark.parametrize(
    ("report", "kind", "declared"),
    [
        ("miniflux 852", "", "UTF-8"),
        ("feedparser 36", "text/xml; charset=ISO-8859-1", "UTF-8"),
        ("feedparser 81", "text/xml", "us-ascii"),
        ("feedparser 291", "text/xml; charset=us-ascii", "UTF-8"),
    ],
)
def test_parse_feed_is_not_misled_by_reported_declarations(report, kind, declared):
    data = rss(
        "<title>Yufkadan Kıymalı Böreği خبر</title>", start=f'<?xml version="1.0" encoding="{declared}"?>'
    )
    assert parse_feed(data, URL, kind).entries[0].title == "Yufkadan Kıymalı Böreği خبر"


def test_parse_feed_of_chinese_declared_by_http_alone_reads_it():  # miniflux 255
    data = "<rss><channel><title>x</title><item><title>编辑推荐阅读清华大学</title></item></channel></rss>"
    assert (
        parse_feed(data.encode("gb2312"), URL, "text/xml; charset=gb2312").entries[0].title
        == "编辑推荐阅读清华大学"
    )


def test_parse_feed_of_a_picture_with_a_title_keeps_that_of_the_item():  # NetNewsWire 2167, feedparser 314
    picture = (
        "<image><url>https://a.example/i.jpg</url><title>صورة</title><link>https://a.example/i</link></image>"
    )
    entry = one(
        rss(f"{picture}<title>فتح الجسر</title><author>Lina Haddad</author><link>https://a.example/a</link>")
    )
    assert (entry.title, entry.authors, entry.url) == ("فتح الجسر", ("Lina Haddad",), "https://a.example/a")
    assert entry.image == "https://a.example/i.jpg"
    feed = parse_feed(rss(head=f"{picture}<title>الجسر</title><link>https://a.example/</link>"), URL)
    assert (feed.title, feed.home) == ("الجسر", "https://a.example/")


def test_parse_feed_of_links_below_their_own_base_resolves_them():  # NetNewsWire 5088
    entry = one(
        atom(
            '<id>1</id><title>a</title><content type="xhtml" xml:base="https://a.example/blog/one/"><div xmlns="http://www.w3.org/1999/xhtml"><p>t <a href="b.html">l</a></p><img src="c.png"/></div></content>'
        )
    )
    assert 'href="https://a.example/blog/one/b.html"' in entry.content
    assert entry.image == "https://a.example/blog/one/c.png"


def test_parse_feed_of_pictures_among_files_finds_the_picture():  # FreshRSS 4973
    files = '<enclosure url="https://a.example/a.mp3" type="audio/mpeg"/><enclosure url="https://a.example/a.jpg" type="image/jpeg"/>'
    entry = one(rss(f"<title>a</title>{files}"))
    assert (len(entry.enclosures), entry.image) == (2, "https://a.example/a.jpg")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (["8/21/2018 9:00:00 AM", "8/7/2018 9:00:00 AM", "12/11/2018 5:00 PM"], [(8, 21), (8, 7), (12, 11)]),
        (["8/7/2018 9:00", "21/7/2018 9:00", "7/8/2018"], [(7, 8), (7, 21), (8, 7)]),
        (["7/8/2018 9:00", "8/9/2018 9:00"], [(8, 7), (9, 8)]),
        (["8/21/2018", "21/8/2018", "7/8/2018"], [(8, 21), (8, 21), (8, 7)]),
    ],
)
def test_parse_feed_of_numeric_dates_has_one_order_for_all(written, days):  # newsboat 264
    data = rss(*[f"<title>{n}</title><pubDate>{date}</pubDate>" for n, date in enumerate(written)])
    found = [entry.published for entry in parse_feed(data, "https://news.example.com/f").entries]
    assert [(date.month, date.day) for date in found] == days


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), (")]}'\n", ""), (")]}',\n", ""), ("callback(", ");"), ("jQuery1.read( ", ")\n")],
)
def test_parse_feed_of_json_for_a_script_reads_it(before, after):
    document = '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"خبر (1)"}]}'
    assert one(f"{before}{document}{after}".encode()).title == "خبر (1)"


def test_parse_feed_of_json_in_the_words_of_rss_reads_it():
    item = '{"id":"1","link":"/9","title":"a","content":"<p>نص</p>","description":"موجز","pubDate":"2026-11-28T10:00:00Z"}'
    entry = one(f'{{"version":"https://jsonfeed.org/version/1","items":[{item}]}}'.encode())
    assert (entry.url, entry.content, entry.summary) == ("https://news.example/9", "<p>نص</p>", "موجز")
    assert entry.published == datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('<![CDATA[<img src="x.png" alt="صورة الجسر">]]>', "صورة الجسر"),
        ('<![CDATA[<img class="emoji" alt="🚨" src="x.svg"> عاجل]]>', "🚨 عاجل"),
        ('<![CDATA[خبر <img alt="شعار الوكالة" src="x.png">]]>', "خبر"),
    ],
)
def test_parse_feed_of_pictures_in_titles_reads_what_they_stand_for(written, title):
    assert one(rss(f"<title>{written}</title><link>https://a.example/1</link>")).title == title


def test_parse_feed_of_a_title_within_an_enclosure_takes_it():  # gofeed 217
    written = '<enclosure url="https://a.example/i.jpg" type="image/jpeg"><media:title>صورة الجسر</media:title></enclosure>'
    assert one(rss(written)).title == "صورة الجسر"
