// What effects are made of: totals, direct flows and limiting cases.
#include "support/studies.hpp"

#include "study/draw_priors.hpp"

namespace pijler::test {
namespace {

Study three_arms()
{
    return small_study({arm("baseline"), arm("information", {lessons()}), arm("both", {lessons("skills"), evenings()})});
}

std::vector<std::int32_t> const& counts(ResultFile const& file, std::string const& name)
{
    return std::get<std::vector<std::int32_t>>(variable(file, name).values);
}

TEST(Effects, AddUp)
{
    auto const result = run(three_arms(), 2).file;
    auto const arms = size_of(result, "arm"), groups = size_of(result, "subgroup");
    auto const per_arm = size_of(result, "replicate") * size_of(result, "month") * groups;
    auto const& starts = counts(result, "starts");
    auto const& net = counts(result, "net_starts");
    auto const& youths = counts(result, "youths");
    auto const& names = std::get<std::vector<std::string>>(variable(result, "subgroup").values);
    auto const group = [&](std::string const& name) { return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin()); };
    for (std::size_t n = 0; n < arms * per_arm; ++n) {
        ASSERT_EQ(net[n], starts[n] - starts[n % per_arm]);
        ASSERT_EQ(youths[n], youths[n % per_arm]) << "an arm changes who is in a subgroup";
        ASSERT_LE(counts(result, "past_month_use")[n], counts(result, "past_year_use")[n]);
        ASSERT_LE(counts(result, "past_year_use")[n], counts(result, "lifetime_use")[n]);
        ASSERT_LE(counts(result, "lifetime_use")[n], youths[n]);
        ASSERT_LE(counts(result, "problematic_use")[n], counts(result, "regular_use")[n]);
    }
    for (auto const* name : {"youths", "starts", "past_month_use", "lifetime_use", "quits"}) {
        auto const& values = counts(result, name);
        for (std::size_t row = 0; row < arms * per_arm; row += groups) {
            auto const at = [&](std::string const& subgroup) { return values[row + group(subgroup)]; };
            auto const sum = [&](std::vector<std::string> const& parts) {
                std::int32_t total = 0;
                for (auto const& part : parts) total += at(part);
                return total;
            };
            ASSERT_EQ(sum({"female", "male"}), at("all")) << name;
            ASSERT_EQ(sum({"impulsivity_low", "impulsivity_middle", "impulsivity_high"}), at("all")) << name;
            ASSERT_EQ(sum({"sensation_seeking_low", "sensation_seeking_middle", "sensation_seeking_high"}), at("all")) << name;
            ASSERT_EQ(sum({"track_vmbo", "track_havo", "track_vwo", "track_mbo", "track_hbo", "track_wo", "track_work", "track_none"}), at("all")) << name;
            ASSERT_EQ(sum({"parents_reached", "parents_not_reached"}), at("all")) << name;
            ASSERT_EQ(sum({"neighbourhood_centre", "neighbourhood_residential", "neighbourhood_edge"}), at("all")) << name;
            ASSERT_EQ(sum({"age_12", "age_13", "age_14", "age_15", "age_16"}), at("age_12_16")) << name;
            ASSERT_EQ(sum({"age_18_19", "age_20_24"}), at("age_18_24")) << name;
        }
    }
}

TEST(Effects, OfTheReferenceOnItselfAreNone)
{
    auto const result = run(three_arms()).file;
    for (auto const* name : {"net_starts", "prevented_starts", "provoked_starts", "postponed_starts", "forestalled_starts", "contacts", "cost"}) EXPECT_EQ(total(result, name, 0), 0.0) << name;
    auto const& direct = variable(result, "direct_starts");
    EXPECT_EQ(slice(result, direct, "arm", 0), slice(result, variable(result, "starts"), "arm", 0));
}

// A flow can only come from those whom a programme reaches.
TEST(Effects, OfLessonsAreProvokedOnlyWhereTheyCanProvoke)
{
    auto study = three_arms();
    study.arms[1].parameters = {{"education.youths.curiosity", 0.0}, {"education.youths.norm", 0.0}};
    auto const safe = run(study).file;
    EXPECT_GT(total(safe, "prevented_starts", 1), 0.0);
    EXPECT_EQ(total(safe, "provoked_starts", 1), 0.0);
    study.arms[1].parameters = {{"education.youths.risk", 0.0}};
    auto const harmful = run(study).file;
    EXPECT_EQ(total(harmful, "prevented_starts", 1), 0.0);
    EXPECT_GT(total(harmful, "provoked_starts", 1), 0.0);
}

// Without peers and other parents nothing comes back: the total effect is the direct one, start by start.
TEST(Effects, AreDirectOnlyWithoutPeerInfluenceAndExchange)
{
    auto study = three_arms();
    for (auto& each : study.arms) each.scenario.parameters = {{"peer.influence", 0.0}, {"parents.exchange_rate", 0.0}};
    auto const result = run(study, 2).file;
    EXPECT_EQ(slice(result, variable(result, "direct_starts"), "", 0), slice(result, variable(result, "starts"), "", 0));
    EXPECT_EQ(slice(result, variable(result, "direct_lifetime_use"), "", 0), slice(result, variable(result, "lifetime_use"), "", 0));
    auto const floor = counts(result, "noise_floor_starts");
    for (auto const n : floor) ASSERT_LE(std::abs(n), 1) << "a butterfly without wings: itself at most";
    auto const with_peers = run(three_arms(), 2).file;
    EXPECT_NE(slice(with_peers, variable(with_peers, "direct_lifetime_use"), "", 0), slice(with_peers, variable(with_peers, "lifetime_use"), "", 0));
}

TEST(Effects, GrowWithStrength)
{
    std::vector<Arm> arms{arm("baseline")};
    for (double const strength : {0.25, 0.5, 1.0, 2.0}) {
        auto spec = evenings();
        spec.delivery.strength = strength;
        spec.delivery.coverage = 0.8;
        arms.push_back(arm("x" + std::to_string(strength), {spec}));
    }
    auto const result = run(small_study(arms), 2).file;
    for (std::size_t n = 2; n < arms.size(); ++n) EXPECT_GT(total(result, "prevented_starts", n), total(result, "prevented_starts", n - 1));
}

// Flows against chance. With common draws, starts of the twin minus starts of the reference have the expectation
// provoked + postponed - prevented - forestalled, which is the difference of all hazards of the two worlds, and each youth and month adds
// at most one and as variance at most its part of the flows. Bernstein's bound at 1e-6.
TEST(Effects, HaveFlowsThatRealisedStartsFollow)
{
    RandomKey const key{20261123, 1};
    ModelParams const params;
    auto strong = lessons("skills");
    strong.delivery.strength = 2.0;
    auto info = lessons("information");
    info.name = "facts";
    info.delivery.strength = 2.0;
    Programme const nothing, programme{{strong, info}, {{"education.youths.curiosity", 1.5}, {"education.youths.norm", 0.6}}, 60};
    pijler::Run reference{small_town(3000)};
    auto twin = reference;
    Recorder recorder{{60, 1}};
    StartDraws draws;
    Membership members;
    double prevented = 0, provoked = 0, postponed = 0, forestalled = 0, hazards = 0, realised = 0;
    for (int month = 0; month < 60; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(reference, params, random, {});
        draw_starts(reference.world.youths, random, {}, draws);
        if (month_of_year(month) == 0) members.renew(reference.world, {});
        Month const now{random, draws, {}};
        advance_month(reference, nothing, params, now);
        turn_twin_calendar(twin, params, random);
        advance_direct_twin(twin, reference, programme, params, now);
        recorder.record_direct(twin, reference, members, month, {});
        for (YouthId youth{0}; youth.index < reference.world.youths.count(); ++youth.index) {
            if (!reference.world.youths.present[youth]) continue;
            double const in_twin = twin.world.youths.start_probability[youth], in_reference = reference.world.youths.start_probability[youth];
            hazards += in_twin - in_reference;
            if (in_twin == 0.0)
                forestalled += in_reference;
            else if (in_reference == 0.0)
                postponed += in_twin;
            else
                (in_twin < in_reference ? prevented : provoked) += std::abs(in_twin - in_reference);
            realised += (twin.event[youth] == UseEvent::start) - (reference.event[youth] == UseEvent::start);
        }
    }
    std::array<double, direct_flow_count> recorded{};
    for (auto const& record : recorder.records())
        for (std::size_t f = 0; f < direct_flow_count; ++f)
            for (std::size_t c = 0; c < partition_cells[0]; ++c) recorded[f] += static_cast<double>(record.direct[c][f]) / flow_unit;
    auto const flow = [&](DirectFlow which) { return recorded[static_cast<std::size_t>(which)]; };
    EXPECT_NEAR(flow(DirectFlow::prevented), prevented, 1e-4);
    EXPECT_NEAR(flow(DirectFlow::provoked), provoked, 1e-4);
    EXPECT_NEAR(flow(DirectFlow::postponed), postponed, 1e-4);
    EXPECT_NEAR(flow(DirectFlow::forestalled), forestalled, 1e-4);
    auto const expected = flow(DirectFlow::provoked) + flow(DirectFlow::postponed) - flow(DirectFlow::prevented) - flow(DirectFlow::forestalled);
    EXPECT_NEAR(expected, hazards, 1e-4);
    EXPECT_GT(prevented, 5.0);
    EXPECT_GT(provoked, 3.0);
    EXPECT_GT(forestalled, 0.5);
    double const variance = prevented + provoked + postponed + forestalled;
    double const bits = std::log(2.0 / 1e-6);
    EXPECT_NEAR(realised, expected, bits / 3.0 + std::sqrt(bits * bits / 9.0 + 2.0 * bits * variance));
}

}  // namespace
}  // namespace pijler::test
