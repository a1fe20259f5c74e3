# ruff: noqa: E501  prose and markup are not folded; newsroom time is naive
"""Pages to articles: the agency's, real ones, every way a page can say what it is, and hostile ones."""

import json
import random
import re
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import agency
import pytest
from translated import in_arabic

from reader.model import Enclosure, Entry, Selectors
from reader.sources.article.extractor import extract, from_entry
from reader.sources.errors import ExtractError, SourceError

URL = "https://rafidain.example/ar/news/1/x"
BAGHDAD = timezone(timedelta(hours=3))
PARAGRAPHS = (
    "قال مدير المشروع سامر الحديثي في بيان إن «نسبة الإنجاز بلغت 100%، وإن الكلفة انخفضت بنسبة 12.5% عمّا كان مخططاً له».",
    "وأضاف أن الشركة نفّذت الهيكل المعدني وفق المواصفة ISO 9001، فيما تولّت ورش محلية أعمال الإنارة (LED) والأرصفة.",
    "وختم البيان بالقول: «هذا الجسر هدية المدينة إلى أهلها»، شاكراً كل من أسهم في إنجازه خلال السنوات الثلاث الماضية.",
)  # fmt: skip
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(
    body=BODY, head="", title="افتتاح جسر الرافدين للمشاة", before="", after="", html='lang="ar" dir="rtl"'
):
    return (
        f"<!DOCTYPE html><html {html}><head><meta charset=utf-8><title>{title} - الرافدين</title>{head}</head><body>"
        f"<nav><a href=/>الرئيسية</a><a href=/1>سياسة</a></nav>{before}<h1>{title}</h1>{body}{after}</body></html>"
    )


def words(text):
    return Counter(re.findall(r"\w+", text))


def f1(one, other):
    one, other = words(one), words(other)
    return 2 * (one & other).total() / (one.total() + other.total())


# The agency


@pytest.mark.parametrize("story", agency.STORIES, ids=lambda story: story.id)
def test_agency_s_page(story):
    base = "http://rafidain.example"
    article = extract(agency.page(story, base), base + story.path, "text/html; charset=utf-8")
    assert article.title == story.title
    assert article.category == story.category
    assert article.published == agency.time_of(story)
    # A line with nothing but the newsroom and how it came by the story is none of it.
    assert article.text.split("\n") == [line for line in story.paragraphs if line != "الرافدين - متابعة"]
    assert article.site == agency.NAME
    assert article.language == "ar"
    assert article.direction == "rtl"
    assert article.image == f"{base}/images/{story.id}.png"
    assert article.url == base + story.path
    assert article.whole


def test_extract_of_a_body_keeps_its_links():
    article = extract(agency.page(agency.STORIES[0], "http://x.example"), "http://x.example/ar/news/130001/x")
    links = [(b.text[s.start : s.end], s.url) for b in article.blocks for s in b.spans]
    assert links == [("شركة River Bridges Ltd", "http://x.example/ar/company")]


# Real pages


def test_corpus_pages_reach_the_goal(shared):
    folder = shared / "corpus" / "articles"
    scores = {}
    for name, gold in json.loads((folder / "gold.json").read_text("utf-8")).items():
        article = extract((folder / f"{name}.html").read_bytes())
        scores[name] = f1(article.text, "\n".join(gold["paragraphs"]))
        assert article.title == gold["title"], name
        assert article.language == gold["lang"], name
        if gold["date"]:
            assert article.published is not None, name
            assert article.published.date().isoformat() == gold["date"], name
    assert min(scores.values()) >= 0.92, scores
    assert sum(scores.values()) / len(scores) >= 0.985, scores


