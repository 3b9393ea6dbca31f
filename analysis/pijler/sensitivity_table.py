"""Sensitivity of an outcome in the arms of a sweep: computed, printed in 80 columns, as CSV, as a figure."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray

from .measure import infeasible_points, where_feasible
from .open import ResultError, of_first_substance
from .save_figure import save_figure
from .sensitivity import Indices, Noise, Screening, morris, noise, sobol
from .sweeps import failed_points, sweep_of


@dataclass(frozen=True)
class ArmTable:
    """Of one arm. `values` is a Screening or Indices."""

    arm: str
    outcome: str
    subgroup: str
    units: str
    parameters: list[str]
    values: Screening | Indices
    noise: Noise
    failed: list[int]

    @property
    def order(self) -> np.ndarray:
        """Parameters by importance, the greatest first."""
        return np.argsort(-(self.values.mu_star if isinstance(self.values, Screening) else self.values.total))


def unit_design(data: xarray.Dataset, sweep: dict) -> np.ndarray:
    """The design in units of its ranges. Shape: (points, parameters)."""
    design = data["design"].values.astype(float)
    ranges = np.array([sweep["parameters"][name] for name in map(str, data["parameter"].values)], dtype=float)
    return (design - ranges[:, 0]) / (ranges[:, 1] - ranges[:, 0])


def outputs(data: xarray.Dataset, outcome: str, subgroup: str, arm: str) -> tuple[np.ndarray, str]:
    """Outcome in an arm, less the reference's, in sum over flows and as the last record of stocks. Shape: (points, replicates); and its units. NaN where
    the arm cannot spend the budget."""
    variable = of_first_substance(data, outcome)
    if subgroup not in data["subgroup"].values:
        raise ResultError(f"subgroup `{subgroup}` was not recorded; it has {', '.join(map(str, data['subgroup'].values))}")
    if arm not in data["arm"].values:
        raise ResultError(f"there is no arm `{arm}`; it has {', '.join(map(str, data['arm'].values))}")
    variable = variable.sel(subgroup=subgroup).astype(float)
    # Flows say that they are of a period.
    over_time = variable.sum("month") if "period" in str(variable.attrs.get("long_name", data[outcome].attrs.get("long_name", ""))) else variable.isel(month=-1)
    over_time = where_feasible(data, over_time)
    of_arm = over_time.sel(arm=arm)
    if arm != str(data["arm"].values[0]):
        of_arm = of_arm - over_time.isel(arm=0)
    return of_arm.transpose("point", "replicate").values, str(data[outcome].attrs.get("units", ""))


def _in_whole_blocks(data: xarray.Dataset, rows: int) -> xarray.Dataset:
    """A sweep whose trajectories or base samples, of so many rows, lie one after the other from point 0: points that are not there become NaN."""
    points = data["point"].values.astype(int)
    wanted = np.arange(points.min() // rows * rows, (points.max() // rows + 1) * rows)
    return data if np.array_equal(points, wanted) else data.reindex(point=wanted)


def _whole_trajectories(design: np.ndarray, output: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Those without a hole in the design or the output. Shapes: (rows, parameters), (rows,)."""
    rows = design.shape[1] + 1
    whole = (np.isfinite(design).all(1) & np.isfinite(output)).reshape(-1, rows).all(1).repeat(rows)
    return design[whole], output[whole]


def analyse(data: xarray.Dataset, outcome: str | None, subgroup: str | None, arm: str | None, seed: int) -> list[ArmTable]:
    """Every arm but the reference, or the one that is named. Raises ResultError for another design than morris and saltelli."""
    if "point" not in data.dims:
        raise ResultError("the result is of no sweep: it has no points")
    sweep = sweep_of(data)
    outcome = outcome or str(data.attrs["estimand_outcome"])
    subgroup = subgroup or str(data.attrs["estimand_subgroup"])
    kind = sweep.get("design")
    if kind not in ("morris", "saltelli"):
        raise ResultError(f'the sweep\'s design is {kind}; sensitivity needs design = "morris" or "saltelli"')
    failed = failed_points(data)
    names = [str(name) for name in data["parameter"].values]
    second_order = bool(sweep.get("second_order", False))
    data = _in_whole_blocks(data, len(names) + 1 if kind == "morris" else (2 if second_order else 1) * len(names) + 2)
    arms = [arm] if arm else [str(each) for each in data["arm"].values[1:] if not np.isnan(outputs(data, outcome, subgroup, str(each))[0]).all()]
    tables = []
    for each in arms or [str(data["arm"].values[0])]:
        found, units = outputs(data, outcome, subgroup, each)
        mean = found.mean(1)
        try:
            if kind == "morris":
                values = morris(*_whole_trajectories(unit_design(data, sweep), mean))
            else:
                values = sobol(mean, len(names), second_order, np.random.default_rng(seed))
        except ValueError as fault:
            raise ResultError(str(fault)) from fault
        tables.append(ArmTable(each, outcome, subgroup, units, names, values, noise(found[np.isfinite(mean)]), sorted(failed + infeasible_points(data, each))))
    return tables


