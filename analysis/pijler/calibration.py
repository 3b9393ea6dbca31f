"""Calibration: waves of rows that an ensemble smoother moves from the prior to the posterior, and history matching, by which the model itself accepts them."""

import hashlib
import json
import math
import platform
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import get_type_hints

import numpy as np
import scipy
import sklearn
import xarray
from scipy.special import ndtri
from scipy.stats import qmc
from sklearn.linear_model import BayesianRidge

from .ensemble_smoother import assimilate
from .history_matching import Goal, implausibility, out_of_bounds
from .parameter_space import ParameterSpace
from .sweeps import points_as_replicates
from .targets import Target, multiplier_parts, read_targets, replicate_values

UNACCEPTED = 100.0  # beyond any cut, and in order still
TOWNS = 20         # over which a wave's rows are spread, lest all fit the luck of one
IN_A_TOWN = 10     # rows at least
BATCHES = 3        # of sets at most, where the first has too few that are plausible
SPARE = 1.3        # times as many rows as the plausible ones so far make it seem to take
RIDGE = 0.1        # of the regression that leads to defaults, in variances of the prior
PROBE = 0.3        # by which parameters move about defaults, in standard deviations of the prior
PROBES = 300       # rows of them
NOISE_FROM = 40    # replicates at the defaults, by which the noise of one is known


@dataclass(frozen=True)
class Declared:
    """scenarios/posterior/calibration.toml."""

    study: Path
    table: Path  # of all targets
    targets: list[Target]
    youths: int
    months: int
    fitted: str
    uncertain: list[str]
    fixed: list[str]
    discrepancy: float
    implausible: float
    accepted_inside: list[str]


def read_declared(path: Path) -> Declared:
    """What is fitted to what. Raises ValueError for a file that is not as it should be, FileNotFoundError for one that is not there."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, kind in {**get_type_hints(Declared), "targets": str}.items():
            wanted, called = {int: (int, "a whole number"), str: (str, "a text"), Path: (str, "a text"), float: ((int, float), "a number")}.get(kind, (list, "a list"))
            if name in given and (not isinstance(given[name], wanted) or isinstance(given[name], bool)):
                raise TypeError(f"`{name}` is {given[name]!r}, not {called}")
        table = path.parent / given.pop("targets")
        targets = [target for target in read_targets(table) if target.outcome and target.use == "fit"]
        return Declared(study=path.parent / given.pop("study"), table=table, targets=targets, **given)
    except KeyError as fault:
        raise ValueError(f"{path}: error: `{fault.args[0]}` is missing") from fault
    except (tomllib.TOMLDecodeError, TypeError) as fault:
        raise ValueError(f"{path}: error: {fault}") from fault


def scaled(value: np.ndarray | float) -> np.ndarray:
    """The scale on which model and target are compared: the square root, on which counts are equally sure whatever their size."""
    return np.sqrt(np.maximum(value, 0.0))


def goals_of(targets: Sequence[Target], discrepancy: float, accepted_inside: Sequence[str] = ()) -> list[Goal]:
    """Targets on that scale, their intervals as of 95 % by the end that is nearer to the goal; `discrepancy` is a share of the goal, and intervals of
    `accepted_inside` are bounds, three deviations wide.

    Raises ValueError for a name of no target.
    """
    for name in accepted_inside:
        if name not in [target.id for target in targets]:
            raise ValueError(f"`{name}` is no target that is fitted")
    goals = []
    for target in targets:
        low, high = target.interval
        bound = target.id in accepted_inside
        value = float(scaled(target.goal))
        sd = min(float(scaled(high)) - value, value - float(scaled(low))) / (3.0 if bound else 1.96)
        goals.append(Goal(target.id, value, sd**2, (0.5 * discrepancy * value) ** 2,
                          bounds=(float(scaled(low)), float(scaled(high))) if bound else (-math.inf, math.inf)))
    return goals


def measured(targets: Sequence[Target], data: xarray.Dataset) -> np.ndarray:
    """Each target's quantity at each point of a sweep and in each replicate, scaled; NaN where nobody was counted. Shape: (points, replicates, targets)."""
    flat = points_as_replicates(data)
    shape = data.sizes["point"], data.sizes["replicate"]
    values = []
    for target in targets:
        if target.outcome == "social_multiplier":
            values.append(_ratios(*(part.reshape(shape) for part in multiplier_parts(flat))))
        else:
            values.append(replicate_values(target, flat).reshape(shape))
    return np.stack([scaled(np.where(np.isfinite(each), each, np.nan)) for each in values], axis=-1)


