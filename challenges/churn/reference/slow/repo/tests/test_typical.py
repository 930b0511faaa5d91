import numpy as np

from retention.typical import typicality


def test_the_middle_is_more_typical_than_the_edge():
    known = np.random.default_rng(0).normal(size=(200, 3))
    assert typicality(known, np.zeros((1, 3))) > 0.9
    assert typicality(known, np.full((1, 3), 5.0)) < 0.05
