from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from retain import api
from retain.api import create_app
from retain.desk import Busy, Desk
from retain.features import matrix_of
from retain.scorecard import Scorecard


@pytest.fixture
def client(model_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(model_path)) as running:
        yield running


def predict(client: TestClient, *rows: dict) -> list[float]:
    reply = client.post("/predict", json={"instances": list(rows)})
    assert reply.status_code == 200, reply.text
    return [prediction["probability"] for prediction in reply.json()["predictions"]]


def send(client: TestClient, body: str | bytes, content_type: str = "application/json"):  # noqa: ANN201
    return client.post("/predict", content=body, headers={"content-type": content_type})


def test_health_names_the_model(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "model": "test"}


def test_the_service_says_what_the_scorecard_says(
    client: TestClient, card: Scorecard, many: Callable[[int], list[dict]]
) -> None:
    rows = many(40)
    expected = card.probabilities(card.contributions(matrix_of(rows)))
    np.testing.assert_allclose(predict(client, *rows), expected, atol=1e-6)


def test_order_and_batch_size_do_not_matter(client: TestClient, many: Callable[[int], list[dict]]) -> None:
    rows = many(600)
    together = predict(client, *rows)
    assert predict(client, *reversed(rows)) == together[::-1]
    assert [predict(client, row)[0] for row in rows[:5]] == together[:5]


def test_a_likely_leaver_is_called_and_the_reply_says_why(client: TestClient, good_row: dict) -> None:
    gone = good_row | {"sessions_30d": 0, "minutes_watched_30d": 0, "sessions_prev_30d": 30}
    prediction = client.post("/predict", json={"instances": [gone]}).json()["predictions"][0]
    assert prediction["call"] is (prediction["probability"] >= 0.2)
    assert "watches much less than the month before" in prediction["reasons"]


@pytest.mark.parametrize(
    "dirt",
    [
        {"last_seen_date": "20/05/2024"},
        {"monthly_fee": "7,99 €"},
        {"plan": "BASIC"},
        {"country": " france"},
        {"exit_survey_score": 9},
        {"full_name": "Somebody Else", "email": None, "birth_date": "soon"},
        {"customer_id": "C9"},
        {"shoe_size": 43},
    ],
)
def test_spelling_personal_data_and_leaks_change_nothing(client: TestClient, good_row: dict, dirt: dict) -> None:
    assert predict(client, good_row | dirt) == predict(client, good_row)


def test_gaps_and_unknown_values_are_answered(client: TestClient, good_row: dict) -> None:
    gaps = dict.fromkeys(good_row)
    strange = good_row | {"country": "Atlantis", "plan": "platinum", "signup_date": "yesterday", "sessions_30d": -4}
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
        ({"last_seen_date": 20240520}, "last_seen_date"),
    ],
)
def test_what_cannot_be_a_customer_is_refused_by_name(
    client: TestClient, good_row: dict, change: dict, field: str
) -> None:
    reply = client.post("/predict", json={"instances": [good_row, good_row | change]})
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["field"] == f"instances.1.{field}"


@pytest.mark.parametrize("column", ["contract_type", "sessions_30d", "newsletter_opt_in"])
def test_a_missing_column_is_refused_by_name(client: TestClient, good_row: dict, column: str) -> None:
    del good_row[column]
    reply = client.post("/predict", json={"instances": [good_row]})
    assert reply.status_code == 422
    assert column in reply.text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(client: TestClient, good_row: dict, number: str) -> None:
    body = json.dumps({"instances": [good_row | {"sessions_30d": 4711}]}).replace("4711", number)
    reply = send(client, body)
    assert (reply.status_code, "sessions_30d" in reply.text) == (422, True)


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{", '{"instances": 3}', '{"instances": [1]}', "[" * 10_000, b"\xff\xfe"]
)
def test_what_is_no_request_is_refused_without_a_trace(client: TestClient, body: str | bytes) -> None:
    reply = send(client, body)
    assert reply.status_code == 422
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("content_type", ["text/csv", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(client: TestClient, good_row: dict, content_type: str) -> None:
    reply = send(client, json.dumps({"instances": [good_row]}), content_type)
    assert (reply.status_code, "content-type" in reply.text) == (415, True)


def test_another_verb_is_refused(client: TestClient) -> None:
    assert client.delete("/predict").status_code == 405


def test_a_huge_body_is_refused_and_the_next_one_answered(client: TestClient, good_row: dict) -> None:
    reply = send(client, json.dumps({"instances": [good_row | {"plan": "x" * 5_000_000}]}))
    assert reply.status_code == 413
    assert len(predict(client, good_row)) == 1


def test_a_fault_of_ours_is_told_without_details(
    client: TestClient, good_row: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(api, "matrix_of", broken)
    reply = client.post("/predict", json={"instances": [good_row]})
    assert (reply.status_code, reply.json()) == (500, {"error": "internal error"})


def test_metrics_count_requests_predictions_and_gaps(client: TestClient, good_row: dict) -> None:
    predict(client, good_row, good_row | {"monthly_fee": None})
    send(client, "{")
    page = client.get("/metrics").text
    for line in [
        'retain_requests_total{status="200"} 1',
        'retain_requests_total{status="422"} 1',
        'retain_gaps_total{column="monthly_fee"} 1',
        "retain_prediction_count 2",
        "retain_latency_seconds_count 2",
    ]:
        assert line in page.splitlines()


def test_a_request_keeps_its_name(client: TestClient, good_row: dict) -> None:
    body = json.dumps({"instances": [good_row]})
    named = client.post("/predict", content=body, headers={"x-request-id": "abc-1"})
    forged = client.post("/predict", content=body, headers={"x-request-id": 'a"}{"b'})
    assert named.headers["x-request-id"] == "abc-1"
    assert forged.headers["x-request-id"].isalnum()


def test_the_log_holds_numbers_and_no_customer(
    client: TestClient, good_row: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[dict] = []
    monkeypatch.setattr(api.log, "info", lambda event, extra: lines.append(extra["fields"]))
    predict(client, good_row)
    client.post("/predict", json={"instances": [good_row | {"plan": ["Anna Clark"]}]})
    assert [(line["status"], line.get("rows")) for line in lines] == [(200, 1), (422, None)]
    assert "Anna" not in json.dumps(lines)


def test_a_full_queue_turns_the_next_one_away() -> None:
    desk = Desk(lambda rows: [{"row": row} for row in rows], most_waiting=2)

    async def three() -> list:
        return await asyncio.gather(*(desk.answer([n]) for n in range(3)), return_exceptions=True)

    first, second, third = asyncio.run(three())
    assert (first, second) == ([{"row": 0}], [{"row": 1}])
    assert isinstance(third, Busy)
    assert asyncio.run(desk.answer([4])) == [{"row": 4}]


def test_a_busy_service_says_so(model_path: Path, good_row: dict) -> None:
    with TestClient(create_app(model_path, most_waiting=0)) as client:
        reply = client.post("/predict", json={"instances": [good_row]})
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "1")
        assert client.get("/health").status_code == 200
