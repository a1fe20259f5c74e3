"""The terminal at hand: what it told of itself, and what a person who looked at it said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import SENTENCES, Message
from reader.typeset.graphics_profiles import Graphics, decide_graphics
from reader.typeset.terminal_profiles import Answers, Decision, Order, decide, multiplexer

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = "none"
"""The answer of a person to whom no order read right."""


class Terminal(NamedTuple):
    """What is known of the terminal without looking at it."""

    env: Mapping[str, str]
    answers: Answers | None = None
    """What it said when asked; None when it was not."""

    @property
    def key(self) -> str:
        """Under which the library remembers what a person saw on a terminal like this."""
        name = decide(self.env, self.answers, "auto").name
        return f"order {name} {self.env.get('TERM', '')}".rstrip()

    def decide(self, setting: str, seen: str = "") -> Decision:
        """Decide how to write to it: the setting wins, then what was seen, then what it told of itself.

        Args:
            setting: ``auto``, ``cells``, ``words`` or ``fenced``.
            seen: the order a person chose, ``NONE``, or empty when nobody was asked.
        """
        decision = decide(self.env, self.answers, setting)
        if setting != "auto" or not seen:
            return decision
        if seen not in {order.value for order in Order}:
            none = Message("terminal.none_seen")
            return decision._replace(certain=True, why=Message(SENTENCES, all=(decision.why, none)))
        chosen = decide(self.env, self.answers, seen)
        why = Message("terminal.seen", order=seen, name=decision.name)
        return chosen._replace(name=decision.name, why=why)

    def graphics(self, setting: str) -> Graphics:
        """Decide how pictures are drawn: the setting wins over what it told of itself.

        Args:
            setting: ``auto``, ``kitty``, ``sixel``, ``iterm2`` or ``blocks``.
        """
        answers = self.answers or Answers()
        outer = multiplexer(self.env, answers)
        return decide_graphics(self.env, answers.xtversion, answers.able, setting, outer)
