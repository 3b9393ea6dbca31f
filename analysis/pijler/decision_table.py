"""A decision over plausible worlds: as text of 80 columns, as tables in CSV, as HDF5."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray

from .decision import (STRUCTURAL, BreakEven, Knowing, Pair, Worlds, best_shares, cost_at_tie, in_thirds, pairs, per_100000, regret, replicates_needed, value_of_all, value_of_each, worlds_of)

TELLING = 10  # parameters whose value of information is told: the highest


@dataclass(frozen=True)
class Switch:
    """The decision where a parameter is low and where it is high: in the third of the worlds where it is so, each with the parameter's mean there."""

    parameter: str
    low: float
    high: float
    where_low: list[Pair]
    where_high: list[Pair]


@dataclass(frozen=True)
class Decision:
    """All that is said of one subgroup."""

    subgroup: str
    relevant: float
    worlds: Worlds
    pairs: list[Pair]
    without_network: list[Pair]
    best: np.ndarray      # share of the worlds in which each is best: as now, then the arms
    regret: np.ndarray
    per_money: np.ndarray  # shape (arms, 3)
    tie: np.ndarray        # shape (arms, arms)
    value_of_all: float
    value_of: dict[str, Knowing]  # EVPPI by parameter, the highest first
    value_by_chance: float        # that chance alone gives one of all parameters
    replicates: np.ndarray  # for half the relevant difference
    switches: list[Switch]


def decide(data: xarray.Dataset, subgroup: str, arms: list[str] | None, switches: Sequence[str] = ()) -> Decision:
    """Of a merged sweep. switches: parameters besides the structural ones that the decision is also told at either side of. Raises ResultError where something
    was not recorded or did not vary."""
    worlds = worlds_of(data, subgroup, arms)
    relevant = float(data.attrs["estimand_relevant_difference"])
    value_of, by_chance = value_of_each(worlds)
    highest = sorted((name for name in value_of if value_of[name].value > 1e-9), key=lambda name: -value_of[name].value)[:TELLING]
    return Decision(subgroup, relevant, worlds, pairs(worlds, relevant), pairs(worlds, relevant, worlds.direct), best_shares(worlds), regret(worlds), per_100000(worlds),
                    cost_at_tie(worlds), value_of_all(worlds), {name: value_of[name] for name in highest}, by_chance,
                    replicates_needed(worlds, 0.5 * relevant * float(worlds.reference.mean())), _switches(worlds, relevant, switches))


def _switches(worlds: Worlds, relevant: float, asked: Sequence[str]) -> list[Switch]:
    """The structural ones that vary, and those that are asked for."""
    vary = [name for name in STRUCTURAL if name in worlds.names and np.ptp(worlds.parameters[:, worlds.names.index(name)]) > 0.0]
    found = []
    for name in dict.fromkeys([*vary, *asked]):
        low, high = in_thirds(worlds, name)
        middle = lambda some, name=name: float(some.parameters[:, some.names.index(name)].mean())
        found.append(Switch(name, middle(low), middle(high), pairs(low, relevant), pairs(high, relevant)))
    return found


def _per_100(share: float) -> str:
    return str(round(100.0 * share))


def _pair(pair: Pair) -> str:
    """Two arms in at most 44 letters."""
    return f"{pair.one} - {pair.other}".replace("_equalised", "=")[:44]


