#include "model/decide_use.hpp"

#include "core/math.hpp"
#include "core/transpose.hpp"
#include "model/scales.hpp"

#include <cstring>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> offers{20, "youth.offers"};  // accepted ones, of four months

using Weights = UseDecision::Weights;

Weights weights(OpportunityParams const& o, AcceptanceParams const& a, double peer_influence)
{
    Weights w{};
    auto const single = [](double value) { return static_cast<float>(value); };
    w.unsupervised_at_12 = single(o.unsupervised_at_12);
    w.monitoring = single(o.monitoring);
    w.friends = single(peer_influence * o.friends);
    w.saturation = single(o.friends_saturation);
    w.availability = single(o.availability);
    w.going_out = single(o.going_out);
    w.leak = single(o.leak);
    w.older_friends = single(peer_influence * o.older_friends);
    w.coffeeshops = single(o.coffeeshops);
    w.other_shops = single(o.other_shops);
    w.street = single(o.street);
    w.house_rules = single(o.house_rules * (1.0 - o.after_parties));
    w.age_to_17 = single(a.age_to_17);
    w.age_over_17 = single(a.age_over_17);
    w.relapse = single(a.relapse);
    // Log-odds per standard deviation of a centred predictor, as log-odds per unit; the centres go to the intercept.
    double intercept = a.intercept + a.intercept_shift;
    auto const per_unit = [&](double per_sd, Scale const& scale) {
        double const slope = per_sd / static_cast<double>(scale.sd);
        intercept -= slope * static_cast<double>(scale.centre);
        return single(slope);
    };
    w.descriptive = per_unit(peer_influence * a.descriptive * (1.0 - a.average_alter), scale::descriptive_norm);
    w.injunctive = per_unit(peer_influence * a.injunctive, scale::injunctive_norm);
    w.approval = per_unit(a.approval, scale::approval);
    w.risk = per_unit(a.risk, scale::perceived_risk);
    w.refusal = per_unit(a.refusal, scale::refusal);
    w.parents = per_unit(a.parents, scale::parental_disapproval);
    w.bond = per_unit(a.bond, scale::bond);
    w.intercept = single(intercept);
    w.average_alter = single(peer_influence * a.descriptive * a.average_alter / static_cast<double>(scale::friends_use.sd));
    double const slope = a.curiosity / static_cast<double>(scale::curiosity.sd);
    w.curiosity = single(slope);
    w.curiosity_intercept = single(-slope * static_cast<double>(scale::curiosity.centre));
    return w;
}

// For a block of youths: what is looked up, gathered first so that the arithmetic runs in vectors, and what comes of it.
struct Decision {
    using Floats = BlockOf<float>;
    Floats age;        // years
    Floats going_out;  // offers when going out, at 18 to 22
    Floats for_adults, for_minors, legal_access, street, free_time;
    Floats friends_use, older_users;
    Floats added;      // log-odds by stage, and by what friends do
    Floats never;      // 1: has never used
    Floats takes_up;   // probability that this month brings an offer that is accepted; 0 for users
    alignas(8) BlockOf<std::uint8_t> taker;  // 1: so it happens
};

void gather(World const& world, std::size_t begin, std::size_t count, Decision& d)
{
    auto const* const place = world.youths.neighbourhood.data() + begin;
    auto const* const openings = world.neighbourhoods.openings.data();
    static_assert(sizeof(Openings) == 4 * sizeof(float));
    look_up_columns(count, [=](std::size_t k) { return &openings[place[k].index].for_adults; }, d.for_adults.data(), d.for_minors.data(), d.street.data(), d.free_time.data());
    auto own = std::ranges::lower_bound(world.own_time, begin, {}, [](OwnTime const& each) { return std::size_t{each.youth.index}; });
    for (; own != world.own_time.end() && own->youth.index < begin + count; ++own) d.free_time[own->youth.index - begin] *= own->times;
}

