# ruff: noqa: E501 - feeds as they are written
"""Feeds with one odd thing each: encodings, dates, addresses, prose, podcasts, order (issue 23)."""

import json
from datetime import UTC, datetime

import pytest

from reader.sources import from_entry, parse_feed

URL = "https://news.example.iq/feed/rss.xml"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
NS = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'
)
LINES = (
    "قال متحدث باسم الإدارة إن العمل في الجسر الجديد بدأ هذا الصباح",
    "أعلنت المدينة فتح الطريق الدائري أمام السيارات بعد الصيانة",
    "تراجعت أسعار الخضراوات في الأسواق خلال الأسبوع الماضي",
    "افتتح المتحف الجديد أبوابه أمام الزوار يوم الجمعة",
)


def rss(*items, head="<title>الجسر</title>", start='<?xml version="1.0" encoding="UTF-8"?>'):
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{start}<rss version="2.0" {NS}><channel>{head}{inner}</channel></rss>'


def read(text, url=URL, kind=""):
    data = text if isinstance(text, bytes) else text.encode()
    return parse_feed(data, url, kind, now=NOW)


def one(text, url=URL):
    (entry,) = read(text, url).entries
    return entry


def titles(text, kind=""):
    return [entry.title for entry in read(text, kind=kind).entries]


