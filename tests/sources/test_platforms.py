# ruff: noqa: E501 - markup as the platforms write it
"""Platforms: recognised by their addresses, read in the shapes their pages have (issue 23, point 7)."""

import asyncio
import gzip
import json

import pytest

from reader.sources import FeedError, discover, from_entry, parse_feed, parse_listing
from reader.sources.article.html_tree import parse_html
from reader.sources.http.client import Client
from reader.sources.media_types import media_kind
from reader.sources.platforms.recognition import recognize_address
from reader.sources.platforms.youtube import channel_feed

CHANNEL = "UC" + "a1B2c3D4e5F6g7H8i9J0k_"
YOUTUBE = "https://www.youtube.com/feeds/videos.xml"


@pytest.fixture
async def client():
    async with Client(connect=2, read=2, total=5) as client:
        yield client


@pytest.mark.parametrize(
    ("url", "kind", "address"),
    [
        ("https://t.me/jisr_news", "telegram", "https://t.me/s/jisr_news"),
        ("https://t.me/s/jisr_news?before=9", "telegram", "https://t.me/s/jisr_news"),
        ("https://telegram.me/jisr_news/123?single", "telegram", "https://t.me/s/jisr_news"),
        ("https://jisr.t.me/", "telegram", "https://t.me/s/jisr"),
        ("tg://resolve?domain=jisr_news", "telegram", "https://t.me/s/jisr_news"),
        ("https://t.me/+abcdef", "refused", ""),
        ("https://t.me/joinchat/abc", "refused", ""),
        ("https://t.me/c/123/4", "refused", ""),
        (f"https://www.youtube.com/channel/{CHANNEL}/videos", "youtube", f"{YOUTUBE}?channel_id={CHANNEL}"),
        ("https://youtube.com/user/jisr", "youtube", f"{YOUTUBE}?user=jisr"),
        ("https://www.youtube.com/@jisr/videos", "youtube", "https://www.youtube.com/@jisr"),
        ("https://m.youtube.com/c/Jisr", "youtube", "https://www.youtube.com/c/Jisr"),
        (
            "https://www.youtube.com/watch?v=x&list=PLabcdefghijklmnop",
            "youtube",
            f"{YOUTUBE}?playlist_id=PLabcdefghijklmnop",
        ),
        ("https://mastodon.example/@jisr", "mastodon", "https://mastodon.example/@jisr.rss"),
        ("https://mastodon.example/@jisr@other.example", "mastodon", "https://other.example/@jisr.rss"),
        ("https://bsky.app/profile/jisr.example", "bluesky", "https://bsky.app/profile/jisr.example/rss"),
        ("https://old.reddit.com/r/iraq/", "reddit", "https://www.reddit.com/r/iraq/new/.rss?limit=25"),
        ("https://jisr.blogspot.com.eg/2026/", "blogger", "https://jisr.blogspot.com/feeds/posts/default"),
        ("https://jisr.substack.com/p/x", "substack", "https://jisr.substack.com/feed"),
        ("https://medium.com/@jisr/x", "medium", "https://medium.com/feed/@jisr"),
        (
            "https://news.google.com/topics/CAAqX?hl=ar&gl=IQ&ceid=IQ%3Aar",
            "google-news",
            "https://news.google.com/rss/topics/CAAqX?hl=ar&gl=IQ&ceid=IQ%3Aar",
        ),
        ("https://x.com/jisr", "refused", ""),
        ("https://www.facebook.com/jisr", "refused", ""),
        ("https://www.instagram.com/jisr/", "refused", ""),
    ],
)
def test_address_of_a_platform_is_recognised(url, kind, address):
    found = recognize_address(url)
    assert (found.kind, found.feed or found.listing or found.page) == (kind, address)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/",
        "https://news.example/feed.xml",
        f"{YOUTUBE}?channel_id={CHANNEL}",
        "https://www.reddit.com/r/iraq/new/.rss",
        "https://news.google.com/rss/search?q=x",
        "https://jisr.blogspot.com/feeds/posts/default",
        "https://nott.me/x",
        "http://[bad",
    ],
)
def test_other_address_is_left_alone(url):
    assert recognize_address(url) is None


async def test_platform_without_public_posts_is_named_and_not_asked(client):
    found = await discover(client, "https://x.com/jisr")
    assert (found.source, found.problem.key) == (None, "discovery.account")


