"""Download the images of an article, and recognise their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Article
from reader.sources.errors import SourceError
from reader.sources.image import image_type

if TYPE_CHECKING:
    from reader.core.session import Session

MAX_IMAGES = 12
"""Images stored for one article."""
MAX_IMAGE_BYTES = 2 << 20
MAX_ARTICLE_IMAGE_BYTES = 8 << 20
"""All images of one article together."""


async def download_images(session: Session, article: Article, id: int, *, wanted: bool | None = None) -> int:
    """Download and store the images of an article; return how many are stored.

    Args:
        session: the session.
        article: names the images.
        id: of its entry.
        wanted: whether to download at all; the setting ``pictures`` decides when None.
    """
    if wanted is None:
        wanted = session.settings.pictures != "off"
    if not wanted:
        return 0
    from reader.sources.http.client import IMAGES

    addresses = [article.image, *(block.url for block in article.blocks if block.kind == "image")]
    client = await session.client()
    headline = await session.run(session.library.entries.headline, id)
    source = session.source(headline.source) if headline else None
    count, size = 0, 0
    for url in list(dict.fromkeys(url for url in addresses if url))[:MAX_IMAGES]:
        if await session.run(session.library.articles.image, url) is not None:
            count += 1
            continue
        try:
            fetched = await client.get(url, source=source, accept=IMAGES, limit=MAX_IMAGE_BYTES)
        except SourceError:
            continue  # the text is worth having without it
        size += len(fetched.body)
        if size > MAX_ARTICLE_IMAGE_BYTES:
            break
        if is_image(fetched.body):
            await session.run(session.library.articles.put_image, url, fetched.body)
            count += 1
    return count


def is_image(data: bytes) -> bool:
    """Tell whether bytes begin as a raster image does; SVG does not count, it may carry scripts."""
    return image_type(data) != ""
