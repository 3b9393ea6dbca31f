#include "study/sweep/run_sweep.hpp"

#include "scenario/checks.hpp"
#include "scenario/checksum.hpp"
#include "study/declarations.hpp"
#include "study/deliveries.hpp"
#include "study/describe_result.hpp"
#include "study/fingerprint.hpp"
#include "study/sweep/prior_design.hpp"
#include "study/version.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <numeric>

namespace pijler {
namespace {

constexpr double seconds_a_slot = 10.0;
constexpr std::size_t slots_at_least = 64;  // so that several processes find work in a small sweep

// About what one unit takes on a core, to cut the work into slots by: never exact, and no result depends on it.
double seconds_a_unit(Study const& study, ReplicateTask const& task)
{
    constexpr double seconds_a_youth_and_month = 9e-8, months_to_make_town = 30;
    auto const& population = study.arms.front().scenario.population;
    double const youths = population.imported ? static_cast<double>(population.imported->youths.size())
                                              : population.youths.value_or(population.municipality->youths_12_17 + population.municipality->youths_18_24);
    auto const layers = static_cast<double>(study.arms.front().scenario.substances.size());
    return youths * layers * (static_cast<double>(months_in(task)) + months_to_make_town) * seconds_a_youth_and_month + 0.02;
}

std::size_t slot_size(double seconds, std::size_t units)
{
    auto const of_time = static_cast<std::size_t>(std::max(1.0, std::round(seconds_a_slot / seconds)));
    return std::min(of_time, (units + slots_at_least - 1) / slots_at_least);
}

// Paths as seen from the study's folder, so that processes that name it differently, or elsewhere, write the same.
std::vector<std::string> beside_the_study(Study const& study, Vocabulary const& vocabulary)
{
    namespace fs = std::filesystem;
    auto const folder = fs::weakly_canonical(study.inputs.front().path).parent_path();
    std::vector<std::string> paths;
    for (auto const& input : study.inputs) {
        // Substances that come with the program are no files.
        bool const is_shipped = std::ranges::find(vocabulary.substance_files, input.text) != vocabulary.substance_files.end() && input.path.starts_with("substances/");
        paths.push_back(is_shipped ? input.path : fs::weakly_canonical(input.path).lexically_relative(folder).string());
    }
    return paths;
}

// Who pays at some point, and perhaps at no other.
std::vector<std::string> payers_at_points(StudyDraft const& draft)
{
    std::vector<std::string> payers;
    if (draft.sweep)
        for (auto const& factor : draft.sweep->factors)
            if (factor.path.ends_with(".cost.payer")) payers.insert(payers.end(), factor.values.begin(), factor.values.end());
    return payers;
}

// All texts that the study was read from, beside what fingerprint() has of it.
std::string texts_of(Study const& study)
{
    std::string text = study.title + '|' + written(study.estimand.relevant_difference) + '|' + std::to_string(study.estimand.horizon);
    for (auto const& input : study.inputs) text += '|' + input.text + input.checksum;
    return text;
}

// Runs units one after another and publishes them as one part.
class SlotRunner {
public:
    SlotRunner(Sweep const& sweep, SweepFolder const& folder, RunSettings const& settings, Workers workers, std::function<bool()> const& month_done)
        : sweep_{sweep}, folder_{folder}, settings_{settings}, workers_{workers}, month_done_{month_done}
    {
    }

    // How many are done: fewer where it was stopped.
    std::size_t run(Units units, std::vector<FailedUnit>& failed)
    {
        using Clock = std::chrono::steady_clock;
        auto const begun = Clock::now();
        UnitStack stack{frame()};
        PartEntry entry;
        entry.units = {units.begin, units.begin};
        while (entry.units.end < units.end && go_on(entry.units.end, stack, entry.failed)) ++entry.units.end;
        if (entry.units.count() == 0) return 0;
        entry.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        entry.ended = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
        PhaseWatch watch{settings_.after()};
        auto file = std::move(stack).take();
        write_part(folder_, sweep_.manifest(), entry, file);
        watch.lap(Phase::writing);
        failed = entry.failed;
        return entry.units.count();
    }

private:
    ResultFile frame() const
    {
        auto file = sweep_.table().frame();
        file.attributes = attributes_of(sweep_.study(), sweep_.table().plan(), sweep_.manifest().history);
        for (auto& attribute : file.attributes) {
            if (attribute.name == "fingerprint") attribute.value = sweep_.manifest().fingerprint;
            if (attribute.name == "inputs") attribute.value = sweep_.inputs();
        }
        std::erase_if(file.attributes, [](Attribute const& attribute) { return attribute.name == "infeasible_arms"; });  // arm_feasible says where
        if (std::ranges::find(sweep_.design().parameters, "population.youths") != sweep_.design().parameters.end())
            std::erase_if(file.attributes, [](Attribute const& attribute) { return attribute.name == "share_simulated"; });
        describe_deliveries(sweep_.study(), sweep_.table().plan(), file);
        return file;
    }

