#include "cli/over_time.hpp"

#include "cli/figures.hpp"
#include "cli/what_if_table.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <array>

namespace pijler {
namespace {

constexpr std::array years{1, 3, 5, 10};
constexpr char const* closed_cohort = "cohort_12_15";  // as a trial in the first years of school would follow

class OverTime {
public:
    OverTime(ResultView const& view, ChangeTable const& table, std::vector<std::size_t> const& arms) : view_{view}, table_{table}
    {
        for (auto const arm : arms)
            if (view.words("arm_delivery")[arm] == "as_delivered") arms_.push_back(arm);
    }

    // Records end where the years do.
    std::vector<Question> after_years(Question question) const
    {
        std::vector<Question> list;
        for (int const year : years) {
            question.horizon = 12 * year;
            question.title = counted(year, "year");
            if (is_recorded(question.horizon)) list.push_back(question);
        }
        return list;
    }

    // What is summed up counts from the end on.
    std::vector<Question> after_end(Question question, std::size_t arm) const
    {
        std::vector<Question> list;
        auto const end = view_.whole("arm_end", arm);
        if (end == 0 || end >= months_) return list;
        question.from = (end + every_ - 1) / every_ * every_;
        for (int const months : {12, 36}) {
            question.horizon = question.from + months;
            question.title = counted(months / 12, "year") + " after end";
            if (is_recorded(question.horizon)) list.push_back(question);
        }
        return list;
    }

    template <class Questions>
    std::string rows(std::string const& heading, Question const& main, Questions const& questions) const
    {
        std::string text;
        for (auto const arm : arms_) {
            auto const list = questions(arm);
            if (!list.empty()) text += "  " + marked(view_, arm) + "\n";
            for (auto const& question : list) text += table_.label("  " + question.title) + table_.change(Contrast{view_, question}, against(arm, 0)) + "\n";
        }
        return text.empty() ? "" : "\n" + wrapped("", "  ", heading) + table_.columns(Contrast{view_, main}) + text;
    }

private:
    bool is_recorded(int horizon) const { return horizon <= months_ && horizon % every_ == 0; }

    ResultView const& view_;
    ChangeTable const& table_;
    std::vector<std::size_t> arms_;
    int months_ = static_cast<int>(view_.number("months"));
    int every_ = static_cast<int>(view_.number("every"));
};

}  // namespace

std::string over_time(ResultView const& view, ChangeTable const& table, Question const& question, std::vector<std::size_t> const& arms)
{
    Contrast const contrast{view, question};
    if (question.outcome == "noise_floor_starts" || contrast.is_of_nobody()) return "";
    OverTime const part{view, table, arms};
    std::string text;
    auto const yearly = [&](std::string const& heading, Question const& asked) {
        auto const list = part.after_years(asked);
        if (list.size() > 1) text += part.rows(heading, asked, [&](std::size_t) { return list; });
    };
    yearly("Over time, in the same as delivered; of what is counted, from month 0 to then", question);
    Question const closed{question.outcome, closed_cohort, question.horizon, {}};
    if (!contrast.is_of_whole_town() && question.subgroup != closed_cohort && Contrast::is_answered(view, closed) && !Contrast{view, closed}.is_of_nobody())
        yearly("Over time, in the closed cohort " + std::string{closed_cohort} + ": those of 12 to 15 in the first year, followed on", closed);
    text += part.rows("After interventions have ended; of what is counted, from the end on", question, [&](std::size_t arm) { return part.after_end(question, arm); });
    return text;
}

}  // namespace pijler
