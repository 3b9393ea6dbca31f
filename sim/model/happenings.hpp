// What services, schools and enforcement do to youths in a month, one by one: few, so a list. ODD, "Signals and care", "Enforcement".
#pragma once

#include "core/ids.hpp"

#include <cstdint>

namespace pijler {

enum class Happens : std::uint8_t {
    signal_raised,        // somebody notices use, or thinks so
    false_signal,         // the same, of somebody who does not use
    signal_lost,          // it reaches no one who can help
    signal_served,        // it leads to advice, light help or treatment
    referral,             // it is handed to light help or treatment, or an enforcement contact is
    enforcement_contact,  // by police or enforcement officers
    fine,
    count
};

struct Happening {
    YouthId youth;
    Happens what;
};

// A youth to whom officers of one lever spoke this month, on account of this world's substance. In a town's other layers it is the same youth.
struct Contact {
    std::uint32_t lever;
    YouthId youth;
    float trust;  // share of the bond that it cost

    friend constexpr bool operator<(Contact const& a, Contact const& b) { return a.lever != b.lever ? a.lever < b.lever : a.youth < b.youth; }
};

// The help that a youth has.
enum class Care : std::uint8_t { none, waits, light, treatment };
inline constexpr std::size_t care_states = 4;

// A youth who has help or waits for it.
struct Case {
    YouthId youth;
    Care help;            // light or treatment
    bool waits;
    std::uint8_t months;  // waited, or in help
};

// A pupil whom school has suspended, and what it still does to his time without adults.
struct Suspension {
    YouthId youth;
    std::uint8_t months;  // to go
    float time;           // times his time without adults
};

// A youth whose time without adults is not what his place gives this month.
struct OwnTime {
    YouthId youth;
    float times;
};

}  // namespace pijler
