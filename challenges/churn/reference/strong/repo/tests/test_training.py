from __future__ import annotations

from pathlib import Path

import joblib
import mlflow
import numpy as np
import pandas as pd
import pytest

from churn import train
from churn.evaluation import THRESHOLD, later_months, scores
from churn.models import base_rate, logistic_regression


def test_validation_months_come_after_all_training_months(rows: pd.DataFrame) -> None:
    folds = list(later_months(rows))
    assert len(folds) == 3
    for past, future in folds:
        assert past["snapshot_date"].max() < future["snapshot_date"].min()


def test_scores_of_a_perfect_and_of_a_useless_model() -> None:
    labels = np.array([0, 0, 0, 1])
    perfect = scores(labels, np.array([0.0, 0.0, 0.0, 1.0]))
    useless = scores(labels, np.full(4, 0.25))
    assert perfect["average_precision"] == 1
    assert perfect["recall_at_threshold"] == 1
    assert useless["average_precision"] == pytest.approx(0.25)
    assert useless["share_called"] == 1


def test_training_saves_the_best_approach_and_tracks_every_one(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"base-rate": (base_rate(), {}), "logistic": (logistic_regression(), {"C": 0.3})}
    monkeypatch.setattr(train, "candidates", lambda: few)
    mlflow.set_tracking_uri(f"file:{tmp_path / 'mlruns'}")
    experiment = mlflow.set_experiment("test")
    path = tmp_path / "model.joblib"
    assert train.save(rows, train.compare(rows), path) == "logistic"
    saved = joblib.load(path)
    assert saved["threshold"] == THRESHOLD
    assert saved["pipeline"].predict_proba(rows.head(3)).shape == (3, 2)
    runs = mlflow.MlflowClient().search_runs([experiment.experiment_id])
    assert {run.data.params["approach"] for run in runs} == {"base-rate", "logistic"}
    assert all("average_precision" in run.data.metrics for run in runs)