@pytest.mark.parametrize("change", ["names", "claims", "paragraphs", "form"])
def test_corpus_pages_without_names_or_metadata_reach_the_goal(shared, change):
    """No class and no id; no structured data; paragraphs that are divisions; all of it in a form."""
    strip = {
        "names": lambda h: re.sub(r"\s(?:class|id|itemprop)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", h),
        "claims": lambda h: re.sub(r"(?is)<meta[^>]*:[^>]*>|<script[^>]*ld\+json.*?</script>", "", h),
        "paragraphs": lambda h: re.sub(r"(?i)</p>", "</div>", re.sub(r"(?i)<p(\s[^>]*)?>", "<div>", h)),
        "form": lambda h: re.sub(r"(?i)(<body[^>]*>)", r"\1<form method=post>", h),
    }[change]
    folder = shared / "corpus" / "articles"
    for name, gold in json.loads((folder / "gold.json").read_text("utf-8")).items():
        html = strip((folder / f"{name}.html").read_bytes().decode("utf-8", "replace"))
        assert f1(extract(html).text, "\n".join(gold["paragraphs"])) > 0.95, name


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_pages_about_direction_are_read_whole(shared, number):
    html = (shared / "corpus" / "articles" / f"mozilla_rtl-{number}.source.html").read_bytes()
    article = extract(html, URL)
    assert article.title == "RTL Test"
    assert [(block.kind, block.text[:20]) for block in article.blocks[:2]] == [
        ("heading", "Lorem"),
        ("paragraph", "Lorem ipsum dolor si"),
    ]
    assert len(article.blocks) == 4


# What a page says of itself


NEWS = {
    "@type": "NewsArticle",
    "headline": "افتتاح جسر الرافدين للمشاة",
    "datePublished": "2020-08-20T21:20:00+03:00",
    "articleSection": "محليات",
    "author": [{"@type": "Person", "name": "ليلى السعدي"}],
    "publisher": {"@type": "Organization", "name": "الرافدين"},
    "image": {"@type": "ImageObject", "url": "/i.jpg"},
}


def script(data):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "head",
    [
        script(NEWS),
        script([{"@type": "WebSite", "name": "x", "headline": "y"}, NEWS]),
        script({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NEWS]}),
        script(NEWS | {"@type": ["Article", "NewsArticle"], "author": {"name": "ليلى السعدي"}, "image": ["/i.jpg"]}),
        script("<!-- " + json.dumps(NEWS) + " -->"),
        script("//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>"),
        script(json.dumps(NEWS, ensure_ascii=False).replace("}]", "},]").replace("ليلى", "ليلى\n")),
        script(json.dumps(NEWS) + ";"),
        script("{broken") + script(NEWS),
        '<meta property="article:published_time" content="2020-08-20T21:20:00+03:00"><meta property=og:site_name'
        ' content=الرافدين><meta property="article:section" content="محليات"><meta name=author content="ليلى السعدي">'
        '<meta property=og:image content=/i.jpg><meta property=og:title content="افتتاح جسر الرافدين للمشاة">',
        '<meta itemprop=datePublished content="2020-08-20T21:20:00+03:00"><meta property=og:site_name content=الرافدين>'
        '<div itemprop=author itemscope><span itemprop=name>ليلى السعدي</span></div><img itemprop=image src=/i.jpg>'
        '<span itemprop=articleSection>محليات</span><meta name=twitter:image content=/i.jpg>',
    ],
    ids=range(11),
)  # fmt: skip
def test_extract_with_structured_data_reads_its_facts(head):
    article = extract(page(head=head), URL)
    assert article.title == "افتتاح جسر الرافدين للمشاة"
    assert article.published == datetime(2020, 8, 20, 21, 20, tzinfo=timezone(timedelta(hours=3)))
    assert article.category == "محليات"
    assert article.author == "ليلى السعدي"
    assert article.site == "الرافدين"
    assert article.image == "https://rafidain.example/i.jpg"
    assert article.text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<div>محليات | 20-08-2020, 21:20 |</div>", datetime(2020, 8, 20, 21, 20, tzinfo=BAGHDAD)),
        ("<p>الخميس 20 آب 2020 09:20 مساءً</p>", datetime(2020, 8, 20, 21, 20, tzinfo=BAGHDAD)),
        ("<time datetime='2020-08-20T18:20:00Z'>قبل سنوات</time>", datetime(2020, 8, 20, 18, 20, tzinfo=UTC)),
        ("<span>٢٠ أغسطس ٢٠٢٠</span>", datetime(2020, 8, 20, tzinfo=BAGHDAD)),
        ("", None),
        ("<div>20 إعجاباً</div><div>رقم الخبر: 20200820</div><div>07901234567</div>", None),
    ],
)
def test_time_a_page_shows(shown, published):
    body = BODY + "<p>نُشر أول مرة في 2013-01-01 بحسب ما ذكره أرشيف المدينة القديم في صفحاته الأولى.</p>"
    assert extract(page(body=shown + body), URL).published == published


