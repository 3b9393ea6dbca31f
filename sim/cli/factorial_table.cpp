#include "cli/factorial_table.hpp"

#include <algorithm>

namespace pijler {
namespace {

WeightedArms weighted(ResultView const& view, std::size_t term)
{
    auto const weights = view.numbers("term_weight");
    auto const arms = view.size("arm");
    WeightedArms list;
    for (std::size_t arm = 0; arm < arms; ++arm)
        if (double const weight = weights[term * arms + arm]; weight != 0.0) list.push_back({arm, weight});
    return list;
}

std::size_t factors_in(ResultView const& view, std::size_t arm)
{
    auto const holds = view.numbers("arm_holds");
    auto const factors = view.size("factor");
    auto const first = holds.begin() + static_cast<std::ptrdiff_t>(arm * factors);
    return static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(factors), 1.0));
}

// All factors together against the sum of what each does alone.
WeightedArms all_beyond_sum(ResultView const& view)
{
    auto const factors = view.size("factor");
    WeightedArms list{{0, static_cast<double>(factors) - 1.0}};
    for (std::size_t arm = 1; arm < view.size("arm"); ++arm) {
        if (view.words("arm_effects")[arm] == "drawn") continue;
        if (factors_in(view, arm) == factors) list.push_back({arm, 1.0});
        if (factors_in(view, arm) == 1) list.push_back({arm, -1.0});
    }
    return list;
}

}  // namespace

bool is_factorial(ResultView const& view) { return view.has("term_weight"); }

bool is_of_one_factor_or_all(ResultView const& view, std::size_t arm)
{
    auto const count = factors_in(view, arm);
    return count == 1 || count == view.size("factor");
}

std::vector<std::size_t> arms_in_short(ResultView const& view)
{
    std::vector<std::size_t> arms{0};
    if (view.size("arm") == 1) return arms;
    for (auto const arm : view.arms("as_delivered"))
        if (!is_factorial(view) || is_of_one_factor_or_all(view, arm)) arms.push_back(arm);
    return arms;
}

std::string short_name(ResultView const& view, std::size_t arm)
{
    return is_factorial(view) && factors_in(view, arm) == view.size("factor") ? "all together" : view.words("arm_base")[arm];
}

std::string factorial_table(ResultView const& view, Question const& question, bool with_ratios, std::function<std::string(std::string const&)> const& noted)
{
    Contrast const contrast{view, question};
    ChangeTable const table{view};
    auto const factors = view.size("factor"), terms = view.size("term");
    auto const rows = [&](std::size_t first, std::size_t last, Scale scale) {
        std::string text;
        for (auto term = first; term < last; ++term) {
            auto const& name = view.words("term")[term];
            text += table.label(term < factors ? noted(name) : name) + table.change(contrast, weighted(view, term), scale) + "\n";
        }
        return text;
    };
    auto text = table.title(question, contrast) + table.columns(contrast) + "  adding it\n" + rows(0, factors, Scale::difference) +
                "  both together, beyond the sum of each\n" + rows(factors, terms, Scale::difference);
    if (factors > 2) text += table.label("all, beyond the sum") + table.change(contrast, all_beyond_sum(view)) + "\n";
    if (with_ratios && contrast.shown() == Shown::percent && !contrast.is_too_few())
        text += "  both together, beyond the product of each\n" + rows(factors, terms, Scale::ratio);
    return text;
}

}  // namespace pijler
