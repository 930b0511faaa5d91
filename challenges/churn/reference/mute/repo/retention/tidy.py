"""Raw rows to numbers. Used for training and for predictions."""

import math
import re
from datetime import date, datetime

import pandas as pd

# Not known when we predict, or none of our business.
IGNORED = ["exit_survey_score", "full_name", "email", "birth_date", "customer_id"]

COUNTS = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
]
TERMS = {"monthly": 1, "month to month": 1, "annual": 12, "yearly": 12, "1 year": 12}
PLANS = {"bsc": "basic", "std": "standard", "prem": "premium", "fam": "family", "family plan": "family"}
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%b %d, %Y")


def as_date(value: object) -> date | None:
    """A date in one of the known formats, None for gaps and for dates outside 2005 to 2030."""
    text = str(value).split("T")[0].strip()
    for known in FORMATS:
        try:
            found = datetime.strptime(text, known).date()
        except ValueError:
            continue
        return found if 2005 <= found.year <= 2030 else None
    return None


def as_amount(value: object) -> float:
    """An amount with or without currency sign, with decimal point or comma."""
    found = re.search(r"\d+([.,]\d+)?", str(value))
    return float(found.group().replace(",", ".")) if found else math.nan


def as_word(value: object) -> str:
    """Lower case letters and digits, single blanks; `unknown` for a gap."""
    if value is None or value != value:
        return "unknown"
    return re.sub(r"[^\w]+", " ", str(value).lower()).strip()


def minutes(row: dict) -> float:
    """Minutes watched; more than ten hours a session can only be seconds."""
    watched = float(row["minutes_watched_30d"])
    return watched / 60 if watched > 600 * max(1, row["sessions_30d"]) else watched


def unseen_days(row: dict) -> float:
    """Days since the last visit, NaN when either date is unusable."""
    now, last = as_date(row["snapshot_date"]), as_date(row["last_seen_date"])
    if now is None or last is None or last > now:
        return math.nan
    return float((now - last).days)


def tidy_row(row: dict) -> dict:
    """The features of one customer."""
    features: dict = {name: float("nan") if row[name] is None else float(row[name]) for name in COUNTS}
    row = row | features
    row["minutes_watched_30d"] = math.nan if row["minutes_watched_30d"] is None else row["minutes_watched_30d"]
    plan, contract = as_word(row["plan"]), as_word(row["contract_type"])
    term = TERMS.get(contract, 24)
    features["minutes"] = minutes(row)
    features["fee"] = as_amount(row["monthly_fee"])
    features["fee_per_hour"] = features["fee"] / (features["minutes"] / 60 + 1)
    features["unseen_days"] = unseen_days(row)
    features["slowdown"] = features["sessions_prev_30d"] - features["sessions_30d"]
    features["months_to_renewal"] = -features["tenure_months"] % term
    features["renews"] = float(as_word(row["auto_renew"]) in {"yes", "y", "true"})
    features["plan"] = PLANS.get(plan, plan)
    features["term"] = str(term)
    features["pays_by_card"] = float("card" in as_word(row["payment_method"]))
    return features


def tidy(rows: list[dict]) -> pd.DataFrame:
    """One line a customer, in order."""
    return pd.DataFrame([tidy_row(row) for row in rows])
