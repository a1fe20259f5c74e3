"""sources and what is inside it: the configuration is changed, and little of it."""

import json
import stat

import pytest

from reader.config import load

OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="عراق"><outline type="rss" text="خبر" xmlUrl="http://127.0.0.1:9/rss"/></outline>
</body></opml>"""


def rows(result):
    return [json.loads(line) for line in result.lines]


def without_feeds(newsroom):
    for name in ("rss.xml", "feed", "rss", "feed.xml", "atom.xml", "index.xml", "feed.json"):
        newsroom.add(f"/{name}", b"", status=404)


def test_first_start_follows_the_catalogues_first(khabar):
    listed = rows(khabar("sources", "--json"))
    assert "baghdadtoday" in [row["id"] for row in listed]
    assert set(listed[0]) == {
        "id", "name", "feed", "listing", "category", "language", "enabled", "total", "unread", "last_success",
        "last_fetch", "due", "error", "failures", "entries_per_day", "account",
    }  # fmt: skip


def test_health_is_shown(agency, khabar):
    khabar("refresh")
    (row,) = rows(khabar("sources", "--json"))
    assert (row["id"], row["total"], row["unread"], row["error"]) == ("rafidain", 6, 6, "")
    assert row["last_success"]
    assert khabar("sources").out.split("\t")[:2] == ["rafidain", "الرافدين"]


def test_add_finds_the_feed_of_a_site(newsroom, config, khabar):
    path = config("# mine\n")
    newsroom.add(
        "/site",
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>',
    )
    done = khabar("sources", "add", f"{newsroom.url}/site", "--name", "وكالتي", "--category", "عراق")
    assert done.code == 0
    assert "وكالتي" in done.out
    (source,) = load(path).sources
    assert (source["feed"], source["name"], source["category"]) == (
        f"{newsroom.url}/rss.xml",
        "وكالتي",
        "عراق",
    )
    assert path.read_text().startswith("# mine\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert khabar("refresh").code == 0
    assert len(khabar("list").lines) == 6
    again = khabar("sources", "add", f"{newsroom.url}/rss.xml")
    assert (again.code, again.out) == (0, "")
    assert "Already" in again.err
    by_site = khabar("sources", "add", f"{newsroom.url}/site")
    assert (by_site.code, by_site.out, by_site.err) == (0, "", again.err)


def test_add_takes_a_page_of_headlines_where_there_is_no_feed(newsroom, config, khabar):
    path = config()
    newsroom.add("/only/", lambda request: newsroom._built_in("/ar"))
    without_feeds(newsroom)
    done = khabar("sources", "add", f"{newsroom.url}/only/")
    assert done.code == 0, done.err
    (source,) = load(path).sources
    assert source["listing"].endswith("/only/")
    assert "feed" not in source


def test_add_of_a_page_without_news_changes_nothing(newsroom, config, khabar):
    path = config()
    before = path.read_text()
    newsroom.add("/empty", b"<html><body><p>nothing</p></body></html>")
    without_feeds(newsroom)
    for url in (f"{newsroom.url}/empty", f"{newsroom.url}/bad/500", "ftp://x", "nonsense"):
        assert khabar("sources", "add", url).code == 1
    assert path.read_text() == before
    assert khabar("sources", "add").code == 2


def test_add_without_looking(config, khabar):
    path = config()
    assert khabar("sources", "add", "--force", "http://127.0.0.1:9/rss").code == 0
    assert load(path).sources[0]["feed"] == "http://127.0.0.1:9/rss"


def test_add_and_remove_of_a_catalogue_source_change_what_is_followed(config, khabar):
    path = config()
    assert khabar("sources", "add", "baghdadtoday").code == 0
    assert [row["id"] for row in rows(khabar("sources", "--json"))] == ["baghdadtoday"]
    assert khabar("sources", "remove", "baghdadtoday").code == 0
    assert rows(khabar("sources", "--json")) == []
    assert load(path).problems == ()
    assert khabar("sources", "remove", "baghdadtoday").code == 1


def test_add_a_pack(config, khabar):
    config()
    assert khabar("sources", "add", "--pack", "kurdish").code == 0
    assert len(rows(khabar("sources", "--json"))) > 2
    unknown = khabar("sources", "add", "--pack", "mars")
    assert unknown.code == 1
    assert "iraq" in unknown.err


def test_catalogue_is_listed_by_pack(khabar):
    listed = rows(khabar("sources", "catalogue", "--json"))
    assert {"iraq", "kurdish"} <= {row["pack"] for row in listed}
    assert any(row["followed"] for row in listed)


def test_sources_test_reports_the_working_and_the_broken_way(newsroom, config, khabar):
    config(
        f'[[source]]\nid = "a"\nname = "أ"\nfeed = "{newsroom.url}/bad/404"\nlisting = "{newsroom.url}/ar"\n'
        f'[[source]]\nid = "b"\nname = "ب"\nfeed = "{newsroom.url}/bad/500"\n'
    )
    done = khabar("sources", "test", "a", "--json")
    feed, listing, article = rows(done)
    assert done.code == 0
    assert (feed["way"], feed["entries"]) == ("feed", 0)
    assert "404" in feed["error"]
    assert (listing["way"], listing["error"]) == ("listing", "")
    assert listing["entries"] >= 5
    assert article["characters"] > 100
    assert khabar("list").lines == []
    bad = khabar("sources", "test", "b")
    assert bad.code == 1
    assert "500" in bad.out
    assert khabar("sources", "test", "nobody").code == 1


def test_discover_lists_feeds_with_their_headlines(newsroom, config, khabar):
    config()
    newsroom.add("/site", b'<link rel="alternate" type="application/rss+xml" href="/rss.xml">')
    done = khabar("sources", "discover", f"{newsroom.url}/site", "--json")
    row = rows(done)[0]
    assert (row["kind"], row["url"]) == ("feed", f"{newsroom.url}/rss.xml")
    assert len(row["entries"]) == 5
    assert khabar("sources", "discover", f"{newsroom.url}/bad/500").code == 1


def test_address_needs_no_scheme(newsroom, config, khabar):
    path = config()
    assert khabar("sources", "add", f"{newsroom.url.removeprefix('http://')}/rss.xml").code == 0
    (source,) = load(path).sources
    assert source["feed"] == f"{newsroom.url}/rss.xml"
    assert khabar("sources", "add", "127.0.0.1:9").code == 1


def test_opml_in_and_out(config, khabar, home):
    pytest.importorskip("reader.sources.feed.opml")
    path = config()
    (home / "feeds.opml").write_text(OPML)
    done = khabar("sources", "import", "feeds.opml")
    assert done.code == 0
    (source,) = load(path).sources
    assert (source["feed"], source["category"]) == ("http://127.0.0.1:9/rss", "عراق")
    assert khabar("sources", "import", "feeds.opml").out == ""
    assert 'xmlUrl="http://127.0.0.1:9/rss"' in khabar("sources", "export").out
    assert khabar("sources", "export", "-o", "feeds.opml").code == 1
    assert (home / "feeds.opml").read_text() == OPML


def test_opml_import_of_a_followed_source_on_the_own_network_warns_of_nothing(newsroom, config, khabar, home):
    config()
    khabar("sources", "add", f"{newsroom.url}/rss.xml")
    khabar("sources", "export", "-o", "feeds.opml")
    assert khabar("sources", "import", "feeds.opml").err == ""
    (home / "feeds.opml").write_text(OPML)
    assert "your own network" in khabar("sources", "import", "feeds.opml").err
