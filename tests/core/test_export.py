"""What leaves the library is whole, harmless, right to left, and never written over another file."""

import errno
import io
import json
import os
import re
import stat
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from epub_validator import assert_valid, needs_epubcheck
from hypothesis import given
from hypothesis import strategies as st
from translated import in_arabic

from reader.core.errors import ExportError
from reader.core.export import FORMATS, Item, export_items, render
from reader.core.export.writer import file_name, put
from reader.core.export.xhtml import body
from reader.core.json_records import article_record, read_article, read_source
from reader.model import Article, Block, Bookmark, Headline, Source, Span
from reader.sources.image import image_type

WHEN = datetime(2020, 8, 20, 18, 20, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
ARTICLE = Article(
    title="عنوان الخبر (تجربة) <b>&",
    url="https://news.example/a?x=1&y=2",
    category="سياسة",
    author="كاتب",
    published=WHEN,
    language="ar",
    image="https://news.example/lead.png",
    blocks=(
        Block(
            "paragraph",
            "فقرة فيها رابط هنا وكلمة بارزة.",
            (Span(10, 14, "link", "https://x.example/?a=1&b=2"),),
        ),
        Block("heading", "عنوان فرعي", level=2),
        Block("item", "أول", level=1, ordinal=1),
        Block("item", "تحته", level=2),
        Block("item", "ثانٍ", level=1, ordinal=2),
        Block("quotation", "قال «نعم»", level=1),
        Block("image", "تعليق", url="https://news.example/2.png"),
        Block("image", "لا صورة", url="https://news.example/none.png"),
        Block("embed", "فيديو", url="https://v.example/1"),
        Block("rule", ""),
        Block("paragraph", "1. ليست قائمة * ولا [رابطًا](x) <script>alert(1)</script>"),
    ),
)
HEADLINE = Headline(7, "alpha", "المصدر", ARTICLE.title, ARTICLE.url, WHEN, language="ar", saved=True)
ITEM = Item(HEADLINE, ARTICLE, Bookmark(HEADLINE, WHEN, ("وسم",), "ملاحظة"))


def picture(url):
    return PNG if url.endswith(("lead.png", "2.png")) else None


def test_markdown_escapes_its_own_signs():
    lines = render([ITEM], "md", picture).decode().split("\n")
    assert lines[0] == r"# عنوان الخبر (تجربة) \<b\>\&"
    assert lines[2] == (
        r"المصدر \| سياسة \| 20-08-2020, 18:20 | "
        r"[https://news.example/a?x=1\&y=2](<https://news.example/a?x=1&y=2>)"
    )
    assert "فقرة فيها [رابط](<https://x.example/?a=1&b=2>) هنا وكلمة بارزة." in lines
    assert lines[lines.index("1. أول") + 1 : lines.index("1. أول") + 3] == ["   - تحته", "2. ثانٍ"]
    assert "> قال «نعم»" in lines
    assert r"1\. ليست" not in lines[-2]
    assert lines[-2].startswith(r"\1. ليست قائمة \* ولا \[رابطًا\](x) \<script\>")


def test_text_holds_every_paragraph_and_address():
    text = render([ITEM], "txt", picture).decode()
    assert text.startswith(f"{ARTICLE.title}\n\nالمصدر | سياسة | 20-08-2020, 18:20\n\nفقرة")
    assert "1. أول\n\n  • تحته" in text
    assert text.rstrip().split("\n")[-5:] == [
        "https://news.example/a?x=1&y=2",
        "https://x.example/?a=1&b=2",
        "https://news.example/2.png",
        "https://news.example/none.png",
        "https://v.example/1",
    ]


def test_page_needs_nothing_from_outside():
    page = render([ITEM], "html", picture).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "default-src &#x27;none&#x27;" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|srcset)="([^"]{0,15})', page) == ["data:image/png;"] * 2
    assert '<h1 dir="auto">عنوان الخبر (تجربة) &lt;b&gt;&amp;</h1>' in page
    assert (
        '<ol><li dir="auto" value="1">أول<ul><li dir="auto">تحته</li></ul></li><li dir="auto" value="2">'
        in page
    )


def test_json_lines_come_back_as_the_same_article():
    data = json.loads(render([ITEM, ITEM], "json", picture).decode().split("\n")[1])
    assert (data["id"], data["tags"], data["note"], data["saved_at"]) == (
        7,
        ["وسم"],
        "ملاحظة",
        WHEN.isoformat(),
    )
    assert read_article(data) == ARTICLE


def test_book_is_right_to_left_and_well_formed():
    archive = zipfile.ZipFile(io.BytesIO(render([ITEM, ITEM], "epub", picture)))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    for name in archive.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ElementTree.fromstring(archive.read(name))
    package = archive.read("book/package.opf").decode()
    assert '<spine page-progression-direction="rtl">' in package
    assert len([name for name in archive.namelist() if name.endswith(".png")]) == 2


@pytest.mark.whole
@needs_epubcheck
def test_epubcheck_has_nothing_to_say(tmp_path):
    from PIL import Image

    def real(url):
        if not picture(url):
            return None
        out = io.BytesIO()
        Image.new("RGB", (4, 4), "red").save(out, "PNG")
        return out.getvalue()

    odd = Article(
        title="", url="https://news.example/b", language="ckb", blocks=(Block("item", "یەک", level=3),)
    )
    items = [ITEM, Item(Headline(8, "b", "ب", ""), odd)]
    export_items(items, "epub", tmp_path / "book.epub", real)
    assert_valid(tmp_path / "book.epub")


