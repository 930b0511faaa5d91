import math
from datetime import date

import pytest

from retention.tidy import as_amount, as_date, as_word, minutes, tidy, unseen_days

ROW = {
    "snapshot_date": "2024-05-31",
    "last_seen_date": "20/05/2024",
    "tenure_months": 11,
    "payment_failures_90d": 0,
    "sessions_30d": 6,
    "sessions_prev_30d": 8,
    "minutes_watched_30d": 240,
    "device_count": 2,
    "support_tickets_90d": 0,
    "satisfaction_score": None,
    "plan": "Prem.",
    "contract_type": "1 year",
    "monthly_fee": "12,99 €",
    "auto_renew": "Y",
    "payment_method": "credit card",
}


@pytest.mark.parametrize("text", ["2024-05-20", "20/05/2024", "20.05.2024", "20 May 2024", "2024-05-20T00:00:00Z"])
def test_dates_in_all_formats(text):
    assert as_date(text) == date(2024, 5, 20)


@pytest.mark.parametrize("text", ["31/02/2023", "1900-01-01", "2099-12-31", None, "soon"])
def test_dates_that_never_were(text):
    assert as_date(text) is None


@pytest.mark.parametrize("text", ["12,99 €", "€12.99", "EUR 12.99", 12.99])
def test_amounts(text):
    assert as_amount(text) == 12.99


def test_gaps():
    assert math.isnan(as_amount(None))
    assert as_word(None) == "unknown"
    assert math.isnan(unseen_days(ROW | {"last_seen_date": "2024-06-20"}))


def test_seconds_become_minutes():
    assert minutes(ROW | {"minutes_watched_30d": 240 * 60}) == 240


def test_features_of_a_row():
    features = tidy([ROW]).iloc[0]
    assert features["unseen_days"] == 11
    assert features["plan"] == "premium"
    assert features["months_to_renewal"] == 1
    assert features["slowdown"] == 2


def test_the_exit_survey_changes_nothing():
    assert tidy([ROW | {"exit_survey_score": 2}]).equals(tidy([ROW]))
