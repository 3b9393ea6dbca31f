#include "cli/summary.hpp"

#include "cli/comparison_table.hpp"
#include "cli/result_view.hpp"
#include "cli/run_table.hpp"

namespace pijler {

std::string summary(ResultFile const& result, std::vector<std::string> const& asked)
{
    return ResultView{result}.size("arm") > 1 ? comparison_table(result) : run_table(result, asked);
}

}  // namespace pijler
