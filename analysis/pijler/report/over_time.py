"""Arms over time, with both intervals."""

from __future__ import annotations

import numpy as np

from .charts import over_time
from .exhibits import Figure, Table, number, text
from .sections import Section
from .telling import Telling


def time(told: Telling) -> Section | None:
    """What was asked year by year, less the reference."""
    study, words = told.study, told.words
    if not told.counts_events or study.run_months < 24:
        return None
    years = [year for year in range(1, study.run_months // 12 + 1)]
    arms = told.told_of(study.delivered)
    if not arms:
        return None
    by_arm = {arm.place: [study.change(study.outcome, arm.place, None, 12 * year - 12, 12 * year).estimate() for year in years] for arm in arms}
    ends = [
        value
        for estimates in by_arm.values()
        for one in estimates
        for value in (one.mean, one.low, one.high)
        if value is not None and np.isfinite(value)
    ] or [0.0]
    limits = min(0.0, *ends) * 1.05 - 0.5, max(0.0, *ends) * 1.05 + 0.5
    panels, rows = [], []
    for arm in arms:
        estimates = by_arm[arm.place]
        last = estimates[-1]
        sentence = words(
            "sentences.time",
            arm=told.said(arm),
            year=years[-1],
            change=told.amount(last.mean, True),
            span=told.unknown(last) if last.low is not None else told.noise(last),
        )
        panels.append((told.arm(arm), over_time(f"time{arm.place}", sentence, words, years, estimates, limits, words("axes.year"))))
        rows += [
            [text(told.arm(arm)), number(year, str(year)), *told.change_cells(one)[:1], *told.change_cells(one)[2:6]]
            for year, one in zip(years, estimates)
        ]
    first, last = (study.a_year(study.outcome, 0, None, 12 * year - 12, 12 * year).mean for year in (years[0], years[-1]))
    columns = [words(f"columns.{key}") for key in ("arm", "year", "change", "noise", "middle_of_worlds", "unknown", "lower_in")]
    sentence = words("sentences.time_all", as_now=told.as_now, first=words.people(first), last=words.people(last), years=years[-1])
    figure = Figure(
        words("figures.time", outcome=told.outcome),
        sentence,
        panels,
        Table(words("tables.time", outcome=told.outcome), columns, rows, name="table-time"),
        [("line", words("legend.line")), ("dark", words("legend.noise")), *([("light", words("legend.unknown"))] if study.world_count else [])],
    )
    return Section("time", words("headings.time"), [words("texts.time" if study.world_count else "texts.time_not_drawn")], [figure])
