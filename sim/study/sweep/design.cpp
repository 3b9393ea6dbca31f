#include "study/sweep/design.hpp"

#include "core/random.hpp"
#include "scenario/checks.hpp"
#include "scenario/csv.hpp"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace pijler {
namespace {

using Row = std::vector<double>;  // of a unit cube, a number a factor

// Random numbers of a design: no replicate has this number.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : key_{seed, 0xffffffffU} {}
    std::uint64_t bits(std::size_t row, std::size_t column) const
    {
        auto const block = key_.block({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column), 0, 0});
        return std::uint64_t{block[0]} << 32 | block[1];
    }
    double uniform(std::size_t row, std::size_t column) const { return static_cast<double>(bits(row, column) >> 11) * 0x1p-53; }
    std::vector<std::size_t> permutation(std::size_t count, std::size_t column) const
    {
        std::vector<std::pair<std::uint64_t, std::size_t>> keyed(count);
        for (std::size_t n = 0; n < count; ++n) keyed[n] = {bits(n, column), n};
        std::ranges::sort(keyed);
        std::vector<std::size_t> order;
        for (auto const& [key, n] : keyed) order.push_back(n);
        return order;
    }

private:
    RandomKey key_;
};

std::vector<Row> random_rows(std::size_t count, std::size_t width, Chance const& chance)
{
    std::vector<Row> rows(count, Row(width));
    for (std::size_t n = 0; n < count; ++n)
        for (std::size_t c = 0; c < width; ++c) rows[n][c] = chance.uniform(n, c);
    return rows;
}

std::vector<Row> latin_rows(std::size_t count, std::size_t width, Chance const& chance)
{
    auto rows = random_rows(count, width, chance);
    for (std::size_t c = 0; c < width; ++c) {
        auto const strata = chance.permutation(count, width + c);
        for (std::size_t n = 0; n < count; ++n) rows[n][c] = (static_cast<double>(strata[n]) + rows[n][c]) / static_cast<double>(count);
    }
    return rows;
}

std::vector<Row> sobol_rows(std::size_t count, std::size_t width, Chance const& chance)
{
    boost::random::sobol engine{width};  // begins with the second point: the first is the origin
    std::vector<std::uint64_t> shift(width);
    for (std::size_t c = 0; c < width; ++c) shift[c] = chance.bits(0, c);
    std::vector<Row> rows(count, Row(width));
    for (std::size_t n = 0; n < count; ++n)
        for (std::size_t c = 0; c < width; ++c) rows[n][c] = static_cast<double>(((n == 0 ? 0 : std::uint64_t{engine()}) ^ shift[c]) >> 11) * 0x1p-53;
    return rows;
}

std::vector<Row> saltelli_rows(SweepPlan const& plan, Chance const& chance)
{
    auto const width = plan.factors.size();
    std::vector<Row> rows;
    for (auto const& both : sobol_rows(plan.points, 2 * width, chance)) {
        Row const a(both.begin(), both.begin() + static_cast<std::ptrdiff_t>(width)), b(both.begin() + static_cast<std::ptrdiff_t>(width), both.end());
        auto const with_column_of = [&](Row row, Row const& other, std::size_t c) {
            row[c] = other[c];
            return row;
        };
        rows.push_back(a);
        for (std::size_t c = 0; c < width; ++c) rows.push_back(with_column_of(a, b, c));
        for (std::size_t c = 0; plan.second_order && c < width; ++c) rows.push_back(with_column_of(b, a, c));
        rows.push_back(b);
    }
    return rows;
}

// Each trajectory starts on the grid of levels and moves one factor after the other, in random order, by half the levels.
std::vector<Row> morris_rows(SweepPlan const& plan, Chance const& chance)
{
    auto const width = plan.factors.size();
    auto const steps = static_cast<double>(plan.levels - 1);
    double const step = static_cast<double>(plan.levels / 2) / steps;
    std::vector<Row> rows;
    for (std::size_t t = 0; t < plan.points; ++t) {
        Row at(width);
        for (std::size_t c = 0; c < width; ++c) at[c] = std::floor(chance.uniform(t, c) * static_cast<double>(plan.levels)) / steps;
        rows.push_back(at);
        std::vector<std::pair<std::uint64_t, std::size_t>> order;
        for (std::size_t c = 0; c < width; ++c) order.emplace_back(chance.bits(t, width + c), c);
        std::ranges::sort(order);
        for (auto const& [key, c] : order) {
            at[c] += at[c] + step > 1.0 + 1e-9 ? -step : step;
            rows.push_back(at);
        }
    }
    return rows;
}

std::string scaled(Factor const& factor, double share)
{
    double const value = factor.low + share * (factor.high - factor.low);
    if (!factor.whole) return written(std::clamp(value, factor.low, factor.high));  // a step may end beyond by a rounding
    // Each whole number of the range has the same share of the cube.
    return written(std::min(factor.high, std::floor(factor.low + share * (factor.high - factor.low + 1.0))));
}

