"""refresh, list, show and search against a real server."""

import json
import os
import re
from datetime import UTC, datetime

import pytest

FIELDS = {
    "id", "title", "url", "source", "source_name", "category", "author", "published", "fetched", "language",
    "image", "read", "saved", "offline", "breaking", "sample", "story", "newsrooms", "reports", "corrected",
}  # fmt: skip


PARAGRAPH = "<p>فقرة طويلة بما يكفي لتكون نصًا يُقرأ في هذه الصفحة من صفحات التجربة.</p>"


@pytest.fixture
def fetched(agency, khabar):
    """The agency's six headlines are in the library."""
    assert khabar("refresh").code == 0
    return agency


def rows(result):
    return [json.loads(line) for line in result.lines]


def test_refresh_then_list(agency, khabar):
    done = khabar("refresh")
    assert (done.code, done.out, done.err) == (0, "", "")
    listed = khabar("list", "--json")
    assert listed.code == 0
    assert [set(row) for row in rows(listed)] == [FIELDS] * 6
    first = rows(listed)[0]
    assert first["title"].startswith("بغداد تفتتح «جسر الرافدين»")
    assert (first["source"], first["source_name"], first["category"]) == ("rafidain", "الرافدين", "سياسة")
    assert first["published"] == "2020-08-20T18:20:00+00:00"


def test_refresh_tells_each_source_as_json(agency, khabar):
    (row,) = rows(khabar("refresh", "--json"))
    assert (row["source"], row["new"], row["error"], row["done"], row["total"]) == ("rafidain", 6, "", 1, 1)
    (row,) = rows(khabar("refresh", "rafidain", "--json"))
    assert (row["new"], row["note"]) == (0, "unchanged")


def test_second_refresh_asks_whether_anything_changed(fetched, khabar):
    khabar("refresh")
    assert "if-none-match" in fetched.requests[-1].headers


def test_refresh_with_failing_sources_reports_them_and_reads_the_others(newsroom, config, khabar):
    config(
        f'[[source]]\nid = "good"\nname = "جيد"\nfeed = "{newsroom.url}/rss.xml"\n'
        f'[[source]]\nid = "bad"\nname = "سيئ"\nfeed = "{newsroom.url}/bad/500"\n'
        f'[[source]]\nid = "page"\nname = "صفحة"\nfeed = "{newsroom.url}/bad/page"\n'
    )
    done = khabar("refresh")
    assert done.code == 0
    assert re.search(r"سيئ: .*500", done.err)
    assert "صفحة: " in done.err
    assert len(khabar("list").lines) == 6
    (bad,) = [row for row in rows(khabar("sources", "--json")) if row["id"] == "bad"]
    assert bad["failures"] == 1
    assert "500" in bad["error"]
    assert bad["last_success"] is None


def test_refresh_of_an_unknown_source_fails_with_its_name(agency, khabar):
    done = khabar("refresh", "nobody")
    assert done.code == 1
    assert "'nobody'" in done.err


def test_refresh_full_downloads_the_articles(agency, khabar):
    done = khabar("refresh", "--full", "--json")
    assert done.code == 0
    articles = [row for row in rows(done) if row["stage"] == "articles"]
    assert len(articles) == 6
    assert all(row["offline"] for row in rows(khabar("list", "--json")))
    agency.down()
    shown = khabar("show", "1", "--plain")
    assert shown.code == 0
    assert "ستصدر في أيلول" in shown.out


def test_list_with_filters_shows_only_matches(fetched, khabar):
    assert len(khabar("list", "--limit", "2").lines) == 2
    assert len(khabar("list", "--category", "سياسة", "--category", "رياضة").lines) == 2
    assert khabar("list", "--source", "nobody").lines == []
    assert khabar("list", "--since", "1h").lines == khabar("list", "--since", "٩ d").lines == []
    assert len(khabar("list", "--since", "2020-08-20").lines) == 6
    khabar("show", "6", "--offline")
    assert [row["id"] for row in rows(khabar("list", "--unread", "--json"))] == [5, 4, 3, 2, 1]
    nothing = khabar("list", "--saved")
    assert (nothing.code, nothing.out) == (0, "")
    assert "No matches" in nothing.err


