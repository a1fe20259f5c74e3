"""Text that is damaged or in another encoding in one place is right everywhere else (issue 23, point 2)."""

import json

import pytest

from reader.sources import decode, parse_feed

WORDS = "أعلنت المدينة فتح الطريق الدائري أمام السيارات بعد الصيانة"
OTHER = "تراجعت أسعار الخضراوات في الأسواق خلال الأسبوع الماضي"


def rss(*titles, encoding="utf-8"):
    items = b"".join(
        b"<item><title>" + (t if isinstance(t, bytes) else t.encode(encoding)) + b"</title></item>"
        for t in titles
    )
    return (
        b"<?xml version='1.0' encoding='UTF-8'?><rss><channel><title>x</title>" + items + b"</channel></rss>"
    )


def titles(data):
    return [entry.title for entry in parse_feed(data).entries]


def test_item_in_windows_1256_among_utf8_is_read():
    assert titles(rss(WORDS, OTHER.encode("cp1256"), WORDS, WORDS)) == [WORDS, OTHER, WORDS, WORDS]


def test_item_in_utf8_among_windows_1256_is_read():
    cp1256 = OTHER.encode("cp1256")
    assert titles(rss(cp1256, WORDS, cp1256, cp1256)) == [OTHER, WORDS, OTHER, OTHER]


@pytest.mark.parametrize("cut", range(1, 12))
def test_title_cut_in_a_letter_shows_a_replacement(cut):
    cut_title = WORDS.encode()[:-cut]
    first, second, _ = titles(rss(WORDS, cut_title, OTHER))
    assert first == WORDS
    assert second == cut_title.decode("utf-8", "replace").strip()
    assert second.count("\ufffd") <= 1


def test_surrogates_in_three_bytes_each_are_the_character():
    high, low = "\ud83d".encode("utf-8", "surrogatepass"), "\ude00".encode("utf-8", "surrogatepass")
    assert titles(rss("خبر ".encode() + high + low + " سعيد".encode(), WORDS)) == ["خبر 😀 سعيد", WORDS]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("قال &#147;نعم&#148; &#150; ثم &#133;", "قال “نعم” – ثم …"),
        ("قال &#x93;نعم&#x94;", "قال “نعم”"),
        ("خبر &#55357;&#56832; سعيد", "خبر 😀 سعيد"),
        ("خبر &#xD83D;&#xDE00; سعيد", "خبر 😀 سعيد"),
        ("<![CDATA[خبر &#55357;&#56832; و&#147;نعم&#148;]]>", "خبر 😀 و“نعم”"),
        ("&amp;#147;نعم&amp;#148;", "“نعم”"),
        ("كلمة\x0bكلمة\x0cثالثة", "كلمة كلمة ثالثة"),
        ("كلمة\x07ملتصقة\x0bكذلك", "كلمةملتصقةكذلك"),
    ],
)
def test_odd_characters_in_a_title_are_read(written, read):
    assert titles(rss(written)) == [read]


def test_half_a_surrogate_is_a_replacement():
    (title,) = titles(rss("خبر &#55357; سعيد"))
    assert title.replace("\ufffd", "").split() == ["خبر", "سعيد"]


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "utf-8"])
def test_document_of_a_single_encoding_is_decoded_whole(encoding):
    data = rss(WORDS, OTHER, encoding=encoding)
    assert titles(data) == [WORDS, OTHER]
    assert decode(data) == data.decode(encoding)


def feed(**item):
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "url": "https://x.example/1", **item}],
    }


def read(document):
    return parse_feed(json.dumps(document).encode()).entries[0]


def test_json_with_raw_line_breaks_is_read():
    text = json.dumps(feed(title="سطر\nخام"), ensure_ascii=False).replace("\\n", "\n").replace("خام", "خام\t")
    assert parse_feed(text.encode()).entries[0].title == "سطر خام"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ({"name": "سعاد"}, ("سعاد",)),
        ([{"name": "سعاد"}, "علي"], ("سعاد", "علي")),
        ("سعاد", ("سعاد",)),
        ([None, 3, {"name": None}], ()),
    ],
)
def test_json_authors_in_any_form_are_read(authors, names):
    assert read(feed(authors=authors)).authors == names


def test_json_numbers_are_text():
    entry = read(feed(id=12.0, title=2026, date_published=1764313200, tags="سياسة، اقتصاد"))
    assert (entry.id, entry.title, entry.categories) == ("12", "2026", ("سياسة", "اقتصاد"))
    assert entry.published.year == 2025
    (enclosure,) = read(
        feed(attachments=[{"url": "https://x.example/a.mp3", "size_in_bytes": "123"}])
    ).enclosures
    assert enclosure.length == 123


def test_json_page_elsewhere_that_an_item_is_about_is_linked():
    from reader.sources import from_entry

    item = {"url": "https://own.example/1", "external_url": "https://ext.example/1", "title": "خبر"}
    entry = read(feed(**item, content_html="<p>نص الخبر</p>"))
    assert entry.url == "https://own.example/1"
    assert [span.url for block in from_entry(entry).blocks for span in block.spans] == [
        "https://ext.example/1"
    ]


def test_document_in_gb18030_with_a_stray_byte_is_read():
    items = "".join(f"<item><title>实习信息发布招聘启事公告通知{n}</title></item>" for n in range(8))
    data = f"<?xml version='1.0' encoding='gb18030'?><rss><channel>{items}</channel></rss>".encode("gb18030")
    titles_read = titles(data.replace("招聘".encode("gb18030"), b"\xff", 1))
    assert titles_read[1:] == [f"实习信息发布招聘启事公告通知{n}" for n in range(1, 8)]
