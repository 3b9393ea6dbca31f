"""Euros and staff, by payer, and what they prevent."""

from __future__ import annotations

import numpy as np

from .charts import Row, bars, dots
from .estimates import Estimate, Values
from .exhibits import Figure, Table, number, text
from .sections import Section
from .study import Arm
from .telling import Telling

SUM_OF_MONEY = 100_000.0  # euro


def _by_payer(told: Telling, name: str, place: int, start: int, end: int) -> dict[str, float]:
    """Of a delivery measure: its mean over replicates in these months, in the whole town."""
    variable = told.study.data[name].isel(arm=place)
    month = np.asarray(variable["month"])
    variable = variable.isel(month=(month >= start) & (month < end)).sum(["month", "pillar"])
    mean = variable.mean([dim for dim in variable.dims if dim != "payer"]).values * told.study.town_scale
    return {str(payer): float(value) for payer, value in zip(told.study.data["payer"].values, mean)}


def start_up(told: Telling, place: int) -> float | None:
    """Fixed sums of the first year beyond those of a later one: what starting costs. None where the run has no later year."""
    study = told.study
    if not study.has("fixed_cost") or study.run_months < 24:
        return None
    of = lambda start, end: sum(_by_payer(told, "fixed_cost", place, start, end).values())
    later = of(12, study.run_months) / (study.run_months / 12.0 - 1.0)
    return max(0.0, of(0, 12) - later)


def money(told: Telling) -> Section | None:
    """Euros and full-time years by payer, start-up apart; starts prevented per 100,000 euro."""
    study, words = told.study, told.words
    if not study.has("cost"):
        return None
    years = study.run_months / 12.0
    rows, charted = [], []
    for arm in study.arms:
        cost = _by_payer(told, "cost", arm.place, 0, study.run_months)
        fte = _by_payer(told, "fte", arm.place, 0, study.run_months) if study.has("fte") else {}
        spread = (study.a_year("cost", arm.place, end=study.run_months)).estimate()
        starting = start_up(told, arm.place)
        paying = {payer: value for payer, value in cost.items() if value > 0.0}
        for payer, value in paying.items():
            once = starting if starting is not None and len(paying) == 1 else None
            rows.append(
                [
                    text(told.arm(arm)),
                    text(words(f"deliveries.{arm.delivery}")),
                    text(words.get("payers", payer) or payer.replace("_", " ")),
                    number(value / years, words.euro(value / years)),
                    number(once, words.euro(once)) if len(paying) == 1 else text(words("phrase.see_total")),
                    number(fte.get(payer), words.number(fte[payer] / years, 2) if payer in fte else "–"),
                    text("–") if len(paying) > 1 else _worlds_range(told, spread),
                ]
            )
        if len(paying) > 1:
            total = sum(paying.values())
            rows.append(
                [
                    text(told.arm(arm)),
                    text(words(f"deliveries.{arm.delivery}")),
                    text(words("phrase.total")),
                    number(total / years, words.euro(total / years)),
                    number(starting, words.euro(starting)),
                    number(sum(fte.values()), words.number(sum(fte.values()) / years, 2) if fte else "–"),
                    _worlds_range(told, spread),
                ]
            )
        if arm.delivery == "as_delivered":
            charted.append((told.arm(arm), [(sum(paying.values()) / years, words.euro(sum(paying.values()) / years))]))
    dearest = max(range(len(charted)), key=lambda n: charted[n][1][0][0])
    sentence = words("sentences.money", arm=told.said(study.delivered[dearest]), euro=charted[dearest][1][0][1])
    columns = [words(f"columns.{key}") for key in ("arm", "delivery", "payer", "euro_a_year", "start_up", "fte", "euro_worlds")]
    figure = Figure(
        words("figures.money"),
        sentence,
        [("", bars("money", sentence, charted, [""]))],
        Table(words("tables.money"), columns, rows, name="table-money"),
    )
    parts = [figure]
    if prevented := _prevented(told):
        parts.append(prevented)
    text_ = words("texts.money", where=words("phrase.simulated_town" if study.share_simulated is None else "phrase.whole_town"))
    if study.world_count:
        text_ += " " + words("texts.money_worlds")
    return Section("money", words("headings.money"), [text_], parts)


def _worlds_range(told: Telling, one: Estimate):
    if one.worlds is None:
        return text("–")
    low, high = float(np.min(one.worlds)), float(np.max(one.worlds))
    return number(high, f"{told.words.euro(low)} {told.words('phrase.to')} {told.words.euro(high)}")


def per_sum(told: Telling, arm: Arm) -> Estimate | None:
    """First uses prevented per 100,000 euro beyond the reference's. None unless it costs more in every replicate."""
    study = told.study
    prevented = study.values("starts", 0) - study.values("starts", arm.place)
    cost = study.values("cost", arm.place) - study.values("cost", 0)
    if not np.all(cost.central > 0.0) or (cost.drawn is not None and not np.all(cost.drawn > 0.0)):
        return None
    if study.is_sweep:  # of each world: a ratio of means over its replicates
        ratio = prevented.central.mean(1, keepdims=True) / cost.central.mean(1, keepdims=True)
        return (Values(ratio, None, True) * SUM_OF_MONEY).estimate()
    return (prevented.over(cost) * SUM_OF_MONEY).estimate()


def _prevented(told: Telling) -> Figure | None:
    study, words = told.study, told.words
    if not study.has("starts", study.subgroup):
        return None
    found = [(arm, one) for arm in study.arms if arm.evidence != "not_evaluated" and (one := per_sum(told, arm))]
    if not found:
        return None
    panels = []
    for delivery in ("as_delivered", "equalised"):
        rows = [Row(told.arm(arm), one, words.number(one.mean, 0, True)) for arm, one in found if arm.delivery == delivery]
        if rows:
            panels.append(
                (
                    words(f"deliveries.{delivery}"),
                    dots(
                        f"prevented-{delivery}",
                        words(f"deliveries.{delivery}"),
                        words,
                        rows,
                        words("axes.per_sum"),
                        0.0,
                        0,
                        (words("phrase.provokes"), words("phrase.prevents")),
                    ),
                )
            )
    sure = [arm for arm, one in found if arm.delivery == "as_delivered" and arm.evidence == "evaluated" and one.verdict == "higher"]
    sentence = words("sentences.per_sum_sure", arms=told.said_all(sure)) if sure else words("sentences.per_sum_unsure")
    rows = []
    for arm, one in found:
        price = words("phrase.no_price")
        if one.low is not None and one.low > 0.0:
            price = f"{words.euro(SUM_OF_MONEY / one.high)} {words('phrase.to')} {words.euro(SUM_OF_MONEY / one.low)}"
        rows.append(
            [
                text(told.arm(arm)),
                text(words(f"deliveries.{arm.delivery}")),
                number(one.mean, words.number(one.mean, 0, True)),
                number(one.noise, words.span(one.mean - one.noise, one.mean + one.noise, 0, True)),
                number(one.low, words.span(one.low, one.high, 0, True)),
                text(price),
            ]
        )
    columns = [words(f"columns.{key}") for key in ("arm", "delivery", "prevented", "noise", "unknown", "price")]
    return Figure(
        words("figures.per_sum", group=told.group(study.subgroup)),
        sentence,
        panels,
        Table(words("tables.per_sum"), columns, rows, name="table-per-sum"),
        [("dot", words("legend.dot")), ("thick", words("legend.noise")), *([("thin", words("legend.unknown"))] if study.world_count else [])],
    )