# Telegram


def message(number, inner, *, classes="", post="jisr_news"):
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
      <div class="{classes} js-widget_message tgme_widget_message" data-post="{post}/{number}">
      <div class="tgme_widget_message_bubble">
      <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name"
        href="https://t.me/{post}"><span dir="auto">أخبار الجسر</span></a></div>{inner}
      <div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info">
      <span class="tgme_widget_message_views">4.85K</span><span class="tgme_widget_message_meta">
      <span class="tgme_widget_message_from_author">سعاد</span>,&nbsp;edited &nbsp;<a
      class="tgme_widget_message_date" href="https://t.me/{post}/{number}"><time
      datetime="2026-03-01T08:{number % 60:02}:00+00:00" class="time">08:00</time></a></span></div></div>
      </div></div></div>"""


def text(inner):
    return f'<div class="js-message_text tgme_widget_message_text" dir="auto">{inner}</div>'


def preview(*messages):
    return f"""<html><body><div class="tgme_channel_info"><div class="tgme_channel_info_header_title">
      <span dir="auto">أخبار الجسر</span></div><div class="tgme_channel_info_description">وكالة<br/>محلية</div></div>
      <section class="tgme_channel_history js-message_history">{"".join(messages)}</section></body></html>"""


PREVIEW = "https://t.me/s/jisr_news"


def entries(*messages):
    return parse_listing(preview(*messages), PREVIEW).entries


def body(entry):
    return [block.text for block in from_entry(entry).blocks if block.text]


def test_telegram_message_is_an_entry():
    emoji = '<tg-emoji emoji-id="5"><i class="emoji" style="background-image:url(\'//t.example/e.png\')"><b>🔴</b></i></tg-emoji>'
    (entry,) = entries(
        message(
            418,
            text(
                f'{emoji} <b>عاجل |</b> افتتاح الجسر<br/><br/>التفاصيل <a href="?q=%23x">#جسر</a> '
                '<a href="https://a.example/?x=1&amp;amp;y=2" onclick="return confirm()">هنا</a> <tg-spoiler>مخفي</tg-spoiler>'
            ),
        )
    )
    assert entry.id == "tg:jisr_news/418"
    assert entry.url == "https://t.me/jisr_news/418"
    assert entry.title == "عاجل | افتتاح الجسر"
    assert entry.published.isoformat() == "2026-03-01T08:58:00+00:00"
    assert entry.authors == ("سعاد",)
    assert entry.image == ""
    assert body(entry) == ["🔴 عاجل | افتتاح الجسر", "التفاصيل #جسر هنا مخفي"]
    links = [span.url for block in from_entry(entry).blocks for span in block.spans if span.kind == "link"]
    assert links == ["https://a.example/?x=1&y=2"]


def test_telegram_newest_message_is_first_and_service_notes_are_none():
    found = entries(
        message(1, text("الأول")),
        message(2, text("Channel created"), classes="service_message"),
        message(3, text("الثالث")),
    )
    assert [entry.title for entry in found] == ["الثالث", "الأول"]


def test_telegram_reply_leaves_out_the_quoted_message():
    reply = """<a class="tgme_widget_message_reply" href="https://t.me/jisr_news/1"><div
      class="tgme_widget_message_text js-message_reply_text" dir="auto">الخبر الأول</div></a>"""
    (entry,) = entries(message(5, reply + text("الجواب")))
    assert body(entry) == ["الجواب"] or entry.title == "الجواب"
    assert "الخبر الأول" not in entry.content


def test_telegram_album_has_its_pictures_and_a_caption():
    photo = '<a class="grouped_media_wrap tgme_widget_message_photo_wrap 5310" href="https://t.me/jisr_news/{0}?single" style="width:8px;background-image:url(\'https://cdn.example/{0}.jpg\')"></a>'
    album = f'<div class="tgme_widget_message_grouped_wrap">{photo.format(7)}{photo.format(8)}</div>'
    (entry,) = entries(message(7, album + text(text("تعليق"))))
    assert entry.image == "https://cdn.example/7.jpg"
    assert [b.url for b in from_entry(entry).blocks if b.kind == "image"] == [
        "https://cdn.example/7.jpg",
        "https://cdn.example/8.jpg",
    ]
    assert entry.content.count("تعليق") == 1


def test_telegram_forwarded_message_names_its_origin():
    forwarded = """<div class="tgme_widget_message_forwarded_from">Forwarded from <a
      class="tgme_widget_message_forwarded_from_name" href="https://t.me/o/9"><span dir="auto">بلدية النهر</span></a></div>"""
    (entry,) = entries(message(9, forwarded + text("خبر منقول")))
    assert "↪ بلدية النهر" in body(entry)
    assert entry.title == "خبر منقول"


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        (
            """<a class="tgme_widget_message_video_player" href="https://t.me/jisr_news/4"><video
            class="tgme_widget_message_video" src="https://cdn.example/v.mp4"></video><time
            class="message_video_duration">0:42</time></a>""",
            "🎬 0:42",
        ),
        (
            """<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">أيهما؟</div></div>""",
            "📊 أيهما؟",
        ),
        (
            "<a class='tgme_widget_message_photo_wrap' style=\"background-image:url('https://cdn.example/a.jpg')\"></a>",
            "📷",
        ),
    ],
)
def test_telegram_message_without_text_is_named_by_its_kind(inner, title):
    (entry,) = entries(message(4, inner))
    assert entry.title == title
    assert entry.published is not None


