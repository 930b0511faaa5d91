from preprocess import money


def test_money():
    assert money("12,99 €") == 12.99
    assert money("EUR 7.99") == 7.99
