#include "cli/run_table.hpp"

#include "cli/figures.hpp"
#include "cli/result_view.hpp"
#include "output/outcomes.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace pijler {
namespace {

using Over = ResultView::Over;

struct UseColumn {
    char const* outcome;
    char const* heading;
};
constexpr std::array use_columns{UseColumn{"lifetime_use", "lifetime %"}, UseColumn{"past_year_use", "year %"}, UseColumn{"past_month_use", "month %"}};

class RunTable {
public:
    RunTable(ResultFile const& result, std::vector<std::string> const& asked)
        : view_{result}, asked_{asked}, months_{static_cast<int>(view_.number("months"))}, every_{static_cast<int>(view_.number("every"))},
          last_year_{months_ - std::max(12, every_)}
    {
        auto const month = std::ranges::find(result.variables, "month", &Variable::name);
        expect(month != result.variables.end(), "a result has months");
        auto const records = std::ranges::count_if(std::get<std::vector<std::int32_t>>(month->values), [&](int middle) { return middle >= last_year_; });
        covered_ = months_ - ((months_ + every_ - 1) / every_ - static_cast<int>(records)) * every_;
    }

    std::string text()
    {
        out_ << view_.text("title") << "\n" << counted(static_cast<std::int64_t>(view_.size("replicate")), "replicate") << ", " << counted(months_, "month") << "; last year:\n";
        auto const substances = view_.size("substance");
        for (std::size_t n = 0; view_.has("youths") && n < substances; ++n) {
            if (substances > 1) out_ << "\n" << view_.words("substance")[n] << "\n";
            use(view_.of_substance(n));
        }
        if (substances > 1) out_ << "\nFurther down, " << view_.words("substance").front() << "\n";
        others();
        return out_.str();
    }

private:
    double total_of(ResultView const& view, char const* outcome, char const* group) const { return mean(view.by_replicate(outcome, 0, group, Over::sum, last_year_, months_)); }
    double total(char const* outcome, char const* group) const { return total_of(view_, outcome, group); }
    double a_year(double sum) const { return sum * 12.0 / covered_; }

    void use(ResultView const& of)
    {
        out_ << format("\n%-16s%10s", "", "youths");
        for (auto const& column : use_columns)
            if (view_.has(column.outcome)) out_ << format("%12s", column.heading);
        out_ << (view_.has("starts") ? format("%14s", "starts a year") : "") << "\n";
        for (auto const* group : {"age_12_16", "age_14", "age_16", "age_18_19", "age_18_24", "age_20_24", "all"}) {
            if (view_.place("subgroup", group) >= view_.size("subgroup")) continue;
            auto const youths = mean(view_.by_replicate("youths", 0, group, Over::mean, last_year_, months_));
            if (youths == 0.0) continue;  // an imported cohort has grown older
            out_ << format("%-16s%10.0f", group, youths);
            for (auto const& column : use_columns)
                if (view_.has(column.outcome)) out_ << number(100 * total_of(of, column.outcome, group) / total_of(of, "youths", group), 12, 1);
            out_ << (view_.has("starts") ? number(a_year(total_of(of, "starts", group)), 14, 0) : "") << "\n";
        }
    }

    bool is_in_a_column(std::string const& outcome) const
    {
        return view_.has("youths") && (outcome == "youths" || outcome == "starts" || std::ranges::any_of(use_columns, [&](UseColumn const& column) { return outcome == column.outcome; }));
    }

    void others()
    {
        auto const& groups = view_.words("subgroup");
        auto const group = std::ranges::find(groups, "all") != groups.end() ? std::string{"all"} : groups.front();
        bool first = true;
        for (auto const& name : asked_) {
            if (is_in_a_column(name)) continue;
            if (first) out_ << "\nMean in subgroup " << group << "; the file holds the rest\n";
            first = false;
            other(*std::ranges::find(outcomes(), name, [](Outcome const& outcome) { return outcome.row.name; }), group);
        }
    }

    // Stocks and means as they are, what happens or is delivered a year.
    void other(Outcome const& outcome, std::string const& group)
    {
        auto const& name = outcome.row.name;
        bool const flows = outcome.kind == OutcomeKind::delivery || (outcome.kind == OutcomeKind::count && outcome.index >= first_flow);
        auto const value = mean(view_.by_replicate(name, 0, group, flows ? Over::sum : Over::mean, last_year_, months_));
        bool const counts = outcome.kind == OutcomeKind::count || outcome.kind == OutcomeKind::delivery;
        bool const of_all = outcome.kind == OutcomeKind::delivery || outcome.kind == OutcomeKind::network || outcome.kind == OutcomeKind::town;
        auto const unit = (outcome.row.unit == "1" ? "" : " " + outcome.row.unit) + (flows ? " a year" : "") + (of_all && group != "all" ? " (of the whole town)" : "");
        out_ << format("  %-28s", name.c_str()) << number(flows ? a_year(value) : value, 12, name == "fte" ? 2 : counts ? 0 : 3) << unit << "\n";
    }

    ResultView view_;
    std::vector<std::string> const& asked_;
    int months_;
    int every_;
    int last_year_;
    double covered_ = 0.0;  // months of the last year that are recorded: its last record may be short
    std::ostringstream out_;
};

}  // namespace

std::string run_table(ResultFile const& result, std::vector<std::string> const& asked) { return RunTable{result, asked}.text(); }

}  // namespace pijler