def test_time_another_headline_is_about():
    """A year in which nobody published on the web is what a story beside the article remembers."""
    other = '<div><a href="/2">ذكرى ثورة 14 تموز 1958 في شارع المتنبي</a></div>'
    assert extract(page(before=other)).published is None
    assert str(extract(page(before=f"{other}<div>20 تموز 2020</div>")).published)[:10] == "2020-07-20"


def test_time_in_the_address():
    assert extract(page(), "https://x.example/2020/08/20/title").published.date() == date(2020, 8, 20)
    assert extract(page(), "https://x.example/2020/20/08/title").published is None


def test_extract_of_titles_drops_the_name_of_the_site():
    def title(document, shown="", og=""):
        head = f'<meta property="og:title" content="{og}">' if og else ""
        return extract(
            f"<html><head><title>{document}</title>{head}</head><body><h1>{shown}</h1>{BODY}", URL
        ).title

    assert title("جسر جديد للمشاة في المدينة | الرافدين") == "جسر جديد للمشاة في المدينة"
    assert title("الرافدين", "جسر جديد للمشاة", "جسر جديد للمشاة") == "جسر جديد للمشاة"
    assert title("", "جسر جديد: للمشاة") == "جسر جديد: للمشاة"
    assert title("x", "شعار الموقع", "بغداد: افتتاح جسر جديد - صور") == "بغداد: افتتاح جسر جديد - صور"
    assert (
        title("x", "افتتاح جسر جديد للمشاة فوق النهر في وسط المدينة", "افتتاح جسر جديد للمشاة فوق النهر...")
        == "افتتاح جسر جديد للمشاة فوق النهر في وسط المدينة"
    )
    assert title("«الجسر» و(النهر) &amp; 50%") == "«الجسر» و(النهر) & 50%"


@pytest.mark.parametrize(
    ("html", "text", "language", "direction"),
    [
        ('lang="en"', BODY, "ar", "rtl"),
        ('lang="ar-IQ"', BODY, "ar", "rtl"),
        ("", BODY, "ar", "rtl"),
        ('lang="ar"', "<p>" + "سەرۆکی پرۆژەکە ڕایگەیاند کە پردەکە بە تەواوی کراوەتەوە بۆ ڕێبواران. " * 5, "ckb", "rtl"),
        ("", "<p>" + "مدیر پروژه گفت که پل جدید برای عابران پیاده گشوده شد و چند ماه زودتر پایان یافت. " * 5, "fa", "rtl"),
        ("", "<p>" + "منصوبے کے ڈائریکٹر نے کہا ہے کہ نیا پل پیدل چلنے والوں کے لیے کھول دیا گیا ہے۔ " * 5, "ur", "rtl"),
        ("", "<p>" + "מנהל הפרויקט אמר כי הגשר החדש להולכי רגל נפתח היום לציבור הרחב בעיר. " * 5, "he", "rtl"),
        ('lang="en-GB"', "<p>" + "The new bridge for pedestrians was opened today, the director said. " * 5, "en", "ltr"),
    ],
    ids=range(8),
)  # fmt: skip
def test_language_and_direction(html, text, language, direction):
    article = extract(page(body=text, html=html), URL)
    assert (article.language, article.direction) == (language, direction)


