// The words that scenario files may use: what the rooms above declare. Filled by study/, handed to the readers, so that this room
// checks names and ranges without knowing the model.
#pragma once

#include "scenario/parameters.hpp"
#include "scenario/roster.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// Euro: a range that is drawn, or a known value.
struct PriceRange {
    PriceRange(double known = 0.0) : low{known}, high{known} {}
    PriceRange(double lowest, double highest) : low{lowest}, high{highest} {}
    double low;
    double high;
};

struct Cost {
    PriceRange fixed;        // a round; of a lever once, when it starts
    PriceRange per_contact;  // a contact as delivered: a larger dose has a price of its own
    std::string payer = "municipality";
};

// From this month of the run on an intervention's strength is multiplied by `strength`, until the next step.
struct StrengthStep {
    int from;
    double strength;
};

// Finding youths by what nobody sees of them, their traits and their use: a questionnaire, a conversation.
struct Screening {
    double sensitivity = 1.0;  // of those whom the target means, the share that is found
    double specificity = 1.0;  // of the others, the share that is left alone
    double cost = 0.0;         // euro per youth screened
};

// A range of quantiles of the population.
struct QuantileRange {
    double low = 0.0, high = 1.0;
    bool is_everybody() const { return low <= 0.0 && high >= 1.0; }
};

// Delivery of an intervention as a scenario states it; what is absent keeps the type's own default.
struct Delivery {
    int start = 0;          // month
    int end = 0;            // month, exclusive; 0: end of run
    int every = 0;          // months between rounds; 0: once
    double coverage = 0.0;  // share of the target group reached per round
    double dose = 1.0;      // times the standard dose
    double fidelity = 0.8;  // share of the programme delivered as meant
    double strength = 1.0;  // scales every effect; 0: as if it were not there
    int age_low = 12;       // target: school age, both ends inclusive
    int age_high = 25;
    std::vector<std::string> tracks;  // target: empty means all
    std::string sex;                  // target: "", "female" or "male"
    Cost cost;
    std::vector<std::string> neighbourhoods = {};  // target, by type: empty means all
    std::shared_ptr<Roster const> roster = {};     // of a trial's arm, whom alone it reaches; none: everybody
    // Target, by what nobody sees: only with screening.
    QuantileRange impulsivity = {}, sensation_seeking = {};
    std::vector<std::string> stages = {};  // of use; empty means all
    std::optional<Screening> screening = {};
    std::string content = {};                   // for whom it was written; empty: the type has none
    std::vector<StrengthStep> calendar = {};    // by month; before the first step strength is whole
    bool stops = false;                         // takes away what is in force instead of adding to it

    bool means_the_unseen() const { return !impulsivity.is_everybody() || !sensation_seeking.is_everybody() || !stages.empty(); }
};

struct Bilingual {
    std::string_view en, nl;
};

// What delivering it takes, told to those who decide. Recalled or judged, but for the programme, if it was found in `sources`. Laws are
// referred to, never advised on.
struct Practice {
    Bilingual decides;        // who
    Bilingual programme;      // an existing one of the kind
    Bilingual lead_time;
    Bilingual staff;
    Bilingual preconditions;
    Bilingual measure;        // what to
    std::vector<std::string_view> sources = {};  // keys in scenarios/sources.bib
};

// By the names under which lists and reports have them.
struct PracticeField {
    char const* name;
    Bilingual Practice::*said;
};
inline constexpr PracticeField practice_fields[]{{"decides", &Practice::decides}, {"programme", &Practice::programme}, {"lead_time", &Practice::lead_time},
                                                 {"staff", &Practice::staff}, {"preconditions", &Practice::preconditions}, {"measure", &Practice::measure}};

// One type of intervention, as `pijler list interventions` shows it.
struct InterventionType {
    std::string name;
    std::string pillar;       // education, support, environment, regulation
    std::string meaning;      // English
    std::string meaning_nl;   // Dutch
    std::string grade;        // of the evidence on use
    std::vector<std::string> approaches;  // empty: the type has no `approach`; otherwise `approach` is required
    std::vector<Practice> practice;       // of each approach, in their order; one where there are none
    Delivery defaults;
    double plausible_coverage = 1.0;  // the highest coverage that practice reaches
    double hours_per_contact = 1.0;   // of those who deliver, preparation included, with the standard dose; our judgement
    std::vector<double> hours_of_approach = {};  // the same where approaches differ, in their order
    std::vector<PriceRange> price_of_approach = {};  // likewise, in place of defaults.cost.per_contact
    std::string cost_source = "judgement";  // key in scenarios/sources.bib
    std::string cost_grade = "J";           // of the default costs, not of what the intervention does
    std::string unit = "contact";  // what `contacts` counts and per_contact is the price of
    bool counts_hours = false;     // contacts are hours, which a larger dose makes more of; else a dose is more hours a contact
    bool is_lever = false;         // in force every month from start to end; else delivered in rounds
    bool counts_strength = false;  // a lever whose strength is how many units it has, not how much of each
    std::vector<std::string> target_keys = {"age", "sex", "track", "neighbourhood"};  // keys of a target that it heeds
    bool can_screen = false;       // reaches youths one by one, or their parents: those can be found by screening
    bool of_schools = false;       // a lever that each school pulls for itself
    bool can_stop = false;         // a town can have it in force in the reference, and an arm stop it
    bool comes_first = false;      // decides what other levers of the month find
    bool in_class = false;         // goes by classes of pupils and students: reaches nobody at work
    std::string needs = "";        // what it acts on that a simulated town has and an imported cohort has not
};

struct OutcomeRow {
    std::string name;
    std::string unit;
    std::string denominator;  // what the count or mean is over
    std::string meaning;
};

struct SubgroupRow {
    std::string name;
    std::string meaning;  // who is in it
};

struct Vocabulary {
    std::vector<ParameterRow> parameters;
    std::vector<InterventionType> interventions;
    std::vector<OutcomeRow> outcomes;
    std::vector<std::string> comparisons;  // outcomes of an arm against the reference: a run of one scenario has none
    std::vector<SubgroupRow> subgroups;
    std::vector<std::string> substances;  // that come with the program
    std::vector<std::string> substance_files = {};  // and their texts
    std::vector<std::string> tracks;  // vmbo, havo, vwo, mbo, hbo, wo, work
    std::vector<std::string> neighbourhoods;  // centre, residential, edge
    std::vector<std::string> stages;    // of use: never, occasional, regular, problematic, former
    std::vector<std::string> contents;  // for whom a message is written: all, non_user, experimenting, parent, professional
};

}  // namespace pijler
