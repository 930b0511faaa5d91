from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import date

import pytest

from retain.cleaning import LEAKING, PERSONAL, Customer, clean, drop_doubtful, parse_amount, parse_category, parse_day
from tests.conftest import dirty

A_DAY = date(2024, 3, 5).toordinal()


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "05/03/2024",
        "05.03.2024",
        "5 Mar 2024",
        "Mar 5, 2024",
        "2024-03-05T00:00:00Z",
        " 2024-03-05 ",
        "5 March 2024",
    ],
)
def test_one_day_is_one_day_in_every_format(text: str) -> None:
    assert parse_day(text) == A_DAY


@pytest.mark.parametrize(
    "text", ["31/02/2023", "2024-13-05", "0000-00-00", "1900-01-01", "2099-12-31", "soon", "", "5 Foo 2024"]
)
def test_days_that_never_were_are_gaps(text: str) -> None:
    assert math.isnan(parse_day(text))


@pytest.mark.parametrize(
    ("text", "euro"),
    [
        ("12.99", 12.99),
        ("12,99", 12.99),
        ("€12.99", 12.99),
        ("€ 12,99", 12.99),
        ("12,99 €", 12.99),
        ("EUR 1.234,50", 1234.5),
    ],
)
def test_amounts_are_read_in_every_notation(text: str, euro: float) -> None:
    assert parse_amount(text) == pytest.approx(euro)


@pytest.mark.parametrize("text", ["", "free", "€", "-3", "1.2.3"])
def test_what_is_no_amount_is_a_gap(text: str) -> None:
    assert math.isnan(parse_amount(text))


@pytest.mark.parametrize(
    ("text", "column", "name"),
    [
        ("PREMIUM", "plan", "premium"),
        ("prem.", "plan", "premium"),
        (" basic", "plan", "basic"),
        ("España", "country", "spain"),
        ("Österreich", "country", "austria"),
        ("Holland", "country", "netherlands"),
        ("month-to-month", "contract_type", "monthly"),
        ("Two-Year", "contract_type", "two year"),
        ("biennial", "contract_type", "two year"),
        ("direct_debit", "payment_method", "direct debit"),
        (True, "auto_renew", "yes"),
        ("Atlantis", "country", "other"),
        (None, "plan", "missing"),
        ("", "plan", "missing"),
    ],
)
def test_categories_have_one_name(text: object, column: str, name: str) -> None:
    assert parse_category(text, column) == name


def test_leaking_and_personal_columns_do_not_come_through() -> None:
    assert not set(Customer.__dataclass_fields__) & {*LEAKING, *PERSONAL}


@pytest.mark.parametrize(
    ("sessions", "minutes", "expected"),
    [(6, 240 * 60, 240), (6, 240, 240), (30, 9000, 9000), (None, 60 * 800, 800), (None, 800, 800)],
)
def test_seconds_become_minutes_and_honest_viewers_stay(
    good_row: dict, sessions: int | None, minutes: int, expected: int
) -> None:
    assert clean(good_row | {"sessions_30d": sessions, "minutes_watched_30d": minutes}).minutes_watched_30d == expected


@pytest.mark.parametrize("change", [{"sessions_30d": -1}, {"sessions_30d": 1e9}, {"sessions_30d": None}])
def test_counts_that_cannot_be_are_gaps(good_row: dict, change: dict) -> None:
    assert math.isnan(clean(good_row | change).sessions_30d)


def test_dirt_is_not_information(many: Callable[[int], list[dict]], chance: random.Random) -> None:
    """However a customer is written down, it is the same customer: two hundred of them, each in another disguise."""
    for row in many(200):
        assert repr(clean(dirty(row, chance))) == repr(clean(row))


def test_copies_are_dropped_and_contradictions_with_them() -> None:
    pairs = [("a", 1), ("a", 1), ("b", 0), ("b", 1), ("c", 0)]
    rows = [{"customer_id": name, "churned": label} for name, label in pairs]
    assert [row["customer_id"] for row in drop_doubtful(rows)] == ["a", "c"]
