"""``khabar show --changes`` and ``--refetch``."""

import json

import pytest

PAGE = (
    "<html><body><article><h1>خبر الجسر</h1><p>{}، وقال المتحدث إن العمل انتهى.</p>{}</article></body></html>"
)
REST = "<p>فقرة طويلة تبقى كما هي في كل مرة من المرات.</p>" * 4


@pytest.fixture
def story(newsroom, config, khabar):
    """A followed feed of one entry; returns a function that publishes a title and a text."""

    def publish(title, text):
        link = newsroom.url + "/story"
        item = f"<item><guid isPermaLink='false'>1</guid><title>{title}</title><link>{link}</link></item>"
        newsroom.add("/one.xml", f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
        newsroom.add("/story", PAGE.format(text, REST).encode())
        assert khabar("refresh", "one").code == 0

    config(f'[[source]]\nid = "one"\nname = "واحد"\nfeed = "{newsroom.url}/one.xml"\n')
    publish("12 عاملا أتموا الجسر", "افتتح الجسر صباحا")
    return publish


def test_show_changes_without_a_correction_says_so(story, khabar):
    done = khabar("show", "1", "--changes")
    assert (done.code, done.out) == (0, "")
    assert "No earlier version of 1 is kept" in done.err


def test_show_changes_marks_words_without_colour(story, khabar):
    story("21 عاملا أتموا الجسر", "افتتح الجسر صباحا")
    assert json.loads(khabar("list", "--json").lines[0])["corrected"] is True
    assert "[-12-] {+21+} عاملا أتموا الجسر" in khabar("show", "1", "--changes", "--plain").out
    (change,) = map(json.loads, khabar("show", "1", "--changes", "--json").lines)
    assert [piece["kind"] for piece in change["title"]] == ["removed", "added", "same"]


def test_show_refetch_downloads_again_and_keeps_the_earlier_text(story, khabar):
    assert "صباحا" in khabar("show", "1", "--plain").out
    story("12 عاملا أتموا الجسر", "افتتح الجسر مساء")
    assert "صباحا" in khabar("show", "1", "--plain").out
    assert "مساء" in khabar("show", "1", "--refetch", "--plain").out
    assert "[-صباحا،-] {+مساء،+}" in khabar("show", "1", "--changes", "--plain").out


def test_show_refetch_of_a_bookmark_keeps_what_is_saved(story, khabar):
    assert khabar("save", "1").code == 0
    story("21 عاملا أتموا الجسر", "افتتح الجسر مساء")
    shown = khabar("show", "1", "--refetch", "--plain").out
    assert "صباحا" in shown
    assert "12 عاملا" in json.loads(khabar("saved", "--json").lines[0])["title"]
    assert json.loads(khabar("saved", "--json").lines[0])["newer"] is True


def test_show_refetch_without_a_network_shows_the_stored_article(story, newsroom, khabar):
    khabar("show", "1")
    newsroom.down()
    done = khabar("show", "1", "--refetch", "--plain")
    assert "صباحا" in done.out
    assert "was not downloaded again" in done.err
