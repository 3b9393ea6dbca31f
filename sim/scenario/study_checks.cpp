#include "scenario/study_checks.hpp"

#include <algorithm>

namespace pijler {
namespace {

std::string population_of(Draft const& draft)
{
    std::string text;
    for (auto const* stated : {&draft.municipality, &draft.nodes, &draft.ties})
        if (*stated) text += (text.empty() ? "" : " and ") + (*stated)->path.string();
    auto const& youths = draft.scenario.population.youths;
    return text + (youths ? " at " + written(*youths) + " youths" : "");
}

std::string substances_of(Draft const& draft)
{
    Words names;
    for (auto const& substance : draft.scenario.substances) names.push_back(substance.name);
    return listed(names);
}

double value_in(ParameterValues const& values, ParameterRow const& row, double otherwise)
{
    auto const found = values.find(row.name);
    return found == values.end() ? otherwise : found->second;
}

// Calls with every arm and parameter of these whose value is not that of the reference's run-in.
template <class Act>
void for_own_parameters(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Shapes shapes, Act const& act)
{
    if (arms.empty() || !arms.front().draft) return;
    for (auto const& row : vocabulary.parameters) {
        if (row.shapes != shapes) continue;
        double const shared = value_in(arms.front().draft->scenario.parameters, row, row.default_value);
        for (auto const& arm : arms) {
            if (!arm.draft) continue;
            double const own = value_in(arm.parameters, row, value_in(arm.draft->scenario.parameters, row, row.default_value));
            if (own != shared) act(arm, row, own, shared);
        }
    }
}

// The horizon falls between two records, and not because the run was cut short.
bool falls_between_records(int horizon, Scenario const& scenario)
{
    return horizon < scenario.simulation.months && horizon % scenario.output.every != 0;
}

std::string between_records(int horizon, Scenario const& scenario)
{
    auto const every = scenario.output.every;
    auto const before = horizon - horizon % every;
    return "the horizon of " + counted(horizon, "month") + " falls between two records of " + counted(every, "month") + " (output.every); " +
           (before > 0 ? std::to_string(before) + " or " : "") + std::to_string(before + every) + " would do";
}

std::string too_few_sets(Study const& study, int replicates)
{
    return counted(static_cast<std::int64_t>(study.parameter_sets.size()), "parameter set") + " for " + counted(replicates, "replicate") +
           "; each replicate takes a row of its own";
}

bool has_too_few_sets(Study const& study, int replicates)
{
    return study.uncertainty == Uncertainty::parameter_sets && study.parameter_sets.size() < static_cast<std::size_t>(replicates);
}

// A column of one substance is of one that is simulated, and of a parameter that may differ between them.
void check_sets_of_substances(ParameterValues const& set, Place const& place, Scenario const& scenario, Vocabulary const& vocabulary, Faults& faults)
{
    Words names;
    for (auto const& substance : scenario.substances) names.push_back(substance.name);
    for (auto const& [name, value] : set) {
        auto const* row = parameter_row(name, vocabulary);
        if (row == nullptr || row->name == name) continue;
        auto const of = name.substr(0, name.find('.'));
        if (std::ranges::find(names, of) == names.end())
            faults.add(place, "the parameter sets have " + in_quotes(name) + ": the run has no substance " + in_quotes(of), unknown_word_remedy(of, names));
        else if (row->shapes == Shapes::people)
            faults.add(place, "the parameter sets have " + in_quotes(name) + ": it shapes who people are, whatever they use", in_quotes(row->name));
    }
}

bool is_in_sets(Study const& study, std::string_view parameter)
{
    return !study.parameter_sets.empty() && study.parameter_sets.front().contains(parameter);
}

// An option that the parameter sets would overrule.
void refuse_overruled(Study const& study, Overrides const& overrides)
{
    for (auto const& setting : overrides.set) {
        auto path = setting.path;
        std::erase(path, '"');
        for (auto const& [name, ignored] : study.parameter_sets.empty() ? ParameterValues{} : study.parameter_sets.front())
            if (path == name || path.ends_with("parameters." + name))
                throw StatusError{ExitStatus::usage, (setting.place ? setting.place->file + ": " : "--set ") + setting.path + "=" + setting.text + ": the parameter sets set " + in_quotes(name) + " in all arms"};
    }
}

}  // namespace

void check_agreement(std::vector<ArmDraft> const& arms, Faults& faults)
{
    auto const compare = [&](ArmDraft const& arm, std::string const& what, std::string const& here,
                             std::string const& reference) {
        if (here != reference)
            faults.add(arm.place,
                       "arm " + in_quotes(arm.name) + " has " + what + " " + here + " where the reference has " + reference,
                       "arms of a study share one world: state it in a file that all extend");
    };
    for (auto const& arm : arms) {
        if (!arm.draft || !arms.front().draft) continue;
        auto const& a = arm.draft->scenario.simulation;
        auto const& b = arms.front().draft->scenario.simulation;
        compare(arm, "months", std::to_string(a.months), std::to_string(b.months));
        compare(arm, "run_in_months", std::to_string(a.run_in_months), std::to_string(b.run_in_months));
        compare(arm, "replicates", std::to_string(a.replicates), std::to_string(b.replicates));
        compare(arm, "seed", std::to_string(a.seed), std::to_string(b.seed));
        compare(arm, "substances", substances_of(*arm.draft), substances_of(*arms.front().draft));
        compare(arm, "population", population_of(*arm.draft), population_of(*arms.front().draft));
    }
}

void check_pairing(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults)
{
    for_own_parameters(arms, vocabulary, Shapes::people, [&](ArmDraft const& arm, ParameterRow const& row, double own, double shared) {
        auto const place = arm.parameters.contains(row.name) ? arm.parameters_place.value_or(arm.place) : arm.place;
        faults.add(place, "arm " + in_quotes(arm.name) + " has " + in_quotes(row.name) + " " + written(own) + " where the run-in has " + written(shared) + ": it shapes who people are and where, which arms share",
                   "state it in a file that all arms extend");
    });
}

void check_names(Study const& study, std::vector<ArmDraft> const& arms, Faults& faults)
{
    auto const keep_free = [&](std::string_view ending, std::string const& added) {
        for (auto const& arm : arms)
            if (arm.name_place && arm.name.ends_with(ending))
                faults.add(*arm.name_place, "arm " + in_quotes(arm.name) + ": this study itself gives names ending in " + in_quotes(ending) + " to the arms that it adds, " + added,
                           "choose another name");
    };
    if (study.equalise != Equalise::none) keep_free(equalised_ending, "with equal spending");
    if (study.uncertainty == Uncertainty::priors) keep_free(drawn_ending, "with effects drawn from their priors");
}

std::vector<std::string> notes_on(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary)
{
    std::vector<std::string> notes;
    for_own_parameters(arms, vocabulary, Shapes::newcomers, [&](ArmDraft const& arm, ParameterRow const& row, double, double) {
        notes.push_back("arm " + in_quotes(arm.name) + ": " + in_quotes(row.name) + " acts on youths and parents who arrive from month 0 on, not on those who are there");
    });
    return notes;
}

void check_asked(Study const& study, StudyPlaces const& places, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults)
{
    if (arms.empty() || !arms.front().draft) return;
    auto const& reference = arms.front().draft->scenario;
    auto const horizon = study.estimand.horizon;
    auto const& simulation = reference.simulation;
    if (places.horizon && horizon > simulation.months)
        faults.add(*places.horizon, "the horizon lies beyond the run of " + counted(simulation.months, "month"));
    else if (places.horizon && falls_between_records(horizon, reference))
        faults.add(*places.horizon, between_records(horizon, reference));
    if (places.parameter_sets) check_sets_of_substances(study.parameter_sets.front(), *places.parameter_sets, reference, vocabulary, faults);
    if (places.parameter_sets)
        for (auto const& arm : arms)
            for (auto const& [name, value] : arm.parameters)
                if (is_in_sets(study, name)) faults.add(*arm.parameters_place, "arm " + in_quotes(arm.name) + " sets " + in_quotes(name) + ", which the parameter sets set in all arms");
    if (places.parameter_sets && has_too_few_sets(study, simulation.replicates))
        faults.add(*places.parameter_sets, too_few_sets(study, simulation.replicates));
}

void refuse_unanswerable(Study const& study, Overrides const& overrides)
{
    auto const& reference = study.arms.front().scenario;
    auto const horizon = study.estimand.horizon;
    if (horizon > 0 && falls_between_records(horizon, reference)) throw StatusError{ExitStatus::usage, between_records(horizon, reference)};
    if (has_too_few_sets(study, reference.simulation.replicates))
        throw StatusError{ExitStatus::usage, too_few_sets(study, reference.simulation.replicates)};
    refuse_overruled(study, overrides);
}

}  // namespace pijler
