#include "study/vocabulary.hpp"

#include "output/outcomes.hpp"
#include "simulation/programme.hpp"

namespace pijler {

Vocabulary make_vocabulary()
{
    Vocabulary words;
    ParameterLister list;
    ModelParams model;
    ProgrammeParams programme;
    describe(list, model);
    describe(list, programme);
    for (auto const& kind : intervention_kinds()) {
        words.interventions.push_back(kind.type);
        kind.describe(list);
    }
    words.parameters = std::move(list.rows);
    for (auto const& outcome : outcomes()) words.outcomes.push_back(outcome.row);
    for (auto const& group : subgroups()) words.subgroups.push_back(group.name);
    words.substances = {"cannabis"};
    words.tracks = {"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work"};
    return words;
}

}  // namespace pijler
