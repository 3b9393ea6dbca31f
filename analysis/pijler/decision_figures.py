"""Figures of a decision. Each takes matplotlib axes and draws on them; draw_all makes files."""

from pathlib import Path

import xarray

from .arms import Arms
from .break_even_plot import draw_break_even
from .commands import publish
from .decision import BreakEven
from .decision_table import Decision
from .difference_plots import plot_differences
from .save_figure import save_figure

YELLOW = "#ccbb44"


def plot_value_of_information(axes, decision: Decision):
    """First uses that knowing a parameter is expected to save. Returns the axes."""
    ranked = sorted(decision.value_of.items(), key=lambda each: each[1].value)
    places = range(len(ranked))
    axes.barh(places, [one.value for _, one in ranked], color=YELLOW)
    axes.hlines(places, [one.low for _, one in ranked], [one.high for _, one in ranked], color="black", linewidth=1.0)
    axes.axvline(decision.value_by_chance, color="black", linewidth=0.8, linestyle=":")
    axes.set_yticks(places, [name for name, _ in ranked], fontsize=8)
    axes.set_xlabel(f"first uses saved by knowing it (all: {decision.value_of_all:.1f})\nline: 95 %; dotted: the highest by chance alone")
    return axes


def draw_all(data: xarray.Dataset, decisions: list[Decision], maps: list[BreakEven], folder: Path) -> list[Path]:
    """SVG files in the folder, of a merged sweep and what was decided on it: differences and value of information of each subgroup, and each map. Returns their paths."""
    import matplotlib
    matplotlib.use("agg")
    from matplotlib import pyplot

    drawn = []

    def draw(name: str, plot, *what, size=(7.0, 4.0)):
        figure, axes = pyplot.subplots(figsize=size, layout="constrained")
        plot(axes, *what)
        drawn.append(folder / f"{name}.svg")
        publish(drawn[-1], lambda path: save_figure(figure, path))
        pyplot.close(figure)

    base = Arms.of(data).base
    for decision in decisions:
        arms = list(dict.fromkeys(base[arm] for arm in decision.worlds.arms))
        differences = lambda axes: plot_differences(data, "starts", decision.subgroup, arms=arms, ax=axes)
        draw(f"differences-{decision.subgroup}", differences)
    draw("value-of-information", plot_value_of_information, decisions[0])
    for n, each in enumerate(maps):
        draw(f"break-even-{n}", draw_break_even, each, size=(6.5, 5.0))
    return drawn
