"""Which parameters move an outcome: Morris' screening and Sobol' indices, apart from the noise of replicates."""

from dataclasses import dataclass

import numpy as np

BOOTSTRAPS = 1000


@dataclass(frozen=True)
class Screening:
    """Of each parameter, shape (parameters,): mean of the sizes of its elementary effects over its range, their spread, and half the width of the
    95 % interval of the first."""

    mu_star: np.ndarray
    sigma: np.ndarray
    mu_star_half: np.ndarray


@dataclass(frozen=True)
class Indices:
    """Of each parameter, shape (parameters,): share of the output's variance by itself, and with all that it interacts in; 95 % bounds, shape
    (parameters, 2)."""

    first: np.ndarray
    total: np.ndarray
    first_bounds: np.ndarray
    total_bounds: np.ndarray


@dataclass(frozen=True)
class Noise:
    """What of an output's spread over points is noise of replicates."""

    between: float     # variance of point means that parameters account for
    replicates: float  # variance that noise adds to a point's mean

    @property
    def share(self) -> float:
        """Of the variance of point means, the part that is noise."""
        whole = self.between + self.replicates
        return self.replicates / whole if whole > 0.0 else float("nan")


def noise(outputs: np.ndarray) -> Noise:
    """Of outputs by point and replicate, shape (points, replicates). One replicate tells of no noise: NaN."""
    points, replicates = outputs.shape
    if replicates < 2:
        return Noise(float(np.var(outputs, ddof=1)), float("nan"))
    within = float(np.mean(np.var(outputs, axis=1, ddof=1))) / replicates
    return Noise(max(0.0, float(np.var(outputs.mean(1), ddof=1)) - within), within)


def morris(design: np.ndarray, output: np.ndarray) -> Screening:
    """Of trajectories that lie one after the other, each of parameters + 1 rows that differ in one parameter (morris1991, campolongo2007).

    Design in units of the ranges, shape (rows, parameters); output, shape (rows,). Trajectories with a missing output are left out. Raises ValueError
    where rows are none of trajectories, or fewer than two are whole.
    """
    parameters = design.shape[1]
    if len(design) % (parameters + 1) != 0:
        raise ValueError(f"{len(design)} rows are no trajectories of {parameters + 1}")
    rows = design.reshape(-1, parameters + 1, parameters)
    steps = np.diff(rows, axis=1)
    moved = np.abs(steps) > 1e-9
    if not np.all(moved.sum(2) == 1) or not np.all(moved.sum(1) == 1):
        raise ValueError("rows of a trajectory do not differ in one parameter each")
    rises = np.diff(output.reshape(-1, parameters + 1), axis=1)
    effects = np.einsum("tsp,ts->tp", np.where(moved, 1.0 / np.where(moved, steps, 1.0), 0.0), rises)
    effects = effects[np.all(np.isfinite(effects), axis=1)]
    if len(effects) < 2:
        raise ValueError("fewer than two whole trajectories")
    sizes = np.abs(effects)
    return Screening(sizes.mean(0), effects.std(0, ddof=1), 1.96 * sizes.std(0, ddof=1) / len(effects) ** 0.5)


def sobol(output: np.ndarray, parameters: int, second_order: bool, random: np.random.Generator) -> Indices:
    """Of a Saltelli design: for each base sample A, A with each column of B (then B with each of A, if second order), B.

    First-order indices by saltelli2010, total ones by jansen1999; bounds by bootstrap over base samples. Output, shape (rows,); base samples with a
    missing output are left out. Raises ValueError where rows are none of such a design, or fewer than eight base samples are whole.
    """
    block = (2 if second_order else 1) * parameters + 2
    if len(output) % block != 0:
        raise ValueError(f"{len(output)} rows are no blocks of {block}")
    blocks = output.reshape(-1, block)
    blocks = blocks[np.all(np.isfinite(blocks), axis=1)]
    if len(blocks) < 8:
        raise ValueError(f"{len(blocks)} whole base samples: too few")
    a, mixed, b = blocks[:, 0], blocks[:, 1:1 + parameters], blocks[:, -1]

    def of(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        variance = np.var(np.concatenate([a[chosen], b[chosen]]))
        centred = b[chosen] - np.mean(np.concatenate([a[chosen], b[chosen]]))
        first = np.mean(centred[:, None] * (mixed[chosen] - a[chosen, None]), axis=0)
        total = 0.5 * np.mean((a[chosen, None] - mixed[chosen]) ** 2, axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return first / variance, total / variance

    first, total = of(np.arange(len(blocks)))
    drawn = [of(random.integers(0, len(blocks), len(blocks))) for _ in range(BOOTSTRAPS)]
    bounds = lambda each: np.nanpercentile(np.stack(each), [2.5, 97.5], axis=0).T
    return Indices(first, total, bounds([one for one, _ in drawn]), bounds([other for _, other in drawn]))
