#include "cli/study_options.hpp"

#include "output/result_file.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <thread>

namespace pijler {
namespace {

Words words_in_list(options::variables_map const& given, char const* option)
{
    auto const text = given[option].as<std::string>();
    Words words;
    for (std::size_t start = 0; start <= text.size();) {
        auto const comma = std::min(text.find(',', start), text.size());
        words.push_back(text.substr(start, comma - start));
        if (words.back().empty())
            throw StatusError(ExitStatus::usage, std::string{"--"} + option + " takes names with commas between, as a,b,c, not '" + text + "'");
        start = comma + 1;
    }
    return words;
}

}  // namespace

std::optional<std::size_t> number_of_environment(char const* name)
{
    auto const* const text = std::getenv(name);
    if (text == nullptr) return std::nullopt;
    std::string_view const all{text};
    std::size_t number = 0;
    auto const [end, fault] = std::from_chars(all.data(), all.data() + all.size(), number);
    return fault == std::errc{} && end == all.data() + all.size() ? std::optional{number} : std::nullopt;
}

options::options_description study_options()
{
    options::options_description list{"Options"};
    auto const text = [] { return options::value<std::string>(); };
    list.add_options()                                                                                     //
        ("output,o", text(), "result file (default: results/<name>.h5)")                                   //
        ("replicates", text(), "number of replicates")                                                     //
        ("months", text(), "months to simulate after the run-in")                                          //
        ("youths", text(), "youths in the town (scales it)")                                               //
        ("seed", text(), "seed of all draws")                                                              //
        ("threads", text(), "threads to use (default: all cores, or those of the Slurm task); never changes a result")                 //
        ("set", options::value<Words>()->composing(), "path=value, repeatable: a scenario key (simulation.run_in_months), a parameter, <intervention>.<field>; for one arm arm.<arm>.<intervention>.<field> or arm.<arm>.parameters.<name>")  //
        ("outcomes", text(), "outcomes to record, as a,b,c")                                               //
        ("overwrite", "replace an existing result, and drop what a stopped run kept")                                                  //
        ("quiet", "print nothing but faults")                                                              //
        ("profile", "after the run, its time by phase, on standard error")                                 //
        ("progress", text()->default_value("auto"), "progress bar: auto, always or never")                 //
        ("checkpoint-every", text(), "keep the state of all replicates in OUT.checkpoint each time that so many months are done, unless more than 1 % of the time would go to it (always when stopped by a signal); what cannot be written is told, and the run goes on")  //
        ("resume", "go on from what a stopped or broken run kept in OUT.checkpoint")                       //
        ("run-in-cache", text(), "folder that keeps settled towns, so that runs which differ only after month 0 live the run-in once");
    return list;
}

Overrides overrides_of(options::variables_map const& given)
{
    Overrides over;
    if (given.count("replicates")) over.replicates = static_cast<int>(whole_number(given, "replicates", 1, 100'000));
    if (given.count("months")) over.months = static_cast<int>(whole_number(given, "months", 1, 1200));
    if (given.count("youths")) over.youths = static_cast<double>(whole_number(given, "youths", 1, 20'000'000));
    if (given.count("seed")) over.seed = static_cast<std::uint64_t>(whole_number(given, "seed", 0, std::numeric_limits<std::int64_t>::max()));
    if (given.count("outcomes")) over.outcomes = words_in_list(given, "outcomes");
    if (given.count("set")) {
        for (auto const& setting : given["set"].as<Words>()) {
            auto const sign = setting.find('=');
            if (sign == std::string::npos || sign == 0)
                throw StatusError(ExitStatus::usage, "--set takes path=value, not '" + setting + "'");
            over.set.emplace_back(setting.substr(0, sign), setting.substr(sign + 1));
        }
    }
    return over;
}

std::filesystem::path sweep_folder_of(options::variables_map const& given, std::filesystem::path const& study)
{
    if (given.count("output")) {
        std::filesystem::path const folder = given["output"].as<std::string>();
        return folder.has_filename() ? folder : folder.parent_path();  // also where it was given as folder/
    }
    if (!given.count("status")) make_folder("results");
    return std::filesystem::path{"results"} / study.stem();
}

int threads_of(options::variables_map const& given)
{
    if (given.count("threads")) return static_cast<int>(whole_number(given, "threads", 1, 1024));
    auto const allotted = number_of_environment("SLURM_CPUS_PER_TASK");  // Slurm need not keep a task to its cores
    return static_cast<int>(std::clamp<std::size_t>(allotted.value_or(std::thread::hardware_concurrency()), 1, 1024));
}

ProgressWish progress_of(options::variables_map const& given)
{
    auto const wish = one_of(given, "progress");
    return given.count("quiet") || wish == "never" ? ProgressWish::never : wish == "always" ? ProgressWish::always : ProgressWish::automatic;
}

std::string now_text()
{
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

}  // namespace pijler
