#include "cli/summary.hpp"

#include "cli/comparison_table.hpp"
#include "cli/enforcement_table.hpp"
#include "cli/figures.hpp"
#include "cli/help_table.hpp"
#include "cli/result_view.hpp"
#include "cli/run_table.hpp"
#include "cli/trial_table.hpp"
#include "study/shown_subgroups.hpp"

namespace pijler {

std::string summary(ResultFile const& result, std::vector<std::string> const& asked)
{
    if (is_trial(result)) return trial_table(result);
    ResultView const view{result};
    auto text = view.size("arm") > 1 ? comparison_table(result) : run_table(result, asked);
    text += help_table(view) + enforcement_table(view);
    if (auto const left_out = view.text("suppressed_subgroups"); !left_out.empty())
        text += "\n" + wrapped("", "  ", "Left out, since they would tell of fewer than " + std::to_string(fewest_shown) + " real youths: " + left_out);
    return text;
}

}  // namespace pijler
