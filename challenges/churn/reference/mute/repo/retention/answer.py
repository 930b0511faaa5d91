"""What the service says, apart from HTTP: body in, status and reply out."""

import json
from typing import Any

from retention.tidy import COUNTS, tidy

TEXTS = ["snapshot_date", "last_seen_date", "plan", "contract_type", "auto_renew", "payment_method"]
NEEDED = [*COUNTS, "minutes_watched_30d", "monthly_fee", *TEXTS]


def problem_of(row: object) -> str | None:
    """Why a row cannot be a customer, naming the field; None when it can."""
    if not isinstance(row, dict):
        return "a customer is an object"
    for name in NEEDED:
        if name not in row:
            return f"{name} is missing"
        if isinstance(row[name], list | dict):
            return f"{name} is neither text nor number"
    for name in [*COUNTS, "minutes_watched_30d"]:
        if not isinstance(row[name], int | float | None):
            return f"{name} is not a number"
    return None


def refuse_constant(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(f"{name} is not JSON")


def answer(body: bytes, model: Any) -> tuple[int, dict]:
    """Status and reply for the body of a request."""
    try:
        document = json.loads(body, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return 400, {"error": "the body is not JSON"}
    rows = document.get("instances") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        return 422, {"error": "instances is not a list of customers"}
    for number, row in enumerate(rows):
        problem = problem_of(row)
        if problem:
            return 422, {"error": f"instances[{number}]: {problem}"}
    if not rows:
        return 200, {"predictions": []}
    probabilities = model.predict_proba(tidy(rows))[:, 1]
    return 200, {"predictions": [{"probability": float(p)} for p in probabilities]}
