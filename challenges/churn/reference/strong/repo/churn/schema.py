"""What a request may hold. Dirt is let through to the cleaning; what cannot be a customer is refused by name."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=200)]
Category = Text | bool | None


class Customer(BaseModel):
    """One row as it would stand in train.csv: gaps are null, every column we use is there, all others are ignored."""

    model_config = ConfigDict(extra="ignore")

    customer_id: Text | int | None
    snapshot_date: Text | None
    signup_date: Text | None
    last_seen_date: Text | None
    country: Category
    plan: Category
    contract_type: Category
    payment_method: Category
    auto_renew: Category
    newsletter_opt_in: Category
    monthly_fee: Number | Text | None
    tenure_months: Number | None
    payment_failures_90d: Number | None
    sessions_30d: Number | None
    sessions_prev_30d: Number | None
    minutes_watched_30d: Number | None
    device_count: Number | None
    support_tickets_90d: Number | None
    satisfaction_score: Number | None


class Request(BaseModel):
    """A batch of customers."""

    instances: Annotated[list[Customer], Field(max_length=5000)]


class Prediction(BaseModel):
    """The probability that the customer leaves next month, and whether an offer pays at that probability."""

    probability: float
    call: bool


class Reply(BaseModel):
    """One prediction a customer, in the order of the request."""

    predictions: list[Prediction]
    model: str
