// Opportunity and decision: offers, and acceptance of a first use or a relapse.
// ODD, "Opportunity and decision".
#pragma once

#include "core/math.hpp"
#include "model/change_stage.hpp"
#include "model/observe_peers.hpp"

namespace pijler {

struct OpportunityParams {
    double friends = 2.33, friends_saturation = 0.7, availability = 0.233, going_out = 0.394;
    double leak = 0.0848, older_friends = 2.03;
    double unsupervised_at_12 = 0.139, monitoring = 0.5;
    double coffeeshops = 1.0, other_shops = 0.0, street = 1.0;
    double house_rules = 0.46, after_parties = 0.3;
};
struct AcceptanceParams {
    double intercept = -1.24, intercept_shift = 0.0;
    double age_to_17 = -0.802, age_over_17 = -0.156;
    double descriptive = 0.12, average_alter = 0.0, injunctive = 0.04, approval = 0.10, curiosity = 0.12;
    double impulsivity = 0.18, sensation_seeking = 0.36;
    double risk = -0.38, refusal = -0.45, parents = -0.30, bond = -0.10;
    double male = 0.247, relapse = -0.756;
    double followed = 0.0, alone = 0.0;
};
void describe(ParameterVisitor& visit, OpportunityParams& params);
void describe(ParameterVisitor& visit, AcceptanceParams& params);

// The month's uniforms for offers that are accepted. Identical in every arm of a replicate, so one set serves them all.
class StartDraws {
public:
    float operator[](YouthId youth) const { return of_month_[now_][youth]; }
    float const* data() const { return of_month_[now_].data(); }

private:
    friend void draw_starts(Youths const& youths, MonthRandom const& random, Workers workers, StartDraws& draws);

    // A Philox block has words for several months: they are drawn together and kept. Newcomers come in a September, when new ones are due.
    static constexpr int months_ = 4;
    static_assert(months_per_year % months_ == 0);
    std::array<Column<YouthId, float>, months_> of_month_;
    std::size_t now_ = 0;
    int drawn_from_ = 1;  // month of the first word; not one that it can be: none are drawn
};
// Once a month in order of time, for the same youths and key; in September for those of the new school year.
void draw_starts(Youths const& youths, MonthRandom const& random, Workers workers, StartDraws& draws);

// How much who has this age goes out, against 18 to 22.
inline float going_out_at(float age) { return clamp01((age - 14.0F) * (1.0F / 4.0F)) - 0.1F * (age > 22.0F ? age - 22.0F : 0.0F); }

// Log-odds of acceptance that stay fixed for a school year, of youths [begin, end).
void find_proneness(World& world, AcceptanceParams const& params, std::size_t begin, std::size_t end);

// What parameters and the month fix for all decisions of a month.
class UseDecision {
public:
    UseDecision(OpportunityParams const& opportunity, AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, MonthRandom const& random);

    // For a block of youths [begin, end). In a direct twin, `surroundings` are the reference world's. What happens to each is written to
    // `event`, which has a place for every youth.
    void operator()(World& world, Surroundings const& surroundings, StartDraws const& draws, std::size_t begin, std::size_t end,
                    Column<YouthId, UseEvent>& event) const;

    // Parameters as the loops use them: single precision, log-odds per unit of what is felt.
    struct Weights {
        float unsupervised_at_12, monitoring;
        float friends, saturation, availability, going_out, leak, older_friends, coffeeshops, other_shops, street, house_rules;
        float intercept, age_to_17, age_over_17;
        float descriptive, average_alter, injunctive, approval, risk, refusal, parents, bond;
        float curiosity_intercept, curiosity, relapse;
    };

private:
    Weights weights_;
    StageChange change_;
    int moment_;  // month of the school year
};

// For everybody.
void decide_use(World& world, Surroundings const& surroundings, StartDraws const& draws, OpportunityParams const& opportunity,
                AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, MonthRandom const& random, Workers workers,
                Column<YouthId, UseEvent>& event);

}  // namespace pijler
