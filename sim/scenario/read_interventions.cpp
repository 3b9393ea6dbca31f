// The interventions of a scenario: what is delivered, to whom, how well and at what cost.
#include "scenario/read_delivery.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Limits euro{0.0, 1e12};
constexpr double last_month = 1200;

InterventionType const* find_type(Vocabulary const& vocabulary, std::string const& name)
{
    auto const& types = vocabulary.interventions;
    auto const found = std::find_if(types.begin(), types.end(), [&](InterventionType const& type) { return type.name == name; });
    return found == types.end() ? nullptr : &*found;
}

void read_cost(Section& section, Cost& cost)
{
    section.read_number_or_pair({"fixed", "euro a round; of a lever once, when it starts: a value, or a range [low, high] that is drawn"}, cost.fixed.low, cost.fixed.high, euro);
    section.read_number_or_pair({"per_contact", "euro a contact as delivered: a value, or a range [low, high] that is drawn"}, cost.per_contact.low, cost.per_contact.high, euro);
    section.read_name({"payer", "who pays"}, cost.payer);
    section.refuse_other_keys();
}

void read_content(Section& section, Vocabulary const& vocabulary, InterventionType const& type, Delivery& delivery)
{
    if (!type.defaults.content.empty())
        section.read_word({"content", "for whom it was written"}, delivery.content, vocabulary.contents);
    else
        section.refuse("content", in_quotes(type.name) + " is not written for one audience or another", "leave `content` out");
}

void read_approach(Section& section, InterventionType const& type, InterventionSpec& spec)
{
    if (type.approaches.empty())
        section.refuse("approach", in_quotes(type.name) + " has no approaches", "leave `approach` out");
    else
        section.read_word({"approach", "what it teaches"}, spec.approach, type.approaches);
}

// What the approach costs, until the file says otherwise.
void price_by_approach(Section& section, InterventionType const& type, Cost& cost)
{
    auto const* stated = section.find("approach");
    auto const* approach = stated ? std::get_if<std::string>(&stated->value.is) : nullptr;
    if (!approach || type.price_of_approach.empty()) return;
    auto const found = std::find(type.approaches.begin(), type.approaches.end(), *approach);
    if (found != type.approaches.end()) cost.per_contact = type.price_of_approach[static_cast<std::size_t>(found - type.approaches.begin())];
}

void read_intervention(Section& section, Vocabulary const& vocabulary, Draft& draft)
{
    InterventionSpec spec;
    spec.place = section.place();
    auto const types = names_of(vocabulary.interventions);
    section.require("type", "type = \"...\"; `pijler list interventions` shows them");
    if (section.is_told()) section.tells("type", name_shape(vocabulary.interventions));
    if (section.read_word({"type", "what is done: `pijler list interventions`"}, spec.type, types)) {
        auto const& type = *find_type(vocabulary, spec.type);
        spec.name = spec.type;
        spec.delivery = type.defaults;
        price_by_approach(section, type, spec.delivery.cost);
        if (!type.approaches.empty()) section.require("approach", "approach = " + listed(type.approaches));
    }
    section.read_name({"name", "what --set, studies and `supports` call it; without it its type"}, spec.name);
    InterventionPlaces places{section.place(), std::nullopt};
    read_delivery(section, vocabulary, spec, places);
    section.refuse_other_keys();

    auto& others = draft.scenario.interventions;
    auto const namesake =
        std::find_if(others.begin(), others.end(), [&](InterventionSpec const& other) { return other.name == spec.name; });
    if (namesake != others.end() && !spec.name.empty()) {
        auto const& first = namesake->place;
        section.fault(section.has("name") ? "name" : "type",
                      "a second intervention named " + in_quotes(spec.name) + " (the first: " + first.file + ":" +
                          std::to_string(first.line) + ")",
                      "give each a `name` of its own");
    }
    others.push_back(std::move(spec));
    draft.intervention_places.push_back(std::move(places));
}

}  // namespace

