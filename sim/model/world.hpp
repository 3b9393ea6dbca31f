// The state of one world: every kind of entity as columns. ODD, "Entities, state variables and scales".
#pragma once

#include "core/column.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"
#include "core/share.hpp"
#include "model/happenings.hpp"
#include "model/places.hpp"
#include "model/tie_row.hpp"

#include <array>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace pijler {

enum class Sex : std::uint8_t { female, male };
// Where a youth is: secondary school by track, then vocational (mbo) or higher (hbo, wo) education, work, or none of these.
enum class Track : std::uint8_t { vmbo, havo, vwo, mbo, hbo, wo, work, none };
inline constexpr int track_count = 8;
enum class Stage : std::uint8_t { never, occasional, regular, problematic, former };

// Occasional, regular or problematic; written so that no branch comes of it.
constexpr bool uses(Stage stage) { return static_cast<std::uint8_t>(static_cast<std::uint8_t>(stage) - 1U) < 3U; }
constexpr bool in_secondary(Track track) { return track <= Track::vwo; }

inline constexpr int youngest_age = 12;
inline constexpr int oldest_age = 25;
inline constexpr int cohort_count = oldest_age - youngest_age + 1;  // youths leave 14 Septembers after they enter
inline constexpr int months_per_year = 12;

struct Youths {
    explicit Youths(std::size_t count);
    std::size_t count() const { return identity.size(); }
    YouthId nobody() const { return {static_cast<std::uint32_t>(count())}; }

    // Who: the same in every arm.
    Column<YouthId, YouthIdentity> identity;
    Column<YouthId, std::uint8_t> present;       // 0: the place is empty (before arrival, after departure)
    Column<YouthId, std::uint8_t> school_age;    // completed years in the middle of the school year (1 March)
    Column<YouthId, std::uint8_t> birth_offset;  // months by which the youth is older than the youngest of the cohort, 0-11
    Column<YouthId, Sex> sex;
    Column<YouthId, Track> track;
    Column<YouthId, SchoolId> school;
    Column<YouthId, ClassId> class_group;        // class, study group or workplace
    Column<YouthId, ClubId> club;
    Column<YouthId, NeighbourhoodId> neighbourhood;
    Column<YouthId, HouseholdId> household;

    // Traits and personal anchors, in [0, 1] unless said.
    Column<YouthId, Share> impulsivity;
    Column<YouthId, Share> sensation_seeking;
    Column<YouthId, Share> unsupervised;         // disposition to spend time without adults
    Column<YouthId, float> norm_bias;            // odds by which observed use is inflated (> 1) or played down (< 1)
    Column<YouthId, Share> media_share;          // past-month share of peers that media suggest
    Column<YouthId, Share> risk_anchor;
    Column<YouthId, Share> refusal_anchor;
    Column<YouthId, Share> bond_anchor;
    Column<YouthId, Share> curiosity_anchor;
    Column<YouthId, std::uint8_t> sociability;   // wanted number of friends

    // Beliefs about cannabis.
    Column<YouthId, float> descriptive_norm;     // believed past-month share among same-year youths
    Column<YouthId, float> norm_shift;           // lasting shift of that belief's anchor by messages, up or down: share of the headroom
    Column<YouthId, float> injunctive_norm;      // believed approval by friends
    Column<YouthId, float> approval;             // own attitude
    Column<YouthId, float> perceived_risk;
    Column<YouthId, float> curiosity;            // of never-users; 0 for others
    Column<YouthId, float> refusal;              // refusal self-efficacy
    Column<YouthId, float> bond;                 // bond to school (or work)
    Column<YouthId, std::uint8_t> lessons;       // rounds of youth education received
    // Felt from the parents, as of this month.
    Column<YouthId, float> parental_disapproval;
    Column<YouthId, float> parental_monitoring;

    // Use.
    Column<YouthId, Stage> stage;
    Column<YouthId, std::uint8_t> months_since_use;  // 0: used this month; 255: never or long ago
    Column<YouthId, std::uint8_t> just_started;      // first use in the last month
    Column<YouthId, float> frequency;                // expected probability of use in a month
    Column<YouthId, float> start_probability;        // this month's hazard of a first use (never-users)
    Column<YouthId, Care> care;                      // help that the youth has or waits for
    Column<YouthId, float> proneness;                // log-odds of acceptance that traits, sex and school fix for a school year

    // Friendships; empty in a world that goes by another's.
    Column<YouthId, TieRow> ties;
    Column<YouthId, std::uint8_t> degree;
    bool has_ties() const { return ties.size() == count(); }
    void make_ties();  // nobody has a friend yet
    void forget_ties() { ties = {}, degree = {}; }
};

// A youth with an older sibling at home who is 15 or over.
struct OlderSibling {
    YouthId youth, sibling;
    friend bool operator==(OlderSibling const&, OlderSibling const&) = default;
};

inline constexpr std::size_t parents_max = 2;
inline constexpr std::size_t children_max = 4;
inline constexpr std::size_t circles_max = 3;  // siblings are two years apart or more: no more of them are in secondary school at once

