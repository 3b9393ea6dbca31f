#include "output/subgroups.hpp"

#include "output/outcomes.hpp"

namespace pijler {
namespace {

std::size_t cell(Partition partition, std::size_t index) { return partition_begin[static_cast<std::size_t>(partition)] + index; }

constexpr std::array<char const*, 3> thirds{"low", "middle", "high"};
constexpr std::array<char const*, track_count> tracks{"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work", "none"};

std::vector<std::size_t> ages(int from, int to, std::vector<std::size_t> const& impulsivity = {0, 1, 2})
{
    std::vector<std::size_t> cells;
    for (int age = from; age <= to; ++age)
        for (auto const third : impulsivity) cells.push_back(cell(Partition::age_by_impulsivity, static_cast<std::size_t>(age - youngest_age) * 3 + third));
    return cells;
}

// Cells of a partition made of three factors, where the chosen factor has the chosen level.
std::vector<std::size_t> where(Partition partition, std::array<std::size_t, 3> levels, std::size_t factor, std::size_t level)
{
    std::vector<std::size_t> cells;
    for (std::size_t a = 0; a < levels[0]; ++a)
        for (std::size_t b = 0; b < levels[1]; ++b)
            for (std::size_t c = 0; c < levels[2]; ++c)
                if (std::array{a, b, c}[factor] == level) cells.push_back(cell(partition, (a * levels[1] + b) * levels[2] + c));
    return cells;
}

constexpr std::size_t followed_index(int year) { return static_cast<std::size_t>(year - first_followed); }

// Cells of the cohorts that entered in these years, and of those who are in none that is followed.
std::vector<std::size_t> followed(int from, int to)
{
    std::vector<std::size_t> cells;
    for (int year = from; year <= to; ++year)
        for (std::size_t reach = 0; reach < 2; ++reach) cells.push_back(cell(Partition::cohort_by_reach, followed_index(year) * 2 + reach));
    return cells;
}
std::vector<std::size_t> by_reach(std::size_t reach)
{
    std::vector<std::size_t> cells;
    for (std::size_t cohort = 0; cohort <= followed_cohorts; ++cohort) cells.push_back(cell(Partition::cohort_by_reach, cohort * 2 + reach));
    return cells;
}

// Which followed cohort a youth is of: of those who came to town at 12, as a synthetic town numbers them.
std::size_t followed_cohort(World const& world, YouthId youth)
{
    auto const& d = world.demography;
    if (d.places_per_cohort == 0) return followed_cohorts;
    auto const who = world.youths.identity[youth].value;
    int const cohort = static_cast<int>(who >> 24), number = static_cast<int>(who & 0xffffffU);
    int const septembers = (-world.first_month + months_per_year - 1) / months_per_year;  // from the first month to month 0
    int const year = cohort - (cohort_count - 1) - septembers;
    return number < d.cohort_12 && year >= first_followed && year <= last_followed ? followed_index(year) : followed_cohorts;
}

// Thirds by fixed cuts of the population (a normal's, as newcomers are drawn), so that membership never depends on a sample.
constexpr float low_third = 0.422F, high_third = 0.578F;
constexpr float lenient = 0.68F, strict = 0.78F;
constexpr float easily_reached = 0.65F;  // involvement of the more involved parent
std::size_t third(float value, float low, float high) { return std::size_t{value >= low} + std::size_t{value >= high}; }

std::string third_of(std::string const& trait, std::size_t k)
{
    constexpr std::array<char const*, 3> cuts{"below 0.422", "from 0.422 to below 0.578", "from 0.578"};
    return "youths whose " + trait + " is in the population's " + thirds[k] + (k == 1 ? "" : "est") + " third (" + cuts[k] + ")";
}

std::vector<Subgroup> make_subgroups()
{
    constexpr auto youngest = youngest_age, oldest = oldest_age;
    std::vector<Subgroup> groups{{{"all", "all youths, 12 to 25 in school years"}, ages(youngest, oldest)}};
    for (int age = youngest; age <= oldest; ++age)
        groups.push_back({{"age_" + std::to_string(age), "youths of " + std::to_string(age) + ", in completed years at mid-year"}, ages(age, age)});
    for (auto const& [from, to] : {std::pair{12, 16}, {16, 18}, {18, 19}, {18, 24}, {20, 24}}) {
        auto const a = std::to_string(from), b = std::to_string(to);
        groups.push_back({{"age_" + a + "_" + b, "youths of " + a + " to " + b + ", both inclusive, in completed years at mid-year"}, ages(from, to)});
    }
    constexpr std::array<std::size_t, 3> by_track{track_count, 2, 4};
    groups.push_back({{"female", "girls and young women"}, where(Partition::track_by_sex_by_place, by_track, 1, 0)});
    groups.push_back({{"male", "boys and young men"}, where(Partition::track_by_sex_by_place, by_track, 1, 1)});
    constexpr std::array<char const*, track_count> at{"at school at vmbo", "at school at havo", "at school at vwo", "at school at mbo", "at school at hbo",
                                                      "at university (wo)", "at work", "neither at school nor at work"};
    for (std::size_t t = 0; t < track_count; ++t)
        groups.push_back({{std::string{"track_"} + tracks[t], std::string{"youths "} + at[t]}, where(Partition::track_by_sex_by_place, by_track, 0, t)});
    for (std::size_t k = 0; k < 3; ++k)
        groups.push_back({{std::string{"impulsivity_"} + thirds[k], third_of("impulsivity", k)}, ages(youngest, oldest, {k})});
    constexpr std::array<std::size_t, 3> by_home{3, 2, 3};
    for (std::size_t k = 0; k < 3; ++k)
        groups.push_back({{std::string{"sensation_seeking_"} + thirds[k], third_of("sensation seeking", k)}, where(Partition::seeking_by_home, by_home, 0, k)});
    groups.push_back({{"age_12_16_impulsivity_high", "of age_12_16 those of impulsivity_high"}, ages(12, 16, {2})});
    groups.push_back({{"under_15_impulsivity_high", "youths of 12 to 14 of impulsivity_high"}, ages(12, 14, {2})});
    groups.push_back({{"one_parent", "youths with one parent at home"}, where(Partition::seeking_by_home, by_home, 1, 1)});
    groups.push_back({{"parents_lenient", "youths whose parents' own disapproval, before any programme, is below 0.68 (mean of both); about a third"},
                      where(Partition::seeking_by_home, by_home, 2, 0)});
    groups.push_back({{"parents_strict", "the same, from 0.78; about a third, the rest is in neither"}, where(Partition::seeking_by_home, by_home, 2, 2)});
    groups.push_back({{"parents_reached", "youths with a parent whom programmes for parents reach first: involved from 0.65 in school and upbringing; about a third; whom an "
                                          "arm reaches in fact is another matter"},
                      by_reach(1)});
    groups.push_back({{"parents_not_reached", "the others, whose parents are reached last"}, by_reach(0)});
    groups.push_back({{"cohort_12_15", "closed cohort: youths of 12 to 15 in the first year, followed on; who comes to town later is not in it"}, followed(first_followed, 0)});
    for (int year = 0; year <= last_followed; ++year)
        groups.push_back({{"entrants_" + std::to_string(year), "closed cohort: youths who are 12 at mid-year of the school year that begins in month " + std::to_string(12 * year) + ", followed on; who comes to town later is not in it"},
                          followed(year, year)});
    constexpr std::array<char const*, 3> places{"centre", "residential", "edge"};
    for (std::size_t k = 0; k < 3; ++k)
        groups.push_back({{std::string{"neighbourhood_"} + places[k], std::string{"youths living in a neighbourhood of type "} + places[k]},
                          where(Partition::track_by_sex_by_place, by_track, 2, k)});
    return groups;
}

void find_cells(World const& world, std::size_t begin, std::size_t end, Column<YouthId, Cells>& cells)
{
    auto const& y = world.youths;
    Cells nowhere;
    nowhere.fill(cell_count);
    for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index) {
        cells[youth] = nowhere;
        if (!y.present[youth]) continue;
        auto const home = y.household[youth];
        auto const parents = world.households.parents[home];
        std::size_t const other = parents == 2;  // an only parent counts twice
        auto const& anchor = world.households.anchor[home];
        float const rules = 0.5F * (anchor[0].disapproval + anchor[other].disapproval);
        auto const& involved = world.households.involvement[home];
        bool const reached = std::max(involved[0], involved[other]) >= easily_reached;
        auto const age = static_cast<std::size_t>(std::clamp<int>(y.school_age[youth], youngest_age, oldest_age) - youngest_age);
        auto const place = y.neighbourhood[youth].index == 0 ? std::size_t{3} : static_cast<std::size_t>(world.neighbourhoods.type[y.neighbourhood[youth]]);
        std::array<std::size_t, partition_count> const index{age * 3 + third(y.impulsivity[youth], low_third, high_third),
                                                             (static_cast<std::size_t>(y.track[youth]) * 2 + static_cast<std::size_t>(y.sex[youth])) * 4 + place,
                                                             (third(y.sensation_seeking[youth], low_third, high_third) * 2 + (parents == 1)) * 3 + third(rules, lenient, strict),
                                                             followed_cohort(world, youth) * 2 + (reached ? 1 : 0)};
        for (std::size_t p = 0; p < partition_count; ++p) cells[youth][p] = static_cast<std::uint8_t>(partition_begin[p] + index[p]);
    }
}

// Lists a block's youths in groups by their cells of partitions p and q; those who are nowhere come last.
template <std::size_t p, std::size_t q>
void list_groups(std::span<Cells const> cells, std::uint16_t* list)
{
    constexpr auto nowhere = partition_cells[p] * partition_cells[q];
    auto const group = [&](std::size_t k) { return std::min(nowhere, (cells[k][p] - partition_begin[p]) * partition_cells[q] + (cells[k][q] - partition_begin[q])); };
    std::array<std::uint16_t, nowhere + 1> end{};  // at first a group's size
    for (std::size_t k = 0; k < cells.size(); ++k) ++end[group(k)];
    std::size_t next = 0;
    for (auto& each : end) {
        auto const size = each;
        each = static_cast<std::uint16_t>(next + 1);
        if (size > 0) next += size + 1U;
    }
    for (std::size_t k = 0; k < cells.size(); ++k) {
        auto const place = end[group(k)]++;
        list[place] = static_cast<std::uint16_t>(k);
    }
    for (std::size_t first = 0, g = 0; g <= nowhere; ++g) {
        if (end[g] <= first + 1) continue;
        auto const& whose = cells[list[first + 1]];
        list[first] = static_cast<std::uint16_t>(whose[p] | whose[q] << 8);
        first = end[g];
        list[first - 1] |= Membership::last;
    }
}

}  // namespace

std::vector<Subgroup> const& subgroups()
{
    static std::vector<Subgroup> const rows = make_subgroups();
    return rows;
}

Column<YouthId, Cells> cells_of(World const& world)
{
    Column<YouthId, Cells> cells(world.youths.count());
    find_cells(world, 0, cells.size(), cells);
    return cells;
}

void Membership::renew(World const& world, Workers workers)
{
    auto const count = world.youths.count();
    cells_.resize(count);
    for (auto& groups : groups_) groups.resize(2 * count);
    for_each_block(workers, count, [&](std::size_t begin, std::size_t end) {
        find_cells(world, begin, end, cells_);
        std::span const of_block{cells_.data() + begin, end - begin};
        list_groups<0, 0 + pairs>(of_block, groups_[0].data() + 2 * begin);
        list_groups<1, 1 + pairs>(of_block, groups_[1].data() + 2 * begin);
    });
}

std::vector<std::size_t> select_subgroups(std::vector<std::string> const& names)
{
    if (!names.empty()) return places_of_named(subgroups(), names);
    std::vector<std::size_t> all(subgroups().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

}  // namespace pijler
