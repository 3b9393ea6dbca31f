// nodes.csv: id,age,sex,track,class and stage_<substance>; ties.csv: from,to and wave. No column may identify a real person.
#include "core/hash.hpp"
#include "scenario/csv_file.hpp"
#include "scenario/import.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace pijler {
namespace {

using PlaceOfId = std::unordered_map<std::string, std::uint32_t>;

std::string word_in(CsvCell const& cell, std::string const& column, Words const& known, Faults& faults)
{
    if (std::find(known.begin(), known.end(), cell.text) == known.end())
        faults.add(cell.place, in_quotes(column) + ": unknown " + in_quotes(cell.text), unknown_word_remedy(cell.text, known));
    return cell.text;
}

Words const& stage_names()
{
    static Words const names{"never", "occasional", "regular", "problematic", "former"};
    return names;
}

// Stages of the simulated substances; those of others are checked and left.
std::vector<std::string> stages_in(CsvTable const& table, CsvRow const& row, Words const& substances,
                                   Vocabulary const& vocabulary, Faults& faults)
{
    std::vector<std::string> stages(substances.size());
    for (auto const& substance : vocabulary.substances) {
        auto const column = table.column("stage_" + substance);
        if (!column || row[*column].text.empty()) continue;
        auto const stage = word_in(row[*column], "stage_" + substance, stage_names(), faults);
        auto const simulated = std::find(substances.begin(), substances.end(), substance);
        if (simulated != substances.end()) stages[static_cast<std::size_t>(simulated - substances.begin())] = stage;
    }
    return stages;
}

std::vector<ImportedYouth> youths_in(CsvTable const& table, std::set<std::string> const& tied, Words const& substances, Vocabulary const& vocabulary,
                                     PlaceOfId& place_of_id, Faults& faults)
{
    auto const id = *table.column("id"), age = *table.column("age"), sex = *table.column("sex"), track = *table.column("track"),
               school_class = *table.column("class");
    std::vector<ImportedYouth> youths;
    for (auto const& row : table.rows) {
        ImportedYouth youth;
        youth.id = row[id].text;
        youth.age = number_in(row[age], "age", {11, 26}, faults).value_or(youth.age);
        youth.sex = word_in(row[sex], "sex", {"female", "male"}, faults);
        youth.track = word_in(row[track], "track", vocabulary.tracks, faults);
        youth.school_class = row[school_class].text;
        youth.stages = stages_in(table, row, substances, vocabulary, faults);
        if (youth.id.empty())
            faults.add(row[id].place, "'id' is empty");
        else if (!place_of_id.emplace(youth.id, static_cast<std::uint32_t>(youths.size())).second)
            faults.add(row[id].place, "a second youth with id " + in_quotes(youth.id));
        youths.push_back(std::move(youth));
    }
    // Friends are picked by hashes of places, so a place follows from the ids, not from the order of rows ("p2" comes before "p10"); who is
    // in no class and has no ties comes last, since one more of those must change nobody else.
    std::ranges::stable_sort(youths, {}, [&](ImportedYouth const& youth) {
        bool const alone = youth.school_class.empty() && !tied.contains(youth.id);
        return std::tuple{alone, youth.id.size(), youth.id};
    });
    for (std::uint32_t place = 0; place < youths.size(); ++place) place_of_id[youths[place].id] = place;
    return youths;
}

struct StatedTie {
    std::uint32_t from;
    std::uint32_t to;
    int wave;
};

// Ties between known youths. A panel has a column `wave`; without it all ties are of one.
std::vector<StatedTie> ties_in(CsvTable const& table, PlaceOfId const& place_of_id, Faults& faults)
{
    auto const from = *table.column("from"), to = *table.column("to");
    auto const wave = table.column("wave");
    auto const place_of = [&](CsvCell const& cell) -> std::optional<std::uint32_t> {
        auto const found = place_of_id.find(cell.text);
        if (found != place_of_id.end()) return found->second;
        faults.add(cell.place, "no youth has id " + in_quotes(cell.text), "the ids of nodes are known");
        return std::nullopt;
    };
    std::vector<StatedTie> ties;
    for (auto const& row : table.rows) {
        auto const a = place_of(row[from]), b = place_of(row[to]);
        auto const in_wave = wave ? number_in(row[*wave], "wave", {0, 1e6}, faults) : 0.0;
        if (in_wave && *in_wave != std::floor(*in_wave))
            faults.add(row[*wave].place, "'wave' must be a whole number, not " + in_quotes(row[*wave].text));
        if (a && b && *a == *b) faults.add(row[to].place, "a tie of " + in_quotes(row[to].text) + " with itself");
        if (a && b && in_wave) ties.push_back({*a, *b, static_cast<int>(*in_wave)});
    }
    return ties;
}

std::set<std::string> tied_in(std::optional<CsvTable> const& ties)
{
    std::set<std::string> ids;
    if (!ties) return ids;
    for (auto const* name : {"from", "to"})
        if (auto const column = ties->column(name))
            for (auto const& row : ties->rows) ids.insert(row[*column].text);
    return ids;
}

std::vector<int> waves_of(std::vector<StatedTie> const& stated)
{
    std::set<int> waves;
    for (auto const& tie : stated) waves.insert(tie.wave);
    return {waves.begin(), waves.end()};
}

// Mutual, each once, of the first wave alone: later waves are there to compare with. First those that both sides state, then by a hash of
// the two ids: which ties of a youth with too many are left out depends on no order.
std::vector<std::pair<std::uint32_t, std::uint32_t>> starting_ties(std::vector<StatedTie> const& stated, int wave,
                                                                   std::vector<ImportedYouth> const& youths)
{
    using Pair = std::pair<std::uint32_t, std::uint32_t>;
    std::map<Pair, std::set<std::uint32_t>> stated_by;
    for (auto const& tie : stated)
        if (tie.wave == wave) stated_by[std::minmax(tie.from, tie.to)].insert(tie.from);
    std::vector<std::tuple<bool, std::uint32_t, Pair>> ranked;
    for (auto const& [pair, sides] : stated_by)
        ranked.emplace_back(sides.size() < 2, hash32(youths[pair.first].id + '\n' + youths[pair.second].id), pair);
    std::sort(ranked.begin(), ranked.end());
    std::vector<Pair> ties;
    for (auto const& [one_sided, rank, pair] : ranked) ties.push_back(pair);
    return ties;
}

}  // namespace

