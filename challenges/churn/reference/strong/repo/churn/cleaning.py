"""From rows as they stand in the CSV, or arrive at the service, to typed columns.

Training and serving call the same function, so that a value means the same in both.
"""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
import pandas as pd

IDENTIFIER = "customer_id"
TARGET = "churned"

# Filled in only after a customer has left (docs/exploration.md): never known when we have to decide.
LEAKING = ["exit_survey_score"]
# Says nothing about leaving that we would want to act on, and is not ours to use for this.
PERSONAL = ["full_name", "email", "birth_date"]

DATES = ["snapshot_date", "signup_date", "last_seen_date"]
COUNTS = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
]
MONEY = ["monthly_fee"]

SPELLINGS: dict[str, dict[str, list[str]]] = {
    "plan": {
        "basic": ["bsc"],
        "standard": ["std"],
        "premium": ["prem"],
        "family": ["fam", "family plan"],
        "flex": [],
    },
    "country": {
        "germany": ["de", "deutschland"],
        "france": ["fr"],
        "spain": ["es", "espana"],
        "netherlands": ["nl", "the netherlands", "holland"],
        "poland": ["pl", "polska"],
        "austria": ["at", "osterreich"],
    },
    "contract_type": {
        "monthly": ["month to month"],
        "annual": ["yearly", "1 year"],
        "two-year": ["two year", "2 years", "biennial"],
    },
    "payment_method": {
        "card": ["credit card"],
        "direct debit": ["sepa"],
        "paypal": ["pay pal"],
        "invoice": [],
    },
    "auto_renew": {"yes": ["y", "true"], "no": ["n", "false"]},
    "newsletter_opt_in": {"yes": ["y", "true"], "no": ["n", "false"]},
}
CATEGORIES = list(SPELLINGS)

# Both CRMs put the day before the month, so no format here is ambiguous.
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%b %d, %Y"]
EARLIEST, LATEST = datetime(2005, 1, 1), datetime(2035, 1, 1)

# Nobody watches more than ten hours in one session: above, an old player sent seconds.
MOST_MINUTES_A_SESSION = 600
LEAST_MINUTES_OF_AN_OUTLIER = 3600


def parse_date(value: object) -> datetime | None:
    """A day in any of the formats we receive; None for gaps and for days that cannot be meant."""
    if not isinstance(value, str):
        return None
    text = value.strip().removesuffix("T00:00:00Z")
    for date_format in DATE_FORMATS:
        try:
            day = datetime.strptime(text, date_format)
        except ValueError:
            continue
        return day if EARLIEST <= day <= LATEST else None
    return None


def parse_money(value: object) -> float:
    """Euro as a number: `12.99`, `€12.99`, `12,99 €`, `EUR 12.99`, `1.234,50`; NaN for anything else."""
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        return np.nan
    digits = re.sub(r"[^\d,.\-]", "", value)
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return np.nan


def _fold(text: str) -> str:
    """Lower case, no accents, dots, dashes or underscores, single blanks."""
    plain = text.lower().translate(str.maketrans("ñöüäéèí", "noaueei"))
    return re.sub(r"[\s._\-]+", " ", plain).strip()


def _lookup(column: str) -> dict[str, str]:
    known = SPELLINGS[column]
    return {_fold(spelling): name for name, others in known.items() for spelling in [name, *others]}


LOOKUPS = {column: _lookup(column) for column in CATEGORIES}


def parse_category(value: object, column: str) -> str:
    """One name for all spellings of a category; `missing` for a gap, `other` for what we have never seen."""
    if isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return "missing"
    return LOOKUPS[column].get(_fold(value), "other")


def _minutes(frame: pd.DataFrame) -> pd.Series:
    """Minutes watched, with seconds turned back into minutes where only seconds make sense."""
    minutes = frame["minutes_watched_30d"]
    a_session = minutes / frame["sessions_30d"].clip(lower=1)
    in_seconds = (minutes >= LEAST_MINUTES_OF_AN_OUTLIER) & (a_session > MOST_MINUTES_A_SESSION)
    return minutes.where(~in_seconds, minutes / 60)


def clean(rows: pd.DataFrame) -> pd.DataFrame:
    """Typed columns, one row in for one row out. Leaking and personal columns do not come through."""
    rows = rows.drop(columns=[*LEAKING, *PERSONAL], errors="ignore")
    frame = pd.DataFrame(index=rows.index)
    for column in DATES:
        frame[column] = pd.to_datetime(rows[column].map(parse_date))
    for column in COUNTS:
        frame[column] = pd.to_numeric(rows[column], errors="coerce").astype(float)
    for column in MONEY:
        frame[column] = rows[column].map(parse_money).astype(float)
    for column in CATEGORIES:
        frame[column] = rows[column].map(lambda value, name=column: parse_category(value, name)).astype(object)
    frame["minutes_watched_30d"] = _minutes(frame)
    return frame


def drop_duplicates(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a customer. Where two rows of a customer disagree about leaving, neither can be believed."""
    labels = rows.groupby(IDENTIFIER)[TARGET].transform("nunique")
    return rows[labels == 1].drop_duplicates(IDENTIFIER)
