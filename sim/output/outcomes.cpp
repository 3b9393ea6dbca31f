#include "output/outcomes.hpp"

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
Outcome by_officers(Quantity quantity, char const* name, char const* meaning)
{
    auto outcome = counted(quantity, name, meaning);
    outcome.per_substance = false;
    return outcome;
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
        counted(Quantity::signals_raised, "signals_raised", "times in the period that somebody noticed use by a youth, or thought so"),
        counted(Quantity::false_signals, "false_signals", "of these, of youths who did not use"),
        counted(Quantity::signals_lost, "signals_lost", "signals in the period that reached no one who could help, or were waited out"),
        counted(Quantity::signals_served, "signals_served", "signals in the period that led to advice, light help or treatment"),
        counted(Quantity::referrals, "referrals", "youths handed over in the period to light help or treatment"),
        counted(Quantity::in_care, "in_care", "youths in light help or treatment"),
        counted(Quantity::in_light_help, "in_light_help", "of these, in light help"),
        counted(Quantity::in_treatment, "in_treatment", "of these, in treatment"),
        counted(Quantity::waiting, "waiting", "youths waiting for light help or treatment"),
        counted(Quantity::waiting_for_light_help, "waiting_for_light_help", "of these, for light help"),
        counted(Quantity::waiting_for_treatment, "waiting_for_treatment", "of these, for treatment"),
        {{"months_waited", "months", "youths waiting for light help or treatment", "how long they have waited so far"}, OutcomeKind::mean, static_cast<std::size_t>(Quantity::months_waited), Quantity::waiting},
        by_officers(Quantity::enforcement_contacts, "enforcement_contacts", "times in the period that police or enforcement officers addressed a youth"),
        by_officers(Quantity::fines, "fines", "fines in the period"),
        {{"nuisance", "occasions a month", "town", "occasions of use in public and of dealing that neighbours notice"}, OutcomeKind::town, static_cast<std::size_t>(TownMeasure::nuisance)},
        {{"visible_use", "months of use", "youths with a neighbourhood", "use in the month that a youth sees in the neighbourhood, per youth there, as far as it is not out of sight"}, OutcomeKind::town, static_cast<std::size_t>(TownMeasure::visible_use)},
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
        delivery(DeliveryMeasure::hours, "hours", "person-hours", "hours in the period of those who deliver the contacts, by pillar and payer"),
        delivery(DeliveryMeasure::fte, "fte", "full-time years", "these hours in years of full-time work (costs.hours_per_fte), by pillar and payer"),
        network(NetworkMeasure::degree, "network_degree", "ties", "friends named in the last survey (up to eight)"),
        network(NetworkMeasure::reciprocity, "network_reciprocity", "1", "share of named friends who name back"),
        network(NetworkMeasure::transitivity, "network_transitivity", "1", "share of named friends' named friends who are named too"),
        network(NetworkMeasure::same_sex, "network_same_sex", "1", "share of named friends of the same sex"),
        network(NetworkMeasure::tie_survival, "network_tie_survival", "1", "share of friends named a year ago who are named again"),
        network(NetworkMeasure::friend_odds_ratio, "friend_odds_ratio", "odds ratio", "own use (not former) by that of one friend, at 14 to 18, stratified by age (Mantel-Haenszel)"),
        network(NetworkMeasure::influence, "network_influence", "log-odds", "of own use by 2 p - 1, p the share of friends named a year ago who used then, beside own use then, age and sex"),
        network(NetworkMeasure::selection, "network_selection", "log-odds", "of naming a classmate by same use a year ago, when neither named the other, beside who used, same sex, common friends and age"),
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

}  // namespace

std::vector<Outcome> const& outcomes()
{
    static std::vector<Outcome> const rows = make_outcomes();
    return rows;
}

std::vector<std::size_t> select_outcomes(std::vector<std::string> const& names)
{
    if (!names.empty()) return places_of_named(outcomes(), names);
    std::vector<std::size_t> all;
    for (std::size_t n = 0; n < outcomes().size(); ++n)
        if (outcomes()[n].kind != OutcomeKind::network) all.push_back(n);
    return all;
}

}  // namespace pijler
