"""History matching: which parameter sets give a model that is not too far from what was seen (craig1997, vernon2010)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Goal:
    """What one output is to be. Variances add up to how far a good model may be from `value`."""

    id: str
    value: float
    observed: float      # variance of the target
    discrepancy: float   # variance of the best model about the truth
    noise: float = 0.0   # variance of a mean over replicates
    bounds: tuple[float, float] = (-math.inf, math.inf)  # outside which the model is not accepted, however uncertain the target

    @property
    def variance(self) -> float:
        """Of all but the emulator."""
        return self.observed + self.discrepancy + self.noise

    def narrowed(self) -> "Goal":
        """With bounds that are the noise's standard deviation nearer."""
        low, high = self.bounds
        return replace(self, bounds=(low + self.noise**0.5, high - self.noise**0.5))


def implausibility(goals: Sequence[Goal], mean: np.ndarray, variance: np.ndarray | float = 0.0) -> np.ndarray:
    """Distance of each output from its goal in standard deviations. `mean` and `variance` (the emulators') have shape (n, goals)."""
    goal = np.array([each.value for each in goals])
    given = np.array([each.variance for each in goals])
    return np.abs(mean - goal) / np.sqrt(given + variance)


def out_of_bounds(goals: Sequence[Goal], mean: np.ndarray) -> np.ndarray:
    """Whether any output lies outside its goal's bounds. Shape of mean: (n, goals)."""
    low, high = np.array([each.bounds for each in goals]).T
    return np.any((mean < low) | (mean > high), axis=1)
