"""The catalogue is whole, and sources written by people are read or refused in words."""

import csv
import subprocess
import sys

import pytest

from reader.model import Selectors
from reader.sources import catalogue
from reader.sources.article import site_selectors as sites
from reader.sources.catalogue import (
    builtin,
    first_sources,
    id_of,
    pack,
    pack_names,
    packs,
    source_from_table,
)


def test_catalogue_holds_every_feed_of_the_corpus(shared):
    with (shared / "corpus" / "feeds.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    known = {source.feed: source for source in builtin()}
    for row in rows:
        source = known[row["url"]]
        assert (source.name, source.language, source.country) == (row["name"], row["lang"], row["country"])


def test_catalogue_begins_with_baghdad_today():
    first = builtin()[0]
    assert first.name == "بغداد اليوم"
    assert first.feed == "https://baghdadtoday.news/rss.xml"
    assert first.listing == "https://baghdadtoday.news/lastnews"


def test_ids_are_unique_and_nothing_is_user_added():
    sources = builtin()
    assert len({source.id for source in sources}) == len(sources)
    assert not any(source.user_added for source in sources)


def test_first_start_follows_iraqi_newsrooms_that_are_attested():
    first = first_sources()
    assert first[0].id == "baghdadtoday"
    assert 4 <= len(first) <= 12
    assert {source.country for source in first} == {"IQ"}
    assert {source.language for source in first} == {"ar"}


def test_source_of_the_catalogue_is_in_one_pack():
    found = packs()
    assert set(found) == set(pack_names())
    assert sorted(s.id for sources in found.values() for s in sources) == sorted(s.id for s in builtin())
    assert {source.language for source in pack("kurdish")} == {"ckb"}
    with pytest.raises(ValueError, match=r"moon.*iraq"):
        pack("moon")


def test_table_with_everything():
    source = source_from_table(
        {
            "id": "x",
            "name": "س\x1b[31m",
            "feed": "https://user:pw@x.example/rss",
            "listing": "https://x.example/",
            "language": "ckb",
            "headers": {"X-Key": "1"},
            "cookies": True,
            "keep_days": 3,
            "listing_selectors": {"link": "a.h", "item": "li"},
            "article_selectors": {"body": ".b", "drop": [".ad"]},
        }
    )
    assert source.name == "س"
    assert source.feed == "https://user:pw@x.example/rss"
    assert source.user_added
    assert source.headers == (("X-Key", "1"),)
    assert source.listing_selectors == Selectors(link="a.h", item="li")
    assert source.article_selectors.drop == (".ad",)


def test_table_may_say_little():
    assert source_from_table({"feed": "https://www.news.example/rss"}).id == "news"
    assert source_from_table({"listing": "http://127.0.0.1:8000/"}).id == "source-127-0-0-1"
    assert source_from_table({"feed": "http://[::1]/rss"}).id.startswith("source-")


@pytest.mark.parametrize(
    ("host", "id"),
    [
        ("www.news.example", "news"),
        ("news.un.example", "un"),
        ("www.aa.com.example", "aa"),
        ("arabic.agency.example", "agency"),
        ("feeds.agency.co.example", "agency"),
        ("وكالة.example", "source"),
        ("localhost", "localhost"),
        ("", "source"),
        ("10.0.0.1", "source-10-0-0-1"),
    ],
)
def test_id_of_a_host_is_its_distinctive_label(host, id):
    assert id_of(host) == id
    changed = source_from_table({"id": "ina", "enabled": False})
    assert changed.name == "وكالة الأنباء العراقية (واع)"
    assert not changed.enabled


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "neither"),
        ({"id": "x"}, "neither"),
        ({"feed": "ftp://x"}, "http"),
        ({"feed": "javascript:x"}, "http"),
        ({"feed": 1}, "feed"),
        ({"id": "Not Latin", "feed": "https://x.example"}, "Latin"),
        ({"id": "../../x", "feed": "https://x.example"}, "Latin"),
        ({"fed": "https://x.example"}, "fed"),
        ({"feed": "https://x.example", "enabled": "yes"}, "enabled"),
        ({"feed": "https://x.example", "keep_days": True}, "keep_days"),
        ({"feed": "https://x.example", "keep_days": -1}, "keep_days"),
        ({"feed": "https://x.example", "headers": {"A b": "x"}}, "header"),
        ({"feed": "https://x.example", "headers": {"A": "x\r\nB: y"}}, "header"),
        ({"feed": "https://x.example", "headers": []}, "headers"),
        ({"feed": "https://x.example", "article_selectors": {"bdy": "x"}}, "bdy"),
        ({"feed": "https://x.example", "article_selectors": {"drop": "x", "body": 1}}, "body"),
    ],
)
def test_source_table_with_a_mistake_raises_with_its_reason(table, words):
    with pytest.raises(ValueError, match=words) as caught:
        source_from_table(table)
    assert str(caught.value).isprintable()


def test_selectors_of_sites_are_valid_css():
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("<p></p>")
    for known in catalogue.read_data("article/sites.toml")["site"]:
        for table in (known.get("listing", {}), known.get("article", {})):
            selectors = catalogue.selectors_from_table(table)
            for css in (
                selectors.link,
                selectors.item,
                selectors.title,
                selectors.date,
                selectors.body,
                *selectors.drop,
            ):
                if css:
                    tree.css(css)


def test_sites_are_found_by_host_newest_first():
    assert len(sites.listings("https://www.baghdadtoday.news/lastnews")) == 3
    assert sites.articles("https://www.alsumaria.tv/news/1")[0].body == "div.LongDesc"
    assert sites.articles("https://notalsumaria.tv/") == ()
    assert sites.listings("nonsense") == ()


def test_catalogue_is_read_on_first_use():
    code = (
        "import sys, time; import reader.sources.catalogue as c; assert 'tomllib' not in sys.modules;"
        "t = time.perf_counter(); c.builtin(); print(time.perf_counter() - t)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(out.stdout) < 0.5
