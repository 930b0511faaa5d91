"""What the model sees, and what each feature is called when somebody asks why. The reasons stand in the README."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from retain.cleaning import GAP, Customer, clean

# Name of each feature, and how it reads in the service's `reasons` when it raises the risk.
FEATURES: dict[str, str] = {
    "days_unseen": "has not been seen for a while",
    "sessions_drop": "watches much less than the month before",
    "free_to_go": "can leave any month",
    "free_newcomer": "is new and not bound",
    "contract_ending": "is at the end of a longer contract",
    "contract_bound": "is not bound by a contract",
    "ending_by_hand": "has a contract that ends by itself",
    "tickets": "asked support for help",
    "many_tickets": "asked support three times or more",
    "payment_failures": "had failed payments",
    "card_failures": "has a card that no longer works",
    "unhappy": "said to be unhappy",
    "did_not_answer": "did not answer the survey",
    "fee_per_hour": "pays much for each hour watched",
    "sessions": "watches rarely",
}
NAMES = tuple(FEATURES)
TERM_MONTHS = {"annual": 12, "two year": 24}
LONGEST_ABSENCE_DAYS = 365


def _clip(value: float, least: float, most: float) -> float:
    return value if value != value else min(max(value, least), most)


def days_unseen(customer: Customer) -> float:
    """Days from the last visit to the snapshot; a gap where either is unknown or the visit comes later."""
    days = customer.snapshot_day - customer.last_seen_day
    return days if 0 <= days <= LONGEST_ABSENCE_DAYS else GAP


def sessions_drop(customer: Customer) -> float:
    """Log ratio of the month before to this month, above 0 for those who watch less. Extremes add nothing."""
    ratio = (customer.sessions_prev_30d + 2) / (customer.sessions_30d + 2)
    return _clip(math.log(ratio), -0.8, 2.0)


def fee_per_hour(customer: Customer) -> float:
    """Log of euro a watched hour; one hour is added so that nobody divides by nothing."""
    return _clip(math.log(customer.monthly_fee / (customer.minutes_watched_30d / 60 + 1) + 0.1), -3.0, 4.0)


def is_ending(customer: Customer) -> bool:
    """In the first or last month of a longer term, the only time at which such a customer can go."""
    term = TERM_MONTHS.get(customer.contract_type)
    return term is not None and customer.tenure_months % term in (0, term - 1)


def features_of(customer: Customer) -> list[float]:
    """The features of one customer, in the order of `NAMES`; NaN for gaps. Looks at nothing but this customer."""
    monthly = customer.contract_type == "monthly"
    ending = is_ending(customer)
    tickets = customer.support_tickets_90d
    failures = _clip(customer.payment_failures_90d, 0, 3)
    unhappy = _clip(7 - customer.satisfaction_score, 0, 5)
    answered = unhappy == unhappy
    return [
        math.log1p(days_unseen(customer) / 4),
        sessions_drop(customer),
        float(monthly),
        math.log(12 / _clip(customer.tenure_months, 1, 120)) if monthly else 0.0,
        float(ending),
        float(customer.contract_type in TERM_MONTHS and not ending),
        float(ending and customer.auto_renew == "no"),
        _clip(tickets, 0, 3),
        float(tickets >= 3),
        failures,
        failures if customer.payment_method == "card" else 0.0,
        unhappy if answered else 0.0,
        float(not answered),
        fee_per_hour(customer),
        math.log1p(_clip(customer.sessions_30d, 0, 200)),
    ]


def matrix_of(rows: Iterable[Mapping[str, object]]) -> np.ndarray:
    """Rows as they come to an array of shape (rows, features)."""
    return np.array([features_of(clean(row)) for row in rows], dtype=float).reshape(-1, len(NAMES))
