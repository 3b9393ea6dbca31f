// Reading numbers out of a result by name.
#pragma once

#include "output/result_file.hpp"

#include <map>
#include <optional>
#include <span>

namespace pijler {

class ResultView {
public:
    explicit ResultView(ResultFile const& result) : result_{result} {}

    bool has(std::string const& variable) const;
    std::vector<std::string> const& words(std::string const& variable) const;
    std::vector<double> numbers(std::string const& variable) const;
    std::string text(std::string const& attribute) const;
    double number(std::string const& attribute) const;
    std::size_t size(std::string const& dimension) const;

    // One number of a variable, by its place in the order of the file.
    double value(std::string const& variable, std::size_t at) const;

    // Position of a name in a coordinate, or its size when it is not there.
    std::size_t place(std::string const& coordinate, std::string const& name) const;

    // Sum (or mean over records) of a variable of one arm in one subgroup, per replicate, over the records of months [from, to).
    // Arm and subgroup are ignored by variables that have none.
    enum class Over { sum, mean };
    std::vector<double> by_replicate(std::string const& variable, std::size_t arm, std::string const& subgroup, Over over, int from, int to) const;

    // Value of a variable (arm) of one arm, a whole number.
    int whole(std::string const& variable, std::size_t arm) const;

    // Values of a variable (arm, replicate) of one arm.
    std::vector<double> per_replicate(std::string const& variable, std::size_t arm) const;

    // Total of a delivery variable (contacts, cost) of one arm, per replicate: of the whole run, or of the records of months [from, to) and
    // of one payer.
    std::vector<double> delivered(std::string const& variable, std::size_t arm) const;
    std::vector<double> delivered(std::string const& variable, std::size_t arm, int from, int to, std::optional<std::size_t> payer = {}) const;

    // The study's own arms beside the reference, delivered so ("as_delivered", "equalised"), at central effects.
    std::vector<std::size_t> arms(std::string const& delivery) const;
    // The run of an arm with the same delivery and drawn effects, if there is one. A reference that delivers nothing is its own.
    std::optional<std::size_t> drawn_arm(std::size_t arm) const;

    // The same result, told of another substance than the first.
    ResultView of_substance(std::size_t substance) const
    {
        auto view = *this;
        view.substance_ = substance;
        return view;
    }

private:
    Variable const& variable(std::string const& name) const;

    ResultFile const& result_;
    std::size_t substance_ = 0;
};

// Mean of paired differences and half the width of two 95 % intervals: of the mean (Student's t), and of one more such difference.
// Replicates with nobody (nan) do not count.
struct PairedDifference {
    double mean = 0.0;
    double of_mean = 0.0;
    double of_next = 0.0;
};
PairedDifference paired_difference(std::span<double const> differences);

}  // namespace pijler
