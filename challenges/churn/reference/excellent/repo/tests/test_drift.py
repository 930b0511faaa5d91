from __future__ import annotations

import json

import numpy as np
import pytest

from retain.drift import alerts, baseline_of, report, stability
from retain.features import NAMES, matrix_of


def test_the_same_customers_have_not_moved(rows: list[dict]) -> None:
    matrix = matrix_of(rows)
    predicted = np.linspace(0.05, 0.2, len(rows))
    found = report(json.loads(json.dumps(baseline_of(matrix, predicted))), matrix, predicted)
    assert max(found.values()) == pytest.approx(0)
    assert alerts(found, 0.12) == []


def test_a_feature_that_moves_is_named_first(rows: list[dict]) -> None:
    matrix = matrix_of(rows)
    predicted = np.full(len(rows), 0.12)
    baseline = baseline_of(matrix, predicted)
    matrix[:, NAMES.index("sessions")] += 1.5
    found = report(baseline, matrix, predicted)
    assert next(iter(found)) == "sessions"
    assert alerts(found, 0.12)[0].startswith("sessions has moved")


def test_new_gaps_are_drift(rows: list[dict]) -> None:
    matrix = matrix_of(rows)
    baseline = baseline_of(matrix, np.full(len(rows), 0.12))
    matrix[::2, NAMES.index("fee_per_hour")] = np.nan
    assert report(baseline, matrix, np.full(len(rows), 0.12))["fee_per_hour"] > 0.25


def test_a_strange_mean_is_told() -> None:
    assert alerts({}, 0.3) == ["mean prediction 0.300 is outside 0.07 to 0.18"]


def test_the_index_of_two_even_halves_against_a_quarter() -> None:
    expected = (0.25 - 0.5) * np.log(0.5) + (0.75 - 0.5) * np.log(1.5)
    assert stability(np.array([0.25, 0.75]), np.array([0.5, 0.5])) == pytest.approx(expected)
