from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest

from retain.cleaning import clean
from retain.features import NAMES, features_of, matrix_of
from tests.conftest import dirty


def features(row: dict) -> dict[str, float]:
    return dict(zip(NAMES, features_of(clean(row)), strict=True))


def test_days_unseen_counts_from_the_snapshot(good_row: dict) -> None:
    assert features(good_row)["days_unseen"] == pytest.approx(math.log1p(11 / 4))


@pytest.mark.parametrize("day", ["2024-06-15", "31/02/2024", None])
def test_days_unseen_is_a_gap_where_the_date_makes_no_sense(good_row: dict, day: str | None) -> None:
    assert math.isnan(features(good_row | {"last_seen_date": day})["days_unseen"])


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


def test_a_failed_payment_weighs_more_on_a_card(good_row: dict) -> None:
    by_card = features(good_row | {"payment_failures_90d": 2})
    by_invoice = features(good_row | {"payment_failures_90d": 2, "payment_method": "invoice"})
    assert (by_card["card_failures"], by_invoice["card_failures"]) == (2, 0)


def test_silence_is_told_apart_from_happiness(good_row: dict) -> None:
    silent = features(good_row | {"satisfaction_score": None})
    assert (silent["unhappy"], silent["did_not_answer"]) == (0, 1)
    assert features(good_row | {"satisfaction_score": 3})["unhappy"] == 4


def test_outlandish_values_stay_within_bounds(good_row: dict) -> None:
    wild = good_row | {"sessions_30d": 9e5, "monthly_fee": 9e5, "payment_failures_90d": 9e5, "tenure_months": 599}
    assert all(math.isnan(value) or abs(value) < 10 for value in features_of(clean(wild)))


def test_nothing_known_is_still_a_row() -> None:
    row = features_of(clean(dict.fromkeys(["snapshot_date", *GOOD_COLUMNS])))
    assert len(row) == len(NAMES)


def test_no_row_depends_on_its_neighbours(many: Callable[[int], list[dict]], chance: random.Random) -> None:
    rows = many(50)
    together = matrix_of(rows)
    order = list(range(50))
    chance.shuffle(order)
    np.testing.assert_array_equal(together[order], matrix_of([rows[i] for i in order]))
    np.testing.assert_array_equal(together[7], matrix_of([rows[7]])[0])


def test_dirt_changes_no_feature(many: Callable[[int], list[dict]], chance: random.Random) -> None:
    rows = many(100)
    np.testing.assert_array_equal(matrix_of(rows), matrix_of([dirty(row, chance) for row in rows]))


GOOD_COLUMNS = [
    "last_seen_date",
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
    "monthly_fee",
    "plan",
    "country",
    "contract_type",
    "payment_method",
    "auto_renew",
]