def _ratios(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """What each replicate says of a ratio of means: the jackknife's pseudo-values. Shapes: (points, replicates)."""
    n = above.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = above.sum(1, keepdims=True) / below.sum(1, keepdims=True)
        if n == 1:
            return whole
        without = (above.sum(1, keepdims=True) - above) / (below.sum(1, keepdims=True) - below)
        return n * whole - (n - 1) * without


@dataclass
class Wave:
    """Rows at which the model was run, and what it gave: means over replicates, scaled, shape (rows, goals)."""

    normals: np.ndarray
    means: np.ndarray
    goals: list[Goal]  # with the noise of these means

    @property
    def implausibility(self) -> np.ndarray:
        """Of the model itself, its largest over the goals; infinite where one could not be measured, UNACCEPTED more out of bounds. Shape: (rows,)."""
        far = np.max(np.nan_to_num(implausibility(self.goals, self.means), nan=np.inf), axis=1)
        return far + UNACCEPTED * out_of_bounds(self.goals, self.means)

    def accepted(self, cut: float) -> np.ndarray:
        """Which rows are plausible, shape (rows,). Of those measured at a bound half lie beyond it: what is accepted is inside by more than the noise."""
        return (self.implausibility <= cut) & ~out_of_bounds([goal.narrowed() for goal in self.goals], self.means)


# (name of the wave, rows of parameter values, each row's towns, replicates) -> what the model gave, scaled, NaN where nobody was counted; shape
# (rows, replicates, goals). Rows of the same towns are run on common chances.
Run = Callable[[str, np.ndarray, np.ndarray, int], np.ndarray]


class Calibration:
    """Waves so far, out of `waves`. Draws follow from `seed` alone. No two waves are run in the same towns."""

    def __init__(self, space: ParameterSpace, goals: Sequence[Goal], cut: float, run: Run, waves: int, seed: int):
        self.space, self.cut, self.run, self.share = space, cut, run, 1.0 / waves
        self.random = np.random.default_rng(seed)
        self.waves: list[Wave] = []
        self.record: list[dict] = []
        self._next_town = 0
        centre = np.array([[each.centre for each in space.parameters]])
        one = np.nanvar(self.run("noise", centre, self._towns(1), NOISE_FROM)[0], axis=0, ddof=1)
        self.goals = [replace(goal, noise=float(noise)) for goal, noise in zip(goals, one)]  # the noise of one replicate

    def first_wave(self, rows: int) -> Wave:
        """Rows spread evenly over the prior."""
        shares = qmc.LatinHypercube(len(self.space), seed=self.random).random(rows)
        return self._run_wave(ndtri(np.clip(shares, 1e-9, 1.0 - 1e-9)))

    def next_wave(self) -> Wave:
        """The same rows, nearer to the posterior by what the last wave gave."""
        return self._run_wave(self._moved())

    def posterior(self, replicates: int, wanted: int) -> np.ndarray:
        """Of the last wave's rows, moved once more, those that the model finds plausible on average over `replicates` other towns. Shape: (accepted, parameters).

        Where they are fewer than `wanted`, as many rows as seem to be missing are moved anew, to goals drawn anew, and run in yet other towns.
        """
        accepted, rows, run = np.empty((0, len(self.space))), len(self.waves[-1].normals), 0
        for n in range(1, BATCHES + 1):
            name = "posterior" if n == 1 else f"posterior-{n}"
            wave = self._measure(name, self._moved()[:rows], replicates)
            self._note(name, wave)
            accepted, run = np.concatenate([accepted, wave.normals[wave.accepted(self.cut)]]), run + rows
            if len(accepted) == 0 or len(accepted) >= wanted:
                break
            rows = min(len(self.waves[-1].normals), math.ceil(SPARE * (wanted - len(accepted)) * run / len(accepted)))
        return accepted

    def at_defaults(self, sets: np.ndarray, steps: int, replicates: int) -> tuple[np.ndarray, float]:
        """The centre of the posterior where all that is not fitted has its default, shape (parameters,), and its implausibility.

        Where the `sets`, shape (sets, parameters), lie on average when they have these values (a regression of the fitted on the others), the model is run
        at rows about that place to learn how it goes from there, all in one town; then, in many towns, it is brought to the goals step by step.
        """
        fitted = np.array([each.sd is None for each in self.space.parameters])
        at = self.space.normals(np.array([[each.centre for each in self.space.parameters]]))
        middle, spread = sets.mean(0), np.cov(sets, rowvar=False)
        along = np.linalg.solve(spread[np.ix_(~fitted, ~fitted)] + RIDGE * np.eye(np.sum(~fitted)), spread[np.ix_(~fitted, fitted)])
        start = at[0, fitted] = middle[fitted] + (at[0, ~fitted] - middle[~fitted]) @ along
        slopes = self._slopes(at, fitted)
        goals = [replace(goal, noise=goal.noise / replicates) for goal in self.goals]
        value, unsure = np.array([goal.value for goal in goals]), np.diag([goal.variance for goal in goals])
        gain = slopes.T @ np.linalg.inv(slopes @ slopes.T + unsure)
        towns, best = self._towns(1), (at[0], math.inf)
        for n in range(1, steps + 1):
            means = self.run(f"defaults-{n}", self.space.values(at), towns, replicates).mean(axis=1)
            if not np.all(np.isfinite(means)):
                break
            best = min(best, (at[0].copy(), float(Wave(at, means, goals).implausibility[0])), key=lambda each: each[1])
            at[0, fitted] = start + gain @ (value - means[0] + slopes @ (at[0, fitted] - start))  # as near to the start as goals let it be
        return best

    def _slopes(self, at: np.ndarray, fitted: np.ndarray) -> np.ndarray:
        """Of the outputs over the fitted parameters about a row, shape (goals, fitted)."""
        moves = PROBE * self.random.standard_normal((PROBES, int(fitted.sum())))
        rows = np.repeat(at, PROBES, axis=0)
        rows[:, fitted] += moves
        means = self.run("probes", self.space.values(rows), np.repeat(self._towns(1), PROBES), 1).mean(axis=1)
        known = np.isfinite(means)
        return np.array([BayesianRidge().fit(moves[known[:, k]], means[known[:, k], k]).coef_ for k in range(means.shape[1])])

    def _towns(self, count: int) -> np.ndarray:
        """New ones."""
        self._next_town += count
        return np.arange(self._next_town - count, self._next_town)

    def _moved(self) -> np.ndarray:
        return assimilate(self.waves[-1].normals, self.waves[-1].means, self.goals, self.share, self.random)

    def _run_wave(self, normals: np.ndarray) -> Wave:
        name = f"wave-{len(self.waves) + 1}"
        wave = self._measure(name, normals, 1)
        self.waves.append(wave)
        self._note(name, wave)
        return wave

    def _measure(self, name: str, normals: np.ndarray, replicates: int) -> Wave:
        towns = self._towns(max(1, min(TOWNS, len(normals) // IN_A_TOWN)))
        towns = towns[np.arange(len(normals)) % len(towns)]
        means = self.run(name, self.space.values(normals), towns, replicates).mean(axis=1)
        return Wave(normals, means, [replace(goal, noise=goal.noise / replicates) for goal in self.goals])

    def _note(self, name: str, wave: Wave) -> None:
        far = wave.implausibility
        targets = {}
        for k, goal in enumerate(wave.goals):
            known = np.isfinite(wave.means[:, k])
            if not known.any():
                raise ValueError(f"{goal.id} could not be measured in any row: more rows, or a larger town, would do")
            outputs = wave.means[known, k]
            targets[goal.id] = {"median_implausibility": _finite(np.median(implausibility([goal], outputs[:, None]))), "median": _finite(np.median(outputs) ** 2),
                                "noise_sd": round(goal.noise**0.5, 5), "missing": int(np.sum(~known))}
        self.record.append({"wave": name, "rows": len(far), "plausible": int(np.sum(wave.accepted(self.cut))), "median_implausibility": _finite(np.median(far)), "targets": targets})


def _finite(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _as_row(goal: Goal) -> dict:
    return asdict(goal) | {"bounds": [each if math.isfinite(each) else None for each in goal.bounds]}


def centre_of(space: ParameterSpace, normals: np.ndarray) -> np.ndarray:
    """Parameter values in the middle of a sample, shape (parameters,): the median of each."""
    return space.values(np.median(normals, axis=0)[None])[0]


def versions() -> dict[str, str]:
    """Of what the calibration rests on, beside the program itself."""
    return {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def checksums(files: Sequence[Path], root: Path) -> dict[str, str]:
    """Of each file's bytes, SHA-256, by its path from `root` where it lies under it, else as it stands."""
    path = lambda each: each.resolve().relative_to(root) if each.resolve().is_relative_to(root) else each
    return {str(path(each)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def record_text(calibration: Calibration, made: dict) -> str:
    """All that a reader needs to know how the posterior came about, as JSON; `made`: what the caller adds, by name."""
    return json.dumps({**made, "versions": versions(), "goals": [_as_row(goal) for goal in calibration.goals], "waves": calibration.record}, indent=1) + "\n"
