// Private to output/: how a result is laid out in HDF5 so that it is valid netCDF-4 too. Every dimension is a scale, every variable has
// units and a long name, order is kept, and equal results give equal bytes.
#pragma once

#include "output/hdf5.hpp"
#include "output/result_file.hpp"

#include <span>
#include <vector>

namespace pijler {

PropertiesHandle file_properties();
PropertiesHandle access_properties();

// Writes a consistent result into an open file, and makes room for further variables of numbers that are written piece by piece: of their
// values only the type counts. Throws Hdf5Failure.
std::vector<DatasetHandle> write_netcdf(hid_t file, ResultFile const& result, std::span<Variable const> rooms = {});

}  // namespace pijler
