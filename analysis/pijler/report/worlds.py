"""Of a sweep: in how many plausible worlds an arm is best, what a wrong choice costs, what it would be worth to know more."""

from __future__ import annotations

import numpy as np

from ..decision import best_shares, regret, worlds_of
from ..decision_table import Decision, decide
from .charts import bars
from .estimates import FEWEST
from .exhibits import Figure, Table, identifier, number, text
from .sections import Section
from .telling import Telling


def worlds(told: Telling) -> Section | None:
    """The decision, from the functions that pijler-decide has."""
    study, words = told.study, told.words
    if not study.is_sweep or study.world_count < FEWEST or study.outcome != "starts":
        return None
    if not (study.has("cost") and all(study.has(name, study.subgroup) for name in ("starts", "net_starts", "direct_starts"))):
        return None
    decision = decide(study.data, study.subgroup, study.names(study.delivered))
    return Section(
        "worlds",
        words("headings.worlds"),
        [words("texts.worlds", worlds=study.world_count)],
        [_best(told), _pairs(told, decision), _value(told, decision)],
    )


def _label(told: Telling, name: str) -> str:
    if name == "as now":
        return told.reference
    base = name.removesuffix("_equalised")
    return told.name(base) + (f" ({told.words('deliveries.equalised').lower()})" if base != name else "")


def _best(told: Telling) -> Figure:
    """As delivered, and at equal spending."""
    study, words = told.study, told.words
    per_year = study.town_scale / study.years
    panels, rows, first = [], [], None
    for arms in filter(None, (study.delivered, study.equalised)):
        found = worlds_of(study.data, study.subgroup, study.names(arms))
        shares, lost = best_shares(found), regret(found)
        names = [told.reference, *(told.arm(arm) for arm in arms)]
        delivery = words(f"deliveries.{arms[0].delivery}")
        charted = [(name, [(100.0 * share, told.share_of_worlds(share))]) for name, share in zip(names, shares)]
        best = int(np.argmax(shares))
        sentence = words(
            "sentences.best",
            arm=words("phrase.quoted", name=names[best]),
            odds=told.of_worlds(round(shares[best] * study.world_count)),
            delivery=delivery.lower(),
        )
        first = first or sentence
        panels.append((delivery, bars(f"best-{arms[0].delivery}", sentence, charted, [""])))
        rows += [
            [text(name), text(delivery), number(share, told.share_of_worlds(share)), number(each, words.people(each * per_year))]
            for name, share, each in zip(names, shares, lost)
        ]
    table = Table(
        words("tables.best"),
        [words("columns.arm"), words("columns.delivery"), words("columns.best"), words("columns.regret")],
        rows,
        name="table-best",
    )
    return Figure(words("figures.best"), first or "", panels, table)


def _pairs(told: Telling, decision: Decision) -> Table:
    words = told.words
    without = {(pair.one, pair.other): pair for pair in decision.without_network}
    share_of = lambda share: number(share, told.share_of_worlds(share))
    rows = [
        [
            text(words("phrase.against", one=_label(told, pair.one), other=_label(told, pair.other))),
            share_of(pair.better),
            share_of(pair.relevantly_better),
            share_of(pair.alike),
            share_of(1.0 - pair.relevantly_better - pair.alike),
            share_of(without[pair.one, pair.other].better),
        ]
        for pair in decision.pairs
    ]
    columns = [words(f"columns.{key}") for key in ("pair", "better", "much_better", "alike", "worse", "without_network")]
    return Table(
        words("tables.world_pairs"), columns, rows, words("notes.world_pairs", percent=words.percent(decision.relevant)), name="table-world-pairs"
    )


def _value(told: Telling, decision: Decision) -> Table:
    words, per_year = told.words, told.study.town_scale / told.study.years
    rows = [[text(words("phrase.everything")), text("–"), number(decision.value_of_all, words.people(decision.value_of_all * per_year))]]
    rows += [
        [identifier(name), text(words.meaning(name, told.declared.parameters.get(name, {}))), number(one.value, words.people(one.value * per_year))]
        for name, one in decision.value_of.items()
        if one.value > decision.value_by_chance
    ]
    return Table(
        words("tables.value"), [words(f"columns.{key}") for key in ("parameter", "meaning", "saved")], rows, words("notes.value"), name="table-value"
    )
