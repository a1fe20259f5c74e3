# ruff: noqa: E501  markup is not folded
"""Pages of headlines: described, not described, and of stories linked twice."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime

import agency
import pytest
from translated import in_arabic

from reader.model import Selectors
from reader.sources.errors import FeedError
from reader.sources.listing import parse_listing, story_key

URL = "https://news.example/"


def titles(html, url=URL, **more):
    return [entry.title for entry in parse_listing(html, url, **more).entries]


# The agency, with no description at all


def test_agency_s_listing():
    feed = parse_listing(
        agency.listing("http://x.example"), "http://x.example/lastnews", "text/html; charset=utf-8"
    )
    assert [entry.title for entry in feed.entries] == [story.title for story in agency.STORIES]
    for entry, story in zip(feed.entries, agency.STORIES, strict=True):
        assert entry.url == f"http://x.example{story.path}", "the whole slug, not the slider's"
        assert entry.published == agency.time_of(story).astimezone(UTC)
        assert entry.image == f"http://x.example/images/{story.id}.png"
        assert entry.summary.startswith(story.paragraphs[1][:40])
        assert entry.id == entry.url
    assert feed.language == "ar"
    assert feed.title.startswith(agency.NAME)
    assert feed.home == "http://x.example/"


# Baghdad Today


@pytest.mark.parametrize(
    "url", ["https://baghdadtoday.news/", "https://elsewhere.example/"], ids=["known", "unknown"]
)
def test_baghdad_today_in_2018(shared, url):
    """With the selectors known for the site, and with none; unescaped quotes, one form, slugs cut short."""
    html = (shared / "corpus" / "listings" / "baghdadtoday_2018_excerpt.html").read_bytes()
    expected = json.loads(
        (shared / "corpus" / "listings" / "baghdadtoday_2018_excerpt.expected.json").read_text("utf-8")
    )
    found = {entry.url: entry for entry in parse_listing(html, url).entries}
    assert len(found) == len(expected["items"])
    for item in expected["items"]:
        entry = found[item["url"].replace("https://baghdadtoday.news/", url)]
        assert entry.title == item["title"]
        wanted = datetime.fromisoformat(item["date"]) if item["date"] else None
        assert entry.published == wanted, item["date_raw"]


def items(count, item):
    return "".join(
        item.format(n=n, id=53160000 + n, title=f"عنوان الخبر رقم {n} من أخبار هذا اليوم")
        for n in range(count)
    )


MENU = (
    "<nav>"
    + "".join(f'<a href="/category/{n}">قسم من أقسام الموقع الكثيرة {n}</a>' for n in range(9))
    + "</nav>"
)


@pytest.mark.parametrize(
    ("generation", "path"),
    [
        ('<div class="col-lg-9">{}</div>'.format(items(6, '<a href="/{id}-slug-{n}.html"><span>{title}</span><span class="ms-2 time">20-08-2020, 21:2{n}</span></a>')), "/lastnews"),
        (items(6, '<div class="item"><h4><a href="/news/{id}/slug-{n}">{title}</a></h4><div class="meta">سياسة | 20-08-2020, 21:2{n} |</div></div>'), "/news"),
    ],
    ids=["2025", "2020"],
)  # fmt: skip
def test_its_later_generations(generation, path):
    for host in ("baghdadtoday.news", "elsewhere.example"):
        feed = parse_listing(MENU + generation, f"https://{host}{path}")
        assert len(feed.entries) == 6
        assert feed.entries[3].published == datetime(2020, 8, 20, 18, 23, tzinfo=UTC)
        assert "53160003" in feed.entries[3].url
        assert feed.entries[3].title.startswith("عنوان الخبر رقم 3 من أخبار هذا اليوم")


# In general


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="/news/{id}">{title}</a></li>',
        '<div><a href="/news/{id}"><img src="/i.jpg" alt=""></a><h3><a href="/news/{id}">{title}</a></h3><p>ملخص {n}</p></div>',
        '<article><a href="/a/{n}/slug-of-the-story-{n}"><h2>{title}</h2><p>ملخص طويل للخبر فيه كلمات أكثر من العنوان نفسه {n}.</p></a></article>',
        '<tr><td><a href="details.aspx?id={id}">{title}</a></td><td>2020/08/20</td></tr>',
        '<div class=c><a href="//news.example/{id}.html" title="{title}">{title}</a> <small>قبل ساعتين</small></div>',
        '<a href="/section{n}/{id}">{title}</a>',
    ],
    ids=range(6),
)
def test_headlines_are_found_without_a_description(item):
    html = f"<html><body>{MENU}<table>{items(8, item)}</table><footer><a href=/about>من نحن وماذا نريد أن نقول</a></footer>"
    assert titles(html) == [f"عنوان الخبر رقم {n} من أخبار هذا اليوم" for n in range(8)]


def test_story_linked_twice_is_a_single_entry():
    html = items(4, '<li><a href="/news/{id}/short_">{title}</a></li>') + items(
        4,
        '<li><a href="/news/{id}/the-whole-slug">{title}</a><time datetime="2020-08-20T10:0{n}Z"></time></li>',
    )
    feed = parse_listing(html, URL)
    assert len(feed.entries) == 4
    assert all(entry.url.endswith("/the-whole-slug") for entry in feed.entries)
    assert feed.entries[2].published == datetime(2020, 8, 20, 10, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/ar/news/38830/x_y", "https://www.a.example/news/38830/the-whole", True),
        ("https://a.example/123456-slug.html", "https://a.example/123456-other.html", True),
        ("https://a.example/x?id=12345", "https://a.example/x?id=12346", False),
        ("https://a.example/2020/08/24/one", "https://a.example/2020/08/24/two", False),
        ("https://a.example/20200824/one", "https://a.example/20200824/two", False),
        ("https://a.example/one/", "https://a.example/one", True),
        ("https://a.example/one?p=1", "https://a.example/one?p=2", False),
        ("https://a.example/news/38830", "https://b.example/news/38830", False),
    ],
)
def test_story_key_of_slugs_is_their_number(one, other, same):
    assert (story_key(one) == story_key(other)) is same


def test_listing_with_selectors_reads_by_them():
    html = MENU + items(
        3, '<li class=n><b class=t>{title}</b><a href="/x/{n}">اقرأ</a><i>20-08-2020</i><u>سياسة</u></li>'
    )
    chosen = Selectors(link=".n a", item=".n", title=".t", date="i", category="u")
    feed = parse_listing(html, "https://x.iq/", selectors=chosen)
    assert [entry.title for entry in feed.entries] == [
        f"عنوان الخبر رقم {n} من أخبار هذا اليوم" for n in range(3)
    ]
    assert feed.entries[0].published == datetime(2020, 8, 19, 21, tzinfo=UTC), "midnight in Baghdad"
    assert feed.entries[0].categories == ("سياسة",)


def test_selectors_that_no_longer_fit_give_way():
    html = items(5, '<li><a href="/news/{id}">{title}</a></li>')
    assert len(titles(html, selectors=Selectors(link=".gone a"))) == 5
    assert len(titles(html, "https://www.alsumaria.tv/")) == 5


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", "No headlines"),
        ("<p>نص فقط</p>", "No headlines"),
        (MENU, "No headlines"),
        (
            "<a href='https://other.example/news/12345'>عنوان خبر في موقع آخر تماماً</a>" * 9,
            "lead to other sites",
        ),
        ("<title>Just a moment...</title>Enable JavaScript and cookies to continue", "Cloudflare"),
    ],
)
def test_where_there_are_none(html, words):
    with pytest.raises(FeedError, match=words) as caught:
        parse_listing(html, URL)
    assert "news.example" in str(caught.value)
    assert "news.example" in in_arabic(caught.value)


def test_hostile_page_has_no_controls():
    attack = "\x1b]0;x\x07\x9b31m&#27;[1m\u202e"
    html = items(
        4, f"<li><a href='/news/{{id}}/{attack}'>{{title}}{attack}</a><img src='/i{attack}.jpg'></li>"
    )
    feed = parse_listing(f"<title>{attack}</title>{html}", URL)
    for entry in feed.entries:
        assert (entry.title + entry.url + entry.image + entry.id + feed.title).isprintable()


@pytest.mark.parametrize(
    "html",
    [
        "".join(
            f"<div><a href=/news/{n + 10000}/x>عنوان خبر من كلمات كثيرة {n}</a></div>" for n in range(20_000)
        ),
        "<div><a href=/news/12345>عنوان خبر من كلمات كثيرة</a>" * 20_000,
        "<a href=/news/12345><h2>عنوان خبر من كلمات كثيرة" * 20_000,
        "<a href='" + "/x" * 500_000 + "'>عنوان خبر من كلمات كثيرة</a>",
        "<span>20-08-2020" * 20_000 + "<a href=/news/12345>عنوان خبر من كلمات كثيرة</a>" * 50,
    ],
    ids=range(5),
)
def test_hostile_pages_take_bounded_time(html):
    started = time.process_time()
    with suppress(FeedError):
        assert len(parse_listing(html, URL).entries) <= 300
    assert time.process_time() - started < 10


def test_story_address_from_a_link_to_comments_is_without_the_place():
    html = items(5, '<li><a href="/news/{id}">{title}</a> <a href="/news/{id}#comments">3 تعليقات</a></li>')
    assert all("#" not in entry.url for entry in parse_listing(html, URL).entries)


def test_day_in_a_heading_above_gives_the_date_of_the_times_below():
    days = ("الاثنين 2 آذار 2026", "الأحد 1 آذار 2026")
    html = "".join(
        f"<h3>{day}</h3>"
        + "".join(
            f'<div class="row"><span>{hour}:39</span> <a href="/news/{10000 + 100 * n + hour}">عنوان خبر من أخبار اليوم رقم {hour}</a></div>'
            for hour in (13, 11, 9)
        )
        for n, day in enumerate(days)
    )
    feed = parse_listing(html, "https://news.iq/")
    assert [entry.published.isoformat() for entry in feed.entries[::3]] == [
        "2026-03-02T10:39:00+00:00",
        "2026-03-01T10:39:00+00:00",
    ]


def test_links_to_the_institution_are_no_headlines():
    about = '<a href="/pages/10001">من نحن وكيف نعمل في الموقع</a><a href="/pages/10002">سياسة الخصوصية وشروط الاستخدام العامة</a>'
    html = items(5, '<li><a href="/news/{id}">{title}</a></li>') + about
    assert len(parse_listing(html, URL).entries) == 5
