"""Which arms can be set against others, and which of two has fewer."""

from __future__ import annotations

from .study import Arm
from .telling import Telling


def ranked(told: Telling, arms: list[Arm]) -> list[Arm]:
    """Those whose evidence allows to set them against others, the lowest on average first."""
    return sorted((arm for arm in arms if arm.evidence == "evaluated"), key=told.level_of)


def in_order(told: Telling, one: Arm, other: Arm) -> tuple[Arm, Arm, str, str]:
    """The one that has fewer in more worlds first; `lower`, `likely_lower`, `unclear` or `not_drawn`; and in how many it has fewer."""
    gap = told.against(one, other)
    if gap.worlds is None:
        return one, other, gap.verdict, ""
    if gap.verdict in ("higher", "likely_higher") or (gap.verdict == "unclear" and gap.count_above() > gap.count()):
        return other, one, gap.verdict.replace("higher", "lower"), told.of_worlds(gap.count_above(), len(gap.worlds))
    return one, other, gap.verdict, told.of_worlds(gap.count(), len(gap.worlds))


def parents_and_youths(told: Telling) -> tuple[Arm, Arm] | None:
    """The arm of parents alone, and the best of those that address youths alone; none where the study lacks either."""

    def kinds(arm: Arm) -> list[str]:
        return [str(spec.get("type")) for spec in told.study.interventions(arm)]

    arms = ranked(told, told.study.delivered)
    parents = [arm for arm in arms if kinds(arm) in (["parent_education"], ["family_skills"])]
    youths = [arm for arm in arms if kinds(arm) in (["youth_education"], ["peer_education"], ["mass_media_campaign"])]
    return (parents[0], youths[0]) if parents and youths else None
