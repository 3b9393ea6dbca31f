#include "study/fingerprint.hpp"

#include "core/hash.hpp"

#include <sstream>

namespace pijler {
namespace {

void write(std::ostream& out, Delivery const& d)
{
    out << d.start << ' ' << d.end << ' ' << d.every << ' ' << d.coverage << ' ' << d.dose << ' ' << d.fidelity << ' ' << d.strength << ' ' << d.age_low << ' '
        << d.age_high << ' ' << d.sex << ' ' << d.cost.fixed.low << ' ' << d.cost.fixed.high << ' ' << d.cost.per_contact.low << ' ' << d.cost.per_contact.high << ' ' << d.cost.payer;
    for (auto const* words : {&d.tracks, &d.neighbourhoods, &d.stages}) {
        out << " :";
        for (auto const& word : *words) out << ' ' << word;
    }
    out << ' ' << d.impulsivity.low << ' ' << d.impulsivity.high << ' ' << d.sensation_seeking.low << ' ' << d.sensation_seeking.high << ' ' << d.content;
    if (d.screening) out << " screening " << d.screening->sensitivity << ' ' << d.screening->specificity << ' ' << d.screening->cost;
    for (auto const& step : d.calendar) out << " from " << step.from << ' ' << step.strength;
    if (d.stops) out << " stops";
}

void write(std::ostream& out, ParameterValues const& values)
{
    for (auto const& [name, value] : values) out << name << '=' << value << ';';
}

void write(std::ostream& out, Trial const& t)
{
    out << "trial " << static_cast<int>(t.unit) << ' ' << t.schools << ' ' << t.classes.value_or(0) << ' ' << t.age_low << ' ' << t.age_high << ' '
        << static_cast<int>(t.outcome) << t.leaves_out_baseline_cases << ' ' << t.pupils;
    for (int const month : t.followups) out << ' ' << month;
    for (auto const& p : t.published)
        out << '|' << p.arm << ' ' << p.month << ' ' << p.odds_ratio.value_or(0) << ' ' << p.low.value_or(0) << ' ' << p.high.value_or(0) << ' '
            << (p.significant ? *p.significant + 1 : 0) << ' ' << p.source << ' ' << p.how_known;
}

void write(std::ostream& out, Arm const& arm)
{
    auto const& s = arm.scenario;
    auto const run_in = s.population.imported ? 0 : s.simulation.run_in_months;  // an imported population has none
    out << arm.name << '|' << s.simulation.months << ' ' << run_in << ' ' << s.simulation.seed << ' ' << s.population.youths.value_or(0.0) << '|';
    for (auto const& substance : s.substances) {
        out << substance.name << ' ' << substance.follows << ' ';
        write(out, substance.parameters);
    }
    write(out, s.parameters);
    write(out, arm.parameters);
    for (auto const& spec : s.interventions) {
        out << spec.type << ' ' << spec.name << ' ' << spec.approach << ' ' << spec.supports << ' ';
        write(out, spec.delivery);
    }
    out << '|' << s.output.every;
    for (auto const& name : s.output.outcomes) out << ' ' << name;
    for (auto const& name : s.output.subgroups) out << ' ' << name;
    for (auto const& input : s.inputs) out << hash64_hex(input.text) << input.checksum;
}

}  // namespace

std::string fingerprint(Study const& study, std::string const& version)
{
    std::ostringstream text;
    text.precision(17);
    text << version << '|' << static_cast<int>(study.equalise) << ' ' << study.budget << ' ' << static_cast<int>(study.uncertainty) << '|' << study.estimand.outcome << ' '
         << study.estimand.subgroup << '|';
    for (auto const& set : study.parameter_sets) write(text, set);
    for (auto const& arm : study.arms) write(text, arm);
    if (study.trial) write(text, *study.trial);
    return hash64_hex(text.str());
}

}  // namespace pijler