@pytest.mark.parametrize("format", FORMATS)
def test_export_to_an_existing_file_is_refused_unless_forced(tmp_path, format):
    path = tmp_path / "out"
    assert export_items([ITEM], format, path, picture) == [path]
    before = path.read_bytes()
    with pytest.raises(ExportError, match="already"):
        export_items([], format, path, picture)
    assert path.read_bytes() == before
    export_items([ITEM, ITEM], format, path, picture, overwrite=True)
    assert path.read_bytes() != before
    assert list(tmp_path.iterdir()) == [path]


def test_export_does_not_follow_a_link_out_of_its_folder(tmp_path):
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / f"{file_name(ITEM)}.txt").symlink_to(outside)
    with pytest.raises(ExportError):
        export_items([ITEM], "txt", folder, picture)
    assert not outside.exists()
    export_items([ITEM], "txt", folder, picture, overwrite=True)
    assert not outside.exists()


def test_folder_gets_a_file_for_each(tmp_path):
    other = Item(Headline(8, "b", "ب", "ثانٍ"), Article(title="../../etc/passwd"))
    written = export_items([ITEM, other], "md", tmp_path, picture)
    assert [path.name for path in written] == ["عنوان-الخبر-تجربة-b-7.md", "etc-passwd-8.md"]
    assert {path.parent for path in written} == {tmp_path}


@given(st.text(max_size=300))
def test_file_name_of_any_title_is_safe(title):
    name = file_name(Item(Headline(3, "a", "ا", title), Article(title=title)))
    assert name == name.strip()
    assert name[0] not in ".-"
    assert not set(name) & set("/\\\0\n\r$`'\"|<>*?")
    assert len(name.encode()) < 200


def test_export_that_cannot_be_written_raises_and_leaves_nothing(tmp_path):
    with pytest.raises(ExportError, match="cannot be written") as caught:
        put(tmp_path / "no" / "folder", b"")
    assert "تعذّرت" in in_arabic(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_export_is_as_private_as_the_umask_says(tmp_path):
    put(tmp_path / "x", b"")
    assert not stat.S_IMODE((tmp_path / "x").stat().st_mode) & 0o022


SPANS = st.lists(
    st.builds(
        Span,
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(["link", "strong", "emphasis", "code"]),
        st.sampled_from(["", "https://x.example/"]),
    ),
    max_size=5,
).map(tuple)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(
            ["paragraph", "heading", "quotation", "item", "caption", "image", "embed", "row", "rule"]
        ),
        st.text(max_size=30),
        SPANS,
        st.integers(0, 12),
        st.integers(0, 3),
        st.sampled_from(["", "https://x.example/2.png"]),
    ),
    max_size=8,
)


@given(BLOCKS)
def test_any_body_is_well_formed_and_loses_no_letter(blocks):
    tree = ElementTree.fromstring(f"<div>{body(blocks, lambda url: url)}</div>")
    shown = "".join(tree.itertext())
    for block in blocks:
        if block.kind not in ("image", "rule"):
            assert all(char in shown for char in block.text if char.isalpha())


@given(BLOCKS)
def test_any_article_survives_its_record(blocks):
    article = read_article(json.loads(json.dumps(article_record(Article("ع", blocks=tuple(blocks))))))
    again = read_article(json.loads(json.dumps(article_record(article))))
    assert again == article


def test_source_is_read_back_without_headers_or_selectors():
    source = read_source({"id": "x", "feed": "https://x.example/", "headers": [["Cookie", "a"]], "name": "س"})
    assert source == Source(id="x", name="س", feed="https://x.example/")
    assert read_source({"id": "x", "feed": "ftp://x"}) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF0000WEBP", "image/webp"),
        (b"\0\0\0\x10ftypavif", "image/avif"),
        (b"<svg onload=alert(1)>", ""),
        (b"", ""),
    ],
)
def test_pictures_are_known_by_their_first_bytes(data, kind):
    assert image_type(data) == kind


def test_lead_picture_the_body_shows_is_shown_once():
    import dataclasses

    article = dataclasses.replace(ARTICLE, image="https://news.example/2.png")
    page = render([Item(HEADLINE, article)], "html", picture).decode()
    assert page.count("data:image/png") == 1
    assert render([Item(HEADLINE, article)], "md", picture).decode().count("2.png") == 1


def test_spans_in_markdown():
    text = "قبل `شيفرة` ثم غليظ مائل بعد"
    spans = (Span(4, 11, "code"), Span(15, 19, "strong"), Span(15, 24, "emphasis"), Span(3, 4, "strong"))
    item = Item(HEADLINE, Article("ع", blocks=(Block("caption", text, spans), Block("image", "بلا عنوان"))))
    assert "*قبل `` `شيفرة` `` ثم ***غليظ*** *مائل* بعد*" in render([item], "md", picture).decode()


@pytest.fixture
def exfat(monkeypatch):
    """A file system without hard links, as exFAT and FAT are."""

    def refuse(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)


def test_export_to_a_file_system_without_hard_links_is_written(exfat, tmp_path):
    put(tmp_path / "out.md", b"text")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.md", b"text")]


def test_export_without_hard_links_overwrites_nothing(exfat, tmp_path):
    (tmp_path / "out.md").write_bytes(b"mine")
    (tmp_path / "link.md").symlink_to(tmp_path / "elsewhere")
    for name in ("out.md", "link.md"):
        with pytest.raises(ExportError, match="already"):
            put(tmp_path / name, b"text")
    assert (tmp_path / "out.md").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()


def test_remains_of_a_killed_export_are_deleted_by_the_next(tmp_path):
    old, new = tmp_path / ".khabar-0123456789ab.part", tmp_path / ".khabar-ba9876543210.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    put(tmp_path / "out.md", b"text")
    assert {path.name for path in tmp_path.iterdir()} == {"out.md", new.name}
