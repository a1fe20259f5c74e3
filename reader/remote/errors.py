"""Errors of a sync server, each with advice for the person."""

from __future__ import annotations

from reader.locale.message import LocalizedError, Message


class RemoteError(LocalizedError):
    """A request the server did not fulfil; nothing was changed locally."""


class LoginError(RemoteError):
    """A user or password that the server does not accept."""


class UnreachableError(RemoteError):
    """No answer, or one that asks to try later.

    Args:
        message: why.
        wait: seconds to wait, as the server asked; 0 when not given.
    """

    def __init__(self, message: Message, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class ServerFailureError(UnreachableError):
    """A failure of the server on one request (status 500 and above); others may succeed."""


class UnexpectedAnswerError(RemoteError):
    """An answer in an unexpected format: from another kind of server, or a web page."""


class TooLongError(UnexpectedAnswerError):
    """An answer above the size limit; fewer items per request may help."""


class RefusedError(RemoteError):
    """A change refused by the server; other changes may succeed."""
