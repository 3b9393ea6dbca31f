"""The chart of what was asked: a dot per arm, with both intervals."""

from __future__ import annotations

from .charts import Row, dots
from .exhibits import Figure, Table, text
from .study import Arm
from .telling import VERDICTS, Telling


def change_rows(told: Telling, arms: list[Arm]) -> list[Row]:
    """An arm a row, for a chart of what was asked."""
    return [Row(told.arm(arm), told.change(arm), told.amount(told.change(arm).mean, True)) for arm in arms]


def change_figure(told: Telling, arms: list[Arm], name: str) -> Figure:
    """What was asked by arm, against the reference, with both intervals."""
    words = told.words
    sentence = change_sentence(told, arms)
    axis = told.axis("change")
    svg = dots(
        name,
        sentence,
        words,
        change_rows(told, arms),
        axis,
        abs(told.relevant),
        0 if told.counts_events else 1,
        (words("phrase.fewer"), words("phrase.more")),
    )
    rows = [[text(told.arm(arm)), *told.change_cells(told.change(arm))] for arm in arms]
    table = Table(
        words(told.dated("tables.change"), outcome=told.outcome, group=told.asked_group),
        [words("columns.arm"), *told.change_columns()],
        rows,
        name=f"table-{name}",
    )
    return Figure(
        words("figures.change", as_now=told.as_now, delivery=words(f"deliveries.{arms[0].delivery}").lower()),
        sentence,
        [("", svg)],
        table,
        legend(told),
    )


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
