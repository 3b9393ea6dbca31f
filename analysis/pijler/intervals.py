"""Means over replicates, or over plausible worlds, with 95 % intervals of chance and of what is not known."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit


FEWEST_FOR_RANKS = 39  # values of which one more falls below the lowest, or above the highest, in 5 % of cases


@dataclass(frozen=True)
class Spread:
    """A mean with two 95 % intervals: `noise` of the mean itself, which more replicates would narrow, and `next` of what one more would give: one more
    replicate, or one more world where there are several. NaN where there are too few to tell."""

    mean: float
    noise_low: float
    noise_high: float
    next_low: float
    next_high: float


def t975(freedom: int) -> float:
    """The .975 quantile of Student's t."""
    return float(stdtrit(freedom, 0.975))


def mean_interval(values: np.ndarray) -> tuple[float, float]:
    """Mean over replicates, shape (replicate,), and half the width of its 95 % interval (NaN for one replicate)."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, float("nan")
    return mean, t975(len(values) - 1) * float(np.std(values, ddof=1)) / len(values) ** 0.5


def next_interval(values: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of what one more value would be, shape (values,): Student's of few, between ranks of many; NaN of fewer than two."""
    if len(values) < FEWEST_FOR_RANKS:
        by_student = spread(values)
        return by_student.next_low, by_student.next_high
    low, high = np.percentile(values, [2.5, 97.5], method="weibull")
    return float(low), float(high)


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


def without_noise(each: np.ndarray) -> np.ndarray:
    """What worlds would give with replicates without end, as far as can be told: their means, drawn together as much as noise drives them apart.

    each: by world and replicate, shape (worlds, replicates). Returns shape (worlds,), whose variance is that between worlds (louis1984: shares of worlds on
    a side of a bound are biased towards a half by noise, less so by means that are drawn together until their spread is right).
    """
    mean = each.mean(1)
    if each.shape[1] < 2 or len(mean) < 3:
        return mean
    whole = np.var(mean, ddof=1)
    if whole <= 0.0:
        return mean
    between = max(0.0, whole - np.mean(np.var(each, axis=1, ddof=1)) / each.shape[1])
    return mean.mean() + (mean - mean.mean()) * np.sqrt(between / whole)


def spread(values: np.ndarray) -> Spread:
    """Of values by replicate, shape (replicates,), or by world and replicate, shape (worlds, replicates). Where one is NaN (there was nobody), that
    replicate, or that world, is left out. `next` is Student's by replicate, and of worlds as `next_interval` has it."""
    if values.ndim == 1:
        known = values[np.isfinite(values)]
        mean, half = mean_interval(known) if len(known) else (float("nan"), float("nan"))
        of_next = half * (len(known) + 1.0) ** 0.5
        return Spread(mean, mean - half, mean + half, mean - of_next, mean + of_next)
    known = values[np.isfinite(values).all(1)]
    if not len(known):
        return Spread(*[float("nan")] * 5)
    worlds, mean = without_noise(known), float(known.mean())
    within = float(np.mean(np.var(known, axis=1, ddof=1))) if known.shape[1] > 1 else float("nan")
    half = 1.96 * (within / known.size) ** 0.5
    low, high = next_interval(worlds)
    if np.isfinite(half):  # where worlds cannot be told apart, they still are no surer than their mean
        low, high = float(np.minimum(low, mean - half)), float(np.maximum(high, mean + half))
    return Spread(mean, mean - half, mean + half, low, high)
