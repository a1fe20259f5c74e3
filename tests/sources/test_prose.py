"""What is not prose in bodies and titles: lines, raised digits, quotations, deletions, addresses, tags."""

import pytest

from reader.model import Entry
from reader.sources import blocks, from_entry, parse_feed
from reader.sources.feed.html_to_text import title_line

URL = "https://a.example/1"


def texts(html):
    return [block.text for block in blocks(html, URL)]


def only(html):
    (block,) = blocks(html, URL)
    return block


def item(inner):
    return parse_feed(
        f"<rss><channel><title>x</title><item>{inner}</item></channel></rss>".encode(), URL
    ).entries[0]


def test_lines_of_pre_are_kept():
    assert texts("<p>قبل</p><pre>سطر 1\n    سطر 2\n\nسطر 3</pre><p>بعد</p>") == [
        "قبل",
        "سطر 1",
        "    سطر 2",
        "سطر 3",
        "بعد",
    ]
    assert [block.kind for block in blocks("<pre>a\nb</pre><p>c", URL)] == ["row", "row", "paragraph"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>6</sup> دينار", "10⁶ دينار"),
        ("5 كم<sup>2</sup>", "5 كم²"),
        ("10<sup>-6</sup>", "10⁻⁶"),
        ("H<sub>2</sub>O", "H₂O"),
        ("2<sup>ab</sup>", "2^ab"),
        ("10<sup>٦</sup>", "10^٦"),
        ("x<sup>2,5</sup>", "x^2,5"),
        ("1<sup>st</sup>", "1^st"),
        ("M<sup>me</sup>", "Mme"),
        ("نص<sup><a href='#n1'>[1]</a></sup>", "نص[1]"),
    ],
)
def test_raised_and_lowered_text_is_marked(html, text):
    assert texts(f"<p>{html}</p>") == [text]


def test_quotations_have_their_marks():
    assert texts("<p>قال <q>نعم</q> ثم <q>yes</q>.</p>") == ["قال «نعم» ثم “yes”."]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_deleted_text_is_marked(tag):
    block = only(f"<p>السعر <{tag}>100</{tag}> 90</p>")
    assert [(span.kind, block.text[span.start : span.end]) for span in block.spans] == [("deleted", "100")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("اقرأ https://a.example/x?y=1 الآن", "https://a.example/x?y=1"),
        ("اقرأ (https://a.example/x).", "https://a.example/x"),
        ("https://a.example/خبر، ثم", "https://a.example/خبر"),
        ("«https://a.example/»", "https://a.example/"),
        ("https://a.example/x؟", "https://a.example/x"),
    ],
)
def test_address_in_text_is_a_link(text, address):
    block = only(f"<p>{text}</p>")
    assert [(span.kind, span.url) for span in block.spans] == [("link", address)]
    span = block.spans[0]
    assert block.text[span.start : span.end] == address


def test_address_that_is_a_link_or_code_is_left_alone():
    block = only("<p><a href='https://b.example/'>https://a.example/x</a> <code>http://c.example/</code></p>")
    assert [(span.kind, span.url) for span in block.spans] == [("link", "https://b.example/"), ("code", "")]


def test_plain_text_keeps_lines_and_its_addresses_are_links():
    entry = item(
        "<title>x</title><description>أول &lt;3\n\nثان: https://a.example/b?x=1&amp;y=2\nثالث</description>"
    )
    body = from_entry(entry).blocks
    assert [block.text for block in body] == ["أول <3", "ثان: https://a.example/b?x=1&y=2", "ثالث"]
    assert body[1].spans[0].url == "https://a.example/b?x=1&y=2"


def test_body_escaped_once_too_often_is_read():
    entry = item(
        "<title>x</title>"
        "<description>&amp;lt;p&amp;gt;فقرة &amp;lt;b&amp;gt;عريضة&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;"
        "</description>"
    )
    assert [block.text for block in from_entry(entry).blocks] == ["فقرة عريضة"]
    entry = item("<title>x</title><description>&lt;p&gt;اكتب &amp;lt;br&amp;gt; هنا&lt;/p&gt;</description>")
    assert [block.text for block in from_entry(entry).blocks] == ["اكتب <br> هنا"], "that is what it says"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("عناصر <head> في الصفحة", "عناصر <head> في الصفحة"),
        ("راسل <a@b.iq> الآن", "راسل <a@b.iq> الآن"),
        ("إذا كان a<b و c>d", "إذا كان a<b و c>d"),
        ("<b>عاجل</b>: خبر", "عاجل: خبر"),
        ("<a href='x'>خبر</a>", "خبر"),
        ("سطر<br/>آخر", "سطر آخر"),
        ("<script>alert(1)</script>خبر", "خبر"),
        ("AT&amp;T", "AT&T"),
        ("&lt;b&gt;خبر&lt;/b&gt;", "خبر"),
        ("&lt;head&gt;", "<head>"),
        ("تعلم <div> اليوم", "تعلم <div> اليوم"),
        ("خبر <script> في الصفحة", "خبر <script> في الصفحة"),
        ("<div>عاجل</div> خبر", "عاجل خبر"),
        ("<b>عاجل خبر", "عاجل خبر"),
        ("خبر<script>x()</script> جديد", "خبر جديد"),
        ("<span class='x'>خبر</span>", "خبر"),
        ("<B>خبر</B>", "خبر"),
    ],
)
def test_title_is_html_or_text(written, title):
    assert title_line(written) == title


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<description>&lt;img src='/a.jpg' alt='صورة لجسر'&gt;</description>", "صورة لجسر"),
        ("<description>&lt;img src='/a.jpg' title=\"جسر\"&gt;</description>", "جسر"),
        (
            "<link>https://a.example/7</link><description>&lt;img src='/a.jpg'&gt;</description>",
            "https://a.example/7",
        ),
        ("<link>https://a.example/7</link>", "https://a.example/7"),
    ],
)
def test_item_without_text_has_a_readable_title(inner, title):
    assert item(inner).title == title


def test_links_of_a_short_post_survive():
    entry = Entry("1", "اقرأ هذا", url=URL, content="<p>اقرأ <a href='https://b.example/'>هذا</a></p>")
    (block,) = from_entry(entry).blocks
    assert block.spans[0].url == "https://b.example/"
    assert (
        from_entry(Entry("1", "اقرأ هذا", url=URL, content="<p>اقرأ هذا</p><p>ثم ذاك</p>")).blocks[0].text
        == "ثم ذاك"
    )


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<pre>def f(x):\n    if x:\n\treturn <b>1</b></pre>", ["def f(x):", "    if x:", "    return 1"]),
        ("<pre><code>  <i>for</i> x  in y:\r\n    pass</code></pre>", ["  for x  in y:", "    pass"]),
        ("<pre>  سطر\n    سطر ثان</pre><p>a  b", ["  سطر", "    سطر ثان", "a b"]),
    ],
)
def test_blocks_of_verbatim_text_keep_its_blanks(markup, lines):
    found = blocks(markup, URL)
    assert [block.text for block in found] == lines
    assert all(span.end <= len(block.text) for block in found for span in block.spans)