ITEMS = [f"<title>{line}</title>" for line in LINES]
CP1256 = rss(*ITEMS, start='<?xml version="1.0" encoding="windows-1256"?>').encode("cp1256")
ENCODINGS = {
    "declared utf-8, is windows-1256": (rss(*ITEMS).encode("cp1256"), ""),
    "declared windows-1256, is utf-8": (rss(*ITEMS, start='<?xml version="1.0" encoding="windows-1256"?>').encode(), ""),
    "charset of HTTP is wrong, of XML right": (CP1256, "text/xml; charset=utf-8"),
    "declared iso-8859-6": (rss(*ITEMS, start='<?xml version="1.0" encoding="iso-8859-6"?>').encode("iso-8859-6"), ""),
    "declared iso-8859-1, is utf-8": (rss(*ITEMS, start='<?xml version="1.0" encoding="ISO-8859-1"?>').encode(), ""),
    "utf-16 with mark": (rss(*ITEMS, start='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), ""),
    "utf-16 without mark": (rss(*ITEMS, start="").encode("utf-16-le"), ""),
    "name of encoding misspelt": (rss(*ITEMS, start='<?xml version="1.0" encoding="utf8mb4"?>').encode(), ""),
    "name of encoding in quotes of HTTP": (CP1256, "application/rss+xml; charset='windows-1256'"),
    "declaration after blanks": ((" \r\n\t" + rss(*ITEMS)).encode(), ""),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + rss(*ITEMS).encode(), ""),
    "one item of another encoding": (rss(*ITEMS[:3], "<title>@</title>").encode().replace(b"@", LINES[3].encode("cp1256")), ""),
    "twice encoded": (rss(*ITEMS).encode().decode("latin-1").encode(), ""),
    "warnings of a program before it": (("<b>Warning</b>: mysql_connect() in /var/www/x.php on line 3<br />\n" + rss(*ITEMS)).encode(), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODINGS)
def test_parse_feed_in_an_odd_encoding_has_every_title(name):
    data, kind = ENCODINGS[name]
    assert titles(data, kind) == list(LINES)


def test_parse_feed_with_a_letter_cut_in_half_loses_no_more_than_it():
    data = rss(*ITEMS).encode()
    at = data.index(LINES[1].encode()) + 21
    found = titles(data[:at] + data[at + 1 :])
    assert [found[n] for n in (0, 2, 3)] == [LINES[n] for n in (0, 2, 3)]
    assert found[1].count("\ufffd") <= 2
    assert found[1].endswith(LINES[1][20:])


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


DATES = {
    "zone of Tehran": ("Tue, 24 Nov 2026 10:00:00 +03:30", at(24, 6, 30)),
    "zone without sign": ("Tue, 24 Nov 2026 10:00:00 0300", at(24, 7)),
    "zone with hour alone": ("Tue, 24 Nov 2026 10:00:00 +3", at(24, 7)),
    "zone as GMT+3": ("Tue, 24 Nov 2026 10:00:00 GMT+3", at(24, 7)),
    "zone as UTC+03:00 in brackets": ("Tue Nov 24 2026 10:00:00 GMT+0300 (Arabian Standard Time)", at(24, 7)),
    "zone of Pakistan": ("Tue, 24 Nov 2026 10:00:00 PKT", at(24, 5)),
    "zone by place": ("2026-11-24T10:00:00[Asia/Tehran]", at(24, 6, 30)),
    "weekday that is wrong": ("Mon, 24 Nov 2026 10:00:00 +0300", at(24, 7)),
    "weekday in Arabic": ("الثلاثاء، 24 نوفمبر 2026 10:00:00 +0300", at(24, 7)),
    "weekday in Persian": ("سه‌شنبه, 24 Nov 2026 10:00:00 +0300", at(24, 7)),
    "weekday in Hebrew": ("יום ג, 24 Nov 2026 10:00:00 +0300", at(24, 7)),
    "weekday in Kurdish": ("سێشەممە, 24 Nov 2026 10:00:00 +0300", at(24, 7)),
    "weekday in Turkish": ("Salı, 24 Kasım 2026 10:00:00 +0300", at(24, 7)),
    "months of Iraq": ("24 تشرين الثاني 2026 10:00 ص", at(24, 7)),
    "months of Algeria": ("24 نوفمبر 2026 - 10:00", at(24, 7)),
    "digits of Persia and its calendar": ("۳ آذر ۱۴۰۵ ۱۰:۰۰ +0330", at(24, 6, 30)),
    "transliterated month of Persia": ("3 Azar 1405 10:00:00 +0330", at(24, 6, 30)),
    "transliterated month of Hijra": ("14 Jumada al-Thani 1448 10:00 +0300", at(24, 7)),
    "dots in the time": ("24.11.2026 10.00", at(24, 7)),
    "seconds since 1970": ("1795503600", at(24, 7)),
    "milliseconds since 1970": ("1795503600000", at(24, 7)),
    "week date": ("2026-W48-2T10:00:00+03:00", at(24, 7)),
    "fractions and zone": ("2026-11-24T10:00:00.123456789+0300", at(24, 7)),
    "24 o'clock": ("2026-11-23T24:00:00+03:00", at(23, 21)),
    "marks of direction in it": ("\u200f24/11/2026\u200f \u202a10:00\u202c", at(24, 7)),
    "time first": ("10:00 24/11/2026", at(24, 7)),
    "year 0000": ("0000-00-00 00:00:00", None),
    "month 13": ("2026-13-24 10:00", None),
}


@pytest.mark.parametrize("name", DATES)
def test_parse_feed_with_an_odd_date_reads_it(name):
    written, moment = DATES[name]
    found = one(
        rss(f"<title>خبر</title><link>https://news.example.iq/1</link><pubDate>{written}</pubDate>")
    ).published
    assert (found.replace(microsecond=0) if found else None) == moment


def test_parse_feed_with_an_unreadable_date_takes_the_next_one():
    entry = one(rss("<title>خبر</title><pubDate>قريبًا</pubDate><dc:date>2026-11-24T10:00:00+03:00</dc:date>"))
    assert entry.published == at(24, 7)


@pytest.mark.parametrize(
    ("host", "hour"),
    [("news.example.iq", 7), ("news.xn--mgbtx2b", 7), ("خبر.عراق", 7), ("news.example.ir", 6), ("خبر.ایران", 6), ("news.example.pk", 5), ("خبر.پاکستان", 5), ("خبر.السعودية", 7), ("خبر.مصر", 8), ("خبر.المغرب", 9), ("news.example.co.il", 8), ("خبر.امارات", 6), ("news.example.com", 10)],
)  # fmt: skip
def test_parse_feed_reads_a_time_without_zone_by_its_host(host, hour):
    entry = one(
        "<rss><channel><title>x</title><item><title>a b c</title><pubDate>2026-11-24 10:00:00</pubDate></item></channel></rss>",
        f"http://{host}/feed",
    )
    assert entry.published.hour == hour


ADDRESSES = {
    "mark of direction": ("\u200fhttps://news.example.iq/1\u200f", "https://news.example.iq/1"),
    "byte order mark": ("\ufeffhttps://news.example.iq/1", "https://news.example.iq/1"),
    "in guillemets": ("‹https://news.example.iq/1›", "https://news.example.iq/1"),
    "scheme feed": ("feed:https://news.example.iq/1", "https://news.example.iq/1"),
    "without scheme": ("//news.example.iq/1", "https://news.example.iq/1"),
    "www alone": ("www.example.iq/1", "https://www.example.iq/1"),
    "ampersand twice escaped": ("https://news.example.iq/?a=1&amp;amp;b=2", "https://news.example.iq/?a=1&b=2"),
    "raw Arabic": ("https://news.example.iq/سياسة/خبر 1", "https://news.example.iq/سياسة/خبر%201"),
    "percent-encoded Arabic": ("https://news.example.iq/%D8%AE%D8%A8%D8%B1", "https://news.example.iq/%D8%AE%D8%A8%D8%B1"),
    "line break in it": ("https://news.example.iq/\n  1", "https://news.example.iq/1"),
    "in CDATA with blanks": ("<![CDATA[ https://news.example.iq/1 ]]>", "https://news.example.iq/1"),
    "backslashes": ("https:\\\\news.example.iq\\1", "https://news.example.iq/1"),
    "scheme in capitals": ("HTTPS://NEWS.example.iq/1", "https://news.example.iq/1"),
    "scheme with one slash": ("https:/news.example.iq/1", "https://news.example.iq/1"),
    "relative": ("../1.html", "https://news.example.iq/1.html"),
    "javascript": ("javascript:alert(1)", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_parse_feed_with_an_odd_address_mends_it(name):
    written, address = ADDRESSES[name]
    found = one(rss(f"<title>خبر</title><link>{written}</link>")).url
    assert found.lower() == address.lower()


def test_parse_feed_resolves_links_by_the_nearest_base():
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title>t</title>'
        '<entry xml:base="y/"><title>خبر</title><link href="1.html"/>'
        '<content type="html" xml:base="/z/">&lt;a href="2.html"&gt;رابط&lt;/a&gt;</content></entry></feed>'
    )
    entry = one(text)
    assert entry.url == "https://a.example/x/y/1.html"
    assert from_entry(entry).blocks[0].spans[0].url == "https://a.example/z/2.html"


PROSE = {
    "raised and lowered": ("<p>10<sup>6</sup> متر و H<sub>2</sub>O</p>", ["10⁶ متر و H₂O"]),
    "deleted": ("<p>السعر <del>100</del> 90</p>", ["السعر 100 90"]),
    "quoted in Arabic": ("<p>قال <q>نعم</q> ومضى</p>", ["قال «نعم» ومضى"]),
    "quoted in English": ("<p>He said <q>yes</q> and left</p>", ["He said “yes” and left"]),
    "twice escaped": ("&amp;lt;p&amp;gt;فقرة&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;ثانية&amp;lt;/p&amp;gt;", ["فقرة", "ثانية"]),
    "plain text with lines": ("سطر أول\nسطر ثان\nhttps://a.example/x", ["سطر أول", "سطر ثان", "https://a.example/x"]),
    "less than in text": ("إذا كان 3 < 5 و 7 > 2 فهو صحيح", ["إذا كان 3 < 5 و 7 > 2 فهو صحيح"]),
    "definition list": ("<dl><dt>السد</dt><dd>حاجز للماء</dd></dl>", ["السد", "حاجز للماء"]),
    "ruby": ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", ["漢字"]),
    "comment of a word processor": ("<!--[if gte mso 9]><xml><w:x>Normal</w:x></xml><![endif]--><p>نص</p>", ["نص"]),
    "style and script": ("<style>p{color:red}</style><script>alert(1)</script><p>نص</p>", ["نص"]),
    "form feed parts words": ("<p>سطر\x0cثان</p>", ["سطر ثان"]),
    "old references": ("<p>&#147;نعم&#148; &#151; &#133;</p>", ["“نعم” — …"]),
    "surrogates": ("<p>خبر &#55357;&#56832; سعيد</p>", ["خبر 😀 سعيد"]),
    "entity without semicolon": ("<p>AT&ampT و caf&eacute وقال</p>", ["AT&T و café وقال"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PROSE)
def test_from_entry_of_odd_prose_reads_it(name):
    written, lines = PROSE[name]
    wrapped = written if "amp;lt" in name or name == "twice escaped" else f"<![CDATA[{written}]]>"
    entry = one(rss(f"<title>عنوان آخر</title><description>{wrapped}</description>"))
    assert [block.text for block in from_entry(entry).blocks] == lines


PODCASTS = {
    "Media RSS group with qualities": (
        '<media:group><media:content url="https://a.example/hd.mp4" type="video/mp4" duration="60"/><media:content url="https://a.example/sd.mp4" type="video/mp4"/></media:group>',
        ["🎬 hd.mp4 · 1:00", "🎬 sd.mp4"],
    ),
    "stream without length": ('<enclosure url="https://a.example/live.m3u8" type="application/x-mpegURL" length="0"/>', ["📡 live.m3u8"]),
    "type in capitals with charset": ('<enclosure url="https://a.example/x" type="Audio/MPEG; charset=binary" length="5000000"/>', ["🎧 x · 5.0 MB"]),
    "octet stream of a sound": ('<enclosure url="https://a.example/x.m4b?token=1" type="application/octet-stream"/>', ["🎧 x.m4b"]),
    "length that is words": ('<enclosure url="https://a.example/x.mp3" type="audio/mpeg" length="unknown"/>', ["🎧 x.mp3"]),
    "two enclosures": ('<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/><enclosure url="https://a.example/2.mp3" type="audio/mpeg"/>', ["🎧 1.mp3", "🎧 2.mp3"]),
    "document": ('<enclosure url="https://a.example/report.pdf" type="application/pdf" length="1200000"/>', ["📎 report.pdf · 1.2 MB"]),
    "name in Arabic": ('<enclosure url="https://a.example/%D8%AD%D9%84%D9%82%D8%A9.mp3" type="audio/mpeg"/>', ["🎧 حلقة.mp3"]),
    "duration with hours": ('<enclosure url="https://a.example/x.mp3" type="audio/mpeg"/><itunes:duration>01:02:03</itunes:duration>', ["🎧 x.mp3 · 1:02:03"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PODCASTS)
def test_from_entry_of_an_odd_podcast_shows_its_files(name):
    written, lines = PODCASTS[name]
    entry = one(rss(f"<title>حلقة</title>{written}"))
    assert [block.text for block in from_entry(entry).blocks if block.kind == "embed"] == lines
    assert entry.url == entry.enclosures[0].url


JSON = {
    "author as object": ({"id": "1", "title": "خبر", "author": {"name": "ليلى"}}, "authors", ("ليلى",)),
    "authors as names": ({"id": "1", "title": "خبر", "authors": ["ليلى", "سعد"]}, "authors", ("ليلى", "سعد")),
    "id as number": ({"id": 12, "title": "خبر", "url": "https://a.example/1"}, "guid", "12"),
    "id as fraction": ({"id": 12.5, "title": "خبر"}, "guid", "12.5"),
    "title as nothing": ({"id": "1", "title": None, "content_text": "نص قصير هنا"}, "title", "نص قصير هنا"),
    "tags as text": ({"id": "1", "title": "خبر", "tags": "جسور، سدود"}, "categories", ("جسور", "سدود")),
    "address as id": ({"id": "https://a.example/1", "title": "خبر"}, "url", "https://a.example/1"),
    "date as number": ({"id": "1", "title": "خبر", "date_published": 1795503600}, "published", at(24, 7)),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_parse_feed_of_odd_json_reads_it(name):
    item, field, value = JSON[name]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}, ensure_ascii=False)
    assert getattr(one(text), field) == value


def test_parse_feed_of_json_with_raw_line_breaks_reads_it():
    text = '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"سطر\nخام","content_text":"أ\tب"}]}'
    assert one(text).title == "سطر خام"


def test_parse_feed_without_items_is_no_error():
    assert read(rss()).entries == ()
    assert read('{"version":"https://jsonfeed.org/version/1","items":[]}').entries == ()
