#include "study/shown_subgroups.hpp"

#include "output/outcomes.hpp"
#include "study/arm_values.hpp"
#include "study/replicate.hpp"

#include <algorithm>
#include <set>

namespace pijler {
namespace {

std::size_t youths_in(Subgroup const& group, std::array<std::size_t, cell_count> const& in_cell)
{
    std::size_t sum = 0;
    for (auto const cell : group.cells) sum += in_cell[cell];
    return sum;
}

// Of the first replicate: real traits are the same in all, drawn ones are nobody's.
std::set<std::size_t> small_subgroups(Study const& study)
{
    std::set<std::size_t> small;
    Run people{people_at_start(study, 0)};
    auto const& first = study.arms.front().scenario;
    auto const params = model_with(with_parameter_set(study, first.parameters, 0));
    auto const key = key_of(study, 0);
    for (int month = 0; month < first.simulation.months; month += months_per_year) {
        turn_twin_calendar(people, params, MonthRandom{key, month});
        std::array<std::size_t, cell_count> in_cell{};
        for (auto const& cells : cells_of(people.world))
            for (auto const cell : cells)
                if (cell < cell_count) ++in_cell[cell];
        for (std::size_t n = 0; n < subgroups().size(); ++n)
            if (auto const youths = youths_in(subgroups()[n], in_cell); youths > 0 && youths < fewest_shown) small.insert(n);
    }
    return small;
}

}  // namespace

std::vector<std::size_t> shown_subgroups(Study const& study, bool compares)
{
    auto const& scenario = study.arms.front().scenario;
    auto shown = select_subgroups(scenario.output.subgroups);
    auto const estimand = compares ? select_subgroups({study.estimand.subgroup}).front() : select_subgroups({"all"}).front();
    if (compares && std::ranges::find(shown, estimand) == shown.end()) shown.push_back(estimand);
    if (scenario.population.imported) {
        auto small = small_subgroups(study);
        auto const everybody = select_subgroups({"all"}).front();
        small.erase(estimand);
        small.erase(everybody);
        std::erase_if(shown, [&](std::size_t group) { return small.contains(group); });
        if (shown.empty()) shown.push_back(everybody);
    }
    return shown;
}

std::vector<std::string> suppressed_subgroups(Study const& study, std::vector<std::size_t> const& shown)
{
    std::vector<std::string> names;
    for (auto const group : select_subgroups(study.arms.front().scenario.output.subgroups))
        if (std::ranges::find(shown, group) == shown.end()) names.push_back(subgroups()[group].row.name);
    return names;
}

}  // namespace pijler
