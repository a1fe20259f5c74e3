from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from translated import in_arabic

from reader.model import Enclosure
from reader.sources import FeedError, parse_feed

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BAGHDAD = timezone(timedelta(hours=3))


def read(name, **more):
    return parse_feed((FEEDS / name).read_bytes(), now=NOW, **more)


def rss(items, head="<title>وكالة</title>"):
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def only(item, url="https://agency.example/rss", **more):
    """The one entry of a feed with this item."""
    (entry,) = parse_feed(rss(f"<item>{item}</item>"), url, now=NOW, **more).entries
    return entry


class TestRss:
    """RSS 2.0 with the modules of life."""

    def test_rss_feed_has_its_fields(self):
        feed = read("rss20.xml")
        assert feed.title == "وكالة الرافدين"
        assert feed.home == "https://rafidain.example/"
        assert feed.url == "https://rafidain.example/rss"
        assert feed.language == "ar-iq"
        assert feed.description == "أخبار العراق والعالم"
        assert feed.updated == datetime(2020, 8, 20, 12, 0, tzinfo=UTC)
        assert feed.hubs == ("https://hub.example/",)
        assert feed.problem is None
        assert len(feed.entries) == 3

    def test_parse_feed_of_an_entry_reads_every_field(self):
        entry = read("rss20.xml").entries[0]
        assert entry.id == "rafidain-101"
        assert entry.title == 'افتتاح جسر جديد في "البصرة" & توقف العمل بآخر'
        assert entry.url == "https://rafidain.example/ar/news/101"
        assert entry.published == datetime(2020, 8, 20, 11, 5, tzinfo=UTC)
        assert entry.summary == "افتُتح اليوم جسر جديد.\nوقال المحافظ إن العمل مستمر."
        assert entry.content.startswith("<p><img src=")
        assert entry.categories == ("سياسة", "محليات")
        assert entry.authors == ("ليلى حسن",)
        assert entry.enclosures == (Enclosure("https://rafidain.example/audio/101.mp3", "audio/mpeg", 12345),)
        assert entry.image == "https://rafidain.example/pictures/bridge.jpg"
        assert entry.language == "ar-iq"

    def test_relative_link_written_date_and_widest_picture(self):
        entry = read("rss20.xml", zone=BAGHDAD).entries[1]
        assert entry.id == entry.url == "https://rafidain.example/ar/news/102"
        assert entry.published == datetime(2020, 8, 20, 10, 30, tzinfo=UTC)
        assert entry.authors == ("قسم الرياضة",)
        assert entry.image == "https://rafidain.example/pictures/102-large.jpg"
        assert entry.content == ""

    def test_guid_for_link_text_for_title_and_no_date_rather_than_1970(self):
        entry = read("rss20.xml").entries[2]
        assert entry.url == entry.id == "https://rafidain.example/ar/news/103"
        assert entry.published is None
        assert entry.title.startswith("قالت دائرة الأنواء الجوية")
        assert entry.title.endswith("…")
        assert entry.title in entry.summary + "…" or entry.summary.startswith(entry.title[:-1])


