// A result that may be larger than memory, written unit by unit: each is one replicate of one design point.
#pragma once

#include "output/result_file.hpp"

#include <memory>

namespace pijler {

class ResultStack {
public:
    // `frame`: attributes, dimensions (among them point and replicate) and the variables that are whole already. `stacked`: the variables of
    // one unit, without those dimensions, in the order in which every unit has them; they get `point` before their own dimensions, and
    // `replicate` after `arm`, or after `point` where they have no arm. Throws StatusError cannot_create or io_failure.
    ResultStack(std::filesystem::path path, ResultFile const& frame, std::vector<Variable> const& stacked, Existing existing);
    ResultStack(ResultStack const&) = delete;
    ResultStack& operator=(ResultStack const&) = delete;
    ~ResultStack();  // removes what was not published

    // Equal stacks have equal bytes if their units are put in the same order. `values`: of unit number `n` of several that lie one after
    // another in each of the variables.
    void put(std::size_t point, std::size_t replicate, std::vector<Variable const*> const& variables, std::size_t n);

    // Sealed, flushed and under its final name.
    void publish();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pijler
