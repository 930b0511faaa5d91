from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from churn.models import logistic_regression

GOOD_ROW = {
    "customer_id": "C1000001",
    "snapshot_date": "2024-05-31",
    "full_name": "Anna Clark",
    "email": "anna.clark@example.com",
    "birth_date": "1980-05-04",
    "country": "France",
    "signup_date": "2023-05-02",
    "last_seen_date": "2024-05-20",
    "tenure_months": 12,
    "plan": "basic",
    "contract_type": "monthly",
    "monthly_fee": 7.99,
    "payment_method": "card",
    "auto_renew": "yes",
    "payment_failures_90d": 0,
    "sessions_30d": 6,
    "sessions_prev_30d": 6,
    "minutes_watched_30d": 240,
    "device_count": 2,
    "support_tickets_90d": 0,
    "satisfaction_score": 8,
    "newsletter_opt_in": "no",
    "exit_survey_score": None,
}


@pytest.fixture
def good_row() -> dict:
    return dict(GOOD_ROW)


def sample_rows(count: int = 240) -> pd.DataFrame:
    """Customers who leave when they have stopped watching, with a little noise: enough to fit a small model on."""
    random = np.random.default_rng(7)
    rows = []
    for number in range(count):
        sessions = int(random.poisson(6))
        leaves = int(sessions <= 3 and random.random() < 0.9)
        month = 1 + number % 12
        rows.append(
            GOOD_ROW
            | {
                "customer_id": f"C{number}",
                "snapshot_date": str(pd.Timestamp(2024, month, 28).date()),
                "sessions_30d": sessions,
                "minutes_watched_30d": sessions * 40,
                "country": str(random.choice(["France", "DE", "Spain"])),
                "churned": leaves,
            }
        )
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def rows() -> pd.DataFrame:
    return sample_rows()


@pytest.fixture(scope="session")
def model_path(rows: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model that was really trained, so that the service can be tested without the big one."""
    path = tmp_path_factory.mktemp("models") / "churn.joblib"
    pipeline = logistic_regression().fit(rows, rows["churned"])
    joblib.dump({"pipeline": pipeline, "approach": "test", "threshold": 0.125}, path)
    return path
