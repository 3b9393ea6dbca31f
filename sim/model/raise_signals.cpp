#include "model/raise_signals.hpp"

#include "core/collect.hpp"
#include "core/math.hpp"
#include "model/decide_use.hpp"
#include "model/give_care.hpp"
#include "model/users_of.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> noticing{60, "signals.noticing"};
constexpr Purpose<YouthIdentity> suspicion{61, "signals.suspicion"};
constexpr Purpose<ClassIdentity> mistake{16, "signals.mistake"};

double weight_of(Stage stage, SignalParams const& p) { return stage == Stage::problematic ? 1.0 : stage == Stage::regular ? p.regular : p.occasional; }

// Probability that somebody notices a user this month, and what it cannot exceed for anybody.
class Noticing {
public:
    Noticing(World const& world, SignalParams const& params) : world_{world}, p_{params}, elsewhere_{p_.others + (1.0 - p_.others) * static_cast<double>(world.services.team)}
    {
        float most = 0.0F;
        for (float const notices : world.classes.staff_notices) most = std::max(most, notices);
        auto const anybody = p_.parents + at_school(most) + elsewhere_;
        for (auto const stage : {Stage::occasional, Stage::regular, Stage::problematic}) at_most_[static_cast<std::size_t>(stage)] = static_cast<float>(weight_of(stage, p_) * anybody);
    }

    float at_most(Stage stage) const { return at_most_[static_cast<std::size_t>(stage)]; }

    double by_anybody(YouthId youth) const
    {
        auto const& y = world_.youths;
        auto const& home = world_.households.mean_belief[y.household[youth]];
        double const at_home = p_.parents * (y.school_age[youth] < 18 ? 1.0 : 0.4) * static_cast<double>(home.knowledge * home.monitoring);
        return weight_of(y.stage[youth], p_) * (at_home + among_staff(youth) + elsewhere_);
    }
    // Of that, by school staff.
    double by_staff(YouthId youth) const { return weight_of(world_.youths.stage[youth], p_) * among_staff(youth); }

private:
    double among_staff(YouthId youth) const
    {
        auto const& y = world_.youths;
        bool const has_mentors = (in_secondary(y.track[youth]) || y.track[youth] == Track::mbo) && y.class_group[youth].index != 0;
        return has_mentors ? at_school(world_.classes.staff_notices[y.class_group[youth]]) : 0.0;
    }
    double at_school(float notices) const { return std::max(0.0, p_.school + (1.0 - p_.school) * static_cast<double>(notices)); }

    World const& world_;
    SignalParams const& p_;
    double elsewhere_;
    std::array<float, 5> at_most_{};  // by stage
};

// The users of a block who neither have help nor wait for it, with their draws.
struct Unknown {
    std::size_t count = 0;
    BlockOf<YouthId> youth;
    BlockOf<YouthIdentity> identity;
    BlockOf<RandomBlock> draws;

    void gather(Youths const& y, std::size_t begin, std::size_t end, MonthRandom const& random)
    {
        count = 0;
        for_each_user(y, begin, end, [&](YouthId who) {
            youth[count] = who;
            identity[count] = y.identity[who];
            count += y.care[who] == Care::none ? 1 : 0;
        });
        random.blocks(std::span<YouthIdentity const>{identity}.first(count), noticing, std::span{draws}.first(count));
    }
};

// How a signal gets to help.
struct Way {
    double contact;
    double first_hand_over;  // by who noticed; the second is the chain's
};

// Of a pupil whom school staff notice: the school reacts, and staff who were trained to refer lose fewer signals.
Way by_way_of_school(World& world, YouthId pupil, Way way, SignalParams const& p, MonthRandom const& random)
{
    double const refers = static_cast<double>(world.classes.staff_refers[world.youths.class_group[pupil]]);
    auto const reaction = reaction_to(world, pupil, random);
    react(world, pupil, reaction, p.school_reaction);
    double const guides = reaction == SchoolReaction::guidance ? p.school_reaction.guidance_contact : 0.0;
    auto const raised = [](double share, double by) { return share + by * (1.0 - share); };
    return {raised(raised(way.contact, refers), guides), raised(way.first_hand_over, refers)};
}

// Who goes out where rules are enforced more than today fears to be known as a user.
float not_afraid(World const& world, YouthId youth, SignalParams const& p, int month)
{
    auto const enforced = std::max(0.0F, world.venues.enforced[age_band(world.youths.school_age[youth])]);
    if (enforced == 0.0F) return 1.0F;
    auto const age = static_cast<float>(age_in_months(world.youths, youth, month_of_year(month))) / months_per_year;
    return 1.0F - static_cast<float>(p.feared) * going_out_at(age) * enforced;
}

// A user whom somebody notices, or who seeks help.
struct Signal {
    YouthId youth;
    bool seen, seeks_help;
    RandomBlock bits;
};