# What is around the story


RELATED = "".join(f'<li><a href="/n/{n}">عنوان خبر آخر من أخبار الموقع رقم {n}</a></li>' for n in range(12))


@pytest.mark.parametrize(
    "noise",
    [
        "<p>اقرأ أيضاً: <a href=/n/9>عنوان خبر آخر من أخبار الموقع</a></p>",
        "<p><strong>إقرأ أيضا |</strong> <a href=/n/9>عنوان خبر آخر</a></p>",
        "<p><a href=/n/9>عنوان خبر آخر من أخبار الموقع نفسه</a></p>",
        f"<div class=related><h3>ذات صلة</h3><ul>{RELATED}</ul></div>",
        f"<h4>قد يهمك أيضاً</h4><ul>{RELATED}</ul>",
        "<div class=share><a href=//t.me/share>تلغرام</a> <a href=//x.com/share>تويتر</a> <a href=#>فيسبوك</a></div>",
        "<p>طباعة Email فيسبوك تويتر لينكدين Whats App</p>",
        "<div>A+ A-</div>",
        "<p>لمزيد من الأخبار تابعونا على قناة تلغرام</p>",
        "<p>المزيد</p>",
        "<div class='tags'>كلمات مفتاحية: <a href=/t/1>جسر</a> <a href=/t/2>نهر</a></div>",
        "<p>بیشتر بخوانید: <a href=/n/9>خبر دیگر</a></p>",
        "<p>یہ بھی پڑھیں: <a href=/n/9>ایک اور خبر</a></p>",
        "<p>Read also: <a href=/n/9>another story of ours</a></p>",
        "<div class=comments><p>تعليق طويل جداً من قارئ كريم يقول فيه رأيه في هذا الجسر الجميل وفي القائمين عليه.</p></div>",
        "<p>جميع الحقوق محفوظة © 2020</p>",
    ],
    ids=range(16),
)  # fmt: skip
def test_boilerplate_is_dropped(noise):
    middle = len(f"<p>{PARAGRAPHS[0]}</p>")
    for body in (BODY[:middle] + noise + BODY[middle:], BODY + noise, noise + BODY):
        assert extract(page(body=f"<div>{body}</div>"), URL).text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "kept",
    [
        "شارك الرئيس في افتتاح الجسر الجديد صباح اليوم.",
        "المزيد من الدول تنضم إلى المبادرة، بحسب البيان.",
        "تابع المدير حديثه قائلاً إن العمل مستمر.",
        "الرافدين - بغداد",
        "حوار: ليلى السعدي",
        "المصدر: وكالات",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_kept(kept):
    assert kept in extract(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{kept}</p>{BODY}"), URL).text.split("\n")


def test_headings_lists_quotations_and_pictures_of_a_body():
    body = (
        f"<div><p>{PARAGRAPHS[0]}</p><h2>انتكاسة جديدة</h2><p>{PARAGRAPHS[1]}</p><blockquote>اقتباس قصير</blockquote>"
        f"<ul><li>بند أول<li>بند ثانٍ</ul><figure><img src=/p.jpg alt=صورة><figcaption>تعليق</figcaption></figure>"
        f"<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe><p>{PARAGRAPHS[2]}</p><h3>ذات صلة</h3></div>"
    )
    article = extract(page(body=body), URL)
    assert [block.kind for block in article.blocks] == (
        str.split("paragraph heading paragraph quotation item item image caption embed paragraph")
    )
    assert "تعليق" not in article.text


def test_lead_outside_of_the_body_is_first():
    lead = "مهمّ ما جاء في افتتاح الجسر الجديد تجده في هذا التقرير."
    for before in (f"<h2 class=lead>{lead}</h2>", f"<p>{lead}</p>"):
        head = f'<meta name=description content="{lead}">'
        article = extract(page(head=head, body=f"<div>{before}</div><div id=b>{BODY}</div>"), URL)
        assert article.text.split("\n") == [lead, *PARAGRAPHS]


def test_aspnet_page_inside_a_form_is_read():
    html = page().replace("<body>", "<body><form id=aspnetForm method=post><input type=hidden value=x>")
    assert extract(html, URL).text.split("\n") == list(PARAGRAPHS)


def test_body_of_line_breaks():
    body = "<div>" + "<br /><br />".join(PARAGRAPHS) + "</div>"
    assert extract(page(body=body), URL).text.split("\n") == list(PARAGRAPHS)


def test_body_in_a_table():
    body = f"<table><tr><td>{RELATED}</td><td>" + "<br>".join(PARAGRAPHS) + "</td></tr></table>"
    assert extract(page(body=body), URL).text.split("\n") == list(PARAGRAPHS)


def test_body_only_scripts_show():
    head = script(NEWS | {"articleBody": "\n".join(PARAGRAPHS)})
    assert extract(page(head=head, body="<div id=app>جارٍ التحميل</div>"), URL).text.split("\n") == list(
        PARAGRAPHS
    )


def test_body_in_pieces_is_put_together():
    """Sections of their own, with other news between."""
    pieces = [f"<section><div><p>{p} {p}</p></div></section>" for p in PARAGRAPHS]
    between = f"<section><ul>{RELATED}</ul></section>"
    article = extract(page(body=f"<main>{between.join(pieces)}</main>"), URL)
    assert f1(article.text, " ".join(p + " " + p for p in PARAGRAPHS)) > 0.9


def test_escape_in_a_paragraph_costs_nothing():
    body = BODY.replace("قال", "قال&#27;[31m").replace("وأضاف", "وأضاف\x1b]0;x\x07")
    assert extract(page(body=body), URL).text.split("\n") == list(PARAGRAPHS)


# Sites that are known, and selectors that are given


def test_selectors_given_come_first():
    html = page(
        body=f"<div class=a>{BODY}</div><div class=b><p>النص المقصود هنا، وهو أقصر من غيره لكنه هو المطلوب.</p>"
        "<p>وهذه فقرته الثانية التي تليه، وفيها ما يكفي من الكلمات لتكون فقرة من مقال.</p><i>إعلان</i></div>",
        before="<b class=t>العنوان المقصود</b><i class=d>20-08-2020</i><i class=c>ثقافة</i><i class=w>نور</i>",
    )
    chosen = Selectors(body=".b", title=".t", date=".d", category=".c", author=".w", drop=(".b i",))
    article = extract(html, URL, selectors=chosen)
    assert article.title == "العنوان المقصود"
    assert article.published == datetime(2020, 8, 20, tzinfo=BAGHDAD)
    assert (article.category, article.author) == ("ثقافة", "نور")
    assert article.text.startswith("النص المقصود")
    assert article.text.count("\n") == 1


def test_selectors_that_no_longer_fit_do_no_harm():
    for chosen in (Selectors(body=".gone"), Selectors(body="nav"), Selectors(title=".gone", date="h1")):
        article = extract(page(), URL, selectors=chosen)
        assert article.text.split("\n") == list(PARAGRAPHS)
        assert article.title == "افتتاح جسر الرافدين للمشاة"


def test_known_site_is_recognised_by_address_or_canonical_link():
    html = page(body=f"<div class=LongDesc>{BODY}</div><div><p>{PARAGRAPHS[0] * 2}</p></div>")
    assert extract(html, "https://www.alsumaria.tv/news/1").text.split("\n") == list(PARAGRAPHS)
    canonical = html.replace("<head>", "<head><link rel=canonical href=https://www.alsumaria.tv/news/1>")
    assert extract(canonical).text.split("\n") == list(PARAGRAPHS)
    assert extract(canonical).url == "https://www.alsumaria.tv/news/1"


# Nothing, and worse


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (b"", "No article"),
        (b"<html></html>", "No article"),
        (b"\x00\xff\xfe", "No article"),
        (f"<ul>{RELATED}</ul>", "headlines"),
        ("<html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue", "Cloudflare"),
    ],
)  # fmt: skip
def test_where_there_is_no_article(html, words):
    with pytest.raises(ExtractError, match=words) as caught:
        extract(html, URL)
    assert "rafidain.example" in str(caught.value)
    assert "rafidain.example" in in_arabic(caught.value)


