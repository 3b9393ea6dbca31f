#include "scenario/read_factors.hpp"

#include "scenario/text_file.hpp"

#include <map>

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
    if (section.read_name({"name", "what tables call the factor"}, factor.name)) factor.name_place = section.place_of("name");
    section.require("scenario", "scenario = \"...\"");
    std::string scenario;
    if (section.read_name({"scenario", "path of the scenario that it lays over the reference"}, scenario)) factor.scenario = StatedPath{resolved(by, scenario), section.place_of("scenario")};
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

std::optional<Draft> const& of_factor_alone(std::vector<ArmDraft> const& arms, std::size_t factor) { return arms[std::size_t{1} << factor].draft; }

// The parameters that a scenario does not have as the reference has them.
ParameterValues own_parameters(Draft const& draft, Draft const& reference)
{
    ParameterValues own;
    for (auto const& [name, value] : draft.scenario.parameters) {
        auto const shared = reference.scenario.parameters.find(name);
        if (shared == reference.scenario.parameters.end() || shared->second != value) own.emplace(name, value);
    }
    return own;
}

// A factor adds something, and nothing that another sets too: that would be neither's effect.
void check_additions(std::vector<ArmDraft> const& arms, std::vector<Factor> const& factors, Faults& faults)
{
    auto const& reference = arms.front().draft;
    std::map<std::string, std::string> set_by;
    for (std::size_t n = 0; reference && n < factors.size(); ++n) {
        auto const& draft = of_factor_alone(arms, n);
        if (!draft) continue;
        auto const& [name, place, name_place, scenario] = factors[n];
        auto const own = own_parameters(*draft, *reference);
        if (own.empty() && draft->scenario.interventions.size() == reference->scenario.interventions.size())
            faults.add(place, "factor " + in_quotes(name) + " adds nothing to the reference");
        for (auto const& [parameter, value] : own)
            if (auto const [first, is_first] = set_by.emplace(parameter, name); !is_first)
                faults.add(place, "factors " + in_quotes(first->second) + " and " + in_quotes(name) + " both set " + in_quotes(parameter), "state it in the reference, or in one of them");
    }
}

// The reference with the factors of the set bits laid over it.
ArmDraft arm_of(std::size_t held, std::vector<Factor> const& factors, StatedPath const& reference, Vocabulary const& vocabulary, Faults& faults)
{
    ArmDraft arm;
    arm.place = *reference.place;
    std::vector<StatedPath> layers{reference};
    bool whole = true;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if ((held >> f & 1U) == 0U) continue;
        arm.name += (arm.name.empty() ? "" : std::string{joint}) + factors[f].name;
        arm.place = factors[f].place;
        if (std::size_t{1} << f == held) arm.name_place = factors[f].name_place;
        if (factors[f].scenario) layers.push_back(*factors[f].scenario);
        whole &= factors[f].scenario.has_value();
    }
    if (arm.name.empty()) arm.name = reference.path.stem().string();
    if (whole) arm.draft = read_draft(layers, vocabulary, faults);
    return arm;
}

}  // namespace

std::vector<ArmDraft> read_factorial(Section& top, std::filesystem::path const& by, StudyPlaces const& places, Vocabulary const& vocabulary, Faults& faults, Study& study)
{
    std::vector<Factor> factors;
    for (auto& section : top.tables({"factor", "[[factor]], two to five: the study makes an arm of every set of them"}, fewest_factors, most_factors)) factors.push_back(read_factor(section, by));
    if (top.has("arm")) top.fault("arm", "a study has [[arm]]s or [[factor]]s, not both", "a factorial makes its arms itself");
    if (factors.size() < fewest_factors || factors.size() > most_factors)
        top.fault("factor", "a factorial of " + counted(static_cast<std::int64_t>(factors.size()), "factor"), std::to_string(fewest_factors) + " to " + std::to_string(most_factors) + " of them: [[factor]] with a name and a scenario");
    if (places.equalise) faults.add(*places.equalise, "arms of a factorial hold more factors or fewer, and spend accordingly", "equalise = \"none\"");
    if (!places.reference) top.fault("study", "'study.reference' is missing", "[study] reference = \"...\": the scenario to which factors are added");
    check_names(factors, places.reference ? places.reference->path.stem().string() : "", faults);
    if (!places.reference || factors.size() > most_factors) {
        for (auto const& factor : factors)
            if (factor.scenario && !places.reference) open_toml(*factor.scenario, faults);
        return {};
    }

    std::vector<ArmDraft> arms;
    for (std::size_t held = 0; held < std::size_t{1} << factors.size(); ++held) arms.push_back(arm_of(held, factors, *places.reference, vocabulary, faults));
    check_additions(arms, factors, faults);
    for (auto const& factor : factors) study.factors.push_back(factor.name);
    return arms;
}

}  // namespace pijler
