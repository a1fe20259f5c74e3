"""Learn the weights of ``reader.core.stories`` from labelled headlines, or cross-validate them.

    python tests/core/learn_stories.py LABELLED BACKGROUND [--validate [SEEDS]]

LABELLED and BACKGROUND are JSON Lines with ``id source language published title lead story group``; every
item of BACKGROUND is a story of its own. ``story_examples.txt`` beside this script is learned from as well.
Without ``--validate`` it writes ``reader/core/stories/weights.py``; with it, it prints the scores over folds
of whole stories, of several seeds.

Three logistic regressions are fitted by Newton's method: pairs of items, then items and stories, then members
of stories. The second learns from stories built from the labels and from those that the program itself builds
with what was learned so far, strangers among them, which it will meet; the third from the latter. What an
earlier one says is for a later one taken from weights that were learned without the story in question: else
it would believe it too much (F1 + .01 at the same precision).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.story_score import Scores, score_groups

from reader.core.stories import Item, cluster, weights
from reader.core.stories.document import Document, Story
from reader.core.stories.grouper import MEMBER_FEATURES, REVIEWED, STORY_FEATURES, Grouper
from reader.core.stories.similarity import PAIR_FEATURES, compare, contradicts

Row = dict[str, Any]
Keep = Callable[[Row], bool]
PENALTY = 3.3
"""Of a weight of one standard deviation, squared and halved; .3 to 30 give the same within ± .005 F1."""
FOLDS = 6
INNER_FOLDS = 3
_NEWSROOMS = {
    "w": ("ومضة", "ar"),
    "a": ("أصداء المحافظات", "ar"),
    "s": ("وكالة سنابل", "ar"),
    "n": ("نبض نت", "ar"),
    "h": ("صحيفة المرفأ", "ar"),
    "m": ("جريدة القنطرة", "ar"),
    "e": ("Delta Post", "en"),
    "k": ("ڕۆژی نوێ", "ckb"),
    "f": ("پیک خبر", "fa"),
}


class Example(NamedTuple):
    """What a regression learns from: features of two items, or of an item and a story."""

    features: list[float]
    is_same: bool
    one: Row
    other: Row


def load(path: str) -> list[Row]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def load_examples() -> list[Row]:
    """Return the invented news of ``story_examples.txt``, oldest first."""
    rows: list[Row] = []
    story = ""
    for line in Path(__file__).with_name("story_examples.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            story = "example-" + line[2:]
        elif line and not line.startswith("#"):
            head, _, text = line.partition(" | ")
            day, clock, newsroom = head.split()
            source, language = _NEWSROOMS[newsroom]
            title, _, lead = text.partition(" || ")
            rows.append(
                {
                    "id": f"example-{len(rows)}",
                    "source": source,
                    "language": language,
                    "published": f"2026-10-{day}T{clock}:00+03:00",
                    "title": title,
                    "lead": lead,
                    "story": story,
                    "group": f"{story}/{language}",
                }
            )
    return sorted(rows, key=lambda row: row["published"])


def item(row: Row) -> Item:
    published = datetime.fromisoformat(row["published"])
    return Item(row["source"], row["title"], row["lead"], published, row["language"])


class LearningGrouper(Grouper):
    """Groups as the program does, without taking members out, and keeps what the regressions learn from."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.pairs: list[Example] = []
        self.stories: list[Example] = []
        self.members: list[Example] = []
        self._row: dict[int, Row] = {}
        documents = [Document(item(row)) for row in rows]
        self._row = dict(zip(map(id, documents), rows, strict=True))
        self.group(documents)

    def _describe(
        self, document: Document, story: Story, likeness: dict[Document, float], others: Sequence[float]
    ) -> list[float]:
        features = super()._describe(document, story, likeness, others)
        if not document.placed:
            self._keep(self.stories, features, document, story.members)
        return features

    def _review(self, story: Story) -> None:
        if len(story.members) >= REVIEWED:
            for member, features in self._support(story):
                others = [other for other in story.members if other is not member]
                self._keep(self.members, features, member, others)

    def _keep(
        self, examples: list[Example], features: list[float], a: Document, others: Sequence[Document]
    ) -> None:
        """Keep an example of a document and some others if most of these report one event.

        Not if all are of the background, of which nothing is known.
        """
        one = self._row[id(a)]
        rows = [self._row[id(other)] for other in others]
        if all(row.get("background") for row in [one, *rows]):
            return
        group, count = Counter(row["group"] for row in rows).most_common(1)[0]
        if count * 2 > len(rows):
            other = next(row for row in rows if row["group"] == group)
            examples.append(Example(features, one["group"] == group, one, other))