def test_since_that_cannot_be_read_is_usage(fetched, khabar):
    done = khabar("list", "--since", "whenever")
    assert done.code == 2
    assert "whenever" in done.err


def test_pipe_gets_logical_text_between_tabs(fetched, khabar):
    first = khabar("list", "--limit", "1").out
    id, time, source, title = first.rstrip("\n").split("\t")
    assert (id, source) == ("6", "الرافدين")
    assert datetime.fromisoformat(time) == datetime(2020, 8, 20, 18, 20, tzinfo=UTC)
    assert title == "بغداد تفتتح «جسر الرافدين» للمشاة بطول 420 متراً بعد 3 سنوات من العمل"


def test_show_fetches_the_whole_article_and_marks_it_read(fetched, khabar):
    shown = khabar("show", "6")
    assert shown.code == 0
    paragraphs = shown.out.split("\n\n")
    assert paragraphs[0].startswith("بغداد تفتتح")
    assert paragraphs[1].startswith("سياسة | 20-08-2020")
    assert "وختم البيان بالقول: «هذا الجسر هدية المدينة إلى أهلها»" in shown.out
    (row,) = [row for row in rows(khabar("list", "--json")) if row["id"] == 6]
    assert row["read"]
    assert row["offline"]


def test_show_by_address_and_without_network(fetched, khabar):
    url = rows(khabar("list", "--json"))[0]["url"]
    article = json.loads(khabar("show", url, "--json").out)
    assert article["whole"]
    assert [block["kind"] for block in article["blocks"][:3]] == ["image", "caption", "paragraph"]
    fetched.down()
    assert json.loads(khabar("show", url, "--json").out)["text"] == article["text"]
    part = khabar("show", "1")
    assert part.code == 0
    assert "Only the feed's part" in part.err
    assert "RafidainGo" in part.out


def test_show_a_page_that_is_not_in_the_library(newsroom, config, khabar):
    config()
    url = newsroom.add(
        "/page",
        f"<title>عنوان</title><body><article><h1>عنوان الصفحة</h1>{PARAGRAPH * 8}</article>".encode(),
    )
    shown = khabar("show", url)
    assert shown.code == 0
    assert "فقرة طويلة" in shown.out
    assert khabar("list").lines == []
    refused = khabar("show", url, "--offline")
    assert refused.code == 1


def test_show_a_file(home, khabar, config):
    config()
    (home / "letter.txt").write_text("سطر أول\n\x1b[2Jسطر ثانٍ\n")
    shown = khabar("show", "letter.txt")
    assert shown.out == "letter.txt\n\nسطر أول\n\nسطر ثانٍ\n"


def test_show_of_an_unknown_id_fails_with_the_id(khabar, config):
    config()
    done = khabar("show", "99")
    assert done.code == 1
    assert "'99'" in done.err


def test_search_in_an_unwritable_library_says_how_many_were_not_searched(agency, khabar, home, monkeypatch):
    """What a refresh left for the first search is indexed by it, unless the library is only to be read."""
    with monkeypatch.context() as patch:
        patch.setattr("reader.store.fts_index.Index.update", lambda *_, **__: 0)
        khabar("refresh")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    assert "6 headlines were not searched" in khabar("search", "المدينة").err
    monkeypatch.setattr(os, "access", access)
    done = khabar("search", "المدينة")
    assert done.err == ""
    assert "جسر الرافدين" in done.out


