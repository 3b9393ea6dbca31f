// What users do in a month: whether they use, and moves between stages. ODD, "Opportunity and decision: use and moves between stages".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct StageParams {
    double monthly_use = 0.485, use_approval = 0.08, use_refusal = -0.18, use_parents = -0.12;
    double quit_occasional = 0.41, occasional_to_regular = 0.168, regular_to_occasional = 0.673, quit_regular = 0.222;
    double regular_to_problematic = 0.15, problematic_to_regular = 0.56, quit_problematic = 0.10;
    double escalation_traits = 0.27, escalation_approval = 0.10, escalation_parents = -0.084;
    double light_help = 1.3, treatment = 1.5, escalation_in_help = 0.8;
    double quit_approval = -0.10, quit_parents = 0.084, quit_refusal = 0.12, quit_over_19 = 0.359, quit_under_16 = -0.0798;
};
void describe(ParameterVisitor& visit, StageParams& params);

// What a month's draws decide of a user: each is a word of one Philox block.
enum class MonthDraw : std::uint8_t { stage, use };  // a move between stages; use by who uses
inline constexpr Purpose<YouthIdentity> month_block{1, "youth.month"};

enum class UseEvent : std::uint8_t { nothing, start, quit, relapse };

class StageChange {
public:
    StageChange(StageParams const& params, MonthRandom const& random);

    // A month of the users among the youths in [begin, end); those who quit are noted in `event`.
    void operator()(Youths& youths, std::size_t begin, std::size_t end, Column<YouthId, UseEvent>& event) const;

    // A first use, or a relapse.
    void take_up(Youths& youths, YouthId youth) const;

private:
    // Rates a year from each stage of use: to the next heavier, to the next lighter, to none.
    struct Rates {
        float up, down, quit;
    };
    struct Weights {
        float use, use_approval, use_refusal, use_parents;
        float escalation_traits, escalation_approval, escalation_parents;
        float quit_approval, quit_parents, quit_refusal, quit_over_19, quit_under_16;
    };
    struct Users;
    static void weigh(Weights const& weights, Users& users);
    float occasional_use(Youths const& youths, YouthId youth) const;

    std::array<Rates, 3> rates_;
    std::array<Rates, care_states> help_;  // factors by the help that a user has
    Weights weights_;
    MonthRandom random_;
};

}  // namespace pijler
