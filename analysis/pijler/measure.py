"""An outcome of a question, as `pijler compare` tells it: events counted up, stocks as a share of youths in the last year, levels in the last year."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray

from .open import ResultError, of_first_substance

FEW = 5.0  # events a replicate: below, a change in per cent says nothing (as in the tables of pijler compare)

Kind = Literal["events", "amount", "share", "level"]


@dataclass(frozen=True)
class Question:
    """An outcome of a subgroup over the first `months`."""

    outcome: str
    subgroup: str
    months: int


def known(name: str, names: Sequence[str], what: str) -> str:
    """The name, if it is one of `names`. Raises ResultError that says what comes close, or what there is."""
    names = list(dict.fromkeys(map(str, names)))
    if name in names:
        return name
    close = difflib.get_close_matches(name, names, 3)
    hint = f"did you mean {' or '.join(f'`{each}`' for each in close)}?" if close else f"there is {', '.join(names)}" if names else "the result has none"
    raise ResultError(f"there is no {what} `{name}`; {hint}")


def outcomes_of(result: xarray.Dataset) -> list[str]:
    """Variables over months."""
    return [str(name) for name, variable in result.data_vars.items() if {"replicate", "month"} <= set(variable.dims)]


def question_of(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, months: int | None = None) -> Question:
    """What is asked, where nothing else is said the study's own question; of a result without one, all starts of the run.

    Raises ResultError for an outcome or subgroup that was not recorded, ValueError for months that are none of the run.
    """
    if not {"months", "every"} <= set(result.attrs) or "subgroup" not in result.coords:
        raise ResultError("the result is not of run, compare or sweep: it has no outcomes by month and subgroup")
    last = int(result.attrs["months"])
    outcome = known(outcome or str(result.attrs.get("estimand_outcome", "starts")), outcomes_of(result), "outcome")
    subgroup = known(subgroup or str(result.attrs.get("estimand_subgroup", "all")), np.atleast_1d(result["subgroup"].values), "subgroup")
    until = min(int(result.attrs.get("estimand_horizon", last)), last) if months is None else months
    every = int(result.attrs["every"])
    if not 0 < until <= last or (until % every and until != last and months is not None):
        raise ValueError(f"months must be a multiple of {every}, the months of a record, up to {last}; not {until}")
    return Question(outcome, subgroup, until)


def kind_of(result: xarray.Dataset, outcome: str) -> Kind:
    """How an outcome is told: counted events and other amounts are summed up, numbers of youths become shares, all else is a level."""
    variable = result[outcome]
    meaning = str(variable.attrs.get("long_name", ""))
    if "pillar" in variable.dims or meaning.startswith("expected first uses") or "minus reference" in meaning:
        return "amount"
    if "subgroup" not in variable.coords or variable.attrs.get("units") != "persons":
        return "level"
    if "in the period" in meaning or outcome == "false_signals":  # "of these": of signals in the period
        return "events"
    return "share" if "youths" in result else "level"


def mean_of(values: xarray.DataArray) -> float:
    """Over all that there is; NaN for none."""
    there = values.values[np.isfinite(values.values)]
    return float(there.mean()) if there.size else float("nan")


def units_of(result: xarray.Dataset, outcome: str) -> str:
    """Of the values that measured() and recorded() give."""
    return "% of youths" if kind_of(result, outcome) == "share" else str(result[outcome].attrs.get("units", ""))


def meaning_of(result: xarray.Dataset, outcome: str) -> str:
    """What an outcome is, without what it is counted among."""
    return str(result[outcome].attrs.get("long_name", outcome)).split(" (of: ")[0]


def _raw(result: xarray.Dataset, name: str, question: Question, start: int) -> xarray.DataArray:
    variable = of_first_substance(result, name).astype(float)
    if "subgroup" in variable.dims:
        variable = variable.sel(subgroup=question.subgroup, drop=True)
    month = np.asarray(variable["month"])
    variable = variable.isel(month=(month >= start) & (month < question.months))
    return variable.sum([dim for dim in variable.dims if dim not in ("point", "arm", "replicate", "month")])


def _share(count: xarray.DataArray, youths: xarray.DataArray) -> xarray.DataArray:
    return 100.0 * (count / youths.where(youths > 0.0))


def where_feasible(result: xarray.Dataset, values: xarray.DataArray) -> xarray.DataArray:
    """The same, NaN at the points of a sweep where an arm of equal spending cannot spend the budget. Dimensions: point, arm, replicate, ..."""
    return values.where(result["arm_feasible"] > 0) if "arm_feasible" in result else values


def infeasible_points(result: xarray.Dataset, arm: str) -> list[int]:
    """Points of a sweep, by their number in the design, where the arm cannot spend the budget; none of a result that is no sweep."""
    if "arm_feasible" not in result:
        return []
    short = (result["arm_feasible"].sel(arm=arm) == 0).any("replicate")
    return [int(point) for point in result["point"].values[short.values]]


def recorded(result: xarray.Dataset, question: Question) -> xarray.DataArray:
    """The outcome in each record. Dimensions: (point,) arm, replicate, month. In persons a record, per cent of youths, or the outcome's own unit."""
    values = where_feasible(result, _raw(result, question.outcome, question, 0))
    return _share(values, _raw(result, "youths", question, 0)) if kind_of(result, question.outcome) == "share" else values


def total(result: xarray.Dataset, question: Question) -> xarray.DataArray:
    """A flow over the question's months, in its own unit. Dimensions: (point,) (arm,) replicate."""
    return _raw(result, question.outcome, question, 0).sum("month", skipna=False)


def measured(result: xarray.Dataset, question: Question) -> xarray.DataArray:
    """The outcome over the question's months: summed, or of stocks and levels over the last year of them. Dimensions: (point,) arm, replicate.

    NaN where there was nobody, and where an arm cannot spend the budget. Raises ResultError for what is of no arm.
    """
    if "arm" not in result[question.outcome].dims:
        raise ResultError(f"`{question.outcome}` is of one world beside the reference, not of arms")
    kind = kind_of(result, question.outcome)
    if kind in ("events", "amount"):
        return where_feasible(result, total(result, question))
    start = question.months - max(12, int(result.attrs["every"]))
    values = where_feasible(result, _raw(result, question.outcome, question, start))
    return values.mean("month") if kind == "level" else _share(values.sum("month"), _raw(result, "youths", question, start).sum("month"))
