"""What programmes prevent and provoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray

from .axes import BLUE, GREY, RED, arm_label, axes_or_new, horizontals, legend_below
from .flows import prevented_provoked
from .open import ResultError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_prevented_provoked(result: xarray.Dataset, subgroup: str | None = None, months: int | None = None, ax: Axes | None = None) -> Axes:
    """First uses that arms as delivered prevent themselves (to the left) and provoke (to the right, hatched); the diamond is what remains with what others add
    or undo, with its noise. Persons of the simulated town. Draws on `ax` or a new figure, and returns the axes; errors are those of prevented_provoked()."""
    frame = prevented_provoked(result, None, subgroup, months)
    frame = frame[frame["delivery"] == "as_delivered"]
    if not {"prevented", "provoked"} <= set(frame["flow"]):
        raise ResultError("`prevented_starts` and `provoked_starts` were not recorded; add them to [output] outcomes")
    flow = {name: rows.set_index("arm") for name, rows in frame.groupby("flow", sort=False)}
    arms = list(flow["net"].index)
    places = np.arange(len(arms))[::-1]
    ax = axes_or_new(ax, (7.0, 1.8 + 0.5 * len(arms)))
    ax.barh(places, -flow["prevented"]["mean"], 0.55, color=BLUE, label="prevented by the programme itself")
    ax.barh(places, flow["provoked"]["mean"], 0.55, color="white", edgecolor=RED, hatch="////", label="provoked by the programme itself")
    horizontals(ax, places, flow["net"]["noise_low"].to_numpy(), flow["net"]["noise_high"].to_numpy(), "black", 1.5)
    ax.plot(flow["net"]["mean"], places, "D", color="white", markeredgecolor="black", markersize=6, label="net, others' use included (95 %, chance alone)")
    ax.axvline(0.0, color=GREY, linewidth=1)
    ax.set_yticks(places, [arm_label(arm, flow["net"]["evidence"][arm]) for arm in arms])
    ax.set_xlabel("change of first uses (persons of the simulated town)", fontsize=9)
    ax.set_title(f"{frame['subgroup'].iloc[0]}, {frame.attrs['months']} months", fontsize=10)
    legend_below(ax)
    return ax
