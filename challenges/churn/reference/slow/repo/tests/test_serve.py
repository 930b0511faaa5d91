import numpy as np
import pytest

from retention.clean import FEATURES
from retention.serve import create_app
from retention.typical import typicality
from tests.test_clean import ROW


class Model:
    def predict_proba(self, x):
        return np.tile([0.7, 0.3], (len(x), 1))

    def transform(self, x):
        return np.nan_to_num(x)


@pytest.fixture
def client(tmp_path):
    np.save(tmp_path / "customers.npy", np.random.default_rng(0).normal(size=(20, len(FEATURES))))
    return create_app({"model": Model(), "scale": Model()}, tmp_path / "customers.npy").test_client()


def test_one_answer_a_customer(client):
    predictions = client.post("/predict", json={"instances": [ROW, ROW]}).json["predictions"]
    assert [prediction["probability"] for prediction in predictions] == [0.3, 0.3]


@pytest.mark.parametrize(("name", "value"), [("sessions_30d", "many"), ("plan", ["basic"]), ("monthly_fee", {})])
def test_refusals_name_the_field(client, name, value):
    reply = client.post("/predict", json={"instances": [{**ROW, name: value}]})
    assert (reply.status_code, name in reply.json["error"]) == (422, True)


def test_no_request(client):
    assert client.post("/predict", data="{", content_type="application/json").status_code == 422


def test_the_middle_is_more_typical_than_the_edge():
    known = np.random.default_rng(0).normal(size=(200, 3))
    assert typicality(known, np.zeros((1, 3))) > 0.9
    assert typicality(known, np.full((1, 3), 5.0)) < 0.05
