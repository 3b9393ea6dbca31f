// Result files: HDF5 that is valid netCDF-4 too. Written under a temporary name, published by one rename.
#pragma once

#include "core/errors.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace pijler {

struct Dimension {
    std::string name;
    std::size_t size;
};

using Values = std::variant<std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<float>, std::vector<double>,
                            std::vector<std::string>>;

// A variable named like a dimension, with that one dimension, is its coordinate.
struct Variable {
    std::string name;
    std::vector<std::string> dimensions;  // names, slowest first
    std::string units;
    std::string long_name;
    Values values;                        // row-major, as many as the dimensions' sizes multiply to
};

struct Attribute {
    std::string name;
    std::variant<std::string, double, std::int64_t, std::vector<std::string>> value;
};

struct ResultFile {
    std::vector<Attribute> attributes;  // of the root group, written first, in this order
    std::vector<Dimension> dimensions;
    std::vector<Variable> variables;    // in this order
};

enum class Existing { keep, replace };

// Throws StatusError cannot_create when `path` exists and is to be kept, or its folder is missing or read-only: call it before a run.
void check_creatable(std::filesystem::path const& path, Existing existing);

// Makes a folder unless it is there. Throws StatusError cannot_create or io_failure.
void make_folder(std::filesystem::path const& folder);

// Writes a temporary file beside `path`, flushes it to disk and renames it. Throws StatusError cannot_create or io_failure, and
// leaves nothing behind then.
void write_result(std::filesystem::path const& path, ResultFile const& result, Existing existing);

// The bytes that write_result writes; `path` is for what it throws, StatusError io_failure.
std::vector<unsigned char> sealed_image(std::filesystem::path const& path, ResultFile const& result);

// Reads all of a result file back (for `pijler info` and tests). Throws StatusError no_input when it is not there or cannot be
// read, and bad_input when it is no result of pijler.
ResultFile read_result(std::filesystem::path const& path);

}  // namespace pijler
