"""Figures of a result. Each draws on matplotlib axes, `ax` or those of a new figure, and returns them; names and errors are those of compare()."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas
import xarray

from .arms import Arms
from .axes import AS_NOW, BLUE, GREY, LOOKS, RED, arm_label, axes_or_new, interval_dots, legend_below, legend_of_intervals, looks
from .comparison import compare, in_order, over_worlds
from .flows import prevented_provoked
from .intervals import spread
from .measure import kind_of, known, meaning_of, question_of, recorded, units_of
from .open import ResultError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GROUPS = ("age_12_16", "age_16_18", "age_18_24", "female", "male", "track_vmbo", "track_havo", "track_vwo", "impulsivity_low", "impulsivity_middle", "impulsivity_high",
          "sensation_seeking_low", "sensation_seeking_high", "under_15_impulsivity_high", "one_parent", "parents_lenient", "parents_strict")


def plot_over_time(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, arms: Sequence[str] | None = None, against: str | None = None,
                   ax: Axes | None = None) -> Axes:
    """Arms over the years, each record a point: the reference and arms as delivered, or those named (as the result names them). Dark bands: 95 % of noise.

    With `against`, arms less that one, pair by pair; then light bands tell 95 % of what is unknown, where effects were drawn. Shares in per cent of youths.
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
        ax.plot(years, table["mean"], linestyle=look.line, color=look.colour, marker=look.marker if len(years) <= 40 else "", markersize=5, label=label)
    if against:
        ax.axhline(0.0, color=GREY, linewidth=1)
    kind, units = kind_of(result, question.outcome), units_of(result, question.outcome)
    unit = "percentage points" if against and kind == "share" else f"{units} {_a_record(result)}" if kind in ("events", "amount") else units
    ax.set_xlim(0.0, question.months / 12.0)
    ax.set_xlabel("years since the start")
    ax.set_ylabel(f"{unit}, less {against}" if against else unit)
    ax.set_title(f"{meaning_of(result, question.outcome).removesuffix(' in the period')}, {question.subgroup}", fontsize=10)
    legend_below(ax, columns=3)
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


def plot_differences(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, months: int | None = None, against: str | None = None,
                     arms: Sequence[str] | None = None, ax: Axes | None = None) -> Axes:
    """Each arm (or those named) less the reference (or `against`), in per cent where that says something: a filled dot as delivered, a hollow square at equal spending; a thick
    line for noise, a thin one for what is unknown. Dotted: what the study said matters, if it is its own question."""
    over_worlds(result)
    frame = compare(result, outcome, subgroup, months, against)
    if arms is not None:
        frame = frame[frame["arm"].isin([known(arm, frame["arm"], "arm") for arm in arms])]
    prefix, unit = _scale(frame)
    ax = axes_or_new(ax, (7.0, 1.8 + 0.42 * len(frame)))
    names = list(dict.fromkeys(zip(frame["arm"], frame["evidence"])))
    height = dict(zip((name for name, _ in names), range(len(names) - 1, -1, -1)))
    both = frame["delivery"].nunique() > 1
    for delivery, look, filled, offset in (("as_delivered", LOOKS[0], True, 0.15), ("equalised", LOOKS[1], False, -0.15)):
        rows = frame[frame["delivery"] == delivery]
        interval_dots(ax, np.array([height[name] + offset * both for name in rows["arm"]]), rows, prefix, look, filled)
    _finish_differences(ax, result, frame, prefix, unit)
    ax.set_yticks([height[name] for name, _ in names], [arm_label(*name) for name in names])
    ax.set_ylim(-0.6, len(names) - 0.4)
    from matplotlib.lines import Line2D
    marks = [Line2D([], [], linestyle="", marker="o", color=LOOKS[0].colour, label="as delivered"),
             Line2D([], [], linestyle="", marker="s", color="white", markeredgecolor=LOOKS[1].colour, markeredgewidth=1.5, label="at equal spending")]
    legend_of_intervals(ax, marks if both else [], bool(frame["draws"].any()))
    return ax


