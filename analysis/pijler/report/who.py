"""Who is helped and who is harmed: first uses that programmes themselves prevent and provoke, by subgroup."""

from __future__ import annotations

import numpy as np

from .charts import flows
from .estimates import Values
from .exhibits import Figure, Table, number, text
from .harm import arms_of, first_uses, groups_of, harmed
from .sections import Section
from .telling import Telling


def who(told: Telling) -> Section | None:
    """First uses that programmes themselves prevent and provoke, by subgroup, over the question's years."""
    study, words = told.study, told.words
    groups, arms = groups_of(told), arms_of(told)
    if not groups or not arms:
        return None
    sums = {(arm.place, group): first_uses(told, arm, group) for arm in arms for group in groups}
    worse = {arm: harmed(told, arm) for arm in arms}
    panels, rows = [], []
    for arm in arms:
        less, more = ([sums[arm.place, group][k].mean for group in groups] for k in (0, 1))
        sentence = words(
            "sentences.harmed" if worse[arm] else "sentences.none_harmed",
            arm=told.said(arm),
            groups=words.listed([told.group(group) for group in worse[arm]]),
        )
        most = max(max(less), max(more), 0.5)
        panels.append(
            (
                told.arm(arm),
                flows(
                    f"who{arm.place}",
                    sentence,
                    words,
                    [told.group(group) for group in groups],
                    less,
                    more,
                    most,
                    (words("phrase.prevented"), words("phrase.provoked")),
                    words("axes.in_years", years=words.number(study.years)),
                ),
            )
        )
        for group in groups:
            a, b = sums[arm.place, group]
            net = told.change(arm, group) if told.counts_events and study.has(study.outcome, group) else None
            rows.append(
                [
                    text(f"{told.arm(arm)}"),
                    text(told.group(group)),
                    number(a.mean, words.people(a.mean)),
                    number(b.mean, words.people(b.mean)),
                    *(_range(told, one) for one in (a, b)),
                    *(
                        [
                            number(net.mean * study.years, told.amount(net.mean * study.years, True)),
                            number((net.low or 0.0) * study.years, told.unknown(net, study.years)),
                        ]
                        if net
                        else [text("–")] * 2
                    ),
                ]
            )
    bad = [arm for arm in arms if worse[arm]]
    sentence = words("sentences.who_bad", arms=told.said_all(bad)) if bad else words("sentences.who_none")
    columns = [
        words(f"columns.{key}") for key in ("arm", "group", "prevented", "provoked", "prevented_worlds", "provoked_worlds", "net", "net_unknown")
    ]
    panels.sort(key=lambda panel: panel[0] not in [told.arm(arm) for arm in bad])
    figure = Figure(
        words("figures.who", years=words.number(study.years)),
        sentence,
        panels,
        Table(words("tables.who", years=words.number(study.years)), columns, rows, name="table-who"),
        [("bar", words("phrase.prevented")), ("hatch", words("phrase.provoked"))],
        chooses=True,
    )
    return Section("who", words("headings.who"), [words("texts.who"), words("texts.who_cause")], [figure])


def _range(told: Telling, values: Values):
    worlds = values.estimate().worlds
    if worlds is None:
        return text("–")
    low, high = float(np.min(worlds)), float(np.max(worlds))
    return number(high, f"{told.words.people(low)} {told.words('phrase.to')} {told.words.people(high)}")
