"""One raw row to one row of numbers, for training and serving."""
from __future__ import annotations

import math
import re
from datetime import date, datetime

# The survey is answered after somebody has left; names, e-mail and birth date are nobody's business here.
LEFT_OUT = ["exit_survey_score", "full_name", "email", "birth_date"]
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
FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%b %d, %Y"]
TERMS = {"monthly": 1, "month to month": 1, "annual": 12, "yearly": 12, "1 year": 12}
TERMS |= {"two year": 24, "2 years": 24, "biennial": 24}

FEATURES = [
    *[name for name in COUNTS if name != "minutes_watched_30d"],
    "minutes",
    "fee",
    "fee_per_hour",
    "days_unseen",
    "sessions_drop",
    "monthly",
    "log_tenure_if_monthly",
    "ending",
    "ending_without_renewal",
    "many_tickets",
    "failures_by_card",
    "no_answer",
]


def day(value: object) -> date | None:
    """A date in one of the formats that occur; None for gaps and for days that cannot be."""
    text = str(value).split("T")[0].strip()
    for known in FORMATS:
        try:
            found = datetime.strptime(text, known).date()
        except ValueError:
            continue
        return found if 2005 <= found.year <= 2034 else None
    return None


def euro(value: object) -> float:
    """The amount in `12,99 €`, `EUR 12.99` or 12.99."""
    found = re.search(r"\d+(?:[.,]\d+)?", str(value))
    return float(found.group().replace(",", ".")) if found else math.nan


def word(value: object) -> str:
    """Lower case, dots, dashes, underscores and blanks as one blank."""
    return "" if value is None or value != value else re.sub(r"[\s._\-]+", " ", str(value).lower()).strip()


def number(value: object) -> float:
    """A count, NaN for a gap."""
    return math.nan if value is None else float(value)


def days_unseen(row: dict) -> float:
    """Days from the last visit to the snapshot."""
    now, last = day(row["snapshot_date"]), day(row["last_seen_date"])
    if now is None or last is None or not 0 <= (now - last).days <= 365:
        return math.nan
    return float((now - last).days)


def minutes(row: dict, sessions: float) -> float:
    """Minutes watched; more than six hours a session are seconds."""
    watched = number(row["minutes_watched_30d"])
    return watched / 60 if watched > 360 * max(1, sessions) else watched


def features(row: dict) -> list[float]:
    """The row in the order of FEATURES."""
    count = {name: number(row[name]) for name in COUNTS}
    watched, fee = minutes(row, count["sessions_30d"]), euro(row["monthly_fee"])
    term = TERMS.get(word(row["contract_type"]), 1)
    rest = count["tenure_months"] % term
    ending = float(term > 1 and rest in (0, term - 1))
    by_hand = word(row["auto_renew"]) in {"no", "n", "false"}
    return [
        *[value for name, value in count.items() if name != "minutes_watched_30d"],
        watched,
        fee,
        math.log(fee / (watched / 60 + 1) + 0.1),
        math.log1p(days_unseen(row) / 4),
        math.log((count["sessions_prev_30d"] + 2) / (count["sessions_30d"] + 2)),
        float(term == 1),
        math.log(max(1.0, count["tenure_months"])) if term == 1 else 0.0,
        ending,
        ending * by_hand,
        float(count["support_tickets_90d"] >= 3),
        count["payment_failures_90d"] * (word(row["payment_method"]) in {"card", "credit card"}),
        float(math.isnan(count["satisfaction_score"])),
    ]
