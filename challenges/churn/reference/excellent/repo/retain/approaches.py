"""What is compared. Each approach is a way from rows to a matrix and a scikit-learn estimator on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from retain.cleaning import SPELLINGS, clean
from retain.features import matrix_of

SEED = 20250211
Rows = Sequence[Mapping[str, object]]

PLAIN_NUMBERS = (
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
    "monthly_fee",
)


def plain_matrix(rows: Rows) -> np.ndarray:
    """Cleaned columns without any feature of ours: numbers as they are, categories as indicators."""
    customers = [clean(row) for row in rows]
    numbers = [[getattr(customer, name) for name in PLAIN_NUMBERS] for customer in customers]
    indicators = [
        [float(getattr(customer, column) == name) for column, names in SPELLINGS.items() for name in names]
        for customer in customers
    ]
    return np.hstack([np.array(numbers, dtype=float), np.array(indicators, dtype=float)])


def all_columns(rows: Rows) -> np.ndarray:
    """Our features beside the plain columns: for trees, which choose for themselves."""
    return np.hstack([matrix_of(rows), plain_matrix(rows)])


@dataclass(frozen=True)
class Approach:
    """An estimator, the columns that it sees, how fast the past fades, and what is logged about it."""

    make: Callable[[], Pipeline]
    columns: Callable[[Rows], np.ndarray] = matrix_of
    half_life_months: float | None = None
    parameters: dict[str, float] = field(default_factory=dict)


def base_rate() -> Pipeline:
    """Knows nothing: what all others have to beat."""
    return Pipeline([("model", DummyClassifier(strategy="prior"))])


def logistic(strength: float) -> Pipeline:
    """Gaps filled with medians, scales made equal, one weight a column. `strength` is scikit-learn's C."""
    return Pipeline(
        [
            ("fill", SimpleImputer(strategy="median", keep_empty_features=True)),
            ("scale", StandardScaler()),
            ("model", LogisticRegression(C=strength, max_iter=2000, random_state=SEED)),
        ]
    )


def boosted_trees(iterations: int, leaves: int) -> Pipeline:
    """Takes gaps as they are. Small trees, as a few percent of the labels are wrong."""
    model = HistGradientBoostingClassifier(
        max_iter=iterations, learning_rate=0.05, max_leaf_nodes=leaves, l2_regularization=1.0, random_state=SEED
    )
    return Pipeline([("model", model)])


CHOSEN = "scorecard"
APPROACHES: dict[str, Approach] = {
    "base-rate": Approach(base_rate),
    "logistic-plain-columns": Approach(lambda: logistic(0.1), plain_matrix, parameters={"C": 0.1}),
    "scorecard-unweighted": Approach(lambda: logistic(0.1), parameters={"C": 0.1}),
    "scorecard-weak-penalty": Approach(lambda: logistic(1.0), half_life_months=12, parameters={"C": 1.0}),
    CHOSEN: Approach(lambda: logistic(0.1), half_life_months=12, parameters={"C": 0.1}),
    "boosted-trees-small": Approach(
        lambda: boosted_trees(240, 4), all_columns, 12, {"iterations": 240, "leaves": 4, "learning_rate": 0.05}
    ),
    "boosted-trees-large": Approach(
        lambda: boosted_trees(150, 12), all_columns, 12, {"iterations": 150, "leaves": 12, "learning_rate": 0.05}
    ),
}
