"""Choose which breaking news to announce: rules against repetition. Pure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.model import Headline

MAX_AGE = timedelta(hours=1)
"""How old a story may be and still be announced; also the time in which announcements are counted."""
MAX_ANNOUNCEMENTS = 4
"""Announcements in that time."""
MEMORY = timedelta(hours=12)
"""How long the words of a story are kept, to know it again when another newsroom tells it."""
MIN_SHARED = 0.6
"""Share of the words of the shorter of two titles that make them one story."""
_LABELS = "عاجل خبر فوري breaking news بەپەلە"
"""Words that call a title breaking and say nothing of its story."""


class Alarm:
    """Chooses the breaking news to announce, each story once."""

    def __init__(self) -> None:
        self._times: deque[datetime] = deque(maxlen=MAX_ANNOUNCEMENTS)
        self._stories: deque[tuple[datetime, frozenset[str]]] = deque()

    def choose(self, headlines: Sequence[Headline], now: datetime) -> list[Headline]:
        """Return the new headlines to announce now; none when there were enough of late.

        Args:
            headlines: each asked about only once, when it comes in.
            now: aware.
        """
        while self._stories and now - self._stories[0][0] > MEMORY:
            self._stories.popleft()
        chosen = []
        for headline in headlines:
            words = _words(headline.title)
            is_known = any(_is_same_story(words, others) for _, others in self._stories)
            if headline.breaking and _is_news(headline, now) and not is_known:
                self._stories.append((now, words))
                chosen.append(headline)
        if len(self._times) == MAX_ANNOUNCEMENTS and now - self._times[0] < MAX_AGE:
            return []
        if chosen:
            self._times.append(now)
        return chosen


def _words(title: str) -> frozenset[str]:
    from reader.store import fold

    return frozenset(re.findall(r"\w+", fold(title))).difference(fold(_LABELS).split())


def _is_news(headline: Headline, now: datetime) -> bool:
    return headline.time is not None and abs(now - headline.time) <= MAX_AGE


def _is_same_story(some: frozenset[str], others: frozenset[str]) -> bool:
    shorter = min(len(some), len(others))
    return some == others or (shorter > 2 and len(some & others) >= MIN_SHARED * shorter)
