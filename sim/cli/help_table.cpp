#include "cli/help_table.hpp"

#include "cli/factorial_table.hpp"
#include "cli/figures.hpp"
#include "study/result_table.hpp"

#include <algorithm>

namespace pijler {
namespace {

using Over = ResultView::Over;

struct HelpColumn {
    char const* outcome;
    char const* heading;
    int decimals;
};
constexpr std::array columns{HelpColumn{"in_light_help", "light help", 1}, HelpColumn{"in_treatment", "treatment", 1}, HelpColumn{"waiting", "waiting", 1},
                             HelpColumn{"months_waited", "months so far", 1}};
constexpr int width = 14;
constexpr std::size_t label = 24;

bool supports(ResultView const& view)
{
    if (!view.has("contacts")) return false;
    auto const contacts = view.numbers("contacts");
    auto const payers = view.size("payer"), pillar = static_cast<std::size_t>(std::ranges::find(pillars, std::string_view{"support"}) - pillars.begin());
    for (std::size_t n = 0; n < contacts.size(); ++n)
        if (n / payers % pillars.size() == pillar && contacts[n] > 0.0) return true;
    return false;
}

std::string rows(ResultView const& view)
{
    int const months = static_cast<int>(view.number("months"));
    std::string text;
    for (auto const arm : arms_in_short(view)) {
        auto const name = "  " + (view.size("arm") > 1 ? short_name(view, arm) : std::string{"youths"});
        text += characters(name) < label ? padded(name, label) : name + "\n" + std::string(label, ' ');
        for (auto const& [outcome, heading, decimals] : columns)
            if (view.has(outcome)) text += number(mean(view.by_replicate(outcome, arm, "all", Over::mean, 0, months)), width, decimals);
        text += "\n";
    }
    return text;
}

}  // namespace

std::string help_table(ResultView const& view)
{
    bool const has_care = std::ranges::any_of(columns, [&](HelpColumn const& column) { return view.has(column.outcome); });
    if (!has_care || !supports(view) || view.place("subgroup", "all") == view.size("subgroup")) return {};
    std::string text = "\nHelp: youths in it and waiting for it, and how long these have waited\n" + std::string(label, ' ');
    for (auto const& column : columns)
        if (view.has(column.outcome)) text += format("%*s", width, column.heading);
    text += "\n";
    for (std::size_t substance = 0; substance < view.size("substance"); ++substance) {
        if (view.size("substance") > 1) text += "  " + view.words("substance")[substance] + "\n";
        text += rows(view.of_substance(substance));
    }
    return text;
}

}  // namespace pijler
