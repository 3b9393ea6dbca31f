"""Targets of calibration, and the same quantities measured on a result. Rows and their sources: scenarios/targets.csv."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray

from .open import ResultError, in_mid_year, of_first_substance

COUNTED = ("lifetime_use", "past_year_use", "past_month_use", "regular_use", "problematic_use")
SURVEYED = ("network_degree", "network_reciprocity", "network_transitivity", "network_same_sex", "network_tie_survival", "friend_odds_ratio", "network_influence",
            "network_selection")
SHARES = {  # a part of users over a whole of them
    "past_year_of_lifetime": ("past_year_use", "lifetime_use"), "past_month_of_past_year": ("past_month_use", "past_year_use"),
    "regular_of_past_month": ("regular_use", "past_month_use"), "dependence": ("problematic_use", "regular_use"),
}
OUTCOMES = COUNTED + SURVEYED + tuple(SHARES) + ("misperception_ratio", "social_multiplier", "start_hazard", "net_cessation", "help_coverage")
PUSHED = "shifted"    # the arm that measures the social multiplier: no programme
MULTIPLIER_YEARS = 2  # the last years of a run, over which the social multiplier is taken
YEARS_TO_16 = 4       # of exposure of a 16-year-old, from 12


@dataclass(frozen=True)
class Target:
    """One row of targets.csv. `value`, `low` and `high` are as the source has them, in `unit`; `scale` and `tolerance` make the goal."""

    id: str
    use: str                     # fit, validate or context
    outcome: str                 # how it is measured: one of OUTCOMES; "" for a row of context
    quantity: str
    ages: tuple[int, ...]        # completed years at mid-year
    value: float
    low: float | None
    high: float | None
    tolerance: float | None      # half the interval where the source gives none, in `unit`
    unit: str
    scale: float                 # from the source's year to the level of the other targets
    weights: tuple[float, ...]   # survey weights of `ages`; () counts every youth alike
    year: str
    how_known: str
    note: str

    @property
    def goal(self) -> float:
        """What the model is to give, in `unit`."""
        return self.value * self.scale

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of the goal, in `unit`: the source's, scaled, or else the scaled value ± the tolerance."""
        if self.low is not None and self.high is not None:
            return self.low * self.scale, self.high * self.scale
        return self.goal - self.tolerance, self.goal + self.tolerance


def _target(row: dict[str, str]) -> Target:
    number = lambda name: float(row[name]) if row[name] else None
    ages = tuple(range(int(row["age_min"]), int(row["age_max"]) + 1))
    target = Target(row["id"], row["use"], row["outcome"], row["quantity"], ages, float(row["value"]), number("ci_low"), number("ci_high"),
                    number("tolerance"), row["unit"], number("scale") or 1.0, tuple(float(w) for w in row["weights"].split()), row["year"],
                    row["how_known"], row["note"])
    if target.outcome and target.outcome not in OUTCOMES:
        raise ValueError(f"outcome `{target.outcome}` is none of {', '.join(OUTCOMES)}")
    if target.weights and len(target.weights) != len(ages):
        raise ValueError(f"{len(target.weights)} weights for {len(ages)} ages")
    if target.outcome and (target.low is None or target.high is None) and target.tolerance is None:
        raise ValueError("neither an interval nor a tolerance")
    return target


def read_targets(path: Path) -> list[Target]:
    """The rows of a file of targets, in its order. Raises ValueError with the file, the line and what is wrong."""
    targets = []
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        for row in rows:
            try:
                targets.append(_target(row))
            except (KeyError, ValueError, AttributeError, TypeError) as fault:
                raise ValueError(f"{path}:{rows.line_num}: error: {row.get('id')}: {fault}") from fault
    return targets


def _of_ages(result: xarray.Dataset, name: str, ages: tuple[int, ...]) -> xarray.DataArray:
    """A variable by single age in the March records. Dimensions: arm, replicate, month, subgroup (as `ages`)."""
    variable = in_mid_year(of_first_substance(result, name))
    names = [f"age_{age}" for age in ages]
    missing = [name for name in names if name not in variable["subgroup"].values]
    if missing:
        raise ResultError(f"subgroup `{missing[0]}` was not recorded; add it to [output] subgroups")
    return variable.sel(subgroup=names).astype(float)


def _refuse_part_years(result: xarray.Dataset) -> None:
    if int(result.attrs.get("every", 0)) != 12:
        raise ResultError("a year's events need records of whole years: every = 12")


def prevalence(result: xarray.Dataset, outcome: str, ages: tuple[int, ...], weights: tuple[float, ...] = ()) -> np.ndarray:
    """Percent of youths of `ages` in the reference arm, all March records of a replicate together. Shape: (replicate,).

    With `weights`, one per age, the ages' own percentages are averaged as a survey of schools does: fewer of those of 16 are in
    secondary schools (evidence: .19 .22 .22 .22 .15 over 12 to 16). Without, all youths count alike.
    """
    users = _of_ages(result, outcome, ages).isel(arm=0).sum("month")
    youths = _of_ages(result, "youths", ages).isel(arm=0).sum("month")
    if not weights:
        return 100.0 * (users.sum("subgroup") / youths.sum("subgroup")).values
    share = np.asarray(weights) / np.sum(weights)
    return 100.0 * ((users / youths).transpose("replicate", "subgroup").values @ share)


