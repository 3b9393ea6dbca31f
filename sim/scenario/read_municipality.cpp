// A town in figures. Every figure says where it comes from and how it is known: `{ value = 0.57, source = "...", how_known = "read" }`.
#include "scenario/municipality.hpp"
#include "scenario/section.hpp"

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

namespace pijler {
namespace {

constexpr Limits share{0.0, 1.0};
constexpr Limits people{0.0, 20e6};
constexpr Limits count{0.0, 100000.0};

class Figures {
public:
    explicit Figures(Section& town) : town_{town} {}

    template <typename Number>
    void operator()(std::string_view key, Number& value, Limits limits)
    {
        read_figure(key, [&](Section& figure) { figure.read("value", value, limits); });
    }

    void operator()(std::string_view key, bool& value)
    {
        read_figure(key, [&](Section& figure) { figure.read("value", value); });
    }

private:
    template <typename ReadValue>
    void read_figure(std::string_view key, ReadValue read_value)
    {
        town_.require(key, std::string{key} + " = { value = ..., source = \"...\", how_known = \"...\" }");
        auto figure = town_.table(key);
        if (!figure) return;
        figure->require("value", "value = ...");
        read_value(*figure);
        read_provenance(*figure);
        figure->refuse_other_keys();
    }

    static void read_provenance(Section& figure)
    {
        std::string source, how_known, note;
        int year = 0;
        figure.require("source", "source = \"...\"");
        figure.read_name("source", source);
        figure.require("how_known", "how_known = \"read\", \"derived\", \"judgement\" or \"recalled\"");
        figure.read_word("how_known", how_known, {"read", "derived", "judgement", "recalled"});
        figure.read("year", year, {1900, 2200});
        figure.read("note", note);
    }

    Section& town_;
};

// Calls figure(key, value, limits) or figure(key, value) for each.
template <class Figure, class Town>
void each_figure(Figure&& figure, Town& town)
{
    figure("inhabitants", town.inhabitants, {1, people.high});
    figure("youths_12_17", town.youths_12_17, {1, people.high});
    figure("youths_18_24", town.youths_18_24, people);
    figure("land_area", town.land_area, {0.01, 1e6});
    figure("neighbourhoods", town.neighbourhoods, {1, count.high});
    figure("schools_vmbo", town.schools_vmbo, count);
    figure("schools_all_tracks", town.schools_all_tracks, count);
    figure("schools_havo_vwo", town.schools_havo_vwo, count);
    figure("class_size", town.class_size, {2, 60});
    figure("class_size_vmbo", town.class_size_vmbo, {2, 60});
    figure("track_vmbo", town.track_vmbo, share);
    figure("track_havo", town.track_havo, share);
    figure("state_18_24_mbo", town.state_18_24_mbo, share);
    figure("state_18_24_hbo", town.state_18_24_hbo, share);
    figure("state_18_24_wo", town.state_18_24_wo, share);
    figure("state_18_24_work", town.state_18_24_work, share);
    figure("state_18_24_neither", town.state_18_24_neither, share);
    figure("one_parent_share", town.one_parent_share, share);
    figure("no_sibling_share", town.no_sibling_share, share);
    figure("one_sibling_share", town.one_sibling_share, share);
    figure("club_share_12_17", town.club_share_12_17, share);
    figure("club_share_18_24", town.club_share_18_24, share);
    figure("coffeeshops", town.coffeeshops, count);
    figure("public_smoking_ban", town.public_smoking_ban);
    figure("hemp_covenant", town.hemp_covenant);
}

void check_sum(Section& section, std::string_view last, double sum, std::string const& parts)
{
    constexpr double rounding = 1e-9;
    if (sum > 1.0 + rounding) section.fault(last, parts + " add up to " + written(std::round(sum * 1e9) / 1e9), "they are shares of a whole: at most 1");
}

void check_together(Section& section, Municipality const& town)
{
    check_sum(section, "track_havo", town.track_vmbo + town.track_havo, "the shares of the tracks");
    check_sum(section, "state_18_24_neither",
              town.state_18_24_mbo + town.state_18_24_hbo + town.state_18_24_wo + town.state_18_24_work +
                  town.state_18_24_neither,
              "the states of those aged 18-24");
    check_sum(section, "one_sibling_share", town.no_sibling_share + town.one_sibling_share, "the shares by siblings");
    if (town.youths_12_17 + town.youths_18_24 > town.inhabitants) section.fault("youths_18_24", written(town.youths_12_17 + town.youths_18_24) + " youths, more than the " + written(town.inhabitants) + " inhabitants");
    if (town.track_vmbo > 0.0 && town.schools_vmbo + town.schools_all_tracks == 0)
        section.fault("schools_vmbo", "no school teaches vmbo", "count at least one in schools_vmbo or schools_all_tracks");
    if (town.track_vmbo < 1.0 && town.schools_havo_vwo + town.schools_all_tracks == 0)
        section.fault("schools_havo_vwo", "no school teaches havo or vwo",
                      "count at least one in schools_havo_vwo or schools_all_tracks");
}

}  // namespace

std::optional<Municipality> municipality_in(TomlFile const& file, Faults& faults)
{
    Faults found;  // its own, so that the figures are checked together only when each is right
    Section top{file.top, "", found};
    std::string title, description;
    top.read("title", title);
    top.read("description", description);
    top.require("municipality", "a municipality file holds a table [municipality]");
    Municipality town;
    if (auto section = top.table("municipality")) {
        section->require("name", "name = \"...\"");
        section->read_name("name", town.name);
        each_figure(Figures{*section}, town);
        section->refuse_other_keys();
        if (!found.any()) check_together(*section, town);
    }
    top.refuse_other_keys();
    for (auto const& fault : found.in_order()) faults.add(fault.place, fault.problem, fault.remedy);
    return found.any() ? std::nullopt : std::optional{town};
}

std::string figures_of(Municipality const& town)
{
    std::ostringstream text;
    text.precision(17);
    each_figure([&](std::string_view key, auto value, Limits = {}) { text << key << '=' << value << ';'; }, town);
    return text.str();
}

Municipality read_municipality(std::filesystem::path const& path)
{
    Faults faults;
    std::optional<Municipality> town;
    if (auto const file = open_toml({path, std::nullopt}, faults)) town = municipality_in(*file, faults);
    faults.throw_if_any();
    return *town;
}

}  // namespace pijler
