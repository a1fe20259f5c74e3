"""Apply the rules of the configuration to the entries their queries find.

Hiding and highlighting hold for the whole library as long as their rule is configured; everything else is
done once to new entries, by ``apply_rules`` when a refresh has stored them.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.config.settings import Rule
    from reader.core.session import Session
    from reader.store import Library

HELD_KEY = "rules.held"
"""Fact of the library: digest of the rules whose hiding and highlighting it shows."""


ACTIONS = ("hide", "read", "highlight", "save", "tags", "notify", "run")
"""Fields of a rule that say what it does."""


class RuleHit(NamedTuple):
    """New entries of which a rule says that the person, or a command, is to hear."""

    rule: str
    entries: tuple[int, ...]


class RuleUse(NamedTuple):
    """A rule with the counts of entries found and hidden in the library."""

    rule: Rule
    found: int
    hidden: int


def apply_rules(
    library: Library, rules: Sequence[Rule], new: Sequence[int], quiet: Collection[int] = ()
) -> tuple[RuleHit, ...]:
    """Apply to new entries the rules that match them; blocks.

    Args:
        library: holds the entries.
        rules: of the configuration, in their order.
        new: ids of entries that were just stored.
        quiet: those of them that are new to the library but no news.

    Returns:
        The entries found by each rule that notifies or runs a command, without the quiet ones.
    """
    hits = []
    for rule in rules if new else ():
        found = library.rules.find(rule.query, new)
        if not found:
            continue
        _show_as_wanted(library, rule, found)
        if rule.save or rule.tags:
            for id in found:
                library.bookmarks.add(id, pending=True)
                if rule.tags:
                    library.bookmarks.annotate(id, tags=rule.tags)
        if rule.read:
            library.entries.mark_read(found)
        loud = tuple(id for id in found if id not in quiet)
        if loud and (rule.notify or rule.run):
            hits.append(RuleHit(rule.name, loud))
    return tuple(hits)


def hold_rules(session: Session) -> bool:
    """Hide and highlight entries of the whole library by the rules; return whether any changed.

    Blocks. What a rule hid or highlighted that is gone, or says something else now, is shown as before.
    """
    library, rules = session.library, session.settings.rules
    shown = [rule for rule in rules if rule.hide or rule.highlight]
    held = _digest(shown) if shown else ""
    if (library.facts.get(HELD_KEY) or "") == held:
        return False
    library.rules.clear((), ())
    for rule in shown:
        _show_as_wanted(library, rule, library.rules.find(rule.query))
    library.facts.set(HELD_KEY, held)
    return True


def _show_as_wanted(library: Library, rule: Rule, found: Sequence[int]) -> None:
    if rule.hide:
        library.rules.hide(rule.name, found)
    if rule.highlight:
        library.rules.highlight(rule.name, found)


def rule_actions(rule: Rule) -> list[str]:
    """Return the actions of a rule, by their names in ``ACTIONS``."""
    return [name for name in ACTIONS if getattr(rule, name)]


def _digest(rules: Sequence[Rule]) -> str:
    said = [(rule.name, rule.query, rule.hide, rule.highlight) for rule in rules]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def find_matches(session: Session, query: str) -> list[int]:
    """Return the entries that match a query, hidden ones too, newest first; blocks."""
    return session.library.rules.find(query)


def list_rules(session: Session) -> list[RuleUse]:
    """List the configured rules with the entries each finds and hides; blocks."""
    hidden = session.library.rules.count_hidden()
    return [
        RuleUse(rule, len(find_matches(session, rule.query)), hidden.get(rule.name, 0))
        for rule in session.settings.rules
    ]
