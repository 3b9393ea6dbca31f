"""What a reader must know before any number."""

from __future__ import annotations

from .estimates import FEWEST
from .telling import Telling

SMALL_TOWN = 8000  # youths below which levels are not calibrated (sim/model/README.md, section 10)


def warnings(told: Telling) -> list[str]:
    """What a reader must know before any number, the gravest first."""
    study, words = told.study, told.words
    found = []
    if not study.inputs.has_posterior:
        judged = [row["grade"] for row in told.declared.parameters.values()]
        share = "" if not judged else " " + words("warnings.judged", judged=judged.count("J"), all=len(judged))
        found.append(words("warnings.illustrative") + share)
    found.append(words("warnings.extrapolation"))
    if study.run_months < study.asked_months:
        found.append(words("warnings.short", months=study.run_months, asked=study.asked_months))
    if study.world_count == 0:
        found.append(words("warnings.not_drawn"))
    elif study.world_count < FEWEST:
        found.append(words("warnings.few_worlds", worlds=study.world_count))
    if study.share_simulated is None:
        found.append(words("warnings.unknown_size"))
    elif youths := study.simulated_youths:
        size = {"youths": words.number(youths), "bound": words.number(SMALL_TOWN), "town": told.town, "all": words.number(float(study.data.attrs["town_youths"]))}
        is_small, is_scaled = youths < SMALL_TOWN, study.town_scale != 1.0
        if is_small or is_scaled:
            found.append(words("warnings." + ("small_and_scaled" if is_small and is_scaled else "small_town" if is_small else "scaled"), **size))
    if str(study.data.attrs.get("suppressed_subgroups", "")):
        found.append(words("warnings.suppressed"))
    return found
