// The words that scenario files may use: what the rooms above declare. Filled by study/, handed to the readers, so that this room
// checks names and ranges without knowing the model.
#pragma once

#include "scenario/parameters.hpp"

#include <string>
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
};

// One type of intervention, as `pijler list interventions` shows it.
struct InterventionType {
    std::string name;
    std::string pillar;       // education, support, environment, regulation
    std::string meaning;      // English
    std::string meaning_nl;   // Dutch
    std::string grade;        // of the evidence on use
    std::vector<std::string> approaches;  // empty: the type has no `approach`; otherwise `approach` is required
    Delivery defaults;
    double plausible_coverage = 1.0;  // the highest coverage that practice reaches
    double hours_per_contact = 1.0;   // of those who deliver, preparation included, with the standard dose; our judgement
    std::vector<double> hours_of_approach = {};  // the same where approaches differ, in their order
    std::vector<PriceRange> price_of_approach = {};  // likewise, in place of defaults.cost.per_contact
    std::string cost_source = "judgement";  // key in scenarios/sources.bib
    std::string cost_grade = "J";           // of the default costs, not of what the intervention does
    std::string unit = "contact";  // what `contacts` counts and per_contact is the price of
    bool is_lever = false;         // in force every month from start to end; else delivered in rounds
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
};

}  // namespace pijler
