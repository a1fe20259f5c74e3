"""Extract stems, meanings, places, numbers and days of items and stories for comparison."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from reader.core.stories.lexicon import Concept, find_meaning, find_pair
from reader.core.stories.transliteration import read_names
from reader.text.normalize import fold

LEAD_WORDS = 16
"""Words of the summary that are read, its first sentence; with 40 F1 is .01 less, with 25 and 12 .003."""
ANCHOR_WORDS = 40
"""Words of a summary compared across languages, where headlines share less."""
LEAD_SHARE = 0.5
"""Weight of a word of the lead, where one of the title has 1."""
LEAD_ANCHOR_SHARE = 0.6
"""Weight of a meaning or a place of the lead in comparing languages, where one of the title has 1."""
NAME_SHARE = 0.8
"""Weight of the consonants of a name there."""
_TOKEN = re.compile(r"[0-9]+(?:[.,:][0-9]+)*|[^\W\d_]+")
_SCORE = re.compile(r"(?<![0-9.,-])([0-9])\s*[-–:]\s*([0-9])(?![0-9.,-])")
_BROAD = frozenset({"@iraq", "@baghdad", "@kurdistan"})
"""Places that tell few stories of Iraqi newsrooms apart."""
_ROUND = frozenset({"100", "1000", "1000000", "2000000", "1000000000"})


class Item(NamedTuple):
    """A news item to be grouped."""

    source: str
    title: str
    summary: str
    published: datetime
    language: str


class Words:
    """The meaning of the words of one text."""

    __slots__ = (
        "acts",
        "days",
        "events",
        "forms",
        "matters",
        "months",
        "numbers",
        "places",
        "stems",
        "stems_of",
    )

    def __init__(self) -> None:
        self.stems: set[str] = set()
        """Stems, and ``@name`` for each place."""
        self.forms: dict[str, str] = {}
        """Words without clitics and endings by their root, which several words share."""
        self.stems_of: dict[str, set[str]] = {}
        """Stems by the ``#name`` of their concept."""
        self.places: set[str] = set()
        self.events: set[str] = set()
        self.acts: set[str] = set()
        self.matters: set[str] = set()
        self.numbers: set[str] = set()
        self.days: set[str] = set()
        self.months: set[str] = set()


