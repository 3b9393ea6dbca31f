#include "study/shown_subgroups.hpp"

#include "core/errors.hpp"
#include "output/subgroups.hpp"
#include "study/arm_values.hpp"
#include "study/replicate.hpp"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

// Real youths of a subgroup: the fewest that there ever are, of those years that have some, and the most.
struct Size {
    std::size_t fewest = 0, most = 0;
    bool is_small() const { return fewest > 0 && fewest < fewest_shown; }
};

struct RealPeople {
    std::vector<Size> subgroup;                  // beside subgroups()
    std::array<bool, cell_count> occupied{};     // cells that ever hold somebody
};

RealPeople count_people(Study const& study)
{
    auto const& first = study.arms.front().scenario;
    RealPeople people{std::vector<Size>(subgroups().size()), {}};
    for (std::uint32_t replicate = 0; replicate < static_cast<std::uint32_t>(first.simulation.replicates); ++replicate) {
        Run run{people_at_start(study, replicate)};
        auto const params = model_with(reference_values(study, replicate));
        auto const key = key_of(study, replicate);
        for (int month = 0; month < first.simulation.months; month += months_per_year) {
            turn_twin_calendar(run, params, MonthRandom{key, month});
            std::array<std::size_t, cell_count> in_cell{};
            for (auto const& cells : cells_of(run.world))
                for (auto const cell : cells)
                    if (cell < cell_count) ++in_cell[cell];
            for (std::size_t c = 0; c < cell_count; ++c) people.occupied[c] = people.occupied[c] || in_cell[c] > 0;
            for (std::size_t n = 0; n < subgroups().size(); ++n) {
                std::size_t youths = 0;
                for (auto const cell : subgroups()[n].cells) youths += in_cell[cell];
                auto& size = people.subgroup[n];
                if (youths > 0) size.fewest = size.fewest == 0 ? youths : std::min(size.fewest, youths);
                size.most = std::max(size.most, youths);
            }
        }
    }
    return people;
}

// Which occupied cells of one partition a subgroup counts; all of them for everybody.
using Indicator = Eigen::VectorXd;

class Tables {
public:
    Tables(RealPeople const& people, std::size_t partition) : people_{people}
    {
        for (auto c = partition_begin[partition]; c < partition_begin[partition] + partition_cells[partition]; ++c)
            if (people.occupied[c]) cells_.push_back(c);
    }

    bool holds(std::size_t group) const
    {
        return std::ranges::any_of(subgroups()[group].cells, [&](std::size_t cell) { return std::ranges::find(cells_, cell) != cells_.end(); });
    }

    // Which of the shown subgroups to leave out so that a small one does not follow from them: the smallest that does it alone, else the
    // smallest that takes part; nothing where it does not follow.
    std::optional<std::size_t> gives_away(std::size_t small, std::vector<std::size_t> const& shown, std::size_t everybody) const
    {
        std::vector<std::size_t> here;
        for (auto const group : shown)
            if (group == everybody || holds(group)) here.push_back(group);
        auto const weights = weights_of(small, here, everybody);
        if (!weights) return std::nullopt;
        std::vector<std::size_t> taking_part;
        for (std::size_t n = 0; n < here.size(); ++n)
            if (here[n] != everybody && std::abs((*weights)[static_cast<Eigen::Index>(n)]) > 1e-6) taking_part.push_back(here[n]);
        std::ranges::sort(taking_part, {}, [this](std::size_t group) { return std::pair{people_.subgroup[group].most, group}; });
        for (auto const group : taking_part) {
            auto others = here;
            std::erase(others, group);
            if (!weights_of(small, others, everybody)) return group;
        }
        expect(!taking_part.empty(), "everybody are not few");
        return taking_part.front();
    }

private:
    // What `sought` is as a sum of multiples of `known`, if it is one.
    std::optional<Eigen::VectorXd> weights_of(std::size_t sought, std::vector<std::size_t> const& known, std::size_t everybody) const
    {
        auto const cells = static_cast<Eigen::Index>(cells_.size());
        Eigen::MatrixXd columns(cells, static_cast<Eigen::Index>(known.size()));
        for (std::size_t n = 0; n < known.size(); ++n)
            columns.col(static_cast<Eigen::Index>(n)) = known[n] == everybody ? Indicator::Ones(cells) : indicator(known[n]);
        auto const wanted = indicator(sought);
        Eigen::VectorXd weights = columns.completeOrthogonalDecomposition().solve(wanted);
        return (columns * weights - wanted).norm() < 1e-6 ? std::optional{std::move(weights)} : std::nullopt;
    }

