"""Names of arms, groups and programmes in a language, and the estimates that several parts of a page tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from .declarations import Declarations
from .estimates import Estimate
from .exhibits import Cell, number
from .study import Arm, Study
from .words import Words

VERDICTS = ("lower", "likely_lower", "higher", "likely_higher", "unclear", "not_drawn")
GRADES = "ABCDX"  # from good trials to never evaluated


class Telling:
    """A study in a language."""

    def __init__(self, study: Study, words: Words, declared: Declarations):
        self.study, self.words, self.declared = study, words, declared

    def arm(self, arm: Arm) -> str:
        """What an arm is called; * where some of it was never evaluated."""
        return self.name(arm.name) + {"evaluated": "", "in_part": " *", "not_evaluated": f" ({self.words('phrase.what_if')})"}[arm.evidence]

    def said(self, arm: Arm) -> str:
        """An arm's name within a sentence; * where some of it was never evaluated."""
        return self.words("phrase.quoted", name=self.name(arm.name)) + ("*" if arm.evidence == "in_part" else "")

    def said_all(self, arms: Iterable[Arm]) -> str:
        """Names of arms within a sentence."""
        return self.words.listed([self.said(arm) for arm in arms])

    def name(self, name: str) -> str:
        """An arm's name without marks; names that the user made up stay as they are."""
        known = self.words.get("arms", name) or self._of_its_only_programme(name)
        if known:
            return known
        parts = name.split("+")
        if self.study.is_factorial and len(parts) == self.study.data.sizes["factor"]:
            return self.words("arms.integral")
        return " + ".join(self.words.get("arms", part) or part[:1].upper() + part[1:].replace("_", " ") for part in parts)

    def _of_its_only_programme(self, name: str) -> str | None:
        """What the programme is called that an arm is named after, as shipped scenarios are."""
        for arm in self.study.arms:
            if arm.name == name and len(specs := self.study.interventions(arm)) == 1:
                kind, approach = str(specs[0].get("type")), specs[0].get("approach")
                return self.intervention(specs[0]) if name in (kind, f"youth_{approach}") else None
        return None

    @property
    def reference(self) -> str:
        """What the reference is called."""
        return self.name(self.study.reference)

    @property
    def is_now(self) -> bool:
        """Whether it is what a municipality has today: it delivers nothing of its own, or is called so."""
        return self.study.reference == "baseline" or not self.study.reference_interventions

    @property
    def as_now(self) -> str:
        """How all goes on in it."""
        return self.words("phrase.as_now") if self.is_now else self.words("phrase.as_in", name=self.words("phrase.quoted", name=self.reference))

    @property
    def title(self) -> str:
        """The study's, in the language if it is a shipped one."""
        title = str(self.study.data.attrs.get("title", ""))
        return self.words.get("titles", title) or title

    @property
    def town(self) -> str:
        """Where."""
        return self.study.inputs.town or self.words("phrase.this_town")

    @property
    def counted_in(self) -> str:
        """Where what is counted is: the town, or what of it was simulated if the result does not say how much that is."""
        return self.words("phrase.simulated_town") if self.study.share_simulated is None else self.town

    def group(self, subgroup: str) -> str:
        """Who."""
        known = self.words.get("groups", subgroup)
        if known:
            return known
        if age := re.fullmatch(r"age_(\d+)", subgroup):
            return self.words("groups.age", age=age[1])
        if first := re.fullmatch(r"entrants_(\d+)", subgroup):
            return self.words("groups.entrants", year=int(first[1]) + 1)
        return subgroup.replace("_", " ")

    @property
    def asked_group(self) -> str:
        """Of whom what was asked is told: all, of what is not counted by group."""
        return self.group(self.study.subgroup if "subgroup" in self.study.data[self.study.outcome].dims else "all")

    def intervention(self, spec: dict) -> str:
        """What a programme is called."""
        kind, approach = str(spec.get("type", "")), spec.get("approach")
        return self.words.get("interventions", f"{kind}_{approach}" if approach else kind) or str(spec.get("name", kind)).replace("_", " ")

    @property
    def substance(self) -> str:
        """The one told of: the first."""
        name = str(self.study.data["substance"].values[0])
        return self.words.get("substances", name) or name

    @property
    def outcome(self) -> str:
        """What was asked."""
        return self.outcome_name(self.study.outcome)

    def outcome_name(self, name: str) -> str:
        """Of a variable."""
        return (self.words.get("outcomes", name) or name.replace("_", " ")).format(substance=self.substance)

    def evidence(self, arm: Arm) -> str:
        """Grades of what the arm adds, from the best to the worst; in words where nobody declares them."""
        grades = sorted(
            {
                self.declared.interventions[kind]["grade"]
                for spec in self.study.interventions(arm)
                if (kind := spec.get("type")) in self.declared.interventions
            },
            key=GRADES.find,
        )
        return ", ".join(grades) if grades else self.words(f"evidence.{arm.evidence}")

    @property
    def shows_grades(self) -> bool:
        """Whether any programme of an arm has a declared grade."""
        of = self.declared.interventions
        return any(of.get(str(spec.get("type")), {}).get("grade") for arm in self.study.delivered for spec in self.study.interventions(arm))

    @property
    def fewer_is_better(self) -> bool:
        """Whether arms can be ranked by it: by use, of whatever kind."""
        return self.study.outcome in ("starts", "relapses", "lifetime_use", "past_year_use", "past_month_use", "regular_use", "problematic_use")

    def told_of(self, arms: list[Arm]) -> list[Arm]:
        """Those of which what was asked is told: of use not those of which nobody has evaluated what they do to it."""
        return [arm for arm in arms if arm.evidence != "not_evaluated" or not self.fewer_is_better]

    @property
    def counts_events(self) -> bool:
        """Whether what was asked is a flow, told a year, and not a level, told of the last year."""
        return self.study.outcome in FLOWS

    @property
    def is_share(self) -> bool:
        """Whether it is a stock of persons told as a share."""
        return self.study.outcome in STOCKS and self.study.has("youths", self.study.subgroup)

    def dated(self, key: str) -> str:
        """The key of a caption that says of when it is: a year, or the last one."""
        return key if self.counts_events else f"{key}_level"

    def axis(self, key: str) -> str:
        """What the axis of `change` or `pairs` counts."""
        unit = "youths" if self.study.outcome == "starts" else "events" if self.counts_events else "share" if self.is_share else "level"
        return self.words(f"axes.{key}_{unit}")

    @property
    def change_column(self) -> str:
        """Over changes in the unit of `base`."""
        return self.words("columns.change_points" if self.is_share else "columns.change")

    @cached_property
    def base(self) -> float:
        """The reference's: a year in the town of a flow, in points (0 to 100) of a stock, in the town of what is not of one person, as it is of a mean."""
        return self._asked(0, self.study.subgroup).mean

    def _asked(self, place: int, subgroup: str):
        study = self.study
        if self.counts_events:
            return study.a_year(study.outcome, place, subgroup)
        start, end = study.last_year()
        if study.outcome in STOCKS and study.has("youths", subgroup):
            return study.share(study.outcome, place, subgroup, start, end) * 100.0
        of_town = study.outcome in STOCKS or study.outcome == "nuisance"
        return study.values(study.outcome, place, subgroup, "mean", start, end) * (study.town_scale if of_town else 1.0)

    @cached_property
    def _changes(self) -> dict[tuple[int, str], Estimate]:
        return {}

    def change(self, arm: Arm, subgroup: str | None = None) -> Estimate:
        """What was asked, arm less reference, in the unit of `base`."""
        key = arm.place, subgroup or self.study.subgroup
        if key not in self._changes:
            self._changes[key] = (self._asked(key[0], key[1]) - self._asked(0, key[1])).estimate()
        return self._changes[key]

    def against(self, one: Arm, other: Arm) -> Estimate:
        """The first less the second."""
        return (self._asked(one.place, self.study.subgroup) - self._asked(other.place, self.study.subgroup)).estimate()

    def against_scaled(self, one: Arm, times: float, other: Arm) -> Estimate:
        """What the first would change were its effect that many times as large, less what the second changes."""
        now, group = self._asked(0, self.study.subgroup), self.study.subgroup
        return ((self._asked(one.place, group) - now) * times - (self._asked(other.place, group) - now)).estimate()

    def level_of(self, arm: Arm) -> float:
        """Its change as the tables show it: at central effects, or over plausible worlds in a sweep. The mean over a few draws is luck in part."""
        return self.change(arm).mean

    @property
    def relevant(self) -> float:
        """The difference that was said to matter, in the unit of `base`."""
        return self.study.relevant * self.base

    def amount(self, value: float | None, signed: bool = False) -> str:
        """A difference, in the unit of `base`."""
        return self.words.people(value, signed) if self.counts_events else self.words.number(value, 2, signed)

    def level(self, value: float) -> str:
        """In the unit of `base`, with its sign."""
        return self.words.percent(value / 100.0, 2) if self.is_share else self.amount(value)

    def of_worlds(self, count: int, of: int | None = None) -> str:
        """A natural frequency: of 100 where there are that many, of those at hand where there are fewer."""
        return self._frequency("phrase.of_worlds", count, self.study.world_count if of is None else of)

    def share_of_worlds(self, share: float) -> str:
        """A share of the worlds as a natural frequency."""
        return self._frequency("phrase.of_n", round(share * self.study.world_count), self.study.world_count)

    def worlds_cell(self, one: Estimate) -> Cell:
        """In how many worlds it is below zero; a dash where there are none."""
        return number(None, "–") if one.worlds is None else number(one.count(), self._frequency("phrase.of_n", one.count(), len(one.worlds)))

    def _frequency(self, key: str, count: int, worlds: int) -> str:
        return self.words(key, count=round(100.0 * count / worlds) if worlds >= 100 else count, worlds=100 if worlds >= 100 else worlds)

    def noise(self, one: Estimate, unit: float = 1.0) -> str:
        """Its interval of chance."""
        return self.between(one.mean - one.noise, one.mean + one.noise, unit)

    def unknown(self, one: Estimate, unit: float = 1.0) -> str:
        """Its interval of what is not known."""
        if one.worlds is not None and one.low is None:
            return self.words("phrase.all_alike")
        return self.between(one.low, one.high, unit)

    def between(self, low: float | None, high: float | None, unit: float = 1.0) -> str:
        """From low to high, in the unit of `base` times `unit`."""
        if low is None or high is None or not (np.isfinite(low) and np.isfinite(high)):
            return "–"
        return f"{self.amount(low * unit, True)} {self.words('phrase.to')} {self.amount(high * unit, True)}"

    def verdict(self, one: Estimate) -> str:
        """`lower`, `higher`, `unclear` or `not drawn` in words."""
        return self.words(f"verdict.{one.verdict}")

    def change_cells(self, one: Estimate) -> list[Cell]:
        """Change, per cent, interval of chance, mean and interval over worlds, worlds, verdict: the columns of `change_columns`."""
        share = one.mean / self.base if self.base else float("nan")
        return [
            number(one.mean, self.amount(one.mean, True)),
            number(share, self.words.percent(share, 1, True)),
            number(one.noise, self.noise(one)),
            number(one.middle, self.amount(one.middle, True)),
            number(one.low, self.unknown(one)),
            self.worlds_cell(one),
            Cell(self.verdict(one), one.verdict),
        ]

    def change_columns(self) -> list[str]:
        """Of `change_cells`."""
        return [
            self.change_column,
            self.words("columns.per_cent"),
            self.words("columns.noise"),
            self.words("columns.middle_of_worlds"),
            self.words("columns.unknown"),
            self.words("columns.lower_in"),
            self.words("columns.verdict"),
        ]


FLOWS = {
    "starts",
    "quits",
    "relapses",
    "signals_raised",
    "false_signals",
    "signals_lost",
    "signals_served",
    "referrals",
    "enforcement_contacts",
    "fines",
}
STOCKS = {
    "lifetime_use",
    "past_year_use",
    "past_month_use",
    "regular_use",
    "problematic_use",
    "in_care",
    "in_light_help",
    "in_treatment",
    "waiting",
    "waiting_for_light_help",
    "waiting_for_treatment",
}
