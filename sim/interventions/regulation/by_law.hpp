// A by-law that the town may have already: a lever adds to what one in force does, or stops that.
#pragma once

#include "interventions/intervention.hpp"

namespace pijler {

class ByLaw {
public:
    // `in_force_share`: of what the by-law can do, what one in force does already. `covers`: the share that it is about.
    ByLaw(Delivery const& delivery, bool in_force, double in_force_share, double covers)
    {
        double const pull = static_cast<double>(pulled(delivery)) * covers;
        (delivery.stops ? given_up_ : gained_) = pull * (delivery.stops ? (in_force ? in_force_share : 0.0) : in_force ? 1.0 - in_force_share : 1.0);
    }

    // How much of what it can do comes on top of the policy in force; none where it is stopped.
    double gained() const { return gained_; }
    // What is left, against the policy in force, of something of which it can take a share: more than all of it where it is stopped.
    float left_of(double share) const { return static_cast<float>((1.0 - share * gained_) / (1.0 - share * given_up_)); }

private:
    double gained_ = 0.0, given_up_ = 0.0;
};

}  // namespace pijler
