"""What the model sees. Each feature has a reason; the reasons stand in the README."""

from __future__ import annotations

import numpy as np
import pandas as pd

from churn.cleaning import clean

CATEGORICAL = ["plan", "country", "contract_type", "payment_method"]
NUMERIC = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
    "monthly_fee",
    "days_unseen",
    "sessions_drop",
    "fee_per_hour",
    "contract_ending",
    "contract_bound",
    "renews_by_hand",
    "did_not_answer",
]

TERM_MONTHS = {"monthly": 1, "annual": 12, "two-year": 24}
LONGEST_ABSENCE_DAYS = 365


def days_unseen(frame: pd.DataFrame) -> pd.Series:
    """Days between the last visit and the snapshot; a gap where the date is missing or makes no sense."""
    days = (frame["snapshot_date"] - frame["last_seen_date"]).dt.days.astype(float)
    return days.where(days.between(0, LONGEST_ABSENCE_DAYS))


def sessions_drop(frame: pd.DataFrame) -> pd.Series:
    """Log ratio of last month's sessions to this month's: above 0 for those who watch less."""
    return np.log((frame["sessions_prev_30d"] + 2) / (frame["sessions_30d"] + 2))


def fee_per_hour(frame: pd.DataFrame) -> pd.Series:
    """Log of euro a watched hour; one hour is added so that nobody divides by nothing."""
    return np.log(frame["monthly_fee"] / (frame["minutes_watched_30d"] / 60 + 1) + 0.1)


def contract_ending(frame: pd.DataFrame) -> pd.Series:
    """1 in the first and last month of a longer term: the only time at which such a customer can go."""
    term = frame["contract_type"].map(TERM_MONTHS)
    rest = frame["tenure_months"] % term
    return ((term > 1) & ((rest == 0) | (rest == term - 1))).astype(float)


def build_features(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows as they come to the columns of `NUMERIC` and `CATEGORICAL`. Looks at one row at a time."""
    frame = clean(rows)
    frame["days_unseen"] = days_unseen(frame)
    frame["sessions_drop"] = sessions_drop(frame)
    frame["fee_per_hour"] = fee_per_hour(frame)
    frame["contract_ending"] = contract_ending(frame)
    long_term = frame["contract_type"].isin(["annual", "two-year"])
    frame["contract_bound"] = (long_term & (frame["contract_ending"] == 0)).astype(float)
    frame["renews_by_hand"] = (frame["auto_renew"] == "no").astype(float)
    frame["did_not_answer"] = frame["satisfaction_score"].isna().astype(float)
    return frame[NUMERIC + CATEGORICAL]
