"""Learn the weights of ``reader.core.stories`` from labelled headlines, or cross-validate them.

    python tests/core/learn_stories.py LABELLED [BACKGROUND] [--validate]

LABELLED and BACKGROUND are JSON Lines with ``id source language published title lead story group``; every
item of BACKGROUND is a story of its own. Without ``--validate`` it writes ``reader/core/stories/weights.py``.
Two logistic regressions are fitted by Newton's method: pairs of items, then items and stories. Stories are
built from the labels meanwhile, so that the second regression sees whole ones.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from core.story_score import Scores, score_groups  # type: ignore[import-not-found]

from reader.core.stories import Item, cluster, weights
from reader.core.stories.document import Document, Story
from reader.core.stories.grouper import STORY_FEATURES, Grouper
from reader.core.stories.similarity import PAIR_FEATURES, compare, contradicts

Row = dict[str, Any]
Example = tuple[list[float], bool]
Keep = Callable[[Row], bool]
PENALTY = 3.3
"""Of a weight of one standard deviation, squared and halved; .3 to 30 give the same within ± .005 F1."""
FOLDS = 6


def load(path: str) -> list[Row]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def item(row: Row) -> Item:
    published = datetime.fromisoformat(row["published"])
    return Item(row["source"], row["title"], row["lead"], published, row["language"])


class LabelledGrouper(Grouper):
    """Puts every document to its labelled story, and keeps what the regressions learn from."""

    def __init__(self, rows: Sequence[Row], keep: Keep, pairs_only: bool) -> None:
        super().__init__()
        self.pairs: list[Example] = []
        self.stories: list[Example] = []
        self._keep = keep
        self._pairs_only = pairs_only
        self._by_group: dict[str, Story] = {}
        documents = [Document(item(row)) for row in rows]
        self._row = dict(zip(map(id, documents), rows, strict=True))
        self.group(documents)

    def _likeness(self, a: Document, b: Document) -> float:
        one, other = self._row[id(a)], self._row[id(b)]
        if not self._pairs_only:
            return super()._likeness(a, b)
        if self._is_example(one, other) and not contradicts(a, b):
            self.pairs.append((compare(a, b), one["group"] == other["group"]))
        return 0.0

    def _choose(self, document: Document, likeness: dict[Document, float]) -> Story | None:
        row = self._row[id(document)]
        if not self._pairs_only:
            super()._choose(document, likeness)
        if row["group"] not in self._by_group:
            self._by_group[row["group"]] = Story(len(self._by_group))
        return self._by_group[row["group"]]

    def _describe(
        self, document: Document, story: Story, likeness: dict[Document, float], others: Sequence[float]
    ) -> list[float]:
        features = super()._describe(document, story, likeness, others)
        one, other = self._row[id(document)], self._row[id(story.members[0])]
        if self._is_example(one, other):
            self.stories.append((features, one["group"] == other["group"]))
        return features

    def _merge(self, document: Document, likeness: dict[Document, float]) -> None:
        pass

    def _is_example(self, one: Row, other: Row) -> bool:
        """Tell whether a pair is to be learned from: of background items alone nothing is known."""
        background = one.get("background") and other.get("background")
        return not background and self._keep(one) and self._keep(other)


def fit(examples: Sequence[Example]) -> tuple[list[float], float]:
    """Return the weights and the bias of a logistic regression with a quadratic penalty."""
    size = len(examples[0][0])
    count = len(examples)
    mean = [sum(x[i] for x, _ in examples) / count for i in range(size)]
    deviation = [
        math.sqrt(sum((x[i] - mean[i]) ** 2 for x, _ in examples) / count) + 1e-6 for i in range(size)
    ]
    rows = [[(x[i] - mean[i]) / deviation[i] for i in range(size)] + [1.0] for x, _ in examples]
    w = [0.0] * (size + 1)
    for _ in range(20):
        gradient = [PENALTY * value for value in w[:-1]] + [0.0]
        hessian = [[0.0] * (size + 1) for _ in range(size + 1)]
        for i in range(size):
            hessian[i][i] = PENALTY
        for row, (_, is_same) in zip(rows, examples, strict=True):
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, row, w))))))
            error, curve = p - is_same, max(p * (1 - p), 1e-9)
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


def learn(sets: Sequence[Sequence[Row]], keep: Keep) -> None:
    """Learn from sets of items and put the weights in force."""
    pairs = [example for rows in sets for example in LabelledGrouper(rows, keep, True).pairs]
    slopes, weights.PAIR_BIAS = fit(pairs)
    weights.PAIR = tuple(slopes)
    stories = [example for rows in sets for example in LabelledGrouper(rows, keep, False).stories]
    slopes, weights.STORY_BIAS = fit(stories)
    weights.STORY = tuple(slopes)
    print(f"{len(pairs)} pairs, {len(stories)} items and stories", file=sys.stderr)


def validate(labelled: list[Row], background: list[Row]) -> None:
    """Print the scores on stories that were not learned from, over folds of whole stories."""
    names = sorted({row["story"] for row in labelled})
    random.Random(3).shuffle(names)
    fold = {name: place % FOLDS for place, name in enumerate(names)}
    fold |= {row["story"]: place % FOLDS for place, row in enumerate(background)}
    half = len(background) // 2
    alone, noisy = Scores(), Scores()
    for number in range(FOLDS):
        learn(
            [labelled, labelled + background[:half]],
            lambda row, number=number: fold[row["story"]] != number,  # type: ignore[misc]
        )
        for rows, scores in ((labelled, alone), (labelled + background, noisy)):
            labels = cluster([item(row) for row in rows])
            only = {row["id"] for row in labelled if fold[row["story"]] == number}
            scores += score_groups(rows, labels, only)
    print("alone          ", alone)
    print("in background  ", noisy)


def write() -> None:
    """Write the weights in force into the program."""
    path = Path(__file__).parents[2] / "reader/core/stories/weights.py"
    lines = ['"""Weights of the features, learned by ``tests/core/learn_stories.py``."""', ""]
    for name, values, features in (
        ("PAIR", weights.PAIR, PAIR_FEATURES),
        ("STORY", weights.STORY, STORY_FEATURES),
    ):
        lines += [f"{name}: tuple[float, ...] = ("]
        lines += [f"    {value:.4f},  # {feature}" for value, feature in zip(values, features, strict=True)]
        lines += [")", f"{name}_BIAS = {getattr(weights, name + '_BIAS'):.4f}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled")
    parser.add_argument("background", nargs="?")
    parser.add_argument("--validate", action="store_true")
    options = parser.parse_args()
    gold = load(options.labelled)
    noise = [{**row, "background": True} for row in load(options.background)] if options.background else []
    random.Random(1).shuffle(noise)
    if options.validate:
        validate(gold, noise)
    else:
        learn([gold, gold + noise[: len(noise) // 2], gold + noise], lambda row: True)
        write()
