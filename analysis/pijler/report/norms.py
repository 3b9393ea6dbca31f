"""What youths believe of each other."""

from __future__ import annotations

from .charts import dumbbells
from .exhibits import Figure, Table, number, text
from .sections import Section
from .telling import Telling


def norms(told: Telling) -> Section | None:
    """What youths believe that others do, beside what others do, in the last year of the question."""
    study, words = told.study, told.words
    if not (study.has("descriptive_norm", study.subgroup) and study.has("misperception", study.subgroup)):
        return None
    start, end = study.last_year()
    mean = lambda name, place: study.values(name, place, None, "mean", start, end).mean if study.has(name, study.subgroup) else float("nan")
    places = [(told.reference, 0), *((told.arm(arm), arm.place) for arm in study.delivered)]
    charted, rows = [], []
    for label, place in places:
        believed, gap = mean("descriptive_norm", place), mean("misperception", place)
        charted.append((label, believed - gap, believed))
        rows.append(
            [
                text(label),
                number(believed - gap, words.percent(believed - gap, 1)),
                number(believed, words.percent(believed, 1)),
                number(gap, words.number(100.0 * gap, 1, True)),
                *(number(mean(name, place), words.number(mean(name, place), 3)) for name in ("injunctive_norm", "approval", "curiosity")),
            ]
        )
    now = charted[0]
    sentence = words(
        "sentences.norms_over" if now[2] > now[1] else "sentences.norms_under",
        believed=words.percent(now[2], 1),
        true=words.percent(now[1], 1),
        as_now=told.as_now,
    )
    columns = [words(f"columns.{key}") for key in ("arm", "true_share", "believed_share", "gap", "believed_approval", "own_approval", "curiosity")]
    figure = Figure(
        words("figures.norms", group=told.group(study.subgroup)),
        sentence,
        [("", dumbbells("norms", sentence, words, charted, words("axes.past_month")))],
        Table(words("tables.norms", group=told.group(study.subgroup)), columns, rows, name="table-norms"),
        [("disc", words("legend.true")), ("diamond", words("legend.believed"))],
    )
    return Section("norms", words("headings.norms"), [words("texts.norms")], [figure])