IN_VECTORS void weigh(Youths& y, Surroundings const& around, Weights const& weights, ByAgeBand<float> const& rules_felt, int moment, std::size_t begin, std::size_t count,
                      Decision& d)
{
    auto const w = weights;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* friends = at(around.friends);
    auto const* per_friend = at(around.per_friend);
    for_lanes(count, [=, &d](std::size_t k) {
        d.friends_use[k] = FriendWord::frequency(friends[k]);
        d.older_users[k] = FriendWord::adult_users(friends[k]) * per_friend[k];
    });
    auto const* stage = at(y.stage);
    auto const* curiosity = at(y.curiosity);
    auto const* school_age = at(y.school_age);
    auto const* birth = at(y.birth_offset);
    auto const* present = at(y.present);
    float const adults_go_out = w.going_out * (1.0F - w.house_rules * rules_felt.adults);
    float const minors_go_out = w.going_out * (1.0F - w.house_rules * rules_felt.minors);
    for_lanes(count, [=, &d](std::size_t k) {
        d.age[k] = (static_cast<float>(age_in_months(school_age[k], birth[k], moment)) + 0.5F) * (1.0F / months_per_year);
        d.added[k] = stage[k] == Stage::never ? w.curiosity_intercept + w.curiosity * curiosity[k] : w.relapse;
        float const adults = w.coffeeshops * d.for_adults[k] + w.other_shops;
        float const minors = w.leak * (w.coffeeshops * d.for_minors[k] + w.other_shops);
        d.legal_access[k] = school_age[k] >= 18 ? adults : minors;
        d.going_out[k] = school_age[k] >= 18 ? adults_go_out : minors_go_out;
        d.never[k] = stage[k] == Stage::never ? 1.0F : 0.0F;
        d.takes_up[k] = (present[k] != 0) & !uses(stage[k]) ? 1.0F : 0.0F;
    });
    if (w.average_alter != 0.0F)
        for_lanes(count, [=, &d](std::size_t k) {
            float const use = d.friends_use[k] * per_friend[k];
            d.added[k] += per_friend[k] > 0.0F ? w.average_alter * (use - scale::friends_use.centre) : 0.0F;
        });
    auto const* unsupervised = at(y.unsupervised);
    auto const* monitoring = at(y.parental_monitoring);
    auto const* refusal = at(y.refusal);
    auto const* disapproval = at(y.parental_disapproval);
    auto const* proneness = at(y.proneness);
    auto const* descriptive = at(y.descriptive_norm);
    auto const* injunctive = at(y.injunctive_norm);
    auto const* approval = at(y.approval);
    auto const* risk = at(y.perceived_risk);
    auto const* bond = at(y.bond);
    auto* start_probability = at(y.start_probability);
    for_lanes(count, [&, w](std::size_t k) {
        // Time without adults grows fastest in the first years of secondary school and is complete at 18.
        float const age = d.age[k];
        float const to_18 = clamp01((18.0F - age) * (1.0F / 6.0F));
        float const unsupervised_now = 1.0F - (1.0F - w.unsupervised_at_12) * to_18 * to_18;
        float const watched = w.monitoring * clamp01((20.0F - age) * (1.0F / 8.0F));
        float const time_alone = d.free_time[k] * unsupervised_now * (1.0F - watched * monitoring[k]) * (0.5F + unsupervised[k]);
        float const by_friends = w.friends * (1.0F - exponential(-w.saturation * d.friends_use[k]));
        float const outside = w.availability * (d.legal_access[k] + w.street * d.street[k]) + d.going_out[k] * going_out_at(age);
        float const offers_a_year = time_alone * (by_friends + w.older_friends * d.older_users[k] + outside);
        float const offered = 1.0F - exponential(offers_a_year * (-1.0F / months_per_year));
        float const over_17 = age > 17.0F ? age - 17.0F : 0.0F;
        float const log_odds = w.intercept + w.age_to_17 * (age - over_17 - 15.0F) + w.age_over_17 * over_17 + proneness[k] + w.descriptive * descriptive[k] +
                               w.injunctive * injunctive[k] + w.approval * approval[k] + w.risk * risk[k] + w.refusal * refusal[k] + w.parents * disapproval[k] +
                               w.bond * bond[k] + d.added[k];
        float const takes_up = d.takes_up[k] * (offered * logistic(log_odds));
        d.takes_up[k] = takes_up;
        start_probability[k] = takes_up * d.never[k];
    });
}

// Who takes up use; and former users have one month more behind them.
IN_VECTORS void wait(Youths& y, float const* draw, std::size_t begin, std::size_t count, Decision& d)
{
    auto const* stage = y.stage.data() + begin;
    auto* since = y.months_since_use.data() + begin;
    for_lanes(count, [=, &d](std::size_t k) { d.taker[k] = draw[k] < d.takes_up[k]; });
    std::fill(d.taker.begin() + static_cast<std::ptrdiff_t>(count), d.taker.end(), std::uint8_t{0});
    for_lanes(count, [=](std::size_t k) { since[k] = static_cast<std::uint8_t>(since[k] + ((stage[k] == Stage::former) & (since[k] < 254))); });
}

}  // namespace

