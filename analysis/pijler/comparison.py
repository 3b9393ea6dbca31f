"""Arms beside each other on common chances, with the intervals of noise and of what is not known: the numbers that `pijler compare` prints."""

from dataclasses import asdict, replace

import numpy as np
import pandas
import xarray

from .arms import Arms
from .intervals import Spread, spread, without_noise
from .measure import FEW, Question, kind_of, known, mean_of, meaning_of, measured, question_of, total, units_of
from .open import ResultError
from .sweeps import design_of

NET = ("net", "noise_low", "noise_high")
DRAWN = ("drawn", "unknown_low", "unknown_high")


def over_worlds(result: xarray.Dataset) -> bool:
    """Whether the result's points are plausible worlds; False where it has no points. Raises ResultError where they are settings of a design."""
    if "point" not in result.dims:
        return False
    if design_of(result) != "priors":
        raise ResultError(f"the points of this sweep are settings (design {design_of(result)}), no plausible worlds: choose one, as result.isel(point=0)")
    return True


def both_intervals(central: np.ndarray, drawn: np.ndarray | None) -> dict[str, float]:
    """A difference as tables tell it: `net` at central effects with its noise, `drawn` with what is unknown (NaN where nothing was drawn).

    Shapes: (replicates,), or (points, replicates) where points are worlds.
    """
    net = spread(central)
    unknown = Spread(*[float("nan")] * 5) if drawn is None else spread(drawn)
    return dict(zip(NET + DRAWN, (net.mean, net.noise_low, net.noise_high, unknown.mean, unknown.next_low, unknown.next_high)))


def in_order(values: xarray.DataArray) -> np.ndarray:
    """As numbers by (point and) replicate."""
    return values.transpose(*(dim for dim in ("point", "replicate") if dim in values.dims)).values


def compare(result: xarray.Dataset, outcome: str | None = None, subgroup: str | None = None, months: int | None = None,
            against: str | None = None) -> pandas.DataFrame:
    """Each arm less the reference (or less the arm `against` with the same delivery), a row each; by default in the study's own question.

    Columns: arm, delivery (as_delivered or equalised), evidence (evaluated, in_part or not_evaluated: then what it does to use is a what-if), against;
    there: mean of that arm. net, noise_low, noise_high: mean difference at central effects, 95 % interval of chance. drawn, unknown_low, unknown_high: with
    effects drawn from what evidence leaves open, 95 % interval of what one more draw would give (NaN where nothing was drawn; of a sweep over plausible
    worlds, 95 % of these). The same six in per cent of the reference's mean: net_percent, noise_percent_low, ... (NaN where that is below five events).
    draws: how many there are, and how many of them lower or raise the outcome, relevantly: by as much as the study said matters.

    Events are summed up in persons of the simulated town, numbers of youths told as per cent of youths (differences in points) and levels as they are, both
    in the last year: `units` and `kind` in the frame's attrs say which; of starts, `noise_floor` there is what one more starter in month 0 does, as root mean
    square. Of a sweep over settings each point has its rows, with the columns point and those of the design, but for arms that cannot spend the budget there.
    Of several substances the first is told: choose another by result.sel(substance=["xtc"]).

    Raises ResultError for an arm, outcome or subgroup that is not there (it names what comes close), and where there is one arm alone.
    """
    if "point" in result.dims and design_of(result) != "priors":
        return _by_point(result, outcome, subgroup, months, against)
    question = question_of(result, outcome, subgroup, months)
    arms = Arms.of(result)
    if len(arms.names) < 2:
        raise ResultError("the result has one arm: nothing to compare it with")
    base = known(against or arms.reference, [arms.base[name] for name in (arms.reference, *arms.central)], "arm")
    values = measured(result, question)
    of_arm = lambda name: in_order(values.sel(arm=name))
    kind, size = kind_of(result, question.outcome), mean_of(values.sel(arm=arms.reference))
    to_percent = 100.0 / size if size > 0.0 and (kind != "events" or size >= FEW) else float("nan")
    matters = float(result.attrs.get("estimand_relevant_difference", np.nan)) * abs(size)

    rows = []
    for arm in arms.central:
        other = arms.with_delivery(base, arms.delivery[arm])
        if other is None or other == arm:
            continue
        central = of_arm(arm) - of_arm(other)
        drawn = central if arms.by_sets or over_worlds(result) else None
        if drawn is None and (one := arms.drawn(arm)) and (two := arms.drawn(other)):
            drawn = of_arm(one) - of_arm(two)
        told = both_intervals(central, drawn)
        percents = {in_percent(name): value * to_percent for name, value in told.items()}
        rows.append({"arm": arms.base[arm], "delivery": arms.delivery[arm], "evidence": arms.evidence[arm], "against": base,
                     "there": mean_of(values.sel(arm=other)), **told, **percents, **_draws(drawn, matters)})
    frame = pandas.DataFrame(rows)
    frame.attrs = _described(result, question)
    return frame


