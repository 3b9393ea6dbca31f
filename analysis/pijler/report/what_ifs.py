"""What nobody evaluated, told by what can be seen of it; contacts with police and enforcement."""

from __future__ import annotations

from .exhibits import Cell, Table, number, text
from .sections import Section
from .telling import Telling

WHAT_IF = (("nuisance", "mean"), ("visible_use", "mean"), ("enforcement_contacts", "sum"), ("referrals", "sum"))
ENFORCED = "female male age_12_16 age_16_18 age_18_24 track_vmbo track_havo track_vwo track_mbo track_hbo track_wo track_work track_none".split()


def what_ifs(told: Telling) -> Section | None:
    """Arms with levers that nobody evaluated: told by nuisance, use in sight, contacts and referrals, apart from the rest."""
    study, words = told.study, told.words
    arms = [arm for arm in study.delivered if arm.evidence != "evaluated"]
    if not arms:
        return None
    rows = []
    for name, over in WHAT_IF:
        if not study.has(name, "all"):
            continue
        start, end = (0, study.months) if over == "sum" else study.last_year()
        per_year = 12.0 * study.town_scale / (end - start) if over == "sum" else study.town_scale if name == "nuisance" else 1.0
        at = lambda place: study.values(name, place, "all", over, start, end) * per_year
        now, decimals = at(0).mean, 3 if name == "visible_use" else 1
        for arm in arms:
            one = (at(arm.place) - at(0)).estimate()
            rows.append(
                [
                    text(told.outcome_name(name)),
                    text(told.arm(arm)),
                    number(now, words.number(now, decimals)),
                    number(one.mean, words.number(one.mean, decimals, True)),
                    number(one.noise, words.span(one.mean - one.noise, one.mean + one.noise, decimals, True)),
                    number(one.low, words.span(one.low, one.high, decimals, True)),
                ]
            )
    levers = [words("phrase.levers", arm=told.said(arm), levers=words.listed([_lever(told, name) for name in arm.not_evaluated])) for arm in arms]
    columns = [
        words("columns.outcome"),
        words("columns.arm"),
        words("columns.now", reference=told.reference),
        words("columns.change"),
        words("columns.noise"),
        words("columns.unknown"),
    ]
    parts = [Table(words("tables.what_if"), columns, rows, name="table-what-if")] if rows else []
    return Section("what-if", words("headings.what_if"), [words("texts.what_if")], parts, levers)


def enforcement(told: Telling) -> Section | None:
    """Contacts and fines by sex, age and school, of arms in which there are any: never as a total alone."""
    study, words = told.study, told.words
    places = [(told.reference, 0), *((told.arm(arm), arm.place) for arm in study.delivered)]
    groups = [group for group in ENFORCED if study.has("youths", group)]
    rows, columns = [], []
    for name in ("enforcement_contacts", "fines"):
        if not study.has(name, "all"):
            continue
        some = [place for place in places if study.a_year(name, place[1], "all").mean > 0.0]
        columns += [f"{label}: {told.outcome_name(name)}" for label, _ in some]
        rows += [[_times(told, name, place, group) for group in groups] for _, place in some]
    if not rows:
        return None
    table = Table(
        words("tables.enforcement"),
        [words("columns.group"), *columns],
        [[text(told.group(group)), *(row[n] for row in rows)] for n, group in enumerate(groups)],
        name="table-enforcement",
    )
    return Section("enforcement", words("headings.enforcement"), [words("texts.enforcement")], [table])


def _times(told: Telling, name: str, place: int, group: str) -> Cell:
    study = told.study
    times = study.a_year(name, place, group).mean
    youths = study.values("youths", place, group, "mean").mean * study.town_scale
    return number(times, f"{told.words.people(times)} ({told.words.number(100.0 * times / youths, 1)})" if youths > 0.0 else told.words.people(times))


def _lever(told: Telling, name: str) -> str:
    return told.words.get("interventions", name) or name.replace("_", " ")
