"""Choose which breaking news to announce: rules against repetition. Pure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.model import Headline
from reader.store import fold

NEWS = timedelta(hours=1)
"""How old a story may be and still be cried."""
MOST = 4
"""Cries within an hour."""
REMEMBERED = timedelta(hours=12)
"""How long the words of a story are kept, to know it again when another newsroom tells it."""
ALIKE = 0.6
"""Share of the words of the shorter of two titles that make them one story."""
_CRIES = "عاجل خبر فوري breaking news بەپەلە"
"""Words that cry and tell nothing."""


class Alarm:
    """Chooses the breaking news to announce, each story once."""

    def __init__(self) -> None:
        self._cried: deque[datetime] = deque(maxlen=MOST)
        self._stories: deque[tuple[datetime, frozenset[str]]] = deque()

    def choose(self, headlines: Sequence[Headline], now: datetime) -> list[Headline]:
        """Return those of new headlines that make one cry now; none when there were enough of late.

        Args:
            headlines: each asked about only once, when it comes in.
            now: aware.
        """
        while self._stories and now - self._stories[0][0] > REMEMBERED:
            self._stories.popleft()
        chosen = []
        for headline in headlines:
            words = _words(headline.title)
            told = any(_alike(words, others) for _, others in self._stories)
            if headline.breaking and _is_news(headline, now) and not told:
                self._stories.append((now, words))
                chosen.append(headline)
        if len(self._cried) == MOST and now - self._cried[0] < NEWS:
            return []
        if chosen:
            self._cried.append(now)
        return chosen


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(title))).difference(fold(_CRIES).split())


def _is_news(headline: Headline, now: datetime) -> bool:
    return headline.time is not None and abs(now - headline.time) <= NEWS


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    shorter = min(len(some), len(others))
    return some == others or (shorter > 2 and len(some & others) >= ALIKE * shorter)
