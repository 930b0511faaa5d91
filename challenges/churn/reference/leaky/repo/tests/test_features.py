import math

import pandas as pd
import pytest

from features import build, normalise, parse_money

ROW = {
    "tenure_months": 12,
    "payment_failures_90d": 0,
    "sessions_30d": 4,
    "sessions_prev_30d": 9,
    "minutes_watched_30d": 200,
    "device_count": 2,
    "support_tickets_90d": 0,
    "satisfaction_score": None,
    "exit_survey_score": 3,
    "monthly_fee": "12,99 €",
    "plan": "BASIC",
    "contract_type": "month-to-month",
    "country": "DE",
    "payment_method": "SEPA",
    "auto_renew": "Y",
    "signup_date": "2023-01-01",
    "last_seen_date": "2024-01-01",
    "newsletter_opt_in": "no",
}


@pytest.mark.parametrize("text", ["12,99 €", "€12.99", "EUR 12.99", 12.99])
def test_money(text):
    assert parse_money(text) == 12.99


def test_no_money():
    assert math.isnan(parse_money(None))


def test_categories_have_one_name():
    assert normalise("prem.", "plan") == "premium"
    assert normalise("Österreich", "country") == "austria"
    assert normalise(None, "plan") == "unknown"


def test_build():
    x = build(pd.DataFrame([ROW])).iloc[0]
    assert x["session_change"] == -5
    assert x["minutes_per_session"] == 50
    assert x["plan"] == "basic"
    assert x["has_satisfaction"] == 0
    assert x["has_exit_survey"] == 1
