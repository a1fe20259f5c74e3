"""Compute features of two items for the learned weights of one story."""

from __future__ import annotations

import math

from reader.core.stories.document import Document

PAIR_FEATURES = (
    "cosine", "cover_more", "cover_less", "strongest", "second", "shared", "shared_meanings", "numbers",
    "long_numbers", "other_numbers", "places", "other_places", "events",
    "other_events", "new_acts", "acts", "matters", "time",
    "night", "same_source", "template", "repeated", "evidence", "contained", "unshared", "short", "letters",
    "same_forms", "words",
)  # fmt: skip
NIGHT_HOURS = 18
_SHORT_TITLE = 4
_FEWEST_WORDS = 2
"""Of a title that are learned from; one of fewer, such as a date, is no shorter for the comparison."""
_TEMPLATE_HOURS = 12
MEANING_SHARE = 0.7
"""Weight of two words of one meaning, where one word twice has 1."""


def contradicts(a: Document, b: Document) -> bool:
    """Return whether two documents name different places, days, months, or priced goods.

    Of 276 labelled pairs of one story 2 do, of 1,433 other pairs that share words 391.
    """
    return bool(
        (a.own_places and b.own_places and a.places.isdisjoint(b.places))
        or (a.own_matters and b.own_matters and a.own_matters.isdisjoint(b.own_matters))
        or (a.days and b.days and a.days.isdisjoint(b.days))
        or (a.months and b.months and a.months.isdisjoint(b.months))
    )


def compare(a: Document, b: Document) -> list[float]:
    """Return the ``PAIR_FEATURES`` of two weighted documents of one language."""
    shared = a.stems.keys() & b.stems.keys()
    total = covered_a = covered_b = same_forms = 0.0
    weights = []
    in_both_titles = 0
    a_weights, b_weights, a_title, b_title = a.weights, b.weights, a.title, b.title
    form_in_a, form_in_b = a.forms.get, b.forms.get
    for stem in shared:
        product = a_weights[stem] * b_weights[stem]
        total += product
        weights.append(product)
        if form_in_a(stem) == form_in_b(stem):
            same_forms += product
        if stem in a_title:
            covered_a += a_weights[stem]
            if stem in b_title:
                in_both_titles += 1
        if stem in b_title:
            covered_b += b_weights[stem]
    meanings = 0
    for concept in a.concepts & b.concepts:
        if a.stems_of[concept].isdisjoint(b.stems_of[concept]):
            product = a.concept_weights[concept] * b.concept_weights[concept]
            total += product
            weights.append(product)
            meanings += 1
            if concept in a.title_concepts:
                covered_a += MEANING_SHARE * a.concept_weights[concept]
            if concept in b.title_concepts:
                covered_b += MEANING_SHARE * b.concept_weights[concept]
    weights.sort(reverse=True)
    cover_a, cover_b = covered_a / a.title_weight, covered_b / b.title_weight
    numbers = a.numbers & b.numbers
    places = a.places & b.places
    hours = abs(a.hours - b.hours)
    same = a.source == b.source
    repeated = a.key == b.key
    return [
        total / (a.norm * b.norm),
        max(cover_a, cover_b),
        min(cover_a, cover_b),
        math.sqrt(weights[0]) if weights else 0.0,
        math.sqrt(weights[1]) if len(weights) > 1 else 0.0,
        min(len(weights), 8) / 8,
        min(meanings, 3) / 3,
        1.0 if numbers else 0.0,
        1.0 if numbers and any(len(number) > 1 for number in numbers) else 0.0,
        1.0 if a.own_numbers and b.own_numbers and not numbers else 0.0,
        1.0 if places else 0.0,
        1.0 if a.places and b.places and not places else 0.0,
        min(len(a.events & b.events), 2) / 2,
        1.0
        if a.own_events
        and b.own_events
        and a.own_events.isdisjoint(b.events)
        and b.own_events.isdisjoint(a.events)
        else 0.0,
        float(not a.own_acts <= b.acts) + float(not b.own_acts <= a.acts),
        0.0 if a.own_acts.isdisjoint(b.acts) and b.own_acts.isdisjoint(a.acts) else 1.0,
        0.0 if a.own_matters.isdisjoint(b.own_matters) else 1.0,
        math.log1p(hours),
        1.0 if hours > NIGHT_HOURS else 0.0,
        1.0 if same else 0.0,
        _same_words(a, b) if same and hours > _TEMPLATE_HOURS and not repeated else 0.0,
        1.0 if repeated else 0.0,
        math.sqrt(total),
        total / min(a.norm, b.norm) ** 2,
        min(len(a_title) - in_both_titles, len(b_title) - in_both_titles, 6) / 6,
        1.0 if min(len(a_title), len(b_title)) < _SHORT_TITLE else 0.0,
        len(a.letters & b.letters) / (min(len(a.letters), len(b.letters)) or 1),
        math.sqrt(same_forms),
        max(min(len(a_title), len(b_title)), _FEWEST_WORDS) / 8,
    ]


def _same_words(a: Document, b: Document) -> float:
    """Return the share of the longer title's words in the other title, 0 to 1."""
    one, other = set(a.key), set(b.key)
    return len(one & other) / max(len(one), len(other), 1)