def plot_subgroups(result: xarray.Dataset, arm: str, outcome: str | None = None, subgroups: Sequence[str] | None = None, months: int | None = None,
                   ax: Axes | None = None) -> Axes:
    """An arm as delivered less the reference, by subgroup, in per cent of the reference's own where that says something; lines as of plot_differences().

    By default ages, sex, track, traits and homes, as far as recorded and with five events or more.
    """
    over_worlds(result)
    groups = [group for group in GROUPS if group in result["subgroup"].values] if subgroups is None else list(subgroups)
    frames = {group: compare(result, outcome, group, months) for group in groups}
    rows = pandas.concat([frame[(frame["arm"] == known(arm, frame["arm"], "arm")) & (frame["delivery"] == "as_delivered")].assign(subgroup=group) for group, frame in frames.items()])
    if subgroups is None:
        rows = rows[np.isfinite(rows["net_percent"])] if np.isfinite(rows["net_percent"]).any() else rows
    rows.attrs = next(iter(frames.values())).attrs
    prefix, unit = _scale(rows)
    ax = axes_or_new(ax, (7.0, 1.8 + 0.3 * len(rows)))
    places = np.arange(len(rows))[::-1]
    interval_dots(ax, places, rows, prefix, LOOKS[0])
    _finish_differences(ax, result, rows, prefix, unit)
    ax.set_yticks(places, list(rows["subgroup"]), fontsize=8)
    ax.set_title(f"{arm_label(arm, rows['evidence'].iloc[0])}, {rows.attrs['months']} months", fontsize=10)
    legend_of_intervals(ax, [], bool(rows["draws"].any()))
    return ax


def _scale(frame: pandas.DataFrame) -> tuple[str, str]:
    """Which columns are drawn, and their unit: per cent of events, where there are enough."""
    if frame.attrs["kind"] == "events" and np.isfinite(frame["net_percent"]).all():
        return "percent", "%"
    return "", "percentage points" if frame.attrs["kind"] == "share" else frame.attrs["units"]


def _finish_differences(ax: Axes, result: xarray.Dataset, frame: pandas.DataFrame, prefix: str, unit: str) -> None:
    ax.axvline(0.0, color=GREY, linewidth=1)
    relevant = 100.0 * frame.attrs["relevant_difference"]
    if prefix == "percent" and frame.attrs["outcome"] == result.attrs.get("estimand_outcome") and np.isfinite(relevant):
        for bound in (-relevant, relevant):
            ax.axvline(bound, color=GREY, linewidth=1, linestyle=":")
    ax.set_xlabel(f"{frame.attrs['long_name'].removesuffix(' in the period')}, less {frame['against'].iloc[0]}, {unit}", fontsize=9)
    ax.set_title(f"{frame.attrs['subgroup']}, {frame.attrs['months']} months", fontsize=10)


def plot_prevented_provoked(result: xarray.Dataset, subgroup: str | None = None, months: int | None = None, ax: Axes | None = None) -> Axes:
    """First uses that arms as delivered prevent themselves (to the left) and provoke (to the right, hatched); the diamond is what remains with what others add
    or undo, with its noise. Persons of the simulated town."""
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
    ax.hlines(places, flow["net"]["noise_low"], flow["net"]["noise_high"], colors="black", linewidth=1.5)
    ax.plot(flow["net"]["mean"], places, "D", color="white", markeredgecolor="black", markersize=6, label="net, others' use included (95 %, chance alone)")
    ax.axvline(0.0, color=GREY, linewidth=1)
    ax.set_yticks(places, [arm_label(arm, flow["net"]["evidence"][arm]) for arm in arms])
    ax.set_xlabel("change of first uses (persons of the simulated town)", fontsize=9)
    ax.set_title(f"{frame['subgroup'].iloc[0]}, {frame.attrs['months']} months", fontsize=10)
    legend_below(ax)
    return ax
