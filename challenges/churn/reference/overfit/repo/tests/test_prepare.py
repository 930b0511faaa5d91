import math

import pandas as pd

from churn.prepare import oversample, prepare, to_euro


def test_fees_become_numbers():
    assert to_euro("12,99 €") == 12.99
    assert to_euro("EUR 9.49") == 9.49
    assert math.isnan(to_euro(None))


def test_both_classes_have_the_same_size_after_oversampling():
    rows = pd.DataFrame({"churned": [0] * 9 + [1]})
    assert oversample(rows, seed=1)["churned"].mean() == 0.5


def test_leaking_and_personal_columns_are_dropped():
    rows = pd.read_csv("data/train.csv", nrows=20)
    assert not {"exit_survey_score", "email", "customer_id"} & set(prepare(rows).columns)
