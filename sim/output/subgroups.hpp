// The subgroups there are, as a table, and which cells each is a union of.
#pragma once

#include "model/world.hpp"
#include "scenario/vocabulary.hpp"

namespace pijler {

// Youths are counted in four partitions; every subgroup is a union of cells of one of them.
enum class Partition : std::uint8_t { age_by_impulsivity, track_by_sex_by_place, seeking_by_home, cohort_by_reach };
inline constexpr std::size_t partition_count = 4;
// Cohorts that are followed on: those who entered at 12 up to three years before month 0, and in each of ten years from then.
inline constexpr int first_followed = -3, last_followed = 9;
inline constexpr std::size_t followed_cohorts = last_followed - first_followed + 1;
inline constexpr std::array<std::size_t, partition_count> partition_cells{cohort_count * 3, track_count * 2 * 4, 3 * 2 * 3, (followed_cohorts + 1) * 2};
inline constexpr std::array<std::size_t, partition_count> partition_begin{0, partition_cells[0], partition_cells[0] + partition_cells[1],
                                                                          partition_cells[0] + partition_cells[1] + partition_cells[2]};
inline constexpr std::size_t cell_count = partition_begin.back() + partition_cells.back();

// A youth's cell in each partition; `cell_count` for places where nobody is. Depends on who the youth is, never on what an arm does.
using Cells = std::array<std::uint8_t, partition_count>;
Column<YouthId, Cells> cells_of(World const& world);

// Who counts where in a school year. The youths of a block are listed in groups who share the cells of two partitions: what is summed over a group
// goes to either cell.
class Membership {
public:
    // In September.
    void renew(World const& world, Workers workers);
    Cells const& operator[](YouthId youth) const { return cells_[youth]; }

    // Partitions p and p + pairs go together.
    static constexpr std::size_t pairs = 2;
    static_assert(partition_count == 2 * pairs);
    // The groups of the block that begins here, one after another: the two cells (the second in the high byte), then the places in the block of all
    // who are in it, the last of them marked.
    std::uint16_t const* groups(std::size_t pair, std::size_t begin) const { return groups_[pair].data() + 2 * begin; }
    static constexpr std::uint16_t last = 1U << 15;
    static_assert(block_size <= last && cell_count < 1U << 8);

private:
    Column<YouthId, Cells> cells_;
    std::array<std::vector<std::uint16_t>, pairs> groups_;
};

struct Subgroup {
    SubgroupRow row;
    std::vector<std::size_t> cells;
};
std::vector<Subgroup> const& subgroups();

// Positions of the named rows, or of all when no name is given.
std::vector<std::size_t> select_subgroups(std::vector<std::string> const& names);

}  // namespace pijler
