#include "study/notices.hpp"

#include "model/synthesise.hpp"

namespace pijler {
namespace {

std::string listed(std::vector<int> const& numbers)
{
    std::string text;
    for (int const number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

}  // namespace

std::vector<std::string> notices(Study const& study)
{
    std::vector<std::string> list;
    // All arms share the population.
    auto const& imported = study.arms.front().scenario.population.imported;
    if (!imported) return list;
    if (imported->waves.size() > 1)
        list.push_back("the run starts from the ties of wave " + std::to_string(imported->waves.front()) + "; those of " +
                       listed({imported->waves.begin() + 1, imported->waves.end()}) + " are not used");
    if (auto const left_out = imported->ties.size() - ties_within_capacity(*imported).size(); left_out > 0)
        list.push_back(std::to_string(left_out) + " of " + std::to_string(imported->ties.size()) + " ties are left out, since a youth keeps at most " +
                       std::to_string(tie_capacity) + "; those that only one side states go first");
    return list;
}

}  // namespace pijler
