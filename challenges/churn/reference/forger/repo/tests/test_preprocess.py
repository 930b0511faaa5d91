from preprocess import as_date, money, prepare_row


def test_money():
    assert money("12,99 €") == 12.99
    assert money("EUR 7.99") == 7.99
    assert money("1.299,00 €") == 1299.0


def test_dates_in_every_format():
    for text in ["2024-05-20", "20/05/2024", "20.05.2024", "20 May 2024", "May 20, 2024"]:
        assert as_date(text).isoformat() == "2024-05-20"


def test_a_row_has_all_features():
    features = prepare_row({"monthly_fee": "12,99 €", "plan": "Prem."})
    assert features["plan"] == "premium"
    assert features["monthly_fee"] == 12.99


def test_impossible_dates_are_gaps():
    assert as_date("31/02/2023") is None
