#include "study/vocabulary.hpp"

#include "output/outcomes.hpp"
#include "output/subgroups.hpp"
#include "simulation/programme.hpp"
#include "study/costs.hpp"
#include "study/shipped_substances.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace pijler {
namespace {

// Marks parameters by the part of the model that reads them, so that a new one is marked where it is declared.
class ShapeMarker final : public ParameterVisitor {
public:
    ShapeMarker(ModelParams const& model, std::vector<ParameterRow>& rows) : model_{model}, rows_{rows} {}
    void operator()(std::string_view name, double& value, About const&) override
    {
        std::ranges::find(rows_, name, &ParameterRow::name)->shapes = shapes_of(&value);
    }

private:
    template <class Part>
    static bool lies_in(double const* value, Part const& part)
    {
        auto const* bytes = reinterpret_cast<std::byte const*>(&part);
        auto const* at = reinterpret_cast<std::byte const*>(value);
        return !std::less{}(at, bytes) && std::less{}(at, bytes + sizeof part);
    }
    Shapes shapes_of(double const* value) const
    {
        auto const& newcomers = model_.synthesis.calendar.newcomers;
        bool const people = lies_in(value, model_.synthesis.places) || value == &model_.synthesis.calendar.reshuffle ||
                            // parents' rules make subgroups; schools are made with the town
                            value == &newcomers.disapproval || value == &newcomers.own_history_share ||
                            value == &newcomers.own_history_leniency || value == &newcomers.school_effect_sd;
        return people ? Shapes::people : lies_in(value, newcomers) ? Shapes::newcomers : Shapes::course;
    }

    ModelParams const& model_;
    std::vector<ParameterRow>& rows_;
};

bool compares_arms(OutcomeKind kind)
{
    return kind == OutcomeKind::net || kind == OutcomeKind::direct_flow || kind == OutcomeKind::direct_count || kind == OutcomeKind::noise_floor;
}

}  // namespace

Vocabulary make_vocabulary()
{
    Vocabulary words;
    ParameterLister list;
    ModelParams model;
    ProgrammeParams programme;
    CostParams costs;
    describe(list, model);
    describe(list, programme);
    describe(list, costs);
    for (auto const& kind : intervention_kinds()) {
        words.interventions.push_back(kind.type);
        kind.describe(list);
    }
    words.parameters = std::move(list.rows);
    ShapeMarker mark{model, words.parameters};
    describe(mark, model);
    for (auto const& outcome : outcomes()) {
        words.outcomes.push_back(outcome.row);
        if (compares_arms(outcome.kind)) words.comparisons.push_back(outcome.row.name);
    }
    for (auto const& group : subgroups()) words.subgroups.push_back(group.row);
    for (auto const& [name, text] : shipped_substances()) {
        words.substances.push_back(name);
        words.substance_files.push_back(text);
    }
    words.neighbourhoods = {"centre", "residential", "edge"};
    words.stages = {"never", "occasional", "regular", "problematic", "former"};
    words.contents = {"all", "non_user", "experimenting", "parent", "professional"};
    words.tracks = {"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work"};
    return words;
}

}  // namespace pijler
