"""The article pane: show a stored article at once, and download the whole one meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from reader.locale.translator import Translator
from reader.model import Bookmark, Headline
from reader.tui.bindings import bindings
from reader.tui.key_bindings import FILES, LINKS
from reader.tui.messages import (
    ArticleLoaded,
    ChangesListed,
    FileChosen,
    FilesWanted,
    HeadlineOpened,
    ReadingProgressed,
)
from reader.tui.panes.article_images import ArticleImages
from reader.tui.panes.article_loader import ArticleLoader
from reader.tui.panes.article_page import PageComposer, ShownArticle
from reader.tui.panes.article_prefetch import ArticlePrefetch, PreparedArticle
from reader.tui.panes.link_opener import LinkOpener
from reader.tui.terminal.terminal_app import terminal_app
from reader.tui.widgets.article_layout import SIZES, Page, Setting
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.pane import Pane
from reader.tui.widgets.partial_update import paint_at_once
from reader.typeset.graphics_profiles import Graphics

if TYPE_CHECKING:
    from reader.core import Session
    from reader.model import Article


class ArticlePane(Pane):
    """The article in front, completed, searched, and with links to open.

    Args:
        session: the library.
        strings: the interface language.
        setting: size and layout of the text.
        browser: the command line that opens addresses; empty for what the system has.
        player: that of sound and film; empty for the browser.
        pictures: ``auto``, ``on`` or ``off``, see `ArticleImages`.
        dateline: ``facts`` or ``agency``, see `PageComposer`.
        graphics: how the terminal draws pictures.
    """

    BINDINGS = bindings((*LINKS, *FILES))

    def __init__(
        self,
        session: Session,
        strings: Translator,
        setting: Setting,
        *,
        browser: str = "",
        player: str = "",
        pictures: str = "auto",
        dateline: str = "facts",
        graphics: Graphics | None = None,
    ) -> None:
        super().__init__(strings, id="article")
        self.session = session
        self.headline: Headline | None = None
        self.article: Article | None = None
        self.changes: Article | None = None
        """What its corrections changed, while that is shown in place of it."""
        self._refetched = 0
        """Id of the corrected entry whose page was downloaded again."""
        self._following: Sequence[Headline] = ()
        """Headlines whose articles are prepared once the previewed one is shown."""
        self._stored_position = 0
        """Where reading stopped the last time, while the article is previewed."""
        self._resume = 0
        """Reading position while changes are shown."""
        self.error = ""
        """Why the whole article could not be had; empty when it could, or was not yet asked for."""
        self.others: list[Headline] = []
        """Other news of its source."""
        self.reports: list[Headline] = []
        """Other reports of its event."""
        self.previewing = False
        """Whether the cursor of a list is on the article: nothing is fetched or marked read."""
        self.view = ArticleView(strings, setting)
        """The text on the screen."""
        self.composer = PageComposer(strings, dateline)
        self.loader = ArticleLoader(self, session)
        self.prefetch = ArticlePrefetch(self, session)
        self.links = LinkOpener(self, browser, player)
        self.images = ArticleImages(
            self.view, session, self._current, self._report_no_images, pictures, graphics
        )

    def compose(self) -> ComposeResult:
        """Lay out the view."""
        yield self.head
        yield self.view

    def on_mount(self) -> None:
        """Name the pane."""
        self.set_language(self.strings)

    async def on_unmount(self) -> None:
        """Store the reading position, however the program ends."""
        if self.headline is not None and self.article is not None and not self.previewing:
            await self.loader.store_last_position(self.headline.id, self._position, self._percent)

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = self.composer.strings = strings
        self._set_title()
        self.view.hint = strings("article.welcome")
        self.view.set_language(strings)
        self._draw(self.view.position)

    def _current(self) -> tuple[Headline, Article] | None:
        if self.headline is None or self.article is None:
            return None
        return self.headline, self.article

    def _report_no_images(self) -> None:
        self.notify(self.strings("said.no_pictures"), markup=False)

    def on_resize(self) -> None:
        """Fit the images to the new width after the text is laid out."""
        self.call_after_refresh(self.images.fit)

    @property
    def _position(self) -> int:
        """Where reading of the article stopped."""
        return self.view.position if self.changes is None else self._resume

    @property
    def _percent(self) -> int:
        """The percentage of the article above the end of the screen."""
        view = self.view
        if self.changes is not None or view.max_scroll_y <= 0:
            return 0
        return min(100, round(100 * view.scroll_offset.y / view.max_scroll_y))

    # Which article

    def open(self, headline: Headline) -> None:
        """Show the stored text of an article, and the whole article after its download."""
        shown = self.headline is not None and self.headline.id == headline.id and self.article is not None
        if self.previewing and shown and self.article is not None:
            self._set_previewing(False)
            self.headline = headline  # a rule may have marked it since the preview
            self._draw(self._stored_position)
            paint_at_once(self.view)
            self.call_after_refresh(self._complete, self.article)
            return
        self._set_previewing(False)
        self._show(headline)

    def preview(self, headline: Headline, following: Sequence[Headline] = ()) -> None:
        """Show the stored text of an article; nothing is fetched or marked.

        Args:
            headline: of the article.
            following: headlines whose articles are prepared afterwards.
        """
        is_shown = self.headline is not None and self.headline.id == headline.id
        self._following = following
        if is_shown and self.article is None:  # it is being read
            return
        if is_shown and (not self.previewing or self.prefetch.get(headline) is not None):
            self._expect_following()
            return
        self._show(headline, previewing=True)

    def end_preview(self) -> None:
        """Show no article: the list has none under its cursor."""
        if self.previewing:
            self.headline = self.article = self.changes = None
            self.view.clear()
            self._count_read()

    def _expect_following(self) -> None:
        following, self._following = self._following, ()
        self.expect(following)

    def expect(self, headlines: Sequence[Headline]) -> None:
        """Prepare articles that are likely to be opened next."""
        self.prefetch.expect(headlines, self.view.letters, self.setting)

    def _set_previewing(self, previewing: bool) -> None:
        self.previewing = previewing
        self._set_title()

    def _set_title(self) -> None:
        """Set the title of the pane by its content, with the percentage read."""
        key = "pane.preview" if self.previewing else "pane.article"
        self.head.set(title=self.strings(key), rtl=self.strings.rtl)
        self._count_read()

    def _count_read(self) -> None:
        view = self.view
        said = ""
        if self.article is not None and not self.previewing and view.max_scroll_y > 0:
            said = self.strings("row.progress", n=self._percent)
        self.head.set(count=said, rtl=self.strings.rtl)

    def on_article_view_moved(self, event: ArticleView.Moved) -> None:
        """Show how much was read."""
        event.stop()
        self._count_read()

    def _show(self, headline: Headline, *, previewing: bool = False) -> None:
        self.leave()
        self._set_previewing(previewing)
        self.headline, self.article, self.error = headline, None, ""
        self.others, self.reports = [], []
        self.changes = None
        prepared = self.prefetch.get(headline)
        self._stored_position = prepared.position if prepared is not None else 0
        if prepared is None:
            self.loader.load(headline, self.view.letters, self.setting)
        else:
            self.others, self.reports = prepared.others, prepared.reports
            self._put(prepared.article, 0 if previewing else prepared.position)

    def leave(self) -> None:
        """Remember where reading stopped."""
        if self.headline is not None and self.article is not None and not self.previewing:
            position = self._position
            prepared = PreparedArticle(self.article, position, self.others, self.reports)
            self.prefetch.keep(self.headline.id, prepared)
            percent = self._percent
            self.post_message(ReadingProgressed(self.headline.id, percent))
            self.call_after_refresh(self.loader.store_position, self.headline.id, position, percent)

    @on(ArticleLoaded)
    def _loaded(self, event: ArticleLoaded) -> None:
        if self.headline is None or event.headline.id != self.headline.id:
            event.stop()
            return
        if event.article == self.article and event.error == self.error:
            return  # read again, and nothing is new: pictures stay
        if self.article is None:
            self._stored_position = event.position
            self.others, self.reports = event.others, event.reports
            prepared = PreparedArticle(event.article, event.position, event.others, event.reports)
            self.prefetch.keep(event.headline.id, prepared)
        position = event.position if self.article is None else self.view.position
        if self.previewing:
            position = 0
        self._put(event.article, position, event.error)

    @on(ChangesListed)
    def _show_changes(self, event: ChangesListed) -> None:
        event.stop()
        if self.headline is None or event.headline.id != self.headline.id:
            return
        if event.changes is None:
            self.notify(self.strings("said.no_changes"), markup=False)
            return
        self._resume = self.view.position
        self.changes = event.changes
        self._draw()

    def action_changes(self) -> None:
        """Show the corrections, old against new, or the article again."""
        if self.changes is not None:
            self.changes = None
            self._draw(self._resume)
            self.images.load()
        elif self.headline is not None and self.article is not None:
            self.loader.list_changes(self.headline, self.article)

    def action_refetch(self) -> None:
        """Download the article again; the earlier text is kept as a version."""
        if self.headline is not None and self.article is not None and self.headline.url:
            self.notify(self.strings("said.refetching"), markup=False)
            self.loader.download_again(self.headline, self.article)

    def _put(self, article: Article, position: int, error: str = "") -> None:
        """Show an article; fetch missing parts once visible."""
        self.article, self.error = article, error
        self._draw(position)
        paint_at_once(self.view)
        self._count_read()
        self.call_after_refresh(self._complete, article)

    def _complete(self, article: Article) -> None:
        """Fetch the missing text or pictures of an article."""
        self._expect_following()
        headline = self.headline
        if headline is None or article is not self.article:
            return
        if headline.stale and article.whole and self._refetched != headline.id and not self.previewing:
            self._refetched = headline.id
            self.loader.download(headline, article)
        elif article.whole:
            self.images.load(fetch=not self.previewing)
        elif not self.error and headline.url and not self.previewing:
            self.loader.download(headline, article)

    # How it looks

    def _page(self) -> Page | None:
        if self.headline is None or self.article is None:
            return None
        return self.composer.compose(
            ShownArticle(
                self.headline,
                self.article,
                self.changes,
                self.error,
                self.others,
                self.reports,
                is_preview=self.previewing,
            )
        )

    def _draw(self, position: int = 0) -> None:
        page = self._page()
        if page is not None:
            self.view.show(page, position)

    def show_marks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Show the tags and the note of the article, if among some bookmarks."""
        marks = {each.headline.id: each for each in bookmarks}
        if marks != self.composer.bookmarks:
            self.composer.bookmarks = marks
            self._draw(self.view.position)

    def set_dateline(self, dateline: str) -> None:
        """Set the facts another way: ``facts`` or ``agency``."""
        self.composer.dateline = dateline
        self._draw(self.view.position)

    @property
    def setting(self) -> Setting:
        """Size and layout of the text."""
        return self.view.setting

    def set(self, setting: Setting) -> None:
        """Set the text another way."""
        self.view.set(setting)
        self.images.fit()

    def resize_text(self, by: int) -> None:
        """Make the text larger (1), smaller (-1) or normal (0)."""
        at = SIZES.index(self.setting.size)
        size = SIZES[max(0, min(at + by, len(SIZES) - 1))] if by else "normal"
        self.set(self.setting._replace(size=size))

    @on(ArticleView.SizeChosen)
    def _size_chosen(self, event: ArticleView.SizeChosen) -> None:
        event.stop()
        self.resize_text(event.by)

    def action_larger(self) -> None:
        """Make the text larger."""
        self.resize_text(1)

    def action_smaller(self) -> None:
        """Make the text smaller."""
        self.resize_text(-1)

    def action_normal_size(self) -> None:
        """Reset the size of the text."""
        self.resize_text(0)

    def action_justify(self) -> None:
        """Set lines ragged, even by spaces, or even by kashida, in turn."""
        ways = ("off", "spaces", "kashida")
        way = ways[(ways.index(self.setting.justify) + 1) % len(ways)]
        self.set(self.setting._replace(justify=way))
        self.notify(self.strings(f"said.justify_{way}"), markup=False)

    def action_pictures(self) -> None:
        """Fetch and show pictures, or leave them out."""
        if self.view.pictures:
            self.notify(self.strings("said.pictures_off"), markup=False)
        self.images.set_wanted("off" if self.view.pictures else "on", asked=True)

    def action_harakat(self) -> None:
        """Show or hide vowel marks."""
        marks = not self.setting.marks
        terminal_app(self).send_marks(marks)
        self.set(self.setting._replace(marks=marks))
        self.notify(self.strings("said.harakat_shown" if marks else "said.harakat_hidden"), markup=False)

    # Links

    def action_links(self) -> None:
        """Number and list the links, or stop doing so."""
        self.set(self.setting._replace(links=not self.setting.links))

    def action_digit(self, digit: int) -> None:
        """Add a digit to the number of the link that will be opened."""
        if self.setting.links:
            self.links.add_digit(digit, self.view.action_link)

    @on(ArticleView.LinkChosen)
    def _link_chosen(self, event: ArticleView.LinkChosen) -> None:
        event.stop()
        self.follow(event.url)

    @on(ArticleView.ReportChosen)
    def _report_chosen(self, event: ArticleView.ReportChosen) -> None:
        event.stop()
        self.post_message(HeadlineOpened(self.reports[event.index]))

    @on(ArticleView.MoreChosen)
    def _more_chosen(self, event: ArticleView.MoreChosen) -> None:
        event.stop()
        self.post_message(HeadlineOpened(self.others[event.index]))

    def follow(self, url: str) -> None:
        """Open an address in the browser with a report; confirm a deceptive one first."""
        words = self.view.page.words_to(url) if self.view.page is not None else []
        if not self.links.confirm(url, words):
            return
        if self.headline is not None and self.article is not None and url in self.article.files:
            self.post_message(FileChosen(self.headline, url))
        else:
            self.links.open(url)

    # Files

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the key that downloads a file reach others where there is none."""
        if action == "download_file":
            return self.article is not None and bool(self.article.files)
        return super().check_action(action, parameters)

    def action_download_file(self) -> None:
        """Download a file of the entry."""
        if self.headline is not None:
            self.post_message(FilesWanted(self.headline))

    def first_file(self, headline: Headline) -> str:
        """Return the address of the first file of the article in front, if of that headline."""
        is_shown = self.headline is not None and self.headline.id == headline.id
        return next(iter(self.article.files), "") if is_shown and self.article is not None else ""

    def update(self, headline: Headline) -> None:
        """Show the stored state of an article, text and files, if in front."""
        self.prefetch.forget(headline.id)
        if self.headline is not None and self.headline.id == headline.id and self.changes is None:
            self.loader.reload(headline)

    # Finding in the text

    def find(self, query: str) -> int:
        """Mark the places of ``query`` in the text; return how many there are."""
        if self.view.page is None:
            return 0
        from reader.store import hits

        found = {number: hits(text, query) for number, text in enumerate(self.view.page.paragraphs)}
        return self.view.find({number: ranges for number, ranges in found.items() if ranges})

    @property
    def plain_text(self) -> str:
        """The article as plain logical text: title, meta line, paragraphs, address."""
        page = self._page()
        if page is None:
            return ""
        parts = (page.article.title, page.meta, page.article.text, self.headline.url if self.headline else "")
        return "\n\n".join(part for part in parts if part) + "\n"
