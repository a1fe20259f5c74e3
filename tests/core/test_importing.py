"""What other programs export comes in whole, cleaned, and without their commands."""

import json
import os
import re
import sqlite3
from datetime import UTC, datetime
from functools import partial

import pytest
from translated import in_arabic

from reader.core import ExportError, Session
from reader.core.bookmarks import annotate_bookmark, list_bookmarks
from reader.core.export import collect, export_items
from reader.core.importing import import_file, newsboat, recognise, records
from reader.core.importing.newsboat import read_urls
from reader.core.importing.read_later import read_instapaper, read_pocket_csv, read_pocket_html, read_wallabag
from reader.core.importing.source_lists import read_source_list
from reader.core.queries import (
    get_article,
    get_image,
    get_position,
    list_headlines,
    search_entries,
    set_position,
)
from reader.locale.message import LocalizedError, Message
from reader.locale.translator import Translator
from reader.model import Article, Block, Source, Span
from reader.sources.errors import SourceError
from reader.store import Library

ALPHA = Source("alpha", "ألف", feed="https://a.example/rss")

URLS = """\
# mine
https://a.example/rss "~ألف"
https://b.example/feed عراق "~الخبر الثاني" "!"
exec:rm -rf /
filter:cmd:https://x.example/
"query:غير المقروء:unread = \\"yes\\""
ftp://c.example/
https://d.example/ "unclosed
"""
POCKET_HTML = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>
<h1>Unread</h1><ul>
<li><a href="https://x.example/1" time_added="1600000000" tags="اقتصاد,نفط">عنوان <b>أول</b></a></li>
<li><a href="javascript:alert(1)" time_added="1" tags="">شر</a></li></ul>
<h1>Read Archive</h1><ul><li><a href="https://x.example/2" time_added="x" tags="">ثانٍ</a></li></ul>
</body></html>"""
POCKET_CSV = 'title,url,time_added,tags,status\nعنوان,https://x.example/1,1600000000,نفط|مال,unread\n"a\x1b[2Jb",https://x.example/2,,,archive\n'
INSTAPAPER = 'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://x.example/1,عنوان,مقتطف,Unread,1600000000,"[""نفط""]"\nhttps://x.example/2,ثان,,Archive,1,[]\nhttps://x.example/3,ثالث,,مجلدي,2,\n'
WALLABAG = json.dumps(
    [
        {
            "title": "عنوان",
            "url": "https://x.example/1",
            "content": "<p>فقرة أولى.</p><p>ثانية <a href='/r'>رابط</a>.</p><script>x</script>",
            "tags": ["نفط"],
            "is_archived": 1,
            "is_starred": 1,
            "created_at": "2020-08-20T21:20:00+03:00",
            "published_at": "2020-08-19T10:00:00+00:00",
            "language": "ar_IQ",
            "annotations": [{"text": "ملاحظتي"}],
        },
        {"title": "بلا عنوان", "url": "file:///etc/passwd"},
    ]
)


@pytest.fixture(params=[False, True], ids=["here", "in a process with limits"])
def session(tmp_path, new_library, request):
    with Library.open(new_library(tmp_path / "library.db")) as library:
        yield Session(library, [ALPHA], is_isolated=request.param)


@pytest.fixture
def file(tmp_path):
    def file(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


@pytest.fixture
def cache(tmp_path):
    path = tmp_path / "cache.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY, url VARCHAR(1024), title VARCHAR(1024));"
        "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid VARCHAR(64), title VARCHAR(1024),"
        " author VARCHAR(1024), url VARCHAR(1024), feedurl VARCHAR(1024), pubDate INTEGER,"
        " content VARCHAR(65535), unread INTEGER(1), enclosure_url VARCHAR(1024), flags VARCHAR(52),"
        " deleted INTEGER(1) NOT NULL DEFAULT 0);"
    )
    connection.execute("INSERT INTO rss_feed VALUES ('https://b.example/feed', '', 'باء')")
    items = [
        ("g1", "مقروء", "https://a.example/1", "https://a.example/rss", 0, ""),
        ("g2", "معلّم", "https://b.example/2", "https://b.example/feed", 1, "s"),
        ("g3", "شر", "https://b.example/3", "exec:rm", 1, ""),
    ]
    for guid, title, url, feed, unread, flags in items:
        connection.execute(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags) "
            "VALUES (?, ?, 'كاتب', ?, ?, 1600000000, '<p>نص</p>', ?, ?)",
            (guid, title, url, feed, unread, flags),
        )
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (URLS, "newsboat-urls"),
        (POCKET_HTML, "pocket-html"),
        (POCKET_CSV, "pocket-csv"),
        (INSTAPAPER, "instapaper"),
        (WALLABAG, "wallabag"),
        ('{"khabar":"library","version":1}\n', "khabar"),
        ('{"title": "x"}\n', "articles"),
        (b"SQLite format 3\0", "newsboat-cache"),
        ("nothing known", None),
        ("", None),
    ],
)
def test_files_are_recognised_by_their_beginning(file, content, kind):
    assert recognise(file(content)) == kind


def test_newsboat_urls_give_feeds_and_no_commands():
    arriving = read_urls(URLS, [ALPHA])
    assert [(s.feed, s.name, s.category) for s in arriving.sources] == [
        ("https://b.example/feed", "الخبر الثاني", "عراق")
    ]
    assert [note.args["line"] for note in arriving.notes] == [4, 5, 6, 7, 8]


def test_newsboat_cache_keeps_read_state_and_flags(session, cache):
    brought = import_file(session, cache)
    assert (brought.kind, brought.entries, len(brought.sources)) == ("newsboat-cache", 2, 1)
    assert str(brought.notes[0]).startswith("1 item ")
    session.set_sources([*session.sources, *brought.sources])
    found = {headline.title: headline for headline in list_headlines(session)}
    assert (found["مقروء"].read, found["معلّم"].read, found["معلّم"].saved) == (True, False, True)
    assert found["معلّم"].published == datetime.fromtimestamp(1_600_000_000, UTC)
    assert list_bookmarks(session)[0].tags == ("s",)
    assert import_file(session, cache).entries == 0


def test_import_of_a_broken_newsboat_cache_raises(session, file, tmp_path):
    with pytest.raises(ExportError, match="newsboat-cache"):
        import_file(session, file(b"SQLite format 3\0" + b"x" * 100))


def test_import_of_pocket_html_gives_its_articles():
    arriving = read_pocket_html(POCKET_HTML)
    assert [(p.article.title, p.article.url, p.tags, p.archived) for p in arriving.pages] == [
        ("عنوان أول", "https://x.example/1", ("اقتصاد", "نفط"), False),
        ("ثانٍ", "https://x.example/2", (), True),
    ]
    assert arriving.pages[0].saved_at == datetime.fromtimestamp(1_600_000_000, UTC)
    assert arriving.notes == (Message("import.items_no_address", n=1),)


def test_import_of_pocket_csv_gives_its_articles():
    first, second = read_pocket_csv(POCKET_CSV).pages
    assert (first.tags, first.archived) == (("نفط", "مال"), False)
    assert (second.article.title, second.archived, second.saved_at) == ("ab", True, None)


def test_import_of_instapaper_gives_its_articles():
    first, second, third = read_instapaper(INSTAPAPER).pages
    assert (first.tags, first.note, first.archived) == (("نفط",), "مقتطف", False)
    assert second.archived
    assert third.tags == ("مجلدي",)


def test_wallabag_brings_the_text():
    arriving = read_wallabag(WALLABAG)
    (page,) = arriving.pages
    assert page.article.text == "فقرة أولى.\nثانية رابط."
    assert page.article.blocks[1].spans[0].url == "https://x.example/r"
    assert (page.tags, page.note, page.archived) == (("نفط", "★"), "ملاحظتي", True)
    assert page.article.language == "ar-IQ"


def test_saved_pages_are_on_the_shelf_and_searchable(session, file):
    brought = import_file(session, file(WALLABAG))
    assert brought.pages == 1
    (bookmark,) = list_bookmarks(session, archived=True)
    assert (bookmark.headline.title, bookmark.pending, bookmark.note) == ("عنوان", False, "ملاحظتي")
    assert get_article(session, bookmark.headline.id).text.startswith("فقرة أولى")
    assert search_entries(session, "فقره")
    pocket = import_file(session, file(POCKET_CSV))
    assert pocket.pages == 2
    assert len(list_bookmarks(session)) + len(list_bookmarks(session, archived=True)) == 2


def test_imported_pages_keep_the_date_of_saving(session, file):
    import_file(session, file(POCKET_HTML))
    saved = {b.headline.url: b.saved_at for a in (False, True) for b in list_bookmarks(session, archived=a)}
    assert saved["https://x.example/1"] == datetime.fromtimestamp(1_600_000_000, UTC)


def test_import_of_addresses_queues_their_articles(session, file):
    import_file(session, file(INSTAPAPER))
    assert [bookmark.pending for bookmark in list_bookmarks(session)] == [True, True]
    assert len(session.library.bookmarks.pending()) == 3


def test_import_of_our_own_export_gives_the_articles(session, file, tmp_path):
    article = Article(
        "عنوان",
        "https://x.example/1",
        category="سياسة",
        language="ar",
        blocks=(Block("paragraph", "نص فيه رابط", (Span(7, 11, "link", "https://y.example/"),)),),
    )
    id = session.library.articles.add_page(article)
    annotate_bookmark(session, id, tags=["وسم"], note="ملاحظة\nثانية")
    export_items(collect(session), "json", tmp_path / "out.jsonl", partial(get_image, session))
    with Library.open(tmp_path / "other.db") as library:
        other = Session(library, [])
        assert import_file(other, tmp_path / "out.jsonl").pages == 1
        (bookmark,) = list_bookmarks(other)
        assert (bookmark.tags, bookmark.note) == (("وسم",), "ملاحظة\nثانية")
        assert get_article(other, bookmark.headline.id).blocks == article.blocks


def test_whole_library_moves(session, file, tmp_path):
    id = session.library.articles.add_page(
        Article("عنوان", "https://x.example/1", blocks=(Block("paragraph", "نص"),))
    )
    annotate_bookmark(session, id, tags=["وسم"])
    set_position(session, id, 7)
    path = file("\n".join(session.library.interchange.dump()) + "\n")
    with Library.open(tmp_path / "other.db") as library:
        other = Session(library, [])
        assert import_file(other, path).entries == 1
        (bookmark,) = list_bookmarks(other)
        assert (bookmark.tags, bookmark.saved_at) == (("وسم",), list_bookmarks(session)[0].saved_at)
        assert get_position(other, bookmark.headline.id) == 7


@pytest.mark.parametrize("content", ["[1, 2", "[" * 100_000, '{"a": ', "nothing"])
def test_import_of_an_unreadable_file_raises_with_its_name(session, file, content):
    path = file(content)
    kind = None if content == "nothing" else "wallabag"
    with pytest.raises(ExportError) as caught:
        import_file(session, path, kind)
    assert str(path) in str(caught.value)
    assert in_arabic(caught.value)


def test_import_of_a_missing_file_raises(session, tmp_path):
    with pytest.raises(ExportError, match="cannot be read"):
        import_file(session, tmp_path / "none")


def test_import_with_bad_lines_skips_and_reports_them(session, file):
    rows = [
        '{"title": "ع", "url": "https://x.example/1", "text": "سطر"}',
        "{broken",
        '{"title": "بلا"}',
        "",
        "3",
    ]
    brought = import_file(session, file("\n".join(rows)), "articles")
    assert brought.pages == 1
    assert [note.args["line"] for note in brought.notes] == [2, 3]
    assert get_article(session, list_bookmarks(session)[0].headline.id).text == "سطر"


def test_import_of_too_large_a_file_raises(session, file, monkeypatch):
    from reader.core.importing import importer as bring

    monkeypatch.setattr(bring, "MAX_TEXT_BYTES", 3)
    with pytest.raises(ExportError, match="larger"):
        import_file(session, file(WALLABAG))


def test_json_that_is_no_list_is_no_wallabag():
    with pytest.raises(SourceError, match="not a list"):
        read_wallabag("{}")


DUMP = '{"khabar": "library", "version": 4}\n'


@pytest.mark.parametrize("language", ["ar", "ckb"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("khabar", DUMP + "no JSON\n"),
        ("khabar", DUMP + '{"entry": {"x": 1}}\n'),
        ("khabar", DUMP + '{"source": {"id": [5]}}\n'),
        ("khabar", DUMP + '{"source": {"id": "a"}}\n'),
        ("khabar", DUMP + '{"source": {"colour": "a"}}\n'),
        ("khabar", DUMP + '{"source": 3}\n'),
        ("khabar", DUMP.replace("4", "99")),
        ("wallabag", '["a",'),
        ("wallabag", "{}"),
        ("newsboat-cache", "SQLite format 3\0" + "x" * 200),
    ],
)
def test_reason_of_an_unreadable_file_is_in_the_language_of_the_interface(
    session, file, language, kind, content
):
    path = file(content)
    with pytest.raises(LocalizedError) as caught:
        import_file(session, path, kind)
    said = Translator(language).sentence(caught.value).replace(str(path), "")
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", said), said


def test_import_of_a_stored_entry_bookmarks_the_stored_article(session, file):
    from reader.model import Entry

    now = datetime.now(UTC)
    added = session.library.entries.add(ALPHA, [Entry("1", "عنواننا", "https://x.example/1")], now=now)
    session.library.articles.put(
        added.new[0], Article("عنواننا", "https://x.example/1", blocks=(Block("paragraph", "نصنا"),))
    )
    import_file(session, file(POCKET_CSV))
    bookmark = next(b for b in list_bookmarks(session) if b.headline.id == added.new[0])
    assert (bookmark.headline.title, bookmark.pending, bookmark.tags) == ("عنواننا", False, ("نفط", "مال"))


def test_newsboat_feeds_without_names_are_named_by_host():
    from reader.core.importing.newsboat import read_urls

    text = "http://nb1.example/rss\nhttp://nb2.example/rss\nhttps://user:pw@nb3.example/rss\nhttp://192.168.1.5/rss\n"
    records = read_urls(text)
    assert [source.name for source in records.sources] == [
        "nb1.example",
        "nb2.example",
        "nb3.example",
        "192.168.1.5",
    ]
    assert records.sources[2].feed == "https://user:pw@nb3.example/rss"
    assert [note.key for note in records.notes] == ["opml.password", "opml.inside"]


def test_import_of_many_pages_commits_few_times(session, file):
    statements = []
    with session.library._database.writing() as connection:
        connection.set_trace_callback(statements.append)
    rows = "".join(f"ع,https://x.example/{n},{1_600_000_000 + n},نفط,\n" for n in range(40))
    import_file(session, file("title,url,time_added,tags,status\n" + rows))
    assert len(list_bookmarks(session)) == 40
    assert statements.count("COMMIT") < 10


def test_import_beyond_the_most_pages_keeps_the_first_and_says_so(monkeypatch):
    monkeypatch.setattr(records, "MAX_PAGES", 1)
    read = read_pocket_csv(POCKET_CSV)
    assert [page.article.title for page in read.pages] == ["عنوان"]
    assert read.notes == (Message("import.too_many", n=1),)


def test_cache_beyond_the_most_items_keeps_flagged_and_newest(cache, monkeypatch):
    monkeypatch.setattr(newsboat, "MAX_ITEMS", 1)
    read = newsboat.read_cache(cache)
    assert [item.entry.title for item in read.items] == ["معلّم"]
    assert read.notes[0] == Message("import.too_many", n=1)


def test_import_of_a_pipe_raises_and_waits_for_nothing(session, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for read in (import_file, read_source_list):
        with pytest.raises(ExportError) as caught:
            read(session, tmp_path / "pipe")
        assert caught.value.message.key == "file.unreadable"
