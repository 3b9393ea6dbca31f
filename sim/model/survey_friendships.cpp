#include "model/survey_friendships.hpp"

#include <algorithm>
#include <limits>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> nomination{22, "survey.nomination"};

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

bool surveyed(Youths const& y, YouthId youth) { return y.present[youth] && in_secondary(y.track[youth]); }

float share(double part, double whole) { return whole > 0.0 ? static_cast<float>(part / whole) : unknown; }

}  // namespace

void describe(ParameterVisitor& visit, SurveyParams& p)
{
    visit("survey.named_share", p.named_share, {"", 0.3, 1.0, "friends that a youth names in a survey; the others are forgotten that year (sets how often a name is returned)", "knecht2008", Grade::K});
}

void FriendshipSurveyor::nominate(World const& world, SurveyParams const& params, MonthRandom const& random)
{
    auto const& y = world.youths;
    std::swap(now_, before_);
    auto const nobody_asked = [&] { return SurveyWave{Column<YouthId, Names>(y.count()), Column<YouthId, YouthIdentity>(y.count(), not_surveyed), Column<YouthId, std::uint8_t>(y.count())}; };
    now_ = nobody_asked();
    if (before_.who.size() != y.count()) before_ = nobody_asked();
    auto const keyed = random.pair_hash(nomination);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!surveyed(y, youth)) continue;
        now_.who[youth] = y.identity[youth];
        now_.uses[youth] = uses(y.stage[youth]);
        std::vector<std::pair<std::uint32_t, YouthId>> ranked;
        for (std::size_t n = 0; n < y.degree[youth]; ++n) {
            auto const other = y.ties[youth][n];
            auto const hash = keyed.directed(youth, other);
            if (surveyed(y, other) && uniform(hash) < static_cast<float>(params.named_share)) ranked.emplace_back(hash, other);
        }
        std::ranges::sort(ranked);
        auto& list = now_.names[youth];
        list.count = std::min(names_max, ranked.size());
        for (std::size_t n = 0; n < list.count; ++n) list.named[n] = ranked[n].second;
    }
}

void FriendshipSurveyor::measure_closure(World const& world, FriendshipSurvey& result) const
{
    auto const& y = world.youths;
    double pupils = 0, named = 0, returned = 0, same_sex = 0, paths = 0, closed = 0;
    for (YouthId i{0}; i.index < y.count(); ++i.index) {
        if (!surveyed(y, i)) continue;
        pupils += 1;
        for (auto const j : now_.names[i].all()) {
            named += 1;
            returned += now_.names[j].has(i);
            same_sex += y.sex[i] == y.sex[j];
            for (auto const k : now_.names[j].all()) {
                if (k == i) continue;
                paths += 1;
                closed += now_.names[i].has(k);
            }
        }
    }
    result.degree = share(named, pupils);
    result.reciprocity = share(returned, named);
    result.same_sex = share(same_sex, named);
    result.transitivity = share(closed, paths);
}

// Of the ties named a year ago between youths who are in both surveys, those named again.
float FriendshipSurveyor::survival(World const& world) const
{
    double before = 0, kept = 0;
    for (YouthId i{0}; i.index < world.youths.count(); ++i.index) {
        if (!in_both(before_, now_, i)) continue;
        for (auto const j : before_.names[i].all()) {
            if (!in_both(before_, now_, j)) continue;
            before += 1;
            kept += now_.names[i].has(j);
        }
    }
    return share(kept, before);
}

// Own use by that of one friend (the one with the smallest keyed hash), at 14 to 18, in school or not.
float FriendshipSurveyor::odds_ratio(World const& world, MonthRandom const& random) const
{
    auto const& y = world.youths;
    auto const keyed = random.pair_hash(nomination);
    std::array<std::array<double, 4>, oldest_age + 1> table{};  // by age: friend x own use
    for (YouthId i{0}; i.index < y.count(); ++i.index) {
        int const age = y.school_age[i];
        if (!y.present[i] || age < 14 || age > 18 || y.degree[i] == 0) continue;
        auto const friends = std::span{y.ties[i]}.first(y.degree[i]);
        auto const one = *std::ranges::min_element(friends, {}, [&](YouthId other) { return keyed.directed(i, other); });
        table[static_cast<std::size_t>(age)][static_cast<std::size_t>(uses(y.stage[one])) * 2 + uses(y.stage[i])] += 1;
    }
    double concordant = 0, discordant = 0;
    for (auto const& cells : table) {
        double const all = cells[0] + cells[1] + cells[2] + cells[3];
        if (all == 0) continue;
        concordant += cells[0] * cells[3] / all;
        discordant += cells[1] * cells[2] / all;
    }
    return share(concordant, discordant);
}

FriendshipSurvey FriendshipSurveyor::survey(World const& world, SurveyParams const& params, MonthRandom const& random)
{
    nominate(world, params, random);
    FriendshipSurvey result;
    measure_closure(world, result);
    result.tie_survival = survival(world);
    result.influence = influence(world, before_, now_);
    result.selection = selection(world, before_, now_);
    result.friend_odds_ratio = odds_ratio(world, random);
    return result;
}

}  // namespace pijler
