#include "scenario/study_tables.hpp"

#include "scenario/import.hpp"
#include "scenario/text_file.hpp"

namespace pijler {
namespace {

std::optional<Place> read_estimand(Section& section, Vocabulary const& vocabulary, Estimand& estimand)
{
    if (section.is_told()) {
        auto outcome = name_shape(vocabulary.outcomes), subgroup = name_shape(vocabulary.subgroups);
        outcome.otherwise = estimand.outcome;
        subgroup.otherwise = estimand.subgroup;
        section.tells("outcome", std::move(outcome));
        section.tells("subgroup", std::move(subgroup));
    }
    section.read_word({"outcome", "what is asked of: `pijler list outcomes`"}, estimand.outcome, names_of(vocabulary.outcomes));
    estimand.subgroup_stated = section.read_word({"subgroup", "of whom: `pijler list subgroups`"}, estimand.subgroup, names_of(vocabulary.subgroups));
    std::optional<Place> horizon;
    if (section.read({"horizon", "months from month 0; without it the end of the run"}, estimand.horizon, {1, 1200})) horizon = section.place_of("horizon");
    section.read({"relevant_difference", "the smallest difference that matters, as a share of the reference: 0.05 is 5 %"}, estimand.relevant_difference, {0, 1});
    section.refuse_other_keys();
    return horizon;
}

void read_equalise(Section& section, Study& study)
{
    std::string equalise = "none";
    section.read_word({"equalise", "beside each arm as delivered a row in which all spend the same budget, contacts or hours"}, equalise, {"none", "budget", "contacts", "hours"});
    if (equalise == "budget") study.equalise = Equalise::budget;
    if (equalise == "contacts") study.equalise = Equalise::contacts;
    if (equalise == "hours") study.equalise = Equalise::hours;
    bool const stated = section.read({"budget", "euro, contacts or hours a year, as `equalise` says"}, study.budget, {0, 1e12});
    if (study.equalise == Equalise::none) return;
    section.require("budget", "budget = ... (" + std::string{equalise == "budget" ? "euro" : equalise} + " a year)");
    if (stated && study.budget == 0.0) section.fault("budget", "'study.budget' is 0", "arms are equalised at more than nothing");
}

std::optional<Place> read_uncertainty(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Study& study)
{
    std::string uncertainty = "none";
    auto shape = word_or_file({"none", "priors"});
    shape.otherwise = uncertainty;
    section.tells({"uncertainty", "none; priors: a second run of each arm with effects drawn from their priors; or a CSV of parameter sets, one for each replicate"}, std::move(shape));
    section.read_name("uncertainty", uncertainty);
    if (uncertainty == "none") return std::nullopt;
    if (uncertainty == "priors") {
        study.uncertainty = Uncertainty::priors;
        return std::nullopt;
    }
    StatedPath const path{resolved(by, uncertainty), section.place_of("uncertainty")};
    if (!read_bytes(path.path).bytes) {
        section.fault("uncertainty", "'study.uncertainty' is neither none, priors nor a file: " + in_quotes(uncertainty),
                      did_you_mean(uncertainty, {"none", "priors"}));
        return std::nullopt;
    }
    study.uncertainty = Uncertainty::parameter_sets;
    study.parameter_sets = read_parameter_sets(path, vocabulary, study.inputs, section.faults());
    return section.faults().any_in(path.path.string()) ? std::nullopt : path.place;
}

}  // namespace

StudyPlaces read_study_table(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Study& study)
{
    StudyPlaces places;
    read_equalise(section, study);
    if (study.equalise != Equalise::none) places.equalise = section.place_of("equalise");
    std::string reference;
    if (section.read_name({"reference", "of a study with [[factor]]s: path of the scenario that they are laid over"}, reference)) places.reference = {resolved(by, reference), section.place_of("reference")};
    places.parameter_sets = read_uncertainty(section, by, vocabulary, study);
    if (auto estimand = section.table({"estimand", "the question, fixed before the run; all else is exploratory"})) {
        places.estimand = estimand->place();
        places.horizon = read_estimand(*estimand, vocabulary, study.estimand);
    }
    section.refuse_other_keys();
    return places;
}

}  // namespace pijler
