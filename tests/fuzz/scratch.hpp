// A folder for the file that is fuzzed, and for what it may name.
#pragma once

#include "core/errors.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace pijler::test {

class Scratch {
public:
    Scratch() : path_{std::filesystem::temp_directory_path() / ("pijler-fuzz-" + std::to_string(getpid()))} { std::filesystem::create_directories(path_); }
    ~Scratch() { std::filesystem::remove_all(path_); }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    std::filesystem::path const& path() const { return path_; }

    std::filesystem::path write(std::string const& name, std::string_view bytes) const
    {
        auto const file = path_ / name;
        std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file;
    }

    // All that a folder holds can be found in this one, or in the folder `within` of it.
    void link(std::filesystem::path const& folder, std::filesystem::path const& within = {}) const
    {
        std::filesystem::create_directories(path_ / within);
        for (auto const& entry : std::filesystem::directory_iterator{folder})
            std::filesystem::create_symlink(entry.path(), path_ / within / entry.path().filename());
    }

private:
    std::filesystem::path path_;
};

inline std::string_view bytes_of(std::uint8_t const* data, std::size_t size) { return {reinterpret_cast<char const*>(data), size}; }

// A faulty file may only end in a report to the user, each of whose faults has a place; anything else ends the program.
template <class Reading>
void read_or_report(Reading const& reading)
{
    try {
        reading();
    } catch (InputError const& error) {
        expect(!error.faults().empty(), "a refusal names its faults");
        for (auto const& fault : error.faults()) expect(fault.place.line > 0 && fault.place.column > 0 && !fault.place.file.empty(), "a fault has a place");
    } catch (StatusError const& error) {
        expect(error.status() == ExitStatus::no_input || error.status() == ExitStatus::bad_input, "a file that cannot be read is the user's fault");
    }
}

}  // namespace pijler::test
