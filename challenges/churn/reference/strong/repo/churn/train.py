"""`python -m churn.train`: compare the approaches on later months, train the best on everything, save it."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import joblib
import mlflow
import pandas as pd

from churn.cleaning import TARGET, drop_duplicates
from churn.evaluation import THRESHOLD, evaluate, mean_scores
from churn.models import candidates

MODEL_PATH = Path(os.environ.get("CHURN_MODEL", "models/churn.joblib"))


def load(path: Path) -> pd.DataFrame:
    """Training rows, one a customer. `NA` and the like are read as text, only an empty cell is a gap."""
    rows = pd.read_csv(path, keep_default_na=False, na_values=[""])
    return drop_duplicates(rows)


def compare(rows: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Mean scores of every approach; each is one run in the tracking store, with the score of each quarter."""
    results = {}
    for name, (pipeline, parameters) in candidates().items():
        with mlflow.start_run(run_name=name):
            mlflow.log_params({"approach": name, "rows": len(rows), "threshold": THRESHOLD, **parameters})
            quarters = evaluate(pipeline, rows)
            for step, quarter in enumerate(quarters):
                mlflow.log_metrics({f"quarter_{key}": value for key, value in quarter.items()}, step=step)
            results[name] = mean_scores(quarters)
            mlflow.log_metrics(results[name])
        print(f"{name:26s} average precision {results[name]['average_precision']:.3f}")
    return results


def save(rows: pd.DataFrame, results: dict[str, dict[str, float]], path: Path) -> str:
    """Trains the approach with the best mean average precision on all rows and writes it with its card."""
    best = max(results, key=lambda name: results[name]["average_precision"])
    pipeline, _ = candidates()[best]
    pipeline.fit(rows, rows[TARGET])
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump({"pipeline": pipeline, "approach": best, "threshold": THRESHOLD}, path)
    card = {"approach": best, "rows": len(rows), "validation": results[best]}
    path.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n")
    return best


def main() -> None:
    """Reads the data, compares, saves the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/train.csv"))
    parser.add_argument("--model", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI", "file:mlruns"))
    mlflow.set_experiment("churn")
    rows = load(arguments.data)
    best = save(rows, compare(rows), arguments.model)
    print(f"saved {best} to {arguments.model}")


if __name__ == "__main__":
    main()