class LabelledGrouper(LearningGrouper):
    """Puts every document to its labelled story."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._by_group: dict[str, Story] = {}
        super().__init__(rows)

    def _choose(self, document: Document, likeness: dict[Document, float]) -> Story | None:
        super()._choose(document, likeness)
        group = self._row[id(document)]["group"]
        if group not in self._by_group:
            self._by_group[group] = Story(len(self._by_group))
        return self._by_group[group]

    def _merge(self, document: Document, likeness: dict[Document, float]) -> None:
        pass

    def _review(self, story: Story) -> None:
        pass


class PairingGrouper(LabelledGrouper):
    """Keeps the pairs of items that would be compared."""

    def _likeness(self, a: Document, b: Document) -> float:
        if not contradicts(a, b):
            self._keep(self.pairs, compare(a, b), a, [b])
        return 0.0

    def _describe(
        self, document: Document, story: Story, likeness: dict[Document, float], others: Sequence[float]
    ) -> list[float]:
        return [0.0] * len(STORY_FEATURES)


def fit(examples: Sequence[Example]) -> tuple[list[float], float]:
    """Return the weights and the bias of a logistic regression with a quadratic penalty."""
    vectors = [example.features for example in examples]
    size, count = len(vectors[0]), len(vectors)
    mean = [sum(x[i] for x in vectors) / count for i in range(size)]
    deviation = [math.sqrt(sum((x[i] - mean[i]) ** 2 for x in vectors) / count) + 1e-6 for i in range(size)]
    rows = [[(x[i] - mean[i]) / deviation[i] for i in range(size)] + [1.0] for x in vectors]
    w = [0.0] * (size + 1)
    for _ in range(20):
        gradient = [PENALTY * value for value in w[:-1]] + [0.0]
        hessian = [[0.0] * (size + 1) for _ in range(size + 1)]
        for i in range(size):
            hessian[i][i] = PENALTY
        for row, example in zip(rows, examples, strict=True):
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, row, w))))))
            error, curve = p - example.is_same, max(p * (1 - p), 1e-9)
            for i, value in enumerate(row):
                gradient[i] += error * value
                scaled, line = curve * value, hessian[i]
                for j in range(i + 1):
                    line[j] += scaled * row[j]
        step = solve(hessian, gradient)
        w = [value - change for value, change in zip(w, step, strict=True)]
        if max(map(abs, step)) < 1e-5:
            break
    slopes = [value / d for value, d in zip(w, deviation, strict=False)]
    return slopes, w[-1] - sum(map(float.__mul__, slopes, mean))


def solve(lower: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric positive definite system, given by its lower half, by Cholesky's method."""
    size = len(right)
    root = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = lower[i][j] - sum(root[i][k] * root[j][k] for k in range(j))
            root[i][j] = math.sqrt(rest) if i == j else rest / root[j][j]
    y = [0.0] * size
    for i in range(size):
        y[i] = (right[i] - sum(root[i][k] * y[k] for k in range(i))) / root[i][i]
    x = [0.0] * size
    for i in reversed(range(size)):
        x[i] = (y[i] - sum(root[k][i] * x[k] for k in range(i + 1, size))) / root[i][i]
    return x


