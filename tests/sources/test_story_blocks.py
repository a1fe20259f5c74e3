"""Everything of a story and nothing else, on pages of every layout (``tests/page_factory.py``)."""

import pytest
from page_factory import (
    COMMENTS,
    COOKIES,
    DATE,
    FOOTER,
    HEAD,
    HEADLINES,
    NAV,
    POLICY,
    SENTENCES,
    TIME,
    TITLE,
    pages,
)

from reader.locale.message import LocalizedError
from reader.sources import extract

PAGES = list(pages())
URL = "https://jisr.example/news/1"


def found(html, url=URL):
    return [(block.kind, block.url or block.text) for block in extract(html, url).blocks]


def article(body, before="", after=""):
    return f"{HEAD}{NAV}{before}<main><article><h1>{TITLE}</h1>{TIME}<div class='text'>{body}</div></article>{after}</main>{FOOTER}"


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_extract_of_made_page_gives_its_blocks_and_no_other(page):
    read = extract(page.html, URL)
    assert [(b.kind, b.url or b.text) for b in read.blocks if b.kind != "embed"] == [
        (piece.kind, piece.url or piece.text) for piece in page.pieces if piece.kind != "embed"
    ]
    assert [b.url for b in read.blocks if b.kind == "embed"] == [
        piece.url for piece in page.pieces if piece.kind == "embed"
    ]
    assert read.title == page.title
    assert read.published.date().isoformat() == page.date
    assert read.whole


BEGIN_LIKE_BOILERPLATE = [
    "قرأ في كلمته أمام المؤتمر رسالة من رئيس الجمهورية إلى المشاركين.",
    "شاهد الفيديو نصف مليون شخص خلال ساعات من نشره على الموقع.",
    "تقارير متعلقة بالسد القديم أحيلت إلى القضاء في الشهر الماضي.",
    "انضم إلى قناة النهر عام 2003 مراسلًا ثم صار مديرًا لمكتبها في البصرة.",
    "حمل تطبيق الوزارة الجديد أكثر من مليون مواطن في أسبوعه الأول.",
    "للمزيد من الشفافية قررت البلدية نشر العقود على موقعها.",
    "قد يهمك أن تعرف أن السد بني عام 1956، قال المرشد للزوار ضاحكًا.",
    "نظر شما درباره این سد چیست؟ نماینده از مردم روستا پرسید.",
    "קרא גם את שמות הכפרים שקיבלו מים בפעם הראשונה.",
    "Related stories of thirst were told by three other farmers.",
    "Copyright law was changed in parliament last week.",
    "التعليقات التي أدلى بها الوزير أثارت جدلًا بين المزارعين.",
    "تعليقات القراء على الخبر جاءت غاضبة في اليوم الأول.",
    "صفحة 12 من التقرير تذكر السد القديم بالاسم.",
]


@pytest.mark.parametrize("sentence", BEGIN_LIKE_BOILERPLATE)
def test_sentence_that_begins_like_boilerplate_between_paragraphs_stays(sentence):
    html = article(paragraphs(SENTENCES[0], sentence, SENTENCES[1], SENTENCES[2]))
    assert ("paragraph", sentence) in found(html)


@pytest.mark.parametrize(
    "heading", ["مشاركة نسائية لافتة", "المزيد من الدعم للمزارعين", "التعليقات", "نشر في بغداد"]
)
def test_subheading_that_reads_like_boilerplate_between_paragraphs_stays(heading):
    html = article(f"{paragraphs(*SENTENCES[:2])}<h2>{heading}</h2>{paragraphs(*SENTENCES[2:4])}")
    assert ("heading", heading) in found(html)


def test_items_that_begin_like_boilerplate_in_a_list_of_facts_stay():
    items = ["شارك مع المنتخب في 40 مباراة دولية", "شارك هذا العام في ثلاثة معارض"]
    html = article(f"{paragraphs(*SENTENCES[:3])}<ul>{''.join(f'<li>{text}</li>' for text in items)}</ul>")
    assert [text for kind, text in found(html) if kind == "item"] == items


