# ruff: noqa: E501 - feeds as they are written
"""Files that come with an entry: read from every vocabulary and shown in its article (issue 23, point 6)."""

import json

import pytest

from reader.model import Enclosure, Entry
from reader.sources import from_entry, parse_feed

ITUNES = (
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/'"
)


def item(inner):
    data = f"<rss {ITUNES}><channel><title>x</title><item><title>حلقة</title>{inner}</item></channel></rss>"
    return parse_feed(data.encode(), "https://a.example/feed").entries[0]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        *(("3671", 3671), ("61:11", 3671), ("1:01:11", 3671), ("00:61:11", 3671), ("12.7", 12)),
        *(("PT1H1M11S", 3671), ("61 min", 3660), ("1h 1m", 3660), ("61 minutes 11 seconds", 3671)),
        *((written, 0) for written in ("0", "x", "-5", "9" * 30, "1:2:3:4", "٣", "PT", "min")),
    ],
)
def test_duration_of_an_episode_is_read(written, seconds):
    (file,) = item(
        f"<enclosure url='/one.mp3' type='audio/mpeg' length='24600000'/><itunes:duration>{written}</itunes:duration>"
    ).enclosures
    assert file == Enclosure("https://a.example/one.mp3", "audio/mpeg", 24_600_000, seconds)


def test_media_of_a_video_is_read_with_its_own_duration():
    (file,) = item(
        "<media:content url='/v.mp4' type='video/mp4' fileSize='5000000' duration='42'/>"
    ).enclosures
    assert file == Enclosure("https://a.example/v.mp4", "video/mp4", 5_000_000, 42)


@pytest.mark.parametrize(
    "declared",
    [
        "xmlns:podcast='https://podcastindex.org/namespace/1.0'",
        "xmlns:podcast='https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md'",
        "",
    ],
)
def test_alternate_enclosure_stands_in_for_one_that_is_missing(declared):
    alternate = (
        f"<podcast:alternateEnclosure {declared} type='audio/opus' length='123'><podcast:source uri='ipfs://Qm'/>"
        "<podcast:source uri='https://a.example/a.opus'/></podcast:alternateEnclosure>"
    )
    entry = item(f"{alternate}<itunes:duration>61</itunes:duration>")
    assert entry.enclosures == (Enclosure("https://a.example/a.opus", "audio/opus", 123, 61),)
    assert entry.url == "https://a.example/a.opus"
    (file,) = item(f"{alternate}<enclosure url='/one.mp3' type='audio/mpeg'/>").enclosures
    assert file.url == "https://a.example/one.mp3", "the same episode is not listed twice"


def test_json_attachment_need_not_be_in_a_list():
    attachment = {"url": "https://a.example/a.m4a", "mime_type": "audio/x-m4a"}
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "attachments": attachment}]}
    assert [file.url for file in parse_feed(json.dumps(feed).encode()).entries[0].enclosures] == [
        attachment["url"]
    ]


def test_json_attachment_is_read_with_its_duration():
    attachment = {"url": "https://a.example/a.m4a", "mime_type": "audio/x-m4a", "duration_in_seconds": 6629.0}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "attachments": [attachment]}],
    }
    assert parse_feed(json.dumps(feed).encode()).entries[0].enclosures[0].duration == 6629


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            Enclosure("https://a.example/one.mp3", "audio/mpeg", 24_600_000, 3671),
            "🎧 one.mp3 · 1:01:11 · 24.6 MB",
        ),
        (Enclosure("https://a.example/v.mp4", "", 0, 42), "🎬 v.mp4 · 0:42"),
        (Enclosure("https://a.example/%D8%AD.pdf", "application/pdf", 0), "📎 ح.pdf"),
        (Enclosure("https://a.example/", "audio/mpeg"), "🎧 a.example"),
    ],
)
def test_file_of_an_entry_is_shown_below_its_text(file, text):
    article = from_entry(
        Entry("1", "حلقة", url="https://a.example/1", content="<p>وصف الحلقة</p>", enclosures=(file,))
    )
    assert [block.kind for block in article.blocks] == ["paragraph", "embed"]
    assert (article.blocks[1].text, article.blocks[1].url) == (text, file.url)


def test_picture_among_the_files_is_no_reference():
    picture = Enclosure("https://a.example/p.jpg", "image/jpeg")
    assert len(from_entry(Entry("1", "x", content="<p>نص</p>", enclosures=(picture,))).blocks) == 1


def test_file_survives_the_library(tmp_path):
    from reader.store.serialization import _is_enclosure, content_row

    files = (Enclosure("https://a.example/a", "audio/mpeg", 5, 42), Enclosure("https://a.example/b"))
    packed = json.loads(content_row(Entry("1", "x", enclosures=files))[-1])
    assert all(map(_is_enclosure, packed))
    assert tuple(Enclosure(*each) for each in packed) == files
