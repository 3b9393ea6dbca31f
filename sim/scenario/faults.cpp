#include "scenario/faults.hpp"

#include <algorithm>
#include <utility>

namespace pijler {
namespace {

constexpr std::size_t shown_per_file = 50;

// One line a fault, and nothing that a terminal would obey.
std::string on_one_line(std::string text)
{
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
}

bool by_place(Fault const& a, Fault const& b)
{
    return std::pair{a.place.line, a.place.column} < std::pair{b.place.line, b.place.column};
}

}  // namespace

Faults::OfFile& Faults::of_file(std::string const& file)
{
    auto const found = std::find_if(files_.begin(), files_.end(), [&](OfFile const& known) { return known.file == file; });
    return found != files_.end() ? *found : files_.emplace_back(OfFile{file, {}, 0, {}});
}

void Faults::add(Place place, std::string problem, std::string remedy)
{
    auto& file = of_file(place.file);
    Fault fault{std::move(place), on_one_line(std::move(problem)), on_one_line(std::move(remedy))};
    if (!seen_.insert(fault.text()).second) return;
    if (file.shown.size() < shown_per_file) {
        file.shown.push_back(std::move(fault));
    } else if (++file.left_out == 1) {
        file.first_left_out = fault.place;
    }
}

void Faults::add(InputError const& error)
{
    for (auto const& fault : error.faults()) add(fault.place, fault.problem, fault.remedy);
}

bool Faults::any_in(std::string const& file) const
{
    return std::any_of(files_.begin(), files_.end(), [&](OfFile const& known) { return known.file == file; });
}

std::vector<Fault> Faults::in_order() const
{
    std::vector<Fault> all;
    for (auto const& file : files_) {
        auto shown = file.shown;
        std::stable_sort(shown.begin(), shown.end(), by_place);
        all.insert(all.end(), shown.begin(), shown.end());
        if (file.left_out > 0)
            all.push_back({file.first_left_out, "and " + std::to_string(file.left_out) + " more like these", ""});
    }
    return all;
}

void Faults::throw_if_any() const
{
    if (any()) throw InputError{in_order()};
}

}  // namespace pijler