def as_text(tables: list[ArmTable]) -> str:
    """For a terminal."""
    text = []
    for table in tables:
        text += [f"{table.outcome} in {table.subgroup}, arm {table.arm}" + (f" ({table.units})" if table.units else ""), ""]
        if isinstance(table.values, Screening):
            text += [f"{'parameter':<44}{'mu*':>11}{'+-':>11}{'sigma':>11}", "-" * 77]
            text += [f"{table.parameters[p]:<44}{table.values.mu_star[p]:>11.4g}{table.values.mu_star_half[p]:>11.3g}{table.values.sigma[p]:>11.4g}" for p in table.order]
        else:
            text += [f"{'parameter':<40}{'first':>7}{'95 %':>13}{'total':>7}{'95 %':>13}", "-" * 80]
            between = lambda bounds: f"{bounds[0]:.2f} .. {bounds[1]:.2f}"
            text += [f"{table.parameters[p]:<40}{table.values.first[p]:>7.2f}{between(table.values.first_bounds[p]):>13}{table.values.total[p]:>7.2f}{between(table.values.total_bounds[p]):>13}"
                     for p in table.order]
        share = table.noise.share
        text += ["", "Noise of replicates: " + ("not known (one replicate)" if np.isnan(share) else f"{100.0 * share:.1f} % of the variance of the points' means")]
        if table.failed:
            text.append(f"Points that failed, or where the arm cannot spend the budget, left out with their trajectory or base sample: {', '.join(map(str, table.failed))}")
        text.append("")
    return "\n".join(text)


def as_csv(tables: list[ArmTable]) -> str:
    """One row a parameter and arm."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    screening = isinstance(tables[0].values, Screening)
    table.writerow(["arm", "outcome", "subgroup", "parameter", *(["mu_star", "mu_star_half_95", "sigma"] if screening else
                                                                ["first", "first_low", "first_high", "total", "total_low", "total_high"]), "noise_share"])
    for each in tables:
        for p in each.order:
            v = each.values
            numbers = [v.mu_star[p], v.mu_star_half[p], v.sigma[p]] if screening else [v.first[p], *v.first_bounds[p], v.total[p], *v.total_bounds[p]]
            table.writerow([each.arm, each.outcome, each.subgroup, each.parameters[p], *numbers, each.noise.share])
    return out.getvalue()


def draw_figure(tables: list[ArmTable], path: Path) -> None:
    """Bars of the twenty most important parameters of each arm, with 95 % intervals."""
    import matplotlib
    matplotlib.use("agg")
    from matplotlib import pyplot

    height = 1.2 + 0.28 * min(20, max(len(table.parameters) for table in tables))
    figure, axes = pyplot.subplots(1, len(tables), figsize=(6.0 * len(tables), height), squeeze=False, layout="constrained")
    for table, axis in zip(tables, axes[0]):
        most = table.order[:20][::-1]
        places = np.arange(len(most))
        if isinstance(table.values, Screening):
            axis.barh(places, table.values.mu_star[most], xerr=table.values.mu_star_half[most], color="#4477aa", ecolor="#222222")
            axis.set_xlabel(f"mu*, mean size of the effect ({table.units})")
        else:
            for offset, values, bounds, colour, name in ((0.2, table.values.first, table.values.first_bounds, "#4477aa", "by itself"),
                                                         (-0.2, table.values.total, table.values.total_bounds, "#ccbb44", "with all it interacts in")):
                reach = np.abs(bounds[most].T - values[most])
                axis.barh(places + offset, values[most], 0.4, xerr=reach, color=colour, ecolor="#222222", label=name)
            axis.set_xlabel("share of the variance")
            axis.legend(loc="lower right")
        axis.set_yticks(places, [table.parameters[p] for p in most], fontsize=8)
        axis.set_title(f"{table.outcome} in {table.subgroup}: {table.arm}", fontsize=10)
    save_figure(figure, path)
    pyplot.close(figure)
