"""The model that is served: one weight a feature. Plain numbers, so serving needs no scikit-learn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import joblib
import numpy as np

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FORMAT = 1
# Log-odds that a feature must add over the average customer before it is worth telling.
LEAST_REASON = 0.15
MOST_REASONS = 3


@dataclass(frozen=True)
class Scorecard:
    """Weights for standardised features. `fill` stands in for gaps, `reference` is the average customer."""

    names: tuple[str, ...]
    reasons: tuple[str, ...]
    fill: np.ndarray
    reference: np.ndarray
    weights: np.ndarray
    intercept: float
    threshold: float
    run: str
    format: int = FORMAT
    version: str = "scorecard"

    def contributions(self, matrix: np.ndarray) -> np.ndarray:
        """Log-odds that each feature adds over the average customer; shape (rows, features)."""
        filled = np.where(np.isnan(matrix), self.fill, matrix)
        return (filled - self.reference) * self.weights

    def probabilities(self, contributions: np.ndarray) -> np.ndarray:
        """Chance of leaving next month for rows of contributions."""
        return 1 / (1 + np.exp(-(self.intercept + contributions.sum(axis=1))))

    def why(self, contributions: np.ndarray) -> list[str]:
        """What raises the risk of one customer most, in words, strongest first."""
        strongest = np.argsort(-contributions)[:MOST_REASONS]
        return [self.reasons[i] for i in strongest if contributions[i] >= LEAST_REASON]


def from_pipeline(pipeline: Pipeline, features: dict[str, str], *, threshold: float, run: str) -> Scorecard:
    """The numbers inside a fitted pipeline of imputer, scaler and logistic regression."""
    imputer, scaler, model = (step for _, step in pipeline.steps)
    return Scorecard(
        names=tuple(features),
        reasons=tuple(features.values()),
        fill=imputer.statistics_,
        reference=scaler.mean_,
        weights=model.coef_[0] / scaler.scale_,
        intercept=float(model.intercept_[0]),
        threshold=threshold,
        run=run,
    )


def save(scorecard: Scorecard, path: Path) -> None:
    """Writes numbers and text only; no class of ours or of scikit-learn is needed to read them again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(asdict(scorecard), path)


def load(path: Path) -> Scorecard:
    """Reads what `save` wrote. Raises ValueError for another format and OSError where there is no file."""
    stored = joblib.load(path)
    if stored.get("format") != FORMAT:
        raise ValueError(f"{path} has format {stored.get('format')}, this service reads {FORMAT}: train again")
    return Scorecard(**stored)