    // One unit; a fault of its point is kept with its reason. False where it was stopped.
    bool go_on(std::size_t unit, UnitStack& stack, std::vector<FailedUnit>& failed)
    {
        auto const point = unit / sweep_.manifest().replicates, replicate = unit % sweep_.manifest().replicates;
        if (settings_.stop != nullptr && settings_.stop->load()) return false;
        try {
            if (!point_ || *point_ != point) {
                point_.reset();
                study_ = sweep_.at(point);
                plan_ = UnitTable::plan_of(study_);
                point_ = point;
            }
            auto const number = static_cast<std::uint32_t>(replicate);
            ReplicateRecords records;
            if (!run_replicate(sweep_.table().task(study_, plan_, settings_.run_ins, settings_.profile), number, workers_, month_done_, records)) return false;
            stack.add(point, replicate, sweep_.table().of_unit(study_, plan_, number, records));
        } catch (InputError const& error) {
            failed.push_back({unit, error.what()});
        } catch (StatusError const& error) {
            if (error.status() != ExitStatus::usage && error.status() != ExitStatus::bad_input) throw;
            failed.push_back({unit, error.what()});
        } catch (std::logic_error const& error) {
            failed.push_back({unit, std::string{error.what()} + " (a fault of pijler itself; please report it)"});
        }
        return true;
    }

