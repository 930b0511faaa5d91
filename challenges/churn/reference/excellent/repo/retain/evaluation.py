"""Scores on later months with their uncertainty, and the threshold from which a call pays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.pipeline import Pipeline

from retain.approaches import SEED, Approach, Rows
from retain.cleaning import TARGET

# A call costs about 6 euro of an agent's time. One in three who would have left stays after it, which keeps about 90
# euro of margin. Calling pays from 6 / (90 / 3) on.
COST_OF_A_CALL = 6.0
MARGIN_KEPT = 90.0
CALLS_THAT_WORK = 1 / 3
THRESHOLD = COST_OF_A_CALL / (MARGIN_KEPT * CALLS_THAT_WORK)

QUARTERS = 3
RESAMPLES = 300


def labels_of(rows: Rows) -> np.ndarray:
    """1 for those who left."""
    return np.array([int(row[TARGET]) for row in rows])


def months_of(rows: Rows) -> np.ndarray:
    """Months since the year 0, from the warehouse's own ISO dates."""
    return np.array([int(row["snapshot_date"][:4]) * 12 + int(row["snapshot_date"][5:7]) - 1 for row in rows])


def weights_of(rows: Rows, half_life: float | None) -> np.ndarray:
    """How much each row counts in training: half as much for every `half_life` months before the latest."""
    months = months_of(rows)
    return np.ones(len(rows)) if half_life is None else 0.5 ** ((months.max() - months) / half_life)


def fit(approach: Approach, rows: Rows) -> Pipeline:
    """A fitted estimator on all rows given."""
    weights = weights_of(rows, approach.half_life_months)
    return approach.make().fit(approach.columns(rows), labels_of(rows), model__sample_weight=weights)


def later_quarters(rows: Rows) -> Iterator[tuple[list, list]]:
    """Training and validation rows; each validation quarter comes after everything it is trained on."""
    months = months_of(rows)
    for quarter in range(QUARTERS, 0, -1):
        start = months.max() + 1 - 3 * quarter
        yield (
            [row for row, month in zip(rows, months, strict=True) if month < start],
            [row for row, month in zip(rows, months, strict=True) if start <= month < start + 3],
        )


def scores(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """Average precision is what we choose by; Brier score and bias are what we must not ruin on the way."""
    called = probabilities >= THRESHOLD
    return {
        "average_precision": float(average_precision_score(labels, probabilities)),
        "roc_auc": float(roc_auc_score(labels, probabilities)),
        "brier": float(brier_score_loss(labels, probabilities)),
        "bias": float(np.mean(probabilities) - np.mean(labels)),
        "recall_at_threshold": float(np.sum(called & (labels == 1)) / max(1, np.sum(labels))),
        "precision_at_threshold": float(np.sum(called & (labels == 1)) / max(1, np.sum(called))),
        "share_called": float(np.mean(called)),
    }


def validate(approach: Approach, rows: Rows) -> list[tuple[np.ndarray, np.ndarray]]:
    """Labels and probabilities of each later quarter, from a model that has seen only what came before."""
    return [
        (labels_of(future), fit(approach, past).predict_proba(approach.columns(future))[:, 1])
        for past, future in later_quarters(rows)
    ]


def mean_scores(quarters: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Mean of each score over the quarters, so that none counts more because more customers left in it."""
    each = [scores(labels, probabilities) for labels, probabilities in quarters]
    return {name: float(np.mean([quarter[name] for quarter in each])) for name in each[0]}


def interval(quarters: list[tuple[np.ndarray, np.ndarray]]) -> tuple[float, float]:
    """95 % of the mean average precision under resampling of customers within each quarter."""
    random = np.random.default_rng(SEED)
    means = []
    for _ in range(RESAMPLES):
        drawn = [(quarter, random.integers(len(quarter[0]), size=len(quarter[0]))) for quarter in quarters]
        means.append(np.mean([average_precision_score(labels[i], p[i]) for (labels, p), i in drawn]))
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
