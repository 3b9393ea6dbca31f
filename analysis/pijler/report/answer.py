"""The first page: the question, the answer, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from .change_figure import change_figure
from .exhibits import Cell, Figure, Table, number, text
from .points import points
from .ranking import in_order, parents_and_youths, ranked
from .study import Arm
from .telling import Telling
from .warnings import warnings


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
    return told.words(
        "answer.question" if study.outcome == "starts" else "answer.question_other",
        outcome=told.outcome,
        substance=told.substance,
        group=told.asked_group,
        town=told.town,
        years=told.words.number(study.asked_months / 12.0, 0 if study.asked_months % 12 == 0 else 1),
        as_now=told.as_now,
    )


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
        key = best.verdict if "higher" in best.verdict else "unclear" if best.mean < 0.0 else "unclear_none"
        found = [words(f"answer.{key}", best=told.said(arms[0]), odds=told.of_worlds(best.count()))]
    if found and len(arms) > 1:
        one, other, verdict, _ = in_order(told, *(parents_and_youths(told) or arms[:2]))
        found.append(words(f"answer.than_{verdict}", one=told.said(one), other=told.said(other)))
        if verdict in ("lower", "likely_lower"):
            found += _same_money(told, one, other)
    return " ".join(found)


def _same_money(told: Telling, one: Arm, other: Arm) -> list[str]:
    """Where equal spending takes away that the first has fewer: what it says instead."""
    equal = {arm.name: arm for arm in told.study.equalised}
    if one.name not in equal or other.name not in equal:
        return []
    fewer, _, verdict, _ = in_order(told, equal[one.name], equal[other.name])
    if verdict == "not_drawn" or (verdict != "unclear" and fewer.name == one.name):
        return []
    return [told.words(f"answer.same_money_{verdict}", one=told.said(fewer))]


def _arms_table(told: Telling) -> Table:
    words, study = told.words, told.study
    level = "a_year_with" if told.counts_events else "level_with"
    columns = [words("columns.arm"), words(f"columns.{level}"), told.change_column]
    columns += [words(f"columns.{key}") for key in ("unknown", "lower_in", "evidence", "euro_a_year", "adds")]
    blank = number(None, "–")
    now = [number(told.base, told.level(told.base)), blank, blank, blank, text("–")]
    rows = [[text(told.reference), *now, _cost_cell(told, 0), text(_adds(told, study.reference_interventions) or words("phrase.current_policy"))]]
    for arm in study.delivered:
        found = [blank] * 4
        if told.told_of([arm]):
            one = told.change(arm)
            there = told.base + one.mean
            found = [
                number(there, told.level(there)),
                number(one.mean, told.amount(one.mean, True)),
                number(one.low, told.unknown(one)),
                told.worlds_cell(one),
            ]
        rows.append([text(told.arm(arm)), *found, text(told.evidence(arm)), _cost_cell(told, arm.place), text(_adds(told, study.interventions(arm)) or "–")])
    caption = words(told.dated("tables.arms"), outcome=told.outcome, group=told.asked_group, town=told.counted_in)
    note = words("notes.in_part") if any(arm.evidence == "in_part" for arm in study.delivered) else ""
    return Table(caption, columns, rows, note, "table-arms")


def _adds(told: Telling, specs: list[dict]) -> str:
    return told.words("phrase.programmes", n=len(specs)) if len(specs) > 3 else told.words.listed([told.intervention(spec) for spec in specs])


def _cost_cell(told: Telling, place: int) -> Cell:
    if not told.study.has("cost"):
        return number(None, "–")
    cost = told.study.a_year("cost", place, end=told.study.run_months).mean
    return number(cost, told.words.euro(cost))
