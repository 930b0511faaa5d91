"""`python -m retain.drift new.csv`: how far customers of today are from those in training. Exits with 1 on an alert."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from retain import scorecard
from retain.data import read_rows
from retain.features import NAMES, matrix_of

# Usual reading of the population stability index: below 0.1 nothing, from 0.25 another population.
LOOK, ALERT = 0.1, 0.25
# Mean predictions outside of these bounds were not seen in any month of training.
MEAN_LOW, MEAN_HIGH = 0.07, 0.18
BINS = 10

Shares = dict[str, list[float]]


def _shares(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Share of each bin, and of gaps as the last one."""
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known, side="right"), minlength=len(edges) + 1)
    return np.append(counts, len(values) - len(known)) / max(1, len(values))


def baseline_of(matrix: np.ndarray, predicted: np.ndarray) -> dict[str, Shares]:
    """Edges and shares of every feature and of the predictions: all that has to be kept of the training data."""
    columns = {**{name: matrix[:, i] for i, name in enumerate(NAMES)}, "prediction": predicted}
    baseline = {}
    for name, values in columns.items():
        edges = np.unique(np.nanquantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
        baseline[name] = {"edges": edges.tolist(), "shares": _shares(values, edges).tolist()}
    return baseline


def save_baseline(baseline: dict[str, Shares], path: Path) -> None:
    """Writes the baseline as JSON."""
    path.write_text(json.dumps(baseline) + "\n")


def stability(shares: np.ndarray, expected: np.ndarray) -> float:
    """Population stability index of two distributions over the same bins."""
    now, then = np.maximum(shares, 1e-4), np.maximum(expected, 1e-4)
    return float(np.sum((now - then) * np.log(now / then)))


def report(baseline: dict[str, Shares], matrix: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Population stability index of every feature and of the predictions, largest first."""
    columns = {**{name: matrix[:, i] for i, name in enumerate(NAMES)}, "prediction": predicted}
    found = {
        name: stability(_shares(values, np.array(baseline[name]["edges"])), np.array(baseline[name]["shares"]))
        for name, values in columns.items()
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def alerts(found: dict[str, float], mean: float) -> list[str]:
    """What somebody has to be told, in sentences."""
    moved = [f"{name} has moved: index {index:.2f}, limit {ALERT}" for name, index in found.items() if index >= ALERT]
    if not MEAN_LOW <= mean <= MEAN_HIGH:
        moved.append(f"mean prediction {mean:.3f} is outside {MEAN_LOW} to {MEAN_HIGH}")
    return moved


def main() -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, default=Path("models/scorecard.joblib"))
    arguments = parser.parse_args()
    card = scorecard.load(arguments.model)
    matrix = matrix_of(read_rows(arguments.data))
    predicted = card.probabilities(card.contributions(matrix))
    found = report(json.loads(arguments.model.with_name("baseline.json").read_text()), matrix, predicted)
    for name, index in found.items():
        print(f"{name:18s} {index:.3f}{'  look' if LOOK <= index < ALERT else '  ALERT' if index >= ALERT else ''}")
    raised = alerts(found, float(np.mean(predicted)))
    print("\n".join(raised) if raised else f"no alert; mean prediction {np.mean(predicted):.3f}")
    return 1 if raised else 0


if __name__ == "__main__":
    sys.exit(main())
