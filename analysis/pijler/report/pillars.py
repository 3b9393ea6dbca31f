"""The pillars, and what each adds."""

from __future__ import annotations

import numpy as np

from .change_figure import legend
from .charts import Row, dots
from .estimates import Values
from .exhibits import Figure, Table, text
from .sections import Section
from .study import Arm
from .telling import VERDICTS, Telling


def pillars(told: Telling) -> Section | None:
    """Of a factorial: what adding each factor does, and what two do together; else which pillars each arm draws on, and what they cost and do."""
    study, words = told.study, told.words
    if study.is_factorial:
        return _factorial(told)
    with_pillars = [(arm, _pillars_of(told, arm)) for arm in told.told_of(study.delivered)]
    if not any(len(found) > 1 for _, found in with_pillars):
        return None
    rows = []
    for arm, found in with_pillars:
        one = told.change(arm)
        rows.append(
            [
                text(told.arm(arm)),
                text(words.listed([words(f"pillars.{pillar}") for pillar in found]) or "–"),
                *told.change_cells(one)[:1],
                *told.change_cells(one)[4:],
            ]
        )
    columns = [words("columns.arm"), words("columns.pillars"), told.change_column, *(words(f"columns.{key}") for key in ("unknown", "lower_in", "verdict"))]
    table = Table(words(told.dated("tables.pillars")), columns, rows, name="table-pillars")
    return Section("pillars", words("headings.pillars_arms"), [words("texts.pillars_arms")], [table])


def _pillars_of(told: Telling, arm: Arm) -> list[str]:
    study = told.study
    if not study.has("contacts"):
        return []
    contacts = study.data["contacts"].isel(arm=arm.place)
    by_pillar = contacts.sum([dim for dim in contacts.dims if dim != "pillar"])
    return [str(name) for name, count in zip(study.data["pillar"].values, by_pillar.values) if count > 0]


def _term(told: Telling, term: int):
    """A main effect or interaction, in what was asked a year."""
    study = told.study
    flow = study.data[study.outcome]
    flow = flow.isel(substance=0) if "substance" in flow.dims else flow
    flow = (
        flow.sel(subgroup=study.subgroup).isel(month=np.asarray(flow["month"]) < study.months).sum("month").astype(float)
        * study.town_scale
        / study.years
    )
    with_weights = lambda name: (study.data[name].isel(term=term) * flow).sum("arm").values
    return Values(
        with_weights("term_weight")[None, :], with_weights("term_weight_drawn") if "term_weight_drawn" in study.data else None, study.by_sets
    ).estimate()


def _factorial(told: Telling) -> Section | None:
    study, words = told.study, told.words
    if not told.counts_events:
        return None
    factors = study.data.sizes["factor"]
    names = [str(name) for name in study.data["term"].values]
    terms = [_term(told, n) for n in range(len(names))]
    doubtful = {arm.name for arm in study.delivered if arm.evidence != "evaluated"}
    label = lambda name: told.name(name.replace(" x ", "+")) + (" *" if name in doubtful else "")
    parts = []
    for key, places in (("adding", range(factors)), ("together", range(factors, len(names)))):
        rows = [Row(label(names[n]), terms[n], told.amount(terms[n].mean, True)) for n in places]
        by = lambda verdict: [label(names[n]) for n in places if terms[n].verdict == verdict]
        sentence = " ".join(words(f"sentences.{key}_{verdict}", names=words.listed(by(verdict))) for verdict in VERDICTS if by(verdict))
        svg = dots(key, sentence, words, rows, told.axis("change"), abs(told.relevant), 0, (words("phrase.fewer"), words("phrase.more")))
        table = Table(
            words(f"tables.{key}"),
            [words("columns.pillar"), *told.change_columns()],
            [[text(row.label), *told.change_cells(terms[n])] for row, n in zip(rows, places)],
            name=f"table-{key}",
        )
        parts.append(Figure(words(f"figures.{key}"), sentence, [("", svg)], table, legend(told)))
    return Section("pillars", words("headings.pillars"), [words("texts.pillars_factorial")], parts)
