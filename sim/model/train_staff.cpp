#include "model/train_staff.hpp"

#include "core/math.hpp"

namespace pijler {

void describe(ParameterVisitor& visit, StaffParams& p)
{
    visit("staff.training_half_life", p.training_half_life, {"months", 6.0, 60.0, "half-life of what professionals were trained in", "judgement", Grade::D});
}

void wear_off_training(World& world, StaffParams const& params)
{
    auto& trained = world.classes.staff_conversation;
    trained.array() *= static_cast<float>(1.0 - monthly_decay(params.training_half_life));
}

}  // namespace pijler