std::optional<ImportedPopulation> read_imported_population(ImportPaths const& paths, std::vector<std::string> const& substances,
                                                           Vocabulary const& vocabulary, std::vector<InputText>& inputs,
                                                           Faults& faults)
{
    Words stage_columns;
    for (auto const& substance : vocabulary.substances) stage_columns.push_back("stage_" + substance);
    auto const nodes = open_csv(paths.nodes, inputs, faults);
    auto const ties = open_csv(paths.ties, inputs, faults);
    bool const nodes_complete = nodes && check_columns(*nodes, {"id", "age", "sex", "track", "class"}, stage_columns, faults);
    bool const ties_complete = ties && check_columns(*ties, {"from", "to"}, {"wave"}, faults);
    if (!nodes_complete) return std::nullopt;

    ImportedPopulation population;
    PlaceOfId place_of_id;
    population.youths = youths_in(*nodes, tied_in(ties), substances, vocabulary, place_of_id, faults);
    if (nodes->rows.size() + nodes->misshapen == 0) faults.add({nodes->file, 1, 1}, "no youths", "one row for each");
    if (ties_complete) {
        auto const stated = ties_in(*ties, place_of_id, faults);
        population.waves = waves_of(stated);
        if (!stated.empty()) population.ties = starting_ties(stated, population.waves.front(), population.youths);
    }
    return population;
}

int months_of_stay(ImportedPopulation const& population)
{
    constexpr double leaving_age = 26.0;  // on the 1 March of the school year
    double most = 0.0;
    for (auto const& youth : population.youths) most = std::max(most, 12.0 * std::max(1.0, leaving_age - std::floor(youth.age + 0.5)));
    return static_cast<int>(most);
}

}  // namespace pijler
