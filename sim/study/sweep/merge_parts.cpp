#include "study/sweep/merge_parts.hpp"

#include "output/result_stack.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace pijler {
namespace {

// The parts that hold the units, by the first unit of each that is used; throws with all that is wrong.
std::vector<std::pair<Units, PartEntry>> covering(SweepFolder const& folder, SweepManifest const& manifest, Units wanted, std::function<void(double)> const& progress)
{
    std::vector<std::pair<Units, PartEntry>> parts;
    std::vector<std::string> trouble;
    std::optional<Units> missing;
    auto const tell_missing = [&] {
        if (!missing) return;
        auto const first = std::to_string(missing->begin);
        auto const units = missing->count() == 1 ? "unit " + first : "units " + first + " to " + std::to_string(missing->end - 1);
        trouble.push_back(part_path(folder, manifest, missing->begin).string() + ": missing: " + units);
        missing.reset();
    };
    // Parts begin with their slot or where an earlier one of it ended.
    for (auto unit = wanted.begin / manifest.units_per_slot * manifest.units_per_slot; unit < wanted.end;) {
        progress(0.5 * static_cast<double>(unit) / static_cast<double>(wanted.end));
        auto part = look_at_part(folder, manifest, unit);
        if (part.state == PartState::sound) {
            tell_missing();
            Units const used{std::max(unit, wanted.begin), std::min(part.entry.units.end, wanted.end)};
            unit = part.entry.units.end;
            if (used.begin < used.end) parts.emplace_back(used, std::move(part.entry));
            continue;
        }
        if (!part.trouble.empty()) {
            tell_missing();
            trouble.push_back(part.trouble);
            // What such a part says it holds is no news.
            auto const end = part.entry.units.begin == unit && part.entry.units.end > unit ? part.entry.units.end : manifest.slot(unit / manifest.units_per_slot).end;
            for (++unit; unit < end && look_at_part(folder, manifest, unit).state == PartState::absent; ++unit) {}
            continue;
        }
        if (unit >= wanted.begin) missing = missing ? Units{missing->begin, unit + 1} : Units{unit, unit + 1};
        ++unit;
    }
    tell_missing();
    if (trouble.empty()) return parts;
    std::string text;
    for (auto const& line : trouble) text += line + "\n";
    throw StatusError{ExitStatus::bad_input, text + folder.path().string() + ": not merged; run the sweep again: it makes what is missing or damaged"};
}

// Which point and replicate a unit is.
bool numbers_units(Variable const& variable) { return variable.name == "point" || variable.name == "replicate_number"; }

bool is_stacked(Variable const& variable) { return !variable.dimensions.empty() && variable.dimensions.front() == "unit" && !numbers_units(variable); }

std::vector<std::int32_t> const& whole_numbers(ResultFile const& file, std::string const& name)
{
    auto const found = std::ranges::find(file.variables, name, &Variable::name);
    expect(found != file.variables.end(), "a part says of each unit which point and replicate it is");
    return std::get<std::vector<std::int32_t>>(found->values);
}

// Counts the arms of unit `n` of a part that cannot spend the budget.
void count_infeasible(ResultFile const& part, SweepManifest const& manifest, std::size_t n, std::map<std::string, std::size_t>& points)
{
    auto const found = std::ranges::find(part.variables, "arm_feasible", &Variable::name);
    if (found == part.variables.end()) return;
    auto const* const feasible = std::get<std::vector<std::int32_t>>(found->values).data() + n * manifest.arms.size();
    for (std::size_t arm = 0; arm < manifest.arms.size(); ++arm)
        if (feasible[arm] == 0) ++points[manifest.arms[arm]];
}

std::string reasons(std::vector<FailedUnit> const& failed, std::size_t point, SweepManifest const& manifest)
{
    for (auto const& [unit, reason] : failed)
        if (unit / manifest.replicates == point) return reason;
    return {};
}

// Everything but the stacked variables.
ResultFile frame_of(ResultFile const& part, SweepManifest const& manifest, Design const& design, std::vector<std::size_t> const& points, Merged const& merged)
{
    ResultFile frame;
    frame.attributes = part.attributes;
    if (!manifest.declarations.empty()) frame.attributes.push_back({"declarations", manifest.declarations});
    std::vector<std::string> failures;
    for (auto const point : merged.failed_points) failures.push_back(std::to_string(point) + ": " + reasons(merged.failed, point, manifest));
    frame.attributes.push_back({"failed_points", failures});
    frame.attributes.push_back({"points_in_design", static_cast<std::int64_t>(manifest.points)});
    frame.dimensions = {{"point", points.size()}, {"parameter", design.parameters.size()}};
    for (auto const& dimension : part.dimensions)
        if (dimension.name != "unit") frame.dimensions.push_back(dimension);
    auto const arm = std::ranges::find(frame.dimensions, "arm", &Dimension::name);
    frame.dimensions.insert(arm + 1, {"replicate", manifest.replicates});

    std::vector<std::int32_t> numbers, replicates;
    for (auto const point : points) numbers.push_back(static_cast<std::int32_t>(point));
    for (std::size_t r = 0; r < manifest.replicates; ++r) replicates.push_back(static_cast<std::int32_t>(r));
    std::vector<double> values;
    std::vector<std::string> texts;
    std::vector<std::vector<double>> columns;
    for (std::size_t c = 0; c < design.parameters.size(); ++c) columns.push_back(column_as_numbers(design, c));
    for (auto const point : points)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            values.push_back(columns[c][point]);
            texts.push_back(design.points[point][c]);
        }
    frame.variables = {{"point", {"point"}, "1", "design point, counted from 0 in the order of the design", numbers},
                       {"parameter", {"parameter"}, "1", "setting that the design varies", design.parameters},
                       {"replicate", {"replicate"}, "1", "replicate: another town and other chances, shared by all arms and points", replicates},
                       {"design", {"point", "parameter"}, "1", "value of each setting at each point; of words the place in their order by letter", values},
                       {"design_text", {"point", "parameter"}, "1", "value of each setting at each point, as the design states it", texts}};
    for (auto const& variable : part.variables)
        if (!is_stacked(variable) && !numbers_units(variable)) frame.variables.push_back(variable);
    return frame;
}

}  // namespace

