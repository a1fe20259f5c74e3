# ruff: noqa: E501  markup is not folded
"""Pages as the software newsrooms publish with makes them; what they tell happened nowhere."""

import json
from datetime import UTC, datetime

import pytest

from reader.sources.article.extractor import extract
from reader.sources.article.html_tree import parse_html
from reader.sources.article.hydration_state import read_state

TITLE = "بلدية وادي النخيل تفتتح جسر المشاة الجديد قبل موعده"
PARAGRAPHS = (
    "أعلنت بلدية وادي النخيل اليوم افتتاح جسر المشاة الجديد الذي يصل ضفتي النهر بعد أعمال استمرت ثمانية عشر شهراً.",
    "وقال رئيس البلدية سامر الحداد: «هذا الجسر وعد قطعناه لأهالي الحي الشرقي، وقد وفينا به قبل موعده بشهرين».",
    "وأوضح أن المشروع نُفذ بأيدٍ محلية بنسبة 92%، وأن المرحلة الثانية تشمل إنارة الضفة كلها بالطاقة الشمسية.",
    "وكان الجسر القديم قد أُغلق بعد أن كشفت لجنة فنية تشققات في دعاماته، ما اضطر السكان إلى استخدام الزوارق.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
BREAKS = "<br><br>".join(PARAGRAPHS)
MENU = "".join(
    f"<a href='/{n}'>{name}</a> " for n, name in enumerate(("الرئيسية", "سياسة", "رياضة", "ثقافة"))
)
OTHERS = "".join(
    f"<li><a href='/n/{n}'>{title}</a></li>"
    for n, title in enumerate(
        ("أمطار غزيرة على السهل الغربي", "مهرجان التمور يستقبل زواره", "مكتبة في حي الزهور")
    )
)

WORDPRESS = f"""<head><title>{TITLE} - وكالة النخيل</title></head><body><header>{MENU}</header><article>
<h1 class="post-title entry-title">{TITLE}</h1><div class="post-meta"><span class="author-meta"><a href="/author/l">ليلى حسن</a></span>
<span class="date">12 مارس، 2026</span></div><div class="entry-content"><div class="stream-item"><span>إعلان</span></div>{BODY}</div></article>
<div id="related-posts"><ul>{OTHERS}</ul></div></body>"""
DRUPAL = f"""<head><title>{TITLE} | إذاعة الساحل</title></head><body><nav>{MENU}</nav><article class="node"><h1>{TITLE}</h1>
<footer class="node__meta">كتبه <span class="field field--name-uid"><a href="/user/5">ليلى حسن</a></span> في 2026-03-12 - 17:05</footer>
<div class="field--name-body">{BODY}</div></article><ul>{OTHERS}</ul></body>"""
JOOMLA = f"""<head><title>{TITLE}</title></head><body>{MENU}<div itemscope itemtype="https://schema.org/Article"><h2 itemprop="headline">{TITLE}</h2>
<dl><dd itemprop="author"><span itemprop="name">كُتب بواسطة: ليلى حسن</span></dd><dd>التصنيف: <a><span itemprop="genre">محليات</span></a></dd>
<dd><time datetime="2026-03-12T17:05:00+03:00" itemprop="datePublished">نشر بتاريخ: 12 آذار 2026</time></dd></dl><div itemprop="articleBody">{BODY}</div></div></body>"""
BLOGGER = f"""<head><title>مدونة الوادي: {TITLE}</title></head><body><h1><a href="/">مدونة الوادي</a></h1><h2 class="date-header">الخميس، 12 مارس 2026</h2>
<div class="post"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body">{BREAKS}</div>
<div class="post-footer">مرسلة بواسطة <span class="fn" itemprop="author">ليلى حسن</span></div></div><ul>{OTHERS}</ul></body>"""
ASPNET = f"""<head><title>شبكة الفرات - {TITLE}</title></head><body><form id="aspnetForm"><table><tr><td>{MENU}</td></tr><tr><td>
<span class="sec">أخبار المدن</span><br><span id="ctl00_lblTitle" class="newsTitle">{TITLE}</span><br><span id="ctl00_lblDate">2026/03/12 05:05:00 م</span>
<span>عدد القراءات: 3411</span><br><span id="ctl00_lblBody">{BREAKS}</span><br><a href="p.aspx">نسخة للطباعة</a> | <a href="s.aspx">أرسل إلى صديق</a></td>
<td><ul>{OTHERS}</ul></td></tr></table></form></body>"""
FONTS = f"""<head><title>جريدة المنار اليومية</title></head><body><center><table><tr><td><font size=2>{MENU}</font></td></tr><tr><td>
<p align=center><font size=5 color=red><b>{TITLE}</b></font></p><p><font size=2>العدد 4512 - الخميس 12/3/2026</font></p>
<font size=4><p>{"<p>".join(PARAGRAPHS)}</font></td></tr></table></center></body>"""


@pytest.mark.parametrize(
    ("made", "author", "category"),
    [
        (WORDPRESS, "ليلى حسن", ""),
        (DRUPAL, "ليلى حسن", ""),
        (JOOMLA, "ليلى حسن", "محليات"),
        (BLOGGER, "ليلى حسن", ""),
        (ASPNET, "", ""),
        (FONTS, "", ""),
    ],
    ids=["wordpress", "drupal", "joomla", "blogger", "aspnet", "fonts"],
)
def test_page_of_each_maker_gives_the_article(made, author, category):
    article = extract(f"<!DOCTYPE html><html lang='ar' dir='rtl'>{made}</html>", "https://site.example/n/1")
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-03-12"
    assert (article.author, article.category) == (author, category)
    assert article.text.split("\n") == list(PARAGRAPHS)


def data(**changes):
    story = {
        "title": TITLE,
        "publishedAt": "2026-03-12T14:05:00.000Z",
        "section": {"name": "محليات"},
        "author": [{"name": "ليلى حسن"}],
        "cover": {"url": "/b.jpg"},
        "content": BODY,
        **changes,
    }
    others = [{"title": f"خبر آخر {n}", "content": f"نص الخبر الآخر {n} " * 200} for n in range(3)]
    return json.dumps({"props": {"pageProps": {"more": others, "article": story}}}, ensure_ascii=False)


def shell(told):
    return (
        f"<!DOCTYPE html><html lang=ar><head><title>{TITLE}</title></head><body><div id=__next>{MENU}<p>جارٍ التحميل…</p></div>"
        f"<script id=__NEXT_DATA__ type=application/json>{told}</script></body></html>"
    )


def test_page_that_only_its_program_fills():
    article = extract(shell(data()), "https://site.example/n/1")
    assert article.text.split("\n") == list(PARAGRAPHS)
    assert article.title == TITLE
    assert article.published == datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
    assert (article.author, article.category) == ("ليلى حسن", "محليات")
    assert article.image == "https://site.example/b.jpg"


@pytest.mark.parametrize(
    "told",
    ["", "{", "[" * 100_000, "[1, null]", data(title="خبر آخر تماما"), data(content="قصير"), data(content=3)],
)
def test_data_that_does_not_have_the_story_says_nothing(told):
    assert read_state(parse_html(shell(told)), TITLE) is None


def test_subtitle_that_tells_of_another_time_is_no_date():
    title = "עיריית עמק הדקל פתחה גשר חדש להולכי רגל"
    lead = "הפרויקט הושלם חודשיים לפני המועד ובעלות של 4.5 מיליון"
    text = (
        "עיריית עמק הדקל הודיעה היום על פתיחת גשר חדש להולכי רגל המחבר בין שתי גדות הנהר לאחר עבודות ממושכות."
    )
    article = extract(
        f"<html lang=he dir=rtl><head><title>{title}</title></head><body><article><h1>{title}</h1><h2 class=subtitle>{lead}</h2>"
        f"<div class=author>מאת: רינה כהן</div><div class=pubdate>12.03.2026, 17:05</div><div class=body><p>{text}</p><p>{text} שוב.</p></div>"
        "</article></body></html>",
        "https://site.example/n/1",
    )
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-03-12"
    assert article.author == "רינה כהן"
    assert article.text.split("\n")[0] == lead


def test_time_of_the_web_page_where_nothing_says_that_of_the_article():
    said = {"@graph": [{"@type": "WebPage", "datePublished": "2026-03-12T14:05:00+00:00"}]}
    head = f"<title>{TITLE}</title><script type=application/ld+json>{json.dumps(said)}</script>"
    article = extract(
        f"<html lang=ar><head>{head}</head><body><h1>{TITLE}</h1><div>{BODY}</div></body></html>"
    )
    assert article.published == datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


def test_short_title_between_the_names_of_writer_and_paper():
    head = "<title>ضفتان ومدينة واحدة - سامي الزيتوني - صحيفة الواحة</title>"
    shown = "<h3>سامي الزيتوني</h3><h1>ضفتان ومدينة واحدة</h1>"
    article = extract(
        f"<html lang=ar><head>{head}</head><body><h1>صحيفة الواحة</h1>{shown}<div>{BODY}</div></body></html>"
    )
    assert article.title == "ضفتان ومدينة واحدة"


def test_text_for_screen_readers_is_left_out():
    more = "<p class=visually-hidden>مواضيع قد تهمك نهاية</p><p class='x screen-reader-text'>قائمة من أربعة عناصر هنا.</p>"
    figure = "<figure><img src=/b.jpg><figcaption><span class=sr-only>التعليق على الصورة، </span>الجسر</figcaption></figure>"
    body = f"<h1>{TITLE}</h1>{figure}<div>{BODY}{more}</div>"
    article = extract(
        f"<html lang=ar><head><title>{TITLE}</title></head><body>{body}</body></html>", "https://a.example/1"
    )
    assert article.text.split("\n") == list(PARAGRAPHS)
    assert "التعليق" not in "".join(block.text for block in article.blocks)


@pytest.mark.parametrize(("line", "name"), [("By Layla Hassan", "Layla Hassan"), ("2 min read", "")])
def test_author_line_is_left_out_of_the_body(line, name):
    body = f"<article><h1>{TITLE}</h1><p class=byline>{line}</p>{BODY}</article>"
    article = extract(f"<html lang=ar><head><title>{TITLE}</title></head><body>{body}</body></html>")
    assert article.author == name
    assert line not in article.text