@pytest.mark.parametrize(
    ("inner", "title", "blocks"),
    [
        (
            """<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">هل تؤيد؟</div>
            <div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">70%</div>
            <div class="tgme_widget_message_poll_option_text">نعم</div></div>
            <div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">30%</div>
            <div class="tgme_widget_message_poll_option_text">لا</div></div></div>""",
            "📊 هل تؤيد؟",
            ["هل تؤيد؟", "نعم", "لا"],
        ),
        (
            """<a class="not_supported tgme_widget_message_video_player" href="https://t.me/jisr_news/4"><i
            class="tgme_widget_message_video_thumb" style="background-image:url('https://cdn.example/p.jpg')"></i>
            <div class="message_media_not_supported_wrap">Media is too big</div><time>1:02:05</time></a>""",
            "🎬 1:02:05",
            ["https://cdn.example/p.jpg", "▶ 1:02:05"],
        ),
        (
            """<a class="tgme_widget_message_voice_player"><audio class="tgme_widget_message_voice"
            src="https://cdn.example/v.ogg"></audio><time class="tgme_widget_message_voice_duration">0:15</time></a>""",
            "🎤 0:15",
            ["▶ 0:15"],
        ),
        (
            """<a class="tgme_widget_message_document_wrap"><div class="tgme_widget_message_document_title">البيان.pdf
            </div><div class="tgme_widget_message_document_extra">1.2 MB</div></a>""",
            "📄 البيان.pdf",
            ["📄 البيان.pdf · 1.2 MB"],
        ),
        (
            """<a class="tgme_widget_message_link_preview" href="https://x.example/a"><div
            class="link_preview_title">عنوان التقرير</div></a>""",
            "عنوان التقرير",
            ["عنوان التقرير"],
        ),
        ('<div class="tgme_widget_message_tgsticker_wrap"></div>', "🖼", []),
        (
            '<div class="tgme_widget_message_contact_wrap"><div class="tgme_widget_message_contact_name">سعاد</div></div>',
            "👤 سعاد",
            [],
        ),
        ('<div class="message_media_not_supported_wrap">Please open Telegram</div>', "t.me/jisr_news/4", []),
        (text('<i class="emoji"><b>🇮🇶</b></i>'), "🇮🇶", []),
        (text("جرب<pre>سطر 1\nسطر 2</pre>"), "جرب", ["سطر 1", "سطر 2"]),
    ],
)
def test_telegram_message_of_each_kind_is_shown(inner, title, blocks):
    (entry,) = entries(message(4, inner))
    assert entry.title == title
    assert [block.text or block.url for block in from_entry(entry).blocks] == blocks


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (
            '<div class="tgme_page_title">أخبار</div><div class="tgme_page_extra">12 345 subscribers</div>',
            "telegram.no_preview",
        ),
        (
            '<div class="tgme_page_title">مجموعة</div><div class="tgme_page_extra">9 members</div>',
            "telegram.no_channel",
        ),
        ("<div class='tgme_page'></div>", "telegram.unknown"),
    ],
)
def test_telegram_page_in_place_of_a_preview_is_named(page, key):
    with pytest.raises(FeedError) as error:
        parse_listing(f"<html><body>{page}</body></html>", "https://t.me/jisr_news")
    assert error.value.message.key == key


