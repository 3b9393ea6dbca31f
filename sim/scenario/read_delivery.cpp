#include "scenario/read_delivery.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Limits share{0.0, 1.0};
constexpr double last_month = 1200;

// One or both: both is everybody.
void read_sex(Section& section, std::string& sex)
{
    Words sexes;
    if (section.read_word_or_words({"sex", "without it both"}, sexes, {"female", "male"})) sex = sexes.size() == 1 ? sexes.front() : "";
}

void read_quantiles(Section& section, char const* trait, QuantileRange& range)
{
    if (section.read_pair({trait, "quantiles of the population [low, high]; found by `screening`"}, range.low, range.high, share) && range.low == range.high)
        section.fault(trait, "nobody lies between two quantiles that are the same", "the upper third: [0.67, 1.0]");
}

std::string cannot_screen(InterventionType const& type) { return in_quotes(type.name) + " reaches no youths one by one, nor their parents"; }

}  // namespace

void read_target(Section& section, Vocabulary const& vocabulary, InterventionType const* type, Delivery& delivery, InterventionPlaces& places)
{
    double low = delivery.age_low, high = delivery.age_high;
    if (section.read_pair({"age", "school ages, both ends inclusive"}, low, high, {12, 25})) {
        delivery.age_low = static_cast<int>(low);
        delivery.age_high = static_cast<int>(high);
        if (delivery.age_low != low || delivery.age_high != high) section.fault("age", "school ages are whole years");
    }
    section.read_words({"track", "without it all"}, delivery.tracks, vocabulary.tracks);
    if (type && type->in_class && section.has("track") && !delivery.tracks.empty() && std::ranges::all_of(delivery.tracks, [](auto const& track) { return track == "work"; }))
        section.fault("track", in_quotes(type->name) + " goes by classes of pupils and students: it reaches nobody at work", "name a track of a school");
    read_sex(section, delivery.sex);
    section.read_words({"neighbourhood", "types of neighbourhood; without it all"}, delivery.neighbourhoods, vocabulary.neighbourhoods);
    read_quantiles(section, "impulsivity", delivery.impulsivity);
    read_quantiles(section, "sensation_seeking", delivery.sensation_seeking);
    section.read_words({"stage", "stages of use; found by `screening`; without it all"}, delivery.stages, vocabulary.stages);
    for (auto const* key : {"age", "sex", "track", "neighbourhood"})
        if (type && std::ranges::find(type->target_keys, key) == type->target_keys.end())
            section.refuse(key, in_quotes(type->name) + " heeds no " + in_quotes(key), type->target_keys.empty() ? "leave `target` out" : "it heeds " + listed(type->target_keys));
    for (auto const* unseen : {"impulsivity", "sensation_seeking", "stage"}) {
        if (type && !type->can_screen)
            section.refuse(unseen, "nobody sees a youth's " + std::string{unseen} + ", and " + cannot_screen(*type), "leave it out");
        else if (section.has(unseen))
            places.unseen.emplace_back(unseen, section.place_of(unseen));
    }
    section.refuse_other_keys();
}

void read_screening(Section& section, InterventionType const* type, Delivery& delivery, InterventionPlaces& places)
{
    auto table = section.table({"screening", "how those are found whom nobody sees: by traits or use"});
    if (!table) return;
    if (type && !type->can_screen)
        section.refuse("screening", cannot_screen(*type), "leave `screening` out");
    else
        places.screening = section.place_of("screening");
    if (!delivery.screening) {
        for (auto const* key : {"sensitivity", "specificity", "cost"}) table->require(key, "screening = { sensitivity = 0.7, specificity = 0.9, cost = 10.0 }");
        delivery.screening.emplace();
    }
    table->read({"sensitivity", "of those meant, the share that is found"}, delivery.screening->sensitivity, share);
    table->read({"specificity", "of the others, the share that is left alone"}, delivery.screening->specificity, share);
    table->read({"cost", "euro per youth screened"}, delivery.screening->cost, {0.0, 1e6});
    table->refuse_other_keys();
}

void read_calendar(Section& section, Delivery& delivery, InterventionPlaces& places)
{
    if (section.has("calendar")) {
        delivery.calendar.clear();
        places.calendar.clear();
    }
    for (auto& row : section.tables({"calendar", "steps of strength by month, [ { from = 24, strength = 0.5 } ]; before the first it is whole"})) {
        StrengthStep step{0, 1.0};
        for (auto const* key : {"from", "strength"}) row.require(key, "{ from = 24, strength = 0.5 }");
        bool const dated = row.read({"from", "month of the run"}, step.from, {0, last_month});
        row.read({"strength", "times its own strength, until the next step"}, step.strength, {0, 10});
        row.refuse_other_keys();
        if (!dated) continue;
        if (!delivery.calendar.empty() && step.from <= delivery.calendar.back().from)
            row.fault("from", "the step before this one is from month " + std::to_string(delivery.calendar.back().from) + " on", "steps go forward in time");
        delivery.calendar.push_back(step);
        places.calendar.push_back(row.place_of("from"));
    }
}

void read_stop(Section& section, InterventionType const* type, Delivery& delivery, InterventionPlaces& places)
{
    if (!section.read({"stop", "takes away what the municipality has in force, instead of adding to it"}, delivery.stops) || !delivery.stops) return;
    if (type && !type->can_stop) section.fault("stop", "no town has " + in_quotes(type->name) + " in force in the reference: there is nothing to stop", "leave `stop` out");
    delivery.coverage = delivery.fidelity = 1.0;
    delivery.cost = {0.0, 0.0, delivery.cost.payer};
    places.stop = section.place_of("stop");
    if (section.has("cost")) section.fault("cost", "what stops delivers nothing, and costs nothing", "leave `cost` out");
    if (section.has("supports")) section.fault("supports", "what stops delivers nothing that could support another", "leave `supports` out");
}

void check_screening(InterventionSpec const& spec, InterventionPlaces const& places, Faults& faults)
{
    auto const& delivery = spec.delivery;
    if (!delivery.screening)
        for (auto const& [selector, place] : places.unseen)
            faults.add(place, "nobody sees a youth's " + selector + ": " + in_quotes(spec.name) + " has to find them", "screening = { sensitivity = 0.7, specificity = 0.9, cost = 10.0 }, beside `target`");
    else if (places.screening && places.unseen.empty() && !delivery.means_the_unseen())
        faults.add(*places.screening, in_quotes(spec.name) + " screens for nothing", "name `impulsivity`, `sensation_seeking` or `stage` in its target");
}

void check_calendar(InterventionSpec const& spec, std::vector<Place> const& steps, int months, Faults& faults)
{
    auto const& delivery = spec.delivery;
    for (std::size_t n = 0; n < steps.size(); ++n) {
        auto const from = delivery.calendar[n].from;
        if (delivery.end != 0 && from >= delivery.end)
            faults.add(steps[n], in_quotes(spec.name) + " has ended by month " + std::to_string(from), "`end` = " + std::to_string(delivery.end) + " is exclusive");
        else if (from >= months)
            faults.add(steps[n], "a step of " + in_quotes(spec.name) + " is from month " + std::to_string(from) + " on, when the run of " + counted(months, "month") + " is over",
                       "months count from 0");
    }
}

}  // namespace pijler
