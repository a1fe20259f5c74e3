"""The base of a screen's controllers: workers, errors for a person, questions to a person."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.locale.message import LocalizedError
from reader.tui.messages import ConfigurationRead, LibraryChanged
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.workers import reporting, run_in_thread

if TYPE_CHECKING:
    from textual.message import Message

    from reader.core import Session
    from reader.core.subscriptions import ConfigChange
    from reader.locale.catalogue import Argument
    from reader.locale.translator import Translator

ASKING = "asking"
"""Group of the workers that wait for a person's answer; a new question ends the one before."""


Host = TypeVar("Host", bound=CommandScreen)


class Controller(Generic[Host]):
    """One concern of a screen.

    Args:
        screen: whose panes it acts on; its workers and messages are the screen's.
    """

    def __init__(self, screen: Host) -> None:
        self.screen = screen

    @property
    def strings(self) -> Translator:
        """The interface language."""
        return self.screen.strings

    def say(self, key: str, **values: Argument) -> None:
        """Show a short message in the interface language."""
        self.screen.notify(self.strings(key, **values), markup=False)

    def post(self, message: Message) -> None:
        """Send a message to the screen; from any thread."""
        self.screen.post_message(message)

    def in_thread(self, group: str, work: Callable[[], object], *, exclusive: bool = False) -> None:
        """Run blocking work in a worker thread; errors of ours are reported."""
        run_in_thread(self.screen, group, work, exclusive=exclusive)

    def in_loop(
        self, group: str, work: Callable[[], Coroutine[Any, Any, object]], *, exclusive: bool = True
    ) -> None:
        """Run a coroutine function in a worker of the event loop; errors of ours are reported."""

        async def run() -> None:
            with self.reporting():
                await work()

        self.screen.run_worker(run(), group=group, exclusive=exclusive, exit_on_error=False)

    def change_configuration(self, change: Callable[[], ConfigChange], said: str) -> None:
        """Change the configuration in a worker thread, show the result, and offer the undo."""

        def run() -> None:
            changed = change()
            self.post(ConfigurationRead(changed.config))
            self.post(LibraryChanged(said, changed.undo))

        self.in_thread("configuration", run)

    def reporting(self) -> AbstractContextManager[None]:
        """Report a localized error to the person instead of raising."""
        return reporting(self.screen)

    async def ask(
        self,
        question: str,
        answer: str = "",
        *,
        secret: bool = False,
        check: Callable[[str], str] | None = None,
    ) -> str | None:
        """Ask for a line of text, with ``answer`` in the field at first; return None when cancelled.

        A secret answer is a password: it is not shown. ``check`` returns what is odd about an answer, in a
        thread.
        """
        from reader.tui.dialogs.prompt import Prompt

        prompt = Prompt(self.strings, question, answer, secret=secret, check=check)
        return await self.screen.app.push_screen_wait(prompt)

    def doubts(self, session: Session, query: str) -> str:
        """Return the slips of a query in words, empty when there are none; blocks."""
        from reader.core.query_check import check_query

        try:
            found = check_query(session.library, query, session.sources)
        except LocalizedError:
            return ""  # what ails the library is told by what reads it
        return " · ".join(self.strings(doubt.message) for doubt in found)

    async def pick(self, title: str, choices: Sequence[tuple[str, str, str]]) -> str | None:
        """Show choices (key, label, detail); return the key of the chosen one, None when cancelled."""
        from reader.tui.dialogs.picker import Choice, Picker

        return await self.screen.app.push_screen_wait(
            Picker(self.strings, title, [Choice(*each) for each in choices])
        )
