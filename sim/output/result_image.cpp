#include "output/result_image.hpp"

#include "output/netcdf.hpp"

namespace pijler {
namespace {

FileHandle create_in_memory()
{
    auto const access = access_properties();
    need(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "keep the file in memory");
    // HDF5 first looks for a file of this name and would read it: below /dev/null there is none.
    return {H5Fcreate("/dev/null/result", H5F_ACC_TRUNC, file_properties(), access), "create the file"};
}

std::vector<unsigned char> image_of(FileHandle const& file)
{
    need(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush the file");
    std::vector<unsigned char> image(static_cast<std::size_t>(need(H5Fget_file_image(file, nullptr, 0), "size the file")));
    need(H5Fget_file_image(file, image.data(), image.size()), "copy the file");
    return image;
}

}  // namespace

std::vector<unsigned char> result_image(ResultFile const& result)
{
    auto const file = create_in_memory();
    write_netcdf(file, result);
    return image_of(file);
}

}  // namespace pijler
