// Reads a result back, as result_image.cpp wrote it.
#include "output/hdf5.hpp"
#include "output/result_file.hpp"
#include "output/seal.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pijler {
namespace {

using Sizes = std::map<std::string, std::size_t>;

std::vector<hsize_t> extents_of(SpaceHandle const& space)
{
    std::vector<hsize_t> extents(static_cast<std::size_t>(need(H5Sget_simple_extent_ndims(space), "count dimensions")));
    need(H5Sget_simple_extent_dims(space, extents.data(), nullptr), "size dimensions");
    return extents;
}

std::size_t count_in(std::vector<hsize_t> const& extents)
{
    std::size_t count = 1;
    for (auto const extent : extents) count *= static_cast<std::size_t>(extent);
    return count;
}

bool is_text(TypeHandle const& type) { return need(H5Tis_variable_str(type), "tell the type") > 0; }

// `read` fills as many pointers as there are texts; HDF5 owns what they point to until it is reclaimed.
template <typename Read>
std::vector<std::string> read_texts(SpaceHandle const& space, Read const& read)
{
    auto const type = text_type();
    std::vector<char*> pointers(count_in(extents_of(space)));
    if (pointers.empty()) return {};
    need(read(type, pointers.data()), "read texts");
    std::vector<std::string> texts;
    texts.reserve(pointers.size());
    for (auto const* const pointer : pointers) texts.emplace_back(pointer ? pointer : "");
    need(H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data()), "release texts");
    return texts;
}

Attribute read_attribute(hid_t owner, std::string const& name)
{
    AttributeHandle const attribute{H5Aopen(owner, name.c_str(), H5P_DEFAULT), "open an attribute"};
    TypeHandle const type{H5Aget_type(attribute), "tell the type"};
    SpaceHandle const space{H5Aget_space(attribute), "tell the size"};
    if (is_text(type)) {
        auto texts = read_texts(space, [&](hid_t memory, void* into) { return H5Aread(attribute, memory, into); });
        if (extents_of(space).empty()) return {name, std::move(texts.front())};
        return {name, std::move(texts)};
    }
    if (!extents_of(space).empty()) throw Hdf5Failure{"understand an attribute"};
    if (H5Tget_class(type) == H5T_FLOAT) {
        double number = 0;
        need(H5Aread(attribute, native(number), &number), "read an attribute");
        return {name, number};
    }
    std::int64_t number = 0;
    need(H5Aread(attribute, native(number), &number), "read an attribute");
    return {name, number};
}

std::string read_text(hid_t owner, char const* name)
{
    auto const attribute = read_attribute(owner, name);
    auto const* const text = std::get_if<std::string>(&attribute.value);
    if (!text) throw Hdf5Failure{"understand an attribute"};
    return *text;
}

template <typename Number>
Values read_numbers(DatasetHandle const& dataset, std::size_t count)
{
    std::vector<Number> numbers(count);
    need(H5Dread(dataset, native(Number{}), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "read numbers");
    return numbers;
}

Values read_values(DatasetHandle const& dataset)
{
    TypeHandle const type{H5Dget_type(dataset), "tell the type"};
    SpaceHandle const space{H5Dget_space(dataset), "tell the size"};
    if (is_text(type))
        return read_texts(
            space, [&](hid_t memory, void* into) { return H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, into); });
    auto const count = count_in(extents_of(space));
    bool const wide = H5Tget_size(type) == sizeof(std::int64_t);
    switch (H5Tget_class(type)) {
        case H5T_INTEGER: return wide ? read_numbers<std::int64_t>(dataset, count) : read_numbers<std::int32_t>(dataset, count);
        case H5T_FLOAT: return wide ? read_numbers<double>(dataset, count) : read_numbers<float>(dataset, count);
        default: throw Hdf5Failure{"understand a type"};
    }
}

// For H5DSiterate_scales: keeps the first scale's name, without the root's "/".
herr_t keep_name(hid_t, unsigned, hid_t scale, void* name)
{
    std::array<char, 256> text{};
    if (H5Iget_name(scale, text.data(), text.size()) < 0) return -1;
    *static_cast<std::string*>(name) = text.data() + 1;
    return 1;
}

std::vector<std::string> dimensions_of(DatasetHandle const& dataset)
{
    SpaceHandle const space{H5Dget_space(dataset), "tell the size"};
    std::vector<std::string> names(extents_of(space).size());
    for (unsigned axis = 0; axis < names.size(); ++axis)
        if (need(H5DSiterate_scales(dataset, axis, nullptr, keep_name, &names[axis]), "name a dimension") == 0)
            throw Hdf5Failure{"find a dimension"};
    return names;
}

bool is_bare_dimension(DatasetHandle const& scale)
{
    std::array<char, 128> label{};
    need(H5DSget_scale_name(scale, label.data(), label.size()), "name a dimension");
    return std::string_view{label.data()}.starts_with(bare_dimension);
}

void read_dataset(DatasetHandle const& dataset, std::string const& name, ResultFile& result)
{
    bool const is_scale = need(H5DSis_scale(dataset), "tell a dimension") > 0;
    if (is_scale) {
        SpaceHandle const space{H5Dget_space(dataset), "tell the size"};
        result.dimensions.push_back({name, count_in(extents_of(space))});
        if (is_bare_dimension(dataset)) return;
    }
    result.variables.push_back({name, is_scale ? std::vector{name} : dimensions_of(dataset), read_text(dataset, "units"),
                                read_text(dataset, "long_name"), read_values(dataset)});
}

// Names in the order in which they were written.
template <typename NameAt>
std::vector<std::string> names_in_order(hsize_t count, NameAt const& name_at)
{
    std::vector<std::string> names;
    for (hsize_t index = 0; index < count; ++index) {
        auto const length = static_cast<std::size_t>(need(name_at(index, nullptr, 0), "list names"));
        std::string name(length + 1, '\0');
        need(name_at(index, name.data(), name.size()), "list names");
        name.resize(length);
        names.push_back(std::move(name));
    }
    return names;
}

ResultFile read_all(FileHandle const& file)
{
    H5O_info_t about{};
    need(H5Oget_info(file, &about), "look into the file");
    auto const attributes = names_in_order(about.num_attrs, [&](hsize_t index, char* into, std::size_t size) {
        return H5Aget_name_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, into, size, H5P_DEFAULT);
    });
    H5G_info_t group{};
    need(H5Gget_info(file, &group), "look into the file");
    auto const datasets = names_in_order(group.nlinks, [&](hsize_t index, char* into, std::size_t size) {
        return H5Lget_name_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, into, size, H5P_DEFAULT);
    });

    ResultFile result;
    for (auto const& name : attributes) result.attributes.push_back(read_attribute(file, name));
    for (auto const& name : datasets) read_dataset({H5Dopen2(file, name.c_str(), H5P_DEFAULT), "open a dataset"}, name, result);
    return result;
}

}  // namespace

ResultFile read_result(std::filesystem::path const& path)
{
    auto const file = read_bytes(path);
    if (!file.bytes) throw StatusError{ExitStatus::no_input, path.string() + ": " + file.trouble};
    if (!has_seal(*file.bytes)) throw StatusError{ExitStatus::bad_input, path.string() + ": is no result of pijler, or is damaged"};
    Hdf5Use const hdf5;
    try {
        return read_all({H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "open it"});
    } catch (Hdf5Failure const& failure) {
        throw StatusError{ExitStatus::bad_input, path.string() + ": cannot be read: HDF5 could not " + failure.what()};
    }
}

}  // namespace pijler
