from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from churn.cleaning import LEAKING, PERSONAL, clean, drop_duplicates, parse_category, parse_date, parse_money


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "05/03/2024", "05.03.2024", "5 Mar 2024", "Mar 5, 2024", "2024-03-05T00:00:00Z", " 2024-03-05 "],
)
def test_one_day_is_one_day_in_every_format(text: str) -> None:
    assert parse_date(text) == datetime(2024, 3, 5)


@pytest.mark.parametrize(
    "text", ["31/02/2023", "2024-13-05", "0000-00-00", "1900-01-01", "2099-12-31", "soon", "", None]
)
def test_impossible_days_are_gaps(text: str | None) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "euro"),
    [
        (12.99, 12.99),
        ("12.99", 12.99),
        ("12,99", 12.99),
        ("€12.99", 12.99),
        ("12,99 €", 12.99),
        ("EUR 1.234,50", 1234.5),
    ],
)
def test_money_is_read_in_every_notation(text: object, euro: float) -> None:
    assert parse_money(text) == pytest.approx(euro)


@pytest.mark.parametrize("text", [None, "", "free", "€"])
def test_what_is_no_money_is_a_gap(text: object) -> None:
    assert np.isnan(parse_money(text))


@pytest.mark.parametrize(
    ("text", "column", "name"),
    [
        ("PREMIUM", "plan", "premium"),
        ("prem.", "plan", "premium"),
        (" basic", "plan", "basic"),
        ("España", "country", "spain"),
        ("Österreich", "country", "austria"),
        ("month-to-month", "contract_type", "monthly"),
        ("Two-Year", "contract_type", "two-year"),
        ("direct_debit", "payment_method", "direct debit"),
        (True, "auto_renew", "yes"),
        ("Atlantis", "country", "other"),
        (None, "plan", "missing"),
    ],
)
def test_categories_have_one_name(text: object, column: str, name: str) -> None:
    assert parse_category(text, column) == name


def test_leaking_and_personal_columns_do_not_come_through(good_row: dict) -> None:
    columns = clean(pd.DataFrame([good_row])).columns
    assert not set(columns) & {*LEAKING, *PERSONAL}


def test_seconds_become_minutes_and_honest_viewers_stay(good_row: dict) -> None:
    seconds = good_row | {"sessions_30d": 6, "minutes_watched_30d": 240 * 60}
    marathon = good_row | {"sessions_30d": 30, "minutes_watched_30d": 9000}
    assert clean(pd.DataFrame([seconds, marathon]))["minutes_watched_30d"].tolist() == [240, 9000]


def test_copies_are_dropped_and_contradictions_with_them() -> None:
    rows = pd.DataFrame({"customer_id": ["a", "a", "b", "b", "c"], "churned": [1, 1, 0, 1, 0]})
    assert drop_duplicates(rows)["customer_id"].tolist() == ["a", "c"]
