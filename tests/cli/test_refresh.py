"""``khabar refresh``: exit codes, ``--quiet``, ``--strict``, and a budget for downloads."""

import zipfile

import pytest
from epub_validator import assert_valid, needs_epubcheck
from newsroom import Reply


@pytest.fixture
def two(newsroom, config):
    """A source that works, and one that answers 500."""
    broken = newsroom.add("/broken.xml", Reply(b"", status=500))
    config(
        f'[[source]]\nid = "good"\nname = "good"\nfeed = "{newsroom.url}/rss.xml"\n'
        f'[[source]]\nid = "bad"\nname = "bad"\nfeed = "{broken}"\n'
    )
    return newsroom


def test_refresh_with_a_broken_source_succeeds_and_names_it(two, khabar):
    done = khabar("refresh")
    assert done.code == 0
    assert "bad" in done.err


@pytest.mark.parametrize("arguments", [("--strict",), ("bad",), ("good", "bad")])
def test_refresh_of_a_named_broken_source_fails(two, khabar, arguments):
    assert khabar("refresh", *arguments).code == 1


def test_quiet_refresh_writes_a_broken_source_once_after_three_failures(two, khabar):
    written = [khabar("refresh", "--quiet") for _ in range(5)]
    assert [("bad" in done.err) for done in written] == [False, False, True, False, False]
    assert [done.code for done in written] == [0] * 5
    assert not any(done.out for done in written)


def test_quiet_refresh_without_a_network_writes_nothing(agency, khabar):
    agency.down()
    done = khabar("refresh", "--quiet")
    assert (done.out, done.err) == ("", "")


def test_full_refresh_stops_at_its_size(agency, khabar):
    assert khabar("refresh", "--full", "--size", "1").code == 0
    stored = sum('"offline": true' in line for line in khabar("list", "--json").lines)
    assert 1 <= stored <= 8, "one round of downloads"


def test_full_refresh_of_some_days_leaves_older_articles(agency, khabar):
    khabar("refresh", "--full", "--days", "1")
    rows = khabar("list", "--json").lines
    assert any('"offline": false' in row for row in rows)


@pytest.mark.parametrize("size", ["x", "50 apples", "-", "nan"])
def test_size_that_is_none_is_a_usage_error(agency, khabar, size):
    assert khabar("refresh", "--full", "--size", size).code == 2


def test_source_without_a_name_takes_the_title_of_its_feed(khabar, config, newsroom):
    host = newsroom.url.partition("://")[2].partition(":")[0]
    path = config(f'[[source]]\nid = "a"\nname = "{host}"\nfeed = "{newsroom.url}/rss.xml"\n')
    assert khabar("refresh").code == 0
    named = path.read_text("utf-8")
    assert f'name = "{host}"' not in named
    assert 'id = "a"' in named
    assert khabar("refresh", "--force").code == 0
    assert path.read_text("utf-8") == named


def test_refresh_of_a_source_with_a_name_keeps_the_name(khabar, config, newsroom):
    path = config(f'[[source]]\nid = "a"\nname = "اسمي"\nfeed = "{newsroom.url}/rss.xml"\n')
    before = path.read_text("utf-8")
    assert khabar("refresh").code == 0
    assert path.read_text("utf-8") == before


def feed_of(*guids):
    items = "".join(
        f"<item><title>خبر {n} عن السد والمياه</title><guid isPermaLink='false'>{guid}</guid>"
        f"<link>https://wadi.example/{n}</link><pubDate>Tue, 24 Nov 2026 1{n}:00:00 +0000</pubDate></item>"
        for n, guid in enumerate(guids)
    )
    return f"<rss version='2.0'><channel><title>خ</title>{items}</channel></rss>".encode()


def test_feed_with_new_guids_at_each_fetch_is_named_and_does_not_fill_the_list(khabar, config, newsroom):
    url = newsroom.add("/wadi.xml", feed_of("a", "b", "c"))
    config(f'[[source]]\nid = "wadi"\nname = "الوادي"\nfeed = "{url}"\n')
    for turn in range(5):
        newsroom.add("/wadi.xml", feed_of(*(f"{turn}{guid}" for guid in "abc")))
        done = khabar("--lang", "en", "refresh")
    assert "gives its articles new ids at each refresh" in done.err
    assert len(khabar("list", "--json").lines) == 3
    assert "gives its articles new ids" in khabar("--lang", "en", "doctor").out


def test_feed_with_one_guid_for_all_is_named_by_doctor_and_loses_nothing(khabar, config, newsroom):
    url = newsroom.add("/wadi.xml", feed_of("a", "a", "a"))
    config(f'[[source]]\nid = "wadi"\nname = "الوادي"\nfeed = "{url}"\n')
    khabar("refresh")
    newsroom.add("/wadi.xml", feed_of("a", "a", "a", "a"))
    khabar("refresh")
    assert len(khabar("list", "--json").lines) == 4
    assert "ids are repeated" in khabar("--lang", "en", "doctor").out


def test_full_refresh_says_first_what_fits_its_size(agency, khabar):
    done = khabar("refresh", "--full", "--size", "50MB")
    assert "6 of 6 unread articles fit" in done.err
    assert "unread articles fit" not in khabar("refresh", "--full", "--size", "50MB", "--quiet").err


def test_refresh_with_epub_writes_one_book_of_the_news(agency, khabar, home):
    done = khabar("refresh", "--full", "--days", "3000", "--epub", "issue.epub")
    assert done.code == 0
    book = zipfile.ZipFile(home / "issue.epub")
    package = book.read("book/package.opf").decode()
    assert "Today's issue" in package.replace("&#x27;", "'").replace("&apos;", "'")
    assert len([name for name in book.namelist() if "article-" in name]) == 6
    assert any(name.startswith("book/picture-") for name in book.namelist())
    again = khabar("refresh", "--full", "--epub", "issue.epub")
    assert again.code == 1
    assert "issue.epub" in again.err


@pytest.mark.whole
@needs_epubcheck
def test_epubcheck_of_an_issue_has_nothing_to_say(agency, khabar, home):
    khabar("refresh", "--full", "--days", "3000", "--epub", "issue.epub", "--lang", "ar")
    assert_valid(home / "issue.epub")
