// Checks what is to be written, and has it built and published.
#include "output/result_file.hpp"

#include "output/hdf5.hpp"
#include "output/publish_file.hpp"
#include "output/result_image.hpp"
#include "output/seal.hpp"

#include <map>
#include <set>

namespace pijler {
namespace {

// What the caller promised: see Variable and Dimension.
void expect_consistent(ResultFile const& result)
{
    std::map<std::string, std::size_t> sizes;
    for (auto const& [name, size] : result.dimensions) {
        expect(size > 0, "a dimension is not empty");
        expect(!name.empty() && sizes.emplace(name, size).second, "dimensions have names of their own");
    }
    std::set<std::string> names;
    for (auto const& variable : result.variables) {
        expect(!variable.name.empty() && names.insert(variable.name).second, "variables have names of their own");
        expect(!variable.long_name.empty(), "every variable has a long name");
        std::size_t count = 1;
        for (auto const& dimension : variable.dimensions) {
            expect(sizes.contains(dimension), "a variable's dimensions are declared");
            count *= sizes.at(dimension);
        }
        expect(std::visit([](auto const& values) { return values.size(); }, variable.values) == count,
               "a variable has as many values as its dimensions multiply to");
        expect(!sizes.contains(variable.name) || variable.dimensions == std::vector{variable.name},
               "a variable named like a dimension is its coordinate");
    }
}

}  // namespace

std::vector<unsigned char> checked_image(std::filesystem::path const& path, ResultFile const& result)
{
    expect_consistent(result);
    try {
        Hdf5Use const hdf5;
        return result_image(result);
    } catch (Hdf5Failure const& failure) {
        throw StatusError{ExitStatus::io_failure, path.string() + ": cannot be written: HDF5 could not " + failure.what()};
    }
}

std::vector<unsigned char> sealed_image(std::filesystem::path const& path, ResultFile const& result)
{
    auto bytes = checked_image(path, result);
    add_seal(bytes);
    return bytes;
}

void write_result(std::filesystem::path const& path, ResultFile const& result, Existing existing)
{
    publish_file(path, sealed_image(path, result), existing);
}

}  // namespace pijler
