#include "cli/over_time.hpp"

#include "cli/contrast_row.hpp"
#include "cli/figures.hpp"
#include "scenario/checks.hpp"

#include <array>

namespace pijler {
namespace {

constexpr std::array years{1, 3, 5, 10};
constexpr char const* closed_cohort = "cohort_12_15";  // as a trial in the first years of school would follow

// Records must end where the years do.
std::vector<int> horizons_of(ResultView const& view)
{
    auto const months = static_cast<int>(view.number("months")), every = static_cast<int>(view.number("every"));
    std::vector<int> list;
    for (int const year : years)
        if (12 * year <= months && 12 * year % every == 0) list.push_back(12 * year);
    return list;
}

std::string rows(ResultView const& view, Question question, bool by_sets, std::string const& heading)
{
    std::string text = "\n" + heading + "\n" + contrast_heading(Contrast{view, question}, by_sets);
    for (auto const arm : view.arms("as_delivered")) {
        text += "  " + view.words("arm_base")[arm] + "\n";
        for (int const horizon : horizons_of(view)) {
            question.horizon = horizon;
            text += padded("    " + counted(horizon / 12, "year"), label_width) + contrast_row(Contrast{view, question}, arm, 0, by_sets) + "\n";
        }
    }
    return text;
}

}  // namespace

std::string over_time(ResultView const& view, Question const& question, bool by_sets)
{
    if (horizons_of(view).size() < 2 || question.outcome == "noise_floor_starts") return "";
    Contrast const contrast{view, question};
    auto text = rows(view, question, by_sets, "Over time, in the same as delivered; of what is counted, from month 0 to then");
    Question const closed{question.outcome, closed_cohort, question.horizon, {}};
    if (!contrast.is_of_whole_town() && question.subgroup != closed_cohort && Contrast::is_answered(view, closed) && !Contrast{view, closed}.is_of_nobody())
        text += rows(view, closed, by_sets, "Over time, in the closed cohort " + std::string{closed_cohort} + ": those of 12 to 15 in the first year, followed on");
    return text;
}

}  // namespace pijler
