"""Which arm is better over all that is plausible, how sure that is, and what it would be worth to know more."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import xarray
from scipy.linalg import solve_triangular
from scipy.stats import rankdata
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

from .comparison import over_worlds
from .intervals import next_interval, without_noise
from .measure import infeasible_points
from .open import ResultError, of_first_substance
from .targets import PUSHED


# Parameters that put another structure in the model's place.
STRUCTURAL = ("peer.average_alter", "parents.pd_mix", "education.youths.synergy_with_parents")


@dataclass(frozen=True)
class Worlds:
    """An outcome in plausible worlds (points of a sweep, or replicates of a result with parameter sets), fewer of which is better.

    total: each arm's, less the reference's, shape (worlds, replicates, arms), in `units`; direct: the same where no person feels what others became
    (no network); reference: the reference's own, shape (worlds, replicates). cost: euro over the same months, shape (worlds, arms). parameters: what differs
    between the worlds, shape (worlds, parameters).
    """

    arms: list[str]
    units: str
    total: np.ndarray
    direct: np.ndarray
    reference: np.ndarray
    cost: np.ndarray
    names: list[str]
    parameters: np.ndarray

    @property
    def difference(self) -> np.ndarray:
        """Means over replicates. Shape: (worlds, arms)."""
        return self.total.mean(1)

    def where(self, chosen: np.ndarray) -> "Worlds":
        """Some of the worlds. Shape of chosen: (worlds,), booleans."""
        rows = {name: getattr(self, name)[chosen] for name in ("total", "direct", "reference", "cost", "parameters")}
        return replace(self, **rows)


def expect_worlds(data: xarray.Dataset) -> None:
    """Raises ResultError unless the result is of a sweep whose points are plausible worlds."""
    if not over_worlds(data):
        raise ResultError("the result is of no sweep: a decision is taken over plausible worlds, which are the points of one")


def worlds_of(data: xarray.Dataset, subgroup: str, arms: Sequence[str] | None = None) -> Worlds:
    """First uses of the first substance over the estimand's horizon, from a merged sweep; arms: by default all that are programmes and can spend
    the budget in every world.

    Raises ResultError where something was not recorded.
    """
    expect_worlds(data)
    if subgroup not in data["subgroup"].values:
        raise ResultError(f"subgroup `{subgroup}` was not recorded; it has {', '.join(map(str, data['subgroup'].values))}")
    horizon = int(data.attrs["estimand_horizon"])
    names = [str(arm) for arm in data["arm"].values]
    short = [name for name in names if infeasible_points(data, name)]
    chosen = list(arms or [name for name in names[1:] if name not in (PUSHED, *short)])
    for arm in chosen:
        if arm not in names[1:]:
            raise ResultError(f"there is no arm `{arm}`; it has {', '.join(names[1:])}")
        if arm in short:
            raise ResultError(f"`{arm}` cannot spend the budget in every world: choose others, or run the study with another budget")

    def until_then(variable: xarray.DataArray) -> xarray.DataArray:
        return variable.isel(month=np.asarray(variable["month"]) < horizon).sum("month", skipna=False)

    in_sum = lambda name: until_then(of_first_substance(data, name).sel(subgroup=subgroup).astype(float))
    net, direct, starts = in_sum("net_starts"), in_sum("direct_starts"), in_sum("starts").isel(arm=0)
    shape = ("point", "replicate", "arm")
    cost = until_then(data["cost"])
    cost = cost.sum([dim for dim in cost.dims if dim not in shape]).mean("replicate")
    return Worlds(chosen, "first uses", net.sel(arm=chosen).transpose(*shape).values, (direct - starts).sel(arm=chosen).transpose(*shape).values,
                  starts.transpose("point", "replicate").values, cost.sel(arm=chosen).transpose("point", "arm").values,
                  [str(name) for name in data["parameter"].values], data["design"].values.astype(float))


@dataclass(frozen=True)
class Pair:
    """Arm `one` against `other`: probabilities over plausible worlds, and the difference of their outcomes (below 0: `one` is better)."""

    one: str
    other: str
    better: float             # P(one has fewer)
    relevantly_better: float  # P(fewer by more than the relevant difference)
    alike: float              # P(neither is relevantly better)
    mean: float
    low: float                # 95 % interval of what one more world would give
    high: float


def pairs(worlds: Worlds, relevant: float, values: np.ndarray | None = None) -> list[Pair]:
    """Every pair of arms, the reference (called `as now`) among them. `relevant` is a share of the reference's outcome.

    values: of what, shape (worlds, replicates, arms); by default the total effect.
    """
    total = worlds.total if values is None else values
    names = ["as now", *worlds.arms]
    with_reference = np.concatenate([np.zeros_like(total[:, :, :1]), total], axis=2)
    bound = relevant * worlds.reference.mean(1)
    found = []
    for i in range(len(names)):
        for j in range(i):
            gap = without_noise(with_reference[:, :, i] - with_reference[:, :, j])
            found.append(Pair(names[i], names[j], float(np.mean(gap < 0.0)), float(np.mean(gap < -bound)), float(np.mean(np.abs(gap) <= bound)),
                              float(gap.mean()), *next_interval(gap)))
    return found


def in_thirds(worlds: Worlds, parameter: str) -> tuple[Worlds, Worlds]:
    """The third of the worlds where a parameter is lowest, and the third where it is highest. Raises ResultError where it did not vary."""
    column = varied(worlds, parameter)
    low, high = np.quantile(column, [1.0 / 3.0, 2.0 / 3.0])
    return worlds.where(column <= low), worlds.where(column >= high)


def varied(worlds: Worlds, parameter: str) -> np.ndarray:
    """A parameter's values, shape (worlds,). Raises ResultError where it did not vary."""
    if parameter not in worlds.names or np.ptp(worlds.parameters[:, worlds.names.index(parameter)]) == 0.0:
        raise ResultError(f"`{parameter}` did not vary in this sweep")
    return worlds.parameters[:, worlds.names.index(parameter)]


