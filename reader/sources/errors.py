"""Define the errors of a source."""

from __future__ import annotations

from reader.locale.message import LocalizedError, Message


class SourceError(LocalizedError):
    """A request to a source failed; says the operation, the object and a remedy."""

    offline = False
    """Whether it looks like a missing network."""


class SourceTableError(LocalizedError, ValueError):
    """A table that describes a source has a wrong key or value."""


class FeedError(SourceError):
    """The document is no feed or listing: a page, a block page, or nothing."""


class FetchError(SourceError):
    """The source could not be reached, or answered with something else.

    Args:
        message: names the host.
        status: HTTP status of the answer, 0 when there was none.
        retry_after: seconds the host asked to be left alone (RFC 9110 10.2.3), 0 when it did not.
        offline: the name could not be looked up or no route led there: with many at once, no network.
    """

    def __init__(
        self, message: Message, *, status: int = 0, retry_after: float = 0.0, offline: bool = False
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.offline = offline


class FileError(SourceError):
    """A download cannot be written to the disk."""


class ExtractError(SourceError):
    """No article was found in a page."""


class OtherPageError(ExtractError):
    """A page is something else than an article: a list of headlines, a request for consent."""