def test_hostile_page_has_no_controls():
    attack = "\x1b]0;x\x07\x1b[31m\x9b1m&#27;]52;c;x&#7;\u202e"
    html = page(
        title=f"عنوان{attack} الخبر الأول",
        head=f'<meta name=author content="كاتب{attack}"><meta property=og:site_name content="موقع{attack}">'
        f'<meta property=article:section content="باب{attack}"><meta property=og:image content="/i{attack}.jpg">',
        body=BODY.replace("قال", f"قال{attack}<a href='/{attack}'>رابط</a>"),
        html=f'lang="ar{attack}"',
    )
    article = extract(html, URL + attack)
    told = [
        article.title,
        article.author,
        article.site,
        article.category,
        article.image,
        article.language,
        article.url,
    ]
    told += [text for b in article.blocks for text in (b.text, b.url, *(s.url for s in b.spans))]
    assert all(text.isprintable() for text in told), told


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "كلمة " * 400_000,
        "<p>هذه فقرة قصيرة من نص عربي تنتهي بنقطة.</p>" * 30_000,
        "".join(f"<div><a href=/news/{n}/x>عنوان خبر من كلمات كثيرة</a></div>" for n in range(20_000)),
        script('{"@graph":[' + '{"@type":"NewsArticle","headline":"x"},' * 30_000 + "{}]}") + BODY,
        script("[" * 500_000) + BODY,
        "<meta property=og:title content=عنوان>" * 20_000 + BODY,
        "<div itemprop=author itemscope>" * 20_000 + BODY,
        "<time datetime=2020-08-20>x</time>" * 20_000 + BODY,
        "<p>" + "\x1b]" * 300_000 + BODY,
        "<p>ا" + "\u064b" * 500_000 + BODY,
        "&#1575;" * 200_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_hostile_pages_take_bounded_time(html):
    started = time.process_time()
    with suppress(ExtractError):
        extract(html, URL)
    assert time.process_time() - started < 10


