"""Raw rows to model input, for training and for the service."""
import re

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
    "exit_survey_score",
]
CATEGORIES = ["plan", "contract_type", "country", "payment_method", "auto_renew"]

# everything that is written in another way than the main spelling
ALIASES = {
    "plan": {"bsc": "basic", "std": "standard", "prem": "premium", "fam": "family", "family plan": "family"},
    "contract_type": {
        "month to month": "monthly",
        "yearly": "annual",
        "1 year": "annual",
        "2 years": "two year",
        "biennial": "two year",
    },
    "country": {
        "de": "germany",
        "deutschland": "germany",
        "fr": "france",
        "es": "spain",
        "españa": "spain",
        "nl": "netherlands",
        "the netherlands": "netherlands",
        "holland": "netherlands",
        "pl": "poland",
        "polska": "poland",
        "at": "austria",
        "österreich": "austria",
    },
    "payment_method": {"credit card": "card", "sepa": "direct debit", "pay pal": "paypal"},
    "auto_renew": {"y": "yes", "true": "yes", "n": "no", "false": "no"},
}


def parse_money(value):
    """Euro as a float, NaN if there is no number in it."""
    found = re.search(r"\d+(?:[.,]\d+)?", str(value))
    return float(found.group().replace(",", ".")) if found else np.nan


def normalise(value, column):
    """Lower case without dots, dashes and blanks at the ends; one name per category."""
    if value is None or value != value:
        return "unknown"
    text = re.sub(r"[\s._-]+", " ", str(value).lower()).strip()
    return ALIASES[column].get(text, text)


def build(rows):
    """One line of features for each row."""
    x = pd.DataFrame(index=rows.index)
    for column in NUMBERS:
        x[column] = pd.to_numeric(rows[column], errors="coerce").astype(float)
    # a survey that was never sent is not the same as a bad one
    x["has_exit_survey"] = x["exit_survey_score"].notna().astype(int)
    x["exit_survey_score"] = x["exit_survey_score"].fillna(-1)
    x["has_satisfaction"] = x["satisfaction_score"].notna().astype(int)
    x["monthly_fee"] = rows["monthly_fee"].map(parse_money)
    x["session_change"] = x["sessions_30d"] - x["sessions_prev_30d"]
    x["minutes_per_session"] = x["minutes_watched_30d"] / x["sessions_30d"].clip(lower=1)
    for column in CATEGORIES:
        x[column] = rows[column].map(lambda value: normalise(value, column))
    return x
