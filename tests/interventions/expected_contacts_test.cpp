// What planning expects of a round against the mean of many rounds, for every intervention there is.
#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class ExpectedContacts : public OneRound, public testing::WithParamInterface<std::size_t> {
protected:
    ExpectedContacts() : OneRound{kind().type.name, kind().type.approaches.empty() ? "" : kind().type.approaches.front()} {}
    static InterventionKind const& kind() { return intervention_kinds()[GetParam()]; }
};

// Normal bound with the spread that the rounds show: a false alarm in 1e-6 of seeds.
TEST_P(ExpectedContacts, AreTheMeanOverManyRounds)
{
    observe_peers(world, {}, {}, around);
    spec.delivery.age_high = 15;
    spec.delivery.tracks = {"vmbo", "havo"};
    auto const intervention = kind().make(spec, values);
    auto const expected = intervention->expected_contacts(world, spec.delivery);
    constexpr int rounds = 400;
    for (double const coverage : {0.02, 0.3, 0.8}) {
        double sum = 0, squares = 0;
        for (std::uint32_t n = 0; n < rounds; ++n) {
            auto town = world;
            auto const contacts = intervention->act(town, Round{around, spec.delivery, coverage, n << 4}, MonthRandom{RandomKey{1, 0}, 1});
            sum += contacts;
            squares += contacts * contacts;
        }
        auto const mean = sum / rounds;
        EXPECT_GT(mean, 0.0);
        EXPECT_NEAR(expected(coverage), mean, 4.9 * std::sqrt(std::max(0.0, squares / rounds - mean * mean) / rounds) + 1e-9) << kind().type.name << " at " << coverage;
    }
    EXPECT_EQ(expected(0.0), 0.0);
}

INSTANTIATE_TEST_SUITE_P(OfEach, ExpectedContacts, testing::Range(std::size_t{0}, intervention_kinds().size()),
                         [](auto const& each) { return intervention_kinds()[each.param].type.name; });

}  // namespace
}  // namespace pijler::test
