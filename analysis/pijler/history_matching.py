"""History matching: parameter sets whose model is not too far from what was seen (craig1997, vernon2010), and a sample of the posterior."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .emulator import Emulator

STEPS = 20       # moves of each particle at a temperature
SHRINKING = 0.5  # effective share of the particles that a temperature leaves


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


def sample_plausible(emulators: Sequence[Emulator], goals: Sequence[Goal], inputs: int, count: int, random: np.random.Generator) -> np.ndarray:
    """`count` draws of standard-normal inputs weighted by the likelihood of the goals. Shape: (count, inputs).

    Particles are cooled from the prior (sequential Monte Carlo, delmoral2006), and moved at each temperature by steps that leave the prior as it is
    (preconditioned Crank-Nicolson, cotter2013): many inputs that no goal tells about cost nothing.
    """
    variance = np.array([emulator.variance for emulator in emulators])

    def log_likelihood(rows: np.ndarray) -> np.ndarray:
        mean = np.column_stack([emulator.mean(rows) for emulator in emulators])
        return -0.5 * np.sum(implausibility(goals, mean, variance) ** 2, axis=1)

    particles = random.standard_normal((count, inputs))
    fit = log_likelihood(particles)
    reached, step = 0.0, 0.5
    while reached < 1.0:
        rise = _next_rise(fit, 1.0 - reached)
        reached = 1.0 if 1.0 - reached - rise < 1e-9 else reached + rise
        weight = np.exp(rise * (fit - np.max(fit)))
        chosen = _systematic(weight / np.sum(weight), random)
        particles, fit = particles[chosen], fit[chosen]
        for _ in range(STEPS):
            proposed = np.sqrt(1.0 - step**2) * particles + step * random.standard_normal(particles.shape)
            better = log_likelihood(proposed)
            taken = np.log(random.random(count)) < reached * (better - fit)
            particles[taken], fit[taken] = proposed[taken], better[taken]
            step = float(np.clip(step * np.exp(np.mean(taken) - 0.25), 0.02, 0.99))
    return particles


def _next_rise(fit: np.ndarray, most: float) -> float:
    """By how much the likelihood's power may rise until weights are worth SHRINKING of the particles; at most `most`."""
    def worth(rise: float) -> float:
        weight = np.exp(rise * (fit - np.max(fit)))
        return float(np.sum(weight) ** 2 / np.sum(weight**2) / len(fit))

    if worth(most) >= SHRINKING:
        return most
    low, high = 0.0, most
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if worth(middle) >= SHRINKING else (low, middle)
    return max(low, 1e-12)


def _systematic(weight: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Indices drawn with these weights, as evenly as can be."""
    places = (np.arange(len(weight)) + random.random()) / len(weight)
    return np.minimum(np.searchsorted(np.cumsum(weight), places), len(weight) - 1)
