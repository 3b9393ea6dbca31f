"""The arms of a result: as delivered or with equal spending, at central effects or at drawn ones."""

from __future__ import annotations

from dataclasses import dataclass

import xarray

from .open import ResultError


@dataclass(frozen=True)
class Arms:
    """What each is, by its name in the result; the reference comes first."""

    names: list[str]
    base: dict[str, str]      # as the study names it
    delivery: dict[str, str]  # as_delivered or equalised
    effects: dict[str, str]   # central, drawn or parameter_set
    evidence: dict[str, str]  # evaluated, in_part or not_evaluated

    @staticmethod
    def of(result: xarray.Dataset) -> Arms:
        """Raises ResultError where the result does not say."""
        names = [str(name) for name in result["arm"].values]
        words = {}
        for key in ("arm_base", "arm_delivery", "arm_effects", "arm_evidence"):
            if key in result:
                words[key] = dict(zip(names, map(str, result[key].values)))
            elif key == "arm_evidence":  # a run compares nothing
                words[key] = dict.fromkeys(names, "evaluated")
            else:
                raise ResultError(f"the result has no `{key}`: it does not say what its arms are")
        return Arms(names, *words.values())

    @property
    def reference(self) -> str:
        """What the others are compared with."""
        return self.names[0]

    @property
    def central(self) -> list[str]:
        """Beside the reference, at the effects that the arms are named with: as delivered, then equalised."""
        found = [name for name in self.names[1:] if self.effects[name] != "drawn"]
        return sorted(found, key=lambda name: self.delivery[name] != "as_delivered")

    @property
    def by_sets(self) -> bool:
        """Whether each replicate has a parameter set of its own."""
        return self.effects[self.reference] == "parameter_set"

    def drawn(self, name: str) -> str | None:
        """The same arm at drawn effects; a reference that delivers nothing is its own."""
        for other in self.names:
            if self.effects[other] == "drawn" and (self.base[other], self.delivery[other]) == (self.base[name], self.delivery[name]):
                return other
        return name if name == self.reference and "drawn" in self.effects.values() else None

    def with_delivery(self, base: str, delivery: str) -> str | None:
        """The arm of that name so delivered, at central effects; the reference is as it is."""
        if base == self.base[self.reference]:
            return self.reference
        return next((name for name in self.central if self.base[name] == base and self.delivery[name] == delivery), None)
