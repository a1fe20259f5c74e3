"""Every feed of the shared corpus, beside the parsers others use."""

import json

import pytest

from reader.sources import FeedError, clean_line, parse_feed

NO_FEEDS = {"14_cloudflare.html.xml", "feed-rs__fixture__jsonfeed__jsonfeed_spec_1.serde.json"}


@pytest.fixture(scope="module")
def files(shared):
    return [file for file in sorted((shared / "corpus" / "feeds").glob("*/*")) if file.is_file()]


def count(data):
    try:
        return len(parse_feed(data, "https://x.example/feed").entries)
    except FeedError:
        return None


def test_corpus_feeds_are_read(files):
    assert {file.name for file in files if count(file.read_bytes()) is None} == NO_FEEDS


@pytest.mark.filterwarnings("ignore")
def test_corpus_feeds_give_no_fewer_entries_than_peers(files):
    feedparser = pytest.importorskip("feedparser")
    fastfeedparser = pytest.importorskip("fastfeedparser")

    def others(data):
        yield len(feedparser.parse(data).entries)
        try:
            yield len(fastfeedparser.parse(data).entries)
        except Exception:
            yield 0

    fewer = {}
    for file in files:
        data = file.read_bytes()
        best, ours = max(others(data)), count(data) or 0
        if ours < best:
            fewer[file.name] = (ours, best)
    assert not fewer


def test_arabic_feeds_with_faults_give_the_expected_values(shared):
    folder = shared / "corpus" / "feeds"
    expected = json.loads((folder / "rtl_synth.expected.json").read_text("utf-8"))
    for name, wanted in expected.items():
        data = (folder / "rtl_synth" / name).read_bytes()
        if not wanted["n"]:
            with pytest.raises(FeedError):
                parse_feed(data)
            continue
        entries = parse_feed(data, "https://x.example/feed").entries
        titles = [entry.title for entry in entries]
        # The item in which the connection broke comes too, as far as it came.
        assert titles[: wanted["n"]] == [clean_line(title) for title in wanted["titles"]], name
        assert len(entries) - wanted["n"] == ("truncated" in name), name
        assert all(entry.url.startswith("https://") or entry.url == "" for entry in entries)
        assert all(entry.published for entry in entries[: wanted["n"]]), name
