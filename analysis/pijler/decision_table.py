"""A decision over plausible worlds: as text of 80 columns, as tables in CSV, as HDF5."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import xarray

from .decision import (BreakEven, Pair, Worlds, best_shares, cost_at_tie, most_telling, pairs, per_100000, regret, replicates_needed, value_of_all, value_of_knowing,
                       worlds_of)

TELLING = 10  # parameters whose value of information is worked out


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
    value_of: dict[str, float]  # EVPPI by parameter
    replicates: np.ndarray  # for half the relevant difference


def decide(data: xarray.Dataset, subgroup: str, arms: list[str] | None) -> Decision:
    """Of a merged sweep. Raises ResultError where something was not recorded."""
    worlds = worlds_of(data, subgroup, arms)
    relevant = float(data.attrs["estimand_relevant_difference"])
    telling = most_telling(worlds, TELLING)
    return Decision(subgroup, relevant, worlds, pairs(worlds, relevant), pairs(worlds, relevant, worlds.direct), best_shares(worlds), regret(worlds), per_100000(worlds),
                    cost_at_tie(worlds), value_of_all(worlds), {worlds.names[p]: value_of_knowing(worlds, [p]) for p in telling},
                    replicates_needed(worlds, 0.5 * relevant * float(worlds.reference.mean())))


def _per_100(share: float) -> str:
    return f"{100.0 * share:.0f}"


def as_text(decision: Decision) -> str:
    """For a terminal."""
    worlds = decision.worlds
    base = float(worlds.reference.mean())
    text = [f"First uses, {decision.subgroup}: {len(worlds.difference)} plausible worlds, {worlds.total.shape[1]} replicates each",
            f"As now {base:.0f} on average; {100.0 * decision.relevant:.0f} % of that, {decision.relevant * base:.0f}, was said to matter beforehand.", "",
            f"{'arm':<30}{'change, %':>10}{'95 % of worlds':>18}{'best':>6}{'regret':>8}", "-" * 72]
    of_reference = {pair.one: pair for pair in decision.pairs if pair.other == "as now"}
    for n, arm in enumerate(["as now", *worlds.arms]):
        pair = of_reference.get(arm)
        change, between = ("", "") if pair is None else (f"{100.0 * pair.mean / base:+.1f}", f"{100.0 * pair.low / base:+.1f} .. {100.0 * pair.high / base:+.1f}")
        text.append(f"{arm:<30}{change:>10}{between:>18}{_per_100(decision.best[n]):>6}{decision.regret[n]:>8.1f}")
    text += ["", "best: of 100 worlds, those in which it has fewest. regret: first uses expected", "to be lost by choosing it, against the best in the world that is ours.", "",
             f"{'of 100 worlds, the first against the other':<44}{'better':>8}{'by much':>9}{'alike':>7}{'worse':>7}", "-" * 75]
    without = {(pair.one, pair.other): pair for pair in decision.without_network}
    for pair in decision.pairs:
        row = lambda name, each: f"{name:<44}{_per_100(each.better):>8}{_per_100(each.relevantly_better):>9}{_per_100(each.alike):>7}{_per_100(1.0 - each.relevantly_better - each.alike):>7}"
        text.append(row(f"{pair.one} - {pair.other}"[:44], pair))
        plain = without[pair.one, pair.other]
        text.append(row("    without network", plain) + ("  *" if (plain.mean < 0.0) != (pair.mean < 0.0) else ""))
    text += ["", "by much, alike, worse: beyond, within and against what was said to matter.", "without network: what programmes do to those whom they reach alone; *: then the", "ranking is another.", "",
             f"{'prevented per 100,000 euro':<30}{'mean':>12}{'95 % of worlds':>22}{'replicates':>12}", "-" * 76]
    for n, arm in enumerate(worlds.arms):
        rate, low, high = decision.per_money[n]
        needed = decision.replicates[n]
        text.append(f"{arm:<30}{rate:>12.1f}{f'{low:.1f} .. {high:.1f}':>22}{'-' if np.isnan(needed) else f'{needed:.0f}':>12}")
    text += ["", "replicates: of a world, for its difference to within half of what matters.", "",
             f"Knowing which world is ours would save {decision.value_of_all:.1f} first uses over the best", "choice now; knowing one parameter alone:", ""]
    text += [f"    {name:<52}{value:>8.2f}" for name, value in sorted(decision.value_of.items(), key=lambda each: -each[1])]
    return "\n".join(text) + "\n"


def tables(decision: Decision) -> dict[str, str]:
    """CSV texts by name: arms, pairs, ties, value_of_information."""
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
    return {
        "arms": text(["arm", "difference", "low_95", "high_95", "share_best", "regret", "prevented_per_100000_euro", "low_95", "high_95", "replicates_needed"], arms),
        "pairs": text(["network", "one", "other", "p_better", "p_relevantly_better", "p_alike", "difference", "low_95", "high_95"], both),
        "ties": text(["arm", "against", "cost_at_tie_over_cost"], [[one, other, decision.tie[i, j]] for i, one in enumerate(worlds.arms) for j, other in enumerate(worlds.arms) if i != j]),
        "value_of_information": text(["parameter", "first_uses"], [["all", decision.value_of_all], *([name, value] for name, value in decision.value_of.items())]),
    }


def _row(pair: Pair) -> list:
    return [pair.one, pair.other, pair.better, pair.relevantly_better, pair.alike, pair.mean, pair.low, pair.high]


def as_dataset(decisions: list[Decision], maps: list[BreakEven]) -> xarray.Dataset:
    """All of it with named dimensions; a break-even map is `gap_N` over `x_N` and `y_N`."""
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
    for n, each in enumerate(maps):
        data[f"gap_{n}"] = ((f"y_{n}", f"x_{n}"), each.gap, {"units": "first uses", "long_name": f"{each.one} less {each.other}"})
        data = data.assign_coords({f"x_{n}": (f"x_{n}", each.x_values, {"long_name": each.x}), f"y_{n}": (f"y_{n}", each.y_values, {"long_name": each.y})})
    return data