def as_text(decision: Decision) -> str:
    """For a terminal."""
    worlds = decision.worlds
    base = float(worlds.reference.mean())
    text = [f"First uses, {decision.subgroup}: {len(worlds.difference)} plausible worlds, {worlds.total.shape[1]} replicates each",
            f"As now {base:.0f} on average; {100.0 * decision.relevant:.0f} % of that, {decision.relevant * base:.0f}, was said to matter beforehand.", "",
            f"{'arm':<30}{'change, %':>10}{'one more, 95 %':>18}{'best':>6}{'regret':>8}", "-" * 72]
    of_reference = {pair.one: pair for pair in decision.pairs if pair.other == "as now"}
    for n, arm in enumerate(["as now", *worlds.arms]):
        pair = of_reference.get(arm)
        change, between = ("", "") if pair is None else (f"{100.0 * pair.mean / base:+.1f}", f"{100.0 * pair.low / base:+.1f} .. {100.0 * pair.high / base:+.1f}")
        text.append(f"{arm:<30}{change:>10}{between:>18}{_per_100(decision.best[n]):>6}{decision.regret[n]:>8.1f}")
    text += ["", "best: of 100 worlds, those in which it has fewest. regret: first uses expected", "to be lost by choosing it, against the best in the world that is ours. One more:", "what one more world would give.", "",
             f"{'of 100 worlds, the first against the other':<44}{'better':>8}{'by much':>9}{'alike':>7}{'worse':>7}", "-" * 75]
    without = {(pair.one, pair.other): pair for pair in decision.without_network}
    for pair in decision.pairs:
        row = lambda name, each: f"{name:<44}{_per_100(each.better):>8}{_per_100(each.relevantly_better):>9}{_per_100(each.alike):>7}{_per_100(1.0 - each.relevantly_better - each.alike):>7}"
        text.append(row(_pair(pair), pair))
        plain = without[pair.one, pair.other]
        text.append(row("    without network", plain) + ("  *" if (plain.mean < 0.0) != (pair.mean < 0.0) else ""))
    text += ["", "by much, alike, worse: beyond, within and against what was said to matter.",
             *(["name=: at equal spending."] if any(arm.endswith("_equalised") for arm in worlds.arms) else []), "without network: what programmes do to those whom they reach alone; *: then the", "ranking is another.", "",
             *_switch_lines(decision),
             f"{'prevented per 100,000 euro':<30}{'mean':>12}{'one more, 95 %':>22}{'replicates':>12}", "-" * 76]
    for n, arm in enumerate(worlds.arms):
        rate, low, high = decision.per_money[n]
        needed = decision.replicates[n]
        text.append(f"{arm:<30}{rate:>12.1f}{f'{low:.1f} .. {high:.1f}':>22}{'-' if np.isnan(needed) else f'{needed:.0f}':>12}")
    text += ["", "replicates: of a world, for its difference to within half of what matters.", "",
             f"Knowing which world is ours would save {decision.value_of_all:.1f} first uses over the best", "choice now; knowing one parameter alone, with 95 % of other draws of the worlds:", ""]
    text += [f"    {name:<52}{one.value:>8.1f}{f'{one.low:.1f} .. {one.high:.1f}':>15}" for name, one in decision.value_of.items()]
    text += ["", f"The highest of all parameters by chance alone, in 95 of 100 cases: {decision.value_by_chance:.1f}."]
    return "\n".join(text) + "\n"


def _switch_lines(decision: Decision, beside: int = 3) -> list[str]:
    """How often the first of a pair is better at either side of each switch, some switches beside each other."""
    text = []
    for first in range(0, len(decision.switches), beside):
        some = decision.switches[first:first + beside]
        head = "".join(f"{f'{letter} low':>6}{'high':>6}" for letter, _ in zip("abc", some))
        text += [f"{'of 100 worlds, the first is better where':<44}{head}", "-" * (44 + 12 * len(some))]
        for n, pair in enumerate(decision.pairs):
            shares = "".join(f"{_per_100(each.where_low[n].better):>6}{_per_100(each.where_high[n].better):>6}" for each in some)
            text.append(f"{_pair(pair):<44}{shares}")
        text += ["", *(f"{letter}: {each.parameter}, {each.low:.2g} and {each.high:.2g} on average" for letter, each in zip("abc", some)), ""]
    if text:
        worlds = len(decision.worlds.difference) / 3.0
        text += ["low, high: in the third of the worlds where it is lowest, and highest. Up to", f"{100.0 * 1.96 * (0.5 / worlds) ** 0.5:.0f} between the two can be chance.", ""]
    return text


