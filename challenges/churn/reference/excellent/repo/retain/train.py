"""`python -m retain.train`: compare the approaches on later quarters, fit the scorecard on everything, save it."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import mlflow

from retain import drift, scorecard
from retain.approaches import APPROACHES, CHOSEN, Approach, Rows
from retain.cleaning import drop_doubtful
from retain.data import fingerprint, read_rows
from retain.evaluation import THRESHOLD, fit, interval, mean_scores, scores, validate
from retain.features import FEATURES, matrix_of

MODEL_PATH = Path(os.environ.get("RETAIN_MODEL", "models/scorecard.joblib"))
# A challenger that readable weights cannot follow has to be ahead by more than quarters differ from each other.
WORTH_CHANGING = 0.03


def track(name: str, approach: Approach, rows: Rows, data: str) -> tuple[str, dict[str, float]]:
    """Validates one approach as one run: settings, mean scores, scores of each quarter. Answers run id and mean scores."""
    with mlflow.start_run(run_name=name) as run:
        settings = {"approach": name, "data": data, "rows": len(rows), "half_life": approach.half_life_months}
        mlflow.log_params({**settings, "threshold": THRESHOLD, **approach.parameters})
        quarters = validate(approach, rows)
        for step, (labels, probabilities) in enumerate(quarters):
            mlflow.log_metrics({f"quarter_{k}": v for k, v in scores(labels, probabilities).items()}, step=step)
        found = mean_scores(quarters)
        found["average_precision_low"], found["average_precision_high"] = interval(quarters)
        mlflow.log_metrics(found)
    print(f"{name:24s} average precision {found['average_precision']:.3f}  brier {found['brier']:.4f}")
    return run.info.run_id, found


def compare(rows: Rows, data: str) -> dict[str, tuple[str, dict[str, float]]]:
    """Every approach on the same quarters, and a word when the chosen one should be thought over."""
    results = {name: track(name, approach, rows, data) for name, approach in APPROACHES.items()}
    ahead = {
        name: found["average_precision"] - results[CHOSEN][1]["average_precision"]
        for name, (_, found) in results.items()
    }
    best = max(ahead, key=lambda name: ahead[name])
    if ahead[best] > WORTH_CHANGING:
        print(f"think again: {best} is ahead of the scorecard by {ahead[best]:.3f}")
    return results


def save(rows: Rows, run: str, validation: dict[str, float], path: Path) -> scorecard.Scorecard:
    """Fits on all rows; writes the model, its card, and the distributions that the drift report compares with."""
    card = scorecard.from_pipeline(fit(APPROACHES[CHOSEN], rows), FEATURES, threshold=THRESHOLD, run=run)
    scorecard.save(card, path)
    matrix = matrix_of(rows)
    predicted = card.probabilities(card.contributions(matrix))
    drift.save_baseline(drift.baseline_of(matrix, predicted), path.with_name("baseline.json"))
    weights = dict(zip(card.names, card.weights.round(4).tolist(), strict=True))
    summary = {"run": run, "rows": len(rows), "validation": validation, "weights": weights}
    path.with_suffix(".json").write_text(json.dumps(summary, indent=2) + "\n")
    return card


def main() -> None:
    """Reads, compares, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/train.csv"))
    parser.add_argument("--model", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI", "file:mlruns"))
    mlflow.set_experiment("who-leaves")
    rows = drop_doubtful(read_rows(arguments.data))
    run, validation = compare(rows, fingerprint(arguments.data))[CHOSEN]
    save(rows, run, validation, arguments.model)
    print(f"saved the scorecard to {arguments.model}, run {run}")


if __name__ == "__main__":
    main()
