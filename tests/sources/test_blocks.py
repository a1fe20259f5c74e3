"""Markup to blocks: kinds, spans by logical index, references, and bounds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block
from reader.sources.article.block_parser import LONGEST, MOST, blocks
from reader.sources.article.html_tree import DEEPEST, limit_markup

URL = "https://rafidain.example/ar/news/1"


def read(html):
    return blocks(html, URL)


def kinds(html):
    return [(block.kind, block.text) for block in read(html)]


def spanned(block):
    return [(block.text[span.start : span.end], span.kind, span.url) for span in block.spans]


def test_paragraph_over_several_lines_is_one_line():
    assert kinds("<p>  قال\n الوزير&nbsp; اليوم </p>نص بلا وسم<div>وآخر</div>") == [
        ("paragraph", "قال الوزير اليوم"),
        ("paragraph", "نص بلا وسم"),
        ("paragraph", "وآخر"),
    ]


def test_line_break_ends_a_paragraph_and_spans_go_on():
    first, second = read("<p>قال <b>الأول<br>والثاني</b> معاً</p>")
    assert spanned(first) == [("الأول", "strong", "")]
    assert spanned(second) == [("والثاني", "strong", "")]


def test_links_are_absolute_and_only_where_they_lead_somewhere():
    (block,) = read(
        '<p>قال «<a href="../company?a=1&amp;b=2">شركة River</a>» و<a href="javascript:x()">هذا</a>'
        ' و<a href="#top">ذاك</a> و<a href="mailto:a@b.c">بريد</a> و<a href="//[">خطأ</a> و<a>لا شيء</a></p>'
    )
    assert spanned(block) == [("شركة River", "link", "https://rafidain.example/ar/company?a=1&b=2")]


def test_spans_nest_and_leave_blanks_out():
    (block,) = read("<p>هذا <b> مهم <i>جداً</i> </b> و<code>x</code></p>")
    assert block.text == "هذا مهم جداً وx"
    assert spanned(block) == [("مهم جداً", "strong", ""), ("جداً", "emphasis", ""), ("x", "code", "")]


def test_spans_around_removed_characters_keep_their_text():
    (block,) = read("<p>a&#27;[31mb <a href='/x'>ل\u202eا</a>&#7; ن</p>")
    assert block.text == "ab لا ن"
    assert spanned(block) == [("لا", "link", "https://rafidain.example/x")]


def test_headings_lists_and_quotations():
    assert [
        (b.kind, b.level, b.ordinal, b.text)
        for b in read(
            "<h2>عنوان</h2><ul><li>واحد<ul><li>داخلي</ul><li><p>اثنان<p>تتمة</ul>"
            "<ol start=3><li>ثلاثة<li value=7>سبعة<li>ثمانية</ol>"
            "<blockquote>اقتباس<blockquote>أعمق</blockquote></blockquote>بعده"
        )
    ] == [
        ("heading", 2, 0, "عنوان"),
        ("item", 1, 0, "واحد"),
        ("item", 2, 0, "داخلي"),
        ("item", 1, 0, "اثنان"),
        ("paragraph", 0, 0, "تتمة"),
        ("item", 1, 3, "ثلاثة"),
        ("item", 1, 7, "سبعة"),
        ("item", 1, 8, "ثمانية"),
        ("quotation", 1, 0, "اقتباس"),
        ("quotation", 2, 0, "أعمق"),
        ("paragraph", 0, 0, "بعده"),
    ]


def test_tables_of_data_are_rows_and_tables_of_layout_are_not():
    assert kinds("<table><tr><th>البلد<th>العدد<tr><td>العراق<td><a href=/x>40</a></table>") == [
        ("row", "البلد | العدد"),
        ("row", "العراق | 40"),
    ]
    assert kinds("<table><tr><td>فقرة أولى<br><br>فقرة ثانية<td>جانب</table>") == [
        ("paragraph", "فقرة أولى"),
        ("paragraph", "فقرة ثانية"),
        ("paragraph", "جانب"),
    ]


def test_pictures_with_their_captions():
    assert read(
        "<figure><img src='data:image/gif;base64,R0' data-src='/i.jpg' alt='جسر'>"
        "<figcaption>من الأرشيف</figcaption></figure>"
        "<p>نص <img src=/e.png class=emoji alt='😀'> ثم <img src=/mid.jpg> تتمة</p>"
        "<img src=/pixel.gif width=1 height=1>"
        "<div class='wp-caption-text'>تعليق</div>"
    ) == (
        Block("image", "جسر", url="https://rafidain.example/i.jpg"),
        Block("caption", "من الأرشيف"),
        Block("paragraph", "نص 😀 ثم تتمة"),
        Block("image", "", url="https://rafidain.example/mid.jpg"),
        Block("caption", "تعليق"),
    )


@pytest.mark.parametrize(
    ("html", "text", "url"),
    [
        ("<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0' title='لقاء'></iframe>", "لقاء",
         "https://www.youtube.com/watch?v=abcdefghijk"),
        ("<iframe data-src='//player.vimeo.com/video/42'></iframe>", "vimeo.com", "https://vimeo.com/42"),
        ("<iframe src='https://www.facebook.com/plugins/video.php?href=https://www.facebook.com/x/videos/1'>",
         "facebook.com", "https://www.facebook.com/x/videos/1"),
        ("<video poster=/p.jpg><source src=/v.mp4></video>", "rafidain.example", "https://rafidain.example/v.mp4"),
        ("<blockquote class=twitter-tweet><p>تغريدة</p>&mdash; س <a href='https://twitter.com/s/status/12?x=1'>"
         "اليوم</a></blockquote>", "تغريدة — س اليوم", "https://twitter.com/s/status/12"),
        ("<amp-youtube data-videoid=abcdefghijk></amp-youtube>", "youtube.com",
         "https://www.youtube.com/watch?v=abcdefghijk"),
    ],
)  # fmt: skip
def test_embeds_are_links(html, text, url):
    assert read(f"<p>قبل</p>{html}")[1] == Block("embed", text, url=url)


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='https://ads.doubleclick.net/embed/x'></iframe>",
        "<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<iframe src='https://a.example/embed/1' width=1 height=1></iframe>",
        "<script>var a = '<p>نص</p>'</script><style>p{}</style><noscript><img src=/x.jpg></noscript>",
        "<p hidden>نص</p><p style='display: none'>نص</p><svg><text>نص</text></svg><button>نص</button>",
        "<p>&nbsp;\u200b</p><!-- نص --><img><img src=''><a href=/x></a>",
        "",
    ],
)
def test_markup_without_text_gives_no_blocks(html):
    assert read(html) == ()


def test_blocks_of_hostile_markup_have_no_controls():
    at = "http://x.example/"
    html = "".join(
        f"<p>ن{attack}ص <a href='{at}{attack}'>ر</a><img src='{at}{attack}' alt='{attack}'></p>"
        for attack in (
            "&#27;]0;x&#7;",
            "\x1b]52;c;x\x07",
            "&#x9b;31m",
            "\x9d0;x\x9c",
            "\x08",
            "&#13;",
            "\u202e",
            "&#x202e;",
        )
    )
    for block in read(html):
        for text in (block.text, block.url, *(span.url for span in block.spans)):
            assert text.isprintable() or not text, ascii(text)


def test_long_paragraphs_are_cut_at_blanks_with_their_links():
    words = " ".join(f"كلمة{n}" for n in range(5000))
    found = read(f"<p><b>{words}</b> <a href=/x>نهاية</a></p>")
    assert len(found) > 1
    assert all(0 < len(block.text) <= LONGEST for block in found)
    assert " ".join(block.text for block in found) == words + " نهاية"
    assert spanned(found[-1])[-1] == ("نهاية", "link", "https://rafidain.example/x")
    assert all(spanned(block)[0][0] == block.text for block in found[:-1])


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300_000,
        "<div title='</div>'>" * 100_000 + "نص",
        "<svg><title>" + "<div>" * 100_000,
        "<textarea><script></textarea>" + "<div>" * 100_000 + "</script>",
        "<a b=\"" * 100_000,
        "<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">نص",
        "<p " + " ".join(f"a{n}" for n in range(100_000)),
        "<ul><li>نص" * 50_000,
        "<table><tr><td>نص" * 50_000,
        "<b>نص" * 100_000,
        "<p>" + "<b>ن</b>" * 100_000,
        "<blockquote class=twitter-tweet><a href=/status/1>x</a>" * 10_000,
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<" * 300_000,
        "سطر<br>" * 100_000,
        "<p>" + "كلمة " * 200_000,
    ],
    ids=range(17),
)  # fmt: skip
def test_hostile_markup_takes_bounded_time(html):
    started = time.process_time()
    assert len(read(html)) <= MOST
    assert time.process_time() - started < 10


def test_deep_markup_is_flattened_and_its_text_kept():
    html = "<div>" * 5000 + "نص" + "</div>" * 5000
    assert limit_markup(html).count("<div>") == DEEPEST
    assert kinds(html) == [("paragraph", "نص")]
    assert limit_markup("<p>نص<br>" * 5000) == "<p>نص<br>" * 5000, "what ends by itself adds no depth"


def test_real_pages_are_left_as_they_are(shared):
    for page in (shared / "corpus" / "articles").glob("*.html"):
        html = page.read_bytes().decode("utf-8", "replace")
        assert limit_markup(html) == html, page.name


INLINE = st.sampled_from(["", "b", "i", "a href=/x", "code", "span", "a"])
TEXT = st.text(st.sampled_from("نص كلمة-abc1«»(). \n\t\u064b\u200c\x1b[\u202e&<"), max_size=12)


@given(
    st.lists(
        st.tuples(INLINE, TEXT, st.sampled_from(["", "</p><p>", "<br>", "</b>", "</a>", "<li>"])), max_size=20
    )
)
def test_spans_always_lie_within_their_text(parts):
    html = "<p>" + "".join(f"{f'<{tag}>' if tag else ''}{text}{after}" for tag, text, after in parts)
    for block in read(html):
        assert block.text == " ".join(block.text.split())
        assert block.text
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            assert (span.kind == "link") == bool(span.url)


@given(
    st.lists(st.text(st.sampled_from("نص كلمة abc1«»()."), min_size=1, max_size=12), min_size=1, max_size=6)
)
def test_text_of_a_link_is_the_text_of_its_span(texts):
    (block,) = read("<p>" + " ".join(f"قبل <a href=/{n}>{text}</a>" for n, text in enumerate(texts)))
    shown = [block.text[span.start : span.end] for span in block.spans]
    assert shown == [" ".join(text.split()) for text in texts if text.strip()]


@pytest.mark.parametrize("link", [("", ""), ('<a href="/full.jpg">', "</a>")])
def test_caption_code_of_wordpress_is_a_figure(link):
    picture = f'{link[0]}<img src="/quay.jpg" width="300" />{link[1]}'
    found = read(
        f'<p>قبل</p>[caption id="a_1" align="alignnone" width="300"]{picture} الرصيف [1] الجديد[/caption]بعد'
    )
    assert [(block.kind, block.url or block.text) for block in found] == [
        ("paragraph", "قبل"),
        ("image", "https://rafidain.example/quay.jpg"),
        ("caption", "الرصيف [1] الجديد"),
        ("paragraph", "بعد"),
    ]


@pytest.mark.parametrize("text", ["[caption بلا نهاية", "قال [caption]نص[/caption] هنا"])
def test_caption_code_without_a_picture_leaves_its_text(text):
    shown = text.replace("[caption]", "").replace("[/caption]", "")
    assert [block.text for block in read(f"<p>{text}</p>")] == [shown]


def test_link_to_the_file_of_the_player_before_it_is_left_out():
    found = read('<audio controls src="/a.mp3"></audio><a href="/a.mp3">تنزيل الصوت</a><p>نص</p>')
    assert [block.kind for block in found] == ["embed", "paragraph"]


def test_link_shown_as_a_button_is_left_out():
    assert kinds('<p>نص</p><p><a class="mcnButton" href="https://shop.example/t">شراء</a></p>') == [
        ("paragraph", "نص")
    ]
