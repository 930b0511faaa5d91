"""The approaches that are compared. Each is a pipeline from rows as they come to a probability."""

from __future__ import annotations

from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from churn.features import CATEGORICAL, NUMERIC, build_features

SEED = 20250101


def _one_hot() -> OneHotEncoder:
    return OneHotEncoder(handle_unknown="ignore", sparse_output=False)


def base_rate() -> Pipeline:
    """Knows nothing: what every other approach has to beat."""
    return Pipeline([("features", FunctionTransformer(build_features)), ("model", DummyClassifier(strategy="prior"))])


def logistic_regression(penalty: float = 0.3) -> Pipeline:
    """Readable coefficients; needs gaps filled and scales made equal."""
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    columns = ColumnTransformer([("numbers", numbers, NUMERIC), ("categories", _one_hot(), CATEGORICAL)])
    model = LogisticRegression(C=penalty, max_iter=2000, random_state=SEED)
    return Pipeline([("features", FunctionTransformer(build_features)), ("columns", columns), ("model", model)])


def boosted_trees(iterations: int = 200, learning_rate: float = 0.06, leaves: int = 4) -> Pipeline:
    """Takes gaps as they are and finds the thresholds by itself. Small trees: 4 % of the labels are suspect."""
    columns = ColumnTransformer([("numbers", "passthrough", NUMERIC), ("categories", _one_hot(), CATEGORICAL)])
    model = HistGradientBoostingClassifier(
        max_iter=iterations,
        learning_rate=learning_rate,
        max_leaf_nodes=leaves,
        l2_regularization=1.0,
        random_state=SEED,
    )
    return Pipeline([("features", FunctionTransformer(build_features)), ("columns", columns), ("model", model)])


def candidates() -> dict[str, tuple[Pipeline, dict[str, float]]]:
    """Every approach that is compared, with the parameters that are logged."""
    return {
        "base-rate": (base_rate(), {}),
        "logistic-weak-penalty": (logistic_regression(1.0), {"C": 1.0}),
        "logistic-strong-penalty": (logistic_regression(0.1), {"C": 0.1}),
        "boosted-trees-small": (boosted_trees(200, 0.06, 4), {"iterations": 200, "learning_rate": 0.06, "leaves": 4}),
        "boosted-trees-large": (boosted_trees(120, 0.06, 12), {"iterations": 120, "learning_rate": 0.06, "leaves": 12}),
    }
