"""All that is known of one source, as the lines of a card."""

from __future__ import annotations

from datetime import datetime

from reader.core.subscriptions import Subscription
from reader.locale.translator import Translator
from reader.sources import clean_url
from reader.tui.widgets.definition_list import Pair
from reader.tui.widgets.subscriptions import rate_of


def card_of(each: Subscription, strings: Translator, now: datetime) -> list[Pair]:
    """Return the details of a source, the most important first; ``now`` is timezone-aware."""
    source, health = each.source, each.health
    error = strings(health.error) if health.error else ""
    moved = health.moved_to if health.moved_to != source.feed else ""
    told = {
        "error": error,
        "failures": strings.figures(str(health.failures)) if health.failures > 1 else "",
        "success": _when(health.last_success, strings, now) or strings("source.never"),
        "fetch": _when(health.last_fetch, strings, now) if error else "",
        "due": strings.stamp(health.due) if source.enabled else strings("source.off"),
        "rate": rate_of(each, strings),
        "feed": clean_url(source.feed),
        "listing": clean_url(source.listing),
        "moved": clean_url(moved),
        "folder": source.category or strings("source.no_folder"),
    }
    addresses = ("feed", "listing", "moved")
    return [Pair(strings(f"card.{name}"), text, name in addresses) for name, text in told.items() if text]


def _when(moment: datetime | None, strings: Translator, now: datetime) -> str:
    return f"{strings.stamp(moment)} ({strings.age(moment, now)})" if moment else ""