def test_telegram_channel_without_messages_is_empty_and_no_error():
    assert parse_listing(preview(), PREVIEW).entries == ()


# YouTube


REDDIT = """<feed xmlns="http://www.w3.org/2005/Atom"><title>r</title><entry><id>t3_1</id><title>عنوان</title>
<link href="https://www.reddit.com/r/iraq/comments/1/x/"/><content type="html">{}&amp;#32; submitted by &amp;#32;
&lt;a href="https://www.reddit.com/user/s"&gt; /u/s &lt;/a&gt; &lt;br/&gt; &lt;span&gt;&lt;a href="{}"&gt;[link]&lt;/a&gt;&lt;/span&gt;
&amp;#32; &lt;span&gt;&lt;a href="https://www.reddit.com/r/iraq/comments/1/x/"&gt;[comments]&lt;/a&gt;&lt;/span&gt;</content></entry></feed>"""


@pytest.mark.parametrize(
    ("content", "link", "blocks"),
    [
        (
            '&lt;!-- SC_OFF --&gt;&lt;div class="md"&gt;&lt;p&gt;نص المنشور&lt;/p&gt;&lt;/div&gt;&lt;!-- SC_ON --&gt;',
            "https://www.reddit.com/r/iraq/comments/1/x/",
            [("paragraph", "نص المنشور")],
        ),
        (
            '&lt;table&gt;&lt;tr&gt;&lt;td&gt;&lt;img src="https://b.example/x.jpg" alt="" /&gt;&lt;/td&gt;&lt;td&gt;',
            "https://news.example/a",
            [("image", "https://b.example/x.jpg"), ("paragraph", "news.example")],
        ),
    ],
)
def test_reddit_post_has_its_text_and_the_link_it_is_about(content, link, blocks):
    feed = parse_feed(REDDIT.format(content, link).encode(), "https://www.reddit.com/r/iraq/new/.rss")
    assert [(b.kind, b.url or b.text) for b in from_entry(feed.entries[0]).blocks] == blocks


@pytest.mark.parametrize(
    ("title", "description", "shown", "blocks"),
    [
        (
            "افتتاح الجسر - النهر",
            '<a href="https://n.example">افتتاح الجسر</a>&nbsp;<font>النهر</font>',
            "افتتاح الجسر",
            [],
        ),
        (
            "خبر - عن الجسر - النهر",
            '<ol><li><a href="https://n.example">خبر - عن الجسر</a> <font>النهر</font></li><li><a href="https://o.example">تغطية'
            " ثانية</a> <font>الضفة</font></li></ol>",
            "خبر - عن الجسر",
            ["خبر - عن الجسر النهر", "تغطية ثانية الضفة"],
        ),
        ("عنوان - بلا مصدر", "", "عنوان - بلا مصدر", []),
    ],
)
def test_google_news_headline_is_without_its_newsroom(title, description, shown, blocks):
    item = f"<item><title>{title}</title><link>https://news.google.com/x</link><description><![CDATA[{description}]]></description></item>"
    feed = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>".encode()
    (entry,) = parse_feed(feed, "https://news.google.com/rss/topics/X").entries
    assert entry.title == shown
    assert [block.text for block in from_entry(entry).blocks] == blocks


def test_bluesky_post_is_without_the_note_on_its_quote():
    item = "<item><link>https://bsky.app/1</link><description>افتتاح الجسر\n\n[contains quote post or other embedded content]</description></item>"
    feed = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>".encode()
    (entry,) = parse_feed(feed, "https://bsky.app/profile/did:plc:x/rss").entries
    assert entry.title == "افتتاح الجسر"
    assert "contains" not in entry.content + entry.summary


def test_youtube_channel_is_taken_from_the_canonical_link():
    other = "UC" + "z" * 22
    page = f"""<html><head><script>var x = {{"channelId":"{other}"}}</script>
      <link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}"></head></html>"""
    assert channel_feed(parse_html(page)) == f"{YOUTUBE}?channel_id={CHANNEL}"
    assert channel_feed(parse_html("<html></html>")) == ""


