import pandas as pd

from schema import FEATURES
from train_model import categories, clean, dates


def test_categories():
    given = pd.Series(["BASIC", "prem.", "España", "month-to-month"])
    assert categories(given).tolist() == ["basic", "premium", "spain", "monthly"]


def test_dates():
    given = pd.Series(["2024-03-05", "05/03/2024", "5 Mar 2024", "2024-03-05T00:00:00Z"])
    assert dates(given).dt.strftime("%Y-%m-%d").unique().tolist() == ["2024-03-05"]


def test_impossible_dates():
    assert dates(pd.Series(["31/02/2023", "2099-12-31", "1900-01-01"])).isna().all()


def test_clean_table():
    table = clean(pd.read_csv("data/train.csv", nrows=500))
    assert set(FEATURES) <= set(table.columns)
    assert table["monthly_fee"].between(4, 40).mean() > 0.95
    assert table["plan"].isna().sum() == 0
