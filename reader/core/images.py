"""Download the images of an article, and decode stored ones."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Article
from reader.sources.errors import FetchError, SourceError
from reader.sources.image import Pixels, decode_pixels, is_sound_image

if TYPE_CHECKING:
    from reader.core.session import Session

MAX_IMAGES = 12
"""Images stored for one article."""
MAX_IMAGE_BYTES = 2 << 20
MAX_ARTICLE_IMAGE_BYTES = 8 << 20
"""All images of one article together."""


GONE = frozenset((404, 410))
"""Statuses of an image that will not come back."""


class Images(NamedTuple):
    """How many images of an article are where."""

    stored: int = 0
    missing: int = 0
    """Not downloaded now; another time they may be."""
    gone: int = 0
    """Not there, no image, or too large to store."""
    is_offline: bool = False
    """One failed as if there were no network."""


async def download_images(
    session: Session, article: Article, id: int, *, wanted: bool | None = None
) -> Images:
    """Download and store the images of an article; return the counts of stored and missing.

    Args:
        session: the session.
        article: names the images.
        id: of its entry.
        wanted: whether to download at all; the setting ``pictures`` decides when None.
    """
    if wanted is None:
        wanted = session.settings.pictures != "off"
    if not wanted:
        return Images()
    from reader.sources.http.client import IMAGES

    addresses = [article.image, *(block.url for block in article.blocks if block.kind == "image")]
    client = await session.client()
    headline = await session.run(session.library.entries.headline, id)
    source = session.source(headline.source) if headline else None
    stored = missing = gone = size = 0
    is_offline = False
    for url in list(dict.fromkeys(url for url in addresses if url))[:MAX_IMAGES]:
        if await session.run(session.library.articles.image, url) is not None:
            stored += 1
            continue
        try:
            fetched = await client.get(url, source=source, accept=IMAGES, limit=MAX_IMAGE_BYTES)
        except SourceError as error:  # the text is worth having without it
            is_gone = isinstance(error, FetchError) and error.status in GONE
            gone += is_gone
            missing += not is_gone
            is_offline |= error.offline
            continue
        if not fetched.whole:
            missing += 1
            continue
        size += len(fetched.body)
        if size <= MAX_ARTICLE_IMAGE_BYTES and await _is_sound(session, fetched.body):
            await session.run(session.library.articles.put_image, url, fetched.body)
            stored += 1
        else:
            gone += 1
    return Images(stored, missing, gone, is_offline)


async def read_image(session: Session, url: str, width: int, height: int) -> Pixels | None:
    """Decode a stored image to at most so many pixels; None without a decodable one."""
    data = await session.run(session.library.articles.image, url)
    with suppress(SourceError):  # it takes too much time or memory
        return await session.parse(decode_pixels, data, width, height) if data else None
    return None


async def _is_sound(session: Session, data: bytes) -> bool:
    with suppress(SourceError):  # it takes too much time or memory
        return await session.parse(is_sound_image, data)
    return False
