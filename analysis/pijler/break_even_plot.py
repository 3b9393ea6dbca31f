"""Maps of where over two parameters the ranking of two arms flips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray

from .axes import axes_or_new

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .decision import BreakEven


def plot_break_even(result: xarray.Dataset, one: str, other: str, x: str, y: str, subgroup: str | None = None, ax: Axes | None = None) -> Axes:
    """How many more first uses arm `one` has than arm `other` over two parameters that vary in a sweep over plausible worlds, all else as uncertain as it is
    (`social_multiplier` is one, where an arm `shifted` measures it);
    the line `even` is where the ranking flips. In persons of the simulated town, over the study's months. Returns the axes.

    Raises ResultError for a result that is no sweep, and for arms and parameters that are not there or did not vary.
    """
    from .decision import break_even, worlds_of  # it loads scikit-learn
    from .multiplier import with_multiplier
    group = subgroup or str(result.attrs["estimand_subgroup"])
    worlds = with_multiplier(worlds_of(result, group), result, {x, y})
    reference = str(result["arm"].values[0])
    names = ("as now" if arm == reference else arm for arm in (one, other))
    ax = draw_break_even(axes_or_new(ax, (6.5, 5.0)), break_even(worlds, *names, x, y))
    ax.set_title(f"{group}, {result.attrs['estimand_horizon']} months", fontsize=10)
    return ax


def draw_break_even(ax: Axes, map_: BreakEven) -> Axes:
    """On these axes: blue and dashed lines where the first has fewer, red and whole ones where it has more; dotted: between these lines neither is known to
    have fewer; a speck for each world. Returns the axes."""
    from matplotlib.patheffects import withStroke
    from matplotlib.ticker import MaxNLocator
    most = float(np.max(np.abs(map_.gap))) or 1.0
    levels = MaxNLocator(12, symmetric=True).tick_values(-most, most)
    grid = map_.x_values, map_.y_values
    filled = ax.contourf(*grid, map_.gap, levels=levels, cmap="RdBu_r")
    labels = []
    between = levels[(levels != 0.0) & (levels > map_.gap.min()) & (levels < map_.gap.max())]
    if len(between):
        lines = ax.contour(*grid, map_.gap, levels=between, colors="#333333", linewidths=0.7)
        labels += ax.clabel(lines, fmt="%+.3g", fontsize=8)
    flips = bool(map_.gap.min() < 0.0 < map_.gap.max())
    if flips:
        line = ax.contour(*grid, map_.gap, levels=[0.0], colors="black", linewidths=2)
        labels += ax.clabel(line, fmt={0.0: "even"}, fontsize=10)
    for bound in (map_.gap - map_.half, map_.gap + map_.half):
        if bound.min() < 0.0 < bound.max():
            ax.contour(*grid, bound, levels=[0.0], colors="black", linewidths=1.2, linestyles="dotted")
    for label in labels:
        label.set_color("black")
        label.set_path_effects([withStroke(linewidth=2.5, foreground="white")])
    ax.plot(*map_.at.T, ".", color="black", alpha=0.35, markersize=2)
    ax.set_xlim(map_.x_values[0], map_.x_values[-1])
    ax.set_ylim(map_.y_values[0], map_.y_values[-1])
    fewer = map_.one if map_.gap.mean() < 0.0 else map_.other
    said = f"below 0: fewer with {map_.one}; dotted: 95 %" if flips else f"everywhere fewer with {fewer}"
    ax.figure.colorbar(filled, ax=ax, label=f"first uses, {map_.one} less {map_.other}\n({said})")
    ax.set_xlabel(map_.x)
    ax.set_ylabel(map_.y)
    return ax
