# ruff: noqa: E501  tables of attacks are not folded
"""Files somebody hands over: a library, lists of feeds, exports of other readers."""

import json
import zlib
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from newsroom import agency
from security.attacks import EVERY, SEQUENCES, opml
from security.emitted import assert_tame

from reader.core.importing.dump_reader import sanitize_lines
from reader.model import Article, Block, Entry, Source, Span
from reader.sources import clean
from reader.store import Library

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MARKUP = SEQUENCES["markup"]
ENTRY = {
    "id": 1, "source": "x", "guid": EVERY, "url": f"javascript:{EVERY}", "title": EVERY, "published": None,
    "updated": None, "fetched": 1, "time": 1, "category": EVERY, "author": EVERY, "language": EVERY,
    "image": "file:///etc/passwd", "read": 0, "breaking": 0, "offline": 1, "page_key": 1, "story_key": None,
    "title_key": 2,
}  # fmt: skip
ARTICLE = {
    "title": EVERY, "url": "data:text/html,x", "site": EVERY, "category": EVERY, "author": EVERY, "published": None,
    "language": EVERY, "direction": EVERY, "image": EVERY, "whole": 1,
    "blocks": json.dumps(
        [["paragraph", EVERY, [[0, 2**40, "link", "javascript:x"]], 0, 0, ""],
         [EVERY, "text", [[0, 4, "link", f"javascript:{EVERY}"], [0, 4, EVERY, ""]], 2**80, -4, "file:///x"]]
    ),
}  # fmt: skip
CONTENT = {
    "summary": EVERY, "content": f"<p>{EVERY}&#27;]0;pwned&#7;", "categories": json.dumps([EVERY]),
    "authors": json.dumps([EVERY]), "enclosures": json.dumps([[f"javascript:{EVERY}", EVERY, 3]]),
}  # fmt: skip
PARTS = {
    "content": CONTENT,
    "article": ARTICLE,
    "position": {"position": 7},
    "bookmark": {"saved_at": 1, "note": EVERY, "archived": 0, "pending": 0},
    "tags": [{"tag": EVERY, "place": 0}],
    "pictures": [{"url": f"javascript:{EVERY}"}],
}


def dump(*records):
    return "\n".join(json.dumps(each) for each in ({"khabar": "library", "version": 1}, *records)) + "\n"


def source(**spec):
    return {"source": {"id": "x", "name": EVERY, "place": 0, "followed": 1, "spec": json.dumps(spec)}}


def test_hostile_dump_after_loading_is_harmless(home, config, khabar, screen):
    config()
    (home / "library.jsonl").write_text(
        dump(
            source(id="x", name=EVERY, feed="http://127.0.0.1/", headers=[["Cookie", "x"]], user_added=True),
            {"fact": {"key": EVERY, "value": EVERY}},
            {"entry": {**ENTRY, **PARTS}},
        ),
        "utf-8",
    )
    assert khabar("import", home / "library.jsonl").code == 0
    for command in (
        ("list",), ("list", "--json"), ("show", "1"), ("show", "1", "--json"), ("show", "1", "--plain"), ("saved",),
        ("search", "pwned"), ("export", "--format", "md"), ("export", "--all"), ("doctor",), ("sources",),
    ):  # fmt: skip
        assert_tame(screen(*command, "--no-pager" if command == ("show", "1") else "--lang=en").shown)
        assert_tame(khabar(*command).out)
    stored = khabar("export", "--all").out.replace("\\", "")
    for scheme in ("javascript:", "file:", "data:"):
        assert f'"{scheme}' not in stored
    assert "user_added" not in stored
    assert "Cookie" not in stored


