#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class SignallingTraining : public OneRound {
protected:
    SignallingTraining() : OneRound{"signalling_training"} {}
    Column<ClassId, float>& notices = world.classes.staff_notices;
    Column<ClassId, float>& refers = world.classes.staff_refers;
};

TEST_F(SignallingTraining, LetsTheStaffOfReachedClassesNotice)
{
    spec.delivery.coverage = 0.4;
    auto const trained = act();
    std::size_t classes = 0, all = 0;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        all += world.classes.members.of(group).empty() ? 0 : 1;
        if (notices[group] == 0.0F) continue;
        EXPECT_NEAR(notices[group], effect("support.signalling_training.noticing") * static_cast<double>(dose()), 1e-6);
        EXPECT_NEAR(refers[group], effect("support.signalling_training.referring") * static_cast<double>(dose()), 1e-6);
        ++classes;
    }
    EXPECT_EQ(trained, effect("support.signalling_training.staff_per_class") * static_cast<double>(classes));
    EXPECT_GT(classes, all / 4);
    EXPECT_LT(classes, all * 6 / 10);
}

TEST_F(SignallingTraining, WearsOff)
{
    act();
    auto const then = notices, then_refers = refers;
    StaffParams const staff;
    for (int month = 0; month < static_cast<int>(staff.training_half_life); ++month) wear_off_training(world, staff);
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        EXPECT_NEAR(notices[group], 0.5F * then[group], 1e-5F);
        EXPECT_NEAR(refers[group], 0.5F * then_refers[group], 1e-5F);
    }
}

TEST_F(SignallingTraining, RaisesMoreSignalsTrueAndFalse)
{
    values["support.signalling_training.noticing"] = 0.1;
    SignalParams params;
    params.false_rate = 0.02;
    auto const count = [&](Happens what) {
        std::ptrdiff_t sum = 0;
        for (int month = 0; month < 40; ++month) {
            world.happenings.clear();
            world.cases.clear();
            raise_signals(world, params, MonthRandom{RandomKey{1, 0}, month});
            sum += std::ranges::count(world.happenings, what, &Happening::what);
        }
        return sum;
    };
    auto const raised = count(Happens::signal_raised), mistaken = count(Happens::false_signal);
    act();
    EXPECT_GT(count(Happens::signal_raised), raised + raised / 20);
    notices.fill(1.0F);
    EXPECT_GT(count(Happens::false_signal), mistaken + mistaken / 2);
}

// Signals of trained staff find somebody; those of others fare as before.
TEST_F(SignallingTraining, LetsStaffHandOnWhatTheyNotice)
{
    values["support.signalling_training.referring"] = 0.6;
    spec.delivery.strength = 2.0;
    SignalParams params;
    params.parents = params.help_seeking = params.false_rate = params.others = 0.0;
    params.occasional = params.regular = params.school = 1.0;
    auto const lost = [&](SignalParams const& p) {
        world.happenings.clear();
        world.cases.clear();
        world.youths.care.fill(Care::none);
        raise_signals(world, p, MonthRandom{RandomKey{1, 0}, 0});
        return static_cast<double>(std::ranges::count(world.happenings, Happens::signal_lost, &Happening::what)) /
               static_cast<double>(std::ranges::count(world.happenings, Happens::signal_raised, &Happening::what));
    };
    auto by_others = params;
    by_others.school = 0.0;
    by_others.others = 1.0;
    auto const untrained = lost(params), otherwise = lost(by_others);
    act();
    notices.fill(0.0F);
    EXPECT_LT(lost(params), 0.6 * untrained);
    EXPECT_EQ(lost(by_others), otherwise);
    refers.fill(1.0F);
    params.hand_over = 1.0;
    EXPECT_EQ(lost(params), 0.0);
}

TEST_F(SignallingTraining, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(notices, before.classes.staff_notices);
}

}  // namespace
}  // namespace pijler::test
