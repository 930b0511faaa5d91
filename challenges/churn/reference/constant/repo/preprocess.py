import numpy as np
import pandas as pd

NUMBERS = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
]
# exit_survey_score is only known after somebody has left, names and e-mails should not matter
CATEGORIES = ["plan", "contract_type", "country", "payment_method"]

ALIASES = {
    "bsc": "basic",
    "std": "standard",
    "prem.": "premium",
    "fam": "family",
    "month-to-month": "monthly",
    "yearly": "annual",
    "1 year": "annual",
    "2 years": "two-year",
    "two year": "two-year",
    "credit card": "card",
    "sepa": "direct debit",
    "direct_debit": "direct debit",
    "de": "germany",
    "deutschland": "germany",
    "fr": "france",
    "es": "spain",
    "nl": "netherlands",
    "pl": "poland",
    "at": "austria",
}


def money(value):
    text = str(value).replace("€", "").replace("EUR", "").replace(",", ".").strip()
    try:
        return float(text)
    except ValueError:
        return np.nan


def prepare(df):
    """Turn raw rows into model input."""
    x = pd.DataFrame(index=df.index)
    for column in NUMBERS:
        x[column] = df[column].astype(float)
    x["monthly_fee"] = df["monthly_fee"].map(money)
    x["trend"] = x["sessions_30d"] - x["sessions_prev_30d"]
    x["auto_renew"] = df["auto_renew"].astype(str).str.lower().isin(["yes", "y", "true"]).astype(int)
    for column in CATEGORIES:
        x[column] = df[column].astype(str).str.strip().str.lower().replace(ALIASES)
    return x