def best_shares(worlds: Worlds) -> np.ndarray:
    """Share of the worlds in which each is best: the reference, then the arms."""
    gaps = _with_reference(worlds)
    return np.bincount(np.argmin(gaps, axis=1), minlength=gaps.shape[1]) / len(gaps)


def regret(worlds: Worlds) -> np.ndarray:
    """First uses that are expected to be lost by choosing each (the reference, then the arms) in place of what is best in the world that is ours."""
    gaps = _with_reference(worlds)
    return np.mean(gaps - gaps.min(1, keepdims=True), axis=0)


def _with_reference(worlds: Worlds) -> np.ndarray:
    arms = np.column_stack([without_noise(worlds.total[:, :, k]) for k in range(len(worlds.arms))])
    return np.column_stack([np.zeros(len(arms)), arms])


def per_100000(worlds: Worlds) -> np.ndarray:
    """First uses prevented per 100,000 euro: of each arm its mean over worlds over its mean cost, and the 95 % interval of one more world. Shape: (arms, 3)."""
    prevented = -np.column_stack([without_noise(worlds.total[:, :, k]) for k in range(len(worlds.arms))])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = 1e5 * prevented.mean(0) / worlds.cost.mean(0)
        each = 1e5 * prevented / worlds.cost
    between = [next_interval(column[np.isfinite(column)]) for column in each.T]
    return np.column_stack([ratio, between])


