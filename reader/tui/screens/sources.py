"""The sources that are followed, and how each is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from reader.core import Progress
from reader.core.subscriptions import list_subscriptions
from reader.locale.translator import Translator
from reader.model import Source
from reader.tui.bindings import bindings
from reader.tui.key_bindings import FOOT, SOURCES
from reader.tui.messages import ConfigurationRead, Failed, SourcesEdited, SourcesListed
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.source_editor import SourceEditor
from reader.tui.stylesheets import CARD_SHEETS, sheets
from reader.tui.widgets.definition_list import DefinitionList
from reader.tui.widgets.status_bar import StatusBar
from reader.tui.widgets.subscription_list import SubscriptionList, describe_details

if TYPE_CHECKING:
    from reader.core import Session

_TOGETHER = 0.3  # seconds in which sources that were fetched are told of together


class SourcesScreen(CommandScreen):
    """The list of sources over the state of the one under the cursor.

    Args:
        session: the news.
        strings: the interface language.
        path: the configuration, where every change is written.
        undo_stack: what can be taken back, shared with the reading screen.
        fetch: fetches sources by their ids.
        read: shows what a source has.
    """

    CSS_PATH = sheets(*CARD_SHEETS)
    BINDINGS = bindings(SOURCES)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    AUTO_FOCUS = "SubscriptionList"

    def __init__(
        self,
        session: Session,
        strings: Translator,
        path: Path,
        *,
        undo_stack: list[Callable[[], object]],
        fetch: Callable[[Sequence[str]], object],
        read: Callable[[Source], None],
    ) -> None:
        super().__init__(strings)
        self.session = session
        self.editor = SourceEditor(self, session, path, undo_stack, lambda: self.rows.subscription)
        self.controllers = {"editor": self.editor}
        self._soon: Timer | None = None
        self.fetch = fetch
        self.read = read

    def compose(self) -> ComposeResult:
        """Lay out the list over the card, key hints at the foot."""
        yield SubscriptionList(self.strings)
        yield DefinitionList(self.strings, ())
        yield StatusBar(self.strings, ())

    def on_mount(self) -> None:
        """Name the screen and fill the list."""
        self.set_class(self.strings.rtl, "rtl")
        self.set_class(not self.strings.rtl, "ltr")
        self.rows.border_title = self.strings("keys.sources")
        self.rows.hint = self.strings("source.none")
        self.query_one(StatusBar).set_hints(self.hints())
        self.reload()

    @property
    def foot(self) -> Sequence[str]:
        """Names of the actions the status bar shows."""
        return FOOT["sources_screen"]

    @property
    def rows(self) -> SubscriptionList:
        """The rows."""
        return self.query_one(SubscriptionList)

    def reload(self) -> None:
        """Read the sources from the library again."""

        def run() -> None:
            self.post_message(SourcesListed(list_subscriptions(self.session)))

        self.editor.in_thread("sources", run, exclusive=True)

    @on(SourcesEdited)
    def _report_edit(self, event: SourcesEdited) -> None:
        event.stop()
        said = event.said
        if event.changed.undo is not None:
            self.editor.undo_stack.append(event.changed.undo)
            said = f"{said} — {self.strings('said.undo_hint')}"
        self.notify(said, markup=False)
        for note in event.changed.notes:
            self.notify(self.strings.sentence(note), severity="warning", markup=False)
        self.rows.sought = next((source.id for source in event.changed.sources), "")
        self.post_message(ConfigurationRead(event.changed.config))
        self.reload()

    @on(SourcesListed)
    def _show(self, event: SourcesListed) -> None:
        event.stop()
        self.rows.list_all(event.listed)
        failing = sum(bool(each.health.error) for each in event.listed)
        counts = self.strings("source.count", n=len(event.listed))
        self.rows.border_subtitle = counts
        successes = [each.health.last_success for each in event.listed if each.health.last_success]
        offline = bool(event.listed) and failing == len(event.listed)
        last = max(successes, default=None)
        self.query_one(StatusBar).stand(offline=offline, sample=False, last_success=last, failing=failing)

    @on(SubscriptionList.Moved)
    def _moved(self, event: SubscriptionList.Moved) -> None:
        event.stop()
        here = self.rows.subscription
        self.query_one(DefinitionList).show(
            describe_details(here, self.strings, self.rows.now) if here else ()
        )

    @on(SubscriptionList.Chosen)
    def _chosen(self, event: SubscriptionList.Chosen) -> None:
        event.stop()
        self.dismiss(None)
        self.read(event.subscription.source)

    @on(StatusBar.HintChosen)
    async def _hint(self, event: StatusBar.HintChosen) -> None:
        event.stop()
        await self.carry_out(event.action)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.notify(event.sentence, severity="error", markup=False)

    def action_refresh(self) -> None:
        """Fetch the source under the cursor."""
        if self.rows.subscription is not None:
            self.fetch([self.rows.subscription.source.id])

    def action_refresh_all(self) -> None:
        """Fetch every source."""
        self.fetch([source.id for source in self.session.sources if source.enabled])

    def asked(self, ids: Sequence[str], *, asked: bool = True) -> None:
        """Show that sources are being fetched, or no longer."""
        self.rows.ask(ids, asked=asked)

    def action_back(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    def progressed(self, progress: Progress) -> None:
        """Show that a source was fetched, by whomever."""
        self.query_one(StatusBar).report(None if progress.finished else progress)
        self.rows.ask([progress.source], asked=False)
        if self._soon is None and (progress.source or progress.finished):
            self._soon = self.set_timer(_TOGETHER, self._reload_after)

    def _reload_after(self) -> None:
        self._soon = None
        self.reload()
