// A real class or cohort as a world of its own.
#include "model/synthesise.hpp"

#include "core/errors.hpp"
#include "core/hash.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace pijler {
namespace {

constexpr std::array<char const*, track_count> track_names{"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work", "none"};
constexpr std::array<char const*, 5> stage_names{"never", "occasional", "regular", "problematic", "former"};

template <class Value, std::size_t count>
Value named(std::array<char const*, count> const& names, std::string const& name)
{
    auto const found = std::ranges::find(names, name);
    expect(found != names.end(), "names of imported youths were checked when read");
    return static_cast<Value>(found - names.begin());
}

// Where classes are numbered in the order of their labels, so that the order of rows does not matter.
std::map<std::string, ClassId> number_classes(ImportedPopulation const& imported)
{
    std::map<std::string, ClassId> numbers;
    for (auto const& row : imported.youths)
        if (!row.school_class.empty()) numbers.emplace(row.school_class, ClassId{});
    std::uint32_t next = 1;
    for (auto& [label, number] : numbers) number = {next++};
    return numbers;
}

// By the id alone, so that one more youth changes no other's draws; where two ids have the same hash the later takes the next number.
std::vector<std::uint32_t> identities_of(ImportedPopulation const& imported)
{
    std::set<std::uint32_t> taken;
    std::vector<std::uint32_t> identities;
    for (auto const& row : imported.youths) {
        auto identity = hash32(row.id);
        while (!taken.insert(identity).second) ++identity;
        identities.push_back(identity);
    }
    return identities;
}

void settle_youth(World& world, YouthId youth, std::uint32_t identity, ImportedYouth const& row, std::map<std::string, ClassId> const& classes,
                  SynthesisParams const& params, RandomKey const& key, std::uint32_t substance)
{
    auto& y = world.youths;
    y.identity[youth] = {identity};
    y.present[youth] = 1;
    auto const school_age = std::floor(row.age + 0.5);
    y.school_age[youth] = static_cast<std::uint8_t>(school_age);
    y.birth_offset[youth] = static_cast<std::uint8_t>(std::min(11.0, std::floor((row.age + 0.5 - school_age) * 12.0)));
    y.sex[youth] = row.sex == "male" ? Sex::male : Sex::female;
    y.track[youth] = named<Track>(track_names, row.track);
    if (!row.school_class.empty()) y.class_group[youth] = classes.at(row.school_class);
    HouseholdId const house{youth.index};
    world.households.identity[house] = {identity};
    world.households.parents[house] = parents_max;
    world.households.children[house] = 1;
    world.households.child[house][0] = youth;
    y.household[youth] = house;
    give_parents(world, std::span{&house, 1}, key, params.calendar.newcomers);
    give_traits(world, youth.index, youth.index + 1, key, params.calendar.newcomers);
    auto const stated = substance < row.stages.size() ? row.stages[substance] : std::string{};
    if (stated.empty()) {
        give_history(world, youth, key.branch(substance), params.calendar.stages);
    } else if (auto const stage = named<Stage>(stage_names, stated); stage != Stage::never) {
        y.stage[youth] = stage;
        y.curiosity[youth] = 0.0F;
        y.months_since_use[youth] = stage == Stage::former ? 12 : 0;
        y.frequency[youth] = stage == Stage::former ? 0.0F : stage == Stage::occasional ? static_cast<float>(params.calendar.stages.monthly_use) : 1.0F;
    }
}

}  // namespace

std::vector<std::pair<YouthId, YouthId>> ties_within_capacity(ImportedPopulation const& imported)
{
    Column<YouthId, std::uint8_t> degree(imported.youths.size());
    std::vector<std::pair<YouthId, YouthId>> kept;
    for (auto const& [one, other] : imported.ties) {
        std::pair const tie{YouthId{one}, YouthId{other}};
        if (degree[tie.first] == tie_capacity || degree[tie.second] == tie_capacity) continue;
        ++degree[tie.first];
        ++degree[tie.second];
        kept.push_back(tie);
    }
    return kept;
}

World import_population(ImportedPopulation const& imported, SynthesisParams const& params, RandomKey const& key, std::uint32_t substance)
{
    World world{imported.youths.size()};
    auto const classes = number_classes(imported);
    world.households.resize(imported.youths.size());
    world.schools.resize(1);
    world.neighbourhoods.resize(1);
    world.neighbourhoods.in_force[NeighbourhoodId{0}] = middling_locality(params.places);
    world.neighbourhoods.now = world.neighbourhoods.in_force;
    world.neighbourhoods.open();
    world.classes.resize(classes.size() + 1);
    for (auto const& [label, number] : classes) world.classes.identity[number] = {number.index};
    world.clubs.members = Members<ClubId>{1};
    auto const identities = identities_of(imported);
    for (YouthId youth{0}; youth.index < imported.youths.size(); ++youth.index)
        settle_youth(world, youth, identities[youth.index], imported.youths[youth.index], classes, params, key, substance);
    auto& y = world.youths;
    for (auto const& [one, other] : ties_within_capacity(imported)) {
        y.ties[one][y.degree[one]++] = other;
        y.ties[other][y.degree[other]++] = one;
    }
    renew_groups(world, params.calendar.acceptance);
    return world;
}

}  // namespace pijler
