"""Extract stems, meanings, places, numbers and days of items and stories for comparison."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Set
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
NOTHING: Set[str] = frozenset()
"""Most texts have no name of most kinds: a set for each was a third of the time (``tests/bench refresh``)."""
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

    __slots__ = ("_of_kind", "forms", "stems_of")

    def __init__(self) -> None:
        self.forms: dict[str, str] = {}
        """Words without clitics and endings by their root, which several share; a place is ``@name``."""
        self.stems_of: dict[str, set[str]] = {}
        """Stems by the ``#name`` of their concept."""
        self._of_kind: dict[str, set[str]] = {}

    def of_kind(self, kind: str) -> Set[str]:
        """Return the names of an act, day, event, matter, month, number or place."""
        return self._of_kind.get(kind, NOTHING)

    def add(self, kind: str, name: str) -> None:
        """Add a name of a kind."""
        self._of_kind.setdefault(kind, set()).add(name)


class Document:
    """A news item with the values that the comparison uses."""

    __slots__ = (
        "_item",
        "_letters",
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
        "weights",
    )

    story: Story
    """Set by the grouper, as are the fields below."""
    weights: dict[str, float]
    """Weights by stem: rarity, and higher for stems in the title."""
    concept_weights: dict[str, float]
    title_weight: float
    norm: float
    """Length of ``weights``."""
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
        folded = fold(item.title)
        title = read_words(folded, arabic)
        lead = read_words(fold(item.summary), arabic, LEAD_WORDS) if item.summary else _NO_WORDS
        self.placed = False
        """Whether the item has a story."""
        self.source = item.source
        self.hours = item.published.timestamp() / 3600
        self.key = folded.split()
        self._letters: frozenset[str] | None = None
        self.title = title.forms.keys()
        self.stems = {**dict.fromkeys(lead.forms, LEAD_SHARE), **dict.fromkeys(title.forms, 1.0)}
        self.forms = lead.forms | title.forms
        self.title_concepts = title.stems_of.keys()
        self.stems_of: dict[str, Set[str]] = {**lead.stems_of, **title.stems_of}
        for concept in lead.stems_of.keys() & self.title_concepts:
            self.stems_of[concept] = lead.stems_of[concept] | title.stems_of[concept]
        self.concepts = self.stems_of.keys()
        self.own_places = without(title.of_kind("place"), _BROAD)
        self.places = union(self.own_places, without(lead.of_kind("place"), _BROAD))
        self.own_events = title.of_kind("event")
        self.events = union(self.own_events, lead.of_kind("event"))
        self.own_acts = title.of_kind("act")
        self.acts = union(self.own_acts, lead.of_kind("act"))
        self.own_matters = title.of_kind("matter")
        self.matters = union(self.own_matters, lead.of_kind("matter"))
        self.own_numbers = without(title.of_kind("number"), _ROUND)
        self.numbers = union(self.own_numbers, without(lead.of_kind("number"), _ROUND))
        self.days, self.months = title.of_kind("day"), title.of_kind("month")

    @property
    def letters(self) -> frozenset[str]:
        """All three letters that follow each other in a word of the title."""
        if self._letters is None:  # many an item is compared with no other
            self._letters = frozenset(chain.from_iterable(map(_triples, self.key)))
        return self._letters

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
    """Items on one event in one language, and the values of all of them.

    The sets of a story may be those of a document: they are replaced, never changed.
    """

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
        self.members: list[Document] = []
        self.sources: dict[str, float] = {}
        """Source to the time of its last item, in hours."""
        self.stems = self.concepts = self.places = self.acts = self.matters = NOTHING
        self.numbers = self.events = self.days = NOTHING

    def add(self, document: Document) -> None:
        """Add a document as a member."""
        document.story = self
        document.placed = True
        self._include(document)

    def _include(self, document: Document) -> None:
        self.members.append(document)
        self.stems = union(self.stems, document.stems.keys())
        self.concepts = union(self.concepts, document.concepts)
        self.places = union(self.places, document.places)
        self.acts = union(self.acts, document.acts)
        self.matters = union(self.matters, document.matters)
        self.numbers = union(self.numbers, document.numbers)
        self.events = union(self.events, document.events)
        self.days = union(self.days, document.days)
        self.sources[document.source] = max(document.hours, self.sources.get(document.source, -math.inf))


def union(one: Set[str], other: Set[str]) -> Set[str]:
    """Return the union of two sets; one of them as given where the other is empty."""
    return one | other if one and other else one or other


def without(some: Set[str], others: Set[str]) -> Set[str]:
    """Return the difference of two sets; an empty first set as given."""
    return some - others if some else some


def read_words(folded: str, arabic: bool, limit: int | None = None) -> Words:
    """Return the meaning of the words of a folded text, of the first ``limit`` of them."""
    found = Words()
    if "-" in folded or ":" in folded or "–" in folded:
        for one, other in _SCORE.findall(folded):
            found.add("number", "-".join(sorted((one, other))))
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
                found.add("number", word.replace(",", ""))
            elif len(stem) > 1:
                found.forms.setdefault(stem, form)
        elif concept.kind != "common":
            _add(found, stem, form, concept)
    return found


_NO_WORDS = Words()


def _add(found: Words, stem: str, form: str, concept: Concept) -> None:
    kind, name, within = concept
    if kind in ("number", "day", "month"):
        found.add(kind, name)
    elif kind == "place":
        place = "@" + name
        found.forms[place] = place
        found.add(kind, place)
        if within:
            found.add(kind, "@" + within)
    else:
        meaning = "#" + name
        found.forms.setdefault(stem, form)
        found.stems_of.setdefault(meaning, set()).add(stem)
        found.add(kind if kind in ("act", "matter") else "event", meaning)
