#include "cli/result_view.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace pijler {
namespace {

double value_at(Values const& values, std::size_t at)
{
    return std::visit(
        [at](auto const& list) -> double {
            if constexpr (std::is_same_v<typename std::decay_t<decltype(list)>::value_type, std::string>)
                throw std::logic_error("a number was expected, not a word");
            else
                return static_cast<double>(list[at]);
        },
        values);
}

template <class Value>
Value const& attribute_value(ResultFile const& result, std::string const& name)
{
    auto const found = std::ranges::find(result.attributes, name, &Attribute::name);
    expect(found != result.attributes.end(), "a result has the attributes of its kind");
    return std::get<Value>(found->value);
}

}  // namespace

bool ResultView::has(std::string const& name) const { return std::ranges::find(result_.variables, name, &Variable::name) != result_.variables.end(); }

Variable const& ResultView::variable(std::string const& name) const
{
    auto const found = std::ranges::find(result_.variables, name, &Variable::name);
    expect(found != result_.variables.end(), "the result has the variable");
    return *found;
}

std::vector<std::string> const& ResultView::words(std::string const& name) const { return std::get<std::vector<std::string>>(variable(name).values); }

std::vector<double> ResultView::numbers(std::string const& name) const
{
    auto const& values = variable(name).values;
    std::vector<double> list(std::visit([](auto const& all) { return all.size(); }, values));
    for (std::size_t n = 0; n < list.size(); ++n) list[n] = value_at(values, n);
    return list;
}

std::string ResultView::text(std::string const& attribute) const { return attribute_value<std::string>(result_, attribute); }

double ResultView::number(std::string const& attribute) const
{
    auto const found = std::ranges::find(result_.attributes, attribute, &Attribute::name);
    expect(found != result_.attributes.end(), "a result has the attributes of its kind");
    if (auto const* whole = std::get_if<std::int64_t>(&found->value)) return static_cast<double>(*whole);
    return std::get<double>(found->value);
}

double ResultView::value(std::string const& name, std::size_t at) const { return value_at(variable(name).values, at); }

std::size_t ResultView::size(std::string const& dimension) const
{
    auto const found = std::ranges::find(result_.dimensions, dimension, &Dimension::name);
    expect(found != result_.dimensions.end(), "the result has the dimension");
    return found->size;
}

std::size_t ResultView::place(std::string const& coordinate, std::string const& name) const
{
    auto const& names = words(coordinate);
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

std::vector<double> ResultView::by_replicate(std::string const& name, std::size_t arm, std::string const& subgroup, Over over, int from, int to) const
{
    auto const& data = variable(name);
    bool const has_arm = data.dimensions.front() == "arm";
    auto const replicates = size("replicate");
    auto const records = size("month");
    // What is not by subgroup (networks, deliveries) is taken whole.
    bool const grouped = std::ranges::find(data.dimensions, "subgroup") != data.dimensions.end();
    auto const group = grouped ? place("subgroup", subgroup) : 0;
    auto const layers = std::ranges::find(data.dimensions, "substance") != data.dimensions.end() ? size("substance") : 1;
    auto const places = std::visit([](auto const& list) { return list.size(); }, data.values) / ((has_arm ? size("arm") : 1) * replicates * records * layers);
    expect(group < places, "the subgroup was recorded");
    std::vector<double> values(replicates, 0.0);
    for (std::size_t r = 0; r < replicates; ++r) {
        double count = 0.0;
        for (std::size_t m = 0; m < records; ++m) {
            auto const month = static_cast<int>(value_at(variable("month").values, m));
            if (month < from || month >= to) continue;
            auto const at = (((has_arm ? arm : 0) * replicates + r) * records + m) * places;
            double value = 0.0;
            for (auto n = group; n < (grouped ? group + 1 : places); ++n) value += value_at(data.values, (at + n) * layers + (layers > 1 ? substance_ : 0));
            if (over == Over::mean && std::isnan(value)) continue;  // nobody there, or not surveyed yet
            values[r] += value;
            count += 1.0;
        }
        if (over == Over::mean) values[r] /= count;
    }
    return values;
}

int ResultView::whole(std::string const& name, std::size_t arm) const { return static_cast<int>(value_at(variable(name).values, arm)); }

std::vector<double> ResultView::per_replicate(std::string const& name, std::size_t arm) const
{
    auto const& data = variable(name);
    std::vector<double> values;
    for (std::size_t r = 0; r < size("replicate"); ++r) values.push_back(value_at(data.values, arm * size("replicate") + r));
    return values;
}

std::vector<double> ResultView::delivered(std::string const& name, std::size_t arm) const
{
    return delivered(name, arm, 0, std::numeric_limits<int>::max());
}

std::vector<double> ResultView::delivered(std::string const& name, std::size_t arm, int from, int to, std::optional<std::size_t> payer) const
{
    auto const& data = variable(name);
    auto const& middles = variable("month").values;
    auto const replicates = size("replicate"), records = size("month"), payers = size("payer"), rest = size("pillar") * payers;
    std::vector<double> values(replicates, 0.0);
    for (std::size_t r = 0; r < replicates; ++r)
        for (std::size_t m = 0; m < records; ++m) {
            auto const month = static_cast<int>(value_at(middles, m));
            if (month < from || month >= to) continue;
            for (std::size_t n = 0; n < rest; ++n)
                if (!payer || n % payers == *payer) values[r] += value_at(data.values, ((arm * replicates + r) * records + m) * rest + n);
        }
    return values;
}

std::vector<std::size_t> ResultView::arms(std::string const& delivery) const
{
    std::vector<std::size_t> list;
    for (std::size_t arm = 1; arm < size("arm"); ++arm)
        if (words("arm_delivery")[arm] == delivery && words("arm_effects")[arm] != "drawn") list.push_back(arm);
    return list;
}

std::optional<std::size_t> ResultView::drawn_arm(std::size_t arm) const
{
    auto const& effects = words("arm_effects");
    for (std::size_t n = 0; n < effects.size(); ++n)
        if (effects[n] == "drawn" && words("arm_base")[n] == words("arm_base")[arm] && words("arm_delivery")[n] == words("arm_delivery")[arm]) return n;
    return arm == 0 ? std::optional{arm} : std::nullopt;
}

PairedDifference paired_difference(std::span<double const> differences)
{
    std::vector<double> known;
    std::ranges::copy_if(differences, std::back_inserter(known), [](double d) { return !std::isnan(d); });
    auto const n = static_cast<double>(known.size());
    PairedDifference result;
    for (double const d : known) result.mean += d / n;
    if (n < 2.0) {
        result.of_mean = result.of_next = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    double squares = 0.0;
    for (double const d : known) squares += (d - result.mean) * (d - result.mean);
    double const sd = std::sqrt(squares / (n - 1.0));
    double const t = boost::math::quantile(boost::math::students_t{n - 1.0}, 0.975);
    result.of_mean = t * sd / std::sqrt(n);
    result.of_next = t * sd * std::sqrt(1.0 + 1.0 / n);
    return result;
}

}  // namespace pijler
