// Dutch municipalities by name, and what is known of each in figures: its own, and national ones that stand in for the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

struct KnownTown {
    std::string name;
    std::string code;  // of CBS, GM0150
    double inhabitants = 0, aged_10_19 = 0, aged_20_29 = 0;  // 1 January 2020, in today's borders
    std::vector<std::string> also;     // what it is called too
    std::vector<std::string> took_in;  // municipalities that are part of it since
};
std::vector<KnownTown> known_towns();

// Those whom this name may mean, however it is written: den haag, 's-Gravenhage, sgravenhage. Several where it leaves open which.
std::vector<KnownTown> towns_named(std::string_view name, std::vector<KnownTown> const& towns);

// Whether the name is that of a municipality which is part of this one since, and has no figures of its own.
bool took_in(KnownTown const& town, std::string_view name);

// As a name of a file: 's-Gravenhage is s-gravenhage.
std::string file_stem_of(std::string_view town);

struct TownFigure {
    std::string key;
    std::string value;  // as TOML has it
    std::string source;
    std::string year;   // may be empty
    std::string how_known;
    std::string note;
    std::string where;  // it is to be looked up
    bool stands_in = false;  // national: nothing is known of the town itself
    bool scaled = false;     // of these: the average town's, in proportion to inhabitants
};

// All figures of a municipality file, in its order. Nothing of its own is known of a town that is not given. `inhabitants`: as stated by who asks.
std::vector<TownFigure> figures_of_town(std::optional<KnownTown> const& town, std::optional<double> inhabitants);

}  // namespace pijler
