"""What a request may hold. Dirt goes through to the cleaning; what cannot be a customer is refused by name."""

from __future__ import annotations

from typing import Annotated, TypedDict

from pydantic import Field, TypeAdapter, ValidationError

MOST_ROWS = 5000
MOST_PROBLEMS = 20

Number = Annotated[float, Field(allow_inf_nan=False)] | None
Text = Annotated[str, Field(max_length=200)]
Day = Text | None
Category = Text | bool | None


class Customer(TypedDict):
    """One row as it stands in train.csv; a dictionary rather than a model, as nothing is built only to be unpacked.

    Name, e-mail, birth date and exit survey are not read and need not be sent.
    """

    customer_id: Text | int | None
    snapshot_date: Day
    signup_date: Day
    last_seen_date: Day
    tenure_months: Number
    payment_failures_90d: Number
    sessions_30d: Number
    sessions_prev_30d: Number
    minutes_watched_30d: Number
    device_count: Number
    support_tickets_90d: Number
    satisfaction_score: Number
    monthly_fee: Annotated[float, Field(allow_inf_nan=False)] | Text | None
    plan: Category
    country: Category
    contract_type: Category
    payment_method: Category
    auto_renew: Category
    newsletter_opt_in: Category


class Request(TypedDict):
    """A batch of customers."""

    instances: Annotated[list[Customer], Field(max_length=MOST_ROWS)]


REQUEST = TypeAdapter(Request)


def parse(body: bytes) -> list[Customer]:
    """The customers of a request. Raises pydantic's ValidationError, which `problems_of` puts into words."""
    return REQUEST.validate_json(body)["instances"]


def problems_of(error: ValidationError) -> list[dict[str, str]]:
    """Where and what, each field once. Values are not repeated: they may be somebody's name."""
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in problem["loc"][:3])
        found.setdefault(where or "body", problem["msg"])
        if len(found) == MOST_PROBLEMS:
            break
    return [{"field": field, "message": message} for field, message in found.items()]
