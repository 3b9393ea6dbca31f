#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

// A class of eight: youth 0 has most friends (1 to 4), 5 and 6 are friends, 7 is alone. One of eight leads.
class PeerEducation : public OneRound {
protected:
    PeerEducation() : OneRound{"peer_education"}
    {
        world = plain_world(8);
        give_classes(world, 1);
        for (std::uint32_t youth = 0; youth < 8; ++youth) put_in_class(world, youth, 1);
        world.classes.members.renew(y.class_group, y.present);
        for (std::uint32_t one : {1U, 2U, 3U, 4U}) tie(world, 0, one);
        tie(world, 5, 6);
        y.approval[leader] = 0.1F;
        for_each_youth(world, [&](YouthId youth) { y.injunctive_norm[youth] = 0.4F; });
        values["education.peers.leaders"] = 0.125;
        spec.delivery.age_high = 17;
        began = world;
    }
    // All of the leader's friends meet leaders only: the leader's use is the whole of theirs.
    void let_leader_use(double share) { y.frequency[leader] = began.youths.frequency[leader] = static_cast<float>(share); }
    static bool hears(YouthId youth) { return youth.index >= 1 && youth.index <= 4; }

    YouthId const leader{0};
    World began{0};
};

TEST_F(PeerEducation, LowersApprovalOfALeadersFriendsWhoseFriendsDoNotUse)
{
    let_leader_use(0.0);
    EXPECT_EQ(act(), 1.0);
    for_each_youth(world, [&](YouthId youth) {
        auto const was = began.youths.approval[youth];
        EXPECT_NEAR(y.approval[youth], hears(youth) ? std::max(0.0, was - effect("education.peers.message") * dose() * (1.0 - was)) : was, 1e-5);
        EXPECT_NEAR(y.injunctive_norm[youth], hears(youth) ? 0.4 + effect("education.peers.example") * dose() * (0.1 - 0.4) : 0.4, 1e-4);
    });
    EXPECT_LT(y.approval[YouthId{1}], began.youths.approval[YouthId{1}]);
}

TEST_F(PeerEducation, RaisesItWhereTheyDo)
{
    for (double const use : {0.2, 0.225, 0.25, 0.6}) {
        world = began;
        let_leader_use(use);
        act();
        auto const falls = std::clamp((effect("education.peers.threshold") - use) / effect("education.peers.turn"), -1.0, 1.0);
        auto const was = began.youths.approval[YouthId{1}];
        EXPECT_NEAR(y.approval[YouthId{1}], was - effect("education.peers.message") * falls * dose() * (1.0 - was), 1e-4) << use;
    }
    EXPECT_GT(y.approval[YouthId{1}], began.youths.approval[YouthId{1}]);
}

TEST_F(PeerEducation, TurnsRoundWhereTheThresholdIs)
{
    let_leader_use(0.26);
    values["education.peers.threshold"] = 0.3;
    act();
    EXPECT_LT(y.approval[YouthId{1}], began.youths.approval[YouthId{1}]);
    world = began;
    values["education.peers.threshold"] = 0.15;
    act();
    EXPECT_GT(y.approval[YouthId{1}], began.youths.approval[YouthId{1}]);
}

TEST_F(PeerEducation, DoesNothingWithoutMessageAndExample)
{
    values["education.peers.message"] = 0.0;
    values["education.peers.example"] = 0.0;
    EXPECT_EQ(act(), 1.0);
    EXPECT_EQ(y.approval, began.youths.approval);
    EXPECT_EQ(y.injunctive_norm, began.youths.injunctive_norm);
}

// A direct twin's own ties are those of its first month.
TEST_F(PeerEducation, GoesByTheTiesOfTheReferenceInADirectTwin)
{
    let_leader_use(0.0);
    auto twin = world;
    for_each_youth(twin, [&](YouthId youth) {
        twin.youths.ties[youth].fill(twin.youths.nobody());
        twin.youths.degree[youth] = 0;
    });
    act();
    publish(began, {}, around);
    Programme{{spec}, values, 120}.act(twin, around, MonthRandom{RandomKey{1, 0}, 0}, &world.youths);
    EXPECT_EQ(twin.youths.approval, y.approval);
    EXPECT_EQ(twin.youths.injunctive_norm, y.injunctive_norm);
    EXPECT_NE(y.approval, began.youths.approval);
}

// What youths see of friends is looked up after interventions have acted.
TEST_F(PeerEducation, ReadsOnlyWhatIsPublished)
{
    act();
    auto twice = began;
    Surroundings shown;
    publish(twice, {}, shown);
    Programme{{spec}, values, 120}.act(twice, shown, MonthRandom{RandomKey{1, 0}, 0});
    EXPECT_EQ(twice.youths.approval, y.approval);
}

TEST_F(PeerEducation, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(differences(world, began), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(PeerEducation, TrainsAShareOfEachClass)
{
    world = before;
    spec.delivery.age_high = 25;
    values["education.peers.leaders"] = 0.15;
    double leaders = 0;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        auto const pupils = std::ranges::count_if(world.classes.members.of(group), [&](YouthId youth) { return y.track[youth] < Track::work; });
        leaders += static_cast<double>(share_of(static_cast<std::size_t>(pupils), 0.15));
    }
    EXPECT_EQ(act(), leaders);
    std::size_t heard = 0;
    for_each_youth(world, [&](YouthId youth) { heard += y.injunctive_norm[youth] != before.youths.injunctive_norm[youth]; });
    EXPECT_GT(heard, 100U);
}

}  // namespace
}  // namespace pijler::test
