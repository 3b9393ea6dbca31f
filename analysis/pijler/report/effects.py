"""Who is helped and who is harmed, arms over time, differences between arms, the pillars, what-ifs."""

from __future__ import annotations

import numpy as np

from .answer import change_figure, in_order, legend
from .charts import Row, dots, flows, over_time
from .exhibits import Cell, Figure, Table, number, text
from .sections import Section
from .study import Arm, Values
from .telling import VERDICTS, Telling

GROUPS = ("age_12_16", "age_16_18", "age_18_24", "female", "male", "track_vmbo", "track_havo", "track_vwo", "impulsivity_low", "impulsivity_high", "sensation_seeking_low",
          "sensation_seeking_high", "under_15_impulsivity_high", "one_parent", "parents_lenient", "parents_strict", "neighbourhood_centre", "neighbourhood_residential", "neighbourhood_edge")
DIRECT = ("prevented_starts", "provoked_starts")
MOST_PAIRS = 5  # arms: with more, every pair of them is a list that nobody reads (as in pijler compare)


def who(told: Telling) -> Section | None:
    """First uses that programmes themselves prevent and provoke, by subgroup, over the question's years."""
    study, words = told.study, told.words
    groups = [group for group in GROUPS if study.has("prevented_starts", group) and study.has("provoked_starts", group)]
    arms = [arm for arm in study.delivered if arm.evidence != "not_evaluated"]
    if not groups or not arms:
        return None
    sums = {(arm.place, group): [study.a_year(name, arm.place, group) * study.years for name in DIRECT] for arm in arms for group in groups}
    panels, rows = [], []
    for arm in arms:
        less, more = ([sums[arm.place, group][k].mean for group in groups] for k in (0, 1))
        harmed = [told.group(group) for group, a, b in zip(groups, less, more) if b > a]
        sentence = words("sentences.harmed" if harmed else "sentences.none_harmed", arm=told.said(arm), groups=words.listed(harmed))
        most = max(max(less), max(more), 0.5)
        panels.append((told.arm(arm), flows(f"who{arm.place}", sentence, words, [told.group(group) for group in groups], less, more, most, (words("phrase.prevented"), words("phrase.provoked")),
                                            words("axes.in_years", years=words.number(study.years)))))
        for group in groups:
            a, b = sums[arm.place, group]
            net = told.change(arm, group) if told.counts_events and study.has(study.outcome, group) else None
            rows.append([text(f"{told.arm(arm)}"), text(told.group(group)), number(a.mean, words.people(a.mean)), number(b.mean, words.people(b.mean)), *(_range(told, one) for one in (a, b)),
                         *([number(net.mean * study.years, told.amount(net.mean * study.years, True)), number((net.low or 0.0) * study.years, told.unknown(net, study.years))] if net else [text("–")] * 2)])
    bad = [arm for arm in arms if any(sums[arm.place, group][1].mean > sums[arm.place, group][0].mean for group in groups)]
    sentence = words("sentences.who_bad", arms=told.said_all(bad)) if bad else words("sentences.who_none")
    columns = [words(f"columns.{key}") for key in ("arm", "group", "prevented", "provoked", "prevented_worlds", "provoked_worlds", "net", "net_unknown")]
    panels.sort(key=lambda panel: panel[0] not in [told.arm(arm) for arm in bad])
    figure = Figure(words("figures.who", years=words.number(study.years)), sentence, panels,
                    Table(words("tables.who", years=words.number(study.years)), columns, rows, name="table-who"), [("bar", words("phrase.prevented")), ("hatch", words("phrase.provoked"))], chooses=True)
    return Section("who", words("headings.who"), [words("texts.who"), words("texts.who_cause")], [figure])


def _range(told: Telling, values: Values):
    worlds = values.estimate().worlds
    if worlds is None:
        return text("–")
    low, high = float(np.min(worlds)), float(np.max(worlds))
    return number(high, f"{told.words.people(low)} {told.words('phrase.to')} {told.words.people(high)}")


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
    ends = [value for estimates in by_arm.values() for one in estimates for value in (one.mean, one.low, one.high) if value is not None and np.isfinite(value)] or [0.0]
    limits = min(0.0, *ends) * 1.05 - 0.5, max(0.0, *ends) * 1.05 + 0.5
    panels, rows = [], []
    for arm in arms:
        estimates = by_arm[arm.place]
        last = estimates[-1]
        sentence = words("sentences.time", arm=told.said(arm), year=years[-1], change=told.amount(last.mean, True), span=told.unknown(last) if last.low is not None else told.noise(last))
        panels.append((told.arm(arm), over_time(f"time{arm.place}", sentence, words, years, estimates, limits, words("axes.year"))))
        rows += [[text(told.arm(arm)), number(year, str(year)), *told.change_cells(one)[:1], *told.change_cells(one)[2:6]] for year, one in zip(years, estimates)]
    first, last = (study.a_year(study.outcome, 0, None, 12 * year - 12, 12 * year).mean for year in (years[0], years[-1]))
    columns = [words(f"columns.{key}") for key in ("arm", "year", "change", "noise", "middle_of_worlds", "unknown", "lower_in")]
    sentence = words("sentences.time_all", as_now=told.as_now, first=words.people(first), last=words.people(last), years=years[-1])
    figure = Figure(words("figures.time", outcome=told.outcome), sentence, panels, Table(words("tables.time", outcome=told.outcome), columns, rows, name="table-time"),
                    [("line", words("legend.line")), ("dark", words("legend.noise")), *([("light", words("legend.unknown"))] if study.world_count else [])])
    return Section("time", words("headings.time"), [words("texts.time")], [figure])


