"""Group arriving news items into stories: candidates by rare words, then learned weights.

A new item is compared with the items of the last two days that share its rarest words; each story they belong
to is scored as a whole (its best, second and mean likeness, its lead over other stories, values of the
item that the story lacks), and the item joins the best one above a threshold or begins a new one. A story of
three items or more is reviewed: the item with the least support of the others is removed if below a
threshold.

Stories of several languages are one event if an item of each shares enough meanings, places, numbers and
consonants of names.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from operator import mul

import reader.core.stories.weights as learned
from reader.core.stories.document import LEAD_SHARE, Document, Item, Story
from reader.core.stories.similarity import MEANING_SHARE, NIGHT_HOURS, compare, contradicts
from reader.core.stories.transliteration import NAME_MARK

WINDOW_HOURS = 48
JOIN = (1.4, 0.5, 0.0)
"""Score above which an item joins a story of one item, of two, of more: two may be alike by chance."""
MERGE = 1.4
"""Mean score above which one or two items that stand alone are put to a story."""
KEEP = 0.0
"""Score below which an item is taken out of a story again."""
REVIEWED = 3
"""Items of a story that is reviewed, at least."""
_SMALL = 2
"""Members of a story that may be merged into another."""
_POSTINGS = 100
"""Occurrences of an item's words that are looked at, those of the rarest first."""
_CANDIDATES = 5
_MEMBERS = 8
"""Latest members of a story that are compared."""
_LEAST_SHARED = 0.05
_SHARED_PER_LOG_HOUR = 0.04
"""Least cosine of a candidate, higher with age; reached by 97 % of the true pairs."""
_SMOOTH_ITEMS = 50
LINK = 0.22
"""Likeness above which stories of two languages are one event: 42 % of the pairs, 97 % of them right."""
_LINK_PER_LOG_HOUR = 0.03
_ANCHOR_SMOOTH = 0.3
_UNLIKELY = -5.0
_CERTAIN = 6.0
_PLAUSIBLE = -2.0
"""Likeness to one of its items below which a story is not considered; of 600 right joins none is below -1."""
STORY_FEATURES = (
    "best", "mean", "second", "size", "same_source", "since_last", "since_first", "lead", "rivals",
    "near_others", "words", "known_neighbour", "single", "same_source_night", "other_places", "new_places",
    "new_acts", "other_matters", "other_numbers", "other_events", "rare_shared", "strongest", "other_days",
)  # fmt: skip
_LEAD = STORY_FEATURES.index("lead")
MEMBER_FEATURES = ("score", "core", "size", "words", "lead", "contradicted")


