#include "scenario/toml_file.hpp"

#include "scenario/text_file.hpp"

#include <algorithm>

namespace pijler {

std::optional<std::string> open_stated(StatedPath const& stated, Faults& faults)
{
    auto file = read_bytes(stated.path);
    if (file.bytes) return std::move(file.bytes);
    if (!stated.place) throw StatusError{ExitStatus::no_input, stated.path.string() + ": " + file.trouble};
    faults.add(*stated.place, "cannot read '" + stated.path.string() + "': " + file.trouble,
               "paths are relative to the file that states them");
    return std::nullopt;
}

std::optional<TomlFile> open_toml(StatedPath const& stated, Faults& faults)
{
    auto bytes = open_stated(stated, faults);
    if (!bytes) return std::nullopt;
    auto const name = stated.path.string();
    try {
        auto text = decoded(std::move(*bytes), name);
        auto top = parse_toml(text, name);
        return TomlFile{stated.path, InputText{name, std::move(text), "", 0}, std::move(top)};
    } catch (InputError const& error) {
        faults.add(error);
        return std::nullopt;
    }
}

FileKind file_kind(TomlTable const& top)
{
    if (find(top, "arm") || find(top, "factor") || find(top, "study") || find(top, "sweep") || find(top, "trial")) return FileKind::study;
    if (find(top, "municipality")) return FileKind::municipality;
    return find(top, "substance") ? FileKind::substance : FileKind::scenario;
}

FileKind kind_of_file(std::filesystem::path const& path)
{
    Faults faults;
    auto const file = open_toml({path, std::nullopt}, faults);
    faults.throw_if_any();
    return file_kind(*file->top.table());
}

void keep_input(std::vector<InputText>& inputs, InputText const& input)
{
    auto const same = [&](InputText const& kept) { return kept.path == input.path; };
    if (std::none_of(inputs.begin(), inputs.end(), same)) inputs.push_back(input);
}

}  // namespace pijler
