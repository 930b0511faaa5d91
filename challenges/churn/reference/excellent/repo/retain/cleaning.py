"""From a row as it comes to typed values. The one place that knows about dirt, for training and serving alike.

Plain Python on one row: 20 microseconds, where a data frame of one row costs milliseconds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

IDENTIFIER = "customer_id"
TARGET = "churned"

# Written after the customer has left (docs/exploration.md), so it is empty whenever a prediction is needed.
LEAKING = ("exit_survey_score",)
# Nothing that an offer should depend on.
PERSONAL = ("full_name", "email", "birth_date")

GAP = math.nan
EARLIEST, LATEST = date(2005, 1, 1).toordinal(), date(2035, 1, 1).toordinal()
# Honest players report at most 4 hours a session, broken ones at least 12: they send seconds (docs/exploration.md).
MOST_MINUTES_A_SESSION = 360.0
MINUTES_IN_A_MONTH = 31 * 24 * 60.0

MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
DAY_AND_NAME = re.compile(r"(\d{1,2}) ([a-z]{3})[a-z]*\.?,? (\d{4})", re.IGNORECASE)
NAME_AND_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})", re.IGNORECASE)
AMOUNT = re.compile(r"[\d.,]*\d")

SPELLINGS: dict[str, dict[str, str]] = {
    "plan": {"basic": "bsc", "standard": "std", "premium": "prem", "family": "fam|family plan", "flex": ""},
    "country": {
        "germany": "de|deutschland",
        "france": "fr",
        "spain": "es|espana",
        "netherlands": "nl|the netherlands|holland",
        "poland": "pl|polska",
        "austria": "at|osterreich",
    },
    "contract_type": {"monthly": "month to month", "annual": "yearly|1 year", "two year": "2 years|biennial"},
    "payment_method": {"card": "credit card", "direct debit": "sepa", "paypal": "pay pal", "invoice": ""},
    "auto_renew": {"yes": "y|true", "no": "n|false"},
}
MISSING, OTHER = "missing", "other"


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer with typed values: days are ordinals, amounts euro, gaps NaN, categories by their one name."""

    snapshot_day: float
    last_seen_day: float
    tenure_months: float
    payment_failures_90d: float
    sessions_30d: float
    sessions_prev_30d: float
    minutes_watched_30d: float
    device_count: float
    support_tickets_90d: float
    satisfaction_score: float
    monthly_fee: float
    plan: str
    country: str
    contract_type: str
    payment_method: str
    auto_renew: str


def _ordinal(year: str, month: int, day: str) -> float:
    try:
        ordinal = date(int(year), month, int(day)).toordinal()
    except ValueError:
        return GAP
    return float(ordinal) if EARLIEST <= ordinal <= LATEST else GAP


@lru_cache(maxsize=8192)
def parse_day(text: str) -> float:
    """Ordinal of a day in any format of the two CRMs and the warehouse; a gap where no such day can be meant."""
    text = text.strip()
    if found := YEAR_FIRST.fullmatch(text):
        return _ordinal(found[1], int(found[2]), found[3])
    if found := DAY_FIRST.fullmatch(text):
        return _ordinal(found[3], int(found[2]), found[1])
    if found := DAY_AND_NAME.fullmatch(text):
        return _ordinal(found[3], MONTHS.get(found[2].lower(), 0), found[1])
    if found := NAME_AND_DAY.fullmatch(text):
        return _ordinal(found[3], MONTHS.get(found[1].lower(), 0), found[2])
    return GAP


@lru_cache(maxsize=8192)
def parse_amount(text: str) -> float:
    """Euro from `12.99`, `€12.99`, `12,99 €`, `EUR 1.234,50`; a gap for what holds no amount or a negative one."""
    found = AMOUNT.search(text)
    if not found or "-" in text:
        return GAP
    digits = found[0]
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return GAP


def _fold(text: str) -> str:
    plain = text.lower().translate(str.maketrans("ñöüäéèí", "noaueei"))
    return re.sub(r"[\s._\-]+", " ", plain).strip()


LOOKUPS = {
    column: {
        _fold(spelling): name for name, others in known.items() for spelling in (name, *others.split("|")) if spelling
    }
    for column, known in SPELLINGS.items()
}


@lru_cache(maxsize=8192)
def _category(text: str, column: str) -> str:
    return LOOKUPS[column].get(_fold(text), OTHER)


def parse_category(value: object, column: str) -> str:
    """One name for all spellings; `missing` for a gap, `other` for what nobody has seen before."""
    if value is None or value == "":
        return MISSING
    return _category(str(value), column)


def parse_number(value: object, least: float = 0.0, most: float = 1e6) -> float:
    """A count as a float. Below `least` or above `most` nothing can be meant, so that is a gap too."""
    if value is None or value == "":
        return GAP
    number = float(value)  # type: ignore[arg-type]
    return number if least <= number <= most else GAP


def _amount(value: object) -> float:
    return parse_amount(value) if isinstance(value, str) else parse_number(value)


def _day(value: object) -> float:
    return parse_day(value) if isinstance(value, str) else GAP


def parse_minutes(value: object, sessions: float) -> float:
    """Minutes watched in 30 days; seconds are turned back where minutes would be too many for the sessions."""
    watched = parse_number(value, most=1e8)
    most = MOST_MINUTES_A_SESSION * max(1.0, sessions) if sessions == sessions else MINUTES_IN_A_MONTH
    return watched / 60 if watched > most else watched


def clean(row: Mapping[str, object]) -> Customer:
    """Typed values of one row. Leaking, personal and unused columns do not come through."""
    sessions = parse_number(row["sessions_30d"])
    return Customer(
        snapshot_day=_day(row["snapshot_date"]),
        last_seen_day=_day(row["last_seen_date"]),
        tenure_months=parse_number(row["tenure_months"], most=600),
        payment_failures_90d=parse_number(row["payment_failures_90d"]),
        sessions_30d=sessions,
        sessions_prev_30d=parse_number(row["sessions_prev_30d"]),
        minutes_watched_30d=parse_minutes(row["minutes_watched_30d"], sessions),
        device_count=parse_number(row["device_count"]),
        support_tickets_90d=parse_number(row["support_tickets_90d"]),
        satisfaction_score=parse_number(row["satisfaction_score"], least=1, most=10),
        monthly_fee=_amount(row["monthly_fee"]),
        **{column: parse_category(row[column], column) for column in LOOKUPS},
    )


def drop_doubtful(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """One row a customer. Where two rows of a customer disagree about leaving, neither can be believed."""
    rows = list(rows)
    labels: dict[object, set[object]] = {}
    for row in rows:
        labels.setdefault(row[IDENTIFIER], set()).add(row[TARGET])
    once = {row[IDENTIFIER]: row for row in reversed(rows) if len(labels[row[IDENTIFIER]]) == 1}
    return list(reversed(once.values()))
