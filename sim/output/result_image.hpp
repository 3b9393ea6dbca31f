// A result as the bytes of an HDF5 file that is valid netCDF-4 too. HDF5 builds it in memory, so that it never meets a full disk.
#pragma once

#include "output/result_file.hpp"

#include <vector>

namespace pijler {

// `result` must be consistent (write_result checks it). Throws Hdf5Failure.
std::vector<unsigned char> result_image(ResultFile const& result);

// The same after checking it. Throws StatusError io_failure that names `path`, where it is to be written.
std::vector<unsigned char> checked_image(std::filesystem::path const& path, ResultFile const& result);

}  // namespace pijler
