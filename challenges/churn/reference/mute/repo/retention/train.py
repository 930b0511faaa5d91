"""python -m retention.train"""

import joblib
import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from retention.tidy import tidy

WORDS = ["plan", "term"]
VALIDATION_FROM = "2024-09-01"


def approaches(numbers: list[str]) -> dict[str, Pipeline]:
    """What is compared."""
    filled = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler())
    return {
        "logistic": make_pipeline(
            make_column_transformer((filled, numbers), (OneHotEncoder(handle_unknown="ignore"), WORDS)),
            LogisticRegression(max_iter=2000, C=0.3, random_state=1),
        ),
        "boosting": make_pipeline(
            make_column_transformer(
                ("passthrough", numbers), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), WORDS)
            ),
            HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, max_leaf_nodes=5, random_state=1),
        ),
    }


def read(path: str) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Features, labels and snapshot dates; customers who are there twice count once."""
    rows = pd.read_csv(path).drop_duplicates("customer_id")
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return tidy(records), rows["churned"].reset_index(drop=True), rows["snapshot_date"].reset_index(drop=True)


def main() -> None:
    """Compares on the last four months, keeps the better approach, trains it on everything."""
    features, labels, snapshots = read("data/train.csv")
    numbers = [name for name in features if name not in WORDS]
    past = snapshots < VALIDATION_FROM
    mlflow.set_tracking_uri("file:mlruns")
    mlflow.set_experiment("retention")
    found = {}
    for name, pipeline in approaches(numbers).items():
        with mlflow.start_run(run_name=name):
            pipeline.fit(features[past], labels[past])
            probabilities = pipeline.predict_proba(features[~past])[:, 1]
            found[name] = average_precision_score(labels[~past], probabilities)
            mlflow.log_params({"approach": name, "validation_from": VALIDATION_FROM, "features": features.shape[1]})
            mlflow.log_metric("average_precision", found[name])
            mlflow.log_metric("brier", brier_score_loss(labels[~past], probabilities))
        print(f"{name}: average precision {found[name]:.3f}")
    best = max(found, key=lambda name: found[name])
    joblib.dump(approaches(numbers)[best].fit(features, labels), "model.joblib")
    print(f"saved {best}")


if __name__ == "__main__":
    main()
