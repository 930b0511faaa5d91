"""python -m retention.train: compares, keeps the better model and the customers it has seen."""
from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from retention.clean import LEFT_OUT, features

FOLDER = Path("model")
VALIDATION_FROM = "2024-10-01"


def approaches() -> dict[str, Pipeline]:
    """What is compared."""
    return {
        "logistic": make_pipeline(
            SimpleImputer(strategy="median"),
            StandardScaler(),
            LogisticRegression(C=0.1, max_iter=2000, random_state=3),
        ),
        "boosting": make_pipeline(
            HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, max_leaf_nodes=4, random_state=3),
        ),
    }


def read(path: str) -> pd.DataFrame:
    """One row a customer; where the copies of a customer contradict each other, none."""
    rows = pd.read_csv(path).drop(columns=LEFT_OUT)
    agree = rows.groupby("customer_id")["churned"].transform("nunique") == 1
    return rows[agree].drop_duplicates("customer_id").reset_index(drop=True)


def matrix(rows: pd.DataFrame) -> np.ndarray:
    """Features of all rows."""
    return np.array([features(row) for row in rows.astype(object).where(rows.notna(), None).to_dict("records")])


def main() -> None:
    """Validates on the last quarter, trains the winner on everything."""
    rows = read("data/train.csv")
    x, y, past = matrix(rows), rows["churned"].to_numpy(), (rows["snapshot_date"] < VALIDATION_FROM).to_numpy()
    found = {}
    for name, model in approaches().items():
        p = model.fit(x[past], y[past]).predict_proba(x[~past])[:, 1]
        found[name] = average_precision_score(y[~past], p)
        print(f"{name}: average precision {found[name]:.3f}, Brier {brier_score_loss(y[~past], p):.3f}")
    best = max(found, key=found.get)
    scale = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit(x)
    FOLDER.mkdir(exist_ok=True)
    joblib.dump({"model": approaches()[best].fit(x, y), "scale": scale}, FOLDER / "model.joblib")
    np.save(FOLDER / "customers.npy", scale.transform(x))
    print("saved", best)


if __name__ == "__main__":
    main()