void raise_of_users(World& world, SignalParams const& p, MonthRandom const& random, Workers workers)
{
    auto& y = world.youths;
    auto const& chain = world.services;
    Way const as_today{1.0 - (1.0 - p.contact) * (1.0 - static_cast<double>(chain.contact)), 1.0 - (1.0 - p.hand_over) * (1.0 - static_cast<double>(chain.hand_over))};
    auto const at_most_seek = static_cast<float>(p.help_seeking * (1.0 - p.withheld * static_cast<double>(chain.shared_beyond_consent)));
    Noticing const noticed{world, p};
    auto const signals = collect<Signal>(workers, y.count(), [&](std::size_t begin, std::size_t end, std::vector<Signal>& found) {
        Unknown unknown;
        unknown.gather(y, begin, end, random);
        for (std::size_t n = 0; n < unknown.count; ++n) {
            auto const youth = unknown.youth[n];
            auto const& bits = unknown.draws[n];
            auto const stage = y.stage[youth];
            // Most are past both at once, without a look at home and school.
            if (uniform(bits[0]) >= noticed.at_most(stage) && uniform(bits[1]) >= at_most_seek) continue;
            bool const seeks_help = stage != Stage::occasional && uniform(bits[1]) < at_most_seek * not_afraid(world, youth, p, random.month()) * static_cast<float>(weight_of(stage, p));
            bool const seen = uniform(bits[0]) < static_cast<float>(noticed.by_anybody(youth));
            if (seen || seeks_help) found.push_back({youth, seen, seeks_help, bits});
        }
    });
    std::vector<NewCase> sent, advised;  // few
    for (auto const& [youth, seen, seeks_help, bits] : signals) {
        auto const stage = y.stage[youth];
        bool const heavy = stage != Stage::occasional;
        if (seen) world.happenings.push_back({youth, Happens::signal_raised});
        auto const way = uniform(bits[0]) < static_cast<float>(noticed.by_staff(youth)) ? by_way_of_school(world, youth, as_today, p, random) : as_today;
        // Who comes by himself needs nobody's call; the way from there is the same.
        double const arrives = (seeks_help ? 1.0 : way.contact) * (heavy ? way.first_hand_over * as_today.first_hand_over : 1.0);
        if (uniform(bits[2]) >= static_cast<float>(arrives)) {
            if (seen) world.happenings.push_back({youth, Happens::signal_lost});
        } else if (heavy) {
            sent.push_back({{youth, stage == Stage::problematic ? Care::treatment : Care::light, true, 0}, bits[3]});
        } else {
            advised.push_back({{youth, Care::none, false, 0}, bits[3]});
        }
    }
    let_wait(world, sent);
    std::ranges::sort(advised, {}, [](NewCase const& one) { return std::pair{one.rank, one.help.youth}; });
    auto room = room_for(p.advice_intake, world, random.month());
    for (auto const& [help, rank] : advised) {
        world.happenings.push_back({help.youth, room > 0 ? Happens::signal_served : Happens::signal_lost});
        if (room == 0) continue;
        y.perceived_risk[help.youth] = with_headroom(y.perceived_risk[help.youth], static_cast<float>(p.advice));
        --room;
    }
}

// A class's staff now and then take somebody for a user who is none; those who look for more also see more that is not there.
void raise_in_error(World& world, SignalParams const& p, MonthRandom const& random, Workers workers)
{
    auto& y = world.youths;
    auto const& classes = world.classes;
    auto const suspects = collect<YouthId>(workers, classes.count(), [&](std::size_t begin, std::size_t end, std::vector<YouthId>& found) {
        BlockOf<RandomBlock> draws;
        random.blocks(std::span{classes.identity.data() + begin, end - begin}, mistake, std::span{draws}.first(end - begin));
        for (ClassId group{static_cast<std::uint32_t>(begin)}; group.index < end; ++group.index) {
            auto const pupils = classes.members.of(group);
            auto const keener = 1.0 + static_cast<double>(classes.staff_notices[group]);
            if (uniform(draws[group.index - begin][0]) >= static_cast<float>(p.false_rate * keener * static_cast<double>(pupils.size()))) continue;
            auto const rank = [&](YouthId youth) { return std::pair{random.block(y.identity[youth], suspicion)[0], youth}; };
            auto const suspect = *std::ranges::min_element(pupils, {}, rank);
            if (y.stage[suspect] == Stage::never) found.push_back(suspect);
        }
    });
    for (auto const suspect : suspects) {
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
    visit("signals.feared", p.feared, {"", 0.0, 1.0, "help that is not sought by who goes out where house rules are always enforced", "judgement", Grade::J});
    visit("signals.advice", p.advice, {"", 0.0, 0.3, "rise of perceived risk by advice to an occasional user, share of the headroom", "judgement", Grade::J});
    visit("signals.advice_intake", p.advice_intake, {"persons a month", 0.0, 20000.0, "youths who can be advised, in a town of 20,000 youths; the default is all of them", "judgement", Grade::J});
    describe(visit, p.school_reaction);
}

void raise_signals(World& world, SignalParams const& params, MonthRandom const& random, Workers workers)
{
    raise_of_users(world, params, random, workers);
    raise_in_error(world, params, random, workers);
}

}  // namespace pijler
