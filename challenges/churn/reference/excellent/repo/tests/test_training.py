from __future__ import annotations

import json
from pathlib import Path

import mlflow
import numpy as np
import pytest

from retain import scorecard, train
from retain.approaches import APPROACHES, CHOSEN, all_columns, plain_matrix
from retain.data import cell, read_rows
from retain.evaluation import THRESHOLD, interval, later_quarters, months_of, scores, validate, weights_of


def test_validation_months_come_after_all_training_months(rows: list[dict]) -> None:
    folds = list(later_quarters(rows))
    assert len(folds) == 3
    for past, future in folds:
        assert months_of(past).max() < months_of(future).min()


def test_scores_of_a_perfect_and_of_a_useless_model() -> None:
    labels = np.array([0, 0, 0, 1])
    perfect = scores(labels, np.array([0.0, 0.0, 0.0, 1.0]))
    useless = scores(labels, np.full(4, 0.25))
    assert (perfect["average_precision"], perfect["precision_at_threshold"]) == (1, 1)
    assert useless["average_precision"] == pytest.approx(0.25)
    assert useless["share_called"] == 1


def test_the_interval_holds_the_score(rows: list[dict]) -> None:
    quarters = validate(APPROACHES[CHOSEN], rows)
    low, high = interval(quarters)
    mean = np.mean([scores(*quarter)["average_precision"] for quarter in quarters])
    assert low < mean < high


def test_the_past_fades(rows: list[dict]) -> None:
    weights = weights_of(rows, 12)
    months = months_of(rows)
    assert weights[months == months.max()].tolist() == [1] * int((months == months.max()).sum())
    assert weights[months == months.max() - 12] == pytest.approx(0.5)
    assert set(weights_of(rows, None)) == {1}


def test_matrices_have_a_row_a_customer(rows: list[dict]) -> None:
    assert len(plain_matrix(rows[:5])) == len(all_columns(rows[:5])) == 5


@pytest.mark.parametrize(("text", "value"), [("", None), ("7", 7.0), ("7,99 €", "7,99 €"), ("DE", "DE")])
def test_cells_are_read_as_the_service_would_receive_them(text: str, value: object) -> None:
    assert cell(text) == value


def test_a_file_is_read_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("customer_id,plan\nC1,\nC2,Österreich\n", encoding="utf-8")
    assert read_rows(tmp_path / "a.csv") == [
        {"customer_id": "C1", "plan": None},
        {"customer_id": "C2", "plan": "Österreich"},
    ]


def test_training_tracks_every_approach_and_saves_one_twice_alike(
    rows: list[dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {name: APPROACHES[name] for name in ("base-rate", CHOSEN)}
    monkeypatch.setattr(train, "APPROACHES", few)
    mlflow.set_tracking_uri(f"file:{tmp_path / 'mlruns'}")
    experiment = mlflow.set_experiment("test")
    run, validation = train.compare(rows, "abc")[CHOSEN]
    first = train.save(rows, run, validation, tmp_path / "one.joblib")
    second = train.save(rows, run, validation, tmp_path / "two.joblib")
    np.testing.assert_array_equal(first.weights, second.weights)
    assert scorecard.load(tmp_path / "one.joblib").threshold == THRESHOLD
    assert json.loads((tmp_path / "one.json").read_text())["run"] == run
    runs = mlflow.MlflowClient().search_runs([experiment.experiment_id])
    assert {found.data.params["approach"] for found in runs} == set(few)
    assert all({"average_precision", "brier"} <= set(found.data.metrics) for found in runs)
