"""From a wave's rows to those of the next: an ensemble smoother that takes in a share of what the goals tell, wave by wave (emerick2013)."""

from collections.abc import Sequence

import numpy as np

from .history_matching import Goal


def assimilate(normals: np.ndarray, means: np.ndarray, goals: Sequence[Goal], share: float, random: np.random.Generator) -> np.ndarray:
    """Rows of standard normals, moved by what the model gave there. Shapes: (rows, inputs), of `means` (rows, goals); NaN, where nothing was measured, moves nothing.

    Each row moves to goals as they might as well have been seen, along how outputs go with inputs over all rows (Kalman's gain of an ensemble). Noise of
    replicates, which is in `means`, stands for a part of that draw. Waves whose shares add up to one make draws from the posterior of draws from the
    prior, as far as the response is straight from one wave to the next; what the goals do not tell of stays as it was.
    """
    value = np.array([goal.value for goal in goals])
    unsure = np.array([max(0.0, (goal.observed + goal.discrepancy) / share - goal.noise) for goal in goals])
    known = np.isfinite(means)
    given = np.where(known, means, np.sum(np.where(known, means, 0.0), axis=0) / np.maximum(1, known.sum(axis=0)))
    inputs, outputs = normals - normals.mean(0), given - given.mean(0)
    gain = np.linalg.solve(outputs.T @ outputs / (len(normals) - 1) + np.diag(unsure), outputs.T @ inputs / (len(normals) - 1))
    seen = value + np.sqrt(unsure) * random.standard_normal(given.shape)
    return normals + np.where(known, seen - given, 0.0) @ gain