def mutated(page, chance):
    """Damage a page as networks, editors and attackers do."""
    data = bytearray(page)
    tokens = [
        b"<div>",
        b"</div>",
        b"<table><tr><td>",
        b"&#27;",
        b"\x1b]0;",
        b"\x00",
        b"<svg>",
        b"<!--",
        b"<base href=//[>",
    ]
    for _ in range(chance.randint(1, 25)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 1500)]
            case 1:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                data[at:at] = chance.choice(tokens) * chance.choice([1, 1, 200])
            case _:
                start = chance.randrange(len(data) + 1)
                data[at:at] = data[start : start + chance.randint(1, 3000)]
    return bytes(data)


def attempt(page, bound):
    from reader.sources.listing import parse_listing

    for read in (extract, parse_listing):
        started = time.process_time()
        with suppress(SourceError):
            read(page, URL)
        assert time.process_time() - started < bound


@pytest.mark.parametrize("seed", range(60))
def test_damaged_pages_raise_nothing_else(seed):
    chance = random.Random(seed)
    whole = (
        agency.page(chance.choice(agency.STORIES), "http://x.example")
        if seed % 2
        else agency.listing("http://x.example")
    )
    attempt(mutated(whole, chance), 2)


@pytest.mark.whole
def test_damaged_real_pages_raise_nothing_else(shared):
    """2,000 inputs."""
    pages = [p.read_bytes() for p in sorted((shared / "corpus" / "articles").glob("*.html"))]
    for seed in range(2000):
        chance = random.Random(seed)
        attempt(mutated(chance.choice(pages), chance), 5)


