"""python -m churn.train: tries several models and saves the best."""
from __future__ import annotations

from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder
from sklearn.tree import DecisionTreeClassifier

from churn.prepare import CATEGORICAL, TARGET, oversample, prepare

SEED = 42
ARTIFACTS = Path("artifacts")


def models() -> dict[str, object]:
    """Models to compare."""
    return {
        "logistic regression": LogisticRegression(max_iter=3000, random_state=SEED),
        "decision tree": DecisionTreeClassifier(random_state=SEED),
        "gradient boosting": HistGradientBoostingClassifier(
            max_iter=500, learning_rate=0.2, max_leaf_nodes=None, min_samples_leaf=1, random_state=SEED
        ),
    }


def pipeline(model: object) -> Pipeline:
    """Categories as codes, unknown ones as -1; numbers as they are."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    columns = ColumnTransformer([("categories", codes, CATEGORICAL)], remainder="passthrough")
    return Pipeline([("columns", columns), ("model", model)])


def score(y: pd.Series, p: pd.Series) -> dict[str, float]:
    """Metrics of one run."""
    return {
        "accuracy": accuracy_score(y, p >= 0.5),
        "f1": f1_score(y, p >= 0.5),
        "roc_auc": roc_auc_score(y, p),
        "average_precision": average_precision_score(y, p),
    }


def main() -> None:
    """Compares, logs and saves."""
    rows = oversample(pd.read_csv("data/train.csv"), SEED)
    x, y = prepare(rows), rows[TARGET]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=SEED)
    ARTIFACTS.mkdir(exist_ok=True)
    results = {}
    for name, model in models().items():
        fitted = pipeline(model).fit(x_train, y_train)
        metrics = score(y_test, fitted.predict_proba(x_test)[:, 1])
        results[name] = metrics["average_precision"]
        print(name, {key: round(value, 3) for key, value in metrics.items()})
    best = max(results, key=results.get)
    joblib.dump(pipeline(models()[best]).fit(x, y), ARTIFACTS / "model.joblib")
    print("saved", best)


if __name__ == "__main__":
    main()
