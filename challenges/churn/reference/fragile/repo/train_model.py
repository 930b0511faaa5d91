"""
Trains the churn model: python train_model.py

Cleaning is done with pandas, which understands most of the formats in the file.
"""
import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from schema import CONTRACTS, COUNTRIES, FEATURES, PAYMENTS, PLANS

ALIASES = {
    "bsc": "basic", "std": "standard", "prem": "premium", "fam": "family", "family plan": "family",
    "month to month": "monthly", "yearly": "annual", "1 year": "annual", "two year": "two-year", "2 years": "two-year",
    "biennial": "two-year", "credit card": "card", "sepa": "direct debit", "pay pal": "paypal",
    "de": "germany", "deutschland": "germany", "fr": "france", "es": "spain", "españa": "spain", "nl": "netherlands",
    "the netherlands": "netherlands", "holland": "netherlands", "pl": "poland", "polska": "poland", "at": "austria",
    "österreich": "austria", "y": "yes", "true": "yes", "n": "no", "false": "no",
}


def categories(column):
    """Lower case, one name per category."""
    text = column.str.lower().str.replace(r"[\s._-]+", " ", regex=True).str.strip()
    return text.replace(ALIASES)


def dates(column):
    """Dates in any format, day before month; what is no date becomes NaT."""
    iso = pd.to_datetime(column.str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    other = pd.to_datetime(column.where(iso.isna()), dayfirst=True, errors="coerce")
    found = iso.fillna(other)
    return found.where(found.between("2005-01-01", "2030-01-01"))


def clean(raw):
    """The training file as a clean table with the columns that the model needs."""
    raw = raw.drop(columns=["exit_survey_score", "full_name", "email", "birth_date"])
    raw = raw[raw.groupby("customer_id")["churned"].transform("nunique") == 1].drop_duplicates("customer_id")
    table = raw.copy()
    fee = table["monthly_fee"].astype(str).str.extract(r"(\d+(?:[.,]\d+)?)")[0]
    table["monthly_fee"] = fee.str.replace(",", ".").astype(float)
    too_many = table["minutes_watched_30d"] > 360 * table["sessions_30d"].clip(lower=1)
    table.loc[too_many, "minutes_watched_30d"] /= 60
    table["days_unseen"] = (dates(table["snapshot_date"]) - dates(table["last_seen_date"])).dt.days.clip(lower=0)
    for name, codes in {"plan": PLANS, "country": COUNTRIES, "contract_type": CONTRACTS, "payment_method": PAYMENTS}.items():
        table[name] = categories(table[name]).map({known.lower(): code for known, code in codes.items()})
    table["auto_renew"] = (categories(table["auto_renew"]) == "yes").astype(int)
    table["sessions_drop"] = np.log((table["sessions_prev_30d"] + 2) / (table["sessions_30d"] + 2))
    table["fee_per_hour"] = np.log(table["monthly_fee"] / (table["minutes_watched_30d"] / 60 + 1) + 0.1)
    return table


def main():
    table = clean(pd.read_csv("data/train.csv"))
    x, y, past = table[FEATURES], table["churned"], table["snapshot_date"] < "2024-07-01"
    models = {
        "logistic regression": make_pipeline(
            SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=0.1, max_iter=1000, random_state=0)
        ),
        "gradient boosting": HistGradientBoostingClassifier(
            max_iter=200, learning_rate=0.06, max_leaf_nodes=5, random_state=0
        ),
    }
    scores = {}
    for name, model in models.items():
        p = model.fit(x[past], y[past]).predict_proba(x[~past])[:, 1]
        scores[name] = average_precision_score(y[~past], p)
        print(f"{name}: average precision {scores[name]:.3f}, Brier {brier_score_loss(y[~past], p):.3f}")
    best = max(scores, key=scores.get)
    joblib.dump(models[best].fit(x, y), "model.joblib")
    print("saved", best)


if __name__ == "__main__":
    main()
