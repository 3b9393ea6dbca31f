#include "model/change_stage.hpp"

#include "core/math.hpp"
#include "model/scales.hpp"

namespace pijler {

// The users of a block, and what is looked up of them: gathered first so that the arithmetic runs in vectors.
struct StageChange::Users {
    using Floats = BlockOf<float>;
    std::size_t count = 0;
    BlockOf<std::uint32_t> place;  // in the block
    BlockOf<std::uint32_t> identity;
    BlockOf<RandomBlock> draws;
    Floats approval, parents, refusal, traits, age, up, down, quit;
    Floats occasional_use;  // probability that the youth, if an occasional user, uses in a month
    Floats moves;           // probability that the stage changes this month
};

StageChange::StageChange(StageParams const& p, MonthRandom const& random) : random_{random}
{
    auto const single = [](double value) { return static_cast<float>(value); };
    rates_ = {{{single(p.occasional_to_regular), 0.0F, single(p.quit_occasional)},
               {single(p.regular_to_problematic), single(p.regular_to_occasional), single(p.quit_regular)},
               {0.0F, single(p.problematic_to_regular), single(p.quit_problematic)}}};
    auto const calmer = single(p.escalation_in_help);
    help_ = {{{1.0F, 1.0F, 1.0F}, {1.0F, 1.0F, 1.0F}, {calmer, single(p.light_help), single(p.light_help)}, {calmer, single(p.treatment), single(p.treatment)}}};
    weights_ = {single(p.monthly_use), single(p.use_approval), single(p.use_refusal), single(p.use_parents),
                single(p.escalation_traits), single(p.escalation_approval), single(p.escalation_parents),
                single(p.quit_approval), single(p.quit_parents), single(p.quit_refusal), single(p.quit_over_19), single(p.quit_under_16)};
}

IN_VECTORS void StageChange::weigh(Weights const& weights, Users& u)
{
    auto const w = weights;
    for_lanes(u.count, [&, w](std::size_t n) {
        float const approval = scale::approval(u.approval[n]);
        float const parents = scale::parental_disapproval(u.parents[n]);
        float const refusal = scale::refusal(u.refusal[n]);
        float const use = w.use * exponential(w.use_approval * approval + w.use_refusal * refusal + w.use_parents * parents);
        u.occasional_use[n] = use < 1.0F ? use : 1.0F;
        float const over_19 = u.age[n] > 19.0F ? u.age[n] - 19.0F : 0.0F;
        float const under_16 = u.age[n] < 16.0F ? 16.0F - u.age[n] : 0.0F;
        float const escalation = exponential(w.escalation_traits * u.traits[n] + w.escalation_approval * approval + w.escalation_parents * parents);
        float const quitting = exponential(w.quit_approval * approval + w.quit_parents * parents + w.quit_refusal * refusal + w.quit_over_19 * over_19 +
                                           w.quit_under_16 * under_16);
        u.up[n] *= escalation;
        u.down[n] *= quitting;
        u.quit[n] *= quitting;
        u.moves[n] = 1.0F - exponential((u.up[n] + u.down[n] + u.quit[n]) * (-1.0F / months_per_year));
    });
}

void StageChange::operator()(Youths& y, std::size_t begin, std::size_t end, Column<YouthId, UseEvent>& event) const
{
    Users u;
    auto const moment = month_of_year(random_.month());
    // Everybody is written and users are kept: who uses cannot be foreseen, so a branch would often go wrong.
    auto const* const stages = y.stage.data() + begin;
    std::size_t users = 0;
    for (std::size_t k = 0; k < end - begin; ++k) {
        u.place[users] = static_cast<std::uint32_t>(k);
        users += uses(stages[k]);
    }
    u.count = users;
    for (std::size_t n = 0; n < u.count; ++n) {
        YouthId const youth{static_cast<std::uint32_t>(begin) + u.place[n]};
        u.identity[n] = y.identity[youth].value;
        u.approval[n] = y.approval[youth];
        u.parents[n] = y.parental_disapproval[youth];
        u.refusal[n] = y.refusal[youth];
        u.traits[n] = scale::impulsivity(y.impulsivity[youth]) + scale::sensation_seeking(y.sensation_seeking[youth]);
        u.age[n] = (static_cast<float>(age_in_months(y, youth, moment)) + 0.5F) / months_per_year;
        auto const& rates = rates_[static_cast<std::size_t>(y.stage[youth]) - 1];
        auto const& help = help_[static_cast<std::size_t>(y.care[youth])];
        u.up[n] = rates.up * help.up;
        u.down[n] = rates.down * help.down;
        u.quit[n] = rates.quit * help.quit;
    }
    weigh(weights_, u);
    static constexpr std::array frequency_of{0.0F, 0.0F, 1.0F, 1.0F, 0.0F};  // by stage; an occasional user has one of their own
    random_.blocks(std::span{u.identity}.first(u.count), month_block, std::span{u.draws}.first(u.count));
    for (std::size_t n = 0; n < u.count; ++n) {
        YouthId const youth{static_cast<std::uint32_t>(begin) + u.place[n]};
        auto& since = y.months_since_use[youth];
        auto const longer = static_cast<std::uint8_t>(since + (since < 254));
        auto const draw = [&](MonthDraw which) { return uniform(u.draws[n][static_cast<std::size_t>(which)]); };
        since = static_cast<std::uint8_t>(longer * !(draw(MonthDraw::use) < y.frequency[youth]));
        auto& stage = y.stage[youth];
        if (float const moves = draw(MonthDraw::stage); moves < u.moves[n]) {
            // One uniform for whether and where to.
            float const point = moves / u.moves[n] * (u.up[n] + u.down[n] + u.quit[n]);
            int const from = static_cast<int>(stage);
            stage = point < u.up[n] ? static_cast<Stage>(from + 1) : point < u.up[n] + u.down[n] ? static_cast<Stage>(from - 1) : Stage::former;
            if (stage == Stage::former) event[youth] = UseEvent::quit;
        }
        y.frequency[youth] = *(stage == Stage::occasional ? &u.occasional_use[n] : &frequency_of[static_cast<std::size_t>(stage)]);
    }
}

float StageChange::occasional_use(Youths const& y, YouthId youth) const
{
    auto const& w = weights_;
    float const exponent = w.use_approval * scale::approval(y.approval[youth]) + w.use_refusal * scale::refusal(y.refusal[youth]) +
                           w.use_parents * scale::parental_disapproval(y.parental_disapproval[youth]);
    return std::min(1.0F, w.use * exponential(exponent));
}

void StageChange::take_up(Youths& y, YouthId youth) const
{
    y.just_started[youth] = y.stage[youth] == Stage::never;
    y.stage[youth] = Stage::occasional;
    y.curiosity[youth] = 0.0F;
    y.months_since_use[youth] = 0;
    y.frequency[youth] = occasional_use(y, youth);
}

void describe(ParameterVisitor& visit, StageParams& p)
{
    visit("use.monthly", p.monthly_use, {"", 0.2, 0.7, "probability that an average occasional user uses in a month", "calibration", Grade::K});
    visit("use.approval", p.use_approval, {"log per sd", 0.0, 0.2, "own approval raises an occasional user's frequency", "prototype", Grade::J});
    visit("use.refusal", p.use_refusal, {"log per sd", -0.3, 0.0, "refusal self-efficacy lowers it", "faggiano2010", Grade::J});
    visit("use.parents", p.use_parents, {"log per sd", -0.3, 0.0, "felt parental disapproval lowers it", "prototype", Grade::J});
    visit("stage.quit_occasional", p.quit_occasional, {"per year", 0.05, 1.0, "occasional to former", "coffey2000", Grade::K});
    visit("stage.occasional_to_regular", p.occasional_to_regular, {"per year", 0.03, 0.4, "occasional to regular (weekly)", "calibration", Grade::K});
    visit("stage.regular_to_occasional", p.regular_to_occasional, {"per year", 0.1, 1.5, "regular to occasional", "calibration", Grade::K});
    visit("stage.quit_regular", p.quit_regular, {"per year", 0.02, 0.5, "regular to former", "coffey2000", Grade::K});
    visit("stage.regular_to_problematic", p.regular_to_problematic, {"per year", 0.05, 0.3, "regular to problematic", "vanderpol2013", Grade::B});
    visit("stage.problematic_to_regular", p.problematic_to_regular, {"per year", 0.2, 1.0, "problematic to regular", "vanderpol2015", Grade::B});
    visit("stage.quit_problematic", p.quit_problematic, {"per year", 0.02, 0.5, "problematic to former", "vanderpol2015", Grade::B});
    visit("care.light_help", p.light_help, {"", 0.8, 2.0, "light help (a brief motivational intervention) multiplies quitting and cutting down", "evidence2026", Grade::B});
    visit("care.treatment", p.treatment, {"", 1.0, 2.0, "treatment multiplies quitting and cutting down", "evidence2026", Grade::A});
    visit("care.escalation", p.escalation_in_help, {"", 0.5, 1.1, "help multiplies escalation", "judgement", Grade::J});
    visit("stage.escalation_traits", p.escalation_traits, {"log per sd", 0.0, 0.5, "impulsivity and sensation seeking, each, speed up escalation", "prototype", Grade::J});
    visit("stage.escalation_approval", p.escalation_approval, {"log per sd", 0.0, 0.3, "own approval speeds up escalation", "prototype", Grade::J});
    visit("stage.escalation_parents", p.escalation_parents, {"log per sd", -0.3, 0.0, "felt parental disapproval slows escalation", "prototype", Grade::J});
    visit("stage.quit_approval", p.quit_approval, {"log per sd", -0.3, 0.0, "own approval slows quitting", "prototype", Grade::J});
    visit("stage.quit_parents", p.quit_parents, {"log per sd", 0.0, 0.3, "felt parental disapproval speeds up quitting", "prototype", Grade::J});
    visit("stage.quit_refusal", p.quit_refusal, {"log per sd", 0.0, 0.4, "refusal self-efficacy speeds up quitting", "faggiano2010", Grade::J});
    visit("stage.quit_over_19", p.quit_over_19, {"log per year", 0.0, 0.5, "quitting speeds up with each year over 19", "calibration", Grade::K});
    visit("stage.quit_under_16", p.quit_under_16, {"log per year", -0.5, 0.4, "change of quitting with each year under 16 (> 0: early use is left sooner)", "calibration", Grade::K});
}

}  // namespace pijler
