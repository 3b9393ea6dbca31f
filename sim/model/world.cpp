#include "model/world.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace pijler {
namespace {

TieRow row_of(YouthId one)
{
    TieRow row;
    row.fill(one);
    return row;
}

}  // namespace

Youths::Youths(std::size_t n)
    : identity(n), present(n), school_age(n, youngest_age), birth_offset(n), sex(n), track(n, Track::none), school(n), class_group(n),
      club(n), neighbourhood(n), household(n), impulsivity(n), sensation_seeking(n), unsupervised(n), norm_bias(n, 1.0F),
      media_share(n), risk_anchor(n), refusal_anchor(n), bond_anchor(n), curiosity_anchor(n), sociability(n), descriptive_norm(n),
      norm_shift(n), injunctive_norm(n), approval(n), perceived_risk(n), curiosity(n), refusal(n), bond(n), lessons(n),
      parental_disapproval(n), parental_monitoring(n), stage(n, Stage::never), months_since_use(n, 255), just_started(n), frequency(n), start_probability(n), care(n), proneness(n)
{
    make_ties();
}

void Youths::make_ties()
{
    ties.resize(count(), row_of(nobody()));
    degree.resize(count());
}

void Households::resize(std::size_t n)
{
    each_column([n](auto& column) { column.resize(n); });
}

void Households::reserve(std::size_t n)
{
    each_column([n](auto& column) { column.reserve(n); });
}

void Households::reorder(std::span<HouseholdId const> from, Workers workers)
{
    constexpr std::size_t widest = sizeof(std::array<ParentBeliefs, parents_max>);
    std::vector<std::byte, ColumnMemory<std::byte>> room;
    room.reserve(count() * widest);  // never filled as such: nothing to clear
    each_own_column([&](auto& column) {
        using Value = std::remove_reference_t<decltype(column[HouseholdId{}])>;
        static_assert(std::is_trivially_copyable_v<Value> && sizeof(Value) <= widest);
        auto* const before = reinterpret_cast<Value*>(room.data());
        auto* const now = column.data();
        for_each_block(workers, count(), [&](std::size_t begin, std::size_t end) { std::copy(now + begin, now + end, before + begin); });
        for_each_block(workers, from.size(), [&](std::size_t begin, std::size_t end) {
            for (auto n = begin; n < end; ++n) now[n] = before[from[n].index];
        });
    });
}

void Classes::resize(std::size_t n)
{
    identity.resize(n);
    school.resize(n);
    staff_conversation.resize(n);
    staff_notices.resize(n);
    staff_refers.resize(n);
    climate.resize(n);
    visible.resize(n, 1.0F);
    members = Members<ClassId>{n};
}

}  // namespace pijler