@pytest.mark.parametrize(
    "change",
    [
        {"time": "now"}, {"time": 10**18}, {"time": -(10**18)}, {"published": "soon"}, {"title": 5}, {"title": {}},
        {"read": "yes"}, {"read": 2**70}, {"id": -1}, {"id": 2**70}, {"id": "x"}, {"source": None}, {"guid": None},
        {"evil); --": 1}, {"nothing": 1}, {"content": []}, {"content": {"summary": 1}}, {"content": "x"},
        {"article": {**ARTICLE, "blocks": "[[1]]"}}, {"article": {**ARTICLE, "blocks": "no"}},
        {"article": {**ARTICLE, "blocks": "[" * 100_000}}, {"article": {**ARTICLE, "published": "x"}},
        {"article": {**ARTICLE, "blocks": json.dumps([["paragraph", "x", [["a", {}, [], 1]], "y", [], 3]])}},
        {"page": {"html": {"base64": b64encode(zlib.compress(bytes(40 << 20))).decode()}}},
        {"page": {"html": {"base64": b64encode(b"none").decode()}}}, {"page": {"html": "x"}},
        {"bookmark": {"saved_at": "x", "note": "", "archived": 0, "pending": 0}}, {"tags": [1]}, {"tags": {"tag": 1}},
        {"position": {"position": "x"}}, {"title": "\ud800"}, {"pictures": [{"url": 5}]},
    ],
    ids=lambda change: str(change)[:40],
)  # fmt: skip
def test_library_cannot_be_bricked(home, config, khabar, change):
    """What cannot be read back is told with its line; lists work before and after."""
    config()
    (home / "library.jsonl").write_text(
        dump(
            source(),
            {"entry": {**ENTRY, "content": CONTENT}},
            {"entry": {**ENTRY, "id": 2, "guid": "2", **change}},
        )
    )
    done = khabar("import", home / "library.jsonl")
    assert "Traceback" not in done.err
    assert done.code in (0, 1)
    for command in (("list", "--json"), ("show", "2", "--offline"), ("show", "1", "--offline"), ("doctor",)):
        khabar(*command)
    assert len(khabar("list", "--json").out.splitlines()) <= 2


@pytest.mark.parametrize(
    "record",
    [
        {"health": {"source": "x", "moved_to": "http://pwned.example/", "due": 10**17, "wait_until": 10**17}},
        {"source": {"id": "baghdadtoday", "name": "x", "place": 0, "followed": 1, "spec": "no JSON"}},
        {"source": {"id": "x", "name": "x", "place": "x", "followed": 7, "spec": "{}"}},
        {"image": {"url": "javascript:x", "data": {"base64": "AAAA"}}},
        {"image": {"url": "http://x.example/", "data": "text"}},
        {"pruned": {"source": "x", "guid": EVERY, "at": "x"}},
        {"fact": {"key": "x", "value": 5}},
    ],
    ids=lambda record: str(record)[:40],
)
def test_hostile_records_of_a_dump_are_checked(home, config, khabar, record):
    config()
    (home / "library.jsonl").write_text(dump(source(), record))
    assert "Traceback" not in khabar("import", home / "library.jsonl").err
    assert "http://pwned.example/" not in khabar("export", "--all").out.replace(MARKUP, "")
    assert khabar("list").code == 0
    assert khabar("sources").code == 0


def test_dump_of_our_own_library_is_loaded_unchanged(tmp_path):
    """All but how fetches went."""
    with Library.open(tmp_path / "one.db") as library:
        followed = Source("x", "الرافدين", feed="https://x.example/feed", category="سياسة")
        library.sources.set([followed])
        said = "«قال»: https://x.example/ كِتابٌ\u200c ها (12)"
        made = Entry(
            "guid 1", said, "https://x.example/1", NOW, NOW, said, f"<p>{said}<br>", ("سياسة",), ("كاتب",)
        )
        (id,) = library.entries.add(followed, [made], now=NOW).new
        blocks = (
            Block("paragraph", said, (Span(0, 4, "link", "https://x.example/2"),)),
            Block("heading", "عنوان", level=2),
        )
        library.articles.put(
            id, Article(said, "https://x.example/1", published=NOW, blocks=blocks, language="ar"), b"<p>"
        )
        library.articles.put_image("https://x.example/i.png", agency.png())
        library.bookmarks.add(id)
        library.bookmarks.annotate(id, tags=["وسم"], note="ملاحظة\nثانية")
        library.articles.set_position(id, 5_000_012)
        lines = list(library.interchange.dump())
    assert len(lines) >= 4
    taken = [json.loads(line) for line in sanitize_lines(lines) if line]
    assert taken == [without_blanks(each) for line in lines if "health" not in (each := json.loads(line))]
    assert {kind for each in taken for kind in each} >= {"source", "entry", "image"}


def without_blanks(record):
    """The row of sources the library is made with holds blanks in its JSON."""
    if "source" in record:
        spec = json.loads(record["source"]["spec"])
        record["source"]["spec"] = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return record


def test_list_of_feeds_carries_no_command(hostile, home, khabar, screen):
    (home / "list.opml").write_bytes(opml(hostile.url))
    hostile.follow()
    done = screen("sources", "import", home / "list.opml")
    assert_tame(done.shown)
    text = (home / ".config/khabar/config.toml").read_text()
    assert clean(text) == text
    assert "touch" not in text
    assert text.count("[[source]]") == 1
    khabar("refresh")
    for command in (("sources",), ("sources", "export"), ("sources", "--json"), ("list",)):
        assert_tame(screen(*command).shown)
    assert not (home / "pwned").exists()
