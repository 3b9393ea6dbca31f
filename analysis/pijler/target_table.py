"""The table of target against model: made, printed in 80 columns, written as CSV."""

import csv
import io
import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import xarray

from .intervals import mean_interval, ratio_interval
from .open import ResultError
from .targets import COUNTED, SHARES, Target, multiplier_parts, replicate_values

_NAMES = {
    "lifetime_use": "lifetime", "past_year_use": "past year", "past_month_use": "past month", "friend_odds_ratio": "friend odds ratio",
    "network_degree": "friends named", "network_reciprocity": "reciprocity", "network_transitivity": "transitivity",
    "network_same_sex": "same-sex share", "network_tie_survival": "yearly survival", "misperception_ratio": "believed / true",
    "social_multiplier": "social multiplier", "regular_use": "weekly", "problematic_use": "problematic", "start_hazard": "starts a year", "net_cessation": "stop", "help_coverage": "in help a year",
    "dependence": "problem/weekly", "past_year_of_lifetime": "year/lifetime", "past_month_of_past_year": "month/year", "regular_of_past_month": "weekly/month",
    "network_influence": "influence", "network_selection": "selection",
}


@dataclass(frozen=True)
class Line:
    """A target beside the model. `model` is NaN where it could not be measured, and `why` says why."""

    target: Target
    model: float = math.nan
    half_width: float = math.nan  # of the 95 % interval over replicates; NaN for one replicate
    why: str = ""

    @property
    def verdict(self) -> str:
        """Whether the model's mean lies in the target's interval, ends included."""
        low, high = self.target.interval
        return "missing" if math.isnan(self.model) else "inside" if low <= self.model <= high else "OUTSIDE"


def compare(targets: Iterable[Target], result: xarray.Dataset) -> list[Line]:
    """A line for each target that can be measured on a result at all (rows of context are left out)."""
    lines = []
    for target in targets:
        if not target.outcome:
            continue
        try:
            if target.outcome == "social_multiplier":
                model, half_width = ratio_interval(*multiplier_parts(result))
            else:
                model, half_width = mean_interval(replicate_values(target, result))
            lines.append(Line(target, model, half_width, "" if math.isfinite(model) else "nothing was counted"))
        except ResultError as fault:
            lines.append(Line(target, why=str(fault)))
    return lines


def all_inside(lines: list[Line]) -> bool:
    """Whether every target is met; a missing one is not."""
    return all(line.verdict == "inside" for line in lines)


def quantity(target: Target) -> str:
    """What a target is about, in at most 19 letters."""
    name = _NAMES[target.outcome]
    if target.outcome not in COUNTED + tuple(SHARES) + ("start_hazard", "net_cessation"):
        return name
    ages = str(target.ages[0]) if len(target.ages) == 1 else f"{target.ages[0]}-{target.ages[-1]}"
    return f"{name} {ages} %" if target.outcome in COUNTED else f"{name} {ages}"


def short(value: float, target: Target) -> str:
    """A value with as many decimals as the table has room for."""
    return f"{value:.{1 if target.unit == 'percent' and abs(value) >= 1.0 else 2}f}"


def _origin(target: Target) -> str:
    """The value as its source has it, where it was scaled."""
    given = f"{target.value:g}" + ("" if target.low is None else f" ({target.low:g}-{target.high:g})")
    made = "" if target.low is not None else f", then +-{target.tolerance:g}"
    return f"    in {target.year}: {given}; x {target.scale:g} to the level of the other rows{made}"


def as_text(lines: list[Line], result: xarray.Dataset) -> str:
    """The table for a terminal, at most 80 columns wide."""
    head = f"{'target':<24}{'quantity':<19}{'goal':>5} {'interval':>10} {'model':>12} verdict"
    text = [f"Targets against {result.attrs['source']}, {result.sizes['replicate']} replicates of {result.attrs['months']} months", "", head, "-" * 80]
    for line in lines:
        target = line.target
        interval = "-".join(short(bound, target) for bound in target.interval)
        noise = "" if math.isnan(line.half_width) else f"+-{short(line.half_width, target)}"
        model = "" if line.verdict == "missing" else f"{short(line.model, target)} {noise}".strip()
        text.append(f"{target.id:<24}{quantity(target):<19}{short(target.goal, target):>5} {interval:>10} {model:>12} {line.verdict}")
        if target.scale != 1.0:
            text.append(_origin(target))
        if line.why:
            text.append(textwrap.fill(line.why, 80, initial_indent="    ", subsequent_indent="    "))
    inside = sum(line.verdict == "inside" for line in lines)
    text += ["-" * 80, f"{inside} of {len(lines)} inside. The model's mean is judged; +- is its 95 % interval over",
             "replicates: simulation noise alone.",
             "Use is measured in March, when a 14-year-old is 14.5 on average. Rows up to 16",
             "are of pupils in the survey, of all youths of that age in the model; 12-16 is",
             "weighted as the survey is. Sources and remarks: scenarios/targets.csv.",
             "Exit status: 0 if all are inside, 1 otherwise."]
    return "\n".join(text) + "\n"


def as_csv(lines: list[Line]) -> str:
    """The table for other programs: source values, goals and the model, one row per target."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", "outcome", "quantity", "age_min", "age_max", "unit", "value", "ci_low", "ci_high", "scale", "weights", "goal", "goal_low",
                    "goal_high", "model", "half_width_95", "verdict", "why", "how_known"])
    for line in lines:
        t = line.target
        table.writerow([t.id, t.outcome, t.quantity, t.ages[0], t.ages[-1], t.unit, t.value, t.low, t.high, t.scale, " ".join(map(str, t.weights)),
                        t.goal, *t.interval, line.model, line.half_width, line.verdict, line.why, t.how_known])
    return out.getvalue()
