"""What it takes: who does what for each programme, what it needs, and whether a local survey could see what it does."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from .exhibits import Table, number, text
from .sections import Card, Section
from .telling import Telling

# What is said of a programme: by its declaration (fields `decides` and `decides_nl`, ...), else by words/practice.toml.
STATED = ("decides", "programme", "lead_time", "staff", "preconditions", "measure")


def practice(told: Telling) -> Section | None:
    """A card per programme that an arm as delivered adds."""
    study, words = told.study, told.words
    specs: dict[str, dict] = {}
    for arm in study.delivered:
        for spec in study.inputs.interventions(arm.name):
            specs.setdefault(told.intervention(spec), spec)
    if not specs:
        return None
    silent = [field for field in STATED if not any(_stated(told, spec, field) for spec in specs.values())]
    unsaid = [words("practice.not_stated", fields=words.listed([words(f"terms.{field}").lower() for field in silent]))] if silent else []
    return Section("practice", words("headings.practice"), [words("texts.practice"), *unsaid], [_card(told, spec) for spec in specs.values()])


def _stated(told: Telling, spec: dict, field: str) -> str:
    row = told.declared.interventions.get(str(spec.get("type")), {})
    said = row.get(f"{field}_nl" if told.words.language == "nl" else field)
    return str(said or _practice(spec).get(told.words.language, {}).get(field, ""))


@cache
def read_practice() -> dict[str, dict]:
    """By type, of youth_education by approach: `sources`, and by language the fields of STATED."""
    return tomllib.loads((Path(__file__).parent / "words/practice.toml").read_text(encoding="utf-8"))


def _practice(spec: dict) -> dict:
    kind, approach = str(spec.get("type")), spec.get("approach")
    return read_practice().get(f"{kind}_{approach}" if approach else kind, {})


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
    if practice := _practice(spec):
        terms.append(
            (
                words("columns.source"),
                words("practice.sources", keys=words.listed(practice["sources"])) if practice["sources"] else words("practice.unsourced"),
            )
        )
    meaning = str(row.get("meaning_nl" if words.language == "nl" else "meaning", ""))
    return Card(told.intervention(spec), meaning + ("." if meaning and not meaning.endswith(".") else ""), terms)


def _adds_places(spec: dict) -> bool:
    return str(spec.get("type")).endswith("_capacity")


def _delivered(told: Telling, spec: dict, row: dict) -> str:
    words = told.words
    parts = []
    coverage = spec.get("coverage", row.get("coverage"))
    if isinstance(coverage, (int, float)):
        how = "added" if _adds_places(spec) else "coverage_plain" if not row else "covers" if row.get("form") == "lever" else "coverage"
        parts.append(words(f"practice.{how}", coverage=words.percent(coverage)))
    age = spec.get("target", {}).get("age")
    if isinstance(age, list) and len(age) == 2:
        parts.append(words("practice.ages", low=age[0], high=age[1]))
    if row.get("form") == "lever":
        parts.append(words("practice.lever"))
    else:
        every = spec.get("every", row.get("every"))
        if isinstance(every, int):
            parts.append(words("practice.every", months=every) if every != 12 else words("practice.yearly"))
    return "; ".join(parts)


def unit_key(unit: str) -> str:
    """Under which a unit of contacts is found among the words."""
    return re.sub(r"[ -]", "_", re.sub(r"[,']", "", unit))


def _unit(told: Telling, row: dict) -> str:
    unit = str(row.get("unit", "contact"))
    return told.words.get("units", unit_key(unit)) or unit


def _range(told: Telling, value) -> str:
    low, high = value if isinstance(value, list) else (value, value)
    return told.words.euro(low) if low == high else f"{told.words.euro(low)} {told.words('phrase.to')} {told.words.euro(high)}"


def _costs(told: Telling, spec: dict, row: dict) -> str:
    words, cost = told.words, spec.get("cost", {})
    approach = spec.get("approach")
    prices = row.get("cost_per_contact_of_approach") or []
    per_approach = next((price for name, price in zip(row.get("approaches", []), prices) if name == approach), None)
    default = per_approach if isinstance(per_approach, list) else [row.get("cost_per_contact_low", 0.0), row.get("cost_per_contact_high", 0.0)]
    parts = [words("practice.per_unit", euro=_range(told, cost.get("per_contact", default)), unit=_unit(told, row))] if row else []
    fixed = cost.get("fixed", [row.get("cost_fixed_low", 0.0), row.get("cost_fixed_high", 0.0)])
    if row and fixed not in (0, 0.0, [0.0, 0.0]):
        parts.append(words("practice.fixed_once" if row.get("form") == "lever" else "practice.fixed_round", euro=_range(told, fixed)))
    payer = str(cost.get("payer", row.get("payer", "")))
    if payer:
        parts.append(words("practice.payer", payer=words.get("payers", payer) or payer.replace("_", " ")))
    if source := row.get("cost_source"):
        parts.append(words("practice.cost_source", source=source, grade=row.get("cost_grade", "")))
    return "; ".join(parts)


def _hours(spec: dict, row: dict) -> float | None:
    hours = row.get("hours_per_contact")
    if isinstance(hours, list):
        hours = next((value for name, value in zip(row.get("approaches", []), hours) if name == spec.get("approach")), None)
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
