// Private to output/: how a result is laid out in HDF5 so that it is valid netCDF-4 too. Every dimension is a scale, every variable has
// units and a long name, order is kept, and equal results give equal bytes.
#pragma once

#include "output/hdf5.hpp"
#include "output/result_file.hpp"

#include <map>

namespace pijler {

using Sizes = std::map<std::string, hsize_t>;
using Scales = std::map<std::string, DatasetHandle>;

PropertiesHandle file_properties();
PropertiesHandle access_properties();

// Writes a consistent result into an open file; throws Hdf5Failure.
class NetcdfWriter {
public:
    NetcdfWriter(hid_t file, ResultFile const& result);

    // Room for a variable of numbers that is written piece by piece; of `variable.values` only the type counts.
    DatasetHandle make_room(Variable const& variable) const;

private:
    hid_t file_;
    Sizes sizes_;
    Scales scales_;
};

}  // namespace pijler
