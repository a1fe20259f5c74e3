"""Errors of a sync server, each with what a person can do about it."""

from __future__ import annotations

from reader.locale.message import LocalizedError, Message


class RemoteError(LocalizedError):
    """The server did not do what it was asked for; nothing was changed here."""


class LoginError(RemoteError):
    """The server does not know the user or the password."""


class UnreachableError(RemoteError):
    """No answer came, or one that says to try later.

    Args:
        message: why.
        wait: seconds the server asked to be left alone; 0 when it did not say.
    """

    def __init__(self, message: Message, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class ServerFailureError(UnreachableError):
    """The server failed over a request (status 500 and above); over another it may not."""


class UnexpectedAnswerError(RemoteError):
    """The answer is not of the expected form: another kind of server, or a page in its place."""


class TooLongError(UnexpectedAnswerError):
    """The answer is longer than can be taken; that for fewer items may not be."""


class RefusedError(RemoteError):
    """The server refused one change; other changes may be taken."""
