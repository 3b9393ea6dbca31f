#include "output/outcomes.hpp"

#include "core/errors.hpp"

#include <algorithm>

namespace pijler {
namespace {

Outcome counted(Quantity quantity, char const* name, char const* meaning)
{
    return {{name, "persons", "youths", meaning}, OutcomeKind::count, static_cast<std::size_t>(quantity)};
}
Outcome mean(Quantity quantity, char const* name, char const* meaning)
{
    return {{name, "1", "youths", meaning}, OutcomeKind::mean, static_cast<std::size_t>(quantity)};
}
Outcome direct(DirectFlow flow, char const* name, char const* meaning)
{
    return {{name, "persons", "never-users", meaning}, OutcomeKind::direct_flow, static_cast<std::size_t>(flow)};
}
Outcome service(Quantity quantity, char const* name, char const* denominator, char const* meaning)
{
    return {{name, "persons", denominator, meaning}, OutcomeKind::count, static_cast<std::size_t>(quantity), Quantity::youths, false};
}
Outcome delivery(DeliveryMeasure measure, char const* name, char const* unit, char const* meaning)
{
    return {{name, unit, "arm", meaning}, OutcomeKind::delivery, static_cast<std::size_t>(measure)};
}
Outcome network(NetworkMeasure measure, char const* name, char const* unit, char const* meaning)
{
    return {{name, unit, "youths in secondary school", meaning}, OutcomeKind::network, static_cast<std::size_t>(measure)};
}

std::vector<Outcome> make_outcomes()
{
    std::vector<Outcome> rows{
        counted(Quantity::youths, "youths", "youths aged 12 to 25"),
        counted(Quantity::lifetime_use, "lifetime_use", "youths who ever used"),
        counted(Quantity::past_year_use, "past_year_use", "youths who used in the last 12 months"),
        counted(Quantity::past_month_use, "past_month_use", "youths who used in the month"),
        counted(Quantity::regular_use, "regular_use", "youths who use weekly or more, problematic use included"),
        counted(Quantity::problematic_use, "problematic_use", "youths whose use is problematic"),
        counted(Quantity::starts, "starts", "first uses in the period"),
        counted(Quantity::quits, "quits", "youths who stopped in the period"),
        counted(Quantity::relapses, "relapses", "former users who used again in the period"),
        mean(Quantity::descriptive_norm, "descriptive_norm", "believed past-month share among same-year youths"),
        mean(Quantity::injunctive_norm, "injunctive_norm", "believed approval by friends"),
        mean(Quantity::misperception, "misperception", "believed minus true past-month share among same-year youths"),
        mean(Quantity::approval, "approval", "own approval of use"),
        mean(Quantity::perceived_risk, "perceived_risk", "perceived risk of use"),
        mean(Quantity::curiosity, "curiosity", "curiosity of never-users"),
        mean(Quantity::refusal_self_efficacy, "refusal_self_efficacy", "trust in being able to refuse"),
        mean(Quantity::school_bond, "school_bond", "bond to school or work"),
        mean(Quantity::felt_disapproval, "felt_parental_disapproval", "parental disapproval as the youth feels it"),
        mean(Quantity::parental_knowledge, "parental_knowledge", "parents' knowledge, per youth"),
        mean(Quantity::parental_communication, "parental_communication", "quality of conversation with parents, per youth"),
        mean(Quantity::parental_disapproval, "parental_disapproval", "parents' rules and disapproval, per youth"),
        mean(Quantity::parental_monitoring, "parental_monitoring", "parents' monitoring, per youth"),
        service(Quantity::signals_raised, "signals_raised", "youths", "times in the period that somebody noticed use by a youth, or thought so"),
        service(Quantity::false_signals, "false_signals", "youths", "of these, of youths who did not use"),
        service(Quantity::signals_lost, "signals_lost", "youths", "signals in the period that reached no one who could help, or were waited out"),
        service(Quantity::signals_served, "signals_served", "youths", "signals in the period that led to advice, light help or treatment"),
        service(Quantity::referrals, "referrals", "youths", "youths handed over in the period to light help or treatment"),
        service(Quantity::in_care, "in_care", "youths", "youths in light help or treatment"),
        service(Quantity::in_light_help, "in_light_help", "youths", "of these, in light help"),
        service(Quantity::in_treatment, "in_treatment", "youths", "of these, in treatment"),
        service(Quantity::waiting, "waiting", "youths", "youths waiting for light help or treatment"),
        service(Quantity::waiting_for_light_help, "waiting_for_light_help", "youths", "of these, for light help"),
        service(Quantity::waiting_for_treatment, "waiting_for_treatment", "youths", "of these, for treatment"),
        service(Quantity::enforcement_contacts, "enforcement_contacts", "youths", "times in the period that police or enforcement officers addressed a youth"),
        service(Quantity::fines, "fines", "youths", "fines in the period"),
        {{"nuisance", "occasions a month", "town", "occasions of use in public and of dealing that neighbours notice"}, OutcomeKind::town, static_cast<std::size_t>(TownMeasure::nuisance)},
        {{"net_starts", "persons", "youths", "first uses in the period, arm minus reference"}, OutcomeKind::net, static_cast<std::size_t>(Quantity::starts)},
        direct(DirectFlow::prevented, "prevented_starts", "expected first uses that the direct twin's youths are spared"),
        direct(DirectFlow::provoked, "provoked_starts", "expected first uses that the direct twin's youths are brought to"),
        direct(DirectFlow::postponed, "postponed_starts", "expected first uses in the direct twin by youths who started earlier in the reference"),
        direct(DirectFlow::forestalled, "forestalled_starts", "expected first uses in the reference by youths who started earlier in the direct twin"),
        {{"direct_starts", "persons", "youths", "first uses in the period in the direct twin"}, OutcomeKind::direct_count, static_cast<std::size_t>(Quantity::starts)},
        {{"direct_lifetime_use", "persons", "youths", "youths who ever used in the direct twin"}, OutcomeKind::direct_count, static_cast<std::size_t>(Quantity::lifetime_use)},
        {{"noise_floor_starts", "persons", "youths", "first uses in the butterfly world (one more starter in month 0) minus reference"}, OutcomeKind::noise_floor, static_cast<std::size_t>(Quantity::starts)},
        delivery(DeliveryMeasure::contacts, "contacts", "contacts", "persons reached in the period, or places, hours or months that a lever was in force, by pillar and payer"),
        delivery(DeliveryMeasure::cost, "cost", "euro", "cost in the period, fixed and variable, by pillar and payer"),
        delivery(DeliveryMeasure::fixed_cost, "fixed_cost", "euro", "of it, what rounds cost whatever their reach, by pillar and payer"),
        delivery(DeliveryMeasure::variable_cost, "variable_cost", "euro", "of it, contacts times their unit cost, by pillar and payer"),
        delivery(DeliveryMeasure::hours, "hours", "hours", "hours in the period of those who deliver the contacts, by pillar and payer"),
        delivery(DeliveryMeasure::fte, "fte", "full-time years", "these hours in years of full-time work (costs.hours_per_fte), by pillar and payer"),
        network(NetworkMeasure::degree, "network_degree", "ties", "friends named in the last survey (up to eight)"),
        network(NetworkMeasure::reciprocity, "network_reciprocity", "1", "share of named friends who name back"),
        network(NetworkMeasure::transitivity, "network_transitivity", "1", "share of named friends' named friends who are named too"),
        network(NetworkMeasure::same_sex, "network_same_sex", "1", "share of named friends of the same sex"),
        network(NetworkMeasure::tie_survival, "network_tie_survival", "1", "share of friends named a year ago who are named again"),
        network(NetworkMeasure::friend_odds_ratio, "friend_odds_ratio", "odds ratio", "own use (not former) by that of one friend, at 14 to 18, stratified by age (Mantel-Haenszel)"),
    };
    for (auto& outcome : rows) {
        bool const of_a_layer = outcome.kind != OutcomeKind::network && outcome.kind != OutcomeKind::delivery && outcome.kind != OutcomeKind::town;
        outcome.per_substance &= of_a_layer && outcome.row.name != "youths";
    }
    auto const curious = std::ranges::find(rows, "curiosity", [](Outcome const& o) { return o.row.name; });
    curious->row.denominator = "never-users";
    curious->denominator = Quantity::never_users;
    return rows;
}

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
std::size_t third(float value, float low, float high) { return value < low ? 0 : value < high ? 1 : 2; }

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

template <class Row, class NameOf>
std::vector<std::size_t> select(std::vector<Row> const& rows, std::vector<std::string> const& names, NameOf const& name_of)
{
    std::vector<std::size_t> chosen;
    for (auto const& name : names) {
        auto const found = std::ranges::find(rows, name, name_of);
        expect(found != rows.end(), "names of outcomes and subgroups were checked when read");
        chosen.push_back(static_cast<std::size_t>(found - rows.begin()));
    }
    return chosen;
}

}  // namespace

std::vector<Outcome> const& outcomes()
{
    static std::vector<Outcome> const rows = make_outcomes();
    return rows;
}

std::vector<Subgroup> const& subgroups()
{
    static std::vector<Subgroup> const rows = make_subgroups();
    return rows;
}

Column<YouthId, Cells> cells_of(World const& world)
{
    auto const& y = world.youths;
    Cells nowhere;
    nowhere.fill(cell_count);
    Column<YouthId, Cells> cells(y.count(), nowhere);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        auto const home = y.household[youth];
        auto const parents = world.households.parents[home];
        auto const& anchor = world.households.anchor[home];
        float const rules = parents == 2 ? 0.5F * (anchor[0].disapproval + anchor[1].disapproval) : anchor[0].disapproval;
        auto const& involved = world.households.involvement[home];
        bool const reached = std::max(involved[0], parents == 2 ? involved[1] : 0.0F) >= easily_reached;
        auto const age = static_cast<std::size_t>(std::clamp<int>(y.school_age[youth], youngest_age, oldest_age) - youngest_age);
        auto const place = y.neighbourhood[youth].index == 0 ? std::size_t{3} : static_cast<std::size_t>(world.neighbourhoods.type[y.neighbourhood[youth]]);
        std::array<std::size_t, partition_count> const index{age * 3 + third(y.impulsivity[youth], low_third, high_third),
                                                             (static_cast<std::size_t>(y.track[youth]) * 2 + static_cast<std::size_t>(y.sex[youth])) * 4 + place,
                                                             (third(y.sensation_seeking[youth], low_third, high_third) * 2 + (parents == 1)) * 3 + third(rules, lenient, strict),
                                                             followed_cohort(world, youth) * 2 + (reached ? 1 : 0)};
        for (std::size_t p = 0; p < partition_count; ++p) cells[youth][p] = static_cast<std::uint8_t>(partition_begin[p] + index[p]);
    }
    return cells;
}

std::vector<std::size_t> select_outcomes(std::vector<std::string> const& names)
{
    if (!names.empty()) return select(outcomes(), names, [](Outcome const& o) { return o.row.name; });
    std::vector<std::size_t> all;
    for (std::size_t n = 0; n < outcomes().size(); ++n)
        if (outcomes()[n].kind != OutcomeKind::network) all.push_back(n);
    return all;
}

std::vector<std::size_t> select_subgroups(std::vector<std::string> const& names)
{
    if (!names.empty()) return select(subgroups(), names, [](Subgroup const& s) { return s.row.name; });
    std::vector<std::size_t> all(subgroups().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

}  // namespace pijler