void read_delivery(Section& section, Vocabulary const& vocabulary, InterventionSpec& spec, InterventionPlaces& places)
{
    auto& delivery = spec.delivery;
    auto const* type = find_type(vocabulary, spec.type);
    if (type) {
        read_approach(section, *type, spec);
        read_content(section, vocabulary, *type, delivery);
    } else {
        section.find("approach");
        section.find("content");
    }
    read_stop(section, type, delivery, places);
    bool start_or_end = section.read({"start", "month of the run in which it begins"}, delivery.start, {0, last_month});
    if (start_or_end) places.start = section.place_of("start");
    start_or_end |= section.read({"end", "month in which it is over (exclusive); without it the end of the run"}, delivery.end, {1, last_month});
    if (start_or_end && delivery.end != 0 && delivery.end <= delivery.start)
        section.fault(section.has("end") ? "end" : "start",
                      "ends in month " + std::to_string(delivery.end) + ", before it has started in month " +
                          std::to_string(delivery.start),
                      "`end` is exclusive and later than `start`");
    bool const in_rounds = section.read({"every", "months between rounds; 0: once"}, delivery.every, {0, last_month});
    if (type && type->is_lever && (in_rounds || section.is_told())) section.refuse("every", in_quotes(spec.type) + " is in force every month from start to end", "leave `every` out");
    section.read({"coverage", "share of the target group reached per round"}, delivery.coverage, {0, type ? std::max(1.0, type->plausible_coverage) : 1.0});
    section.read({"dose", "times the standard dose"}, delivery.dose, {0, 10});
    section.read({"fidelity", "share of the programme delivered as meant"}, delivery.fidelity, {0, 1});
    section.read({"strength", "scales every effect; 0 changes nothing, bit for bit"}, delivery.strength, {0, 10});
    if (section.read_name({"supports", "name of another intervention, whose reach this one raises"}, spec.supports)) places.supports = section.place_of("supports");
    read_calendar(section, delivery, places);
    if (auto target = section.table({"target", "whom it is for"})) read_target(*target, vocabulary, type, delivery, places);
    read_screening(section, type, delivery, places);
    if (auto cost = section.table({"cost", "what it costs, and who pays"})) read_cost(*cost, delivery.cost);
}

void check_starts(Draft const& draft, Faults& faults)
{
    auto const months = draft.scenario.simulation.months;
    for (std::size_t i = 0; i < draft.intervention_places.size(); ++i) {
        auto const& spec = draft.scenario.interventions[i];
        auto const& stated = draft.intervention_places[i].start;
        check_calendar(spec, draft.intervention_places[i].calendar, months, faults);
        if (stated && spec.delivery.start >= months)
            faults.add(*stated, in_quotes(spec.name) + " starts in month " + std::to_string(spec.delivery.start) + ", when the run of " + counted(months, "month") + " is over",
                       "months count from 0: start = " + std::to_string(months - 1) + " or earlier, or [simulation] months = " + std::to_string(spec.delivery.start + 1) + " or more");
    }
}

void check_stops(Draft const& draft, Faults& faults)
{
    auto const& town = draft.scenario.population.municipality;
    if (!town) return;
    std::map<std::string, bool> const in_force{{"public_smoking_ban", town->public_smoking_ban}, {"hemp_covenant", town->hemp_covenant}};
    for (std::size_t i = 0; i < draft.intervention_places.size(); ++i) {
        auto const& spec = draft.scenario.interventions[i];
        auto const& stated = draft.intervention_places[i].stop;
        if (!stated || !spec.delivery.stops || !in_force.contains(spec.type)) continue;
        if (!in_force.at(spec.type))
            faults.add(*stated, in_quotes(spec.name) + " stops what " + town->name + " does not have in force", "its municipality file says " + spec.type + " = false");
    }
}

void read_interventions(Section& top, Vocabulary const& vocabulary, Draft& draft)
{
    auto const read = [&](Section& section) { read_intervention(section, vocabulary, draft); };
    for (auto& section : top.tables({"intervention", "[[intervention]], once for each: what is delivered, to whom, how well and at what cost"}))
        if (!section.tells_by_word("type", names_of(vocabulary.interventions), read)) read(section);
}

}  // namespace pijler
