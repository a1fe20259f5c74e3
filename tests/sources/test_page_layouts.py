"""Pages in the layouts of programs and newsrooms: all of the story, in order, and nothing else (issue 24)."""

from datetime import datetime
from urllib.parse import urlsplit

import pytest
from newsroom_layouts import NEWSROOMS
from page_layouts import LAYOUTS

from reader.sources import extract

PAGES = {**LAYOUTS, **NEWSROOMS}
URL = "https://nahr.example.iq/a/12345"


def shown(kind, text):
    """Return how a block is compared: pictures by their path, embeds by their address on another host."""
    if kind == "image" or (kind == "embed" and urlsplit(text).netloc in ("", "nahr.example.iq")):
        return kind, urlsplit(text).path
    return kind, text


@pytest.mark.parametrize("name", PAGES)
def test_extract_of_a_layout_gives_every_block_of_the_story(name):
    page = PAGES[name]
    article = extract(page.html, URL)
    found = [(block.kind, block.url or block.text) for block in article.blocks if block.kind != "rule"]
    assert [shown(*block) for block in found] == [shown(*block) for block in page.gold]
    assert article.title == page.title


@pytest.mark.parametrize("name", PAGES)
def test_extract_of_a_layout_gives_its_date(name):
    found, shown = extract(PAGES[name].html, URL).published, PAGES[name].date
    wanted = datetime.fromisoformat(shown)
    assert found.date() == wanted.date()
    if len(shown) > len("2026-03-01"):
        assert found == wanted if wanted.tzinfo else found.replace(tzinfo=None) == wanted
