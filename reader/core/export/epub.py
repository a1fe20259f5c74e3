"""Write articles as an EPUB 3 book with right-to-left pages (EPUB 3.3, valid by epubcheck)."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from reader.core.export.html import embed_lead, inside
from reader.core.export.items import Item, Picture
from reader.core.export.xhtml import body, escape
from reader.model import direction
from reader.sources.image import image_type

_SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
"""Picture types every EPUB 3 reading system shows; others stay out."""
_STYLE = """\
body { line-height: 1.8; } .meta, .caption, figcaption { font-size: .9em; } img { max-width: 100%; }
"""
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def to_epub(
    items: Sequence[Item], picture: Picture, *, title: str = "", now: datetime | None = None
) -> bytes:
    """Return the book: a chapter for each article, a table of contents, the stored pictures.

    ``title`` is that of the book; made of the article, or of the date, when empty.
    """
    now = now or datetime.now(UTC)
    language = Counter(item.language for item in items).most_common(1)[0][0] if items else "ar"
    pictures = _Pictures(picture)
    chapters = {f"article-{nth}.xhtml": _chapter(item, pictures) for nth, item in enumerate(items, 1)}
    titles = {name: item.article.title or item.url for name, item in zip(chapters, items, strict=True)}
    title = title or (items[0].article.title if len(items) == 1 else f"خبر — {now:%d-%m-%Y}")
    files: dict[str, bytes | str] = {
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": _package(items, list(chapters), pictures, title, language, now),
        "book/contents.xhtml": _contents(titles, title, language),
        "book/style.css": _STYLE,
        **{f"book/{name}": text for name, text in chapters.items()},
        **{f"book/{name}": data for name, (_, data) in pictures.files.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # OCF 4.2: the first entry, uncompressed, identifies the file type.
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Pictures:
    """Names of stored images in the book, one for each."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._names: dict[str, str] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        """Name to media type and bytes."""

    def __call__(self, url: str) -> str:
        if url not in self._names:
            data = self._picture(url) or b""
            kind = image_type(data)
            name = f"picture-{len(self.files) + 1}.{_SUFFIX[kind]}" if kind in _SUFFIX else ""
            if name:
                self.files[name] = (kind, data)
            self._names[url] = name
        return self._names[url]


def _page(title: str, language: str, inner: str) -> str:
    tag = escape(language)
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{tag}" xml:lang="{tag}" dir="{direction(language)}">
<head><title>{escape(title) or "—"}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{inner}
</body>
</html>
"""


def _chapter(item: Item, pictures: _Pictures) -> str:
    lead = embed_lead(item, pictures)
    inner = f"{inside(item, lead)}\n{body(item.article.blocks, pictures)}"
    return _page(item.article.title or item.url, item.language, inner)


def _contents(titles: dict[str, str], title: str, language: str) -> str:
    rows = "\n".join(
        f'<li><a href="{name}" dir="auto">{escape(words) or "—"}</a></li>' for name, words in titles.items()
    )
    inner = f'<nav epub:type="toc">\n<h1>{escape(title)}</h1>\n<ol>\n{rows}\n</ol>\n</nav>'
    return _page(title, language, inner)


def _package(
    items: Sequence[Item],
    chapters: Sequence[str],
    pictures: _Pictures,
    title: str,
    language: str,
    now: datetime,
) -> str:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([now.isoformat(), *(item.url for item in items)]))
    creators = dict.fromkeys(item.source for item in items if item.source)
    manifest = [
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="a{nth}" href="{name}" media-type="application/xhtml+xml"/>'
            for nth, name in enumerate(chapters, 1)
        ),
        *(
            f'<item id="p{nth}" href="{name}" media-type="{kind}"/>'
            for nth, (name, (kind, _)) in enumerate(pictures.files.items(), 1)
        ),
    ]
    turning = direction(language)
    spine = [
        '<itemref idref="contents"/>',
        *(f'<itemref idref="a{nth}"/>' for nth in range(1, len(chapters) + 1)),
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
            f'xml:lang="{escape(language)}" dir="{turning}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>',
            f"<dc:title>{escape(title) or '—'}</dc:title>",
            f"<dc:language>{escape(language)}</dc:language>",
            *(f"<dc:creator>{escape(name)}</dc:creator>" for name in creators),
            f'<meta property="dcterms:modified">{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>',
            "</metadata>",
            "<manifest>",
            *manifest,
            "</manifest>",
            f'<spine page-progression-direction="{turning}">',
            *spine,
            "</spine>",
            "</package>",
            "",
        ]
    )