@pytest.mark.parametrize(
    "line",
    [
        f'<p>اقرأ أيضًا: <a href="/news/2">{HEADLINES[0]}</a></p>',
        f"<p>اقرأ أيضا: {HEADLINES[0]}</p>",
        f'<h3>أخبار ذات صلة</h3><ul><li><a href="/news/2">{HEADLINES[0]}</a></li><li><a href="/news/3">{HEADLINES[1]}</a></li></ul>',
        "<p>جميع الحقوق محفوظة لوكالة الجسر.</p>",
        "<p>حقوق النشر محفوظة لوكالة الجسر ولا يجوز إعادة النشر دون إذن منها.</p>",
        "<p>الصفحات: 1 2 3</p>",
        "<p>صفحة 2 من 5</p>",
        POLICY,
        "<p>تعليقات القراء تعبر عن آراء أصحابها ولا تتحمل الوكالة مسؤوليتها.</p>",
    ],
)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_line_around_the_story_inside_its_body_is_dropped(line, place):
    first, last = paragraphs(*SENTENCES[:2]), paragraphs(*SENTENCES[2:4])
    html = article(f"{first}{line}{last}" if place == "middle" else f"{first}{last}{line}")
    assert found(html) == [("paragraph", text) for text in SENTENCES[:4]]


def test_caption_with_a_hidden_label_loses_the_label():
    figure = '<figure><img src="/1.jpg" alt=""><figcaption>{}التعليق على الصورة، {}بوابات السد</figcaption></figure>'
    for opened, closed in (("", ""), ('<span class="bbc-VisuallyHiddenText">', "</span>")):
        html = article(
            paragraphs(*SENTENCES[:2]) + figure.format(opened, closed) + paragraphs(*SENTENCES[2:4])
        )
        assert ("caption", "بوابات السد") in found(html)


def test_teaser_for_subscribers_is_not_whole_and_without_its_notice():
    notice = "هذا المقال للمشتركين فقط. اشترك الآن لقراءة المقال كاملًا والاطلاع على ملفاتنا."
    read = extract(article(paragraphs(SENTENCES[0], SENTENCES[1], notice, "اشترك")), URL)
    assert not read.whole
    assert [block.text for block in read.blocks] == list(SENTENCES[:2])


def test_consent_banner_larger_than_the_story_is_dropped():
    for banner in (COOKIES, COOKIES.replace('id="cookie-consent" class="cookie-banner"', 'class="x1"')):
        assert found(article(paragraphs(SENTENCES[0]), before=banner)) == [("paragraph", SENTENCES[0])]


def test_consent_wall_alone_raises_with_its_name():
    with pytest.raises(LocalizedError, match="consent"):
        extract(f"{HEAD}<h1>{TITLE}</h1>{COOKIES}</body></html>", URL)


def test_long_comments_are_never_the_article():
    comments = COMMENTS.replace("</p>", f" {' '.join(SENTENCES)}</p>")
    assert found(article(paragraphs(SENTENCES[0]), after=comments)) == [("paragraph", SENTENCES[0])]


@pytest.mark.parametrize(
    "story",
    [
        "<p>قتيلان وثلاثة جرحى بانفجار شرقي المدينة</p>",
        "<p>خرج الجرحى من المستشفى</p><p>وعاد الهدوء إلى الحي مساءً</p>",
    ],
)
def test_story_of_short_lines_is_a_story(story):
    assert len(found(article(story))) == story.count("<p>")


def test_thumbnails_of_other_stories_are_left_out():
    cards = "".join(f'<div class="c"><a href="/news/{n}"><img src="/t/{n}.jpg"></a></div>' for n in range(3))
    html = article(paragraphs(SENTENCES[0]), after=f"<div>{cards}</div>")
    assert [kind for kind, _ in found(html)] == ["paragraph"]


def head(above="", below="", meta=""):
    return (
        f"{HEAD.replace('</head>', f'{meta}</head>')}{NAV}<div class='story'>{above}<h1>{TITLE}</h1>{below}"
        f"<div class='text'>{paragraphs(*SENTENCES[:4])}</div></div>{FOOTER}"
    )


def test_date_between_kicker_title_and_text_is_read_in_the_newsrooms_zone_and_kept_out_of_the_text():
    kicker = "<div class='kicker'>وزير الموارد المائية في حديث خاص إلى الوكالة:</div>"
    for above, below in (
        (kicker, "<div>2 آذار 2026 - 09:30</div>"),
        (kicker + "<div>2 آذار 2026 - 09:30</div>", ""),
    ):
        read = extract(head(above, below), "https://jisr.iq/news/1")
        assert read.published.isoformat() == "2026-03-02T09:30:00+03:00"
        assert not any("2026" in block.text for block in read.blocks)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("ناهدة كريم", "ناهدة كريم"),
        ("ناهدة كريم - البصرة", "ناهدة كريم"),
        ("بقلم: ناهدة كريم", "ناهدة كريم"),
        ("وكالة الجسر", ""),
        ("خاص", ""),
        ("بغداد - وكالة الجسر", ""),
        ("فريق التحرير", ""),
        ("سياسة", ""),
        ("Reuters", ""),
        ("News Desk", ""),
    ],
)
def test_author_is_a_person_or_none(line, author):
    meta = '<meta property="article:section" content="سياسة">'
    assert extract(head(below=f"<div class='byline'>{line}</div>", meta=meta), URL).author == author


