"""The posterior beside every target: those that were fitted, and those kept out of it."""

import csv
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray

from .intervals import ratio_interval
from .open import ResultError
from .sweeps import points_as_replicates
from .target_table import quantity, short
from .targets import Target, multiplier_parts, replicate_values


@dataclass(frozen=True)
class Checked:
    """A target and what the model gives over parameter sets: its middle and 95 % of the sets."""

    target: Target
    median: float
    low: float
    high: float
    why: str = ""  # it could not be measured

    @property
    def verdict(self) -> str:
        """Whether the middle set gives what lies in the target's interval."""
        low, high = self.target.interval
        return "missing" if np.isnan(self.median) else "inside" if low <= self.median <= high else "OUTSIDE"


def _of_points(target: Target, data: xarray.Dataset, flat: xarray.Dataset) -> np.ndarray:
    shape = data.sizes["point"], data.sizes["replicate"]
    if target.outcome != "social_multiplier":
        return replicate_values(target, flat).reshape(shape).mean(1)
    total, direct = (part.reshape(shape) for part in multiplier_parts(flat))
    return np.array([ratio_interval(above, below)[0] for above, below in zip(total, direct)])


def check(targets: Sequence[Target], data: xarray.Dataset) -> list[Checked]:
    """Each target that can be measured at all, at the points of a sweep."""
    flat = points_as_replicates(data)
    checked = []
    for target in targets:
        if not target.outcome:
            continue
        try:
            values = _of_points(target, data, flat)
            checked.append(Checked(target, *map(float, np.nanpercentile(values, [50.0, 2.5, 97.5]))))
        except ResultError as fault:
            checked.append(Checked(target, float("nan"), float("nan"), float("nan"), str(fault)))
    return checked


def inside(checked: Sequence[Checked], use: str) -> tuple[int, int]:
    """How many targets of this use are inside, and how many there are."""
    rows = [each for each in checked if each.target.use == use]
    return sum(each.verdict == "inside" for each in rows), len(rows)


def as_text(checked: Sequence[Checked], sets: int) -> str:
    """Two tables for a terminal: fitted, kept out. Of what fails, the target's own remark."""
    text = [f"The model at {sets} plausible parameter sets, beside its targets"]
    for use, title in (("fit", "Fitted"), ("validate", "Kept out of the fit")):
        met, of = inside(checked, use)
        text += ["", f"{title}: {met} of {of} inside", "", f"{'target':<26}{'quantity':<19}{'goal':>6}{'interval':>11}{'model':>6} {'of 95 %':>11}", "-" * 80]
        for each in (each for each in checked if each.target.use == use):
            target = each.target
            number = lambda value: short(value, target)
            interval = "-".join(map(number, target.interval))
            model = "" if each.verdict == "missing" else f"{number(each.median):>6} {number(each.low) + '-' + number(each.high):>11}"
            text.append(f"{target.id:<26}{quantity(target):<19}{number(target.goal):>6}{interval:>11}{model}")
            if each.verdict != "inside":
                text.append(textwrap.fill(f"{each.verdict}: {each.why or target.note}", 80, initial_indent="    ", subsequent_indent="    "))
    return "\n".join(text) + "\n"


def as_csv(checked: Sequence[Checked]) -> str:
    """One row a target."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", "use", "outcome", "quantity", "goal", "goal_low", "goal_high", "unit", "model_median", "model_low_95", "model_high_95", "verdict", "note"])
    for each in checked:
        t = each.target
        table.writerow([t.id, t.use, t.outcome, t.quantity, t.goal, *t.interval, t.unit, each.median, each.low, each.high, each.verdict, each.why or t.note])
    return out.getvalue()
