// Gathers the faults of all files of one reading, so that the user sees them together.
#pragma once

#include "core/errors.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

namespace pijler {

class Faults {
public:
    // A fault found twice (in a baseline that several arms extend) counts once.
    void add(Place place, std::string problem, std::string remedy = "");
    void add(InputError const& error);
    bool any() const { return !files_.empty(); }
    bool any_in(std::string const& file) const;

    // By file in order of first fault, by line within a file; of a file with very many, the first fifty and a count.
    std::vector<Fault> in_order() const;
    void throw_if_any() const;

private:
    struct OfFile {
        std::string file;
        std::vector<Fault> shown;
        std::size_t left_out = 0;
        Place first_left_out;
    };
    OfFile& of_file(std::string const& file);

    std::vector<OfFile> files_;
    std::unordered_set<std::string> seen_;
};

}  // namespace pijler