def differences(told: Telling) -> Section | None:
    """Arms against the reference and each other, as delivered and at equal spending."""
    study, words = told.study, told.words
    parts = [change_figure(told, arms, arms[0].delivery) for each in (study.delivered, study.equalised) if (arms := told.told_of(each))]
    if not parts:
        return None
    paragraphs = [words("texts.differences")]
    if study.equalised:
        money = float(study.data.attrs.get("budget", 0.0))
        kind = str(study.data.attrs.get("equalise"))
        paragraphs.append(words("texts.equalised", amount=words.euro(money) if kind == "budget" else f"{words.number(money)} {words('phrase.' + kind)}"))
    if infeasible := [told.name(name.strip()) for name in str(study.data.attrs.get("infeasible_arms", "")).split(",") if name.strip()]:
        paragraphs.append(words("texts.infeasible", arms=words.listed(infeasible)))
    for arms, name in ((study.delivered, "pairs"), (study.equalised, "pairs-equal")):
        if figure := _pairs(told, [arm for arm in arms if arm.evidence == "evaluated"], name):
            parts.append(figure)
    return Section("differences", words("headings.differences"), paragraphs, parts)


def _pairs(told: Telling, arms: list[Arm], name: str) -> Figure | None:
    words = told.words
    if not 2 <= len(arms) <= MOST_PAIRS:
        return None
    pairs = [(one, other, told.against(one, other)) for i, one in enumerate(arms) for other in arms[:i]]
    rows = [Row(f"{told.arm(one)}\n{words('phrase.against_other', other=told.arm(other))}", gap, told.amount(gap.mean, True)) for one, other, gap in pairs]
    sentence = _pairs_sentence(told, [in_order(told, one, other) for one, other, _ in pairs])
    svg = dots(name, sentence, words, rows, words("axes.first_less_second"), abs(told.relevant), 0 if told.counts_events else 1, (words("phrase.first_fewer"), words("phrase.second_fewer")))
    cells = [[text(row.label.replace("\n", " ")), *told.change_cells(gap)] for row, (_, _, gap) in zip(rows, pairs)]
    table = Table(words(f"tables.{name.replace('-', '_')}"), [words("columns.pair"), *told.change_columns()], cells, name=f"table-{name}")
    return Figure(words(f"figures.{name.replace('-', '_')}"), sentence, [("", svg)], table, legend(told))


def _pairs_sentence(told: Telling, pairs: list[tuple[Arm, Arm, str, str]]) -> str:
    words = told.words
    by = lambda verdict: "; ".join(words("phrase.fewer_than", one=told.said(one), other=told.said(other)) for one, other, of, _ in pairs if of == verdict)
    found = [words(f"sentences.pairs_{verdict}", pairs=by(verdict)) for verdict in ("lower", "likely_lower") if by(verdict)]
    if by("not_drawn"):
        return words("sentences.pairs_not_drawn")
    if by("unclear"):
        found.append(words("sentences.pairs_others" if found else "sentences.pairs_unclear"))
    return " ".join(found)


def pillars(told: Telling) -> Section | None:
    """Of a factorial: what adding each factor does, and what two do together; else which pillars each arm draws on, and what they cost and do."""
    study, words = told.study, told.words
    if study.is_factorial:
        return _factorial(told)
    with_pillars = [(arm, _pillars_of(told, arm)) for arm in told.told_of(study.delivered)]
    if not any(len(found) > 1 for _, found in with_pillars):
        return None
    rows = []
    for arm, found in with_pillars:
        one = told.change(arm)
        rows.append([text(told.arm(arm)), text(words.listed([words(f"pillars.{pillar}") for pillar in found]) or "–"), *told.change_cells(one)[:1], *told.change_cells(one)[4:]])
    columns = [words(f"columns.{key}") for key in ("arm", "pillars", "change", "unknown", "lower_in", "verdict")]
    return Section("pillars", words("headings.pillars"), [words("texts.pillars_arms")], [Table(words("tables.pillars"), columns, rows, name="table-pillars")])