// What parents bring to bear; each in [0, 1].
struct alignas(16) ParentBeliefs {
    float knowledge = 0.0F;      // of substances, signals and what to do
    float communication = 0.0F;  // constructive conversation
    float disapproval = 0.0F;    // rules and disapproval
    float monitoring = 0.0F;
};

// The same without other parents and courses: what they drift back to.
struct ParentAnchor {
    Share knowledge, communication, disapproval, monitoring;

    operator ParentBeliefs() const { return {knowledge, communication, disapproval, monitoring}; }  // NOLINT(google-explicit-constructor): they are beliefs
};

struct Households {
    std::size_t count() const { return identity.size(); }
    void resize(std::size_t count);
    void reserve(std::size_t count);
    // The home at `from[n]` moves to place n, but for what follows from the rest: mean_belief, circle and felt.
    void reorder(std::span<HouseholdId const> from, Workers workers);

    Column<HouseholdId, HouseholdIdentity> identity;
    Column<HouseholdId, std::uint8_t> parents;   // 0: the place is empty; else 1 or 2
    Column<HouseholdId, std::uint8_t> children;  // aged 12 to 25, at home
    Column<HouseholdId, std::array<YouthId, children_max>> child;
    Column<HouseholdId, std::uint8_t> planned;   // children the family will have in all
    Column<HouseholdId, std::int16_t> next_cohort;  // cohort in which the next child turns 12
    Column<HouseholdId, NeighbourhoodId> neighbourhood;
    Column<HouseholdId, std::array<ParentAnchor, parents_max>> anchor;
    Column<HouseholdId, std::array<ParentBeliefs, parents_max>> belief;
    Column<HouseholdId, std::array<Share, parents_max>> involvement;  // in school and upbringing
    Column<HouseholdId, std::array<std::uint8_t, parents_max>> courses;  // rounds of parent education received
    Column<HouseholdId, ParentBeliefs> mean_belief;  // over the parents
    Column<HouseholdId, std::array<ClassId, circles_max>> circle;  // classes through which parents meet, else none; renewed in September
    struct Felt {
        float disapproval = 0.0F;  // what parents' rules and talk amount to for a 12-year-old child
        float monitoring = 0.0F;   // the closest parent's
    };
    Column<HouseholdId, Felt> felt;

private:
    template <class Act>
    void each_own_column(Act const& act)
    {
        act(identity), act(parents), act(children), act(child), act(planned), act(next_cohort), act(neighbourhood), act(anchor), act(belief), act(involvement), act(courses);
    }
    template <class Act>
    void each_column(Act const& act)
    {
        each_own_column(act);
        act(mean_belief), act(circle), act(felt);
    }
};

// Who belongs to each group of a kind; renewed in September.
template <class GroupId>
class Members {
public:
    explicit Members(std::size_t groups = 1) : begin_(groups + 1) {}
    std::size_t groups() const { return begin_.size() - 1; }
    std::span<YouthId const> of(GroupId group) const
    {
        return std::span{youths_}.subspan(begin_[group.index], begin_[group.index + 1] - begin_[group.index]);
    }
    // Group 0 (in none) stays empty.
    void renew(Column<YouthId, GroupId> const& group_of, Column<YouthId, std::uint8_t> const& present);

    template <class Act>
    void each_part(Act const& act)
    {
        act(begin_), act(youths_);
    }
    template <class Act>
    void each_part(Act const& act) const
    {
        act(begin_), act(youths_);
    }

private:
    std::vector<std::uint32_t> begin_;
    std::vector<YouthId> youths_;
};

// What a class's staff and school bring to bear on its youths this month, beyond what they do under the policy in force.
struct alignas(8) Climate {
    float risk = 0.0F;     // on what perceived risk drifts to
    float bond = 0.0F;     // on what the bond drifts to
};

struct Classes {
    std::size_t count() const { return identity.size(); }
    void resize(std::size_t count);
    Column<ClassId, ClassIdentity> identity;
    Column<ClassId, SchoolId> school;            // of a class in secondary school
    Column<ClassId, float> staff_conversation;   // share of staff who talk well with youths about drugs, beyond (< 0: short of) today's
    Column<ClassId, float> staff_notices;        // how much more staff notice than today, as a share of what they miss; wears off
    Column<ClassId, float> staff_refers;         // signals by staff that would be lost on the way to help and are not, as a share; wears off
    Column<ClassId, Climate> climate;            // of this month
    Column<ClassId, float> visible;              // how well use in class is seen this month, against the policy in force
    Members<ClassId> members;
};

struct Clubs {
    std::size_t count() const { return members.groups(); }
    Members<ClubId> members;
};

