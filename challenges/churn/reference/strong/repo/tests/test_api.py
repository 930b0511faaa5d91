from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from churn.api import create_app


@pytest.fixture
def client(model_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(model_path)) as running:
        yield running


def predict(client: TestClient, *rows: dict) -> list[float]:
    reply = client.post("/predict", json={"instances": list(rows)})
    assert reply.status_code == 200, reply.text
    return [prediction["probability"] for prediction in reply.json()["predictions"]]


def test_health_names_the_model(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "model": "test"}


def test_every_customer_gets_a_probability_in_order(client: TestClient, good_row: dict) -> None:
    gone = good_row | {"sessions_30d": 0, "minutes_watched_30d": 0}
    first, second = predict(client, gone, good_row)
    assert 0 <= second < first <= 1
    assert predict(client, good_row, gone) == [second, first]


@pytest.mark.parametrize(
    "dirt",
    [
        {"last_seen_date": "20/05/2024"},
        {"monthly_fee": "7,99 €"},
        {"plan": "BASIC"},
        {"country": " france"},
        {"exit_survey_score": 9},
        {"full_name": "Somebody Else", "email": None},
        {"customer_id": "C9"},
    ],
)
def test_spelling_personal_data_and_leaks_change_nothing(client: TestClient, good_row: dict, dirt: dict) -> None:
    assert predict(client, good_row | dirt) == predict(client, good_row)


def test_gaps_and_unknown_values_are_answered(client: TestClient, good_row: dict) -> None:
    gaps = {name: None for name in good_row}
    strange = good_row | {"country": "Atlantis", "plan": "platinum", "signup_date": "yesterday"}
    assert len(predict(client, gaps, strange)) == 2


def test_an_empty_batch_has_an_empty_answer(client: TestClient) -> None:
    assert predict(client) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sessions_30d": "plenty"}, "sessions_30d"),
        ({"monthly_fee": {"amount": 7.99}}, "monthly_fee"),
        ({"plan": ["basic"]}, "plan"),
        ({"country": "x" * 10_000}, "country"),
    ],
)
def test_what_cannot_be_a_customer_is_refused_by_name(
    client: TestClient, good_row: dict, change: dict, field: str
) -> None:
    reply = client.post("/predict", json={"instances": [good_row | change]})
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["field"] == f"instances.0.{field}"


def test_a_missing_column_is_refused_by_name(client: TestClient, good_row: dict) -> None:
    del good_row["contract_type"]
    reply = client.post("/predict", json={"instances": [good_row]})
    assert reply.status_code == 422
    assert "contract_type" in reply.text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(client: TestClient, number: str) -> None:
    body = f'{{"instances": [{{"sessions_30d": {number}}}]}}'
    reply = client.post("/predict", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 422
    assert "instances.0.sessions_30d" in reply.text


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '{"instances": 3}'])
def test_no_request_is_refused_without_a_trace(client: TestClient, body: str) -> None:
    reply = client.post("/predict", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 422
    assert "Traceback" not in reply.text