def test_youtube_flash_address_is_no_enclosure():
    feed = """<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
      xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>yt:video:a</id><title>نشرة</title>
      <link rel="alternate" href="https://www.youtube.com/watch?v=a"/><media:group>
      <media:content url="https://www.youtube.com/v/a?version=3" type="application/x-shockwave-flash"/>
      <media:thumbnail url="https://i.example/a.jpg"/><media:description>سطر&#10;سطر</media:description>
      </media:group></entry></feed>"""
    (entry,) = parse_feed(feed.encode()).entries
    assert entry.enclosures == ()
    assert entry.image == "https://i.example/a.jpg"


# Site maps


SITEMAP = """<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><urlset
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc>
  https://x.example/news/7/%D8%AC%D8%B3%D8%B1 </loc><image:image><image:loc>https://x.example/p.jpg</image:loc>
   <image:title>صورة</image:title></image:image><n:news><n:publication><n:name>النهر</n:name><n:language>ar</n:language>
   </n:publication><n:publication_date>2026-03-01T11:00:00+03:00</n:publication_date><n:title>افتتاح &amp; الجسر</n:title>
  </n:news></url>
  <url><loc>https://x.example/news/8</loc><n:news><n:publication_date>2026-03-02</n:publication_date>
   <n:title>الثاني</n:title></n:news></url>
  <url><loc>https://x.example/about</loc><lastmod>2026-03-03</lastmod></url></urlset>"""


def test_news_site_map_is_a_feed_newest_first():
    feed = parse_feed(SITEMAP.encode(), "https://x.example/news-sitemap.xml")
    assert feed.title == "النهر"
    assert [entry.title for entry in feed.entries] == ["الثاني", "افتتاح & الجسر"]
    entry = feed.entries[1]
    assert entry.url == "https://x.example/news/7/%D8%AC%D8%B3%D8%B1"
    assert entry.published.isoformat() == "2026-03-01T08:00:00+00:00"
    assert (entry.image, entry.language) == ("https://x.example/p.jpg", "ar")


def test_empty_site_map_is_no_error():
    assert parse_feed(b"<urlset></urlset>").entries == ()


async def test_site_map_is_found_where_there_is_neither_feed_nor_listing(client, newsroom):
    page = newsroom.add(
        "/quiet", b"<html><body><div id=app></div></body></html>", headers={"Content-Type": "text/html"}
    )
    index = f"<sitemapindex><sitemap><loc>{newsroom.url}/tags.xml</loc></sitemap><sitemap><loc>{newsroom.url}/n/news-1.xml.gz</loc></sitemap></sitemapindex>"
    newsroom.add("/robots.txt", f"User-agent: *\nsitemap: {newsroom.url}/maps.xml\n".encode())
    newsroom.add("/maps.xml", index.encode())
    newsroom.add("/n/news-1.xml.gz", gzip.compress(SITEMAP.encode()), encode=False)
    for guess in ("feed", "rss.xml", "rss", "feed.xml", "atom.xml", "index.xml", "feed.json"):
        newsroom.add(f"/{guess}", b"", status=404)
    found = await discover(client, page)
    assert [each.url for each in found.found] == [newsroom.url + "/n/news-1.xml.gz"]
    assert found.source.feed == newsroom.url + "/n/news-1.xml.gz"


# WordPress


POSTS = [
    {
        "id": 123,
        "date_gmt": "2026-03-01T08:00:00",
        "modified_gmt": "2026-03-01T09:10:00",
        "link": "https://x.example/a/",
        "guid": {"rendered": "https://x.example/?p=123"},
        "title": {"rendered": "افتتاح &#8220;الجسر&#8221;"},
        "content": {"rendered": "<p>نص</p>", "protected": False},
        "excerpt": {"rendered": "<p>نص [&hellip;]</p>"},
        "_embedded": {
            "author": [{"name": "سعاد"}],
            "wp:featuredmedia": [{"source_url": "https://x.example/p.jpg"}],
            "wp:term": [
                [{"taxonomy": "category", "name": "محليات"}],
                [{"taxonomy": "post_tag", "name": "جسور"}],
            ],
        },
    },
    {
        "id": 2,
        "link": "https://x.example/b/",
        "title": {"rendered": "x"},
        "_embedded": {"author": [{"code": "e"}]},
    },
]


