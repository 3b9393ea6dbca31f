"""What it takes: who does what for each programme, what it needs, and whether a local survey could see what it does."""

from __future__ import annotations

import re
from typing import Any

from .exhibits import Table, number, text
from .sections import Card, Section
from .telling import Telling

# What a programme's declaration says of delivering it: `decides` and `decides_nl`, ...
STATED = ("decides", "programme", "lead_time", "staff", "preconditions", "measure")


def practice(told: Telling) -> Section | None:
    """A card per programme that an arm as delivered adds."""
    study, words = told.study, told.words
    specs: dict[str, dict] = {}
    for arm in study.delivered:
        for spec in study.interventions(arm):
            specs.setdefault(told.intervention(spec), spec)
    if not specs:
        return None
    silent = [field for field in STATED if not any(_stated(told, spec, field) for spec in specs.values())]
    unsaid = [words("practice.not_stated", fields=words.listed([words(f"terms.{field}").lower() for field in silent]))] if silent else []
    return Section("practice", words("headings.practice"), [words("texts.practice"), *unsaid], [_card(told, spec) for spec in specs.values()])


def _stated(told: Telling, spec: dict, field: str) -> str:
    row = told.declared.interventions.get(str(spec.get("type")), {})
    return str(_of_approach(row, spec, f"{field}_nl" if told.words.language == "nl" else field) or "")


def _of_approach(row: dict, spec: dict, field: str) -> Any:
    """What the declaration says under that name; where approaches differ, of the programme's own."""
    said, approaches = row.get(field), row.get("approaches", [])
    if not approaches or not isinstance(said, list):
        return said
    return next((each for name, each in zip(approaches, said) if name == spec.get("approach")), None)


def _card(told: Telling, spec: dict) -> Card:
    words = told.words
    row = told.declared.interventions.get(str(spec.get("type")), {})
    terms = []
    if pillar := row.get("pillar"):
        terms.append((words("terms.pillar"), words(f"pillars.{pillar}")))
    if here := _delivered(told, spec, row):
        terms.append((words("terms.here"), here))
    if "plausible_coverage" in row:
        terms.append(
            (
                words("terms.most"),
                words("practice.most_added" if _adds_places(spec) else "practice.most", most=words.percent(row["plausible_coverage"])),
            )
        )
    if costs := _costs(told, spec, row):
        terms.append((words("terms.costs"), costs))
    if (hours := _hours(spec, row)) is not None:
        terms.append(
            (
                words("terms.hours"),
                words("practice.hours", hours=words.number(hours, 0 if hours >= 10 else 1 if hours >= 1 else 2), unit=_unit(told, row)),
            )
        )
    if grade := row.get("grade"):
        terms.append((words("terms.grade"), f"{grade}: {words(f'grades.{grade}')}"))
    terms += [(words(f"terms.{field}"), said) for field in STATED if (said := _stated(told, spec, field))]
    if (sources := _of_approach(row, spec, "practice_sources")) is not None:
        terms.append((words("columns.source"), words("practice.sources", keys=words.listed(sources)) if sources else words("practice.unsourced")))
    meaning = str(row.get("meaning_nl" if words.language == "nl" else "meaning", ""))
    return Card(told.intervention(spec), meaning + ("." if meaning and not meaning.endswith(".") else ""), terms)


def _adds_places(spec: dict) -> bool:
    return str(spec.get("type")).endswith("_capacity")


def _delivered(told: Telling, spec: dict, row: dict) -> str:
    words = told.words
    parts = []
    how = "added" if _adds_places(spec) else "coverage_plain" if not row else "covers" if row["form"] == "lever" else "coverage"
    parts.append(words(f"practice.{how}", coverage=words.percent(spec["coverage"])))
    if age := spec["target"].get("age"):
        parts.append(words("practice.ages", low=age[0], high=age[1]))
    if row.get("form") == "lever":
        parts.append(words("practice.lever"))
    else:
        every = spec["every"]
        parts.append(words("practice.once") if every == 0 else words("practice.yearly") if every == 12 else words("practice.every", months=every))
    return "; ".join(parts)


def unit_key(unit: str) -> str:
    """Under which a unit of contacts is found among the words."""
    return re.sub(r"[ -]", "_", re.sub(r"[,']", "", unit))


def _unit(told: Telling, row: dict) -> str:
    unit = str(row.get("unit", "contact"))
    return told.words.get("units", unit_key(unit)) or unit


def _range(told: Telling, price: list[float]) -> str:
    low, high = price
    return told.words.euro(low) if low == high else f"{told.words.euro(low)} {told.words('phrase.to')} {told.words.euro(high)}"


def _costs(told: Telling, spec: dict, row: dict) -> str:
    words, cost = told.words, spec["cost"]
    parts = [words("practice.per_unit", euro=_range(told, cost["per_contact"]), unit=_unit(told, row))] if row else []
    if row and any(cost["fixed"]):
        parts.append(words("practice.fixed_once" if row["form"] == "lever" else "practice.fixed_round", euro=_range(told, cost["fixed"])))
    payer = cost["payer"]
    parts.append(words("practice.payer", payer=words.get("payers", payer) or payer.replace("_", " ")))
    if source := row.get("cost_source"):
        parts.append(words("practice.cost_source", source=source, grade=row.get("cost_grade", "")))
    return "; ".join(parts)


def _hours(spec: dict, row: dict) -> float | None:
    hours = _of_approach(row, spec, "hours_per_contact")
    return None if hours is None else float(hours)


def detectable(share: float, youths: float) -> float:
    """The difference between two surveys of that many youths each that is found with 80 % chance (two-sided 5 %), around that share."""
    return (1.959964 + 0.841621) * (2.0 * share * (1.0 - share) / youths) ** 0.5


def survey(told: Telling) -> Section | None:
    """Ever used, in the group of the question: the difference at the end beside what two surveys of the whole group, or of half of it, could find."""
    study, words = told.study, told.words
    if not (study.has("lifetime_use", study.subgroup) and study.has("youths", study.subgroup)):
        return None
    start, end = study.last_year()
    now = study.share("lifetime_use", 0, None, start, end)
    youths = study.values("youths", 0, None, "mean", start, end).mean * study.town_scale
    if not 0.0 < now.mean < 1.0 or youths < 1.0:
        return None
    all_, half = detectable(now.mean, youths), detectable(now.mean, 0.5 * youths)
    rows = []
    for arm in study.delivered:
        gap = abs((study.share("lifetime_use", arm.place, None, start, end) - now).mean)
        seen = "practice.seen_half" if gap > half else "practice.seen_all" if gap > all_ else "practice.not_seen"
        rows.append(
            [
                text(told.arm(arm)),
                number(now.mean, words.percent(now.mean, 1)),
                number(gap, words.number(100.0 * gap, 2)),
                number(all_, words.number(100.0 * all_, 2)),
                number(half, words.number(100.0 * half, 2)),
                text(words(seen)),
            ]
        )
    columns = [
        words("columns.arm"),
        words("columns.ever_now", as_now=told.as_now),
        words("columns.points"),
        words("columns.found_all"),
        words("columns.found_half"),
        words("columns.visible"),
    ]
    table = Table(
        words("tables.survey", group=told.group(study.subgroup), youths=words.number(round(youths, -1)), town=told.town),
        columns,
        rows,
        name="table-survey",
    )
    return Section("survey", words("headings.survey"), [words("texts.survey")], [table])
