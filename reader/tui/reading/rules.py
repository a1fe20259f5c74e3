"""Make, list and delete rules on the screen, and announce their matches."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Rule
from reader.core.queries import get_headlines
from reader.model import Filter, Headline
from reader.tui.controller import ASKING, Controller
from reader.tui.list_rows import source_name
from reader.tui.messages import LibraryChanged, RuleMatched

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.core.subscriptions import ConfigChange
    from reader.tui.reading.view import ReadingView

_OFFERED = ("hide", "read", "highlight", "save", "notify")
"""What a rule made on the screen can do; tags and commands are written in the configuration."""
_MAX_NAME = 40


class RuleController(Controller["ReadingView"]):
    """Makes rules, lists them, and keeps the library as they say.

    Args:
        screen: whose headlines they are made from.
        session: holds the library.
        path: the configuration file.
    """

    def __init__(self, screen: ReadingView, session: Session, path: Path) -> None:
        super().__init__(screen)
        self.session = session
        self.path = path

    def hold(self) -> None:
        """Hide and highlight entries by the current rules, and reload the lists after a change."""

        def run() -> None:
            from reader.core.rules import hold_rules

            if hold_rules(self.session):
                self.post(LibraryChanged())

        self.in_thread("rules held", run, exclusive=True)

    def collect(self, progress: Progress) -> None:
        """Announce the new entries of notifying rules."""
        notifying = {rule.name for rule in self.screen.settings.rules if rule.notify}
        for hit in progress.rules:
            if hit.rule in notifying:
                self.in_thread("rules", partial(self._announce, hit.rule, hit.entries))

    def _announce(self, rule: str, entries: tuple[int, ...]) -> None:
        if found := get_headlines(self.session, entries):
            self.post(RuleMatched(rule, found))

    # Making

    def rule_like(self) -> None:
        """Ask for a query that finds headlines like this one, and for the action on them."""
        if (headline := self.screen.target()) is not None and headline.id > 0:
            self.in_loop(ASKING, lambda: self._make(headline))

    async def _make(self, headline: Headline) -> None:
        offers = self._offers(headline)
        counts = await asyncio.to_thread(self._count, [query for query, _ in offers])
        choices = [
            (query, label, self.strings("rules.found", n=n))
            for (query, label), n in zip(offers, counts, strict=True)
        ]
        choices.append(("", self.strings("rule.words"), ""))
        query = await self.pick("pick.rule", choices)
        if query is None:
            return
        name = dict(offers).get(query, "")
        if not query:
            answer = await self.ask("ask.rule", headline.title, check=partial(self.doubts, self.session))
            query = name = (answer or "").strip()
        if query:
            await self._act(query, name)

    async def _act(self, query: str, name: str) -> None:
        (count,) = await asyncio.to_thread(self._count, [query])
        found = self.strings("rules.found", n=count)
        choices = [(action, self.strings(f"rule.{action}"), "") for action in _OFFERED]
        choices.append(("look", self.strings("rule.look"), found))
        action = await self.pick("pick.rule_action", choices)
        if action == "look":
            self._look(Filter(query=query))
        elif action is not None:
            named = _short(f"{name}: {self.strings(f'rule.{action}')}")
            rule = Rule._make({**Rule(named, query)._asdict(), action: True}.values())
            said = self.strings("said.rule_saved", name=rule.name)
            self.change_configuration(lambda: self._save(rule), said)

    def _offers(self, headline: Headline) -> list[tuple[str, str]]:
        """Return queries that find headlines like this one, each with its meaning."""
        strings, name = self.strings, source_name(headline, self.strings)
        source = f"source:{headline.source}"
        offers = []
        if headline.category:
            category = f'category:"{_unquoted(headline.category)}"'
            both = strings("rule.category_of", category=headline.category, name=name)
            offers.append((f"{source} {category}", both))
            offers.append((category, strings("rule.category", category=headline.category)))
        offers.append((source, strings("rule.source", name=name)))
        if headline.author:
            author = f'author:"{_unquoted(headline.author)}"'
            offers.append((author, strings("rule.author", name=headline.author)))
        if headline.language and headline.language != strings.language:
            language = headline.language.partition("-")[0]
            offers.append((f"language:{language}", strings("rule.language", code=language)))
        return offers

    def _count(self, queries: list[str]) -> list[int]:
        from reader.core.rules import find_matches

        return [len(find_matches(self.session, query)) for query in queries]

    def _look(self, wanted: Filter) -> None:
        self.screen.headlines.narrow(wanted)
        self.screen.panes.bring("headlines")

    # Listing

    def rules(self) -> None:
        """List the rules; one can be looked at or deleted."""
        self.in_loop(ASKING, self._list)

    async def _list(self) -> None:
        from reader.core.rules import list_rules, rule_actions

        uses = await asyncio.to_thread(list_rules, self.session)
        if not uses:
            self.say("said.no_rules")
            return
        choices = []
        for number, use in enumerate(uses):
            actions = "، " if self.strings.rtl else ", "
            does = actions.join(self.strings(f"rules.{name}") for name in rule_actions(use.rule))
            count = self.strings("rules.hides", n=use.hidden) if use.hidden else does
            choices.append((str(number), use.rule.name, count))
        chosen = await self.pick("pick.rules", choices)
        if chosen is not None:
            await self._ask_about(uses[int(chosen)].rule)

    async def _ask_about(self, rule: Rule) -> None:
        choices = [
            ("look", self.strings("rule.look"), rule.query),
            ("forget", self.strings("rule.forget", name=rule.name), ""),
        ]
        action = await self.pick("pick.rule_action", choices)
        if action == "look":
            self._look(Filter(query=rule.query, hidden=rule.hide))
        elif action == "forget":
            said = self.strings("said.rule_forgotten", name=rule.name)
            self.change_configuration(lambda: self._forget(rule.name), said)

    def _save(self, rule: Rule) -> ConfigChange:
        from reader.core.named_tables import save_rule

        return save_rule(self.session, self.path, rule)

    def _forget(self, name: str) -> ConfigChange:
        from reader.core.named_tables import forget_rule

        return forget_rule(self.session, self.path, name)


def _unquoted(text: str) -> str:
    return text.replace('"', " ")


def _short(name: str) -> str:
    """Return a name that fits a line of a list, cut between words."""
    return name if len(name) <= _MAX_NAME else name[:_MAX_NAME].rsplit(" ", 1)[0] + "…"