def start_hazard(result: xarray.Dataset, ages: tuple[int, ...], weights: tuple[float, ...] = ()) -> np.ndarray:
    """First uses a year of a never-user of `ages` in the reference arm; ages weigh as said, or alike. Shape: (replicate,). Needs records of whole years."""
    _refuse_part_years(result)
    of = lambda name: _of_ages(result, name, ages).isel(arm=0).sum("month")
    hazard = (of("starts") / (of("youths") - of("lifetime_use"))).transpose("replicate", "subgroup").values
    share = np.asarray(weights or [1.0] * len(ages))
    return hazard @ (share / share.sum())


def share_of_users(result: xarray.Dataset, share: str, ages: tuple[int, ...], weights: tuple[float, ...] = ()) -> np.ndarray:
    """One of SHARES in the reference arm, all March records of a replicate together; `weights` as in `prevalence`. Shape: (replicate,)."""
    part, whole = SHARES[share]
    with np.errstate(divide="ignore", invalid="ignore"):
        return prevalence(result, part, ages, weights) / prevalence(result, whole, ages, weights)


def net_cessation(result: xarray.Dataset, ages: tuple[int, ...]) -> np.ndarray:
    """Users of `ages` a year who stop and do not begin again, per user, in the reference arm. Shape: (replicate,). Needs records of whole years.

    Relapses are taken off: a cohort that is asked again a year later sees who uses then. Who stopped within the year used in it, and is no longer at risk.
    """
    _refuse_part_years(result)
    of = lambda name: _of_ages(result, name, ages).isel(arm=0).sum(["month", "subgroup"]).values
    stopped = of("quits") - of("relapses")
    with np.errstate(divide="ignore", invalid="ignore"):
        return stopped / (of("past_year_use") - stopped)


def help_coverage(result: xarray.Dataset, ages: tuple[int, ...]) -> np.ndarray:
    """Percent: youths of `ages` handed over to help in a year, over those whose use is problematic, in the reference arm. Shape: (replicate,)."""
    _refuse_part_years(result)
    of = lambda name: _of_ages(result, name, ages).isel(arm=0).sum(["month", "subgroup"]).values
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100.0 * of("referrals") / of("problematic_use")


def misperception_ratio(result: xarray.Dataset, ages: tuple[int, ...]) -> np.ndarray:
    """Believed over true past-month share of same-year youths, over all youths of `ages` in the reference arm. Shape: (replicate,).

    Recorded are means of the belief and of belief minus truth, of users and never-users together.
    """
    youths = _of_ages(result, "youths", ages).isel(arm=0)
    believed = _of_ages(result, "descriptive_norm", ages).isel(arm=0)
    true = believed - _of_ages(result, "misperception", ages).isel(arm=0)
    return ((believed * youths).sum(["month", "subgroup"]) / (true * youths).sum(["month", "subgroup"])).values


def survey_measure(result: xarray.Dataset, name: str) -> np.ndarray:
    """Mean over the yearly surveys of friendship of the reference arm; a first survey that cannot know is left out. Shape: (replicate,)."""
    return in_mid_year(of_first_substance(result, name)).isel(arm=0).astype(float).mean("month").values


def multiplier_parts(result: xarray.Dataset, arm: str = PUSHED) -> tuple[np.ndarray, np.ndarray]:
    """Change of the logarithm of lifetime use at 16 by the push of `arm`: in total, and in its direct twin. Shapes: (replicate,).

    Over the March records of the run's last two years, when those of 16 have lived under the push since they were 12 (prototype,
    section 4.5).
    """
    if arm not in result["arm"].values:
        raise ResultError(f"there is no arm `{arm}`; run scenarios/studies/social-multiplier.toml")
    first = int(result.attrs["months"]) - 12 * MULTIPLIER_YEARS
    if first < 12 * YEARS_TO_16:
        raise ResultError(f"the run is too short: at least {12 * (YEARS_TO_16 + MULTIPLIER_YEARS)} months")

    def users(name: str) -> xarray.DataArray:
        lifetime = _of_ages(result, name, (16,)).isel(subgroup=0)
        return lifetime.isel(month=np.asarray(lifetime["month"]) >= first).sum("month")

    total, direct = users("lifetime_use"), users("direct_lifetime_use")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(total.sel(arm=arm).values / total.isel(arm=0).values), np.log(direct.sel(arm=arm).values / total.isel(arm=0).values)


def replicate_values(target: Target, result: xarray.Dataset) -> np.ndarray:
    """The target's quantity in each replicate, in its unit; not for social_multiplier, which is a ratio of means. Shape: (replicate,)."""
    if target.outcome in COUNTED:
        return prevalence(result, target.outcome, target.ages, target.weights)
    if target.outcome == "start_hazard":
        return start_hazard(result, target.ages, target.weights)
    if target.outcome in SHARES:
        return share_of_users(result, target.outcome, target.ages, target.weights) * (100.0 if target.unit == "percent" else 1.0)
    if target.outcome == "net_cessation":
        return net_cessation(result, target.ages) / (12.0 if target.unit == "per month" else 1.0)
    if target.outcome == "help_coverage":
        return help_coverage(result, target.ages)
    if target.outcome == "misperception_ratio":
        return misperception_ratio(result, target.ages)
    return survey_measure(result, target.outcome)
