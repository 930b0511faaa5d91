from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from churn.features import CATEGORICAL, NUMERIC, build_features


def features(row: dict) -> pd.Series:
    return build_features(pd.DataFrame([row])).iloc[0]


def test_columns_are_the_declared_ones(good_row: dict) -> None:
    assert build_features(pd.DataFrame([good_row])).columns.tolist() == NUMERIC + CATEGORICAL


def test_days_unseen_counts_from_the_snapshot(good_row: dict) -> None:
    assert features(good_row)["days_unseen"] == 11


@pytest.mark.parametrize("day", ["2024-06-15", "31/02/2024", None])
def test_days_unseen_is_a_gap_where_the_date_makes_no_sense(good_row: dict, day: str | None) -> None:
    assert np.isnan(features(good_row | {"last_seen_date": day})["days_unseen"])


def test_watching_less_raises_the_drop(good_row: dict) -> None:
    less = features(good_row | {"sessions_30d": 1, "sessions_prev_30d": 12})["sessions_drop"]
    more = features(good_row | {"sessions_30d": 12, "sessions_prev_30d": 1})["sessions_drop"]
    assert less > 0 > more


@pytest.mark.parametrize(
    ("contract", "tenure", "ending", "bound"),
    [("monthly", 12, 0, 0), ("annual", 12, 1, 0), ("annual", 11, 1, 0), ("annual", 5, 0, 1), ("2 years", 12, 0, 1)],
)
def test_contracts_end_at_their_term(good_row: dict, contract: str, tenure: int, ending: int, bound: int) -> None:
    row = features(good_row | {"contract_type": contract, "tenure_months": tenure})
    assert (row["contract_ending"], row["contract_bound"]) == (ending, bound)


def test_the_leaking_column_changes_nothing(good_row: dict) -> None:
    pd.testing.assert_series_equal(features(good_row), features(good_row | {"exit_survey_score": 3}))


def test_one_row_has_the_same_features_alone_and_in_a_batch(good_row: dict) -> None:
    other = good_row | {"plan": "PREMIUM", "monthly_fee": "16,99 €", "sessions_30d": None}
    batch = build_features(pd.DataFrame([other, good_row])).iloc[1]
    pd.testing.assert_series_equal(batch, features(good_row), check_names=False)
