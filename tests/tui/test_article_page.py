"""The page of an article: its facts, the person's marks, and a notice."""

from dataclasses import replace

import pytest
from tui import news

from reader.locale.translator import Translator
from reader.model import Article, Bookmark, Headline
from reader.tui.panes.article_page import PageComposer, ShownArticle

STRINGS = Translator("en")
HEADLINE = Headline(1, "s", "River", "A port opens", "http://127.0.0.1:9/1", published=news.NOW)
ARTICLE = Article("", HEADLINE.url, author="R. Writer", category="Economy", language="en", whole=True)
PART = replace(ARTICLE, whole=False)


def compose(shown, dateline="facts", bookmarks=()):
    composer = PageComposer(STRINGS, dateline)
    composer.bookmarks = {each.headline.id: each for each in bookmarks}
    return composer.compose(shown)


def test_page_has_the_title_of_the_headline_where_the_article_has_none():
    assert compose(ShownArticle(HEADLINE, ARTICLE)).article.title == HEADLINE.title


def test_facts_begin_with_category_and_time():
    page = compose(ShownArticle(HEADLINE, ARTICLE))
    assert [fact.text for fact in page.facts][::3] == ["Economy", "by R. Writer"]
    assert [fact.style for fact in page.facts][:2] == ["category", "meta"]


def test_dateline_of_agencies_has_no_author():
    page = compose(ShownArticle(HEADLINE, ARTICLE), "agency")
    assert page.agency
    assert not any("Writer" in fact.text for fact in page.facts)


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        (ShownArticle(HEADLINE, ARTICLE), ""),
        (ShownArticle(HEADLINE, PART), "article.fetching_text"),
        (ShownArticle(HEADLINE, PART, is_preview=True), "article.no_summary"),
        (ShownArticle(HEADLINE._replace(url=""), PART), ""),
        (ShownArticle(HEADLINE, PART, error="no network"), "article.not_whole"),
        (ShownArticle(HEADLINE, PART, changes=ARTICLE, error="no network"), "article.changes"),
    ],
)
def test_notice_says_what_is_missing(shown, key):
    page = compose(shown)
    assert page.notice == (STRINGS(key, why="no network") if key else "")
    assert page.warns == (key == "article.not_whole")


def test_marks_are_the_bookmark_with_its_tags_and_note():
    mark = Bookmark(HEADLINE, saved_at=news.NOW, tags=("port",), note="ask")
    page = compose(ShownArticle(HEADLINE, ARTICLE), bookmarks=[mark])
    assert [fact.text for fact in page.marks][1:] == ["#port", "✎ ask"]
    assert not compose(ShownArticle(HEADLINE, ARTICLE)).marks