def test_search_ranks_and_tells_where(fetched, khabar):
    found = rows(khabar("search", "التمور", "--json"))
    assert found[0]["category"] == "اقتصاد"
    start, end = found[0]["title_hits"][0]
    assert found[0]["title"][start:end].endswith("تمور")
    assert set(found[0]) == FIELDS | {"snippet", "title_hits", "snippet_hits"}
    nothing = khabar("search", "لاوجودلها")
    assert (nothing.code, nothing.out) == (0, "")


def test_list_of_an_empty_library_names_refresh(khabar, config):
    config()
    done = khabar("list")
    assert (done.code, done.out) == (0, "")
    assert "khabar refresh" in done.err
    arabic = khabar("list", "--lang", "ar")
    assert "لا عناوين بعد" in arabic.err


def test_list_without_news_shows_the_sample_until_news_come(agency, khabar):
    agency.down()
    assert khabar("refresh").code == 1
    listed = khabar("list", "--json")
    assert "sample" in listed.err
    assert all(row["sample"] for row in rows(listed))
    assert len(rows(listed)) == 12
    assert "Enter" in khabar("show", "-1").out
    agency.up()
    assert khabar("refresh").code == 0
    assert not any(row["sample"] for row in rows(khabar("list", "--json")))


def test_refresh_with_a_wrong_setting_names_its_line_and_works(newsroom, config, khabar):
    config(f'language = "klingon"\n[[source]]\nid = "a"\nname = "أ"\nfeed = "{newsroom.url}/rss.xml"\n')
    done = khabar("refresh")
    assert done.code == 0
    assert "line 1: language must be one of" in done.err
    assert len(khabar("list").lines) == 6


def test_list_of_a_file_that_is_no_library_fails_and_leaves_it(home, khabar, config):
    config()
    path = home / "notes.db"
    path.write_text("my notes, not a library" * 100)
    done = khabar("list", "--library", path)
    assert done.code == 1
    assert str(path) in done.err
    assert path.read_text().startswith("my notes")


def test_list_of_an_unknown_source_names_the_nearest(khabar):
    done = khabar("list", "--source", "baghdadtodya")
    assert (done.code, done.out) == (1, "")
    assert "did you mean baghdadtoday?" in done.err
    assert khabar("list", "--source", "baghdadtoday").code == 0
    assert "did you mean baghdadtoday?" in khabar("refresh", "baghdadtodai").err
    assert "did you mean baghdadtoday?" in khabar("list", "--source", "بغداد اليوم").err, "a name is no id"


@pytest.mark.parametrize(
    "command",
    [("search",), ("mark", "read"), ("rules", "try"), ("saved",)],
)
def test_query_with_an_unknown_source_is_an_error_with_the_nearest(fetched, khabar, command):
    done = khabar(*command, "source:rafdain جسر")
    assert (done.code, done.out) == (1, "")
    assert "There is no source 'rafdain'; did you mean rafidain?" in done.err
    assert "did you mean" not in khabar(*command, "source:rafidain").err
    assert khabar(*command, "source:الرافدين").code == 0


def test_query_with_a_source_that_was_not_refreshed_yet_is_none(newsroom, config, khabar):
    config(f'[[source]]\nid = "nahr"\nname = "النهر"\nfeed = "{newsroom.url}/rss.xml"\n')
    done = khabar("search", "source:nahr")
    assert (done.code, done.err) == (0, "No matches\n")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("after:xx", "'xx' is not a day"),
        ("is:unred", "did you mean unread?"),
        ("before: today", "'before:' has no value"),
        ("categry:سياسة", "did you mean 'category:'?"),
    ],
)
def test_query_with_a_slip_is_reported_by_search_and_refused_by_mark(fetched, khabar, query, said):
    found = khabar("search", query)
    assert found.code == 0
    assert said in found.err
    marked = khabar("mark", "read", query)
    assert marked.code == 1
    assert said in marked.err
    assert len(rows(khabar("list", "--unread", "--json"))) == 6