void draw_starts(Youths const& youths, MonthRandom const& random, Workers workers, StartDraws& draws)
{
    constexpr auto months = StartDraws::months_;
    auto const place = month_of_year(random.month()) % months;
    auto const first = random.month() - place;
    draws.now_ = static_cast<std::size_t>(place);
    if (draws.drawn_from_ == first) return;
    draws.drawn_from_ = first;
    for (auto& column : draws.of_month_) column.resize(youths.count());
    MonthRandom const from{random.key(), first};
    for_each_block(workers, youths.count(), [&](std::size_t begin, std::size_t end) {
        auto const count = end - begin;
        BlockOf<RandomBlock> bits;
        from.blocks(std::span{youths.identity.data() + begin, count}, offers, std::span{bits}.first(count));
        for (std::size_t month = 0; month < months; ++month) {
            auto* const draw = draws.of_month_[month].data() + begin;
            for (std::size_t k = 0; k < count; ++k) draw[k] = uniform(bits[k][month]);
        }
    });
}

IN_VECTORS void find_proneness(World& world, AcceptanceParams const& params, std::size_t begin, std::size_t end)
{
    auto& y = world.youths;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* const sex = at(y.sex);
    auto const *const impulsivity = at(y.impulsivity), *const sensation_seeking = at(y.sensation_seeking);
    auto const* const school = at(y.school);
    auto const* const effect = world.schools.effect.data();
    auto* const proneness = at(y.proneness);
    auto const count = end - begin;
    for_lanes(count, [=, by_impulsivity = params.impulsivity, by_seeking = params.sensation_seeking, by_male = params.male](std::size_t k) {
        proneness[k] = static_cast<float>(by_impulsivity * static_cast<double>(scale::impulsivity(impulsivity[k])) +
                                          by_seeking * static_cast<double>(scale::sensation_seeking(sensation_seeking[k])) + by_male * (sex[k] == Sex::male ? 0.5 : -0.5));
    });
    for (std::size_t k = 0; k < count; ++k) proneness[k] += effect[school[k].index];
}

UseDecision::UseDecision(OpportunityParams const& opportunity, AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, MonthRandom const& random)
    : weights_{weights(opportunity, acceptance, peer_influence)}, change_{stages, random}, moment_{month_of_year(random.month())}
{
}

void UseDecision::operator()(World& world, Surroundings const& around, StartDraws const& draws, std::size_t begin, std::size_t end,
                             Column<YouthId, UseEvent>& event) const
{
    Decision decision;
    auto const count = end - begin;
    auto& y = world.youths;
    gather(world, begin, count, decision);
    weigh(y, around, weights_, world.venues.rules_felt, moment_, begin, count, decision);
    wait(y, draws.data() + begin, begin, count, decision);
    std::fill_n(y.just_started.data() + begin, count, std::uint8_t{0});
    std::fill_n(event.data() + begin, count, UseEvent::nothing);
    BlockOf<YouthId> takers;
    std::size_t taking = 0;
    for (std::size_t eight = 0; eight < count; eight += 8) {
        // Few do: eight at a time tell that none of them does.
        std::uint64_t any;
        std::memcpy(&any, &decision.taker[eight], sizeof any);
        if (any == 0) continue;
        for (auto k = eight; k < eight + 8; ++k) {
            takers[taking].index = static_cast<std::uint32_t>(begin + k);
            taking += decision.taker[k];
        }
    }
    change_(y, begin, end, event);
    for (std::size_t n = 0; n < taking; ++n) {
        event[takers[n]] = y.stage[takers[n]] == Stage::never ? UseEvent::start : UseEvent::relapse;
        change_.take_up(y, takers[n]);
    }
}

void decide_use(World& world, Surroundings const& around, StartDraws const& draws, OpportunityParams const& opportunity,
                AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, MonthRandom const& random, Workers workers,
                Column<YouthId, UseEvent>& event)
{
    UseDecision const decide{opportunity, acceptance, stages, peer_influence, random};
    event.resize(world.youths.count());
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { decide(world, around, draws, begin, end, event); });
}