class TestAtom:
    """Atom 1.0: text constructs, bases, people."""

    def test_atom_feed_has_its_fields(self):
        feed = read("atom10.xml", url="https://furat.example/atom.xml")
        assert (feed.title, feed.description, feed.language) == ("صحيفة الفرات", "أخبار يومية", "ar")
        assert feed.home == "https://furat.example/"
        assert feed.updated == datetime(2020, 8, 20, 12, 0, tzinfo=UTC)

    def test_html_and_xhtml(self):
        entry = read("atom10.xml").entries[0]
        assert entry.title == "عاجل مجلس الوزراء يجتمع «الليلة»"
        assert entry.url == "https://furat.example/news/2020/1"
        assert entry.published == datetime(2020, 8, 20, 8, 0, tzinfo=UTC)
        assert entry.updated == datetime(2020, 8, 20, 8, 30, tzinfo=UTC)
        assert entry.categories == ("سياسة",)
        assert entry.authors == ("هيئة التحرير",)
        assert '<a href="https://furat.example/news/2020/0">' in entry.content
        assert "<br>" in entry.content
        assert "xmlns" not in entry.content
        assert entry.enclosures == (Enclosure("https://furat.example/news/2020/1.jpg", "image/jpeg", 900),)
        assert entry.image == "https://furat.example/news/2020/1.jpg"

    def test_text_is_text(self):
        entry = read("atom10.xml").entries[1]
        assert entry.title == "معنى <div> في لغة الصفحات"
        assert entry.url == "https://furat.example/news/2020/2"
        assert entry.content == "سطر أول &lt; ثان<br>سطر ثالث"
        assert entry.authors == ("سارة علي", "كريم جواد")
        assert entry.published == entry.updated == datetime(2020, 8, 19, 11, 30, tzinfo=UTC)

    def test_parse_feed_of_atom_03_reads_its_entries(self):
        data = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>ق</title><entry>
            <title mode="escaped" type="text/html">خبر &amp;amp; خبر</title><link rel="alternate" href="https://x.example/1"/>
            <issued>2020-08-20T12:00:00Z</issued><modified>2020-08-21T12:00:00Z</modified><id>1</id>
            <content type="text/html" mode="base64">PHA+2K7YqNixPC9wPg==</content></entry></feed>"""
        (entry,) = parse_feed(data.encode(), now=NOW).entries
        assert entry.title == "خبر & خبر"
        assert entry.content == "<p>خبر</p>"
        assert (entry.published.day, entry.updated.day) == (20, 21)


def test_parse_feed_of_rdf_reads_its_entries():
    feed = read("rdf10.xml")
    assert (feed.title, feed.home, feed.language) == ("إذاعة دجلة", "https://dijla.example/", "ar")
    (entry,) = feed.entries
    assert (entry.title, entry.id, entry.url) == (
        "نشرة الظهيرة",
        "https://dijla.example/1",
        "https://dijla.example/1",
    )
    assert entry.published == datetime(2020, 8, 20, 9, 0, tzinfo=UTC)
    assert (entry.authors, entry.categories, entry.summary) == (
        ("منى كاظم",),
        ("إذاعة",),
        "نشرة منتصف النهار.",
    )


class TestJsonFeed:
    """JSON Feed 1.0 and 1.1."""

    def test_json_feed_has_its_fields(self):
        feed = read("feed11.json")
        assert (feed.title, feed.home, feed.language) == ("منصة النخيل", "https://nakheel.example/", "ar")
        assert feed.url == "https://nakheel.example/feed.json"
        assert feed.hubs == ("https://hub.example/",)
        assert len(feed.entries) == 2

    def test_parse_feed_of_each_kind_gives_its_entries(self):
        first, second = read("feed11.json").entries
        assert (first.id, first.url) == ("7", "https://nakheel.example/a/7")
        assert first.summary == "بدأ الموسم & انتهى الانتظار"
        assert first.published == datetime(2020, 8, 20, 7, 0, tzinfo=UTC)
        assert first.authors == ("حسين",)
        assert first.categories == ("زراعة", "اقتصاد")
        assert first.enclosures == (Enclosure("https://nakheel.example/7.mp3", "audio/mpeg", 99),)
        assert first.image == "https://nakheel.example/7.jpg"
        assert second.url == "https://elsewhere.example/8"
        assert second.content == "نص &lt; سطر<br>سطر آخر"
        assert second.title == "نص < سطر سطر آخر"
        assert second.authors == ("فريق النخيل",)

    def test_parse_feed_cut_short_gives_the_entries_before(self):
        data = (FEEDS / "feed11.json").read_bytes()
        feed = parse_feed(data[: data.index(b'"broken"')], now=NOW)
        assert [entry.id for entry in feed.entries] == ["7"]
        assert "not well-formed" in str(feed.problem)
        assert "غير سليمة" in in_arabic(feed.problem)

    def test_json_that_is_no_feed(self):
        for data in (b'{"a": 1}', b"[1, 2]", b'{"items": 3, "version": "x"}', b"{", b'{"items": [1]}'):
            with pytest.raises(FeedError):
                parse_feed(data)


class TestBroken:
    """One broken item never costs the others."""

    def test_broken_feed_gives_every_item(self):
        feed = read("broken.xml", url="https://broken.example/rss")
        assert feed.title == "بغداد & العالم"
        assert [entry.title for entry in feed.entries] == [
            "الأول «خاص» &",
            "الثاني لا ينتهي",
            "الثالث بلا نهاية",
            "الرابع سليم",
            "الخامس",
            "السادس",
            "السابع بعد النهاية",
            "الثامن مبتور",
        ]
        assert [entry.url for entry in feed.entries] == [
            "https://broken.example/?id=1&lang=ar",
            *(f"https://broken.example/{n}" for n in (2, 3, 4, 5, 6, 7)),
            "",  # half an address is another one
        ]
        assert feed.entries[0].image == "https://broken.example/1.jpg"
        assert feed.entries[3].summary == "فقرة\nأخرى"
        assert "not well-formed" in str(feed.problem)

    def test_parse_feed_cut_anywhere_gives_entries_or_an_error(self):
        data = (FEEDS / "rss20.xml").read_bytes()
        whole = [entry.id for entry in parse_feed(data, now=NOW).entries]
        for end in range(data.index(b"<item>"), len(data), 37):
            entries = parse_feed(data[:end], now=NOW).entries
            finished = data[:end].count(b"</item>")
            assert [entry.id for entry in entries][:finished] == whole[:finished]

    @pytest.mark.parametrize(
        "junk", ["", "\n\n ", "\ufeff", "\n\ufeff", "<br />\n<b>Warning</b>: x in y\n", "<!-- x -->"]
    )
    def test_junk_before_a_feed_is_ignored(self, junk):
        data = junk.encode() + rss("<item><title>خبر</title></item>")
        assert [entry.title for entry in parse_feed(data).entries] == ["خبر"]

    def test_names_in_any_prefix_case_or_namespace(self):
        data = """<RSS xmlns="http://unknown.example/ns"><Channel><Title>ق</Title>
            <Item><TITLE>خبر</TITLE><PubDate>2020-08-20T12:00:00Z</PubDate></Item></Channel></RSS>"""
        feed = parse_feed(data.encode(), now=NOW)
        assert feed.title == "ق"
        assert feed.entries[0].published is not None
        prefixed = (
            rss("<item><title>خبر</title></item>").replace(b"<", b"<rss:").replace(b"<rss:/", b"</rss:")
        )
        assert parse_feed(prefixed).entries[0].title == "خبر"

    def test_parse_feed_with_control_characters_drops_them(self):
        entry = only("<title>خ\x0bبر\x1b[31m</title><description>a&#27;b\x00</description>")
        assert entry.title == "خبر[31m"
        assert entry.summary in ("ab", "a b")


class TestIdentity:
    """Guids that are missing, shared, or are none."""

    def test_guid_repeated_by_all_items_yields_to_the_link(self):
        items = "".join(
            f"<item><guid>https://x.example/</guid><link>https://x.example/{n}</link><title>{n}</title></item>"
            for n in "123"
        )
        ids = [entry.id for entry in parse_feed(rss(items)).entries]
        assert ids == ["https://x.example/1", "https://x.example/2", "https://x.example/3"]

    def test_guid_and_link_repeated_by_all_items_yield_distinct_ids(self):
        items = "".join(
            f"<item><guid>g</guid><link>https://x.example/</link><title>{n}</title></item>" for n in "123"
        )
        first = [entry.id for entry in parse_feed(rss(items)).entries]
        assert len(set(first)) == 3
        assert first == [entry.id for entry in parse_feed(rss(items)).entries]

    def test_id_of_an_item_with_a_title_only_depends_on_the_title(self):
        assert only("<title>خبر</title>").id == only("<title>خبر</title>").id != only("<title>آخر</title>").id

    def test_guid_that_is_no_permalink_is_no_address(self):
        assert only('<guid isPermaLink="false">https://x.example/1</guid>').url == ""

    def test_addresses_are_http_only(self):
        assert only("<title>x</title><link>javascript:alert(1)</link>").url == ""
        assert only("<title>x</title><link>file:///etc/passwd</link>").url == ""
        assert only('<title>x</title><enclosure url="data:text/html,x"/>').enclosures == ()
        assert only("<link>https://u:p@x.example/1</link>").url == "https://x.example/1"


class TestDates:
    """Of entries: unknown rather than wrong, in UTC."""

    @pytest.mark.parametrize(
        "text", ["", "x", "1970-01-01T00:00:00Z", "2099-01-01", "0000-00-00 00:00:00", "1899-12-30"]
    )
    def test_absurd_dates_are_unknown(self, text):
        assert only(f"<title>x</title><pubDate>{text}</pubDate>").published is None

    def test_date_without_a_zone_is_of_the_newsroom(self):
        entry = only("<pubDate>2020-08-20 14:00</pubDate>", url="https://agency.iq/rss")
        assert entry.published == datetime(2020, 8, 20, 11, 0, tzinfo=UTC)
        entry = only("<pubDate>2020-08-20 14:00</pubDate>", zone=UTC)
        assert entry.published == datetime(2020, 8, 20, 14, 0, tzinfo=UTC)

    def test_relative_dates_count_from_now(self):
        assert only("<pubDate>منذ 5 ساعات</pubDate>").published == NOW - timedelta(hours=5)

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            ("yesterday", datetime(2026, 11, 28, 0, 0, tzinfo=BAGHDAD)),
            ("Yesterday at 10:30 PM", datetime(2026, 11, 28, 22, 30, tzinfo=BAGHDAD)),
            ("أمس", datetime(2026, 11, 28, 0, 0, tzinfo=BAGHDAD)),
            ("أمس الساعة 10:30", datetime(2026, 11, 28, 10, 30, tzinfo=BAGHDAD)),
            ("اليوم 00:05", datetime(2026, 11, 29, 0, 5, tzinfo=BAGHDAD)),
            ("دوێنێ", datetime(2026, 11, 28, 0, 0, tzinfo=BAGHDAD)),
            ("2 hours ago", datetime(2026, 11, 28, 22, 30, tzinfo=BAGHDAD)),
            ("قبل ساعتين", datetime(2026, 11, 28, 22, 30, tzinfo=BAGHDAD)),
            ("2h ago", datetime(2026, 11, 28, 22, 30, tzinfo=BAGHDAD)),
            ("2 saat önce", datetime(2026, 11, 28, 22, 30, tzinfo=BAGHDAD)),
            ("3d ago", datetime(2026, 11, 26, 0, 30, tzinfo=BAGHDAD)),
            ("الأسبوع الماضي", None),
        ],
    )
    def test_words_are_of_the_day_at_the_newsroom(self, written, moment):
        now = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)  # half past midnight in Baghdad
        data = rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>")
        assert parse_feed(data, "https://agency.iq/rss", now=now).entries[0].published == moment

    def test_day_without_a_clock_stays_a_day(self):
        published = only("<pubDate>20/08/2020</pubDate>", url="https://agency.iq/rss").published
        assert published.isoformat() == "2020-08-20T00:00:00+03:00"


def test_language_that_cannot_be_is_not_believed():
    assert only("<title>خبر</title><dc:language>en-US</dc:language>").language == ""
    assert parse_feed(rss("", "<title>وكالة</title><language>en-us</language>")).language == ""
    assert parse_feed(rss("", "<title>Agency</title><language>en_us</language>")).language == "en-us"


def test_media_that_speak_for_themselves():
    entry = only(
        "<media:group><media:title>مشهد</media:title><media:description>وصف المشهد</media:description>"
        '<media:content url="https://x.example/v.mp4" type="video/mp4" fileSize="77">'
        '<media:thumbnail url="https://x.example/v.jpg"/></media:content></media:group>'
    )
    assert (entry.title, entry.summary) == ("مشهد", "وصف المشهد")
    assert entry.enclosures == (Enclosure("https://x.example/v.mp4", "video/mp4", 77),)
    assert entry.image == "https://x.example/v.jpg"


class TestNoFeed:
    """What comes in place of a feed is told in words, in both languages."""

    @pytest.mark.parametrize(
        ("data", "word", "arabic"),
        [
            (b"", "empty", "فارغة"),
            (b" \n\0 ", "empty", "فارغة"),
            (
                "<!DOCTYPE html><html><title>الصفحة &quot;الأولى&quot;</title>".encode(),
                '«الصفحة "الأولى"»',
                "صفحة ويب",
            ),
            (
                b"<html><head><title>Just a moment...</title></head><body></body></html>",
                "Cloudflare",
                "Cloudflare",
            ),
            (b"<html><body>ddos-guard</body></html>", "DDoS-Guard", "DDoS-Guard"),
            ("<html><body>جارٍ التحقق من المتصفح</body></html>".encode(), "checks visitors", "للتحقق"),
            (b"\x1b]0;owned\x07hello", "hello", "hello"),
            (b"<svg></svg>", "not a feed", "ليست خلاصة"),
            (b'<?xml version="1.0"?><svg></svg>', "not a feed", "ليست خلاصة"),
            (b'<?xml version="1.0"?><!DOCTYPE html><html><body/></html>', "web page", "صفحة ويب"),
        ],
    )
    def test_document_that_is_no_feed_raises_with_its_kind(self, data, word, arabic):
        with pytest.raises(FeedError) as caught:
            parse_feed(data)
        assert word in str(caught.value)
        assert arabic in in_arabic(caught.value)
        assert "\x1b" not in str(caught.value) + in_arabic(caught.value)

    def test_empty_feed_is_a_feed(self):
        assert parse_feed(rss("")).entries == ()
        assert parse_feed(b'<feed xmlns="http://www.w3.org/2005/Atom"/>').entries == ()
        assert parse_feed(b'{"version": "https://jsonfeed.org/version/1", "items": []}').entries == ()

    def test_page_in_an_entry_is_no_page(self):
        assert (
            only("<description><![CDATA[<!DOCTYPE html><html><p>خبر</p></html>]]></description>").summary
            == "خبر"
        )


LONG = "كلمة " * 150


class TestOneElementForBoth:
    """A description that is content and summary at once need not be said twice."""

    @pytest.mark.parametrize(
        ("item", "summary"),
        [
            ("<description>&lt;p&gt;نص&lt;/p&gt;</description>", ""),
            ("<description>نص</description>", "نص"),
            ("<description>&lt;p&gt;ملخص&lt;/p&gt;</description><body>&lt;p&gt;نص&lt;/p&gt;</body>", "ملخص"),
            ("<description>&lt;p&gt;نص&lt;/p&gt;</description><body>&lt;p&gt;نص&lt;/p&gt;</body>", ""),
            (f"<description>{LONG}</description><body>&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;آخر</body>", ""),
        ],
    )
    def test_summary_equal_to_the_content_is_repeated_only_if_asked(self, item, summary):
        item = f"<title>عنوان</title>{item}"
        once, twice = only(item, repeat=False), only(item)
        assert once.summary == summary
        assert twice.summary
        assert (once.title, once.content) == (twice.title, twice.content)

    def test_missing_title_is_taken_from_the_description(self):
        assert only("<description>&lt;p&gt;نص&lt;/p&gt;</description>", repeat=False).title == "نص"
