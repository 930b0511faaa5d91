"""Preparation of customer rows for the model."""
from __future__ import annotations

import numpy as np
import pandas as pd

TARGET = "churned"
# not available at prediction time / personal data / identifiers
DROP = ["exit_survey_score", "full_name", "email", "birth_date", "customer_id"]
DATES = ["snapshot_date", "signup_date", "last_seen_date"]
NUMERIC = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
]
CATEGORICAL = ["country", "plan", "contract_type", "payment_method", "auto_renew", "newsletter_opt_in", *DATES]


def to_euro(value: object) -> float:
    """Fee as a number: `12,99 €` and `EUR 12.99` become 12.99."""
    text = str(value).replace("EUR", "").replace("€", "").replace(",", ".").strip()
    try:
        return float(text)
    except ValueError:
        return np.nan


def prepare(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers as floats, everything else as lower case text."""
    rows = rows.drop(columns=DROP, errors="ignore")
    out = pd.DataFrame(index=rows.index)
    for column in NUMERIC:
        out[column] = pd.to_numeric(rows[column], errors="coerce").fillna(-1).astype(float)
    out["monthly_fee"] = rows["monthly_fee"].map(to_euro).fillna(-1)
    out["sessions_ratio"] = out["sessions_30d"] / (out["sessions_prev_30d"].clip(lower=0) + 1)
    for column in CATEGORICAL:
        out[column] = rows[column].fillna("missing").astype(str).str.strip().str.lower()
    return out


def oversample(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Repeats customers who left until both classes have the same size."""
    stayed, left = rows[rows[TARGET] == 0], rows[rows[TARGET] == 1]
    repeated = left.sample(len(stayed), replace=True, random_state=seed)
    return pd.concat([stayed, repeated]).sample(frac=1, random_state=seed).reset_index(drop=True)
