import numpy as np
import pytest

from app import create_app
from tests.test_features import ROW


class Constant:
    def predict_proba(self, x):
        return np.tile([0.75, 0.25], (len(x), 1))


@pytest.fixture
def client():
    return create_app(Constant()).test_client()


def test_health(client):
    assert client.get("/health").status_code == 200


def test_predict(client):
    reply = client.post("/predict", json={"instances": [ROW, ROW]})
    assert reply.json == {"predictions": [{"probability": 0.25}] * 2}


def test_missing_field_is_named(client):
    row = {name: value for name, value in ROW.items() if name != "plan"}
    reply = client.post("/predict", json={"instances": [row]})
    assert reply.status_code == 422
    assert "plan" in reply.json["error"]


@pytest.mark.parametrize(("column", "value"), [("sessions_30d", "many"), ("plan", ["basic"]), ("monthly_fee", {})])
def test_wrong_type_is_named(client, column, value):
    reply = client.post("/predict", json={"instances": [{**ROW, column: value}]})
    assert reply.status_code == 422
    assert column in reply.json["error"]


def test_bad_body(client):
    assert client.post("/predict", data="{", content_type="application/json").status_code == 400
