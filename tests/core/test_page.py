"""Reading an article out of whatever a page or a file is."""

import pytest

from reader.core import CoreError
from reader.core.fetch_article import fetch_page, read_file, read_page
from reader.core.file_names import name_of
from reader.core.queries import find_entry
from reader.sources import Fetched, is_binary


def fetched(body, kind="text/html; charset=utf-8", url="https://x.example/a/b-c"):
    return Fetched(url, 200, body if isinstance(body, bytes) else body.encode(), kind)


def test_text_is_its_paragraphs():
    article, html = read_page(fetched("سطر\n\n\x1b[2Jثانٍ", "text/plain"), None, None)
    assert (article.title, article.text, html) == ("b-c", "سطر\nثانٍ", None)


def test_page_without_text_raises():
    from reader.sources import ExtractError

    with pytest.raises(ExtractError):
        read_page(fetched("<html><body></body></html>"), None, None)


def test_markup_is_known_without_being_called_so():
    article, html = read_page(fetched("<html><h1>عنوان</h1><p>نص.</p></html>", ""), None, None)
    assert (article.title, article.text) == ("عنوان", "عنوان\nنص.")
    assert html


def test_original_page_is_kept_as_utf8():
    words = "عنوان الخبر في هذه الصفحة من صفحات التجربة"
    body = f"<html><head><meta charset='windows-1256'></head><body><h1>{words}</h1><p>نص هذه الصفحة.</p>"
    article, html = read_page(fetched(body.encode("windows-1256"), "text/html"), None, None)
    assert article.title == words
    assert words in html.decode()


def test_files_are_pages_or_texts(session, tmp_path):
    page = tmp_path / "a.html"
    page.write_text(f"<html><article><h1>عنوان</h1>{'<p>فقرة من نص طويل يكفي للقراءة.</p>' * 9}</article>")
    assert "فقرة من نص" in read_file(session, page).text
    text = tmp_path / "a.txt"
    text.write_bytes(b"\xef\xbb\xbfone\n<two>\n\xff")
    assert read_file(session, text).text == "one\n<two>\n\ufffd"
    with pytest.raises(CoreError, match="cannot be read"):
        read_file(session, tmp_path / "none")


async def test_page_can_be_read_without_being_kept(session, newsroom):
    url = newsroom.add("/x", "<title>ع</title><h1>عنوان</h1><p>سطر.</p>".encode())
    article, _ = await fetch_page(session, url)
    assert article.title == "عنوان"
    assert find_entry(session, url) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.example/a/%D8%AE%D8%A8%D8%B1/", "خبر"),
        ("https://x.example/", "x.example"),
        ("https://x.example/%1b%5b2J", "x.example"),
        ("nothing", "nothing"),
    ],
)
def test_page_is_called_by_its_address(url, name):
    assert name_of(url) == name


@pytest.mark.parametrize("url", ["https://t.me/jisr_news/4", "https://www.youtube.com/watch?v=a"])
def test_platform_whose_pages_have_no_more_text_is_known(url):
    from reader.sources.platforms.recognition import is_whole_in_feed

    assert is_whole_in_feed(url)
    assert not is_whole_in_feed("https://news.example/t.me/4")


@pytest.mark.parametrize("content", [bytes(range(256)) * 4_000, b"\0" * 1_000_000, b"PK\3\4\x14\0\0\0" * 9])
def test_binary_file_is_refused_and_a_fetched_one_is_described(session, tmp_path, content):
    file = tmp_path / "a.bin"
    file.write_bytes(content)
    with pytest.raises(CoreError) as caught:
        read_file(session, file)
    assert caught.value.message.key == "file.binary"
    article, html = read_page(fetched(content, "text/plain"), None, None)
    assert (article.text, html) == (f"text/plain, {len(content):,} B", None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1256", "utf-8"])
def test_page_in_any_encoding_is_not_binary(encoding):
    assert not is_binary("<html><p>خبر قصير عن كل شيء</p>\f".encode(encoding) * 9)