# From a feed


def test_entry_is_an_article_that_is_not_whole():
    entry = Entry(
        id="1",
        title="عنوان",
        url="https://x.example/1",
        published=datetime(2020, 8, 20, 18, 20, tzinfo=UTC),
        summary="ملخص",
        content="<p>عنوان</p><p>فقرة <a href=/2>رابط</a></p><p>اقرأ أيضاً: <a href=/3>خبر</a></p>",
        categories=("سياسة", "محليات"),
        authors=("نور", "ليلى"),
        enclosures=(Enclosure("https://x.example/a.mp3"),),
        image="https://x.example/i.jpg",
        language="ar",
    )
    article = from_entry(entry)
    assert not article.whole
    assert article.title == "عنوان"
    assert article.text == "فقرة رابط"
    assert article.blocks[0].spans[0].url == "https://x.example/2"
    assert (article.category, article.author, article.image) == (
        "سياسة",
        "نور، ليلى",
        "https://x.example/i.jpg",
    )
    assert article.published == entry.published
    assert (article.language, article.direction) == ("ar", "rtl")


def test_entry_whose_content_has_no_blocks_shows_its_text():
    assert from_entry(Entry(id="1", title="عنوان", content="<nav>نص وحيد</nav>")).text == "نص وحيد"


def test_article_of_an_entry_has_its_summary_or_nothing():
    article = from_entry(Entry(id="1", title="عنوان", summary="سطر أول\nسطر ثانٍ"))
    assert article.text == "سطر أول\nسطر ثانٍ"
    empty = from_entry(Entry(id="1", title="Title of this"), language="en")
    assert empty.blocks == ()
    assert (empty.title, empty.language, empty.direction) == ("Title of this", "en", "ltr")


def test_extract_of_checked_pages_keeps_the_picture_each_claims(shared):
    folder = shared / "corpus" / "articles"
    for name in json.loads((folder / "gold.json").read_text("utf-8")):
        article = extract((folder / f"{name}.html").read_bytes())
        assert [block.kind for block in article.blocks].count("image") == 1, name


@pytest.mark.parametrize("place", ["header", "nav", "related", "link"])
def test_claimed_picture_outside_of_the_story_is_left_out(place):
    picture = '<img src="/p/dam-800x450.jpg" alt="">'
    shown = {
        "header": f"<nav>{picture}</nav>",
        "nav": f'<div class="menu-top">{picture}</div>',
        "related": f'<div class="related-posts"><h3>أخبار</h3>{picture}</div>',
        "link": f'<div><a href="/news/99999">{picture}</a></div>',
    }[place]
    html = page(head='<meta property="og:image" content="/p/dam-1024x576.jpg">', before=shown)
    assert not any(block.kind == "image" for block in extract(html, URL).blocks)
    shown = f'<div class="photo">{picture}</div>'
    html = page(head='<meta property="og:image" content="/p/dam-1024x576.jpg">', before=shown)
    assert extract(html, URL).blocks[0].kind == "image"


def test_extract_of_a_day_in_a_quotation_at_the_end_keeps_the_quotation_and_takes_no_time_from_it():
    story = "<p>قال المتحدث إن العمل في المشروع مستمر، وإن نسبة الإنجاز بلغت خمسين في المئة.</p>" * 8
    page = f"<article><h1>المشروع</h1>{story}<blockquote>اقتباس «مهم» 2025/11/30</blockquote></article>"
    article = extract(f"<html><body>{page}</body></html>", "http://127.0.0.1/x")
    assert article.published is None
    assert "اقتباس «مهم» 2025/11/30" in article.text