void describe(ParameterVisitor& visit, OpportunityParams& p)
{
    visit("offers.friends", p.friends, {"per year", 0.5, 5.0, "offers when all friends use, before saturation", "calibration", Grade::K});
    visit("offers.friends_saturation", p.friends_saturation, {"", 0.3, 1.5, "how fast offers saturate with the number of using friends", "prototype", Grade::J});
    visit("offers.availability", p.availability, {"per year", 0.1, 1.0, "offers by sale next to a coffeeshop or a dealing street", "calibration", Grade::K});
    visit("offers.going_out", p.going_out, {"per year", 0.0, 1.0, "offers when going out, at 18 to 22", "calibration", Grade::K});
    visit("offers.leak_to_minors", p.leak, {"", 0.02, 0.3, "share of legal availability that reaches minors", "calibration", Grade::K});
    visit("offers.coffeeshops", p.coffeeshops, {"", 0.0, 1.0, "whether coffeeshops sell it", "judgement", Grade::J});
    visit("offers.other_shops", p.other_shops, {"", 0.0, 1.0, "legal sale in all other shops, everywhere alike, as a share of that next to a coffeeshop", "judgement", Grade::J});
    visit("offers.street", p.street, {"", 0.0, 1.0, "whether it is dealt in the street", "judgement", Grade::J});
    visit("offers.house_rules", p.house_rules, {"", -0.75, 1.0, "share of the offers when going out that house rules take away where all guests know them and they are always enforced", "evidence2026", Grade::C, 0.3});
    visit("offers.after_parties", p.after_parties, {"", 0.0, 0.6, "share of these that come at after-parties instead", "judgement", Grade::J, 0.1});
    visit("offers.older_friends", p.older_friends, {"per year", 0.0, 3.0, "offers when all friends are adult users", "calibration", Grade::K});
    visit("offers.unsupervised_at_12", p.unsupervised_at_12, {"", 0.05, 0.6, "unsupervised time at 12 relative to 18", "calibration", Grade::K});
    visit("offers.monitoring", p.monitoring, {"", 0.0, 0.8, "share of unsupervised time that full monitoring takes away at 12", "lac2009", Grade::J});
}

void describe(ParameterVisitor& visit, AcceptanceParams& p)
{
    visit("acceptance.intercept", p.intercept, {"log-odds", -6.0, 3.0, "acceptance of a first offer at 15, all else at its centre", "calibration", Grade::K});
    visit("acceptance.intercept_shift", p.intercept_shift, {"log-odds", -1.0, 1.0, "shift of everybody's acceptance: a town's own level, or a push to measure the social multiplier", "judgement", Grade::J});
    visit("acceptance.age_to_17", p.age_to_17, {"log-odds per year", -1.0, 1.0, "change of acceptance with age up to 17", "calibration", Grade::K});
    visit("acceptance.age_over_17", p.age_over_17, {"log-odds per year", -1.5, 0.0, "change of acceptance with age after 17 (maturing out)", "calibration", Grade::K});
    visit("acceptance.descriptive_norm", p.descriptive, {"log-odds per sd", 0.0, 0.3, "believed use by peers", "snipe2016", Grade::C});
    visit("peer.average_alter", p.average_alter, {"", 0.0, 1.0, "share of the influence of believed use on acceptance that follows friends' actual use instead, as in stochastic actor models: 0 = norms, 1 = average alter", "snijders2010", Grade::J});
    visit("acceptance.injunctive_norm", p.injunctive, {"log-odds per sd", 0.0, 0.2, "believed approval by friends", "snipe2016", Grade::C});
    visit("acceptance.approval", p.approval, {"log-odds per sd", 0.0, 0.3, "own approval", "prototype", Grade::J});
    visit("acceptance.curiosity", p.curiosity, {"log-odds per sd", 0.0, 0.2, "curiosity of never-users: twice the prototype's, so that ill-fitting facts harm young sensation seekers as much as the evidence allows", "judgement", Grade::J});
    visit("acceptance.impulsivity", p.impulsivity, {"log-odds per sd", 0.0, 0.4, "impulsivity", "malmberg2012", Grade::C});
    visit("acceptance.sensation_seeking", p.sensation_seeking, {"log-odds per sd", 0.1, 0.6, "sensation seeking", "malmberg2012", Grade::B});
    visit("acceptance.perceived_risk", p.risk, {"log-odds per sd", -0.6, 0.0, "perceived risk", "prototype", Grade::J});
    visit("acceptance.refusal", p.refusal, {"log-odds per sd", -0.7, 0.0, "refusal self-efficacy", "faggiano2010", Grade::J});
    visit("acceptance.parental_disapproval", p.parents, {"log-odds per sd", -0.5, 0.0, "felt parental disapproval", "vermeulensmit2015", Grade::B});
    visit("acceptance.bond", p.bond, {"log-odds per sd", -0.25, 0.0, "bond to school", "prototype", Grade::J});
    visit("acceptance.male", p.male, {"log-odds", 0.0, 0.6, "boys against girls", "trimbos2019", Grade::K});
    visit("acceptance.relapse", p.relapse, {"log-odds", -4.0, 2.0, "acceptance of a former user against a never-user", "calibration", Grade::K});
    visit("acceptance.followed", p.followed, {"log-odds", 0.0, 8.0, "having ever used the substance that this one follows, against not: a proneness to both, and company that has both", "judgement", Grade::J});
    visit("acceptance.alone", p.alone, {"log-odds", -3.0, 3.0, "added where the substance that this one follows is not simulated", "calibration", Grade::K});
}

}  // namespace pijler