def test_category_or_tag_of_no_headline_is_reported(fetched, khabar):
    assert "has the category 'سياسات'; did you mean سياسة?" in khabar("search", "category:سياسات").err
    assert "has the category 'سياسات'; did you mean سياسة?" in khabar("list", "--category", "سياسات").err
    assert "has the tag 'جسور'" in khabar("saved", "--tag", "جسور").err


def test_list_of_a_category_does_not_depend_on_its_spelling(fetched, khabar):
    right = rows(khabar("list", "--category", "سياسة", "--json"))
    assert right
    assert rows(khabar("list", "--category", "سياسه", "--json")) == right


def test_show_of_a_teaser_says_that_it_is_a_part(newsroom, config, khabar):
    config()
    notice = "<p>هذا المقال للمشتركين فقط. اشترك الآن لقراءة المقال كاملًا.</p>"
    url = newsroom.add(
        "/t", f"<title>عنوان</title><article><h1>عنوان الصفحة</h1>{PARAGRAPH * 3}{notice}</article>".encode()
    )
    shown = khabar("show", url, "--lang", "en")
    assert shown.code == 0
    assert "Only a part" in shown.err
    assert "للمشتركين" not in shown.out


def test_stories_and_digest(fetched, khabar, home):
    stories = rows(khabar("stories", "--since", "1000w", "--json"))
    assert sum(len(story["headlines"]) for story in stories) == len(rows(khabar("list", "--json")))
    assert khabar("stories", "--since", "1000w").lines

    written = khabar("digest", "--since", "1000w", "--format", "md")
    assert written.out.startswith("# ")
    assert khabar("digest", "--since", "1000w", "-o", str(home / "paper.epub")).code == 0
    assert (home / "paper.epub").read_bytes().startswith(b"PK")


def test_list_and_search_are_sorted_as_asked(agency, khabar):
    khabar("refresh")
    newest = [json.loads(line)["id"] for line in khabar("list", "--json").lines]
    oldest = [json.loads(line)["id"] for line in khabar("list", "--sort", "oldest", "--json").lines]
    assert oldest == newest[::-1]
    two = [
        json.loads(line)["id"] for line in khabar("list", "--sort", "oldest", "--limit", "2", "--json").lines
    ]
    assert two == oldest[:2]
    found = [json.loads(line) for line in khabar("search", "في", "--sort", "oldest", "--json").lines]
    times = [row["published"] for row in found]
    assert len(times) > 1
    assert times == sorted(times)
    again = [json.loads(line) for line in khabar("search", "في", "--sort", "newest", "--json").lines]
    assert [row["id"] for row in again] == [row["id"] for row in found][::-1]


def test_list_by_source_puts_those_of_a_source_together(newsroom, config, khabar):
    tables = [
        f'[[source]]\nid = "{id}"\nname = "{id}"\nfeed = "{newsroom.url}{path}"\n'
        for id, path in (("second", "/atom.xml"), ("first", "/rss.xml"))
    ]
    config("".join(tables))
    khabar("refresh")
    sources = [json.loads(line)["source"] for line in khabar("list", "--sort", "source", "--json").lines]
    assert sources == sorted(sources, reverse=True)


def test_digest_to_a_file_of_a_format_it_has_not_is_refused(fetched, khabar, home):
    done = khabar("digest", "--since", "1000w", "-o", "paper.txt")
    assert (done.code, (home / "paper.txt").exists()) == (2, False)
    assert "md, html, epub\n" in done.err


def test_stories_without_any_name_the_option_that_looks_further_back(fetched, khabar):
    assert "--since" in khabar("stories", "--since", "1h").err
    assert khabar("digest", "--since", "1h").code == 1


def test_search_with_limit_0_finds_more_than_the_default(fetched, khabar, monkeypatch):
    monkeypatch.setattr("reader.cli.headlines.LIMIT", 1)
    assert len(khabar("search", "language:ar").lines) == 1
    assert len(khabar("search", "language:ar", "-n", "0").lines) > 1