def learn(sets: Sequence[Sequence[Row]], pairs: Sequence[Example], keep: Keep) -> None:
    """Learn from the items that are kept, and put the weights in force.

    Args:
        sets: sets of items.
        pairs: what ``find_pairs`` returns of them.
        keep: whether a row is learned from.
    """
    pairs = [pair for pair in pairs if keep(pair.one) and keep(pair.other)]
    stories: list[Example] = []
    members: list[Example] = []

    def collect(grouper: type[LearningGrouper]) -> tuple[list[Example], list[Example]]:
        """Return examples of every inner fold, by weights that were learned without it."""
        found: tuple[list[Example], list[Example]] = ([], [])
        for number in range(INNER_FOLDS):
            fit_pairs(without(pairs, number))
            if stories:
                fit_stories(without(stories, number))
            grouped = [grouper(rows) for rows in sets]
            for examples, kind in zip(found, ("stories", "members"), strict=True):
                examples += [
                    example
                    for one in grouped
                    for example in getattr(one, kind)
                    if inner_fold(example.one) == number and keep(example.one) and keep(example.other)
                ]
        return found

    stories += collect(LabelledGrouper)[0]
    stories += collect(LearningGrouper)[0]
    members += collect(LearningGrouper)[1]
    fit_pairs(pairs)
    fit_stories(stories)
    slopes, weights.MEMBER_BIAS = fit(members)
    weights.MEMBER = tuple(slopes)
    print(f"{len(pairs)} pairs, {len(stories)} items and stories, {len(members)} members", file=sys.stderr)


def without(examples: Sequence[Example], number: int) -> list[Example]:
    """Return the examples without those of an inner fold."""
    return [one for one in examples if number not in (inner_fold(one.one), inner_fold(one.other))]


def find_pairs(sets: Sequence[Sequence[Row]]) -> list[Example]:
    """Return the pairs of items that would be compared."""
    return [pair for rows in sets for pair in PairingGrouper(rows).pairs]


def fit_pairs(pairs: Sequence[Example]) -> None:
    """Put in force the weights learned from pairs."""
    slopes, weights.PAIR_BIAS = fit(pairs)
    weights.PAIR = tuple(slopes)


def fit_stories(stories: Sequence[Example]) -> None:
    """Put in force the weights learned from items and stories."""
    slopes, weights.STORY_BIAS = fit(stories)
    weights.STORY = tuple(slopes)


def inner_fold(row: Row) -> int:
    """Return the inner fold of a row's story."""
    return zlib.crc32(row["story"].encode()) % INNER_FOLDS


def validate(labelled: list[Row], background: list[Row], sets: Sequence[Sequence[Row]], seeds: int) -> None:
    """Print the scores on stories that were not learned from, over folds of whole stories and seeds."""
    pairs = find_pairs(sets)
    alone, noisy = Scores(), Scores()
    for seed in range(3, 3 + seeds):
        names = sorted({row["story"] for rows in sets for row in rows})
        random.Random(seed).shuffle(names)
        fold = {name: place % FOLDS for place, name in enumerate(names)}
        for number in range(FOLDS):
            others = {name for name, place in fold.items() if place != number}
            learn(sets, pairs, lambda row, others=others: row["story"] in others)  # type: ignore[misc]
            only = {row["id"] for row in labelled if fold[row["story"]] == number}
            for rows, scores in ((labelled, alone), (labelled + background, noisy)):
                scores += score_groups(rows, cluster([item(row) for row in rows]), only)
        print(f"seeds 3 to {seed}", file=sys.stderr)
    print("alone          ", alone)
    print("in background  ", noisy)


def write() -> None:
    """Write the weights in force into the program."""
    path = Path(__file__).parents[2] / "reader/core/stories/weights.py"
    lines = ['"""Weights of the features, learned by ``tests/core/learn_stories.py``."""', ""]
    for name, values, features in (
        ("PAIR", weights.PAIR, PAIR_FEATURES),
        ("STORY", weights.STORY, STORY_FEATURES),
        ("MEMBER", weights.MEMBER, MEMBER_FEATURES),
    ):
        lines += [f"{name}: tuple[float, ...] = ("]
        lines += [f"    {value:.4f},  # {feature}" for value, feature in zip(values, features, strict=True)]
        lines += [")", f"{name}_BIAS = {getattr(weights, name + '_BIAS'):.4f}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled")
    parser.add_argument("background")
    parser.add_argument("--validate", nargs="?", type=int, const=1, metavar="SEEDS")
    options = parser.parse_args()
    gold = load(options.labelled)
    noise = [{**row, "background": True} for row in load(options.background)]
    random.Random(1).shuffle(noise)
    half = len(noise) // 2
    examples = load_examples()
    learned = [gold, gold + noise[:half], examples, examples + noise[half:]]
    if options.validate:
        validate(gold, noise, learned, options.validate)
    else:
        learn(learned, find_pairs(learned), lambda row: True)
        write()