def _described(result: xarray.Dataset, question: Question) -> dict[str, str | int | float]:
    """What a table is of."""
    attrs = {**asdict(question), "kind": kind_of(result, question.outcome), "units": units_of(result, question.outcome),
             "long_name": meaning_of(result, question.outcome), "relevant_difference": float(result.attrs.get("estimand_relevant_difference", np.nan))}
    if question.outcome == "starts" and "noise_floor_starts" in result:
        floor = total(result, replace(question, outcome="noise_floor_starts"))
        attrs["noise_floor"] = float(np.sqrt(np.mean(floor.values**2)))
    return attrs


def in_percent(name: str) -> str:
    """The column that has the same in per cent of the reference's mean."""
    head, _, tail = name.partition("_")
    return "_".join(filter(None, (head, "percent", tail)))


def _draws(drawn: np.ndarray | None, matters: float) -> dict[str, int]:
    drawn = np.empty(0) if drawn is None else drawn
    known = drawn[np.isfinite(drawn).all(tuple(range(1, drawn.ndim)))]
    values = without_noise(known) if known.ndim == 2 else known
    return {"draws": len(values), "draws_lower": int(np.sum(values < 0.0)), "draws_higher": int(np.sum(values > 0.0)),
            "draws_relevantly_lower": int(np.sum(values <= -matters)), "draws_relevantly_higher": int(np.sum(values >= matters))}


def _by_point(result: xarray.Dataset, *asked: str | int | None) -> pandas.DataFrame:
    frames = []
    for n in range(result.sizes["point"]):
        one = result.isel(point=n)
        if "arm_feasible" in one:
            one = one.sel(arm=one["arm_feasible"].min("replicate") > 0)
        frame = compare(one, *asked)
        frame.insert(0, "point", int(one["point"]))
        for place, (name, text) in enumerate(zip(one["parameter"].values, one["design_text"].values)):
            value = float(one["design"].values[place])
            frame.insert(1 + place, str(name), value if _is_number(str(text)) else str(text))
        frames.append(frame)
    together = pandas.concat(frames, ignore_index=True)
    together.attrs = frames[0].attrs
    return together


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def paired_difference(result: xarray.Dataset, a: str, b: str | None = None, outcome: str | None = None, subgroup: str | None = None,
                      months: int | None = None) -> xarray.DataArray:
    """Arm `a` less arm `b` (default: the reference) in each replicate: both on the same town and chances. Shape: (replicate,), of a sweep (point, replicate).

    Arms as the result names them: `parents`, `parents_equalised`, `parents_drawn`, ... Attributes: units, long_name. What is told: see compare();
    summary() gives the mean and intervals. Raises ResultError for names that are not there.
    """
    question = question_of(result, outcome, subgroup, months)
    names = [str(name) for name in result["arm"].values]
    b = names[0] if b is None else b
    values = measured(result, question)
    one, other = (values.sel(arm=known(name, names, "arm"), drop=True) for name in (a, b))
    units = units_of(result, question.outcome)
    return (one - other).rename(question.outcome).assign_attrs(units="percentage points" if kind_of(result, question.outcome) == "share" else units,
                                                               long_name=f"{meaning_of(result, question.outcome)}, {question.subgroup}: {a} less {b}")


def summary(difference: xarray.DataArray) -> pandas.Series:
    """Mean of a paired_difference(), its 95 % interval of noise, and that of what one more replicate would give (between drawn arms: of what is unknown).

    Over the points of a sweep: 95 % of the points, noise taken out. Index: mean, noise_low, noise_high, next_low, next_high.
    """
    return pandas.Series(asdict(spread(in_order(difference))), name=str(difference.name))
