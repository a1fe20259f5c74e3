"""Run blocking work in worker threads of a widget or screen; report errors to the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reader.locale.message import LocalizedError
from reader.tui.messages import Failed

if TYPE_CHECKING:
    from textual.message import Message

    from reader.locale.translator import Translator


class Host(Protocol):
    """A widget or screen that runs workers, takes messages from any thread, and has a language."""

    strings: Translator

    def post_message(self, message: Message) -> bool:
        """Queue a message to the widget."""

    def run_worker(
        self, work: Callable[[], object], *, thread: bool, group: str, exclusive: bool, exit_on_error: bool
    ) -> Any:
        """Run work in a worker that ends with the widget."""


@contextmanager
def reporting(host: Host) -> Iterator[None]:
    """Report a localized error to the person instead of raising."""
    try:
        yield
    except LocalizedError as error:
        host.post_message(Failed(host.strings.sentence(error)))


def run_in_thread(host: Host, group: str, work: Callable[[], object], *, exclusive: bool = False) -> None:
    """Run blocking work in a worker thread; errors of ours are reported.

    Args:
        host: runs the worker.
        group: of the worker.
        work: what to do; it touches no widget and posts what it found.
        exclusive: cancel the workers of the group: nothing waits for what they still read.
    """

    def run() -> None:
        with reporting(host):
            work()

    host.run_worker(run, thread=True, group=group, exclusive=exclusive, exit_on_error=False)
