#include "cli/intervention_table.hpp"

#include "cli/figures.hpp"
#include "interventions/registry.hpp"

#include <array>

namespace pijler {
namespace {

struct Pillar {
    char const* name;
    char const* heading;
};
constexpr std::array pillar_headings{
    Pillar{"education", "INFORMATION AND EDUCATION (voorlichting en educatie)"},
    Pillar{"support", "SIGNALLING, ADVICE AND SUPPORT (signalering, advies en ondersteuning)"},
    Pillar{"environment", "PHYSICAL AND SOCIAL ENVIRONMENT (fysieke en sociale omgeving)"},
    Pillar{"regulation", "REGULATION AND ENFORCEMENT (regelgeving en handhaving)"},
};

constexpr std::size_t type_width = 30, grade_width = 7, practice_width = 17;

std::string price(PriceRange const& price)
{
    return price.low == price.high ? format("%g", price.low) : format("%g", price.low) + "-" + format("%g", price.high);
}

// What a figure is by approach, or the one there is.
template <class Value, class Written>
std::string by_approach(InterventionType const& type, std::vector<Value> const& values, Value const& only, Written const& written)
{
    if (values.empty()) return written(only);
    std::string text;
    for (std::size_t n = 0; n < values.size(); ++n) text += (n == 0 ? "" : ", ") + written(values[n]) + " (" + type.approaches[n] + ")";
    return text;
}

std::string reach(InterventionType const& type)
{
    auto const& d = type.defaults;
    bool const has_ages = std::ranges::find(type.target_keys, "age") != type.target_keys.end();
    return format("coverage %g of at most %g, ", d.coverage, type.plausible_coverage) + (has_ages ? format("ages %d-%d, ", d.age_low, d.age_high) : "") +
           (type.is_lever ? format("in force every month from %d on", d.start) : d.every > 0 ? format("a round every %d months from month %d on", d.every, d.start) : format("once, in month %d", d.start));
}

std::string cost(InterventionType const& type)
{
    auto const& c = type.defaults.cost;
    auto const fixed = c.fixed.high > 0.0 ? price(c.fixed) + (type.is_lever ? " at its start and " : " a round and ") : "";
    return "euro: " + fixed + by_approach(type, type.price_of_approach, c.per_contact, price) + " a " + type.unit + ", paid by: " + c.payer + " [" + type.cost_source + ", " + type.cost_grade + "]";
}

std::string hours(InterventionType const& type)
{
    return "hours: " + by_approach(type, type.hours_of_approach, type.hours_per_contact, [](double each) { return format("%g", each); }) + " a " + type.unit + " [judgement, J]";
}

// What it takes, in English and Dutch.
std::string practice_lines(Practice const& practice)
{
    std::string const margin(practice_width, ' ');
    std::string text;
    for (auto const& [name, said] : practice_fields) {
        text += wrapped(padded("  " + std::string{name}, practice_width) + "en ", margin + "   ", std::string{(practice.*said).en});
        text += wrapped(margin + "nl ", margin + "   ", std::string{(practice.*said).nl});
    }
    std::string sources;
    for (auto const& source : practice.sources) sources += (sources.empty() ? "programme: " : ", ") + std::string{source};
    return text + wrapped(padded("  sources", practice_width), margin, sources + (sources.empty() ? "recalled or judged" : "; all else recalled or judged"));
}

std::string practice_in_full(InterventionType const& type)
{
    std::string text;
    for (auto const& practice : type.practice) {
        auto const n = static_cast<std::size_t>(&practice - type.practice.data());
        text += "\nWhat it takes" + (type.approaches.empty() ? "" : " (" + type.approaches[n] + ")") + "\n" + practice_lines(practice);
    }
    return text;
}

class EffectLines final : public ParameterVisitor {
public:
    void operator()(std::string_view name, double& value, About const& about) override
    {
        text += wrapped("  ", "    ", std::string{name} + " = " + format("%g (%g to %g", value, about.low, about.high) + (about.unit.empty() ? "" : " " + std::string{about.unit}) + "): " +
                                          std::string{about.meaning} + " [" + std::string{about.source} + ", " + static_cast<char>(about.grade) + "]");
    }
    std::string text;
};

constexpr char const* grades = "Grades: A good trials, B, C weaker or from elsewhere, D expert opinion, X never evaluated, J our judgement. Of a type: of the evidence that it "
                               "changes use; in brackets, after the source: of the figure beside it.";

}  // namespace

std::string intervention_table(std::vector<InterventionType> const& types)
{
    std::string text;
    for (auto const& [name, heading] : pillar_headings) {
        text += std::string{heading} + "\n\n" + padded("type", type_width) + padded("grade", grade_width) + "mechanism\n";
        for (auto const& type : types) {
            if (type.pillar != name) continue;
            std::string const margin(type_width + grade_width, ' ');
            text += wrapped(padded(type.name, type_width) + padded(type.grade, grade_width) + "en ", margin + "   ", type.meaning);
            text += wrapped(margin + "nl ", margin + "   ", type.meaning_nl);
        }
        text += "\n";
    }
    text += "UNLESS A SCENARIO SAYS OTHERWISE\n";
    for (auto const& type : types) {
        text += "\n" + type.name + "\n";
        for (auto const& sentence : {reach(type), cost(type), hours(type)}) text += wrapped("  ", "    ", sentence);
    }
    return text + "\n" + wrapped("", "", grades) + "\n" + wrapped("", "", "One with its effects and what it takes: pijler list interventions TYPE. Every field of all: --format json or csv.");
}

std::string intervention_in_full(InterventionType const& type)
{
    auto const& d = type.defaults;
    EffectLines effects;
    intervention_kind(type.name).describe(effects);
    std::string text = type.name + " (" + type.pillar + ", grade " + type.grade + ")\n" + wrapped("  en ", "     ", type.meaning) + wrapped("  nl ", "     ", type.meaning_nl);
    std::string approaches;
    for (auto const& approach : type.approaches) approaches += " " + approach;
    if (!approaches.empty()) text += wrapped("  ", "    ", "approach is one of:" + approaches);
    for (auto const& sentence : {reach(type), format("dose %g, fidelity %g, strength %g", d.dose, d.fidelity, d.strength), cost(type), hours(type)}) text += wrapped("  ", "    ", sentence);
    return text + practice_in_full(type) + "\nEffects, settable under [parameters]\n" + effects.text + "\n" + wrapped("", "", grades);
}

}  // namespace pijler
