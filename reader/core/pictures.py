"""The pictures of an article: which are kept, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Article
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.core.session import Session

PICTURES = 12
"""Pictures kept with one article."""
PICTURE_BYTES = 2 << 20
"""The largest one."""
ARTICLE_BYTES = 8 << 20
"""All pictures of one article together."""


async def fetch_pictures(session: Session, article: Article, id: int, *, wanted: bool | None = None) -> int:
    """Fetch and store an article's pictures as far as wanted and not too large; returns their number."""
    if wanted is None:
        wanted = session.settings.pictures != "off"
    if not wanted:
        return 0
    from reader.sources.http.client import IMAGES

    urls = [article.image, *(block.url for block in article.blocks if block.kind == "image")]
    client = await session.client()
    headline = await session.run(session.library.entries.headline, id)
    source = session.source(headline.source) if headline else None
    kept, size = 0, 0
    for url in list(dict.fromkeys(url for url in urls if url))[:PICTURES]:
        if await session.run(session.library.articles.image, url) is not None:
            kept += 1
            continue
        try:
            fetched = await client.get(url, source=source, accept=IMAGES, limit=PICTURE_BYTES)
        except SourceError:
            continue  # a picture that cannot be had costs nobody the text
        size += len(fetched.body)
        if size > ARTICLE_BYTES:
            break
        if is_picture(fetched.body):
            await session.run(session.library.articles.put_image, url, fetched.body)
            kept += 1
    return kept


def is_picture(data: bytes) -> bool:
    """Tell whether the bytes begin as a raster picture does; SVG is none, it may carry scripts."""
    return picture_type(data) != ""


def picture_type(data: bytes) -> str:
    """Return the media type of a raster picture by its first bytes; empty when it is none."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return ""