// Sizes and schooling of a synthetic town. With places_per_cohort = 0 the population is a closed, imported cohort.
struct Demography {
    int cohort_12 = 0;           // youths who enter at 12 each September
    int cohort_18 = 0;           // youths of a cohort from 18 on: the others arrive or leave then
    int places_per_cohort = 0;   // positions kept for a cohort
    int next_cohort = 0;         // the cohort that enters next September
    std::array<double, 3> secondary_track{};  // shares of vmbo, havo, vwo
    std::array<double, 3> years_after_18{};   // mean years in mbo, hbo, wo from 18 on
    double neither_share = 0.0;               // of those who have left education
    double one_parent_share = 0.0;
    std::array<double, 3> family_size{};      // shares of households with 1, 2, 3 children
    double club_share_12 = 0.0, club_share_18 = 0.0;
    int teams_per_band = 0;                   // teams for two neighbouring cohorts
    std::vector<std::array<int, 3>> first_class;  // of a school and track, within a cohort's classes
    std::array<int, 3> classes_per_track{};   // in a school that teaches it
    std::array<int, 3> first_study_group{};   // mbo, hbo, wo, within a cohort's classes
    std::array<int, 3> study_groups{};
    int classes_per_cohort = 0;
    int workplaces = 0;                       // of all ages, after the cohorts' classes
};

// A cohort's number: 0 is the oldest of the initial world (25 in its first year). Its youths lie side by side.
using Cohort = int;
struct Places {
    std::size_t begin, end;
};
inline Places places_of(Demography const& d, Cohort cohort)
{
    auto const first = static_cast<std::size_t>((cohort % cohort_count) * d.places_per_cohort);
    return {first, first + static_cast<std::size_t>(d.places_per_cohort)};
}

// By-laws and agreements in force in the reference.
struct ByLaws {
    bool public_smoking_ban = true;
    bool hemp_covenant = true;
};

// The referral chain. What levers do to it holds for the month; 0: as today.
struct Services {
    double intake_scale = 0.0;     // of light help and treatment: 1 in a town of 20,000 youths; 0: no limit (imported cohorts, whose town is elsewhere)
    float contact = 0.0F;          // share of those who find nobody to turn to who now do
    float hand_over = 0.0F;        // share of hand-overs that fail which now succeed
    float shared_beyond_consent = 0.0F;  // information shared further than youths agreed to: they seek help less
    float bottlenecks = 0.0F;      // share of those lost while waiting who are kept
    float team = 0.0F;             // how much more neighbourhood teams notice, as a share of what they miss
    float light_places = 1.0F, treatment_places = 1.0F;  // intake, against today
};

struct World {
    explicit World(std::size_t youth_count) : youths{youth_count} {}

    Youths youths;
    std::vector<OlderSibling> older_siblings;  // in the order of youths; renewed in September
    Households households;
    Schools schools;
    Classes classes;
    Clubs clubs;
    Neighbourhoods neighbourhoods;
    Coffeeshops coffeeshops;
    Venues venues;
    ByLaws by_laws;
    Services services;
    Demography demography;
    int first_month = 0;                       // its school year has turned when the world begins
    std::vector<HouseholdId> free_households;  // empty places, the next to use last

    // What each intervention of the programme delivers this month.
    struct Delivered {
        double contacts = 0.0;  // persons, or units of a lever
        double rounds = 0.0;    // that cost a fixed sum
        double screened = 0.0;  // youths
    };
    std::vector<Delivered> delivered;
    double screened = 0.0;              // youths, by the intervention that acts
    std::vector<Happening> happenings;  // of this month
    std::vector<Contact> contacts;      // of this month
    std::vector<Case> cases;            // youths who have help or wait for it, the longest first
    std::vector<Suspension> suspended;  // pupils
    std::vector<OwnTime> own_time;      // of this month, by youth; one youth may have several
};

// Whole months of age at a month of the school year (0: September).
inline int age_in_months(int school_age, int birth_offset, int month_of_year) { return school_age * months_per_year - 6 + birth_offset + month_of_year; }
inline int age_in_months(Youths const& youths, YouthId youth, int month_of_year)
{
    return age_in_months(youths.school_age[youth], youths.birth_offset[youth], month_of_year);
}
inline int month_of_year(int month) { return ((month % months_per_year) + months_per_year) % months_per_year; }

template <class GroupId>
void Members<GroupId>::renew(Column<YouthId, GroupId> const& group_of, Column<YouthId, std::uint8_t> const& present)
{
    auto const group = [&](YouthId youth) { return group_of[youth].index * present[youth]; };
    std::fill(begin_.begin(), begin_.end(), 0U);
    for (YouthId youth{0}; youth.index < group_of.size(); ++youth.index) ++begin_[group(youth) + 1];
    begin_[1] = 0;
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    youths_.resize(begin_.back() + 1);
    // Whoever is in none goes to the place after the last, where nobody looks.
    auto next = begin_;
    next[0] = begin_.back();
    for (YouthId youth{0}; youth.index < group_of.size(); ++youth.index) {
        auto const in = group(youth);
        youths_[next[in]] = youth;
        next[in] += in != 0;
    }
}

inline bool tied(Youths const& youths, YouthId a, YouthId b) { return holds(youths.ties[a], b); }

}  // namespace pijler