class Document:
    """A news item with the values that the comparison uses."""

    __slots__ = (
        "_item",
        "acts",
        "anchor_weights",
        "concept_weights",
        "concepts",
        "days",
        "events",
        "forms",
        "hours",
        "key",
        "language",
        "letters",
        "matters",
        "months",
        "near_others",
        "nearest",
        "norm",
        "numbers",
        "own_acts",
        "own_events",
        "own_matters",
        "own_numbers",
        "own_places",
        "placed",
        "places",
        "source",
        "stems",
        "stems_of",
        "story",
        "title",
        "title_concepts",
        "title_weight",
        "unit",
        "weights",
    )

    story: Story
    """Set by the grouper, as are the fields below."""
    weights: dict[str, float]
    """Weights by stem: rarity, and higher for stems in the title."""
    unit: dict[str, float]
    """``weights`` scaled to length 1."""
    concept_weights: dict[str, float]
    title_weight: float
    norm: float
    nearest: float
    """Likeness to the most similar earlier item."""
    near_others: list[float]
    """Likeness to the nearest items of other stories."""
    anchor_weights: dict[str, float]
    """``read_anchors`` weighted by rarity, scaled to length 1."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self.language = item.language.partition("-")[0].lower()
        arabic = self.language in ("ar", "")
        title = read_words(item.title, arabic)
        lead = read_words(item.summary, arabic, LEAD_WORDS) if item.summary else Words()
        self.placed = False
        """Whether the item has a story."""
        self.source = item.source
        self.hours = item.published.timestamp() / 3600
        self.key = fold(item.title).split()
        self.letters = frozenset(chain.from_iterable(map(_triples, self.key)))
        self.title = title.stems
        self.stems = {**dict.fromkeys(lead.stems, LEAD_SHARE), **dict.fromkeys(title.stems, 1.0)}
        self.forms = lead.forms | title.forms
        self.title_concepts = title.stems_of.keys()
        self.stems_of = dict(title.stems_of)
        for concept, stems in lead.stems_of.items():
            self.stems_of[concept] = self.stems_of.get(concept, set()) | stems
        self.concepts = self.stems_of.keys()
        self.own_places = title.places - _BROAD
        self.places = (title.places | lead.places) - _BROAD
        self.own_events, self.events = title.events, title.events | lead.events
        self.own_acts, self.acts = title.acts, title.acts | lead.acts
        self.own_matters, self.matters = title.matters, title.matters | lead.matters
        self.own_numbers = title.numbers - _ROUND
        self.numbers = (title.numbers | lead.numbers) - _ROUND
        self.days, self.months = title.days, title.months

    def read_anchors(self) -> dict[str, float]:
        """Return the values comparable across languages, and the weight of each.

        These are meanings, places, numbers, and the consonants of names.
        """
        anchors = {concept: _share(concept in self.title_concepts) for concept in self.concepts}
        anchors |= {place: _share(place in self.own_places) for place in self.places}
        anchors |= {f"={number}": 1.2 if len(number) > 1 else LEAD_ANCHOR_SHARE for number in self.numbers}
        lead = " ".join(self._item.summary.split()[:ANCHOR_WORDS])
        text = f"{self._item.title} {lead}"
        names = read_names(text, fold(text), is_latin=self.language == "en")
        return anchors | dict.fromkeys(names, NAME_SHARE)


@lru_cache(maxsize=8192)
def _triples(word: str) -> tuple[str, ...]:
    """Return all three letters that follow each other in a word, its ends among them.

    A name spelt in two ways shares most of them, as do a noun and its plural.
    """
    marked = f"^{word}$"
    return tuple([marked[place : place + 3] for place in range(len(word))])


def _share(is_in_title: bool) -> float:
    return 1.0 if is_in_title else LEAD_ANCHOR_SHARE


class Event:
    """Stories of one event, one of each language."""

    __slots__ = ("label", "stories")

    def __init__(self, story: Story) -> None:
        self.label = story.label
        self.stories = [story]

    @property
    def languages(self) -> set[str]:
        """The languages in which the event is reported."""
        return {story.members[0].language for story in self.stories if story.members}

    def take(self, other: Event) -> None:
        """Add the stories of another event to this one."""
        for story in other.stories:
            story.event = self
        self.stories += other.stories


class Story:
    """Items on one event in one language, and the values of all of them."""

    __slots__ = (
        "acts",
        "concepts",
        "days",
        "event",
        "events",
        "label",
        "matters",
        "members",
        "numbers",
        "places",
        "sources",
        "stems",
    )

    def __init__(self, label: int) -> None:
        self.label = label
        self.event = Event(self)
        self.members: list[Document] = []
        self.clear()

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Story:
        """Return a story with the values of documents, without making them members."""
        story = cls(-1)
        for document in documents:
            story._include(document)
        return story

    def clear(self) -> None:
        """Remove all members."""
        self.members = []
        self.stems: set[str] = set()
        self.concepts: set[str] = set()
        self.places: set[str] = set()
        self.acts: set[str] = set()
        self.matters: set[str] = set()
        self.numbers: set[str] = set()
        self.events: set[str] = set()
        self.days: set[str] = set()
        self.sources: dict[str, float] = {}
        """Source to the time of its last item, in hours."""

    def add(self, document: Document) -> None:
        """Add a document as a member."""
        document.story = self
        document.placed = True
        self._include(document)

    def _include(self, document: Document) -> None:
        self.members.append(document)
        self.stems.update(document.stems)
        self.concepts |= document.concepts
        self.places |= document.places
        self.acts |= document.acts
        self.matters |= document.matters
        self.numbers |= document.numbers
        self.events |= document.events
        self.days |= document.days
        self.sources[document.source] = max(document.hours, self.sources.get(document.source, -math.inf))


def read_words(text: str, arabic: bool, limit: int | None = None) -> Words:
    """Return the meaning of the words of ``text``, the first ``limit`` of them."""
    found = Words()
    folded = fold(text.replace("\u200c", ""))
    if "-" in folded or ":" in folded or "–" in folded:
        for one, other in _SCORE.findall(folded):
            found.numbers.add("-".join(sorted((one, other))))
    read = [find_meaning(word, arabic) for word in _TOKEN.findall(folded)[:limit]]
    index, last = 0, len(read) - 1
    while index <= last:
        word, stem, concept, begins_pair, form = read[index]
        index += 1
        if begins_pair and index <= last:
            pair = find_pair(read[index - 1], read[index])
            if pair is not None:
                stem, concept, form = pair.name, pair, pair.name
                index += 1
        if concept is None:
            if word[0].isdigit():
                found.numbers.add(word.replace(",", ""))
            elif len(stem) > 1:
                found.stems.add(stem)
                found.forms.setdefault(stem, form)
        elif concept.kind != "common":
            _add(found, stem, form, concept)
    return found


def _add(found: Words, stem: str, form: str, concept: Concept) -> None:
    kind, name, within = concept
    if kind == "number":
        found.numbers.add(name)
    elif kind == "day":
        found.days.add(name)
    elif kind == "month":
        found.months.add(name)
    elif kind == "place":
        place = "@" + name
        found.stems.add(place)
        found.places.add(place)
        if within:
            found.places.add("@" + within)
    else:
        meaning = "#" + name
        found.stems.add(stem)
        found.forms.setdefault(stem, form)
        found.stems_of.setdefault(meaning, set()).add(stem)
        if kind == "act":
            found.acts.add(meaning)
        elif kind == "matter":
            found.matters.add(meaning)
        else:
            found.events.add(meaning)
