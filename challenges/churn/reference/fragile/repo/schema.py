"""Codes of the categories and names of the features, shared by training and the service."""

PLANS = {"basic": 0, "standard": 1, "premium": 2, "family": 3, "flex": 4}
COUNTRIES = {"Germany": 0, "France": 1, "Spain": 2, "Netherlands": 3, "Poland": 4, "Austria": 5}
CONTRACTS = {"monthly": 1, "annual": 12, "two-year": 24}
PAYMENTS = {"card": 0, "direct debit": 1, "paypal": 2, "invoice": 3}
YES_NO = {"yes": 1, "no": 0}

FEATURES = [
    "tenure_months",
    "payment_failures_90d",
    "sessions_30d",
    "minutes_watched_30d",
    "device_count",
    "support_tickets_90d",
    "satisfaction_score",
    "monthly_fee",
    "plan",
    "country",
    "contract_type",
    "payment_method",
    "auto_renew",
    "days_unseen",
    "sessions_drop",
    "fee_per_hour",
]
