"""A result as a report tells it: arms, and for each what would come of it in a year, with two intervals."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import xarray

from ..open import ResultError, of_first_substance
from .estimates import Values
from .inputs import Inputs


@dataclass(frozen=True)
class Arm:
    """An arm beside the reference, at the effects it is named with."""

    place: int
    name: str  # as the study names it
    delivery: str  # as_delivered or equalised
    evidence: str  # evaluated, in_part or not_evaluated
    not_evaluated: tuple[str, ...]


class Study:
    """A compare result or a merged sweep. Raises ResultError for what has no arms to compare, or points that are no plausible worlds."""

    def __init__(self, data: xarray.Dataset):
        self.data = data
        self.inputs = Inputs(data.attrs)
        if "decision_on" in data.attrs:
            raise ResultError(f"this is a decision; give the sweep that it was taken on ({data.attrs['decision_on']}): its report holds the decision too")
        if "estimand_outcome" not in data.attrs or data.sizes.get("arm", 0) < 2 or str(data.attrs["estimand_outcome"]) not in data:
            raise ResultError("the result compares no arms: a report is made of what `pijler compare` or `pijler merge` wrote")
        self.is_sweep = "point" in data.dims
        design = self.inputs.design
        if self.is_sweep and design != "priors":
            raise ResultError(
                f'the sweep\'s points (design {design}) are no plausible worlds: a report is made of a sweep with design = "priors"; pijler-sensitivity reads this one'
            )
        self._words = {
            name: [str(word) for word in data[name].values]
            for name in ("arm", "arm_base", "arm_delivery", "arm_effects", "arm_evidence", "arm_not_evaluated")
        }
        self.by_sets = self._words["arm_effects"][0] == "parameter_set"
        self.subgroup, self.outcome = str(data.attrs["estimand_subgroup"]), str(data.attrs["estimand_outcome"])
        self.asked_months, self.run_months = int(data.attrs["estimand_horizon"]), int(data.attrs["months"])
        self.months = min(self.asked_months, self.run_months)
        self.relevant = float(data.attrs["estimand_relevant_difference"])
        self._found: dict[tuple, np.ndarray] = {}
        self._subgroups = {str(name): n for n, name in enumerate(data["subgroup"].values)}

    @property
    def years(self) -> float:
        """Of the question, as far as the run goes."""
        return self.months / 12.0

    @property
    def reference(self) -> str:
        """The reference's name."""
        return self._words["arm_base"][0]

    @property
    def world_count(self) -> int:
        """Plausible worlds that were run; 0 where none was drawn, or one alone, which shows nothing of what is not known."""
        if self.is_sweep:
            points = self.data.sizes["point"]
            return points if points > 1 else 0
        replicates = self.data.sizes["replicate"]
        return replicates if replicates > 1 and (self.by_sets or "drawn" in self._words["arm_effects"]) else 0

    @property
    def is_factorial(self) -> bool:
        """Whether arms are sets of factors."""
        return "term_weight" in self.data

    @cached_property
    def arms(self) -> list[Arm]:
        """Beside the reference: as delivered, then equalised. Of a factorial those of one factor, and of all."""
        words = self._words
        list_ = [
            Arm(
                n,
                words["arm_base"][n],
                words["arm_delivery"][n],
                words["arm_evidence"][n],
                tuple(filter(None, words["arm_not_evaluated"][n].split(", "))),
            )
            for n in range(1, len(words["arm"]))
            if words["arm_effects"][n] != "drawn"
        ]
        if self.is_factorial:
            held = np.asarray(self.data["arm_holds"].values, dtype=float).sum(1)
            list_ = [arm for arm in list_ if held[arm.place] in (1.0, held.max())]
        return sorted(list_, key=lambda arm: (arm.delivery != "as_delivered", arm.place))

    def interventions(self, arm: Arm) -> list[dict]:
        """What the arm delivers, each as a scenario would state it in full; none in a result of an older version."""
        return self._interventions_at(arm.place)

    @property
    def reference_interventions(self) -> list[dict]:
        """What the reference itself delivers."""
        return self._interventions_at(0)

    def _interventions_at(self, place: int) -> list[dict]:
        return json.loads(str(self.data["arm_interventions"].values[place])) if "arm_interventions" in self.data else []

    def varied(self, pattern: str) -> np.ndarray | None:
        """Of a sweep: the column of the design whose name matches, if it varies. Shape: (worlds,)."""
        for n, name in enumerate(self.data["parameter"].values):
            column = self.data["design"].values[:, n].astype(float)
            if re.fullmatch(pattern, str(name)) and np.ptp(column) > 0.0:
                return column
        return None

    def names(self, arms: list[Arm]) -> list[str]:
        """As the result indexes them."""
        return [self._words["arm"][arm.place] for arm in arms]

    @property
    def delivered(self) -> list[Arm]:
        """Arms as delivered."""
        return [arm for arm in self.arms if arm.delivery == "as_delivered"]

    @property
    def equalised(self) -> list[Arm]:
        """Arms that spend the same."""
        return [arm for arm in self.arms if arm.delivery == "equalised" and arm.name not in self.infeasible]

    @cached_property
    def infeasible(self) -> list[str]:
        """Names of arms that cannot spend what others do, be it in one world alone."""
        if "arm_feasible" in self.data:
            short = (self.data["arm_feasible"] == 0).any(("point", "replicate")).values
            return list(dict.fromkeys(base for base, is_short in zip(self._words["arm_base"], short) if is_short))
        return [name.strip() for name in str(self.data.attrs.get("infeasible_arms", "")).split(",") if name.strip()]

    @property
    def share_simulated(self) -> float | None:
        """Of the whole town; None where the result does not say. An imported cohort is all there is."""
        share = self.data.attrs.get("share_simulated")
        return None if share is None else float(share)

    @cached_property
    def town_scale(self) -> float:
        """What a simulated number is multiplied by to stand for the whole town; 1 for a town run at its own size."""
        share = self.share_simulated
        return 1.0 if share is None else 1.0 / share

    @cached_property
    def simulated_youths(self) -> float | None:
        """Youths in the reference, on average over months; None where not everybody was counted."""
        return self._per_replicate("youths", 0, "all", "mean", 0, self.run_months).mean() if self.has("youths", "all") else None

    def has(self, name: str, subgroup: str | None = None) -> bool:
        """Whether it was recorded."""
        return name in self.data and (subgroup is None or subgroup in self.data["subgroup"].values)

    def _per_replicate(self, name: str, place: int, subgroup: str, over: str, start: int, end: int) -> np.ndarray:
        key = name, place, subgroup, over, start, end
        if key not in self._found:
            self._found[key] = self._summed(*key)
        return self._found[key]

    def _summed(self, name: str, place: int, subgroup: str, over: str, start: int, end: int) -> np.ndarray:
        variable = of_first_substance(self.data, name)
        month = np.asarray(variable["month"])
        places: dict[str, int | np.ndarray] = {"arm": place, "month": (month >= start) & (month < end)}
        if "subgroup" in variable.dims:
            places["subgroup"] = self._subgroups[subgroup]
        axes = [dim for dim in variable.dims if dim not in ("arm", "subgroup")]
        values = variable.variable.isel(places).values.astype(float)
        values = (np.sum if over == "sum" else _mean_of_known)(values, axis=axes.index("month"), keepdims=True)
        values = values.sum(tuple(n for n, dim in enumerate(axes) if dim not in ("point", "replicate")))
        return values if self.is_sweep else values[None, :]

    def drawn_place(self, place: int) -> int | None:
        """The arm with drawn effects of that one; the reference is its own, if others have one."""
        words = self._words
        for n, effects in enumerate(words["arm_effects"]):
            if effects == "drawn" and words["arm_base"][n] == words["arm_base"][place] and words["arm_delivery"][n] == words["arm_delivery"][place]:
                return n
        return place if place == 0 and "drawn" in words["arm_effects"] else None

    def values(self, name: str, place: int, subgroup: str | None = None, over: str = "sum", start: int = 0, end: int | None = None) -> Values:
        """Of the simulated town: a variable of the arm at that place, summed or averaged over months from `start` to before `end` (default: the question's)."""
        which = (self.subgroup if subgroup is None else subgroup, over, start, self.months if end is None else end)
        drawn = self.drawn_place(place)
        return Values(
            self._per_replicate(name, place, *which),
            None if self.is_sweep or drawn is None else self._per_replicate(name, drawn, *which)[0],
            self.by_sets,
        )

    def share(self, name: str, place: int, subgroup: str | None = None, start: int = 0, end: int | None = None) -> Values:
        """Of a count: the share of youths."""
        return self.values(name, place, subgroup, "sum", start, end).over(self.values("youths", place, subgroup, "sum", start, end))

    def a_year(self, name: str, place: int, subgroup: str | None = None, start: int = 0, end: int | None = None) -> Values:
        """Of a flow: a year, in the whole town."""
        last = self.months if end is None else end
        return self.values(name, place, subgroup, "sum", start, last) * (12.0 * self.town_scale / (last - start))

    def change(self, name: str, place: int, subgroup: str | None = None, start: int = 0, end: int | None = None) -> Values:
        """Of a flow: arm less reference, a year, in the whole town."""
        return self.a_year(name, place, subgroup, start, end) - self.a_year(name, 0, subgroup, start, end)

    def last_year(self) -> tuple[int, int]:
        """The months of which stocks are told."""
        return self.months - max(12, int(self.data.attrs["every"])), self.months


def _mean_of_known(values: np.ndarray, axis: int, keepdims: bool) -> np.ndarray:
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, 0.0).sum(axis, keepdims=keepdims) / known.sum(axis, keepdims=keepdims)
