#include "model/raise_signals.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> noticing{60, "signals.noticing"};
constexpr Purpose<YouthIdentity> suspicion{61, "signals.suspicion"};
constexpr Purpose<ClassIdentity> mistake{16, "signals.mistake"};

struct Sent {
    Case kase;
    std::uint32_t rank;
};

double weight_of(Stage stage, SignalParams const& p) { return stage == Stage::problematic ? 1.0 : stage == Stage::regular ? p.regular : p.occasional; }

// Probability that somebody notices a user this month.
double noticed(World const& world, YouthId youth, SignalParams const& p)
{
    auto const& y = world.youths;
    auto const& home = world.households.mean_belief[y.household[youth]];
    bool const minor = y.school_age[youth] < 18;
    double const at_home = p.parents * (minor ? 1.0 : 0.4) * static_cast<double>(home.knowledge * home.monitoring);
    bool const has_mentors = in_secondary(y.track[youth]) || y.track[youth] == Track::mbo;
    double const today = has_mentors && y.class_group[youth].index != 0 ? p.school : 0.0;
    double const at_school = today + (today > 0.0 ? (1.0 - today) * static_cast<double>(world.classes.staff_notices[y.class_group[youth]]) : 0.0);
    double const elsewhere = p.others + (1.0 - p.others) * static_cast<double>(world.services.team);
    return std::clamp(weight_of(y.stage[youth], p) * (at_home + at_school + elsewhere), 0.0, 1.0);
}

void raise_of_users(World& world, SignalParams const& p, MonthRandom const& random)
{
    auto& y = world.youths;
    auto const& chain = world.services;
    double const contact = 1.0 - (1.0 - p.contact) * (1.0 - static_cast<double>(chain.contact));
    double const hand_over = 1.0 - (1.0 - p.hand_over) * (1.0 - static_cast<double>(chain.hand_over));
    double const seeks = p.help_seeking * (1.0 - p.withheld * static_cast<double>(chain.shared_beyond_consent));
    std::vector<bool> known(y.count());
    for (auto const& kase : world.cases) known[kase.youth.index] = true;
    std::vector<Sent> sent;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!uses(y.stage[youth]) || !y.present[youth] || known[youth.index]) continue;
        auto const bits = random.block(y.identity[youth], noticing);
        auto const heavy = y.stage[youth] != Stage::occasional;
        bool const seeks_help = heavy && uniform(bits[1]) < static_cast<float>(seeks * weight_of(y.stage[youth], p));
        bool const seen = uniform(bits[0]) < static_cast<float>(noticed(world, youth, p));
        if (!seen && !seeks_help) continue;
        if (seen) world.happenings.push_back({youth, Happens::signal_raised});
        // Who comes by himself needs nobody's call; the way from there is the same.
        double const arrives = (seeks_help ? 1.0 : contact) * (heavy ? hand_over * hand_over : 1.0);
        if (uniform(bits[2]) >= static_cast<float>(arrives)) {
            if (seen) world.happenings.push_back({youth, Happens::signal_lost});
            continue;
        }
        if (heavy) {
            sent.push_back({{youth, y.stage[youth] == Stage::problematic ? Care::treatment : Care::light, true, 0}, bits[3]});
            world.happenings.push_back({youth, Happens::referral});
        } else {
            y.perceived_risk[youth] = with_headroom(y.perceived_risk[youth], static_cast<float>(p.advice));
            world.happenings.push_back({youth, Happens::signal_served});
        }
    }
    // In one month's queue chance decides, not the order of youths.
    std::ranges::sort(sent, {}, [](Sent const& one) { return std::pair{one.rank, one.kase.youth}; });
    for (auto const& one : sent) world.cases.push_back(one.kase);
}

// A class's staff now and then take somebody for a user who is none; those who look for more also see more that is not there.
void raise_in_error(World& world, SignalParams const& p, MonthRandom const& random)
{
    auto& y = world.youths;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        auto const pupils = world.classes.members.of(group);
        if (pupils.empty()) continue;
        auto const keener = 1.0 + static_cast<double>(world.classes.staff_notices[group]);
        if (random.uniform(world.classes.identity[group], mistake) >= static_cast<float>(p.false_rate * keener * static_cast<double>(pupils.size()))) continue;
        auto const rank = [&](YouthId youth) { return std::pair{random.block(y.identity[youth], suspicion)[0], youth}; };
        auto const suspect = *std::ranges::min_element(pupils, {}, rank);
        if (y.stage[suspect] != Stage::never) continue;
        y.bond[suspect] = clamp01(y.bond[suspect] - static_cast<float>(p.false_bond));
        world.happenings.push_back({suspect, Happens::signal_raised});
        world.happenings.push_back({suspect, Happens::false_signal});
        world.happenings.push_back({suspect, Happens::signal_lost});
    }
}

}  // namespace

void describe(ParameterVisitor& visit, SignalParams& p)
{
    visit("signals.parents", p.parents, {"per month", 0.0, 0.6, "problematic use of a minor that parents of full knowledge and monitoring notice", "prototype", Grade::J});
    visit("signals.school", p.school, {"per month", 0.0, 0.4, "problematic use that staff of a school notice", "prototype", Grade::J});
    visit("signals.others", p.others, {"per month", 0.0, 0.2, "problematic use that youth work, neighbourhood team, doctor or police notice", "prototype", Grade::J});
    visit("signals.occasional", p.occasional, {"", 0.0, 0.3, "how much of occasional use is noticed, against problematic use", "prototype", Grade::J});
    visit("signals.regular", p.regular, {"", 0.1, 0.8, "how much of regular use is noticed, and how often help is sought, against problematic use", "prototype", Grade::J});
    visit("signals.false_rate", p.false_rate, {"per pupil and month", 0.0, 0.005, "pupils whom staff take for users", "judgement", Grade::J});
    visit("signals.false_bond", p.false_bond, {"", 0.0, 0.3, "bond lost by a pupil who is taken for a user", "judgement", Grade::J});
    visit("signals.contact", p.contact, {"", 0.1, 0.9, "signals that find somebody to turn to", "prototype", Grade::J});
    visit("signals.hand_over", p.hand_over, {"", 0.3, 1.0, "hand-overs that succeed, of two on the way to help", "prototype", Grade::J});
    visit("signals.help_seeking", p.help_seeking, {"per month", 0.0, 0.02, "problematic users who seek help themselves", "evidence2026", Grade::D});
    visit("signals.withheld", p.withheld, {"", 0.0, 1.0, "help that is not sought where everything is shared beyond consent", "judgement", Grade::J});
    visit("signals.advice", p.advice, {"", 0.0, 0.3, "rise of perceived risk by advice to an occasional user, share of the headroom", "judgement", Grade::J});
}

void raise_signals(World& world, SignalParams const& params, MonthRandom const& random)
{
    raise_of_users(world, params, random);
    raise_in_error(world, params, random);
}

}  // namespace pijler
