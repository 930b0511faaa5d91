import numpy as np
import pandas as pd
import pytest

from churn.app import create_app


class Constant:
    def predict_proba(self, x):
        return np.full((len(x), 2), 0.5)


@pytest.fixture
def client():
    return create_app(Constant()).test_client()


@pytest.fixture
def row():
    first = pd.read_csv("data/train.csv", nrows=1).astype(object)
    return first.where(first.notna(), None).drop(columns="churned").to_dict("records")[0]


def test_health(client):
    assert client.get("/health").json == {"status": "healthy"}


def test_predict(client, row):
    assert client.post("/predict", json={"instances": [row]}).json == {"predictions": [{"probability": 0.5}]}


def test_missing_column(client, row):
    del row["plan"]
    reply = client.post("/predict", json={"instances": [row]})
    assert (reply.status_code, reply.json["columns"]) == (400, ["plan"])