def test_author_that_says_to_be_an_organization_is_none():
    meta = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":'
        '{"@type":"Organization","name":"الجسر العربي"}}</script>'
    )
    assert extract(head(meta=meta), URL).author == ""


def test_category_shown_with_the_time_precedes_the_claimed():
    meta = '<meta property="article:section" content="News">'
    assert extract(head(below="<div>محليات | 2 آذار 2026، 09:30</div>", meta=meta), URL).category == "محليات"


def test_front_page_of_headlines_is_an_error_that_says_so():
    cards = "".join(
        f'<div class="card"><a href="/news/{n}">{HEADLINES[n % 4]} للمرة رقم {n}</a></div>' for n in range(12)
    )
    notice = paragraphs(
        "جميع المواد المنشورة في الموقع تخضع لحقوق الوكالة ولا يجوز نقلها دون إذن مكتوب منها."
    )
    with pytest.raises(LocalizedError, match="page of headlines"):
        extract(f"{HEAD}{NAV}{cards}{notice}</body></html>", "https://jisr.example/")


def test_live_blog_keeps_its_order_and_the_time_of_each_post():
    posts = "".join(
        f'<div class="live-post"><time datetime="{DATE}T{hour}:15:00+03:00">{hour}:15</time><h3>مشهد الساعة {hour}</h3>'
        f'<p>{SENTENCES[n]}</p><div class="share"><a href="#">شارك</a></div></div>'
        for n, hour in enumerate((13, 12, 11, 10))
    )
    blocks = found(article(f"<p>{SENTENCES[5]}</p><div class='live-feed'>{posts}</div>"))
    assert [text for kind, text in blocks if kind == "paragraph" and text.endswith(":15")] == [
        "13:15", "12:15", "11:15", "10:15",
    ]  # fmt: skip
    assert [text for kind, text in blocks if kind == "heading"] == [
        f"مشهد الساعة {h}" for h in (13, 12, 11, 10)
    ]


def test_gallery_is_whole_with_its_captions():
    figures = "".join(
        f'<figure class="gallery-item"><a href="/full/{n}.jpg"><img src="/g/{n}.jpg" alt=""></a><figcaption>الصورة {n} من السد</figcaption></figure>'
        for n in range(12)
    )
    blocks = found(article(f"<p>{SENTENCES[0]}</p><div class='gallery'>{figures}</div>"))
    assert [kind for kind, _ in blocks].count("image") == 12
    assert [kind for kind, _ in blocks].count("caption") == 12


def test_gallery_below_the_body_is_of_the_story():
    figures = "".join(f'<figure><img src="/g/{n}.jpg" alt=""></figure>' for n in range(5))
    html = article(paragraphs(*SENTENCES[:3])).replace(
        "</article>", f"<div class='photos'>{figures}</div></article>"
    )
    assert [kind for kind, _ in found(html)].count("image") == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "أعلنت الشركة أنها ستوقف ملفات تعريف الارتباط في متصفحها حفاظًا على خصوصية الملايين من المستخدمين.",
        "The regulator said cookies that follow people across sites break the privacy law, and partners must ask for consent.",
        "You can bake the cookies for twelve minutes, and you can keep them in a tin for a week.",
        "وقالت الوزارة إن المعلومات المخزنة على الجهاز الذي ضبط في الميناء سلمت إلى قاضي التحقيق.",
    ],
)
def test_sentence_of_a_story_about_cookies_stays(sentence):
    assert ("paragraph", sentence) in found(article(paragraphs(SENTENCES[0], sentence, SENTENCES[1])))


@pytest.mark.parametrize(
    "banner",
    [
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك في هذا الموقع.",
        "We use cookies to give you the best experience. By continuing you agree to our use of cookies.",
        "This site uses cookies. Learn more about your choices.",
        "ما از کوکی‌ها برای بهبود تجربه شما در این وب‌سایت استفاده می‌کنیم.",
    ],
)
def test_request_for_consent_in_the_body_is_dropped(banner):
    assert found(article(paragraphs(SENTENCES[0], banner, SENTENCES[1]))) == [
        ("paragraph", SENTENCES[0]),
        ("paragraph", SENTENCES[1]),
    ]