def cost_at_tie(worlds: Worlds) -> np.ndarray:
    """What the arm of the row may cost, as a share of its cost, to prevent as much for the same money as that of the column. Shape: (arms, arms); NaN where
    either prevents nothing."""
    rate = -worlds.difference.mean(0) / worlds.cost.mean(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = rate[:, None] / rate[None, :]
    return np.where((rate[:, None] > 0.0) & (rate[None, :] > 0.0), share, np.nan)


def smooth(inputs: np.ndarray, output: np.ndarray) -> GaussianProcessRegressor:
    """The output's mean as a smooth function of the inputs, shape (worlds, inputs), in units of their spread; the rest counts as noise."""
    kernel = ConstantKernel(np.var(output) or 1.0, (1e-6, 1e8)) * RBF(np.full(inputs.shape[1], 2.0), (0.3, 30.0)) + WhiteKernel(np.var(output) or 1.0, (1e-8, 1e8))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a length at its bound: the output does not depend on that input
        return GaussianProcessRegressor(kernel, normalize_y=True).fit(inputs, output)


def standard(column: np.ndarray) -> np.ndarray:
    """In standard deviations from its mean."""
    spread = np.std(column)
    return (column - np.mean(column)) / (spread if spread > 0.0 else 1.0)


@dataclass(frozen=True)
class Knowing:
    """What it would be worth to know one parameter (EVPPI), with 95 % of what other draws of the worlds give (no interval that holds the truth in 95 %)."""

    value: float
    low: float
    high: float


DEGREE = 3       # of the curves by which differences between arms go with a parameter
SHUFFLES = 100   # of the worlds, which show what curves find where there is nothing to know
RESAMPLES = 200  # of the worlds
SHUFFLING = 20261126


def value_of_each(worlds: Worlds) -> tuple[dict[str, Knowing], float]:
    """Expected value of perfect information about each parameter that varies (EVPPI, strong2014): first uses that a choice with knowledge of it is expected
    to save over the best choice without; and how much chance alone gives the one of them that it favours most, in 95 % of cases at most.

    What arms do is regressed on Legendre polynomials of the parameter's rank, the same for all arms, so that nothing hangs on which of them is the reference.
    Curves follow noise too: what they find on average in shuffled worlds is taken off, which is rather too much where two arms are about equal on average.
    """
    gaps, random = np.column_stack([np.zeros(len(worlds.difference)), worlds.difference]), np.random.default_rng(SHUFFLING)
    columns = [p for p in range(len(worlds.names)) if np.ptp(worlds.parameters[:, p]) > 0.0]
    bases = [_curves(worlds.parameters[:, p]) for p in columns]
    shuffled = [gaps[random.permutation(len(gaps))] for _ in range(SHUFFLES)]
    of_nothing = np.array([[_saved(basis, each) for basis in bases] for each in shuffled])  # by shuffle and parameter
    chance = of_nothing.mean(0)
    found = {}
    for n, p in enumerate(columns):
        rows = random.integers(0, len(gaps), (RESAMPLES, len(gaps)))
        again = [_saved(_curves(worlds.parameters[some, p]), gaps[some]) - chance[n] for some in rows]
        low, high = np.maximum(0.0, np.percentile(again, [2.5, 97.5]))
        found[worlds.names[p]] = Knowing(max(0.0, _saved(bases[n], gaps) - float(chance[n])), float(low), float(high))
    return found, float(np.percentile((of_nothing - chance).max(1), 95.0)) if columns else 0.0


def _curves(column: np.ndarray) -> np.ndarray:
    """Orthonormal columns that span the polynomials of a parameter's rank. Shape: (worlds, at most DEGREE + 1)."""
    rank = rankdata(column)
    degree = min(DEGREE, len(np.unique(column)) - 1)
    return np.linalg.qr(np.polynomial.legendre.legvander(2.0 * (rank - 1.0) / (len(column) - 1.0) - 1.0, degree))[0]


def _saved(basis: np.ndarray, gaps: np.ndarray) -> float:
    """By a choice that knows what the curves tell. Shape of gaps: (worlds, arms)."""
    return float(gaps.mean(0).min() - np.mean((basis @ (basis.T @ gaps)).min(1)))


def value_of_all(worlds: Worlds) -> float:
    """Expected value of knowing in which world we live (EVPI)."""
    gaps = _with_reference(worlds)
    return float(gaps.mean(0).min() - np.mean(gaps.min(1)))


def telling(parameters: np.ndarray, outputs: np.ndarray, count: int) -> list[int]:
    """Columns of the parameters whose ranks go along most with those of an output. Shapes: (worlds, parameters), (worlds, outputs)."""
    strength = np.where(np.ptp(parameters, axis=0) > 0.0, _together(parameters, outputs), -1.0)
    return [int(p) for p in np.argsort(-strength)[:count] if strength[p] >= 0.0]


def _together(parameters: np.ndarray, outputs: np.ndarray) -> np.ndarray:
    """How much each parameter's ranks go along with those of one of the outputs, at most: 0 to 1. Shape: (parameters,)."""
    ranks = lambda rows: np.argsort(np.argsort(rows, axis=0), axis=0).astype(float)
    inputs, found = ranks(parameters), ranks(outputs)
    inputs, found = inputs - inputs.mean(0), found - found.mean(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.abs(inputs.T @ found) / np.sqrt(np.outer((inputs**2).sum(0), (found**2).sum(0)))).max(1)


def replicates_needed(worlds: Worlds, half_width: float) -> np.ndarray:
    """Replicates of a world that give each arm's difference to within `half_width` (95 %), by the spread of those at hand. Shape: (arms,)."""
    if worlds.total.shape[1] < 2:
        return np.full(len(worlds.arms), np.nan)
    within = np.mean(np.var(worlds.total, axis=1, ddof=1), axis=0)
    return np.ceil(1.96**2 * within / half_width**2)


OTHERS = 4   # parameters besides the map's own that it is smoothed over
ALONG = 0.3  # going along with an axis by more than this, a parameter is told by it


@dataclass(frozen=True)
class BreakEven:
    """How much fewer first uses `one` has than `other` (below 0) over two parameters, all else as uncertain as it is, and half of its 95 % interval.
    Shapes: (y, x); at: the worlds that it is told from, shape (worlds, 2).
    """

    one: str
    other: str
    x: str
    y: str
    x_values: np.ndarray
    y_values: np.ndarray
    gap: np.ndarray
    half: np.ndarray
    at: np.ndarray


def break_even(worlds: Worlds, one: str, other: str, x: str, y: str, size: int = 40) -> BreakEven:
    """The map whose line at 0 is where the ranking flips. Raises ResultError for names that are not there, that are the same, or that did not vary."""
    for these, what in (((one, other), "arms"), ((x, y), "parameters")):
        if these[0] == these[1]:
            raise ResultError(f"a map is of two {what}, not of `{these[0]}` twice")
    both = np.column_stack([varied(worlds, name) for name in (x, y)])
    column = lambda arm: np.zeros(len(worlds.difference)) if arm == "as now" else worlds.difference[:, worlds.arms.index(arm)]
    for arm in (one, other):
        if arm != "as now" and arm not in worlds.arms:
            raise ResultError(f"there is no arm `{arm}`")
    gap = column(one) - column(other)
    # What else tells most about it is smoothed over too, and then averaged out: else it would drown the map in its noise.
    apart = _together(worlds.parameters, both) < ALONG
    others = [p for p in telling(worlds.parameters, gap[:, None], len(worlds.names)) if apart[p]][:OTHERS]
    inputs = np.column_stack([standard(row) for row in (*both.T, *worlds.parameters[:, others].T)])
    xs, ys = (np.linspace(both[:, k].min(), both[:, k].max(), size) for k in (0, 1))
    grid = np.array([(a, b) for b in ys for a in xs])
    mean, half = _averaged(smooth(inputs, gap), inputs, (grid - both.mean(0)) / both.std(0))
    deviation = np.std(gap) or 1.0
    return BreakEven(one, other, x, y, xs, ys, (gap.mean() + deviation * mean).reshape(size, size), (deviation * half).reshape(size, size), both)


def _averaged(process: GaussianProcessRegressor, inputs: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A smooth function at values of the first inputs, averaged over the others as the worlds have them, and half of the 95 % interval of that average; in
    standard deviations of the output. The kernel is a product over inputs, so that its average is one too. Shapes: (points,)."""
    size, lengths = process.kernel_.k1.k1.constant_value, process.kernel_.k1.k2.length_scale
    near = lambda a, b, length: np.exp(-0.5 * (((a[:, None] - b[None]) / length) ** 2).sum(2))
    first = at.shape[1]
    others = near(inputs[:, first:], inputs[:, first:], lengths[first:])
    rows = size * near(at, inputs[:, :first], lengths[:first]) * others.mean(0)
    known = solve_triangular(process.L_, rows.T, lower=True)
    return rows @ process.alpha_, 1.96 * np.sqrt(np.maximum(0.0, size * others.mean() - (known**2).sum(0)))
