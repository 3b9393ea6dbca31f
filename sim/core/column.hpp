// One attribute of all entities of a kind, contiguous, indexed by the kind's own id.
#pragma once

#include "core/ids.hpp"

#include <Eigen/Core>

#include <cstdlib>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace pijler {

// Memory for columns: large ones lie on huge pages where the system has them, which spares look-ups on random reads.
template <class Value>
struct ColumnMemory {
    using value_type = Value;
    ColumnMemory() = default;
    template <class Other>
    ColumnMemory(ColumnMemory<Other> const&)  // NOLINT(google-explicit-constructor): what a standard allocator has
    {
    }
    Value* allocate(std::size_t count)
    {
        constexpr std::size_t huge_page = std::size_t{2} << 20;
        auto const bytes = count * sizeof(Value);
        bool const is_large = bytes >= huge_page;
        auto const alignment = is_large ? huge_page : std::size_t{64};
        auto* const place = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
        if (place == nullptr) throw std::bad_alloc{};
#ifdef __linux__
        if (is_large) madvise(place, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // a wish: it may fail without harm; the rest is no whole page
#endif
        return static_cast<Value*>(place);
    }
    void deallocate(Value* place, std::size_t) { std::free(place); }
    friend bool operator==(ColumnMemory const&, ColumnMemory const&) { return true; }
};

template <class EntityId, class Value>
class Column {
public:
    using Array = Eigen::Array<Value, Eigen::Dynamic, 1>;

    Column() = default;
    explicit Column(std::size_t size, Value value = Value{}) : values_(size, value) {}

    Value& operator[](EntityId id) { return values_[id.index]; }
    Value const& operator[](EntityId id) const { return values_[id.index]; }

    std::size_t size() const { return values_.size(); }
    void resize(std::size_t size, Value value = Value{}) { values_.resize(size, value); }
    void fill(Value value) { std::fill(values_.begin(), values_.end(), value); }

    Value* data() { return values_.data(); }
    Value const* data() const { return values_.data(); }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }

    // Eigen's view, for element-wise arithmetic (never for sums: their order would be Eigen's).
    Eigen::Map<Array> array() { return {values_.data(), static_cast<Eigen::Index>(values_.size())}; }
    Eigen::Map<Array const> array() const { return {values_.data(), static_cast<Eigen::Index>(values_.size())}; }

    friend bool operator==(Column const&, Column const&) = default;

private:
    std::vector<Value, ColumnMemory<Value>> values_;
};

}  // namespace pijler
