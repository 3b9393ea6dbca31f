"""Arms over the years, with bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas
import xarray

from .arms import Arms
from .axes import AS_NOW, GREY, arm_label, axes_or_new, legend_of_bands, looks
from .comparison import in_order, over_worlds
from .intervals import spread
from .measure import kind_of, known, meaning_of, question_of, recorded, units_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_over_time(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, arms: Sequence[str] | None = None, against: str | None = None,
                   ax: Axes | None = None) -> Axes:
    """Arms over the years, each record a point: the reference and arms as delivered, or those named (as the result names them). Dark bands: 95 % of noise.

    With `against`, arms less that one, pair by pair; then light bands tell 95 % of what is unknown, where effects were drawn. Stocks are in per cent of
    youths. Draws on `ax` or a new figure, and returns the axes. Raises ResultError for names that are not there, and for a sweep over settings.
    """
    question = question_of(result, outcome, subgroup, int(result.attrs["months"]))
    there = Arms.of(result)
    over_worlds(result)
    values = recorded(result, question)
    if against is not None:
        known(against, there.names, "arm")
    chosen = list(arms) if arms is not None else [name for name in (there.reference, *there.central) if there.delivery[name] == "as_delivered" and name != against]
    ax = axes_or_new(ax)
    years = (np.asarray(values["month"]) + 0.5) / 12.0
    is_unknown_told = False
    look_of = {there.reference: AS_NOW, **looks([name for name in chosen if name != there.reference])}
    for name in chosen:
        known(name, there.names, "arm")
        look, label = look_of[name], arm_label(name, there.evidence[name])
        one = values.sel(arm=name) - (values.sel(arm=against) if against else 0.0)
        table = _over_months(one)
        ax.fill_between(years, table["noise_low"], table["noise_high"], color=look.colour, alpha=0.35 if against else 0.15, linewidth=0)
        if against and (drawn := _unknown(values, there, name, against)) is not None:
            ax.fill_between(years, drawn["next_low"], drawn["next_high"], color=look.colour, alpha=0.08, linewidth=0)
            ax.plot(years, drawn[["next_low", "next_high"]], linestyle=look.line, color=look.colour, linewidth=0.6)
            is_unknown_told = True
        ax.plot(years, table["mean"], linestyle=look.line, color=look.colour, marker=look.marker if len(years) <= 40 else "", markersize=5, label=label)
    if against:
        ax.axhline(0.0, color=GREY, linewidth=1)
    kind, units = kind_of(result, question.outcome), units_of(result, question.outcome)
    unit = "percentage points" if against and kind == "share" else f"{units} {_a_record(result)}" if kind in ("events", "amount") else units
    ax.set_xlim(0.0, question.months / 12.0)
    ax.set_xlabel("years since the start")
    ax.set_ylabel(f"{unit}, less {against}" if against else unit)
    ax.set_title(f"{meaning_of(result, question.outcome).removesuffix(' in the period')}, {question.subgroup}", fontsize=10)
    legend_of_bands(ax, is_unknown_told)
    return ax


def _a_record(result: xarray.Dataset) -> str:
    every = int(result.attrs["every"])
    return {1: "a month", 12: "a year"}.get(every, f"in {every} months")


def _over_months(values: xarray.DataArray) -> pandas.DataFrame:
    """A spread for each record."""
    return pandas.DataFrame([vars(spread(in_order(values.isel(month=n)))) for n in range(values.sizes["month"])])


def _unknown(values: xarray.DataArray, arms: Arms, name: str, against: str) -> pandas.DataFrame | None:
    if arms.by_sets or "point" in values.dims:
        return _over_months(values.sel(arm=name) - values.sel(arm=against))
    one, other = arms.drawn(name), arms.drawn(against)
    return _over_months(values.sel(arm=one) - values.sel(arm=other)) if one and other else None
