"""Arms less the reference, as dots with two intervals: arm by arm, and subgroup by subgroup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas
import xarray

from .axes import GREY, LOOKS, arm_label, axes_or_new, interval_dots, legend_of_intervals
from .comparison import compare, in_percent, over_worlds
from .measure import known

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GROUPS = ("age_12_16", "age_16_18", "age_18_24", "female", "male", "track_vmbo", "track_havo", "track_vwo", "impulsivity_low", "impulsivity_middle",
          "impulsivity_high", "sensation_seeking_low", "sensation_seeking_high", "under_15_impulsivity_high", "one_parent", "parents_lenient", "parents_strict")


def plot_differences(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, months: int | None = None, against: str | None = None,
                     arms: Sequence[str] | None = None, ax: Axes | None = None) -> Axes:
    """Each arm (or those named) less the reference (or `against`), in per cent where that says something: a filled dot as delivered, a hollow square at equal
    spending; a thick line for noise, a thin one for what is unknown. Dotted: what the study said matters, of its own outcome. Names, defaults and errors are
    those of compare(). Draws on `ax` or a new figure, and returns the axes."""
    over_worlds(result)
    frame = compare(result, outcome, subgroup, months, against)
    if arms is not None:
        frame = frame[frame["arm"].isin([known(arm, frame["arm"], "arm") for arm in arms])]
    named, unit = _scale(frame)
    ax = axes_or_new(ax, (7.0, 1.8 + 0.42 * len(frame)))
    names = list(dict.fromkeys(zip(frame["arm"], frame["evidence"])))
    height = dict(zip((name for name, _ in names), range(len(names) - 1, -1, -1)))
    both = frame["delivery"].nunique() > 1
    for delivery, look, filled, offset in (("as_delivered", LOOKS[0], True, 0.15), ("equalised", LOOKS[1], False, -0.15)):
        rows = frame[frame["delivery"] == delivery]
        interval_dots(ax, np.array([height[name] + offset * both for name in rows["arm"]]), rows, named, look, filled)
    _finish_differences(ax, result, frame, named, unit)
    ax.set_yticks([height[name] for name, _ in names], [arm_label(*name) for name in names])
    ax.set_ylim(-0.6, len(names) - 0.4)
    from matplotlib.lines import Line2D
    marks = [Line2D([], [], linestyle="", marker="o", color=LOOKS[0].colour, label="as delivered"),
             Line2D([], [], linestyle="", marker="s", color="white", markeredgecolor=LOOKS[1].colour, markeredgewidth=1.5, label="at equal spending")]
    legend_of_intervals(ax, marks if both else [], bool(np.isfinite(frame["unknown_low"]).any()))
    return ax


def plot_subgroups(result: xarray.Dataset, arm: str, outcome: str | None = None, subgroups: Sequence[str] | None = None, months: int | None = None,
                   ax: Axes | None = None) -> Axes:
    """An arm as delivered less the reference, by subgroup, in per cent of the reference's own where that says something; lines as of plot_differences().

    By default ages, sex, track, traits and homes, as far as recorded and with five events or more. Draws on `ax` or a new figure, and returns the axes.
    """
    over_worlds(result)
    groups = [group for group in GROUPS if group in result["subgroup"].values] if subgroups is None else list(subgroups)
    frames = {group: compare(result, outcome, group, months) for group in groups}
    of_arm = lambda frame: frame[(frame["arm"] == known(arm, frame["arm"], "arm")) & (frame["delivery"] == "as_delivered")]
    rows = pandas.concat([of_arm(frame).assign(subgroup=group) for group, frame in frames.items()])
    if subgroups is None:
        rows = rows[np.isfinite(rows["net_percent"])] if np.isfinite(rows["net_percent"]).any() else rows
    rows.attrs = next(iter(frames.values())).attrs
    named, unit = _scale(rows)
    ax = axes_or_new(ax, (7.0, 1.8 + 0.3 * len(rows)))
    places = np.arange(len(rows))[::-1]
    interval_dots(ax, places, rows, named, LOOKS[0])
    _finish_differences(ax, result, rows, named, unit)
    ax.set_yticks(places, list(rows["subgroup"]), fontsize=8)
    ax.set_title(f"{arm_label(arm, rows['evidence'].iloc[0])}, {rows.attrs['months']} months", fontsize=10)
    legend_of_intervals(ax, [], bool(np.isfinite(rows["unknown_low"]).any()))
    return ax


def _scale(frame: pandas.DataFrame) -> tuple[Callable[[str], str], str]:
    """Which columns are drawn, and their unit: per cent of events, where there are enough."""
    if frame.attrs["kind"] == "events" and np.isfinite(frame["net_percent"]).all():
        return in_percent, "%"
    return str, "percentage points" if frame.attrs["kind"] == "share" else frame.attrs["units"]


def _finish_differences(ax: Axes, result: xarray.Dataset, frame: pandas.DataFrame, named: Callable[[str], str], unit: str) -> None:
    ax.axvline(0.0, color=GREY, linewidth=1)
    relevant = 100.0 * frame.attrs["relevant_difference"]
    if named is in_percent and frame.attrs["outcome"] == result.attrs.get("estimand_outcome") and np.isfinite(relevant):
        for bound in (-relevant, relevant):
            ax.axvline(bound, color=GREY, linewidth=1, linestyle=":")
    ax.set_xlabel(f"{frame.attrs['long_name'].removesuffix(' in the period')}, less {frame['against'].iloc[0]}, {unit}", fontsize=9)
    ax.set_title(f"{frame.attrs['subgroup']}, {frame.attrs['months']} months", fontsize=10)
