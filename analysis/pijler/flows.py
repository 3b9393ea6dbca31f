"""First uses that a programme itself prevents and provokes, and what others then add or undo."""

from collections.abc import Sequence

import pandas
import xarray

from .arms import Arms
from .comparison import both_intervals, in_order, over_worlds
from .measure import Question, known, measured, question_of
from .open import ResultError

DIRECT = ("prevented", "provoked", "postponed", "forestalled")
FLOWS = (*DIRECT, "direct", "spill_over", "net")


def flows_of(result: xarray.Dataset, subgroup: str, months: int) -> dict[str, xarray.DataArray]:
    """Each of FLOWS in persons over the months, dimensions (point,) arm, replicate; direct and net as they came out, less the arm's own reference.

    Raises ResultError where first uses or the direct twin were not recorded.
    """
    for name in ("starts", "direct_starts"):
        if name not in result:
            raise ResultError(f"`{name}` was not recorded; add it to [output] outcomes")
    of = lambda name: measured(result, Question(name, subgroup, months))
    starts, direct = of("starts"), of("direct_starts")
    arms = Arms.of(result)
    reference = [arms.drawn(arms.reference) if arms.effects[name] == "drawn" else arms.reference for name in arms.names]
    before = starts.sel(arm=reference).assign_coords(arm=starts["arm"])
    expected = {name: of(f"{name}_starts") for name in DIRECT if f"{name}_starts" in result}
    return {**expected, "direct": direct - before, "spill_over": starts - direct, "net": starts - before}


def prevented_provoked(result: xarray.Dataset, arm: str | None = None, subgroup: str | Sequence[str] | None = None, months: int | None = None) -> pandas.DataFrame:
    """First uses by what becomes of them, a row each, in persons of the simulated town; by default of every arm, in the subgroup and months of the question.

    flow: `prevented` and `provoked` by the programme itself while everybody else does as in the reference; `postponed`: had later by those who were spared
    one; `forestalled`: not had later by those who were brought to one (all four expected numbers, of none of which a column is below 0). `direct`: the change
    so, expected to be provoked + postponed - prevented - forestalled; `spill_over`: what friends, classes and homes then add or undo; `net`: their sum.
    Columns: arm, delivery, evidence, subgroup, flow; mean with noise_low and noise_high, drawn with unknown_low and unknown_high, as of compare().

    subgroup may be a list. A wide table: frame.pivot(index=["arm", "delivery"], columns="flow", values="mean").
    Raises ResultError for names that are not there, and where the direct twin was not recorded.
    """
    asked = [subgroup] if subgroup is None or isinstance(subgroup, str) else list(subgroup)
    arms, worlds = Arms.of(result), over_worlds(result)
    if arm is not None:
        known(arm, [arms.base[name] for name in arms.central], "arm")
    questions = [question_of(result, "starts", each, months) for each in asked]
    by_group = {question.subgroup: flows_of(result, question.subgroup, question.months) for question in questions}
    rows = []
    for name in arms.central:
        if arm is not None and arms.base[name] != arm:
            continue
        drawn = name if arms.by_sets or worlds else arms.drawn(name)
        for group, flows in by_group.items():
            for flow, values in flows.items():
                of_arm = lambda each: in_order(values.sel(arm=each))
                rows.append({"arm": arms.base[name], "delivery": arms.delivery[name], "evidence": arms.evidence[name], "subgroup": group, "flow": flow,
                             **both_intervals(of_arm(name), of_arm(drawn) if drawn else None)})
    frame = pandas.DataFrame(rows).rename(columns={"net": "mean"})
    frame.attrs = {"units": "persons", "months": questions[0].months}
    return frame
