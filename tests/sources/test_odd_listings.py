# ruff: noqa: E501 - pages as they are written
"""Pages of headlines with one odd thing each: days, comments, other hosts, links of the newsroom (issue 24)."""

from datetime import UTC, datetime

import pytest

from reader.model import Selectors
from reader.sources import ExtractError, FeedError, extract
from reader.sources.listing import parse_listing

HEADLINES = (
    "مجلس المدينة يقر خطة لتوسيع الطريق الساحلي",
    "افتتاح جسر جديد فوق النهر شرقي العاصمة",
    "ارتفاع أسعار الخضراوات في الأسواق المحلية",
    "أمانة العاصمة تبدأ حملة لزراعة الأشجار",
    "وصول أول سفينة إلى الرصيف الجديد في الميناء",
)
HEBREW = (
    "הנהלת הנמל חנכה את הרציף החדש הבוקר",
    "מחירי הירקות עלו השבוע בשווקים ברחבי הארץ",
    "עיריית הבירה החלה במבצע נטיעות גדול",
    "הגשר החדש מעל הנהר נפתח לתנועה",
)


def link(n, text, url="/news/{}"):
    return f'<a href="{url.format(45120 + n)}">{text}</a>'


def page(inner, lang="ar"):
    return f'<html lang="{lang}"><head><title>الأخبار</title></head><body>{inner}</body></html>'


def read(html, url="https://news.example.iq/", **more):
    return parse_listing(page(html), url, **more).entries


def items(pattern, headlines=HEADLINES):
    return "".join(pattern.format(n=45120 + n, text=text) for n, text in enumerate(headlines))


ODD = {
    "comments": '<div class="item"><h3><a href="/news/{n}">{text}</a></h3><a href="/news/{n}#comments">3 تعليقات</a></div>',
    "answer form": '<div><a href="/news/{n}/#respond">اترك تعليقا على هذا الخبر</a><h2><a href="/news/{n}/">{text}</a></h2></div>',
    "picture and headline": '<div><a href="/news/{n}"><img src="/i/{n}.jpg" alt=""></a><a href="/news/{n}">{text}</a></div>',
    "headline around everything": '<a href="/news/{n}"><div><img src="/i/{n}.jpg"><h3>{text}</h3><p>ملخص قصير للخبر في سطر واحد لا أكثر</p></div></a>',
    "share links": '<li><a href="/news/{n}">{text}</a> <a href="https://www.facebook.com/sharer.php?u=/news/{n}">مشاركة على فيسبوك الآن</a></li>',
    "slug in Arabic": '<li><a href="/news/{n}/مجلس-المدينة">{text}</a></li>',
    "query": '<li><a href="/details.aspx?jimare={n}">{text}</a></li>',
    "tracking": '<li><a href="/news/{n}?utm_source=home&amp;ref=top">{text}</a></li>',
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_parse_listing_of_an_odd_page_has_each_headline_once_in_order(name):
    found = read(items(ODD[name]))
    assert [entry.title for entry in found] == list(HEADLINES)
    assert not any("#" in entry.url for entry in found)


def test_parse_listing_leaves_out_the_newsrooms_own_links():
    own = "".join(
        f'<a href="/{path}">{text}</a>'
        for path, text in (
            ("p/1", "من نحن وكيف نعمل في هذه الوكالة"),
            ("p/2", "سياسة الخصوصية وشروط استخدام الموقع"),
            ("tag/45", "كل الأخبار عن الجسور والطرق"),
            ("author/12345", "مقالات الكاتب سعد علي كلها هنا"),
        )
    )
    listed = items('<li><a href="/news/{n}">{text}</a></li>')
    found = read(f"<nav>{own}</nav>{listed}<footer>{own}</footer>")
    assert [entry.title for entry in found] == list(HEADLINES)


def test_parse_listing_reads_times_under_days():
    def day(title, *pairs):
        rows = "".join(
            f'<li><span>{time}</span> <a href="/item/{n}">{text}</a></li>' for time, n, text in pairs
        )
        return f"<h3>{title}</h3><ul>{rows}</ul>"

    html = day("28.11.2026", ("13:39", 3700001, HEBREW[0]), ("09:05", 3700002, HEBREW[1])) + day(
        "27.11.2026", ("23:10", 3700003, HEBREW[2]), ("8:00", 3700004, HEBREW[3])
    )
    found = parse_listing(page(html, "he"), "https://news.example.co.il/").entries
    assert [entry.title for entry in found] == list(HEBREW)
    assert [entry.published for entry in found] == [
        datetime(2026, 11, 28, 11, 39, tzinfo=UTC),
        datetime(2026, 11, 28, 7, 5, tzinfo=UTC),
        datetime(2026, 11, 27, 21, 10, tzinfo=UTC),
        datetime(2026, 11, 27, 6, 0, tzinfo=UTC),
    ]


def test_parse_listing_of_an_aggregator_says_why_and_how():
    html = items('<li><a href="https://agency.example/news/{n}">{text}</a></li>')
    with pytest.raises(FeedError) as raised:
        read(html)
    assert "agency.example" in str(raised.value)
    found = read(html, selectors=Selectors(link="li a"))
    assert [entry.title for entry in found] == list(HEADLINES)


def test_extract_of_a_front_page_says_that_it_is_a_listing():
    many = [f"{text} رقم {n}" for n in range(3) for text in HEADLINES]
    notice = "<footer><p>جميع الحقوق محفوظة لوكالة الأنباء، ولا يجوز نقل أي مادة منها إلا بذكر المصدر ورابط الخبر الأصلي.</p></footer>"
    html = page(items('<h2><a href="/news/{n}">{text}</a></h2>', many) + notice)
    with pytest.raises(ExtractError) as raised:
        extract(html, "https://news.example.iq/")
    assert raised.value.message.key == "article.listing"