    Indicator indicator(std::size_t group) const
    {
        Indicator counts = Indicator::Zero(static_cast<Eigen::Index>(cells_.size()));
        for (std::size_t n = 0; n < cells_.size(); ++n)
            if (std::ranges::find(subgroups()[group].cells, cells_[n]) != subgroups()[group].cells.end()) counts[static_cast<Eigen::Index>(n)] = 1.0;
        return counts;
    }

    RealPeople const& people_;
    std::vector<std::size_t> cells_;
};

// Leaves out what is small and what would give it away.
void suppress(RealPeople const& people, std::size_t everybody, std::vector<std::size_t>& shown)
{
    std::erase_if(shown, [&](std::size_t group) { return people.subgroup[group].is_small(); });
    for (std::size_t partition = 0; partition < partition_count; ++partition) {
        Tables const tables{people, partition};
        for (std::size_t group = 0; group < subgroups().size(); ++group) {
            if (!people.subgroup[group].is_small() || !tables.holds(group)) continue;
            while (auto const other = tables.gives_away(group, shown, everybody)) std::erase(shown, *other);
        }
    }
}

bool records_enforcement(Study const& study, bool compares)
{
    auto const& asked = study.arms.front().scenario.output.outcomes;
    auto const is_of_it = [](std::string const& name) { return name == "enforcement_contacts" || name == "fines"; };
    return asked.empty() || std::ranges::any_of(asked, is_of_it) || (compares && is_of_it(study.estimand.outcome));
}

}  // namespace

std::vector<std::string> const& subgroups_of_enforcement()
{
    static std::vector<std::string> const names{"female",    "male",      "age_12_16", "age_16_18", "age_18_24", "track_vmbo", "track_havo",
                                                "track_vwo", "track_mbo", "track_hbo", "track_wo",  "track_work", "track_none"};
    return names;
}

std::vector<std::size_t> shown_subgroups(Study const& study, bool compares)
{
    auto const& scenario = study.arms.front().scenario;
    auto const everybody = select_subgroups({"all"}).front();
    auto shown = select_subgroups(scenario.output.subgroups);
    auto const estimand = compares ? select_subgroups({study.estimand.subgroup}).front() : everybody;
    if (compares && std::ranges::find(shown, estimand) == shown.end()) shown.push_back(estimand);
    if (records_enforcement(study, compares))
        for (auto const group : select_subgroups(subgroups_of_enforcement()))
            if (std::ranges::find(shown, group) == shown.end()) shown.push_back(group);
    if (!scenario.population.imported) return shown;
    auto const people = count_people(study);
    auto const refuse_small = [&](std::size_t group, std::string const& what) {
        if (people.subgroup[group].is_small())
            throw StatusError{ExitStatus::bad_input, what + " of fewer than " + std::to_string(fewest_shown) + " real youths, in some year of the run: results would tell of persons; take more of them, or fewer months"};
    };
    refuse_small(everybody, "the imported population is");
    refuse_small(estimand, "the estimand's subgroup " + study.estimand.subgroup + " is");
    suppress(people, everybody, shown);
    if (shown.empty()) shown.push_back(everybody);
    if (std::ranges::find(shown, estimand) == shown.end())
        throw StatusError{ExitStatus::bad_input, "from the estimand's subgroup " + study.estimand.subgroup + ", figures of fewer than " + std::to_string(fewest_shown) + " real youths would follow; take a larger one"};
    return shown;
}

std::vector<std::string> suppressed_subgroups(Study const& study, std::vector<std::size_t> const& shown)
{
    std::vector<std::string> names;
    for (auto const group : select_subgroups(study.arms.front().scenario.output.subgroups))
        if (std::ranges::find(shown, group) == shown.end()) names.push_back(subgroups()[group].row.name);
    return names;
}

}  // namespace pijler
