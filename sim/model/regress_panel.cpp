#include "model/regress_panel.hpp"

#include "core/math.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <vector>

namespace pijler {
namespace {

// A logistic regression on counts, by Newton's method. Covariates are small whole numbers, so that equal rows share a cell; `scale` makes them what
// the coefficients are of.
template <int terms>
class Regression {
public:
    using Row = std::array<int, terms>;
    using Vector = Eigen::Matrix<double, terms, 1>;

    void add(Row const& row, bool success)
    {
        auto& cell = cells_[row];
        cell.trials += 1;
        cell.successes += success;
    }

    // One coefficient; NaN where all rows end alike.
    float coefficient(std::size_t wanted, Vector const& scale) const
    {
        double trials = 0, successes = 0;
        for (auto const& [row, cell] : cells_) trials += cell.trials, successes += cell.successes;
        if (successes == 0 || successes == trials) return std::numeric_limits<float>::quiet_NaN();
        Vector beta = Vector::Zero();
        for (int step = 0; step < steps_max; ++step) {
            // A wide normal prior keeps a covariate finite that separates all, and one that never varies at 0.
            Eigen::Matrix<double, terms, terms> information = Eigen::Matrix<double, terms, terms>::Identity() * prior_precision;
            Vector slope = -prior_precision * beta;
            for (auto const& [row, cell] : cells_) {
                Vector x;
                for (int n = 0; n < terms; ++n) x[n] = row[static_cast<std::size_t>(n)] * scale[n];
                double const expected = logistic(static_cast<float>(x.dot(beta)));
                slope += (cell.successes - cell.trials * expected) * x;
                information += cell.trials * std::max(expected * (1.0 - expected), 1e-6) * x * x.transpose();
            }
            Vector move = information.ldlt().solve(slope);
            // Never far at once: Newton's method may leap over the top.
            move *= std::min(1.0, farthest / std::max(move.cwiseAbs().maxCoeff(), 1e-12));
            beta += move;
            if (move.cwiseAbs().maxCoeff() < 1e-5) break;
        }
        return static_cast<float>(beta[static_cast<Eigen::Index>(wanted)]);
    }

private:
    static constexpr int steps_max = 50;
    static constexpr double prior_precision = 1e-2, farthest = 2.0;
    struct Cell {
        double trials = 0, successes = 0;
    };
    std::map<Row, Cell> cells_;
};

constexpr int whole_share = 840;  // a share of one to eight friends is so many whole parts of it

// Friends of both, whoever named whom; four count.
int common_friends(Column<YouthId, std::vector<YouthId>> const& friends, YouthId i, YouthId j)
{
    auto const shared = std::ranges::count_if(friends[i], [&](YouthId each) { return std::ranges::binary_search(friends[j], each); });
    return static_cast<int>(std::min<std::ptrdiff_t>(shared, 4));
}

// Who named a youth or was named by him or her, in order.
Column<YouthId, std::vector<YouthId>> friends_of(SurveyWave const& wave)
{
    Column<YouthId, std::vector<YouthId>> friends(wave.who.size());
    for (YouthId i{0}; i.index < wave.who.size(); ++i.index)
        for (auto const j : wave.names[i].all()) friends[i].push_back(j), friends[j].push_back(i);
    for (YouthId i{0}; i.index < wave.who.size(); ++i.index) {
        auto& list = friends[i];
        std::ranges::sort(list);
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return friends;
}

}  // namespace

float influence(World const& world, SurveyWave const& before, SurveyWave const& now)
{
    auto const& y = world.youths;
    Regression<5> regression;
    for (YouthId i{0}; i.index < y.count(); ++i.index) {
        auto const& friends = before.names[i];
        if (!in_both(before, now, i) || friends.count == 0) continue;
        int using_friends = 0;
        for (auto const each : friends.all()) using_friends += before.uses[each];
        int const twice_share_less_one = (2 * using_friends - static_cast<int>(friends.count)) * whole_share / static_cast<int>(friends.count);
        regression.add({1, before.uses[i], twice_share_less_one, y.school_age[i] - 15, y.sex[i] == Sex::male}, now.uses[i] != 0);
    }
    return regression.coefficient(2, {1.0, 1.0, 1.0 / whole_share, 1.0, 1.0});
}

float selection(World const& world, SurveyWave const& before, SurveyWave const& now)
{
    auto const& y = world.youths;
    std::vector<std::vector<YouthId>> classes(world.classes.identity.size());
    for (YouthId i{0}; i.index < y.count(); ++i.index)
        if (in_both(before, now, i)) classes[y.class_group[i].index].push_back(i);
    auto const friends = friends_of(before);
    Regression<7> regression;
    for (auto const& members : classes)
        for (auto const i : members)
            for (auto const j : members) {
                if (i == j || before.names[i].has(j) || before.names[j].has(i)) continue;
                regression.add({1, before.uses[i] == before.uses[j], before.uses[i], before.uses[j], y.sex[i] == y.sex[j], common_friends(friends, i, j), y.school_age[i] - 15},
                               now.names[i].has(j));
            }
    return regression.coefficient(1, Eigen::Matrix<double, 7, 1>::Ones());
}

}  // namespace pijler