    Sweep const& sweep_;
    SweepFolder const& folder_;
    RunSettings const& settings_;
    Workers workers_;
    std::function<bool()> const& month_done_;
    std::optional<std::size_t> point_;
    Study study_;
    ArmPlan plan_;
};

Units points_of(SweepShare const& share, SweepManifest const& manifest)
{
    auto const last = share.last_point == 0 ? manifest.points : std::min(share.last_point, manifest.points);
    return {std::min(share.first_point, last) * manifest.replicates, last * manifest.replicates};
}

// The slots of a share, cut to its points.
std::vector<std::pair<std::size_t, Units>> slots_of(SweepShare const& share, SweepManifest const& manifest)
{
    std::vector<std::pair<std::size_t, Units>> slots;
    auto const wanted = points_of(share, manifest);
    for (auto n = share.shard - 1; n < manifest.slots(); n += share.shards) {
        auto const slot = manifest.slot(n);
        Units const units{std::max(slot.begin, wanted.begin), std::min(slot.end, wanted.end)};
        if (units.begin < units.end) slots.emplace_back(n, units);
    }
    return slots;
}

}  // namespace

Sweep::Sweep(StudyDraft draft, Overrides overrides, Vocabulary const& vocabulary, std::string history)
    : draft_{std::move(draft)}, overrides_{std::move(overrides)}, vocabulary_{vocabulary}, study_{finished(draft_, overrides_, vocabulary)},
      table_{study_, vocabulary.parameters, payers_at_points(draft_)}
{
    if (!draft_.sweep) throw StatusError{ExitStatus::usage, "the study has no [sweep]: it says what varies (design, points, [sweep.parameters])"};
    for (auto const& setting : overrides_.set)
        if (std::ranges::find(draft_.sweep->factors, setting.path, &Factor::path) != draft_.sweep->factors.end())
            throw StatusError{ExitStatus::usage, "--set " + setting.path + ": the sweep varies it"};
    if (overrides_.youths && std::ranges::find(draft_.sweep->factors, "population.youths", &Factor::path) != draft_.sweep->factors.end())
        throw StatusError{ExitStatus::usage, "--youths: the sweep varies population.youths"};
    if (study_.trial) throw StatusError{ExitStatus::usage, "a [trial] is not swept: `pijler compare` runs it"};
    auto const& settings = study_.arms.front().scenario.simulation;
    auto const& plan = *draft_.sweep;
    design_ = plan.design == DesignKind::priors ? make_prior_design(plan, settings.seed, vocabulary.parameters) : make_design(plan, settings.seed);
    manifest_.title = study_.title;
    manifest_.version = version();
    manifest_.history = std::move(history);
    manifest_.seed = settings.seed;
    manifest_.points = design_.points.size();
    manifest_.replicates = static_cast<std::size_t>(settings.replicates);
    manifest_.design_checksum = sha256(csv_of(design_));
    manifest_.units_per_slot = slot_size(seconds_a_unit(study_, table_.task(study_, table_.plan())), manifest_.units());
    auto const all = fingerprint(study_, manifest_.version) + '|' + texts_of(study_) + '|' + std::to_string(manifest_.replicates) + '|' + manifest_.design_checksum;
    manifest_.fingerprint = sha256(all).substr(0, 32);
    for (auto const& run : table_.plan().runs) manifest_.arms.push_back(run.name);
    manifest_.declarations = declarations(vocabulary_);
}

std::vector<std::string> Sweep::inputs() const { return beside_the_study(study_, vocabulary_); }

Claim Sweep::begin_in(SweepFolder const& folder, Existing existing)
{
    auto presence = folder.begin(manifest_, design_, existing);
    auto const there = folder.manifest();
    expect(there.has_value(), "a sweep that was begun has a manifest");
    if (there->fingerprint != manifest_.fingerprint) {
        auto const differs = there->seed != manifest_.seed                         ? "seed: " + std::to_string(there->seed)
                             : there->version != manifest_.version                 ? "version of pijler: " + there->version
                             : there->design_checksum != manifest_.design_checksum ? "design: see design.csv there"
                             : there->replicates != manifest_.replicates           ? "number of replicates: " + std::to_string(there->replicates)
                             : there->arms != manifest_.arms                       ? "arms: " + in_a_line(there->arms)
                                                                                   : std::string{"study, scenario or setting; its manifest.json tells how it was begun"};
        throw StatusError{ExitStatus::bad_input, folder.path().string() + ": holds another sweep, with another " + differs + "; another folder, or --overwrite drops it"};
    }
    if (there->points != manifest_.points || there->replicates != manifest_.replicates)
        throw StatusError{ExitStatus::bad_input, folder.manifest_path().string() + ": is damaged: its counts are not those of the sweep"};
    manifest_ = *there;
    (void)folder.design(manifest_);  // that it is whole
    return presence;
}

Study Sweep::at(std::size_t point) const
{
    auto over = overrides_;
    for (std::size_t c = 0; c < design_.parameters.size(); ++c)
        over.set.push_back({design_.parameters[c], design_.points[point][c], place_in_csv(design_, point, c, "design.csv")});
    return finished(draft_, over, vocabulary_);
}

SweepDone run_sweep(Sweep const& sweep, SweepFolder const& folder, SweepShare const& share, RunSettings const& settings)
{
    auto const& manifest = sweep.manifest();
    folder.remove_leftovers();
    auto const slots = slots_of(share, manifest);
    auto const months = static_cast<double>(months_in(sweep.table().task(sweep.study(), sweep.table().plan())));
    auto const all_units = std::accumulate(slots.begin(), slots.end(), std::size_t{0}, [](std::size_t sum, auto const& slot) { return sum + slot.second.count(); });
    double const all_months = std::max(1.0, months * static_cast<double>(all_units));
    SweepDone done;
    std::mutex guard;
    std::atomic<std::int64_t> months_done{0};
    std::atomic<bool> broken{false};  // the folder cannot be written any more
    std::function<bool()> const month_done = [&] {
        auto const so_far = static_cast<double>(++months_done);
        if (settings.progress && guard.try_lock()) {
            std::lock_guard const lock{guard, std::adopt_lock};
            settings.progress(std::min(1.0, so_far / all_months));
        }
        return !broken && (settings.stop == nullptr || !settings.stop->load());
    };
    // Many slots are run side by side, each on one thread; few share the threads within a month. The numbers are the same.
    int const side_by_side = static_cast<int>(std::clamp<std::size_t>(slots.size(), 1, static_cast<std::size_t>(settings.threads)));
    Workers const within{std::max(1, settings.threads / side_by_side)};
    auto const do_slot = [&](std::size_t number, Units units) {
        std::vector<std::string> ignored;
        auto left = units_left(folder, manifest, units, ignored);
        std::vector<FailedUnit> failed;
        std::vector<std::string> trouble;
        std::size_t here = 0, waiting = 0;
        for (auto const& gap : left) waiting += gap.count();
        months_done += static_cast<std::int64_t>(months * static_cast<double>(units.count() - waiting));
        bool const stopped = settings.stop != nullptr && settings.stop->load();
        auto const claim = left.empty() || stopped ? std::nullopt : Claim::of(folder, number);
        if (claim) {
            left = units_left(folder, manifest, units, trouble);  // another process may have been here just before
            waiting = 0;
            SlotRunner runner{sweep, folder, settings, within, month_done};
            for (auto const& gap : left) {
                std::vector<FailedUnit> of_gap;
                auto const ran = runner.run(gap, of_gap);
                here += ran;
                waiting += gap.count() - ran;
                failed.insert(failed.end(), of_gap.begin(), of_gap.end());
            }
        }
        std::lock_guard const lock{guard};
        done.units += here;
        done.left += waiting;
        if (!claim && !stopped) done.taken += waiting;
        done.trouble.insert(done.trouble.end(), trouble.begin(), trouble.end());
        done.failed.insert(done.failed.end(), failed.begin(), failed.end());
    };
    for_each_index({side_by_side}, slots.size(), [&](std::size_t n) {
        if (broken) return;
        try {
            do_slot(slots[n].first, slots[n].second);
        } catch (...) {
            broken = true;
            throw;
        }
    });
    return done;
}

}  // namespace pijler