Merged merge_parts(SweepFolder const& folder, std::filesystem::path const& output, Existing existing, std::optional<Points> asked,
                   std::function<void(double)> const& progress, std::atomic<bool> const& stop)
{
    auto const manifest = folder.manifest();
    if (!manifest) throw StatusError{ExitStatus::no_input, folder.path().string() + ": holds no sweep (there is no manifest.json)"};
    auto const design = folder.design(*manifest);
    if (design.points.size() != manifest->points) throw StatusError{ExitStatus::bad_input, folder.design_path().string() + ": has another number of points than the manifest"};
    auto const [first, last] = asked.value_or(Points{0, manifest->points});
    if (first >= last || last > manifest->points) throw StatusError{ExitStatus::usage, "the sweep has points 0:" + std::to_string(manifest->points)};
    check_creatable(output, existing);
    auto const parts = covering(folder, *manifest, {first * manifest->replicates, last * manifest->replicates}, progress);

    Merged merged;
    std::set<std::size_t> failed;
    for (auto const& [used, entry] : parts)
        for (auto const& one : entry.failed) {
            auto const point = one.unit / manifest->replicates;
            if (point < first || point >= last) continue;
            failed.insert(point);
            merged.failed.push_back(one);
        }
    merged.failed_points.assign(failed.begin(), failed.end());
    std::vector<std::size_t> points;
    std::map<std::size_t, std::size_t> place;
    for (std::size_t point = first; point < last; ++point) {
        if (failed.contains(point)) continue;
        place[point] = points.size();
        points.push_back(point);
    }
    merged.points = points.size();
    if (points.empty()) throw StatusError{ExitStatus::bad_input, folder.path().string() + ": no point succeeded: " + (merged.failed.empty() ? "" : merged.failed.front().reason)};

    std::optional<ResultStack> stack;
    std::size_t parts_done = 0, put = 0;
    for (auto const& [used, entry] : parts) {
        progress(0.5 + 0.5 * static_cast<double>(parts_done++) / static_cast<double>(parts.size()));
        if (stop) throw StatusError{ExitStatus::stopped, "stopped; nothing is written"};
        if (entry.failed.size() == entry.units.count()) continue;
        auto const part = read_result(part_path(folder, *manifest, entry.units.begin));
        std::vector<Variable const*> stacked;
        for (auto const& variable : part.variables)
            if (is_stacked(variable)) stacked.push_back(&variable);
        if (!stack) {
            std::vector<Variable> rooms;
            for (auto const* variable : stacked) {
                auto& room = rooms.emplace_back(*variable);
                room.dimensions.erase(room.dimensions.begin());
            }
            stack.emplace(output, frame_of(part, *manifest, design, points, merged), rooms, existing);
        }
        auto const& point_of = whole_numbers(part, "point");
        auto const& replicate_of = whole_numbers(part, "replicate_number");
        for (std::size_t n = 0; n < point_of.size(); ++n) {
            auto const point = static_cast<std::size_t>(point_of[n]), replicate = static_cast<std::size_t>(replicate_of[n]);
            auto const unit = point * manifest->replicates + replicate;
            if (unit < used.begin || unit >= used.end || !place.contains(point)) continue;
            stack->put(place.at(point), replicate, stacked, n);
            if (replicate == 0) count_infeasible(part, *manifest, n, merged.infeasible);
            ++put;
        }
    }
    if (put != points.size() * manifest->replicates)
        throw StatusError{ExitStatus::bad_input, folder.path().string() + ": its parts hold " + std::to_string(put) + " replicates of points where their entries promise " +
                                                     std::to_string(points.size() * manifest->replicates)};
    stack->publish();
    return merged;
}

}  // namespace pijler
