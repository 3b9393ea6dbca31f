// Sums over cells, beside the same sums youth by youth.
#include "support/worlds.hpp"

#include "output/recorder.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace pijler::test {
namespace {

TEST(Recorder, AddsUpEveryCell)
{
    pijler::Run run{small_town(3000)};
    run_months(run, Programme{{}, {}, 12}, {}, RandomKey{1, 0}, 0, 3);
    Membership members;
    members.renew(run.world, Workers{2});
    Recorder recorder{{1, 1}};
    recorder.record(run, members, 0, Workers{2});

    auto const cells = cells_of(run.world);
    auto const& y = run.world.youths;
    Record plain;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        EXPECT_EQ(members[youth], cells[youth]);
        if (!y.present[youth]) continue;
        auto const add = [&](Quantity quantity, std::int64_t by) {
            for (auto const cell : cells[youth]) plain.sum[cell][static_cast<std::size_t>(quantity)] += by;
        };
        auto const parts = [](float value) { return static_cast<std::int64_t>(std::nearbyint(value * mean_unit)); };
        auto const stage = y.stage[youth];
        add(Quantity::youths, 1);
        add(Quantity::never_users, stage == Stage::never);
        add(Quantity::lifetime_use, stage != Stage::never);
        add(Quantity::past_year_use, y.months_since_use[youth] < 12);
        add(Quantity::past_month_use, y.months_since_use[youth] == 0);
        add(Quantity::regular_use, stage == Stage::regular || stage == Stage::problematic);
        add(Quantity::problematic_use, stage == Stage::problematic);
        add(Quantity::descriptive_norm, parts(y.descriptive_norm[youth]));
        add(Quantity::injunctive_norm, parts(y.injunctive_norm[youth]));
        add(Quantity::misperception, parts(y.descriptive_norm[youth] - run.surroundings.by_age[y.school_age[youth]].mean()));
        add(Quantity::approval, parts(y.approval[youth]));
        add(Quantity::perceived_risk, parts(y.perceived_risk[youth]));
        add(Quantity::curiosity, parts(y.curiosity[youth]));
        add(Quantity::refusal_self_efficacy, parts(y.refusal[youth]));
        add(Quantity::school_bond, parts(y.bond[youth]));
        add(Quantity::felt_disapproval, parts(y.parental_disapproval[youth]));
        auto const& parents = run.world.households.mean_belief[y.household[youth]];
        add(Quantity::parental_knowledge, parts(parents.knowledge));
        add(Quantity::parental_communication, parts(parents.communication));
        add(Quantity::parental_disapproval, parts(parents.disapproval));
        add(Quantity::parental_monitoring, parts(parents.monitoring));
        auto const event = run.event[youth];
        add(Quantity::starts, event == UseEvent::start);
        add(Quantity::quits, event == UseEvent::quit);
        add(Quantity::relapses, event == UseEvent::relapse);
    }
    auto const& recorded = recorder.records().front();
    for (std::size_t cell = 0; cell < cell_count; ++cell) EXPECT_EQ(recorded.sum[cell], plain.sum[cell]) << "cell " << cell;
}

}  // namespace
}  // namespace pijler::test
