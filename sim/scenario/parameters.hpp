// How a model parameter is declared, once, beside its use; reading, checking, listing, --set and the priors follow from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// How sure we are of a default: A-D and X as in the evidence tables (A good trials .. D expert opinion, X never evaluated),
// J our judgement, K found by calibration, given all others.
enum class Grade : char { A = 'A', B = 'B', C = 'C', D = 'D', X = 'X', J = 'J', K = 'K' };

struct About {
    std::string_view unit;     // "" for a dimensionless share
    double low;                // plausible range; values outside are refused
    double high;
    std::string_view meaning;
    std::string_view source;   // key in scenarios/sources.bib
    Grade grade;
    double prior_sd = 0.0;     // > 0: replicates draw it from N(default, prior_sd) within the range when `uncertainty = "priors"`
};

// What a parameter shapes. Arms share people, places and the run-in, so an arm of its own cannot change all of these.
enum class Shapes {
    course,     // what goes on in every month
    newcomers,  // what youths and parents are like when they arrive
    people,     // who is where, in which subgroup, and the town itself
};

// One row of `pijler list parameters`.
struct ParameterRow {
    std::string name;
    std::string unit;
    double default_value;
    double low;
    double high;
    std::string meaning;
    std::string source;
    char grade;
    double prior_sd;
    Shapes shapes = Shapes::course;
};

// Visits declared parameters. A struct of parameters is described by a free function
//     void describe(ParameterVisitor& visit, Params& params)
// that calls visit("dotted.name", params.member, {unit, low, high, meaning, source, grade}) once per member.
class ParameterVisitor {
public:
    virtual ~ParameterVisitor() = default;
    virtual void operator()(std::string_view name, double& value, About const& about) = 0;
};

// Values by dotted name that differ from the defaults.
using ParameterValues = std::map<std::string, double, std::less<>>;

// Sets the members named in `values`; names that nobody declares must have been refused before (see Vocabulary).
class ParameterSetter final : public ParameterVisitor {
public:
    explicit ParameterSetter(ParameterValues const& values) : values_{values} {}
    void operator()(std::string_view name, double& value, About const&) override
    {
        if (auto const found = values_.find(name); found != values_.end()) value = found->second;
    }

private:
    ParameterValues const& values_;
};

class ParameterLister final : public ParameterVisitor {
public:
    void operator()(std::string_view name, double& value, About const& about) override
    {
        rows.push_back({std::string{name}, std::string{about.unit}, value, about.low, about.high, std::string{about.meaning},
                        std::string{about.source}, static_cast<char>(about.grade), about.prior_sd, Shapes::course});
    }
    std::vector<ParameterRow> rows;
};

}  // namespace pijler
