"""Scores on later months, and the threshold at which a call pays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.pipeline import Pipeline

from churn.cleaning import TARGET

# An offer costs about 9 euro, a customer who leaves about 72 euro of margin: calling pays from 9 / 72 on.
OFFER_COST = 9.0
LOSS_OF_A_CUSTOMER = 72.0
THRESHOLD = OFFER_COST / LOSS_OF_A_CUSTOMER

FOLDS = 3
MONTHS_A_FOLD = 3


def later_months(rows: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Training and validation rows, three times: each validation quarter comes after all it is trained on.

    A random split mixes months and looks better than what happens in production (docs/exploration.md).
    """
    months = pd.to_datetime(rows["snapshot_date"]).dt.to_period("M")
    known = sorted(months.unique())
    for fold in range(FOLDS, 0, -1):
        start = len(known) - fold * MONTHS_A_FOLD
        past, future = known[:start], known[start : start + MONTHS_A_FOLD]
        yield rows[months.isin(past)], rows[months.isin(future)]


def scores(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """Average precision first: it is what we choose by. The others are kept to look at."""
    called = probabilities >= THRESHOLD
    return {
        "average_precision": float(average_precision_score(labels, probabilities)),
        "roc_auc": float(roc_auc_score(labels, probabilities)),
        "brier": float(brier_score_loss(labels, probabilities)),
        "accuracy_at_threshold": float(np.mean(called == labels)),
        "recall_at_threshold": float(np.sum(called & (labels == 1)) / max(1, np.sum(labels))),
        "share_called": float(np.mean(called)),
    }


def evaluate(pipeline: Pipeline, rows: pd.DataFrame) -> list[dict[str, float]]:
    """The scores of one approach on each validation quarter."""
    results = []
    for past, future in later_months(rows):
        model = clone(pipeline).fit(past, past[TARGET])
        probabilities = model.predict_proba(future)[:, 1]
        results.append(scores(future[TARGET].to_numpy(), probabilities))
    return results


def mean_scores(results: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each score over the validation quarters."""
    return {name: float(np.mean([result[name] for result in results])) for name in results[0]}
