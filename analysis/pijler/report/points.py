"""What goes with the answer: numbers, arm against arm, the condition, equal money, what-ifs, harm."""

from __future__ import annotations

import re

import numpy as np

from ..decision import smooth
from .harm import told_harm
from .ranking import in_order, parents_and_youths, ranked
from .study import Arm
from .telling import Telling

FEWEST_FOR_A_LINE = 20  # worlds
NEAR = 0.05  # as a share: spending that differs by less is told as the same


def points(told: Telling) -> list[tuple[str, str]]:
    """What goes with it, each with a word to lead it: numbers, arm against arm, the condition, equal money, what-ifs, harm."""
    compared = [
        ("numbers", _numbers(told)),
        *(("pair", pair) for pair in _each_other(told)),
        ("condition", _condition(told)),
        ("money", _equal_money(told)),
    ]
    found = [*(compared if told.fewer_is_better else []), *_what_ifs(told), ("harm", told_harm(told))]
    return [(told.words(f"leads.{lead}"), point) for lead, point in found if point]


def _numbers(told: Telling) -> str:
    words = told.words
    arms = ranked(told, told.study.delivered)
    if told.study.outcome != "starts" or not arms:
        return ""
    best = told.change(arms[0])
    now = {"base": words.number(told.base), "town": told.counted_in, "group": told.asked_group, "substance": told.substance, "as_now": told.as_now}
    if best.low is None or best.mean >= 0.0:
        return words("answer.base", **now)
    return words(
        "answer.numbers",
        **now,
        best=told.said(arms[0]),
        fewer=words.number(-best.mean),
        span=_fewer_to_more(told, best.low, best.high),
    )


def _fewer_to_more(told: Telling, low: float, high: float) -> str:
    words = told.words
    side = lambda value: words("phrase.fewer_n" if value < 0.0 else "phrase.more_n", n=words.number(abs(value)))
    if low < 0.0 <= high:
        return words("phrase.between", low=side(low), high=side(high))
    return words("phrase.between_fewer" if high < 0.0 else "phrase.between_more", low=words.number(abs(low)), high=words.number(abs(high)))


def _each_other(told: Telling) -> list[str]:
    """Parents against youths where the study has both, and the best against the next."""
    arms = ranked(told, told.study.delivered)
    if len(arms) < 2 or told.study.world_count == 0:
        return []
    pairs = [pair] if (pair := parents_and_youths(told)) else []
    if not pairs or {arms[0], arms[1]} != set(pairs[0]):
        pairs.append((arms[0], arms[1]))
    found = []
    for pair in pairs:
        one, other, verdict, odds = in_order(told, *pair)
        found.append(told.words(f"answer.pair_{verdict}", one=told.said(one), other=told.said(other), odds=odds))
    return found


def _condition(told: Telling) -> str:
    """How many would have to come for parents to do as much as youths, or the lesser arm as the best, were the effect in proportion."""
    words, pair = told.words, parents_and_youths(told)
    if pair and (swept := swept_reach(told, *pair)):
        key, needed, low, high = swept
        return words(
            f"answer.{key}",
            one=told.said(pair[0]),
            other=told.said(pair[1]),
            needed=words.percent(needed),
            low=words.percent(low),
            high=words.percent(high),
        )
    if pair and in_order(told, *pair)[2] in ("lower", "likely_lower") and (reach := needed_reach(told)):
        one, other, now, needed, most, is_beyond = reach
        key = (
            "answer.reach_beyond"
            if is_beyond
            else "answer.reach_about_all"
            if needed > 1.0
            else "answer.reach_too_far"
            if most is not None and needed > most
            else "answer.reach_less"
            if needed <= now
            else "answer.reach"
        )
        said = words(key, one=told.said(one), other=told.said(other), now=words.percent(now), needed=words.percent(needed), most=words.percent(most))
        return f"{said} {words('answer.practice_knows', most=words.percent(most))}" if key == "answer.reach_about_all" and most is not None else said
    return ""


