"""Help and waiting."""

from __future__ import annotations

from .charts import bars
from .exhibits import Figure, Table, number, text
from .sections import Section
from .telling import Telling

CARE = ("in_light_help", "in_treatment", "waiting", "months_waited")
SIGNALS = ("signals_raised", "signals_served", "signals_lost", "false_signals", "referrals")


def care(told: Telling) -> Section | None:
    """Youths in help and waiting, on average over the run; signals a year."""
    study, words = told.study, told.words
    present = [name for name in CARE if study.has(name, "all")]
    flows = [name for name in SIGNALS if study.has(name, "all")]
    if not present:
        return None
    places = [(told.reference, 0), *((told.arm(arm), arm.place) for arm in study.delivered)]
    level = lambda name, place: study.values(name, place, "all", "mean", 0, study.run_months).mean * (
        1.0 if name == "months_waited" else study.town_scale
    )
    rows = []
    for label, place in places:
        stocks = [level(name, place) for name in present]
        events = [study.a_year(name, place, "all", 0, study.run_months).mean for name in flows]
        rows.append([text(label), *(number(value, words.number(value, 1)) for value in [*stocks, *events])])
    helped = [name for name in ("in_light_help", "in_treatment", "waiting") if name in present]
    charted = [(label, [(level(name, place), words.number(level(name, place), 1)) for name in helped]) for label, place in places]
    queue = {label: level("waiting", place) for label, place in places} if "waiting" in present else {}
    longer = [arm for arm in study.delivered if queue and queue[told.arm(arm)] > 1.1 * queue[told.reference] + 0.1]
    sentence = words("sentences.queue_longer", arms=told.said_all(longer)) if longer else words("sentences.queue_same")
    columns = [words("columns.arm"), *(told.outcome_name(name) for name in [*present, *flows])]
    figure = Figure(
        words("figures.care"),
        sentence,
        [("", bars("care", sentence, charted, [told.outcome_name(name) for name in helped]))],
        Table(words("tables.care"), columns, rows, words("notes.care"), name="table-care"),
    )
    return Section("care", words("headings.care"), [words("texts.care")], [figure])
