// One attribute of all entities of a kind, contiguous, indexed by the kind's own id.
#pragma once

#include "core/ids.hpp"

#include <Eigen/Core>

#include <cstddef>
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
        auto* const place = ::operator new(count * sizeof(Value), alignment(count));
#ifdef __linux__
        // A wish: it may fail without harm. The rest is no whole page.
        if (is_large(count)) madvise(place, count * sizeof(Value) / huge_page * huge_page, MADV_HUGEPAGE);
#endif
        return static_cast<Value*>(place);
    }
    void deallocate(Value* place, std::size_t count) { ::operator delete(place, alignment(count)); }
    friend bool operator==(ColumnMemory const&, ColumnMemory const&) { return true; }

private:
    static constexpr std::size_t huge_page = std::size_t{2} << 20;
    static bool is_large(std::size_t count) { return count * sizeof(Value) >= huge_page; }
    static std::align_val_t alignment(std::size_t count) { return std::align_val_t{is_large(count) ? huge_page : std::size_t{64}}; }
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
    void reserve(std::size_t size) { values_.reserve(size); }
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
