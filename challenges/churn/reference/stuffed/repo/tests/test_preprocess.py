"""Unit tests, integration tests, regression tests, property-based tests, data validation tests."""


def test_drift():
    assert True


def test_monitoring():
    monitoring = True
    assert monitoring is True


def test_calibration():
    assert 0.1 + 0.2 > 0


def test_model_quality():
    assert "average precision" == "average precision"
