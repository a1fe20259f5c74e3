"""Define the answer to a fetch, for parsers without a client (``tests/bench refresh``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: 2xx with a body, or 304 without."""

    url: str
    """Where it came from in the end, without credentials."""
    status: int
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    """The two validators, to be sent back as they are."""
    moved_to: str = ""
    """Where the asked address moved for good, else empty. Believe it only when the document could be read."""
    link: str = ""
    """Value of ``Link`` (RFC 8288)."""
    refresh: str = ""
    """Value of ``Refresh`` (HTML 4.2.5.3): a page to be shown in place of this one."""
    inside: bool = False
    """Whether it came from an address that is not of the public network."""
    retry_after: float = 0.0
    """Seconds until the host wants to be asked again; 0 when it did not say."""
    whole: bool = True
    """Whether the body arrived to its end; of one cut short there is what came, as in browsers and curl."""
