import json

import numpy as np
import pytest

from retention.answer import answer
from tests.test_tidy import ROW


class Half:
    def predict_proba(self, rows):
        return np.full((len(rows), 2), 0.5)


def ask(rows):
    return answer(json.dumps({"instances": rows}).encode(), Half())


def test_one_probability_a_customer():
    assert ask([ROW, ROW]) == (200, {"predictions": [{"probability": 0.5}] * 2})


def test_no_customers():
    assert ask([]) == (200, {"predictions": []})


@pytest.mark.parametrize(
    ("change", "field"),
    [({"sessions_30d": "many"}, "sessions_30d"), ({"plan": ["basic"]}, "plan"), ({"monthly_fee": {}}, "monthly_fee")],
)
def test_refusals_name_the_field(change, field):
    status, reply = ask([ROW | change])
    assert status == 422
    assert field in reply["error"]


def test_a_missing_column_is_named():
    status, reply = ask([{name: value for name, value in ROW.items() if name != "contract_type"}])
    assert (status, "contract_type" in reply["error"]) == (422, True)


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'{"instances": 3}', b'{"instances": [NaN]}', b"[" * 100_000])
def test_what_is_no_request(body):
    status, _ = answer(body, Half())
    assert status in (400, 422)
