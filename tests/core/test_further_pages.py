"""Articles on several pages, and pages whose text has a twin: AMP, ``wp-json``, Gatsby's data, print."""

import json

import pytest
from page_factory import SENTENCES, TITLE

from reader.core.fetch_article import MAX_PAGES, fetch_page
from reader.sources import ExtractError

SHELL = "<html lang=ar><head><title>{title}</title>{head}</head><body><div id=root></div></body></html>"


def page(sentences, after="", title=TITLE):
    body = "".join(f"<p>{text}</p>" for text in sentences)
    story = f"<article><h1>{title}</h1><div>{body}</div>{after}</article>"
    return f"<html lang=ar><title>{title}</title>{story}".encode()


def numbered(count, number, url):
    links = "".join(f'<a href="{url}/{n}">{n}</a>' for n in range(1, count + 1))
    following = f'<a rel="next" href="{url}/{number + 1}">الصفحة التالية</a>' if number < count else ""
    return f'<div class="page-links">الصفحات: {links}</div>{following}'


async def test_article_on_three_pages_is_read_in_order(session, newsroom):
    url = f"{newsroom.url}/a/12345"
    parts = [SENTENCES[:3], SENTENCES[3:5], SENTENCES[5:7]]
    for number, part in enumerate(parts, 1):
        newsroom.add(
            "/a/12345" if number == 1 else f"/a/12345/{number}", page(part, numbered(3, number, url))
        )
    article, _ = await fetch_page(session, url)
    assert [block.text for block in article.blocks] == list(SENTENCES[:7])
    assert article.whole


async def test_article_of_which_a_page_fails_is_not_whole(session, newsroom):
    url = newsroom.add("/b/12345", page(SENTENCES[:3], numbered(2, 1, f"{newsroom.url}/b/12345")))
    article, _ = await fetch_page(session, url)
    assert [block.text for block in article.blocks] == list(SENTENCES[:3])
    assert not article.whole


async def test_article_of_too_many_pages_ends_and_is_not_whole(session, newsroom):
    url = f"{newsroom.url}/c/12345"
    for number in range(1, MAX_PAGES + 3):
        text = f"{SENTENCES[0]} الجزء {number} من هذه القصة الطويلة."
        newsroom.add(
            "/c/12345" if number == 1 else f"/c/12345/{number}", page([text], numbered(99, number, url))
        )
    article, _ = await fetch_page(session, url)
    assert len(article.blocks) == MAX_PAGES
    assert not article.whole


async def test_next_story_is_no_further_page(session, newsroom):
    newsroom.add("/d/13", page(SENTENCES[3:6], title="خبر آخر"))
    url = newsroom.add(
        "/d/12", page(SENTENCES[:3], f'<a rel="next" href="{newsroom.url}/d/13">الخبر التالي</a>')
    )
    article, _ = await fetch_page(session, url)
    assert len(article.blocks) == 3
    assert article.whole


POST = {
    "id": 123,
    "date_gmt": "2026-03-02T06:30:00",
    "title": {"rendered": TITLE},
    "content": {"rendered": "".join(f"<p>{text}</p>" for text in SENTENCES), "protected": False},
}
TWINS = {
    "amp": ('<link rel="amphtml" href="/amp/1">', "/amp/1", page(SENTENCES)),
    "wp-json": (
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/123">',
        "/wp-json/wp/v2/posts/123",
        json.dumps(POST).encode(),
    ),
    "gatsby": (
        "</head><body><div id='___gatsby'></div>",
        "/page-data/news/gatsby/page-data.json",
        json.dumps(
            {"result": {"data": {"post": {"title": TITLE, "content": POST["content"]["rendered"]}}}}
        ).encode(),
    ),
    "print": ("</head><body><a href='/print/1'>طباعة</a>", "/print/1", page(SENTENCES)),
}


@pytest.mark.parametrize("kind", TWINS)
async def test_page_without_text_is_read_from_its_twin(session, newsroom, kind):
    head, path, body = TWINS[kind]
    newsroom.add(path, body)
    url = newsroom.add(f"/news/{kind}", SHELL.format(title=TITLE, head=head).encode())
    article, _ = await fetch_page(session, url)
    assert [block.text for block in article.blocks] == list(SENTENCES)
    assert article.url == url
    assert article.twin == newsroom.url + path
    if kind == "wp-json":
        assert article.published.isoformat() == "2026-03-02T06:30:00+00:00"


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="amphtml" href="/amp/other">',
        '<link rel="amphtml" href="/amp/gone">',
        '<link rel="amphtml" href="https://elsewhere.example/amp/1">',
    ],
)
async def test_twin_that_is_another_story_gone_or_elsewhere_is_not_taken(session, newsroom, head):
    newsroom.add("/amp/other", page(SENTENCES, title="خبر آخر لا علاقة له بهذا الخبر"))
    url = newsroom.add("/news/x", SHELL.format(title=TITLE, head=head).encode())
    try:
        article, _ = await fetch_page(session, url)
    except ExtractError:
        return
    assert SENTENCES[0] not in article.text


async def test_page_with_text_does_not_ask_its_twin(session, newsroom):
    url = newsroom.add(
        "/news/y", page(SENTENCES).replace(b"<title>", b'<link rel="amphtml" href="/amp/y"><title>')
    )
    await fetch_page(session, url)
    assert [request.path for request in newsroom.requests] == ["/news/y"]
