"""Calibration: waves of history matching, then a sample of the posterior that the model itself was run at."""

import hashlib
import json
import math
import platform
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import scipy
import sklearn
import xarray
from joblib import Parallel, delayed
from scipy.special import ndtri
from scipy.stats import qmc

from .emulator import Emulator
from .history_matching import Goal, emulated, implausibility, out_of_bounds, sample_plausible
from .parameter_space import ParameterSpace
from .sweeps import points_as_replicates
from .targets import Target, multiplier_parts, read_targets, replicate_values

UNACCEPTED = 100.0  # beyond any cut, and in order still
TOWNS = 20  # over which rows are spread, lest all fit the luck of one
WIDE = 0.3  # power of the likelihood by which a wave's rows are drawn: all that is plausible, not only what is best


@dataclass(frozen=True)
class Declared:
    """scenarios/posterior/calibration.toml."""

    study: Path
    table: Path  # of all targets
    targets: list[Target]
    youths: int
    months: int
    replicates: int
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
        table = path.parent / given.pop("targets")
        targets = [target for target in read_targets(table) if target.outcome and target.use == "fit"]
        return Declared(study=path.parent / given.pop("study"), table=table, targets=targets, **given)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise ValueError(f"{path}: error: {fault}") from fault


def scaled(value: np.ndarray | float) -> np.ndarray:
    """The scale on which model and target are compared: the square root, on which counts are equally sure whatever their size."""
    return np.sqrt(np.maximum(value, 0.0))


def goals_of(targets: Sequence[Target], discrepancy: float, accepted_inside: Sequence[str] = ()) -> list[Goal]:
    """Targets on that scale, their intervals as of 95 %; `discrepancy` is a share of the goal, and intervals of `accepted_inside` are bounds, three deviations wide.

    Raises ValueError for a name of no target.
    """
    for name in accepted_inside:
        if name not in [target.id for target in targets]:
            raise ValueError(f"`{name}` is no target that is fitted")
    goals = []
    for target in targets:
        low, high = target.interval
        bound = target.id in accepted_inside
        sd = float(scaled(high) - scaled(low)) / (2.0 * (3.0 if bound else 1.96))
        goals.append(Goal(target.id, float(scaled(target.goal)), sd**2, (0.5 * discrepancy * float(scaled(target.goal))) ** 2,
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
    towns: np.ndarray  # in which each row was run, shape (rows,)

    @property
    def implausibility(self) -> np.ndarray:
        """Of the model itself, its largest over the goals; infinite where one could not be measured, UNACCEPTED more out of bounds. Shape: (rows,)."""
        far = np.max(np.nan_to_num(implausibility(self.goals, self.means), nan=np.inf), axis=1)
        return far + UNACCEPTED * out_of_bounds(self.goals, self.means)


# (name of the wave, rows of parameter values, each row's towns, replicates) -> what the model gave, scaled, NaN where nobody was counted; shape
# (rows, replicates, goals). Rows of the same towns are run on common chances.
Run = Callable[[str, np.ndarray, np.ndarray, int], np.ndarray]


class Calibration:
    """Waves so far. Draws follow from `seed` alone."""

    def __init__(self, space: ParameterSpace, goals: Sequence[Goal], cut: float, run: Run, seed: int, replicates: int = 2):
        self.space, self.goals, self.cut, self.run, self.replicates = space, list(goals), cut, run, replicates
        self.random = np.random.default_rng(seed)
        self.waves: list[Wave] = []
        self.emulators: list[Emulator] = []
        self.record: list[dict] = []

    def first_wave(self, rows: int) -> Wave:
        """Rows spread evenly over the prior."""
        shares = qmc.LatinHypercube(len(self.space), seed=self.random).random(rows)
        return self._run_wave(ndtri(np.clip(shares, 1e-9, 1.0 - 1e-9)))

    def next_wave(self, rows: int) -> Wave:
        """Rows where emulators of the waves before say that the model may be plausible."""
        return self._run_wave(self._sample(rows, WIDE))

    def posterior(self, rows: int) -> Wave:
        """Rows drawn from the posterior as emulators have it. The model itself may find them implausible."""
        return self._run_wave(self._sample(rows, 1.0), "posterior")

    def run_rows(self, normals: np.ndarray, name: str, towns: np.ndarray | None = None, replicates: int | None = None) -> Wave:
        """The model at rows that somebody else chose; no emulator learns of them."""
        wave = self._measure(normals, name, towns, replicates)
        self._note(name, wave)
        return wave

    def _sample(self, rows: int, power: float) -> np.ndarray:
        # More particles than rows, so that rows do not descend from few of them.
        drawn = sample_plausible(self.emulators, self.waves[-1].goals, len(self.space), 2 * rows, power, self.random)
        far = np.max(emulated(self.emulators, self.waves[-1].goals, drawn), axis=1)
        return drawn[np.argsort(far > self.cut, kind="stable")[:rows]]

    def _run_wave(self, normals: np.ndarray, name: str = "") -> Wave:
        name = name or f"wave-{len(self.waves) + 1}"
        wave = self._measure(normals, name)
        self.waves.append(wave)
        self._fit()
        self._note(name, wave, self.emulators)
        return wave

    def _measure(self, normals: np.ndarray, name: str, towns: np.ndarray | None = None, replicates: int | None = None) -> Wave:
        towns = np.arange(len(normals)) % TOWNS if towns is None else towns
        found = self.run(name, self.space.values(normals), towns, replicates or self.replicates)
        replicates = found.shape[1]
        with np.errstate(invalid="ignore"):
            noise = np.nanmean(np.var(found, axis=1, ddof=1), axis=0) / replicates if replicates > 1 else np.zeros(len(self.goals))
        goals = [replace(goal, noise=float(each)) for goal, each in zip(self.goals, noise)]
        return Wave(normals, found.mean(axis=1), goals, towns)

    def _fit(self) -> None:
        """Emulators of the last two waves: nearer to what is plausible than those before, on which the response is straighter."""
        normals = np.concatenate([wave.normals for wave in self.waves[-2:]])
        means = np.concatenate([wave.means for wave in self.waves[-2:]])
        there = np.isfinite(means)
        self.emulators = Parallel(n_jobs=-1)(delayed(Emulator)(normals[there[:, k]], means[there[:, k], k]) for k in range(len(self.goals)))

    def _note(self, name: str, wave: Wave, emulators: Sequence[Emulator] = ()) -> None:
        far = wave.implausibility
        targets = {}
        for k, goal in enumerate(wave.goals):
            targets[goal.id] = {"median_implausibility": _finite(np.nanmedian(implausibility([goal], wave.means[:, [k]]))), "noise_sd": round(goal.noise**0.5, 5),
                                "missing": int(np.sum(~np.isfinite(wave.means[:, k])))}
            if emulators:
                targets[goal.id] |= {"explained": round(emulators[k].explained, 4), "coverage": round(emulators[k].coverage, 4)}
        self.record.append({"wave": name, "rows": len(far), "plausible": int(np.sum(far <= self.cut)), "median_implausibility": _finite(np.median(far)), "targets": targets})


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


def checksums(files: Sequence[Path]) -> dict[str, str]:
    """Of each file's bytes, SHA-256, by its name."""
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def record_text(calibration: Calibration, made: dict) -> str:
    """All that a reader needs to know how the posterior came about, as JSON; `made`: what the caller adds, by name."""
    return json.dumps({**made, "versions": versions(), "goals": [_as_row(goal) for goal in calibration.goals], "waves": calibration.record}, indent=1) + "\n"
