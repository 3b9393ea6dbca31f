"""What was assumed, what the model cannot say, use and misuse, how the result was made."""

from __future__ import annotations

import re

import numpy as np

from .exhibits import Cell, Table, english, identifier, number, text
from .sections import Section
from .telling import Telling

SHOWN_FILES = 400_000  # characters of input files that a page takes in


def assumed(told: Telling) -> Section:
    """Evidence grades, the town's figures, every parameter with value, range, source and grade."""
    words = told.words
    folded: list[tuple[str, Table | str]] = []
    figures = _town(told)
    if figures:
        folded.append((words("headings.town", town=told.town), figures))
    parameters = _parameters(told)
    if parameters:
        folded.append((words("headings.parameters", n=len(parameters.rows)), parameters))
    if sources := _sources(told, [cell.text for table in (figures, parameters) if table for row in table.rows for cell in row]):
        folded.append((words("headings.sources", n=len(sources.rows)), sources))
    grades = told.shows_grades or bool(told.declared.parameters)
    meanings = Table(
        words("tables.grades"),
        [words("columns.grade"), words("columns.meaning")],
        [[text(grade), text(words(f"grades.{grade}"))] for grade in "ABCDXJK"],
        name="table-grades",
    )
    paragraphs = [words("texts.assumed"), words("texts.graded" if told.declared.parameters else "texts.not_declared")]
    return Section("assumed", words("headings.assumed"), paragraphs, [meanings] if grades else [], folded=folded)


def _town(told: Telling) -> Table | None:
    words = told.words
    rows = []
    for name, figure in told.study.inputs.municipality.items():
        if isinstance(figure, dict) and "value" in figure:
            value = figure["value"]
            written = (
                words(f"phrase.{'yes' if value else 'no'}")
                if isinstance(value, bool)
                else words.number(float(value), 0 if float(value).is_integer() else 2)
                if isinstance(value, (int, float))
                else str(value)
            )
            known = str(figure.get("how_known", ""))
            rows.append(
                [
                    text(words.get("town", name) or name.replace("_", " ")),
                    Cell(written, float(value) if isinstance(value, (int, float)) else written, True),
                    english(str(figure.get("source", ""))),
                    text(words.get("known", known) or known),
                ]
            )
    return (
        Table(
            words("tables.town"),
            [words(f"columns.{key}") for key in ("figure", "value", "source", "known")],
            rows,
            words("notes.in_english"),
            name="table-town",
        )
        if rows
        else None
    )


def _parameters(told: Telling) -> Table | None:
    """Of a compare result the reference's central values and what arms set otherwise; of a sweep what its points drew."""
    study, words = told.study, told.words
    names = [str(name) for name in study.data["parameter"].values] if "parameter" in study.data.dims else []
    rows = []
    for n, name in enumerate(names):
        row = told.declared.parameters.get(name, {})
        if study.is_sweep:
            drawn = study.data["design"].values[:, n].astype(float)
            value, tried = float(np.nanmedian(drawn)), (float(np.nanmin(drawn)), float(np.nanmax(drawn)))
        else:
            value = float(study.data["parameter_value"].values[0, n])
            every = study.data["parameter_drawn"].values[..., n].astype(float) if "parameter_drawn" in study.data else np.array([value])
            tried = float(np.nanmin(every)), float(np.nanmax(every))
        plausible = _span(told, row.get("low"), row.get("high"))
        grade = str(row.get("grade", "–"))
        rows.append(
            [
                identifier(name),
                text(words.meaning(name, row)),
                number(value, _value(told, value)),
                text(words.unit(str(row.get("unit", "")))),
                text(plausible),
                text(_span(told, *(float(f"{end:.3g}") for end in tried)) if tried[0] != tried[1] else words("phrase.fixed")),
                text(str(row.get("source", "–"))),
                text(grade),
            ]
        )
    columns = [
        words(f"columns.{key}")
        for key in ("parameter", "meaning", "middle" if study.is_sweep else "value", "unit", "range", "tried", "source", "grade")
    ]
    return Table(words("tables.parameters"), columns, rows, words("notes.names"), name="table-parameters") if rows else None


def _sources(told: Telling, cited: list[str]) -> Table | None:
    """Those that the cells name, a town's in brackets after a title."""
    words, known = told.words, told.declared.sources
    named = {name for text_ in cited for name in re.findall(r"\w+", text_) if name in known} | {
        str(row.get("cost_source")) for row in told.declared.interventions.values() if row.get("cost_source") in known
    }
    named |= {name for row in told.declared.interventions.values() for name in re.findall(r"\w+", str(row.get("practice_sources"))) if name in known}
    rows = [[identifier(name), english(known[name].work), english(known[name].note)] for name in sorted(named)]
    return (
        Table(
            words("tables.sources"),
            [words(f"columns.{key}") for key in ("source", "work", "taken")],
            rows,
            words("notes.in_english"),
            name="table-sources",
        )
        if rows
        else None
    )


def _value(told: Telling, value: float) -> str:
    text_ = f"{value:.6g}"
    if "e" in text_ or not np.isfinite(value):
        return text_
    return told.words.number(value, len(text_.partition(".")[2]))


def _span(told: Telling, low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{_value(told, low)} {told.words('phrase.to')} {_value(told, high)}"


def cannot_say(told: Telling) -> Section:
    """Limits of the model, and of what was read."""
    return Section("cannot-say", told.words("headings.cannot_say"), [], bullets=told.words.lines("cannot_say"))


def use(told: Telling) -> Section:
    """Use and misuse."""
    return Section("use", told.words("headings.use"), [], bullets=told.words.lines("use"))


def made(told: Telling) -> Section:
    """Version, seed, command, files."""
    study, words, attrs = told.study, told.words, told.study.data.attrs
    rows = [
        ("source", str(attrs.get("source", "–"))),
        ("command", str(attrs.get("history", "–"))),
        ("seed", str(attrs.get("seed", "–"))),
        ("estimand", f"{attrs.get('estimand', '–')} (hash {attrs.get('estimand_hash', '–')})"),
        ("fingerprint", str(attrs.get("fingerprint", "–"))),
        ("worlds", words.number(study.world_count)),
        ("replicates", str(study.data.sizes.get("replicate", 1))),
        ("months", words("phrase.months", run=study.run_months, before=attrs.get("run_in_months", "–"))),
        ("youths", words.number(study.simulated_youths) if study.simulated_youths else "–"),
    ]
    table = Table(
        words("tables.made"),
        [words("columns.what"), words("columns.value")],
        [[text(words(f"made.{key}")), text(value)] for key, value in rows],
        name="table-made",
    )
    folded: list[tuple[str, Table | str]] = []
    if sum(map(len, study.inputs.texts.values())) <= SHOWN_FILES:
        folded = [(words("headings.file", file=name), content) for name, content in study.inputs.texts.items()]
    return Section("made", words("headings.made"), [words("texts.made")], [table], folded=folded)
