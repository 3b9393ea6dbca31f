#include "support/worlds.hpp"

#include "model/scales.hpp"
#include "model/world_parts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

namespace pijler::test {

Municipality small_municipality()
{
    Municipality town;
    town.name = "Testdorp";
    town.inhabitants = 100'000;
    town.youths_12_17 = 6600;
    town.youths_18_24 = 8000;
    town.land_area = 120;
    town.neighbourhoods = 60;
    town.schools_vmbo = 3;
    town.schools_all_tracks = 2;
    town.schools_havo_vwo = 1;
    town.coffeeshops = 3;
    return town;
}

World small_town(double youths, std::uint64_t seed, SynthesisParams const& params, int first_month)
{
    return synthesise(small_municipality(), youths, params, RandomKey{seed, 0}, first_month, {});
}

World plain_world(std::size_t count, int age)
{
    World world{count};
    auto& y = world.youths;
    world.households.resize(count);
    world.schools.resize(1);
    world.neighbourhoods.resize(1);
    world.clubs.members = Members<ClubId>{1};
    give_classes(world, 0);
    for (YouthId youth{0}; youth.index < count; ++youth.index) {
        HouseholdId const home{youth.index};
        y.identity[youth] = {youth.index};
        y.present[youth] = 1;
        y.school_age[youth] = static_cast<std::uint8_t>(age);
        y.birth_offset[youth] = 6;
        y.sex[youth] = youth.index % 2 == 0 ? Sex::female : Sex::male;
        y.track[youth] = Track::vmbo;
        y.household[youth] = home;
        y.impulsivity[youth] = y.sensation_seeking[youth] = y.unsupervised[youth] = 0.5F;
        y.media_share[youth] = 0.15F;
        y.sociability[youth] = 6;
        y.risk_anchor[youth] = y.perceived_risk[youth] = scale::perceived_risk.centre;
        y.refusal_anchor[youth] = y.refusal[youth] = scale::refusal.centre;
        y.bond_anchor[youth] = y.bond[youth] = scale::bond.centre;
        y.curiosity_anchor[youth] = y.curiosity[youth] = scale::curiosity.centre;
        y.descriptive_norm[youth] = scale::descriptive_norm.centre;
        y.injunctive_norm[youth] = scale::injunctive_norm.centre;
        y.approval[youth] = scale::approval.centre;
        world.households.identity[home] = {youth.index};
        world.households.parents[home] = 2;
        world.households.children[home] = 1;
        world.households.child[home][0] = youth;
        world.households.involvement[home] = {0.5F, 0.5F};
        ParentAnchor const middling{0.3F, 0.55F, 0.75F, 0.5F};
        world.households.anchor[home] = {middling, middling};
        world.households.belief[home] = {middling, middling};
    }
    return world;
}

void tie(World& world, std::uint32_t a, std::uint32_t b)
{
    auto& y = world.youths;
    y.ties[YouthId{a}][y.degree[YouthId{a}]++] = YouthId{b};
    y.ties[YouthId{b}][y.degree[YouthId{b}]++] = YouthId{a};
}

void give_classes(World& world, std::size_t classes)
{
    world.classes.resize(classes + 1);
    for (std::uint32_t n = 0; n <= classes; ++n) world.classes.identity[ClassId{n}] = {n};
}

void put_in_class(World& world, std::uint32_t youth, std::uint32_t group)
{
    world.youths.class_group[YouthId{youth}] = ClassId{group};
    world.classes.members.renew(world.youths.class_group, world.youths.present);
    find_circles(world);
}

InterventionSpec deliver(std::string const& type, std::string const& approach)
{
    InterventionSpec spec;
    spec.type = spec.name = type;
    spec.approach = approach;
    spec.delivery = intervention_kind(type).type.defaults;
    return spec;
}

void run_months(Run& run, Programme const& programme, ModelParams const& params, RandomKey const& key, int from, int to, Workers workers)
{
    StartDraws draws;
    for (int month = from; month < to; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(run, params, random, workers);
        draw_starts(run.world.youths, random, workers, draws);
        advance_month(run, programme, params, {random, draws, workers});
    }
}

namespace {

// A part of a world as bytes, row by row.
struct Part {
    std::string name;
    std::span<std::byte const> bytes;
    std::size_t row;
};

std::vector<Part> columns_of(World const& world)
{
    std::vector<Part> columns;
    each_part(world, [&](std::string const& name, auto const& part) {
        if constexpr (requires { part.data(); part.size(); })
            columns.push_back({name, std::as_bytes(std::span{part.data(), part.size()}), sizeof(*part.data())});
    });
    return columns;
}

std::vector<std::uint32_t> friends_of(World const& world, YouthId youth)
{
    std::vector<std::uint32_t> friends;
    if (!world.youths.has_ties()) return friends;
    for (std::size_t n = 0; n < world.youths.degree[youth]; ++n) friends.push_back(world.youths.ties[youth][n].index);
    std::ranges::sort(friends);
    return friends;
}

std::vector<std::uint32_t> siblings_of(World const& world, YouthId youth)
{
    std::vector<std::uint32_t> siblings;
    auto const& all = world.older_siblings;
    for (auto at = std::ranges::lower_bound(all, youth, {}, &OlderSibling::youth); at != all.end() && at->youth == youth; ++at) siblings.push_back(at->sibling.index);
    return siblings;
}

bool differ(Part const& a, Part const& b, std::function<bool(YouthId)> const& ignored)
{
    auto const rows = std::min(a.bytes.size(), b.bytes.size()) / a.row;
    for (std::size_t n = 0; n < rows; ++n)
        if (!(ignored && ignored({static_cast<std::uint32_t>(n)})) && std::memcmp(&a.bytes[n * a.row], &b.bytes[n * b.row], a.row) != 0) return true;
    return false;
}

}  // namespace

std::vector<std::string> differences(World const& a, World const& b, std::function<bool(YouthId)> const& ignored)
{
    std::vector<std::string> found;
    auto const of_a = columns_of(a), of_b = columns_of(b);
    for (std::size_t n = 0; n < of_a.size(); ++n) {
        auto const& name = of_a[n].name;
        bool const of_youths = name.starts_with("youths.");
        bool const compared = (of_youths && name != "youths.ties") || name.starts_with("households.") || (name.starts_with("classes.") && name != "classes.members") || name == "neighbourhoods.workers_conversation";
        if (compared && differ(of_a[n], of_b[n], of_youths ? ignored : nullptr)) found.push_back(name);
    }
    for (YouthId youth{0}; youth.index < std::min(a.youths.count(), b.youths.count()); ++youth.index) {
        if ((ignored && ignored(youth)) || (friends_of(a, youth) == friends_of(b, youth) && siblings_of(a, youth) == siblings_of(b, youth))) continue;
        found.emplace_back("ties or siblings");
        break;
    }
    return found;
}

void expect_consistent(World const& world)
{
    auto const& y = world.youths;
    auto const& homes = world.households;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        SCOPED_TRACE("youth " + std::to_string(youth.index));
        auto const friends = friends_of(world, youth);
        ASSERT_TRUE(std::ranges::adjacent_find(friends) == friends.end()) << "tied twice";
        ASSERT_TRUE(y.present[youth] || friends.empty()) << "an empty place is tied";
        for (auto const index : friends) {
            YouthId const other{index};
            ASSERT_NE(other, youth) << "tied to itself";
            ASSERT_LT(index, y.count());
            ASSERT_TRUE(y.present[other]);
            ASSERT_TRUE(tied(y, other, youth)) << "a tie of one side";
        }
        for (std::size_t n = y.degree[youth]; n < tie_capacity; ++n) ASSERT_EQ(y.ties[youth][n], y.nobody());
        if (!y.present[youth]) continue;
        auto const home = y.household[youth];
        ASSERT_NE(homes.parents[home], 0);
        ASSERT_EQ(y.neighbourhood[youth], homes.neighbourhood[home]);
        auto const& children = homes.child[home];
        ASSERT_EQ(std::count(children.begin(), children.begin() + homes.children[home], youth), 1);
    }
    std::size_t at_home = 0;
    std::vector<char> free(homes.count());
    for (auto const place : world.free_households) {
        ASSERT_FALSE(free[place.index]) << "a place is free twice";
        free[place.index] = 1;
    }
    for (HouseholdId home{0}; home.index < homes.count(); ++home.index) {
        ASSERT_EQ(homes.parents[home] == 0, free[home.index] != 0) << "household " << home.index;
        if (homes.parents[home] == 0) continue;
        ASSERT_LE(homes.parents[home], parents_max);
        ASSERT_LE(homes.children[home] + homes.planned[home], static_cast<int>(children_max));
        at_home += homes.children[home];
    }
    ASSERT_EQ(at_home, static_cast<std::size_t>(std::ranges::count(y.present, std::uint8_t{1})));
}

}  // namespace pijler::test
