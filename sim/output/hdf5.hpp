// Private to output/: HDF5's C handles as objects that close themselves, and its refusals as one exception.
#pragma once

#include <hdf5.h>
#include <hdf5_hl.h>

#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace pijler {

// HDF5 refused something. Caught within output/, where the file's name is known.
class Hdf5Failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// HDF5 tells failure by a negative number, whatever else the number means.
template <typename Status>
Status need(Status status, char const* doing)
{
    if (status < 0) throw Hdf5Failure{doing};
    return status;
}

template <herr_t (*close)(hid_t)>
class Handle {
public:
    Handle(hid_t id, char const* doing) : id_{need(id, doing)} {}
    Handle(Handle&& other) noexcept : id_{std::exchange(other.id_, H5I_INVALID_HID)} {}
    Handle& operator=(Handle&&) = delete;
    ~Handle()
    {
        if (id_ >= 0) close(id_);
    }
    operator hid_t() const { return id_; }

private:
    hid_t id_;
};

using FileHandle = Handle<H5Fclose>;
using DatasetHandle = Handle<H5Dclose>;
using AttributeHandle = Handle<H5Aclose>;
using SpaceHandle = Handle<H5Sclose>;
using TypeHandle = Handle<H5Tclose>;
using PropertiesHandle = Handle<H5Pclose>;

// While it lives, HDF5, which does not know of threads, is this thread's, and does not print its error stack: we say it in our own words.
class Hdf5Use {
public:
    Hdf5Use()
    {
        H5dont_atexit();  // nothing is open by then but what could not be written
        H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    Hdf5Use(Hdf5Use const&) = delete;
    Hdf5Use& operator=(Hdf5Use const&) = delete;
    ~Hdf5Use() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

private:
    static std::mutex& guard()
    {
        static std::mutex one;
        return one;
    }
    std::lock_guard<std::mutex> lock_{guard()};
    H5E_auto2_t print_ = nullptr;
    void* data_ = nullptr;
};

inline hid_t native(std::int32_t) { return H5T_NATIVE_INT32; }
inline hid_t native(std::int64_t) { return H5T_NATIVE_INT64; }
inline hid_t native(float) { return H5T_NATIVE_FLOAT; }
inline hid_t native(double) { return H5T_NATIVE_DOUBLE; }

// Variable-length UTF-8, the only text in our files.
inline TypeHandle text_type()
{
    TypeHandle type{H5Tcopy(H5T_C_S1), "make the text type"};
    need(H5Tset_size(type, H5T_VARIABLE), "make the text type");
    need(H5Tset_cset(type, H5T_CSET_UTF8), "make the text type");
    return type;
}

// How netCDF names a dimension that has no coordinate variable; ten digits of its size follow.
inline constexpr char bare_dimension[] = "This is a netCDF dimension but not a netCDF variable.";

}  // namespace pijler
