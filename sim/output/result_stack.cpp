#include "output/result_stack.hpp"

#include "output/netcdf.hpp"
#include "output/publish_file.hpp"
#include "output/seal.hpp"

#include <algorithm>
#include <optional>

namespace pijler {
namespace {

std::vector<std::string> stacked_dimensions(std::vector<std::string> dimensions)
{
    bool const of_arms = !dimensions.empty() && dimensions.front() == "arm";
    dimensions.insert(dimensions.begin() + (of_arms ? 1 : 0), "replicate");
    dimensions.insert(dimensions.begin(), "point");
    return dimensions;
}

// Where one unit's values lie in a stacked variable.
struct Room {
    DatasetHandle dataset;
    std::vector<hsize_t> extents;  // of one unit
    std::size_t replicate_axis;
    std::size_t values;            // of one unit
};

}  // namespace

class ResultStack::Impl {
public:
    Impl(std::filesystem::path path, ResultFile const& frame, std::vector<Variable> stacked, Existing existing)
        : file_{std::move(path), existing, UnpublishedFile::Name::temporary}
    {
        guarded([&] {
            hdf5_.emplace(H5Fcreate(file_.temporary_path().c_str(), H5F_ACC_TRUNC, file_properties(), access_properties()), "create the file");
            for (auto& variable : stacked) variable.dimensions = stacked_dimensions(variable.dimensions);
            auto datasets = write_netcdf(*hdf5_, frame, stacked);
            for (std::size_t n = 0; n < stacked.size(); ++n) {
                auto const& dimensions = stacked[n].dimensions;
                Room room{std::move(datasets[n]), {}, static_cast<std::size_t>(std::ranges::find(dimensions, "replicate") - dimensions.begin()), 1};
                for (auto const& name : dimensions) {
                    bool const apart = name == "point" || name == "replicate";
                    room.extents.push_back(apart ? 1 : std::ranges::find(frame.dimensions, name, &Dimension::name)->size);
                    room.values *= static_cast<std::size_t>(room.extents.back());
                }
                rooms_.push_back(std::move(room));
            }
        });
    }

    ~Impl()
    {
        Hdf5Use const use;
        rooms_.clear();
        hdf5_.reset();
    }

    void put(std::size_t point, std::size_t replicate, std::vector<Variable const*> const& variables, std::size_t n)
    {
        expect(variables.size() == rooms_.size(), "every unit has the variables of the stack");
        guarded([&] {
            for (std::size_t v = 0; v < variables.size(); ++v) std::visit([&](auto const& values) { put(rooms_[v], point, replicate, values, n); }, variables[v]->values);
        });
    }

    void publish()
    {
        guarded([&] {
            need(H5Fflush(*hdf5_, H5F_SCOPE_GLOBAL), "flush the file");
            rooms_.clear();
            hdf5_.reset();
        });
        file_.append_seal();
        file_.publish();
    }

private:
    template <class Number>
    static void put(Room const& room, std::size_t point, std::size_t replicate, std::vector<Number> const& values, std::size_t n)
    {
        if constexpr (!std::is_same_v<Number, std::string>) {
            expect(values.size() >= (n + 1) * room.values, "a unit has all its values");
            std::vector<hsize_t> start(room.extents.size(), 0);
            start[0] = point, start[room.replicate_axis] = replicate;
            SpaceHandle const there{H5Dget_space(room.dataset), "tell the size"};
            need(H5Sselect_hyperslab(there, H5S_SELECT_SET, start.data(), nullptr, room.extents.data(), nullptr), "choose a place");
            SpaceHandle const here{H5Screate_simple(static_cast<int>(room.extents.size()), room.extents.data(), nullptr), "make a space"};
            need(H5Dwrite(room.dataset, native(Number{}), here, there, H5P_DEFAULT, values.data() + n * room.values), "write numbers");
        }
    }

    template <class Act>
    void guarded(Act const& act)
    {
        Hdf5Use const use;
        try {
            act();
        } catch (Hdf5Failure const& failure) {
            throw StatusError{ExitStatus::io_failure, file_.target().string() + ": cannot be written: HDF5 could not " + failure.what() + " (is the disk full?)"};
        }
    }

    UnpublishedFile file_;
    std::optional<FileHandle> hdf5_;
    std::vector<Room> rooms_;
};

ResultStack::ResultStack(std::filesystem::path path, ResultFile const& frame, std::vector<Variable> const& stacked, Existing existing)
    : impl_{std::make_unique<Impl>(std::move(path), frame, stacked, existing)}
{
}
ResultStack::~ResultStack() = default;
void ResultStack::put(std::size_t point, std::size_t replicate, std::vector<Variable const*> const& variables, std::size_t n) { impl_->put(point, replicate, variables, n); }
void ResultStack::publish() { impl_->publish(); }

}  // namespace pijler
