#include "cli/cost_table.hpp"

#include "cli/figures.hpp"

#include <algorithm>
#include <array>

namespace pijler {
namespace {

constexpr std::array needed{"cost", "fixed_cost", "variable_cost", "fte"};

class CostTable {
public:
    explicit CostTable(ResultView const& view)
        : view_{view}, months_{static_cast<int>(view.number("months"))}, every_{static_cast<int>(view.number("every"))}, by_year_{12 % every_ == 0}
    {
    }

    std::string text()
    {
        std::string rows;
        for (std::size_t arm = 0; arm < view_.size("arm"); ++arm) {
            if (view_.words("arm_effects")[arm] == "drawn") continue;
            for (std::size_t payer = 0; payer < view_.size("payer"); ++payer)
                if (mean(view_.delivered("cost", arm, 0, months_, payer)) > 0.0) rows += of(arm, payer);
        }
        return rows.empty() ? "" : "Costs in euro, by arm, payer and year (from September); lowest and highest over drawn costs\n" + rows;
    }

private:
    std::string of(std::size_t arm, std::size_t payer) const
    {
        auto text = "\n  " + view_.words("arm")[arm] + ", paid by: " + view_.words("payer")[payer] + "\n" +
                    format("    %-12s%11s%11s%11s%24s%7s\n", by_year_ ? "year" : "months", "fixed", "variable", "cost", "over draws", "fte");
        int const length = by_year_ ? 12 : every_;
        for (int from = 0; from < months_; from += length) {
            int const to = std::min(from + length, months_);
            text += row(arm, payer, from, to, by_year_ ? std::to_string(from / 12 + 1) : std::to_string(from) + "-" + std::to_string(to - 1));
        }
        return text + row(arm, payer, 0, months_, "all");
    }

    std::string row(std::size_t arm, std::size_t payer, int from, int to, std::string const& label) const
    {
        auto const of_mean = [&](char const* name) { return mean(view_.delivered(name, arm, from, to, payer)); };
        std::string range = "not drawn";
        if (auto const drawn = view_.drawn_arm(arm); drawn && *drawn != arm) {
            auto const costs = view_.delivered("cost", *drawn, from, to, payer);
            range = format("%.0f .. %.0f", std::ranges::min(costs), std::ranges::max(costs));
        }
        return format("    %-12s%11.0f%11.0f%11.0f%24s%7.2f\n", label.c_str(), of_mean("fixed_cost"), of_mean("variable_cost"), of_mean("cost"), range.c_str(),
                      of_mean("fte") * 12.0 / (to - from));
    }

    ResultView const& view_;
    int months_;
    int every_;
    bool by_year_;  // records end where years do
};

}  // namespace

std::string cost_table(ResultView const& view)
{
    bool const recorded = std::ranges::all_of(needed, [&](char const* name) { return view.has(name); });
    return recorded ? CostTable{view}.text() : "";
}

}  // namespace pijler
