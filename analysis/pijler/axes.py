"""What the figures have in common: colours that the colour-blind tell apart, each with a marker and a line of its own, and words on axes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

BLUE, RED, GREY = "#4477aa", "#aa3377", "#555555"


class Look(NamedTuple):
    """How an arm is drawn."""

    colour: str
    marker: str
    line: str


# Paul Tol's bright palette.
LOOKS = tuple(map(Look, ("#4477aa", "#aa3377", "#228833", "#ee6677", "#66ccee", "#ccbb44"), "osD^vP", ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1, 1, 1)))))
AS_NOW = Look("#333333", ".", "-")


def looks(arms: list[str]) -> dict[str, Look]:
    """A look for each arm."""
    return dict(zip(arms, cycle(LOOKS)))


def axes_or_new(ax: Axes | None, size: tuple[float, float] = (7.0, 4.2)) -> Axes:
    """Those that are given, or those of a new figure."""
    if ax is not None:
        return ax
    from matplotlib import pyplot
    return pyplot.subplots(figsize=size, layout="constrained")[1]


def arm_label(arm: str, evidence: str) -> str:
    """As the tables of pijler compare mark it."""
    return arm + {"in_part": " *", "not_evaluated": " (what if)"}.get(evidence, "")


def horizontals(ax: Axes, places: np.ndarray, low: np.ndarray, high: np.ndarray, colour: str, width: float) -> None:
    """Lines from low to high; none where these are NaN (hlines() would warn of that)."""
    ax.plot(np.vstack([low, high]), np.vstack([places, places]), color=colour, linewidth=width, solid_capstyle="butt")


def interval_dots(ax: Axes, places: np.ndarray, rows: pandas.DataFrame, named: Callable[[str], str], look: Look, filled: bool = True) -> None:
    """A dot for each row of a comparison, with a thick line for noise and a thin one, with ends, for what is unknown, from the columns that are so named."""
    column = lambda name: rows[named(name)].to_numpy(float)
    low, high = column("unknown_low"), column("unknown_high")
    horizontals(ax, places, low, high, look.colour, 1.2)
    for ends in (low, high):
        ax.plot(ends, places, "|", color=look.colour, markersize=8)
    horizontals(ax, places, column("noise_low"), column("noise_high"), look.colour, 4.5)
    ax.plot(column("net"), places, look.marker, color=look.colour if filled else "white", markeredgecolor=look.colour, markeredgewidth=1.5, markersize=7)


def legend_below(ax: Axes, handles: list | None = None, columns: int = 2) -> None:
    """Below the axes and their label."""
    given = {} if handles is None else {"handles": handles}
    ax.legend(**given, loc="upper center", bbox_to_anchor=(0.5, 0.0), borderaxespad=5.0, ncol=columns, frameon=False, fontsize=8)


def legend_of_bands(ax: Axes, unknown: bool) -> None:
    """Of what is drawn, and which band is which."""
    from matplotlib.patches import Patch
    bands = [Patch(color=GREY, alpha=0.35, linewidth=0, label="95 %, chance alone")]
    if unknown:
        bands.append(Patch(facecolor="#f2f2f2", edgecolor=GREY, linewidth=0.6, label="95 %, what is unknown"))
    legend_below(ax, [*ax.get_legend_handles_labels()[0], *bands], columns=3)


def legend_of_intervals(ax: Axes, marks: list, unknown: bool) -> None:
    """Says which mark and which line is which."""
    from matplotlib.lines import Line2D
    lines = [Line2D([], [], color=GREY, linewidth=4.5, label="95 %, chance alone")]
    if unknown:
        lines.append(Line2D([], [], color=GREY, linewidth=1.2, marker="|", label="95 %, what is unknown"))
    legend_below(ax, [*marks, *lines])
