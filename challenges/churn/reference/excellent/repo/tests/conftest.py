from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from retain import scorecard
from retain.approaches import APPROACHES, CHOSEN
from retain.evaluation import fit
from retain.features import FEATURES

GOOD_ROW: dict[str, object] = {
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
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day_in_some_format(iso: str, chance: random.Random) -> str:
    year, month, day = iso.split("-")
    name = MONTHS[int(month) - 1]
    formats = [
        iso,
        f"{day}/{month}/{year}",
        f"{day}.{month}.{year}",
        f"{int(day)} {name} {year}",
        f"{name} {int(day)}, {year}",
    ]
    return chance.choice([*formats, f"{iso}T00:00:00Z"])


def amount_in_some_notation(euro: float, chance: random.Random) -> object:
    comma = f"{euro:.2f}".replace(".", ",")
    return chance.choice([euro, comma, f"€{euro:.2f}", f"€ {comma}", f"{comma} €", f"EUR {euro:.2f}"])


def customer(chance: random.Random) -> dict[str, object]:
    """Somebody who could exist, written cleanly."""
    sessions = chance.randint(0, 40)
    month = chance.randint(1, 12)
    return GOOD_ROW | {
        "customer_id": f"C{chance.randint(1_000_000, 9_999_999)}",
        "snapshot_date": f"2024-{month:02d}-28",
        "last_seen_date": f"2024-{month:02d}-{chance.randint(1, 28):02d}",
        "country": chance.choice(["Germany", "France", "Spain", "Poland"]),
        "plan": chance.choice(["basic", "standard", "premium", "family", "flex"]),
        "contract_type": chance.choice(["monthly", "annual", "two-year"]),
        "monthly_fee": chance.choice([7.99, 11.99, 16.99]),
        "auto_renew": chance.choice(["yes", "no"]),
        "tenure_months": chance.randint(1, 60),
        "payment_failures_90d": chance.choice([0, 0, 0, 1, 2]),
        "sessions_30d": sessions,
        "sessions_prev_30d": chance.randint(0, 40),
        "minutes_watched_30d": sessions * chance.randint(20, 90),
        "support_tickets_90d": chance.choice([0, 0, 1, 3]),
        "satisfaction_score": chance.choice([None, 3, 6, 8, 9]),
    }


def dirty(row: dict[str, object], chance: random.Random) -> dict[str, object]:
    """The same customer as another system would have written them down."""
    return row | {
        "last_seen_date": day_in_some_format(str(row["last_seen_date"]), chance),
        "monthly_fee": amount_in_some_notation(float(str(row["monthly_fee"])), chance),
        "plan": chance.choice([str(row["plan"]).upper(), f" {row['plan']} "]),
        "contract_type": str(row["contract_type"]).title(),
        "auto_renew": {"yes": chance.choice(["Y", "TRUE", "Yes"]), "no": chance.choice(["N", "FALSE"])}[
            str(row["auto_renew"])
        ],
        "exit_survey_score": chance.choice([None, 1, 9]),
        "full_name": "Somebody Else",
    }


@pytest.fixture
def good_row() -> dict[str, object]:
    return dict(GOOD_ROW)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20250211)


@pytest.fixture(scope="session")
def rows() -> list[dict[str, object]]:
    """Two years of customers who tend to leave when they have stopped watching."""
    chance = random.Random(7)
    found = []
    for number in range(480):
        row = dirty(customer(chance), chance)
        gone = int(str(row["sessions_30d"])) <= 6 and chance.random() < 0.7
        found.append(
            row | {"snapshot_date": f"{2023 + number % 2}-{1 + number // 2 % 12:02d}-28", "churned": int(gone)}
        )
    return found


@pytest.fixture(scope="session")
def card(rows: list[dict[str, object]]) -> scorecard.Scorecard:
    """A small model that was really trained, so that the service is tested without the big one."""
    return scorecard.from_pipeline(fit(APPROACHES[CHOSEN], rows), FEATURES, threshold=0.2, run="test")


@pytest.fixture(scope="session")
def model_path(card: scorecard.Scorecard, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "scorecard.joblib"
    scorecard.save(card, path)
    return path


@pytest.fixture
def many(chance: random.Random) -> Callable[[int], list[dict[str, object]]]:
    return lambda count: [customer(chance) for _ in range(count)]
