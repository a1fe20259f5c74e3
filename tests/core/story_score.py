"""B-cubed and pairwise scores of predicted stories, over the items of one language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class Scores:
    """Sums over items; rows of the background count against precision only."""

    items: int = 0
    precision_sum: float = 0.0
    recall_sum: float = 0.0
    true_pairs: int = 0
    predicted_pairs: int = 0
    wanted_pairs: int = 0
    shown: float = 0.0
    """Groups of two and more; of one with items that are not looked at, the share of those that are."""
    pure: float = 0.0

    def __iadd__(self, other: Scores) -> Scores:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def precision(self) -> float:
        return self.precision_sum / self.items

    @property
    def f1(self) -> float:
        recall = self.recall_sum / self.items
        return 2 * self.precision * recall / (self.precision + recall)

    @property
    def pair_precision(self) -> float:
        return self.true_pairs / max(self.predicted_pairs, 1)

    @property
    def pair_recall(self) -> float:
        return self.true_pairs / max(self.wanted_pairs, 1)

    @property
    def purity(self) -> float:
        """Which part of the groups shown has no stranger."""
        return self.pure / max(self.shown, 1)

    def __str__(self) -> str:
        return (
            f"B3 P {self.precision:.3f} R {self.recall_sum / self.items:.3f} F1 {self.f1:.3f}, pairs "
            f"P {self.pair_precision:.3f} R {self.pair_recall:.3f}, {self.pure:.1f} of {self.shown:.1f} "
            "groups pure"
        )


def score_groups(
    rows: Sequence[dict[str, Any]], labels: Sequence[int], only: Collection[str] | None = None
) -> Scores:
    """Score predicted labels against ``group`` and ``story``; ``only`` names the rows that are looked at."""
    members: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row, label in zip(rows, labels, strict=True):
        members[label].append(row)
    size = Counter(row["group"] for row in rows)
    looked_at = [
        (row, label)
        for row, label in zip(rows, labels, strict=True)
        if not row.get("background") and (only is None or row["id"] in only)
    ]
    scores = Scores()
    for row, label in looked_at:
        group = [other for other in members[label] if other["language"] == row["language"]]
        same = sum(other["group"] == row["group"] for other in group)
        scores.items += 1
        scores.precision_sum += same / len(group)
        scores.recall_sum += same / size[row["group"]]
        scores.true_pairs += same - 1
        scores.wanted_pairs += size[row["group"]] - 1
        scores.predicted_pairs += sum(
            2 if other.get("background") else 1 for other in group if other is not row
        )
    for label in {label for _, label in looked_at}:
        group = members[label]
        if len(group) > 1:
            labelled = [row for row in group if not row.get("background")]
            share = sum(only is None or row["id"] in only for row in labelled) / len(labelled)
            scores.shown += share
            scores.pure += share * (len({row["story"] for row in group}) == 1)
    return scores
