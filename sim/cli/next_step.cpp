#include "cli/next_step.hpp"

#include "cli/figures.hpp"
#include "cli/shell_word.hpp"

namespace pijler {
namespace {

// As typed in a checkout; from elsewhere in full, where this program was built in one.
std::filesystem::path as_typed(std::filesystem::path const& in_checkout)
{
    std::error_code unknown;
    if (std::filesystem::exists(in_checkout, unknown)) return in_checkout;
    auto const program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (std::filesystem::exists(folder / in_checkout, unknown)) return folder / in_checkout;
    return in_checkout;
}

}  // namespace

std::filesystem::path shipped_scenario(std::string const& name) { return as_typed(std::filesystem::path{"scenarios"} / name); }

std::string report_step(std::filesystem::path const& result)
{
    auto report = result;
    report.replace_extension(".html");
    auto const first = "  " + shell_word(as_typed("analysis/pijler-report").string()) + " " + shell_word(result.string());
    auto const last = "-o " + shell_word(report.string());
    bool const is_short = characters(first) + 1 + characters(last) <= 80;
    return "Next, a report to read and to print (--lang nl: in Dutch):\n" + first + (is_short ? " " : " \\\n    ") + last + "\n";
}

}  // namespace pijler
