"""Arms against the reference and each other, as delivered and at equal spending."""

from __future__ import annotations

from .change_figure import change_figure, legend
from .charts import Row, dots
from .exhibits import Figure, Table, text
from .ranking import in_order
from .sections import Section
from .study import Arm
from .telling import Telling

MOST_PAIRS = 5  # arms: with more, every pair of them is a list that nobody reads (as in pijler compare)


def differences(told: Telling) -> Section | None:
    """Arms against the reference and each other, as delivered and at equal spending."""
    study, words = told.study, told.words
    parts = [change_figure(told, arms, arms[0].delivery) for each in (study.delivered, study.equalised) if (arms := told.told_of(each))]
    if not parts:
        return None
    paragraphs = [words("texts.differences" if study.world_count else "texts.differences_not_drawn")]
    if study.equalised:
        money = float(study.data.attrs.get("budget", 0.0))
        kind = str(study.data.attrs.get("equalise"))
        paragraphs.append(
            words("texts.equalised", amount=words.euro(money, given=True) if kind == "budget" else f"{words.number(money)} {words('phrase.' + kind)}")
        )
    if study.infeasible:
        paragraphs.append(words("texts.infeasible", arms=words.listed([told.name(name) for name in study.infeasible])))
    for arms, name in ((study.delivered, "pairs"), (study.equalised, "pairs-equal")):
        if figure := _pairs(told, [arm for arm in arms if arm.evidence == "evaluated"], name):
            parts.append(figure)
    return Section("differences", words("headings.differences"), paragraphs, parts)


def _pairs(told: Telling, arms: list[Arm], name: str) -> Figure | None:
    words = told.words
    if not 2 <= len(arms) <= MOST_PAIRS:
        return None
    pairs = [(one, other, told.against(one, other)) for i, one in enumerate(arms) for other in arms[:i]]
    rows = [
        Row(f"{told.arm(one)}\n{words('phrase.against_other', other=told.arm(other))}", gap, told.amount(gap.mean, True)) for one, other, gap in pairs
    ]
    sentence = _pairs_sentence(told, [in_order(told, one, other) for one, other, _ in pairs])
    svg = dots(
        name,
        sentence,
        words,
        rows,
        told.axis("pairs"),
        abs(told.relevant),
        0 if told.counts_events else 1,
        (words("phrase.first_fewer"), words("phrase.second_fewer")),
    )
    cells = [[text(row.label.replace("\n", " ")), *told.change_cells(gap)] for row, (_, _, gap) in zip(rows, pairs)]
    table = Table(words(told.dated(f"tables.{name.replace('-', '_')}")), [words("columns.pair"), *told.change_columns()], cells, name=f"table-{name}")
    return Figure(words(f"figures.{name.replace('-', '_')}"), sentence, [("", svg)], table, legend(told))


def _pairs_sentence(told: Telling, pairs: list[tuple[Arm, Arm, str, str]]) -> str:
    words = told.words
    by = lambda verdict: "; ".join(
        words("phrase.fewer_than", one=told.said(one), other=told.said(other)) for one, other, of, _ in pairs if of == verdict
    )
    found = [words(f"sentences.pairs_{verdict}", pairs=by(verdict)) for verdict in ("lower", "likely_lower") if by(verdict)]
    if by("not_drawn"):
        return words("sentences.pairs_not_drawn")
    if by("unclear"):
        found.append(words("sentences.pairs_others" if found else "sentences.pairs_unclear"))
    return " ".join(found)
