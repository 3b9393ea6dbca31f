// A town in figures. Every figure says where it comes from and how it is known: `{ value = 0.57, source = "...", how_known = "read" }`.
#include "scenario/file_shapes.hpp"
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
    void operator()(Key key, Number& value, Limits limits)
    {
        read_figure(key, [&](Section& figure) { figure.read({"value", key.meaning}, value, limits); });
    }

    void operator()(Key key, bool& value)
    {
        read_figure(key, [&](Section& figure) { figure.read({"value", key.meaning}, value); });
    }

private:
    template <typename ReadValue>
    void read_figure(Key key, ReadValue read_value)
    {
        town_.require(key.name, std::string{key.name} + " = { value = ..., source = \"...\", how_known = \"...\" }");
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
        figure.read_name({"source", "where it comes from: a title, with its key in sources.bib if it has one"}, source);
        figure.require("how_known", "how_known = \"read\", \"derived\", \"judgement\" or \"recalled\"");
        figure.read_word({"how_known", "read in the source; derived by arithmetic from figures that were read; judgement, ours; recalled, not looked up"}, how_known, {"read", "derived", "judgement", "recalled"});
        figure.read({"year", "of the figure"}, year, {1900, 2200});
        figure.read({"note", "how it was derived, how far it may be off; whether it is a national stand-in"}, note);
    }

    Section& town_;
};

// Calls figure(key, value, limits) or figure(key, value) for each.
template <class Figure, class Town>
void each_figure(Figure&& figure, Town& town)
{
    figure({"inhabitants", "people who live in the municipality, on 1 January"}, town.inhabitants, {1, people.high});
    figure({"youths_12_17", "of them aged 12 to 17"}, town.youths_12_17, {1, people.high});
    figure({"youths_18_24", "of them aged 18 to 24"}, town.youths_18_24, people);
    figure({"land_area", "km2 of land"}, town.land_area, {0.01, 1e6});
    figure({"neighbourhoods", "neighbourhoods as CBS counts them (buurten)"}, town.neighbourhoods, {1, count.high});
    figure({"schools_vmbo", "buildings of secondary schools that teach vmbo only"}, town.schools_vmbo, count);
    figure({"schools_all_tracks", "buildings of secondary schools that teach vmbo and havo or vwo"}, town.schools_all_tracks, count);
    figure({"schools_havo_vwo", "buildings of secondary schools that teach havo and vwo only"}, town.schools_havo_vwo, count);
    figure({"class_size", "pupils in a class"}, town.class_size, {2, 60});
    figure({"class_size_vmbo", "pupils in a class of vmbo"}, town.class_size_vmbo, {2, 60});
    figure({"track_vmbo", "share of a year group, from year 3, in vmbo; the rest of vmbo and havo is vwo"}, town.track_vmbo, share);
    figure({"track_havo", "share of a year group, from year 3, in havo"}, town.track_havo, share);
    figure({"state_18_24_mbo", "share of those aged 18 to 24 in mbo; the rest of all states is in secondary school"}, town.state_18_24_mbo, share);
    figure({"state_18_24_hbo", "share of those aged 18 to 24 in hbo"}, town.state_18_24_hbo, share);
    figure({"state_18_24_wo", "share of those aged 18 to 24 at a university"}, town.state_18_24_wo, share);
    figure({"state_18_24_work", "share of those aged 18 to 24 at work and no longer in education"}, town.state_18_24_work, share);
    figure({"state_18_24_neither", "share of those aged 18 to 24 neither in education nor at work"}, town.state_18_24_neither, share);
    figure({"one_parent_share", "share of those aged 12 to 17 who live with one parent"}, town.one_parent_share, share);
    figure({"no_sibling_share", "share of those aged 12 to 17 without brother or sister at home"}, town.no_sibling_share, share);
    figure({"one_sibling_share", "share of those aged 12 to 17 with one brother or sister at home; the rest have more"}, town.one_sibling_share, share);
    figure({"club_share_12_17", "share of those aged 12 to 17 in a sports club"}, town.club_share_12_17, share);
    figure({"club_share_18_24", "share of those aged 18 to 24 in a sports club"}, town.club_share_18_24, share);
    figure({"coffeeshops", "coffeeshops that are tolerated"}, town.coffeeshops, count);
    figure({"public_smoking_ban", "whether smoking cannabis in public is banned by the municipality's bylaw (APV)"}, town.public_smoking_ban);
    figure({"hemp_covenant", "whether the municipality takes part in a covenant against hemp growing (hennepconvenant)"}, town.hemp_covenant);
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

Municipality read_town(Section& top, Faults& found)
{
    std::string title, description;
    top.read({"title", "what the town is called"}, title);
    top.read({"description", "what these figures are, in a sentence"}, description);
    top.require("municipality", "a municipality file holds a table [municipality]");
    Municipality town;
    if (auto section = top.table({"municipality", "the town in figures; each says where it comes from and how it is known"})) {
        section->require("name", "name = \"...\"");
        section->read_name({"name", "the municipality's name"}, town.name);
        each_figure(Figures{*section}, town);
        section->refuse_other_keys();
        if (!found.any() && !section->is_told()) check_together(*section, town);
    }
    top.refuse_other_keys();
    return town;
}

}  // namespace

std::optional<Municipality> municipality_in(TomlFile const& file, Faults& faults)
{
    Faults found;  // its own, so that the figures are checked together only when each is right
    Section top{file.top, "", found};
    auto const town = read_town(top, found);
    for (auto const& fault : found.in_order()) faults.add(fault.place, fault.problem, fault.remedy);
    return found.any() ? std::nullopt : std::optional{town};
}

Shape municipality_shape()
{
    Shape shape;
    Faults unheard;
    Section top{shape, unheard};
    read_town(top, unheard);
    return shape;
}

std::string figures_of(Municipality const& town)
{
    std::ostringstream text;
    text.precision(17);
    each_figure([&](Key key, auto value, Limits = {}) { text << key.name << '=' << value << ';'; }, town);
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