def swept_reach(told: Telling, one: Arm, other: Arm) -> tuple[str, float, float, float] | None:
    """Of a sweep that varied the coverage of `one`: what came of it, the coverage from which on it had fewer on average, and the lowest and highest tried."""
    study = told.study
    if not study.is_sweep:
        return None
    varied = study.varied(rf"arm\.{re.escape(one.name)}\..*coverage")
    if varied is None or len(varied) < FEWEST_FOR_A_LINE:
        return None
    gap = (study.values(study.outcome, one.place) - study.values(study.outcome, other.place)).central.mean(1)
    middle, spread = varied.mean(), varied.std()
    at = np.linspace(varied.min(), varied.max(), 101)
    level = smooth(((varied - middle) / spread)[:, None], gap).predict(((at - middle) / spread)[:, None])
    fewer = level < 0.0
    if fewer.all() or not fewer[-1]:
        return "swept_reach_less" if fewer.all() else "swept_reach_beyond", float("nan"), float(at[0]), float(at[-1])
    return "swept_reach", float(at[np.flatnonzero(~fewer)[-1] + 1]), float(at[0]), float(at[-1])


def needed_reach(told: Telling) -> tuple[Arm, Arm, float, float, float | None, bool] | None:
    """Of `parents_and_youths`: both arms, the coverage of the first, the one at which it would do as much as the second, the highest that practice knows (None:
    nobody says), and whether it is sure that more than all would have to come.

    None where either effect is not clear of chance, or a programme has no single coverage.
    """
    pair = parents_and_youths(told)
    if not pair:
        return None
    one, other = pair
    effects = [told.change(arm) for arm in pair]
    specs = told.study.interventions(one)
    if any(not (effect.mean + effect.noise < 0.0) for effect in effects) or len(specs) != 1:
        return None
    row = told.declared.interventions.get(str(specs[0].get("type")), {})
    now = float(specs[0]["coverage"])
    if now <= 0.0:
        return None
    needed, most = now * effects[1].mean / effects[0].mean, row.get("plausible_coverage")
    with_all = told.against_scaled(one, 1.0 / now, other)  # a difference, which unlike the ratio has an interval where an effect may be none
    lowest = with_all.mean - with_all.noise if with_all.low is None else with_all.low
    return one, other, now, needed, None if most is None else float(most), needed > 1.0 and lowest > 0.0


def _equal_money(told: Telling) -> str:
    words, arms = told.words, ranked(told, told.study.equalised)
    if told.study.world_count == 0 or str(told.study.data.attrs.get("equalise", "none")) == "none":
        return ""
    money = _budget(told)
    if len(arms) < 2:
        missing = [arm for arm in ranked(told, told.study.delivered) if arm.name in told.study.infeasible]
        return words("answer.equal_infeasible", money=money, arms=told.said_all(missing)) if missing else ""
    best = arms[0]
    if told.level_of(best) >= 0.0:
        return words("answer.equal_none", money=money, best=told.said(best))
    unsettled = [arm for arm in arms[1:] if told.against(best, arm).verdict not in ("lower", "likely_lower")]
    odds = told.of_worlds(told.change(best).count())
    if unsettled:
        return words("answer.equal_unclear", money=money, best=told.said(best), odds=odds, others=told.said_all(unsettled))
    return words("answer.equal_clear", money=money, best=told.said(best), odds=odds)


def _budget(told: Telling) -> str:
    """What is spent a year; "about" where arms come no nearer to it than `NEAR`."""
    study, words = told.study, told.words
    kind, amount = str(study.data.attrs.get("equalise")), float(study.data.attrs.get("budget", 0.0))
    if kind != "budget":
        return words("phrase.amount_a_year", amount=words.number(amount), what=words(f"phrase.{kind}"))
    spent = [study.a_year("cost", arm.place, end=study.run_months).mean for arm in study.equalised] if study.has("cost") else []
    said = f"{words.euro(amount, given=True)} {words('phrase.a_year')}"
    return said if all(abs(each - amount) <= NEAR * amount for each in spent) else words("phrase.about", what=said)


def _what_ifs(told: Telling) -> list[tuple[str, str]]:
    found = []
    for arm in told.study.delivered:
        if arm.evidence == "evaluated" or (told.study.is_factorial and "+" not in arm.name):
            continue
        one = told.change(arm)
        if arm.evidence == "in_part" and one.low is not None and told.counts_events:
            change, odds = _fewer_to_more(told, one.low, one.high), told.of_worlds(one.count(), len(one.worlds))
            said = told.words("answer.in_part", arm=told.said(arm), change=change, odds=odds)
        else:
            said = told.words("answer.in_part_only" if arm.evidence == "in_part" else "answer.what_if", arm=told.said(arm))
        found.append(("in_part" if arm.evidence == "in_part" else "what_if", said))
    return found[:2]
