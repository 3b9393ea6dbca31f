#include "scenario/read_factors.hpp"

#include "scenario/text_file.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr std::size_t fewest_factors = 2, most_factors = 5;  // 32 arms
constexpr char joint = '+';                                   // in names of arms

struct Factor {
    std::string name;
    Place place;
    std::optional<Place> name_place;
    std::optional<StatedPath> scenario;
};

Factor read_factor(Section& section, std::filesystem::path const& by)
{
    Factor factor;
    factor.place = section.place();
    section.require("name", "name = \"...\"");
    if (section.read_name("name", factor.name)) factor.name_place = section.place_of("name");
    section.require("scenario", "scenario = \"...\"");
    std::string scenario;
    if (section.read_name("scenario", scenario)) factor.scenario = StatedPath{resolved(by, scenario), section.place_of("scenario")};
    section.refuse_other_keys();
    return factor;
}

void check_names(std::vector<Factor> const& factors, std::string const& reference, Faults& faults)
{
    for (std::size_t n = 0; n < factors.size(); ++n) {
        auto const& [name, place, name_place, scenario] = factors[n];
        if (!name_place) continue;
        if (name.find(joint) != std::string::npos) faults.add(*name_place, "factor " + in_quotes(name) + " has a '+' in its name", "the study joins names of factors with it");
        if (name == reference) faults.add(*name_place, "factor " + in_quotes(name) + " is named as the reference is");
        for (std::size_t m = 0; m < n; ++m) {
            if (factors[m].name == name) faults.add(*name_place, "a second factor named " + in_quotes(name));
            if (!scenario || !factors[m].scenario) continue;
            std::error_code error;
            if (std::filesystem::equivalent(factors[m].scenario->path, scenario->path, error))
                faults.add(*scenario->place, "factor " + in_quotes(name) + " is the scenario of factor " + in_quotes(factors[m].name), "each factor adds something of its own");
        }
    }
}

// What two factors both set is neither's effect.
void check_parameters(std::vector<ArmDraft> const& arms, std::vector<Factor> const& factors, Faults& faults)
{
    auto const sets = [&](std::size_t factor, std::string const& name, double value) {
        auto const& reference = arms.front().draft->scenario.parameters;
        auto const shared = reference.find(name);
        return arms[std::size_t{1} << factor].draft && (shared == reference.end() || shared->second != value);
    };
    for (std::size_t n = 0; n < factors.size(); ++n)
        for (std::size_t m = 0; m < n; ++m) {
            auto const& one = arms[std::size_t{1} << n].draft;
            auto const& other = arms[std::size_t{1} << m].draft;
            if (!arms.front().draft || !one || !other) continue;
            for (auto const& [name, value] : one->scenario.parameters)
                if (auto const found = other->scenario.parameters.find(name); found != other->scenario.parameters.end() && sets(n, name, value) && sets(m, name, found->second))
                    faults.add(factors[n].place, "factors " + in_quotes(factors[m].name) + " and " + in_quotes(factors[n].name) + " both set " + in_quotes(name), "state it in the reference, or in one of them");
        }
}

// A factor that brings no intervention and sets nothing has no effect to estimate.
void check_adds(std::vector<ArmDraft> const& arms, std::vector<Factor> const& factors, Faults& faults)
{
    for (std::size_t n = 0; n < factors.size(); ++n) {
        auto const& with = arms[std::size_t{1} << n].draft;
        auto const& without = arms.front().draft;
        if (with && without && with->scenario.interventions.size() == without->scenario.interventions.size() && with->scenario.parameters == without->scenario.parameters)
            faults.add(factors[n].place, "factor " + in_quotes(factors[n].name) + " adds nothing to the reference");
    }
}

}  // namespace

std::vector<ArmDraft> read_factorial(Section& top, std::filesystem::path const& by, StudyPlaces const& places, Vocabulary const& vocabulary, Faults& faults, Study& study)
{
    std::vector<Factor> factors;
    for (auto& section : top.tables("factor")) factors.push_back(read_factor(section, by));
    if (top.has("arm")) top.fault("arm", "a study has [[arm]]s or [[factor]]s, not both", "a factorial makes its arms itself");
    if (factors.size() < fewest_factors || factors.size() > most_factors)
        top.fault("factor", "a factorial of " + counted(static_cast<std::int64_t>(factors.size()), "factor"), std::to_string(fewest_factors) + " to " + std::to_string(most_factors) + " of them: [[factor]] with a name and a scenario");
    if (places.equalise) faults.add(*places.equalise, "arms of a factorial hold more factors or fewer, and spend accordingly", "equalise = \"none\"");
    if (!places.reference) top.fault("study", "'study.reference' is missing", "[study] reference = \"...\": the scenario to which factors are added");
    auto const reference = places.reference ? places.reference->path.stem().string() : "";
    check_names(factors, reference, faults);
    if (!places.reference || factors.size() > most_factors) return {};

    std::vector<ArmDraft> arms(std::size_t{1} << factors.size());
    for (std::size_t n = 0; n < arms.size(); ++n) {
        auto& arm = arms[n];
        arm.name = n == 0 ? reference : "";
        arm.place = *places.reference->place;
        std::vector<StatedPath> layers{*places.reference};
        bool whole = true;
        for (std::size_t f = 0; f < factors.size(); ++f) {
            if ((n >> f & 1U) == 0U) continue;
            arm.name += (arm.name.empty() ? "" : std::string{joint}) + factors[f].name;
            arm.place = factors[f].place;
            if (std::size_t{1} << f == n) arm.name_place = factors[f].name_place;
            if (factors[f].scenario) layers.push_back(*factors[f].scenario);
            whole &= factors[f].scenario.has_value();
        }
        if (whole) arm.draft = read_draft(layers, vocabulary, faults);
    }
    check_parameters(arms, factors, faults);
    check_adds(arms, factors, faults);
    for (auto const& factor : factors) study.factors.push_back(factor.name);
    return arms;
}

}  // namespace pijler
