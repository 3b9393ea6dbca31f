"""The first page: the question, the answer with its condition, and what hedges it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ..decision import smooth
from .charts import Row, dots
from .exhibits import Cell, Figure, Table, number, text
from .study import FEWEST, Arm
from .telling import VERDICTS, Telling

HARM_GROUPS = ("under_15_impulsivity_high", "age_12_16_impulsivity_high", "sensation_seeking_high", "impulsivity_high", "age_12_16", "age_18_24", "female", "male",
               "track_vmbo", "track_havo", "track_vwo", "one_parent", "parents_lenient", "parents_strict")
FEWEST_FOR_A_LINE = 20  # worlds
SMALL_TOWN = 8000  # youths below which levels are not calibrated (sim/model/README.md, section 10)


@dataclass(frozen=True)
class FirstPage:
    """What stands on it, in words."""

    question: str
    warnings: list[str]
    headline: str
    points: list[tuple[str, str]]
    figure: Figure | None
    table: Table


def first_page(told: Telling) -> FirstPage:
    """Of a study."""
    arms = told.told_of(told.study.delivered)
    figure = change_figure(told, arms, "first") if arms else None
    return FirstPage(_question(told), warnings(told), headline(told), points(told), figure, _arms_table(told))


def _question(told: Telling) -> str:
    study = told.study
    return told.words("answer.question" if study.outcome == "starts" else "answer.question_other", outcome=told.outcome, substance=told.substance, group=told.group(study.subgroup), town=told.town,
                      years=told.words.number(study.asked_months / 12.0, 0 if study.asked_months % 12 == 0 else 1), as_now=told.as_now)


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
    if study.simulated_youths and study.simulated_youths < SMALL_TOWN:
        found.append(words("warnings.small_town", youths=words.number(study.simulated_youths), bound=words.number(SMALL_TOWN)))
    if study.share_simulated is None:
        found.append(words("warnings.unknown_size"))
    elif study.simulated_youths and study.town_scale != 1.0:
        found.append(words("warnings.scaled", youths=words.number(study.simulated_youths), town=told.town, all=words.number(study.inputs.youths)))
    if str(study.data.attrs.get("suppressed_subgroups", "")):
        found.append(words("warnings.suppressed"))
    return found


def ranked(told: Telling, arms: list[Arm]) -> list[Arm]:
    """Those whose evidence allows to set them against others, the lowest first."""
    level = lambda arm: told.change(arm).mean if told.change(arm).middle is None else told.change(arm).middle
    return sorted((arm for arm in arms if arm.evidence == "evaluated"), key=level)


def headline(told: Telling) -> str:
    """The answer in two sentences, no surer than the result: against now, and against each other."""
    words, arms = told.words, ranked(told, told.study.delivered)
    if not told.fewer_is_better:
        return words("answer.unranked", outcome=told.outcome)
    if not arms:
        return words("answer.what_ifs_only")
    if told.study.world_count == 0:
        return words("answer.not_drawn")
    by = lambda verdict: [arm for arm in arms if told.change(arm).verdict == verdict]
    best = told.change(arms[0])
    found = [words(f"answer.{verdict}", arms=told.said_all(by(verdict))) for verdict in ("lower", "likely_lower") if by(verdict)]
    if not found:
        key = "answer.higher" if best.verdict == "higher" else "answer.unclear" if best.middle < 0.0 else "answer.none"
        found = [words(key, best=told.said(arms[0]), odds=told.of_worlds(best.count()))]
    if found and len(arms) > 1:
        one, other, verdict, _ = in_order(told, *(parents_and_youths(told) or arms[:2]))
        found.append(words(f"answer.than_{verdict}", one=told.said(one), other=told.said(other)))
    return " ".join(found)


def in_order(told: Telling, one: Arm, other: Arm) -> tuple[Arm, Arm, str, str]:
    """The one that has fewer in more worlds first; `lower`, `likely_lower`, `unclear` or `not_drawn`; and in how many it has fewer."""
    gap = told.against(one, other)
    if gap.worlds is None:
        return one, other, gap.verdict, ""
    if gap.verdict in ("higher", "likely_higher") or (gap.verdict == "unclear" and gap.count_above() > gap.count()):
        return other, one, gap.verdict.replace("higher", "lower"), told.of_worlds(gap.count_above(), len(gap.worlds))
    return one, other, gap.verdict, told.of_worlds(gap.count(), len(gap.worlds))


def points(told: Telling) -> list[tuple[str, str]]:
    """What goes with it, each with a word to lead it: numbers, arm against arm, the condition, equal money, what-ifs, harm."""
    compared = [("numbers", _numbers(told)), *(("pair", pair) for pair in _each_other(told)), ("condition", _condition(told)), ("money", _equal_money(told))]
    found = [*(compared if told.fewer_is_better else []), *(("what_if", each) for each in _what_ifs(told)), ("harm", _harm(told))]
    return [(told.words(f"leads.{lead}"), point) for lead, point in found if point]


def _numbers(told: Telling) -> str:
    words = told.words
    arms = ranked(told, told.study.delivered)
    if not told.counts_events or not arms:
        return ""
    best = told.change(arms[0])
    if best.low is None or best.mean >= 0.0:
        return words("answer.base", base=words.number(told.base), town=told.town, substance=told.substance, as_now=told.as_now)
    return words("answer.numbers", base=words.number(told.base), town=told.town, substance=told.substance, as_now=told.as_now, best=told.said(arms[0]), fewer=words.number(-best.mean),
                 span=_fewer_to_more(told, best.low, best.high))


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


def parents_and_youths(told: Telling) -> tuple[Arm, Arm] | None:
    """The arm of parents alone, and the best of those that address youths alone; none where the study lacks either."""
    def kinds(arm: Arm) -> list[str]:
        return [str(spec.get("type")) for spec in told.study.inputs.interventions(arm.name)]

    arms = ranked(told, told.study.delivered)
    parents = [arm for arm in arms if kinds(arm) in (["parent_education"], ["family_skills"])]
    youths = [arm for arm in arms if kinds(arm) in (["youth_education"], ["peer_education"], ["mass_media_campaign"])]
    return (parents[0], youths[0]) if parents and youths else None


def _condition(told: Telling) -> str:
    """How many would have to come for parents to do as much as youths, or the lesser arm as the best, were the effect in proportion."""
    words, pair = told.words, parents_and_youths(told)
    if pair and (swept := swept_reach(told, *pair)):
        key, needed, low, high = swept
        return words(f"answer.{key}", one=told.said(pair[0]), other=told.said(pair[1]), needed=words.percent(needed), low=words.percent(low), high=words.percent(high))
    if reach := needed_reach(told):
        one, other, now, needed, most = reach
        key = "answer.reach_beyond" if needed > 1.0 else "answer.reach_too_far" if needed > most else "answer.reach_less" if needed <= now else "answer.reach"
        return words(key, one=told.said(one), other=told.said(other), now=words.percent(now), needed=words.percent(needed), most=words.percent(most))
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


def needed_reach(told: Telling) -> tuple[Arm, Arm, float, float, float] | None:
    """Of `parents_and_youths`: both arms, the coverage of the first, the one at which it would do as much as the second, and the highest that practice knows.

    None where either effect is not clear of chance, or a programme has no single coverage.
    """
    pair = parents_and_youths(told)
    if not pair:
        return None
    one, other = pair
    effects = [told.change(arm) for arm in pair]
    specs = told.study.inputs.interventions(one.name)
    if any(not (effect.mean + effect.noise < 0.0) for effect in effects) or len(specs) != 1:
        return None
    row = told.declared.interventions.get(str(specs[0].get("type")), {})
    now = specs[0].get("coverage", row.get("coverage"))
    if not isinstance(now, (int, float)) or now <= 0.0:
        return None
    return one, other, float(now), float(now) * effects[1].mean / effects[0].mean, float(row.get("plausible_coverage", 1.0))


def _equal_money(told: Telling) -> str:
    words, arms = told.words, ranked(told, told.study.equalised)
    if len(arms) < 2 or told.study.world_count == 0:
        return ""
    best = arms[0]
    money = _budget(told)
    unsettled = [arm for arm in arms[1:] if told.against(best, arm).verdict not in ("lower", "likely_lower")]
    odds = told.of_worlds(told.change(best).count())
    if unsettled:
        return words("answer.equal_unclear", money=money, best=told.said(best), odds=odds, others=told.said_all(unsettled))
    return words("answer.equal_clear", money=money, best=told.said(best), odds=odds)


def _budget(told: Telling) -> str:
    kind, amount = str(told.study.data.attrs.get("equalise")), float(told.study.data.attrs.get("budget", 0.0))
    return told.words.euro(amount) + " " + told.words("phrase.a_year") if kind == "budget" else told.words("phrase.amount_a_year", amount=told.words.number(amount), what=told.words(f"phrase.{kind}"))


def _what_ifs(told: Telling) -> list[str]:
    found = []
    for arm in told.study.delivered:
        if arm.evidence == "evaluated" or (told.study.is_factorial and "+" not in arm.name):
            continue
        one = told.change(arm)
        if arm.evidence == "in_part" and one.low is not None and told.counts_events:
            found.append(told.words("answer.in_part", arm=told.said(arm), change=_fewer_to_more(told, one.low, one.high), odds=told.of_worlds(one.count(), len(one.worlds))))
        else:
            found.append(told.words("answer.in_part_only" if arm.evidence == "in_part" else "answer.what_if", arm=told.said(arm)))
    return found[:2]


def _harm(told: Telling) -> str:
    """Where a programme itself brings more to a first use than it spares, in the group where that is worst."""
    study = told.study
    arms = [arm for arm in study.delivered if arm.evidence != "not_evaluated"]
    if not study.has("provoked_starts") or not arms:
        return ""
    worst, worst_gap = None, 0.0
    for arm in arms:
        for group in HARM_GROUPS:
            if not study.has("provoked_starts", group):
                continue
            less, more = (study.a_year(name, arm.place, group).mean * study.years for name in ("prevented_starts", "provoked_starts"))
            if more - less > max(worst_gap, 1.0):
                worst, worst_gap = (arm, group, less, more), more - less
    if worst is None:
        return told.words("answer.no_harm_seen")
    arm, group, less, more = worst
    return told.words("answer.harm", arm=told.said(arm), group=told.group(group), prevented=told.words.number(less), provoked=told.words.number(more), years=told.words.number(study.years))


def change_rows(told: Telling, arms: list[Arm]) -> list[Row]:
    """An arm a row, for a chart of what was asked."""
    return [Row(told.arm(arm), told.change(arm), told.amount(told.change(arm).mean, True)) for arm in arms]


def change_figure(told: Telling, arms: list[Arm], name: str) -> Figure:
    """What was asked by arm, against the reference, with both intervals."""
    words = told.words
    sentence = change_sentence(told, arms)
    axis = words("axes.change_a_year" if told.counts_events else "axes.change")
    svg = dots(name, sentence, words, change_rows(told, arms), axis, abs(told.relevant), 0 if told.counts_events else 1, (words("phrase.fewer"), words("phrase.more")))
    rows = [[text(told.arm(arm)), *told.change_cells(told.change(arm))] for arm in arms]
    table = Table(words("tables.change", outcome=told.outcome, group=told.group(told.study.subgroup)), [words("columns.arm"), *told.change_columns()], rows, name=f"table-{name}")
    return Figure(words("figures.change", as_now=told.as_now, delivery=words(f"deliveries.{arms[0].delivery}").lower()), sentence, [("", svg)], table, legend(told))


def legend(told: Telling) -> list[tuple[str, str]]:
    """Of a chart of dots."""
    words = told.words
    marks = [("dot", words("legend.dot")), ("thick", words("legend.noise"))]
    if told.study.world_count:
        marks.append(("thin", words("legend.unknown")))
    return [*marks, ("strip", words("legend.relevant", percent=words.percent(told.study.relevant)))]


def change_sentence(told: Telling, arms: list[Arm]) -> str:
    """Which intervals leave out zero."""
    words = told.words
    by_verdict = {verdict: [arm for arm in arms if told.change(arm).verdict == verdict] for verdict in VERDICTS}
    return " ".join(words(f"sentences.{verdict}", arms=told.said_all(those)) for verdict, those in by_verdict.items() if those)


def _arms_table(told: Telling) -> Table:
    words, study = told.words, told.study
    columns = [words("columns.arm"), words("columns.adds"), words("columns.a_year_with" if told.counts_events else "columns.level_with"), words("columns.change"), words("columns.unknown"),
               words("columns.lower_in"), words("columns.evidence"), words("columns.euro_a_year")]
    blank = number(None, "–")
    rows = [[text(told.reference), text(words("phrase.current_policy")), number(told.base, told.amount(told.base)), *[blank] * 4, _cost_cell(told, 0)]]
    for arm in study.delivered:
        adds = words.listed([told.intervention(spec) for spec in study.inputs.interventions(arm.name)]) or "–"
        many = study.inputs.interventions(arm.name)
        if len(many) > 3:
            adds = words("phrase.programmes", n=len(many))
        if arm not in told.told_of([arm]):
            rows.append([text(told.arm(arm)), text(adds), *[blank] * 4, text(told.evidence(arm)), _cost_cell(told, arm.place)])
            continue
        one = told.change(arm)
        rows.append([text(told.arm(arm)), text(adds), number(told.base + one.mean, told.amount(told.base + one.mean)), number(one.mean, told.amount(one.mean, True)),
                     number(one.low, told.unknown(one)), told.worlds_cell(one),
                     Cell(told.evidence(arm), told.evidence(arm)), _cost_cell(told, arm.place)])
    return Table(words("tables.arms", outcome=told.outcome, group=told.group(study.subgroup), town=told.town), columns, rows,
                 words("notes.in_part") if any(arm.evidence == "in_part" for arm in study.delivered) else "", "table-arms")


def _cost_cell(told: Telling, place: int) -> Cell:
    if not told.study.has("cost"):
        return text("–")
    cost = (told.study.a_year("cost", place, end=told.study.run_months)).mean
    return number(cost, told.words.euro(cost))
