// pijler merge.
#include "cli/commands.hpp"
#include "cli/study_options.hpp"
#include "cli/terminal.hpp"
#include "scenario/checks.hpp"
#include "study/sweep/merge_parts.hpp"

#include <iostream>

namespace pijler {
namespace {

options::options_description merge_options()
{
    options::options_description list{"Options"};
    list.add_options()                                                                                            //
        ("output,o", options::value<std::string>(), "result file (default: FOLDER.h5)")                           //
        ("points", options::value<std::string>(), "A:B, the design points to put together, from 0, B exclusive (default: all)")  //
        ("overwrite", "replace an existing result")                                                               //
        ("quiet", "print nothing but faults")                                                                     //
        ("progress", options::value<std::string>()->default_value("auto"), "progress bar: auto, always or never");
    return list;
}

}  // namespace

CommandLine merge_line() { return {"pijler merge FOLDER -o OUT.h5 [options]: the parts of a sweep as one result, in the order of its design", merge_options(), "folder"}; }

ExitStatus merge_command(Words const& words, Call const&)
{
    auto const given = parse_options(words, merge_line());
    if (!given) return ExitStatus::done;
    auto const folders = (*given)["folder"].as<Words>();
    if (folders.size() != 1) throw StatusError(ExitStatus::usage, "expected the folder of one sweep");
    auto path = std::filesystem::path{folders.front()};
    if (!path.has_filename()) path = path.parent_path();  // given as folder/
    SweepFolder const folder{path};
    std::filesystem::path const output = given->count("output") ? (*given)["output"].as<std::string>() : path.string() + ".h5";
    std::optional<Points> points;
    if (given->count("points")) {
        auto const [first, last] = two_numbers(*given, "points", ':', "A:B, points from 0, B exclusive");
        points = Points{first, last};
    }
    bool const quiet = given->count("quiet") > 0;
    StopOnSignal const stop;
    Merged merged;
    {
        ProgressBar bar{"merging", progress_of(*given)};
        merged = merge_parts(folder, output, given->count("overwrite") ? Existing::replace : Existing::keep, points, [&](double done) { bar.show(done); }, stop.asked());
    }
    if (quiet) return ExitStatus::done;
    if (!merged.failed_points.empty())
        std::cerr << "note: " << counted(static_cast<std::int64_t>(merged.failed_points.size()), "point") << " failed and " << (merged.failed_points.size() == 1 ? "is" : "are")
                  << " left out; the result's attribute failed_points says why, the first: " << merged.failed.front().reason << "\n";
    for (auto const& [arm, points] : merged.infeasible)
        std::cerr << "note: " << arm << " cannot spend the budget at a plausible reach at " << points << " of " << counted(static_cast<std::int64_t>(merged.points), "point")
                  << ", and spends there what comes nearest (arm_feasible says where)\n";
    std::cout << counted(static_cast<std::int64_t>(merged.points), "point") << " put together\n\nWritten: " << output.string() << "\n";
    return ExitStatus::done;
}

}  // namespace pijler