// The cells of a grid, numbered with the last factor fastest: first as Sobol' points meet them, the rest in random order.
std::vector<std::size_t> order_of_cells(SweepPlan const& plan, Chance const& chance)
{
    constexpr std::size_t tries = 4, tries_at_most = 1'000'000;
    std::vector<std::size_t> order;
    std::vector<char> met(plan.points, 0);
    auto const meet = [&](std::size_t cell) {
        if (!std::exchange(met[cell], char{1})) order.push_back(cell);
    };
    for (auto const& row : sobol_rows(std::min(tries * plan.points, tries_at_most), plan.factors.size(), chance)) {
        std::size_t cell = 0;
        for (std::size_t c = 0; c < row.size(); ++c) {
            auto const levels = plan.factors[c].values.size();
            cell = cell * levels + static_cast<std::size_t>(row[c] * static_cast<double>(levels));
        }
        meet(cell);
    }
    for (auto const cell : chance.permutation(plan.points, plan.factors.size())) meet(cell);
    return order;
}

std::vector<std::vector<std::string>> grid_points(SweepPlan const& plan, Chance const& chance)
{
    std::vector<std::vector<std::string>> points;
    for (auto rest : order_of_cells(plan, chance)) {
        auto& point = points.emplace_back(plan.factors.size());
        for (auto c = plan.factors.size(); c-- > 0; rest /= plan.factors[c].values.size()) point[c] = plan.factors[c].values[rest % plan.factors[c].values.size()];
    }
    return points;
}

std::vector<std::vector<std::string>> table_points(SweepPlan const& plan)
{
    std::vector<std::vector<std::string>> points(plan.points);
    for (auto const& factor : plan.factors)
        for (std::size_t n = 0; n < plan.points; ++n) points[n].push_back(factor.values[n]);
    return points;
}

std::vector<Row> cube_rows(SweepPlan const& plan, Chance const& chance)
{
    auto const width = plan.factors.size();
    switch (plan.design) {
        case DesignKind::latin_hypercube: return latin_rows(plan.points, width, chance);
        case DesignKind::sobol: return sobol_rows(plan.points, width, chance);
        case DesignKind::saltelli: return saltelli_rows(plan, chance);
        case DesignKind::morris: return morris_rows(plan, chance);
        default: return random_rows(plan.points, width, chance);
    }
}

std::string quoted(std::string const& cell)
{
    if (cell.find_first_of(",\"\n") == std::string::npos) return cell;
    std::string text{'"'};
    for (char const c : cell) text += c == '"' ? std::string{"\"\""} : std::string{c};
    return text + '"';
}

void append_line(std::string& csv, std::vector<std::string> const& cells)
{
    for (std::size_t c = 0; c < cells.size(); ++c) csv += (c == 0 ? "" : ",") + quoted(cells[c]);
    csv += '\n';
}

std::optional<double> number(std::string const& text)
{
    double value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

}  // namespace

Design make_design(SweepPlan const& plan, std::uint64_t seed)
{
    Design design;
    for (auto const& factor : plan.factors) design.parameters.push_back(factor.path);
    Chance const chance{seed};
    if (plan.design == DesignKind::grid) {
        design.points = grid_points(plan, chance);
    } else if (plan.design == DesignKind::table) {
        design.points = table_points(plan);
    } else {
        for (auto const& row : cube_rows(plan, chance)) {
            auto& point = design.points.emplace_back();
            for (std::size_t c = 0; c < row.size(); ++c) point.push_back(scaled(plan.factors[c], row[c]));
        }
    }
    return design;
}

std::string csv_of(Design const& design)
{
    std::string csv;
    append_line(csv, design.parameters);
    for (auto const& point : design.points) append_line(csv, point);
    return csv;
}

Design design_in(std::string const& csv, std::string const& file)
{
    Faults faults;
    auto const table = parse_csv(csv, file, faults);
    faults.throw_if_any();
    Design design;
    for (auto const& cell : table->header) design.parameters.push_back(cell.text);
    for (auto const& row : table->rows) {
        auto& point = design.points.emplace_back();
        for (auto const& cell : row) point.push_back(cell.text);
    }
    return design;
}

Place place_in_csv(Design const& design, std::size_t point, std::size_t column, std::string const& file)
{
    std::size_t at = 1;
    for (std::size_t c = 0; c < column; ++c) at += quoted(design.points[point][c]).size() + 1;
    return {file, static_cast<unsigned>(point + 2), static_cast<unsigned>(at)};  // the header is line 1
}

std::vector<double> column_as_numbers(Design const& design, std::size_t column)
{
    std::vector<double> numbers;
    for (auto const& point : design.points) {
        auto const value = number(point[column]);
        if (!value) break;
        numbers.push_back(*value);
    }
    if (numbers.size() == design.points.size()) return numbers;
    std::map<std::string, double> place;
    for (auto const& point : design.points) place.emplace(point[column], 0.0);
    double next = 0.0;
    for (auto& [word, at] : place) at = next++;
    numbers.clear();
    for (auto const& point : design.points) numbers.push_back(place.at(point[column]));
    return numbers;
}

}  // namespace pijler
