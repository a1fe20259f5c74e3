"""Compare the text of an entry before and after a correction, word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reader.core.word_diff import Budget, Piece, block, diff_paragraphs, diff_words
from reader.locale.message import Message
from reader.model import Article, Block

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.store.versions import EntryVersion


@dataclass(frozen=True, slots=True)
class Change:
    """One step from a version of an entry to the next."""

    at: datetime
    """When the next version was first seen."""
    title: list[Piece]
    paragraphs: list[list[Piece]]
    """Those that differ."""
    later: bool = False
    """From the saved version to one that came after it was saved."""


def list_changes(session: Session, id: int) -> list[Change]:
    """Return the steps of an entry's versions, newest first; empty when none is kept. Blocks."""
    if id < 0:
        return []
    versions = session.library.versions.all(id)
    if not versions:
        return []
    entry = session.library.entries.get(id)
    article = session.library.articles.get(id)
    steps: list[Change] = []
    budget = Budget()
    for is_page in (False, True):
        kept = [version for version in versions if version.page is is_page]
        if not kept or entry is None or (is_page and article is None):
            continue
        if is_page and article is not None:
            now = (article.title or entry.title, article.text.split("\n"))
        else:
            now = (entry.title, _paragraphs(entry.content or entry.summary))
        steps += _steps([version for version in kept if not version.later], now, budget)
        steps += _later([version for version in kept if version.later], now, budget)
    return sorted((step for step in steps if _differs(step)), key=lambda step: step.at, reverse=True)


def changes_article(article: Article, changes: Sequence[Change], heading: Callable[[Change], str]) -> Article:
    """Return an article of changes, to be shown as any other.

    Args:
        article: whose versions they are; gives title, language and direction.
        changes: newest first.
        heading: returns the line above a change.
    """
    blocks: list[Block] = []
    for change in changes:
        blocks.append(Block("heading", heading(change), level=2))
        if any(piece.kind != "same" for piece in change.title):
            blocks.append(block(change.title))
        blocks += map(block, change.paragraphs)
    return Article(
        title=article.title,
        url=article.url,
        language=article.language,
        direction=article.direction,
        blocks=tuple(blocks),
    )


def heading_message(change: Change) -> Message:
    """Return the line above a change, without its time."""
    return Message("changes.later" if change.later else "changes.corrected")


Text = tuple[str, list[str]]


def _steps(versions: Sequence[EntryVersion], now: Text, budget: Budget) -> list[Change]:
    texts: list[Text] = [_text(version) for version in versions]
    return [
        Change(version.at, diff_words(old[0], new[0], budget), diff_paragraphs(old[1], new[1], budget))
        for version, old, new in zip(versions, texts, [*texts[1:], now], strict=False)
    ]


def _later(versions: Sequence[EntryVersion], now: Text, budget: Budget) -> list[Change]:
    """Return the steps from a saved version to each of those that came after."""
    return [
        Change(
            version.at,
            diff_words(now[0], new[0], budget),
            diff_paragraphs(now[1], new[1], budget),
            later=True,
        )
        for version in versions
        for new in (_text(version),)
    ]


def _text(version: EntryVersion) -> Text:
    return version.title, version.text.split("\n") if version.page else _paragraphs(version.text)


def _paragraphs(markup: str) -> list[str]:
    from reader.sources import blocks

    return [part.text for part in blocks(markup, "") if part.text and part.kind not in ("image", "rule")]


def _differs(change: Change) -> bool:
    return bool(change.paragraphs) or any(piece.kind != "same" for piece in change.title)
