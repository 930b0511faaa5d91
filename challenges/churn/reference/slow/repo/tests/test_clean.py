from datetime import date

import pytest

from retention.clean import day, euro


@pytest.mark.parametrize("text", ["2024-05-20", "20/05/2024", "20.05.2024", "20 May 2024", "May 20, 2024", "2024-05-20T00:00:00Z"])
def test_dates_in_all_formats(text):
    assert day(text) == date(2024, 5, 20)


@pytest.mark.parametrize("text", ["12,99 €", "€12.99", "EUR 12.99", 12.99])
def test_amounts(text):
    assert euro(text) == 12.99