def _pillars_of(told: Telling, arm: Arm) -> list[str]:
    study = told.study
    if not study.has("contacts"):
        return []
    contacts = study.data["contacts"].isel(arm=arm.place)
    by_pillar = contacts.sum([dim for dim in contacts.dims if dim != "pillar"])
    return [str(name) for name, count in zip(study.data["pillar"].values, by_pillar.values) if count > 0]


def _term(told: Telling, term: int):
    """A main effect or interaction, in what was asked a year."""
    study = told.study
    flow = study.data[study.outcome]
    flow = flow.isel(substance=0) if "substance" in flow.dims else flow
    flow = flow.sel(subgroup=study.subgroup).isel(month=np.asarray(flow["month"]) < study.months).sum("month").astype(float) * study.town_scale / study.years
    with_weights = lambda name: (study.data[name].isel(term=term) * flow).sum("arm").values
    return Values(with_weights("term_weight")[None, :], with_weights("term_weight_drawn") if "term_weight_drawn" in study.data else None, study.by_sets).estimate()


def _factorial(told: Telling) -> Section | None:
    study, words = told.study, told.words
    if not told.counts_events:
        return None
    factors = study.data.sizes["factor"]
    names = [str(name) for name in study.data["term"].values]
    terms = [_term(told, n) for n in range(len(names))]
    doubtful = {arm.name for arm in study.delivered if arm.evidence != "evaluated"}
    label = lambda name: told.name(name.replace(" x ", "+")) + (" *" if name in doubtful else "")
    parts = []
    for key, places in (("adding", range(factors)), ("together", range(factors, len(names)))):
        rows = [Row(label(names[n]), terms[n], told.amount(terms[n].mean, True)) for n in places]
        by = lambda verdict: [label(names[n]) for n in places if terms[n].verdict == verdict]
        sentence = " ".join(words(f"sentences.{key}_{verdict}", names=words.listed(by(verdict))) for verdict in VERDICTS if by(verdict))
        svg = dots(key, sentence, words, rows, words("axes.change_a_year"), abs(told.relevant), 0, (words("phrase.fewer"), words("phrase.more")))
        table = Table(words(f"tables.{key}"), [words("columns.pillar"), *told.change_columns()], [[text(row.label), *told.change_cells(terms[n])] for row, n in zip(rows, places)], name=f"table-{key}")
        parts.append(Figure(words(f"figures.{key}"), sentence, [("", svg)], table, legend(told)))
    return Section("pillars", words("headings.pillars"), [words("texts.pillars_factorial")], parts)


WHAT_IF = (("nuisance", "mean"), ("visible_use", "mean"), ("enforcement_contacts", "sum"), ("referrals", "sum"))


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
            rows.append([text(told.outcome_name(name)), text(told.arm(arm)), number(now, words.number(now, decimals)), number(one.mean, words.number(one.mean, decimals, True)),
                         number(one.noise, words.span(one.mean - one.noise, one.mean + one.noise, decimals, True)), number(one.low, words.span(one.low, one.high, decimals, True))])
    levers = [words("phrase.levers", arm=told.said(arm), levers=words.listed([_lever(told, name) for name in arm.not_evaluated])) for arm in arms]
    columns = [words("columns.outcome"), words("columns.arm"), words("columns.now", reference=told.reference), words("columns.change"), words("columns.noise"), words("columns.unknown")]
    parts = [Table(words("tables.what_if"), columns, rows, name="table-what-if")] if rows else []
    return Section("what-if", words("headings.what_if"), [words("texts.what_if")], parts, levers)


ENFORCED = ("female", "male", "age_12_16", "age_16_18", "age_18_24", "track_vmbo", "track_havo", "track_vwo", "track_mbo", "track_hbo", "track_wo", "track_work", "track_none")


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
    table = Table(words("tables.enforcement"), [words("columns.group"), *columns], [[text(told.group(group)), *(row[n] for row in rows)] for n, group in enumerate(groups)], name="table-enforcement")
    return Section("enforcement", words("headings.enforcement"), [words("texts.enforcement")], [table])


def _times(told: Telling, name: str, place: int, group: str) -> Cell:
    study = told.study
    times = study.a_year(name, place, group).mean
    youths = study.values("youths", place, group, "mean").mean * study.town_scale
    return number(times, f"{told.words.people(times)} ({told.words.number(100.0 * times / youths, 1)})" if youths > 0.0 else told.words.people(times))


def _lever(told: Telling, name: str) -> str:
    return told.words.get("interventions", name) or name.replace("_", " ")
