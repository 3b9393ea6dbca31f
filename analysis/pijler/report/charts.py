"""Charts of a report. Each returns SVG as wide as a narrow screen, which grows with the page; what colour says, a shape or a word says too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import blended_transform_factory

from .estimates import Estimate
from .svg import BAND, HARM, INK, LINE, MAIN, OTHER, PAPER, QUIET, WIDE, WIDTH, drawn
from .words import Words

ROW, LINE_HEIGHT = 38.0, 14.5  # points for a label and what lies under it; for another line of the label


@dataclass(frozen=True)
class Row:
    """A labelled estimate, and the words beside it."""

    label: str
    estimate: Estimate
    written: str


def dots(
    name: str, told: str, words: Words, rows: Sequence[Row], axis: str, relevant: float = 0.0, decimals: int = 0, ends: tuple[str, str] | None = None
) -> str:
    """A dot per row with its interval of noise (thick) and of what is not known (thin); the strip is what was said not to matter. A label may have two lines."""
    tops = np.cumsum([0.0, *(LINE_HEIGHT * row.label.count("\n") + ROW for row in rows)])
    top = 16.0 if ends else 4.0
    height = tops[-1] + top + 36.0

    def draw(axes):
        _fill(axes, height, top=top, bottom=36.0)
        reach = [
            value
            for row in rows
            for value in (
                row.estimate.mean,
                row.estimate.low,
                row.estimate.high,
                row.estimate.mean - _finite(row.estimate.noise),
                row.estimate.mean + _finite(row.estimate.noise),
            )
            if value is not None and np.isfinite(value)
        ]
        low, high = min([0.0, -1.3 * relevant, *reach]), max([0.0, 1.3 * relevant, *reach])
        margin = 0.04 * (high - low or 1.0)
        axes.set_xlim(low - margin, high + margin)
        axes.set_ylim(tops[-1], 0.0)
        side = blended_transform_factory(axes.transAxes, axes.transData)
        for start, end, row in zip(tops, tops[1:], rows):
            one, y = row.estimate, end - 13.0
            if relevant:
                axes.fill_between([-relevant, relevant], y - 8.0, y + 8.0, color=BAND, linewidth=0)
            axes.plot([0.0, 0.0], [y - 9.0, y + 9.0], color=INK, linewidth=1.0)
            for n, line in enumerate(row.label.split("\n")):
                axes.text(0.0, start + 10.5 + LINE_HEIGHT * n, line, transform=side, va="center", ha="left", color=INK)
            axes.text(1.0, start + 10.5, row.written, transform=side, va="center", ha="right", color=INK)
            if one.low is not None:
                axes.plot([one.low, one.high], [y, y], color=MAIN, linewidth=1.4, solid_capstyle="butt")
                for edge in (one.low, one.high):
                    axes.plot([edge, edge], [y - 3.5, y + 3.5], color=MAIN, linewidth=1.4)
            if np.isfinite(one.noise):
                axes.plot([one.mean - one.noise, one.mean + one.noise], [y, y], color=MAIN, linewidth=5.0, solid_capstyle="butt")
            if np.isfinite(one.mean):
                axes.plot(one.mean, y, "o", color=PAPER, markeredgecolor=MAIN, markeredgewidth=2.0, markersize=7.0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        if ends:
            axes.text(0.0, -2.0, f"← {ends[0]}", transform=side, ha="left", va="bottom", color=QUIET, fontsize=10.5)
            axes.text(1.0, -2.0, f"{ends[1]} →", transform=side, ha="right", va="bottom", color=QUIET, fontsize=10.5)
        _scale(axes, words, axis, decimals, signed=True)

    return drawn(name, height, draw, told)


def over_time(
    name: str, told: str, words: Words, years: Sequence[float], estimates: Sequence[Estimate], limits: tuple[float, float], axis: str
) -> str:
    """A difference by year: line, band of noise (dark) and of what is not known (light, with edges)."""

    def draw(axes):
        _fill(axes, 170.0, top=8.0, bottom=34.0, left=44.0)
        mean, noise = (np.array([getattr(one, field) for one in estimates], dtype=float) for field in ("mean", "noise"))
        if all(one.low is not None for one in estimates):
            low, high = (np.array([getattr(one, field) for one in estimates], dtype=float) for field in ("low", "high"))
            axes.fill_between(years, low, high, color=WIDE, linewidth=0)
            for edge in (low, high):
                axes.plot(years, edge, color=MAIN, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.fill_between(years, mean - _finite(noise), mean + _finite(noise), color=MAIN, alpha=0.45, linewidth=0)
        axes.plot(years, mean, "o-", color=MAIN, linewidth=2.0, markersize=3.5)
        axes.axhline(0.0, color=INK, linewidth=1.0)
        axes.set_ylim(*limits)
        axes.set_xlim(min(years) - 0.2, max(years) + 0.2)
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, 0 if limits[1] - limits[0] > 6.0 else 1, True)))
        axes.tick_params(length=0)
        axes.grid(axis="y", color=LINE, linewidth=0.5)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.set_xlabel(axis, fontsize=10.5)

    return drawn(name, 170.0, draw, told)


def flows(
    name: str,
    told: str,
    words: Words,
    groups: Sequence[str],
    prevented: Sequence[float],
    provoked: Sequence[float],
    most: float,
    sides: tuple[str, str],
    axis: str,
) -> str:
    """By subgroup, to the left what is prevented and to the right what is provoked (hatched)."""
    height = 30.0 * len(groups) + 52.0

    def draw(axes):
        _fill(axes, height, top=18.0, bottom=34.0)
        axes.set_ylim(len(groups), 0)
        axes.set_xlim(-1.22 * most, 1.22 * most)
        side = blended_transform_factory(axes.transAxes, axes.transData)
        for place, (group, less, more) in enumerate(zip(groups, prevented, provoked)):
            axes.text(0.0, place + 0.26, group, transform=side, va="center", ha="left", color=INK)
            axes.barh(place + 0.70, -less, height=0.38, color=MAIN)
            axes.barh(place + 0.70, more, height=0.38, color=HARM, hatch="////", edgecolor=PAPER, linewidth=0)
            axes.text(-less - 0.02 * most, place + 0.70, words.people(less), va="center", ha="right", color=INK, fontsize=10.5)
            axes.text(more + 0.02 * most, place + 0.70, words.people(more), va="center", ha="left", color=INK, fontsize=10.5)
        axes.vlines(np.zeros(len(groups)), np.arange(len(groups)) + 0.45, np.arange(len(groups)) + 0.95, color=INK, linewidth=1.0)
        axes.text(0.0, -0.1, f"← {sides[0]}", transform=side, ha="left", va="bottom", color=QUIET, fontsize=10.5)
        axes.text(1.0, -0.1, f"{sides[1]} →", transform=side, ha="right", va="bottom", color=QUIET, fontsize=10.5)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        _scale(axes, words, axis, 0 if most >= 3.0 else 1, absolute=True)

    return drawn(name, height, draw, told)


def bars(name: str, told: str, rows: Sequence[tuple[str, Sequence[tuple[float, str]]]], keys: Sequence[str]) -> str:
    """For each row a bar per key, in the order of keys: filled, hatched, outlined; the value beside each."""
    styles = [
        {"color": MAIN},
        {"color": OTHER, "hatch": "////", "edgecolor": PAPER, "linewidth": 0},
        {"color": WIDE, "edgecolor": MAIN, "linewidth": 1.0},
    ]
    lines = sum(1 + len(row[1]) for row in rows)
    height = 17.0 * lines + 6.0 * len(rows) + 6.0

    def draw(axes):
        _fill(axes, height, top=2.0, bottom=2.0)
        most = max([value for _, values in rows for value, _ in values if np.isfinite(value)] or [1.0]) or 1.0
        axes.set_xlim(0.0, 1.35 * most)
        axes.set_ylim(height - 4.0, 0.0)
        y = 10.0
        for label, values in rows:
            axes.text(0.0, y, label, va="center", ha="left", color=INK)
            for k, (value, written) in enumerate(values):
                y += 17.0
                axes.barh(y, value, height=12.0, **styles[k % len(styles)])
                axes.text(value + 0.015 * most, y, f"{written} {keys[k]}".strip(), va="center", ha="left", color=INK, fontsize=10.5)
            y += 23.0
        axes.axis("off")

    return drawn(name, height, draw, told)


def dumbbells(name: str, told: str, words: Words, rows: Sequence[tuple[str, float, float]], axis: str) -> str:
    """Per row what is (filled circle) and what is believed (open diamond), shares of 1."""
    height = ROW * len(rows) + 40.0

    def draw(axes):
        _fill(axes, height, top=4.0, bottom=36.0)
        most = max([value for row in rows for value in row[1:] if np.isfinite(value)] or [0.1])
        axes.set_xlim(0.0, 1.22 * most)
        axes.set_ylim(len(rows), 0)
        side = blended_transform_factory(axes.transAxes, axes.transData)
        for place, (label, true, believed) in enumerate(rows):
            y = place + 0.68
            axes.text(0.0, place + 0.28, label, transform=side, va="center", ha="left", color=INK)
            axes.plot([true, believed], [y, y], color=QUIET, linewidth=1.5)
            axes.plot(true, y, "o", color=MAIN, markersize=8.0)
            axes.plot(believed, y, "D", color=PAPER, markeredgecolor=HARM, markeredgewidth=2.0, markersize=7.0)
            gap = 0.025 * most
            left, right = sorted((true, believed))
            axes.text(left - gap, y, words.percent(left, 1), va="center", ha="right", color=INK, fontsize=10.5)
            axes.text(right + gap, y, words.percent(right, 1), va="center", ha="left", color=INK, fontsize=10.5)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value, 0 if most > 0.04 else 1)))
        axes.tick_params(length=0)
        axes.set_xlabel(axis, fontsize=10.5)

    return drawn(name, height, draw, told)


def _finite(value):
    return np.where(np.isfinite(value), value, 0.0)


def _fill(axes, height: float, top: float, bottom: float, left: float = 2.0) -> None:
    right = 2.0
    axes.set_position([left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - top - bottom) / height])


def _scale(axes, words: Words, axis: str, decimals: int, signed: bool = False, absolute: bool = False) -> None:
    low, high = axes.get_xlim()
    room = 0.06 * (high - low)  # so that no number is cut by the edge
    ticks = MaxNLocator(5).tick_values(low, high)
    axes.set_xticks([tick for tick in ticks if low + room <= tick <= high - room])
    step = ticks[1] - ticks[0]
    decimals = next((n for n in range(decimals, 9) if abs(round(step, n) - step) <= 1e-6 * step), 9)  # so that ticks read as what they are
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(abs(value) if absolute else value, decimals, signed)))
    axes.tick_params(length=0)
    axes.set_xlabel(axis, fontsize=10.5)
