"""Choose the terminal's profile: by setting, by calibration, or by its own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import SENTENCES, Message
from reader.typeset.graphics_profiles import Graphics, decide_graphics
from reader.typeset.terminal_profiles import Answers, Decision, Order, decide, multiplexer

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = "none"
"""The calibration of a person to whom no order read right."""


class Terminal(NamedTuple):
    """The environment and the answers of a terminal."""

    env: Mapping[str, str]
    answers: Answers | None = None
    """Its answers to the probe; None when it was not probed."""

    @property
    def key(self) -> str:
        """The key of the calibration of terminals like this one in the library."""
        name = decide(self.env, self.answers, "auto").name
        key = f"order {name} {self.env.get('TERM', '')}".rstrip()
        return key.encode("utf-8", "replace").decode()  # bytes that are no UTF-8 are surrogates in it

    def decide(self, setting: str, seen: str = "", harakat: str = "auto") -> Decision:
        """Choose the profile: by the setting, then the calibration, then the terminal's answers.

        Args:
            setting: ``auto`` or the value of an ``Order``.
            seen: the calibrated order, ``NONE``, or empty when there is no calibration.
            harakat: the setting of that name.
        """
        return self._decide(setting, seen).with_harakat(harakat)

    def _decide(self, setting: str, seen: str) -> Decision:
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
        """Decide how images are drawn: the setting wins over its own answers.

        Args:
            setting: ``auto``, ``kitty``, ``sixel``, ``iterm2`` or ``blocks``.
        """
        answers = self.answers or Answers()
        outer = multiplexer(self.env, answers)
        return decide_graphics(self.env, answers.xtversion, answers.able, setting, outer)
