#include "model/world_parts.hpp"
#include "study/replicate_image.hpp"
#include "study/run_trial.hpp"

#include "output/image.hpp"

namespace pijler {
namespace {

// Calls act(name, part) for all that follows in a trial; what it holds one of for each arm has its length already.
template <class AnyWorld, class AnyEnrolment, class Rosters, class Arms, class Act>
void each_part(AnyWorld& world, AnyEnrolment& enrolment, Rosters& rosters, Arms& arms, Act& act)
{
    pijler::each_part(world, act);
    act("clusters", enrolment.clusters), act("pupils", enrolment.pupils);
    for (auto& roster : rosters) act("roster", roster.youths), act("roster", roster.schools);
    for (auto& arm : arms) {
        act("arm", arm.clusters), act("arm", arm.pupils), act("arm", arm.baseline_cases), act("arm", arm.contacts);
        for (auto& count : arm.counts) act("counts", count);
    }
}

}  // namespace

Image image_of(Run const& run, Enrolment const& enrolment, std::vector<TrialArmRecord> const& arms, int month)
{
    std::vector<Roster> rosters;
    for (auto const& roster : enrolment.rosters) rosters.push_back(*roster);
    ImageHead const head{month, 1, arms.size()};
    std::uint64_t const followups = arms.front().counts.size();
    ImageSize size;
    size("head", head), size("followups", followups);
    each_part(run.world, enrolment, rosters, arms, size);
    ImageWriter write{size.bytes};
    write("head", head), write("followups", followups);
    each_part(run.world, enrolment, rosters, arms, write);
    return write.take();
}

bool read_image(Image const& image, Run& run, Enrolment& enrolment, std::vector<TrialArmRecord>& arms)
{
    ImageReader read{bytes_of(image)};
    ImageHead head;
    std::uint64_t followups = 0;
    read("head", head), read("followups", followups);
    if (!read.good() || head.arms == 0 || head.arms > 1000 || followups > 1200) return false;
    std::vector<Roster> rosters(head.arms);
    arms.assign(head.arms, {});
    for (auto& arm : arms) arm.counts.resize(followups);
    each_part(run.world, enrolment, rosters, arms, read);
    for (auto& roster : rosters) enrolment.rosters.push_back(std::make_shared<Roster const>(std::move(roster)));
    return read.at_end();
}

}  // namespace pijler
