// One more youth who meets nobody changes nobody else: a paired-world test.
#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

// Sixty pupils of 13 to 15 in three classes, tied within and across.
ImportedPopulation sixty()
{
    ImportedPopulation imported;
    for (std::uint32_t n = 0; n < 60; ++n)
        imported.youths.push_back({"p" + std::to_string(n), 13.0 + n % 5 * 0.5, n % 2 ? "male" : "female", n % 3 == 0 ? "vmbo" : "havo", std::string(1, static_cast<char>('a' + n % 3)),
                                   {n % 7 == 0 ? "occasional" : n % 11 == 0 ? "regular" : "never"}});
    for (std::uint32_t n = 0; n < 60; ++n)
        for (std::uint32_t const step : {3U, 6U, 7U})
            if (n + step < 60) imported.ties.emplace_back(n, n + step);
    return imported;
}

pijler::Run lived(ImportedPopulation const& imported, int months)
{
    RandomKey const key{20261123, 4};
    auto lessons = deliver("youth_education", "information");
    auto feedback = deliver("youth_education", "normative_feedback");
    feedback.name = "feedback";
    auto evenings = deliver("parent_education");
    auto training = deliver("professional_education");
    training.supports = "parent_education";
    for (auto* spec : {&lessons, &feedback, &evenings, &training}) {
        spec->delivery.start = 1;
        spec->delivery.age_low = 12;
        spec->delivery.age_high = 25;
    }
    ModelParams const params;
    pijler::Run run{import_population(imported, params.synthesis, key)};
    run_months(run, Programme{{lessons, feedback, evenings, training}, {}, months}, params, key, 0, months);
    return run;
}

TEST(OneMoreYouth, ChangesNobodyElse)
{
    auto imported = sixty();
    auto const without = lived(imported, 36);
    // 21.5 in September: in no year group of the others as long as this lasts.
    imported.youths.push_back({"alone", 21.5, "male", "work", "", {"regular"}});
    auto const with = lived(imported, 36);
    ASSERT_EQ(with.world.youths.count(), 61U);
    EXPECT_TRUE(with.world.youths.present[YouthId{60}]);
    EXPECT_EQ(with.world.youths.degree[YouthId{60}], 0);
    EXPECT_EQ(differences(without.world, with.world), std::vector<std::string>{});
    for (std::uint32_t n = 0; n < 60; ++n) EXPECT_EQ(without.event[YouthId{n}], with.event[YouthId{n}]);
}

// That the comparison sees what it should: a youth who does meet the others changes them.
TEST(OneMoreYouth, ChangesOthersWhenTheyMeet)
{
    auto imported = sixty();
    auto const without = lived(imported, 36);
    imported.youths.push_back({"company", 14.0, "male", "havo", "a", {"regular"}});
    imported.ties.emplace_back(0, 60);
    EXPECT_NE(differences(without.world, lived(imported, 36).world), std::vector<std::string>{});
}

}  // namespace
}  // namespace pijler::test