def tables(decision: Decision) -> dict[str, str]:
    """CSV texts by name: arms, pairs, switches, ties, value_of_information."""
    worlds = decision.worlds

    def text(head: list[str], rows: list[list]) -> str:
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(head)
        table.writerows(rows)
        return out.getvalue()

    arms = [["as now", 0.0, 0.0, 0.0, decision.best[0], decision.regret[0], "", "", "", ""]]
    of_reference = {pair.one: pair for pair in decision.pairs if pair.other == "as now"}
    for n, arm in enumerate(worlds.arms):
        pair = of_reference[arm]
        arms.append([arm, pair.mean, pair.low, pair.high, decision.best[n + 1], decision.regret[n + 1], *decision.per_money[n], decision.replicates[n]])
    both = [["with network", *_row(pair)] for pair in decision.pairs] + [["without network", *_row(pair)] for pair in decision.without_network]
    sides = [[each.parameter, at, *_row(pair)] for each in decision.switches for at, found in ((each.low, each.where_low), (each.high, each.where_high)) for pair in found]
    return {
        "arms": text(["arm", "difference", "low_95", "high_95", "share_best", "regret", "prevented_per_100000_euro", "prevented_low_95", "prevented_high_95", "replicates_needed"], arms),
        "pairs": text(["network", "one", "other", "p_better", "p_relevantly_better", "p_alike", "difference", "low_95", "high_95"], both),
        "switches": text(["parameter", "mean_in_third", "one", "other", "p_better", "p_relevantly_better", "p_alike", "difference", "low_95", "high_95"], sides),
        "ties": text(["arm", "against", "cost_at_tie_over_cost"], [[one, other, decision.tie[i, j]] for i, one in enumerate(worlds.arms) for j, other in enumerate(worlds.arms) if i != j]),
        "value_of_information": text(["parameter", "first_uses", "low_95", "high_95"], [["all", decision.value_of_all, "", ""], *([name, one.value, one.low, one.high] for name, one in decision.value_of.items())]),
    }


def _row(pair: Pair) -> list:
    return [pair.one, pair.other, pair.better, pair.relevantly_better, pair.alike, pair.mean, pair.low, pair.high]


def as_dataset(decisions: list[Decision], maps: list[BreakEven]) -> xarray.Dataset:
    """All of it with named dimensions; a break-even map is `gap_N`, and half of its 95 % interval, over `x_N` and `y_N`."""
    first = decisions[0].worlds
    names = ["as now", *first.arms]
    pair_names = [f"{pair.one} - {pair.other}" for pair in decisions[0].pairs]
    stack = lambda get: np.array([[get(pair) for pair in decision.pairs] for decision in decisions])
    data = xarray.Dataset({
        "difference": (("subgroup", "world", "arm"), np.stack([decision.worlds.difference for decision in decisions]), {"units": "first uses", "long_name": "arm less reference"}),
        "share_best": (("subgroup", "choice"), np.stack([decision.best for decision in decisions]), {"units": "1"}),
        "regret": (("subgroup", "choice"), np.stack([decision.regret for decision in decisions]), {"units": "first uses"}),
        "p_better": (("subgroup", "pair"), stack(lambda pair: pair.better), {"units": "1"}),
        "p_relevantly_better": (("subgroup", "pair"), stack(lambda pair: pair.relevantly_better), {"units": "1"}),
        "p_alike": (("subgroup", "pair"), stack(lambda pair: pair.alike), {"units": "1"}),
    }, {"subgroup": [decision.subgroup for decision in decisions], "arm": first.arms, "choice": names, "pair": pair_names})
    if decisions[0].switches:
        sides = [[[[pair.better for pair in found] for found in (each.where_low, each.where_high)] for each in decision.switches] for decision in decisions]
        data["p_better_at"] = (("subgroup", "switch", "third", "pair"), np.array(sides), {"units": "1", "long_name": "p_better in the third of the worlds where a switch is so"})
        data = data.assign_coords(switch=[each.parameter for each in decisions[0].switches], third=["low", "high"])
    for n, each in enumerate(maps):
        data[f"gap_{n}"] = ((f"y_{n}", f"x_{n}"), each.gap, {"units": "first uses", "long_name": f"{each.one} less {each.other}"})
        data[f"gap_half_{n}"] = ((f"y_{n}", f"x_{n}"), each.half, {"units": "first uses", "long_name": f"half of the 95 % interval of gap_{n}"})
        data = data.assign_coords({f"x_{n}": (f"x_{n}", each.x_values, {"long_name": each.x}), f"y_{n}": (f"y_{n}", each.y_values, {"long_name": each.y})})
    return data
