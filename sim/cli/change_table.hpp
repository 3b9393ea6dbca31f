// A table of changes: a row a comparison, with the interval of noise and that of what is not known.
#pragma once

#include "cli/contrast.hpp"

namespace pijler {

class ChangeTable {
public:
    explicit ChangeTable(ResultView const& view);

    // What is asked, and how large it is in the reference.
    std::string title(Question const& question, Contrast const& contrast) const;
    std::string columns(Contrast const& contrast) const;
    // What a row is of; on a line of its own where it is long.
    std::string label(std::string const& text) const;
    // Net difference, both intervals, and the mean that the wide one is around; dashes where there is nothing to compare.
    std::string change(Contrast const& contrast, WeightedArms const& arms, Scale scale = Scale::difference) const;

    bool by_sets() const { return by_sets_; }  // each replicate has a parameter set of its own

private:
    ResultView const& view_;
    bool by_sets_;
};

// A row of any differences; `drawn` where effects were.
std::string difference_row(std::vector<double> const& central, std::optional<std::vector<double>> const& drawn, int decimals, bool by_sets);

}  // namespace pijler
