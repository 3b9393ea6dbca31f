// One attribute of all entities of a kind, contiguous, indexed by the kind's own id.
#pragma once

#include "core/ids.hpp"

#include <Eigen/Core>

#include <vector>

namespace pijler {

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
    std::vector<Value> values_;
};

}  // namespace pijler
