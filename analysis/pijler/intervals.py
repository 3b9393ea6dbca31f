"""Means over replicates with 95 % intervals of simulation noise."""

import numpy as np

# Student's t at .975 by degrees of freedom 1, 2, ...; beyond, the expansion in 1/df of the normal quantile (error below
# .0005; Abramowitz and Stegun 26.7.5).
_T975 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


def t975(freedom: int) -> float:
    """The .975 quantile of Student's t."""
    if freedom <= len(_T975):
        return _T975[freedom - 1]
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2) + (
        3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)


def mean_interval(values: np.ndarray) -> tuple[float, float]:
    """Mean over replicates, shape (replicate,), and half the width of its 95 % interval (NaN for one replicate)."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, float("nan")
    return mean, t975(len(values) - 1) * float(np.std(values, ddof=1)) / len(values) ** 0.5


def ratio_interval(above: np.ndarray, below: np.ndarray) -> tuple[float, float]:
    """Ratio of the means of two quantities of the same replicates, shapes (replicate,), and half the width of its 95 % interval.

    The interval is the jackknife's: replicates are left out one by one, since a ratio of small numbers has no useful mean.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = float(np.sum(above) / np.sum(below))
        n = len(above)
        if n < 2:
            return ratio, float("nan")
        without = (np.sum(above) - above) / (np.sum(below) - below)
        error = np.sqrt((n - 1) / n * np.sum((without - np.mean(without)) ** 2))
    return ratio, t975(n - 1) * float(error)
