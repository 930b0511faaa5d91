"""How typical a customer is: a probability for somebody unlike everybody else should be taken with care."""
from __future__ import annotations

import numpy as np
from sklearn.metrics.pairwise import rbf_kernel


# One width sees small groups, the other one large ones.
WIDTHS = (0.5, 2.0)


def typicality(known: np.ndarray, customer: np.ndarray) -> float:
    """Share of customers in a thinner neighbourhood than this one, 0 for the oddest and 1 for the most ordinary.

    `known`: standardised features of all customers, shape (customers, features). The customer is put among the known ones and
    everybody's density is estimated again, so that nobody is compared with a density that leaves them out.
    """
    everybody = np.vstack([known, customer])
    shares = []
    for width in WIDTHS:
        kernel = rbf_kernel(everybody, gamma=1 / (width * everybody.shape[1]))
        density = kernel.mean(axis=1)
        shares.append((density < density[-1]).mean())
        del kernel
    return float(np.mean(shares))