def test_wordpress_posts_are_a_feed():
    first, second = parse_feed(json.dumps(POSTS).encode(), "https://x.example/wp-json/wp/v2/posts").entries
    assert first.id == "https://x.example/?p=123"
    assert first.title == "افتتاح “الجسر”"
    assert first.published.isoformat() == "2026-03-01T08:00:00+00:00"
    assert (first.authors, first.categories, first.image) == (
        ("سعاد",),
        ("محليات",),
        "https://x.example/p.jpg",
    )
    assert first.content == "<p>نص</p>"
    assert second.authors == ()


@pytest.mark.parametrize("data", [b"[]", b"[1, 2]", b'[{"link": 1, "title": "x"}]', b"[[[[", b"[{}]"])
def test_other_list_is_no_feed(data):
    with pytest.raises(FeedError):
        parse_feed(data)


def test_wordpress_posts_after_warnings_of_the_server_are_a_feed():
    post = '[{"id":1,"link":"https://x.example/a","title":{"rendered":"افتتاح الجسر"}}]'
    url = "https://x.example/wp-json/wp/v2/posts"
    (entry,) = parse_feed(f"\nNotice: [x] in y.php\n{post}".encode(), url).entries
    assert entry.title == "افتتاح الجسر"


async def test_wordpress_posts_are_found_when_the_feed_is_off(client, newsroom):
    html = b"<html><link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2><img src=/wp-content/a.png></html>"
    page = newsroom.add("/wp/", html, headers={"Content-Type": "text/html"})
    for guess in ("feed", "rss.xml", "rss", "feed.xml", "atom.xml", "index.xml", "feed.json"):
        newsroom.add(f"/{guess}", b"", status=404)
    newsroom.add(
        "/wp-json/wp/v2/posts", json.dumps(POSTS).encode(), headers={"Content-Type": "application/json"}
    )
    found = await discover(client, page)
    assert found.feeds[0].url.startswith(newsroom.url + "/wp-json/wp/v2/posts?per_page=20")
    assert [entry.title for entry in found.preview.entries] == ["افتتاح “الجسر”", "x"]


HLS = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nlow/index.m3u8\n"
IPTV = (
    '#EXTM3U\n#EXTINF:-1 tvg-logo="/logo.png" group-title="أخبار",قناة الجسر، مباشر\nhttps://cdn.example/a.m3u8\n'
    "#EXTINF:-1,\n#EXTVLCOPT:x\n/b.ts\n"
)
PLS = "[playlist]\nNumberOfEntries=1\nFile1=http://radio.example:8000/live\nTitle1=إذاعة النهر\nLength1=-1\n"


@pytest.mark.parametrize(
    ("document", "entries"),
    [
        (HLS, [("news.example", "https://news.example/live.m3u8", "")]),
        (
            IPTV,
            [
                ("قناة الجسر، مباشر", "https://cdn.example/a.m3u8", "https://news.example/logo.png"),
                ("news.example", "https://news.example/b.ts", ""),
            ],
        ),
        (PLS, [("إذاعة النهر", "http://radio.example:8000/live", "")]),
        (
            '<?xml version="1.0"?>\n<MPD type="dynamic"></MPD>',
            [("news.example", "https://news.example/live.m3u8", "")],
        ),
    ],
    ids=["hls", "iptv", "pls", "dash"],
)
def test_parse_feed_of_a_stream_gives_an_entry_a_channel(document, entries):
    feed = parse_feed(document.encode(), "https://news.example/live.m3u8")
    assert [(entry.title, entry.url, entry.image) for entry in feed.entries] == entries
    assert all(media_kind(file.url, file.type) == "stream" for e in feed.entries for file in e.enclosures)


async def test_get_of_an_endless_radio_answers_with_its_name(newsroom):
    async def radio(request, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Nahr FM\r\n\r\n")
        for _ in range(1_000):
            writer.write(b"sound" * 1_000)
            await writer.drain()
            await asyncio.sleep(0.01)

    url = newsroom.add("/radio", radio)
    async with Client() as client:
        fetched = await asyncio.wait_for(client.get(url, user_added=True), 5)
    (entry,) = parse_feed(fetched.body, fetched.url, fetched.content_type).entries
    assert (entry.title, entry.url) == ("Nahr FM", url)
