"""Numbers with what chance and what ignorance leave open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..intervals import spread, without_noise

LIKELY = 0.9  # share of plausible worlds on one side from which on that side is called probable
FEWEST = 10  # worlds: below, nothing is called sure or probable


@dataclass(frozen=True)
class Estimate:
    """A number with what chance and what ignorance leave open.

    mean at central effects (over worlds, where the result has no central ones); noise is half the 95 % interval of that mean, NaN for one replicate; middle, low
    and high are the mean and the 95 % interval over plausible worlds (of what one more would give, where they are few), None where nothing was drawn, low and high
    also where all worlds are alike, which is no certainty; worlds are the values in each, shape (worlds,).
    """

    mean: float
    noise: float
    middle: float | None = None
    low: float | None = None
    high: float | None = None
    worlds: np.ndarray | None = None

    def __mul__(self, factor: float) -> Estimate:
        """In another unit; factor > 0."""
        times = lambda value: None if value is None else value * factor
        return Estimate(self.mean * factor, self.noise * factor, times(self.middle), times(self.low), times(self.high), times(self.worlds))

    @property
    def verdict(self) -> str:
        """`lower` or `higher` where the interval over plausible worlds leaves no doubt, `likely_` so where it does but most of them are on a side, else `unclear`, and
        so too where worlds are few or all alike; `not_drawn` where it was not asked."""
        if self.worlds is None:
            return "not_drawn"
        if len(self.worlds) < FEWEST or self.low is None or self.high is None:
            return "unclear"
        if self.high < 0.0 or self.low > 0.0:
            return "lower" if self.high < 0.0 else "higher"
        most = LIKELY * len(self.worlds)
        return "likely_lower" if self.count() >= most else "likely_higher" if self.count_above() >= most else "unclear"

    def count(self, bound: float = 0.0) -> int:
        """Worlds below a bound."""
        return 0 if self.worlds is None else int(np.sum(self.worlds < bound))

    def count_above(self, bound: float = 0.0) -> int:
        """Worlds above a bound."""
        return 0 if self.worlds is None else int(np.sum(self.worlds > bound))


@dataclass(frozen=True)
class Values:
    """A quantity in every replicate: at central effects, shape (points, replicates) with one point unless the result is a sweep, and drawn, shape (replicates,)."""

    central: np.ndarray
    drawn: np.ndarray | None
    are_worlds: bool = False  # the central ones are those of plausible worlds: points of a sweep, or parameter sets by replicate

    def __sub__(self, other: Values) -> Values:
        drawn = None if self.drawn is None or other.drawn is None else self.drawn - other.drawn
        return Values(self.central - other.central, drawn, self.are_worlds)

    def __mul__(self, factor: float) -> Values:
        return Values(self.central * factor, None if self.drawn is None else self.drawn * factor, self.are_worlds)

    def over(self, other: Values) -> Values:
        """The ratio, replicate by replicate; NaN where the other is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = None if self.drawn is None or other.drawn is None else np.where(other.drawn != 0.0, self.drawn / other.drawn, np.nan)
            return Values(np.where(other.central != 0.0, self.central / other.central, np.nan), drawn, self.are_worlds)

    @property
    def mean(self) -> float:
        """Over all that there is at central effects; NaN for none."""
        return float(np.nanmean(self.central)) if np.isfinite(self.central).any() else float("nan")

    def estimate(self) -> Estimate:
        """With both intervals. Replicates without a value are left out."""
        several = len(self.central) > 1
        central = spread(self.central if several else self.central[0])
        noise = central.noise_high - central.mean
        if several:
            known = self.central[np.isfinite(self.central).all(1)]
            return Estimate(central.mean, noise, central.mean, central.next_low, central.next_high, without_noise(known))
        drawn = self.central[0] if self.are_worlds else self.drawn
        worlds = None if drawn is None else drawn[np.isfinite(drawn)]
        if worlds is None or len(worlds) < 2:
            return Estimate(central.mean, noise)
        worlds = np.where(np.abs(worlds) <= 1e-9 * (1.0 + abs(self.mean)), 0.0, worlds)  # no sign of what is rounding
        unknown = spread(worlds)
        if unknown.next_high - unknown.mean <= 1e-9 * (1.0 + abs(unknown.mean)):
            return Estimate(central.mean, noise, unknown.mean, worlds=worlds)
        return Estimate(central.mean, noise, unknown.mean, unknown.next_low, unknown.next_high, worlds)
