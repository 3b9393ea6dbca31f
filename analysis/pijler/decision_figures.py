"""Figures of a decision. Each takes matplotlib axes and draws on them; draw_all makes files."""

from pathlib import Path

import numpy as np

from .decision import BreakEven
from .decision_table import Decision

BLUE, YELLOW, GREY = "#4477aa", "#ccbb44", "#555555"


def plot_differences(axes, decision: Decision):
    """Each arm's change over the worlds: middle, half and 95 % of them, and what was said to matter. Returns the axes."""
    worlds = decision.worlds
    base = worlds.reference.mean()
    shares = 100.0 * worlds.difference / base
    places = np.arange(len(worlds.arms))[::-1]
    for place, share in zip(places, shares.T):
        low, quarter, middle, three, high = np.percentile(share, [2.5, 25, 50, 75, 97.5])
        axes.plot([low, high], [place, place], color=BLUE, linewidth=1.5)
        axes.plot([quarter, three], [place, place], color=BLUE, linewidth=5)
        axes.plot(middle, place, "o", color="white", markeredgecolor=BLUE, markersize=7)
    axes.axvline(0.0, color=GREY, linewidth=1)
    for bound in (-100.0 * decision.relevant, 100.0 * decision.relevant):
        axes.axvline(bound, color=GREY, linewidth=1, linestyle=":")
    axes.set_yticks(places, worlds.arms)
    axes.set_xlabel("change of first uses, % (dotted: what was said to matter)")
    axes.set_title(f"{decision.subgroup}: middle, half and 95 % of {len(shares)} plausible worlds", fontsize=10)
    return axes


def plot_break_even(axes, map_: BreakEven):
    """Where which arm is better, and the line at which the ranking flips. Returns the axes."""
    most = float(np.max(np.abs(map_.gap))) or 1.0
    filled = axes.contourf(map_.x_values, map_.y_values, map_.gap, levels=np.linspace(-most, most, 13), cmap="RdBu")
    if map_.gap.min() < 0.0 < map_.gap.max():
        line = axes.contour(map_.x_values, map_.y_values, map_.gap, levels=[0.0], colors="black", linewidths=2)
        axes.clabel(line, fmt={0.0: "even"})
    axes.figure.colorbar(filled, ax=axes, label=f"first uses, {map_.one} less {map_.other}")
    axes.set_xlabel(map_.x)
    axes.set_ylabel(map_.y)
    return axes


def plot_value_of_information(axes, decision: Decision):
    """First uses that knowing a parameter is expected to save. Returns the axes."""
    ranked = sorted(decision.value_of.items(), key=lambda each: each[1])
    axes.barh(range(len(ranked)), [value for _, value in ranked], color=YELLOW)
    axes.set_yticks(range(len(ranked)), [name for name, _ in ranked], fontsize=8)
    axes.set_xlabel(f"first uses saved by knowing it (all: {decision.value_of_all:.1f})")
    return axes


def draw_all(decisions: list[Decision], maps: list[BreakEven], folder: Path) -> list[Path]:
    """SVG files in the folder: differences and value of information of each subgroup, and each map. Returns their paths."""
    import matplotlib
    matplotlib.use("agg")
    from matplotlib import pyplot

    drawn = []

    def draw(name: str, plot, *what, size=(7.0, 4.0)):
        figure, axes = pyplot.subplots(figsize=size, layout="constrained")
        plot(axes, *what)
        drawn.append(folder / f"{name}.svg")
        figure.savefig(drawn[-1])
        pyplot.close(figure)

    for decision in decisions:
        draw(f"differences-{decision.subgroup}", plot_differences, decision)
    draw("value-of-information", plot_value_of_information, decisions[0])
    for n, each in enumerate(maps):
        draw(f"break-even-{n}", plot_break_even, each, size=(6.5, 5.0))
    return drawn
