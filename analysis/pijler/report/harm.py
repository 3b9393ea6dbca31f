"""Where a programme itself brings more youths to a first use than it spares."""

from __future__ import annotations

from .estimates import Estimate, Values
from .study import Arm
from .telling import Telling

GROUPS = (
    "age_12_16 age_16_18 age_18_24 female male track_vmbo track_havo track_vwo impulsivity_low impulsivity_high sensation_seeking_low sensation_seeking_high "
    "under_15_impulsivity_high one_parent parents_lenient parents_strict neighbourhood_centre neighbourhood_residential neighbourhood_edge"
).split()
FEWEST_YOUTHS = 2.0  # in the town over the question's years: less is no harm to speak of
OFTEN = 0.1  # share of worlds from which on harm that is none on average is told of


def groups_of(told: Telling) -> list[str]:
    """Those of `GROUPS` that the result has."""
    return [group for group in GROUPS if told.study.has("prevented_starts", group) and told.study.has("provoked_starts", group)]


def arms_of(told: Telling) -> list[Arm]:
    """Those of which at least a part was evaluated."""
    return [arm for arm in told.study.delivered if arm.evidence != "not_evaluated"]


def first_uses(told: Telling, arm: Arm, group: str) -> tuple[Values, Values]:
    """That the programme itself prevents and provokes in a group, in the town over the question's years."""
    prevented, provoked = (told.study.a_year(name, arm.place, group) * told.study.years for name in ("prevented_starts", "provoked_starts"))
    return prevented, provoked


def harm_to(told: Telling, arm: Arm, group: str) -> Estimate:
    """Provoked less prevented."""
    prevented, provoked = first_uses(told, arm, group)
    return (provoked - prevented).estimate()


def harmed(told: Telling, arm: Arm) -> list[str]:
    """Groups in which it is clearly more: by what is worth speaking of, on average and beyond chance."""
    found = {group: harm_to(told, arm, group) for group in groups_of(told)}
    return [group for group, one in found.items() if one.mean >= FEWEST_YOUTHS and not one.mean - one.noise <= 0.0]


def told_harm(told: Telling) -> str:
    """The worst in a sentence or two: on average, else in some worlds; empty where nobody counted."""
    words, study = told.words, told.study
    pairs = [(arm, group) for arm in arms_of(told) for group in groups_of(told)]
    if not pairs:
        return ""
    on_average = [(arm, group) for arm in arms_of(told) for group in harmed(told, arm)]
    if on_average:
        arm, group = max(on_average, key=lambda pair: harm_to(told, *pair).mean)
        prevented, provoked = (words.number(each.mean) for each in first_uses(told, arm, group))
        said = words("answer.harm", arm=told.said(arm), group=told.group(group), prevented=prevented, provoked=provoked, years=words.number(study.years))
        one = harm_to(told, arm, group)
        return said if one.worlds is None else f"{said} {words('answer.harm_in', odds=told.of_worlds(one.count_above(FEWEST_YOUTHS), len(one.worlds)))}"
    if study.world_count:
        often = {pair: harm_to(told, *pair).count_above(FEWEST_YOUTHS) for pair in pairs}
        arm, group = max(often, key=often.__getitem__)
        if often[arm, group] >= OFTEN * study.world_count:
            return words("answer.harm_may", arm=told.said(arm), group=told.group(group), odds=told.of_worlds(often[arm, group]))
    return words("answer.no_harm_seen")
