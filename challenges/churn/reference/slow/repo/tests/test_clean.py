import math
from datetime import date

import pytest

from retention.clean import FEATURES, day, days_unseen, euro, features, minutes

ROW = {
    "snapshot_date": "2024-05-31",
    "signup_date": "2023-05-02",
    "last_seen_date": "20/05/2024",
    "country": "DE",
    "tenure_months": 11,
    "payment_failures_90d": 1,
    "sessions_30d": 6,
    "sessions_prev_30d": 8,
    "minutes_watched_30d": 240,
    "device_count": 2,
    "support_tickets_90d": 3,
    "satisfaction_score": None,
    "plan": "Prem.",
    "contract_type": "1 year",
    "monthly_fee": "12,99 €",
    "auto_renew": "N",
    "payment_method": "credit card",
    "newsletter_opt_in": "no",
}


@pytest.mark.parametrize("text", ["2024-05-20", "20/05/2024", "20.05.2024", "20 May 2024", "May 20, 2024", "2024-05-20T00:00:00Z"])
def test_dates_in_all_formats(text):
    assert day(text) == date(2024, 5, 20)


@pytest.mark.parametrize("text", ["31/02/2023", "1900-01-01", "2099-12-31", None])
def test_dates_that_never_were(text):
    assert day(text) is None


@pytest.mark.parametrize("text", ["12,99 €", "€12.99", "EUR 12.99", 12.99])
def test_amounts(text):
    assert euro(text) == 12.99


def test_seconds_become_minutes():
    assert minutes({**ROW, "minutes_watched_30d": 240 * 60}, 6) == 240


def test_features_of_a_row():
    row = dict(zip(FEATURES, features(ROW)))
    assert row["ending"] == row["ending_without_renewal"] == row["many_tickets"] == row["no_answer"] == 1
    assert row["failures_by_card"] == 1
    assert days_unseen(ROW) == 11


def test_gaps_stay_gaps():
    assert math.isnan(dict(zip(FEATURES, features({**ROW, "monthly_fee": None})))["fee_per_hour"])


def test_exit_survey_changes_nothing():
    assert repr(features({**ROW, "exit_survey_score": 2})) == repr(features(ROW))
