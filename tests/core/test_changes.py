"""Old against new, word by word; and what is downloaded again."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.bookmarks import save_bookmark
from reader.core.changes import changes_article, list_changes
from reader.core.fetch_article import download_article
from reader.core.session import Session
from reader.core.word_diff import block, diff_paragraphs, diff_words, mark
from reader.model import Entry, Source
from reader.typeset import layout

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = Source("alpha", "ألف", feed="https://a.example/rss")
ENTRY = Entry(
    "g1", "حريق في سوق بغداد القديم", "https://a.example/1", NOW, guid="g1",
    content="<p>الفقرة الأولى كما هي.</p><p>أصيب ثلاثة أشخاص في الحريق.</p>",
)  # fmt: skip
LATER = replace(
    ENTRY,
    title="حريق في سوق كركوك القديم",
    content="<p>الفقرة الأولى كما هي.</p><p>أصيب خمسة أشخاص في الحريق الكبير.</p>",
)


@pytest.fixture
def session(library):
    session = Session(library, [SOURCE])
    library.entries.add(SOURCE, [ENTRY], now=NOW)
    return session


def text(pieces):
    return mark(pieces)[0]


def test_diff_words_marks_removals_before_additions():
    assert text(diff_words("حريق في سوق بغداد القديم", "حريق في سوق كركوك القديم")) == (
        "حريق في سوق [-بغداد-] {+كركوك+} القديم"
    )
    assert text(diff_words("The dam opens", "The new dam opens today")) == "The {+new+} dam opens {+today+}"
    assert text(diff_words("بەنداوەکە کرایەوە", "بەنداوە نوێیەکە کرایەوە")) == (
        "[-بەنداوەکە-] {+بەنداوە نوێیەکە+} کرایەوە"
    )


def test_diff_words_ignores_harakat_punctuation_and_digits():
    assert text(diff_words('قال "نعم" 12 مرة', "قالَ «نعم» ١٢ مرة")) == "قالَ «نعم» ١٢ مرة"


def test_block_of_a_removed_word_keeps_its_mark_on_its_line():
    text = block(diff_words("في مدينة هولير جسر", "في مدينة بغداد جسر")).text
    for measure in range(9, 30):
        assert not any(text[: line.end].rstrip().endswith("[-") for line in layout(text, measure))


def test_mark_gives_each_change_a_span():
    marked, spans = mark(diff_words("أ ب ج", "أ د ج"))
    assert [(marked[span.start : span.end], span.kind) for span in spans] == [
        ("[-ب-]", "removed"),
        ("{+د+}", "added"),
    ]


@pytest.mark.parametrize("diff", [diff_words, lambda old, new: diff_paragraphs(old.split(), new.split())])
def test_diff_of_few_different_words_ends_soon_and_loses_none(diff):
    """A newsroom that means harm would hold a thread for an hour with an article it corrects."""
    old, new = "ا ب " * 1_900, "ا ج " * 1_900
    started = time.process_time()
    found = diff(old, new)
    assert time.process_time() - started < 5
    pieces = [piece for each in found for piece in (each if isinstance(each, list) else [each])]
    assert " ".join(piece.text for piece in pieces if piece.kind != "added").count("ب") == 1_900
    assert " ".join(piece.text for piece in pieces if piece.kind != "removed").count("ج") == 1_900


def test_diff_paragraphs_leaves_equal_ones_out():
    pieces = diff_paragraphs(["واحد هنا", "اثنان هنا"], ["واحد هنا", "اثنان هناك", "ثلاثة"])
    assert list(map(text, pieces)) == ["اثنان [-هنا-] {+هناك+}", "{+ثلاثة+}"]


@given(st.lists(st.text("ابت 12«»", max_size=12)), st.lists(st.text("ابت 12«»", max_size=12)))
def test_diff_paragraphs_any_texts_hold_every_new_word_that_differs(old, new):
    for pieces in diff_paragraphs(old, new):
        assert any(piece.kind != "same" for piece in pieces)
    assert diff_paragraphs(new, new) == []


def test_list_changes_shows_old_against_new(session, library):
    assert list_changes(session, 1) == []
    library.entries.add(SOURCE, [LATER], now=NOW + timedelta(hours=1))
    (change,) = list_changes(session, 1)
    assert text(change.title) == "حريق في سوق [-بغداد-] {+كركوك+} القديم"
    assert list(map(text, change.paragraphs)) == ["أصيب [-ثلاثة-] {+خمسة+} أشخاص في الحريق {+الكبير.+}"]
    assert not change.later


def test_list_changes_of_a_saved_entry_shows_later_versions(session, library):
    library.bookmarks.add(1)
    library.entries.add(SOURCE, [LATER], now=NOW + timedelta(hours=1))
    (change,) = list_changes(session, 1)
    assert change.later
    assert text(change.title) == "حريق في سوق [-بغداد-] {+كركوك+} القديم"


def test_changes_article_has_a_heading_for_each_step(session, library):
    library.entries.add(SOURCE, [LATER], now=NOW + timedelta(hours=1))
    library.entries.add(
        SOURCE, [replace(LATER, title="حريق في سوق كركوك الجديد")], now=NOW + timedelta(hours=2)
    )
    changes = list_changes(session, 1)
    from reader.core.queries import get_article

    shown = changes_article(get_article(session, 1), changes, lambda change: f"at {change.at:%H}")
    assert [block.text for block in shown.blocks if block.kind == "heading"] == ["at 14", "at 13"]
    assert shown.blocks[1].text == "حريق في سوق كركوك [-\u2060القديم-] {+الجديد+}"


class TestDownloadAgain:
    @pytest.fixture
    def url(self, newsroom):
        return newsroom.add("/story", page("النص الأول كما نُشر في الصباح عن السد"))

    @pytest.fixture
    def session(self, library, url):
        source = Source("alpha", "ألف", feed=url, user_added=True)
        library.entries.add(source, [replace(ENTRY, url=url)], now=NOW)
        return Session(library, [source])

    async def test_earlier_text_is_kept(self, session, library, newsroom):
        await download_article(session, 1)
        newsroom.add("/story", page("النص الثاني كما صُحح في المساء عن السد"))
        assert "الأول" in (await download_article(session, 1)).text
        assert "الثاني" in (await download_article(session, 1, again=True)).text
        assert [(v.page, "الأول" in v.text) for v in library.versions.all(1)] == [(True, True)]
        (change,) = list_changes(session, 1)
        assert "[-الأول-] {+الثاني+}" in text(change.paragraphs[0])
        assert library.entries.headline(1).corrected
        await session.close()

    async def test_article_of_a_corrected_entry_is_downloaded_again_when_opened(
        self, session, library, newsroom, url
    ):
        await download_article(session, 1)
        newsroom.add("/story", page("النص الثاني كما صُحح في المساء عن السد"))
        library.entries.add(session.sources[0], [replace(LATER, url=url)], now=NOW + timedelta(hours=1))
        assert library.entries.headline(1).stale
        assert "الثاني" in (await download_article(session, 1)).text
        assert not library.entries.headline(1).stale
        await session.close()

    async def test_saved_text_stays(self, session, library, newsroom):
        async for _ in save_bookmark(session, 1):
            pass
        newsroom.add("/story", page("النص الثاني كما صُحح في المساء عن السد"))
        assert "الأول" in (await download_article(session, 1, again=True)).text
        assert [version.later for version in library.versions.all(1)] == [True]
        assert library.bookmarks.all()[0].newer
        await session.close()


def page(words):
    """Return a page whose article has a paragraph of its own and one that stays."""
    body = (
        f"<p>{words}، وقال المتحدث إن المياه وصلت إلى القرى.</p>"
        + "<p>فقرة طويلة تبقى كما هي في كل مرة.</p>" * 4
    )
    start = "<html><head><title>ع</title></head><body><article><h1>حريق في السوق</h1>"
    return f"{start}{body}</article></body></html>".encode()