class Grouper:
    """Stories of a sliding window of two days; add items roughly in order of publication."""

    def __init__(self) -> None:
        self._count = 0
        self._frequency: Counter[str] = Counter()
        """Number of items of the window by stem and by concept."""
        self._postings: dict[str, defaultdict[str, deque[Document]]] = {}
        """Documents by language and stem, oldest first."""
        self._anchor_frequency: Counter[str] = Counter()
        self._anchors: dict[str, defaultdict[str, deque[Document]]] = {}
        """As ``_postings``, by anchors; filled when there are several languages."""
        self._is_multilingual = False
        self._window: deque[Document] = deque()
        self._next = 0

    def add(self, items: Iterable[Item]) -> list[Document]:
        """Group more items; return a document for each. Its ``story`` may still change."""
        documents = [Document(item) for item in items]
        self.group(documents)
        return documents

    def group(self, documents: Sequence[Document]) -> None:
        """Group more documents, oldest first; documents with a story stay in that story."""
        for document in documents:  # words of a batch are rare or common before its first item is grouped
            self._frequency.update(document.stems.keys())
            self._frequency.update(document.concepts)
        self._count += len(documents)
        self._compare_languages(documents)
        for document in documents:  # an item is compared with all items of a story, later ones included
            if document.placed:
                self._weigh(document)
                document.nearest, document.near_others = _UNLIKELY, []
        for document in sorted(documents, key=lambda document: document.hours):
            self._expire(document.hours - WINDOW_HOURS)
            is_new = not document.placed
            if is_new:
                self._weigh(document)
                self._place(document)
            if self._is_multilingual:
                self._weigh_anchors(document)
                if is_new:
                    self._link(document)
            self._index(document)

    def _expire(self, before: float) -> None:
        window = self._window
        while window and window[0].hours < before:
            old = window.popleft()
            self._count -= 1
            postings = self._postings[old.language]
            for stem in old.stems:
                self._frequency[stem] -= 1
                postings[stem].popleft()
            for concept in old.concepts:
                self._frequency[concept] -= 1
            if self._is_multilingual:
                anchors = self._anchors[old.language]
                for anchor in old.anchor_weights:
                    self._anchor_frequency[anchor] -= 1
                    anchors[anchor].popleft()

    def _index(self, document: Document) -> None:
        self._window.append(document)
        postings = self._postings.setdefault(document.language, defaultdict(deque))
        for stem in document.stems:
            postings[stem].append(document)
        if self._is_multilingual:
            self._index_anchors(document)

    def _index_anchors(self, document: Document) -> None:
        anchors = self._anchors.setdefault(document.language, defaultdict(deque))
        for anchor in document.anchor_weights:
            anchors[anchor].append(document)

    def _compare_languages(self, documents: Sequence[Document]) -> None:
        """Begin to compare across languages when the documents are in several."""
        languages = {document.language for document in documents} | self._postings.keys()
        known = self._is_multilingual
        self._is_multilingual = known or len(languages) > 1
        if not self._is_multilingual:
            return
        for document in [*(() if known else self._window), *documents]:
            document.anchor_weights = document.read_anchors()
            self._anchor_frequency.update(document.anchor_weights.keys())
        if not known:
            for document in self._window:
                self._weigh_anchors(document)
                self._index_anchors(document)

    def _weigh_anchors(self, document: Document) -> None:
        items = self._count + _SMOOTH_ITEMS
        scale = 1 / math.log(items)
        weights = {
            anchor: share * math.log(items / (self._anchor_frequency[anchor] + 0.5)) * scale
            for anchor, share in document.anchor_weights.items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) + _ANCHOR_SMOOTH
        document.anchor_weights = {anchor: weight / norm for anchor, weight in weights.items()}

    def _link(self, document: Document) -> None:
        """Add a document's story to the most similar event in another language, if any."""
        shared: dict[Document, float] = {}
        for language, anchors in self._anchors.items():
            budget = _POSTINGS if language != document.language else 0
            weights = document.anchor_weights
            for anchor in sorted(weights, key=weights.__getitem__, reverse=True) if budget else ():
                some = anchors.get(anchor, ())
                budget -= len(some)
                if budget < 0:
                    break
                for other in some:
                    shared[other] = shared.get(other, 0.0) + weights[anchor] * other.anchor_weights[anchor]
        chosen, best = None, LINK
        for other, share in shared.items():
            if share < best:
                continue
            value = share - _LINK_PER_LOG_HOUR * math.log1p(abs(document.hours - other.hours))
            if value >= best and _shares_enough(document, other) and not contradicts(document, other):
                chosen, best = other.story.event, value
        event = document.story.event
        if chosen is not None and chosen is not event and chosen.languages.isdisjoint(event.languages):
            chosen.take(event)

    def _weigh(self, document: Document) -> None:
        """Weigh the words of a document by how rare they are: 1 for a word no other item has."""
        items = self._count + _SMOOTH_ITEMS
        scale = 1 / math.log(items)
        frequency, log = self._frequency, math.log
        weights = document.weights = {
            stem: share * max(log(items / (frequency[stem] + 0.5)) * scale, 0.05)
            for stem, share in document.stems.items()
        }
        document.concept_weights = {
            concept: (1 if concept in document.title_concepts else LEAD_SHARE)
            * MEANING_SHARE
            * max(log(items / (frequency[concept] + 0.5)) * scale, 0.05)
            for concept in document.concepts
        }
        document.title_weight = sum(weights[stem] for stem in document.title) + 0.01
        document.norm = math.sqrt(sum([weight * weight for weight in weights.values()])) + 0.01

    def _place(self, document: Document) -> None:
        """Add a document to the most similar story, or to a new one."""
        likeness = {other: self._likeness(document, other) for other in self._find_candidates(document)}
        document.nearest = max(likeness.values(), default=_UNLIKELY)
        story = self._choose(document, likeness)
        if story is None:
            story = self._begin_story()
        story.add(document)
        self._merge(document, likeness)
        document.near_others = _others(likeness, document.story)[:3]
        self._review(document.story)

    def _begin_story(self) -> Story:
        self._next += 1
        return Story(self._next - 1)

    def _choose(self, document: Document, likeness: dict[Document, float]) -> Story | None:
        """Return the story for a document; None to begin a new one."""
        chosen, best = None, 0.0
        for story in {other.story: None for other, value in likeness.items() if value > _PLAUSIBLE}:
            features = self._describe(document, story, likeness, _others(likeness, story))
            above = _score(features) - JOIN[min(len(story.members), len(JOIN)) - 1]
            if above >= best:
                chosen, best = story, above
        return chosen

    def _find_candidates(self, document: Document) -> list[Document]:
        """Return the documents of the window that share most, by their rarest words."""
        postings = self._postings.get(document.language)
        if not postings:
            return []
        found: dict[Document, float] = {}
        budget = _POSTINGS
        weights, norm = document.weights, document.norm
        for stem in sorted(weights, key=weights.__getitem__, reverse=True):
            some = postings.get(stem)
            if not some:
                continue
            budget -= len(some)
            if budget < 0:
                break
            weight = weights[stem] / norm
            for other in some:
                found[other] = found.get(other, 0.0) + weight * (other.weights[stem] / other.norm)
        good: list[tuple[float, int, Document]] = []
        for other, share in found.items():
            if share > _LEAST_SHARED:
                share -= _SHARED_PER_LOG_HOUR * math.log1p(abs(document.hours - other.hours))
                if share > _LEAST_SHARED:
                    good.append((share, len(good), other))
        good.sort(reverse=True)
        return [other for _, _, other in good[:_CANDIDATES]]

    def _likeness(self, a: Document, b: Document) -> float:
        if contradicts(a, b):
            return _UNLIKELY
        value = math.fsum(map(mul, compare(a, b), learned.PAIR)) + learned.PAIR_BIAS
        return max(_UNLIKELY, min(_CERTAIN, value))

    def _describe(
        self, document: Document, story: Story, likeness: dict[Document, float], others: Sequence[float]
    ) -> list[float]:
        """Return the ``STORY_FEATURES`` of a document and a story."""
        members = story.members
        values = []
        for member in members[-_MEMBERS:]:
            value = likeness.get(member)
            if value is None:
                value = likeness[member] = self._likeness(document, member)
            values.append(value)
        values += [likeness[member] for member in members[:-_MEMBERS] if member in likeness]
        values.sort(reverse=True)
        best = values[0]
        last_of_source = story.sources.get(document.source)
        shared = sorted(
            [document.weights[stem] for stem in document.stems if stem in story.stems]
            + [
                document.concept_weights[concept]
                for concept in document.concepts & story.concepts
                if document.stems_of[concept].isdisjoint(story.stems)
            ],
            reverse=True,
        )
        own_places = document.own_places
        return [
            best,
            sum(values) / len(values),
            values[1] if len(values) > 1 else best,
            math.log(len(members)),
            0.0 if last_of_source is None else 1.0,
            math.log1p(abs(document.hours - members[-1].hours)),
            math.log1p(abs(document.hours - members[0].hours)),
            best - (others[0] if others else _UNLIKELY),
            float(sum(value > best - 1 for value in others)),
            sum(others[:3]) / 3 if len(others) >= 3 else _UNLIKELY,
            min(len(document.title), 8) / 8,
            members[0].nearest,
            1.0 if len(members) == 1 else 0.0,
            0.0 if last_of_source is None or document.hours - last_of_source <= NIGHT_HOURS else 1.0,
            1.0 if own_places and story.places and own_places.isdisjoint(story.places) else 0.0,
            0.0 if own_places <= story.places else 1.0,
            float(len(document.own_acts - story.acts)),
            1.0
            if document.own_matters and story.matters and document.own_matters.isdisjoint(story.matters)
            else 0.0,
            1.0
            if document.own_numbers and story.numbers and document.own_numbers.isdisjoint(story.numbers)
            else 0.0,
            1.0
            if document.own_events and story.events and document.own_events.isdisjoint(story.events)
            else 0.0,
            min(sum(weight > 0.4 for weight in shared), 6) / 3,
            sum(shared[:3]),
            1.0 if document.days and story.days and document.days.isdisjoint(story.days) else 0.0,
        ]

    def _merge(self, document: Document, likeness: dict[Document, float]) -> None:
        """Merge small stories that a document connects with its story."""
        for other, value in sorted(likeness.items(), key=lambda pair: -pair[1])[:6]:
            if value < _PLAUSIBLE:
                break
            if other.story is document.story:
                continue
            small, large = sorted((other.story, document.story), key=lambda story: len(story.members))
            if len(small.members) > _SMALL:
                continue
            total = 0.0
            for member in small.members:
                others = _others(likeness, small, large) if member is document else member.near_others
                known = likeness if member is document else {}
                total += _score(self._describe(member, large, known, others))
            if total / len(small.members) >= MERGE:
                moved = small.members
                small.clear()
                small.event.stories.remove(small)
                if small.event.stories and large.event.languages.isdisjoint(small.event.languages):
                    large.event.take(small.event)
                for member in moved:
                    large.add(member)
                large.members.sort(key=lambda member: member.hours)

    def _review(self, story: Story) -> None:
        """Remove the member of a story with the least support, if below the threshold."""
        if len(story.members) < REVIEWED:
            return
        support = {member: _score_member(features) for member, features in self._support(story)}
        weakest = min(support, key=support.__getitem__)
        if support[weakest] < KEEP:
            rest = [member for member in story.members if member is not weakest]
            story.clear()
            for member in rest:
                story.add(member)
            self._begin_story().add(weakest)

    def _support(self, story: Story) -> Iterator[tuple[Document, list[float]]]:
        """Yield the latest members of a story, each with its ``MEMBER_FEATURES``."""
        members = story.members[-_MEMBERS:]
        likeness: dict[Document, dict[Document, float]] = {member: {} for member in members}
        for place, one in enumerate(members):
            for other in members[:place]:
                likeness[one][other] = likeness[other][one] = self._likeness(one, other)
        occurrences = Counter(stem for member in members for stem in member.stems)
        items = self._count + _SMOOTH_ITEMS
        for member in members:
            others = [other for other in members if other is not member]
            features = self._describe(member, Story.of(others), likeness[member], member.near_others)
            core = {
                stem: math.log(items / (self._frequency[stem] + 0.5))
                for stem, count in occurrences.items()
                if (count - (stem in member.stems)) * 2 >= len(others)
            }
            explained = math.fsum(weight for stem, weight in core.items() if stem in member.stems)
            yield (
                member,
                [
                    _score(features),
                    explained / (math.fsum(core.values()) + 0.1),
                    math.log(len(story.members)),
                    min(len(member.title), *(len(other.title) for other in others)) / 8,
                    features[_LEAD],
                    1.0 if any(contradicts(member, other) for other in others) else 0.0,
                ],
            )


def _shares_enough(a: Document, b: Document) -> bool:
    """Return whether items of two languages share more than one place or name.

    A place counts as the name it also is, once.
    """
    kinds = Counter(anchor[0] for anchor in a.anchor_weights.keys() & b.anchor_weights.keys())
    return kinds["#"] + kinds["="] + max(kinds["@"], kinds[NAME_MARK]) > 1


def _others(likeness: dict[Document, float], *stories: Story) -> list[float]:
    """Return the likeness to documents of other stories, highest first."""
    return sorted((value for other, value in likeness.items() if other.story not in stories), reverse=True)


def _score(features: list[float]) -> float:
    return math.fsum(map(mul, features, learned.STORY)) + learned.STORY_BIAS


def _score_member(features: list[float]) -> float:
    return math.fsum(map(mul, features, learned.MEMBER)) + learned.MEMBER_BIAS


def cluster(items: Sequence[Item]) -> list[int]:
    """Return the label of a story for each item, in the order given, as if they arrived by time."""
    documents = Grouper().add(items)
    return [document.story.event.label for document in documents]
