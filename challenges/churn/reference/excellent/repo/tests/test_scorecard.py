from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import joblib
import numpy as np
import pytest

from retain import scorecard
from retain.approaches import APPROACHES, CHOSEN
from retain.evaluation import fit
from retain.features import FEATURES, matrix_of
from retain.scorecard import Scorecard


def probabilities(card: Scorecard, rows: list[dict]) -> np.ndarray:
    return card.probabilities(card.contributions(matrix_of(rows)))


def test_the_scorecard_says_what_scikit_learn_says(rows: list[dict], many: Callable[[int], list[dict]]) -> None:
    """Parity of training and serving: the weights that were copied out are all there is to the fitted pipeline."""
    pipeline = fit(APPROACHES[CHOSEN], rows)
    card = scorecard.from_pipeline(pipeline, FEATURES, threshold=0.2, run="x")
    gaps = [row | {"monthly_fee": None, "last_seen_date": "31/02/2023", "sessions_prev_30d": None} for row in many(20)]
    asked = many(60) + gaps
    expected = pipeline.predict_proba(matrix_of(asked))[:, 1]
    np.testing.assert_allclose(probabilities(card, asked), expected, atol=1e-12)


def test_saving_changes_nothing(card: Scorecard, many: Callable[[int], list[dict]], tmp_path: Path) -> None:
    scorecard.save(card, tmp_path / "card.joblib")
    again = scorecard.load(tmp_path / "card.joblib")
    rows = many(30)
    np.testing.assert_array_equal(probabilities(again, rows), probabilities(card, rows))


def test_another_format_is_refused(card: Scorecard, tmp_path: Path) -> None:
    joblib.dump({"format": 0}, tmp_path / "old.joblib")
    with pytest.raises(ValueError, match="train again"):
        scorecard.load(tmp_path / "old.joblib")


def test_who_stops_watching_is_likelier_to_leave(card: Scorecard, good_row: dict) -> None:
    still, gone = probabilities(card, [good_row, good_row | {"sessions_30d": 0, "minutes_watched_30d": 0}])
    assert gone > still


def test_reasons_are_the_largest_contributions(card: Scorecard) -> None:
    contributions = np.zeros(len(card.names))
    contributions[1], contributions[9], contributions[4] = 0.9, 2.0, -3.0
    assert card.why(contributions) == [card.reasons[9], card.reasons[1]]
