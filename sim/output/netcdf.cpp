#include "output/netcdf.hpp"

#include <algorithm>
#include <map>

namespace pijler {
namespace {

// Where a dimension is one of a variable's, as H5DS lays it out.
struct Use {
    hobj_ref_t variable;
    int axis;
    int rest = 0;  // nothing written is left to chance
};
struct Scale {
    hsize_t size;
    DatasetHandle dataset;
    hobj_ref_t reference;
    std::vector<Use> uses;
};
using Scales = std::map<std::string, Scale>;

constexpr std::size_t compress_from = 64;  // values; below, the filters' own bookkeeping is larger than what they save
constexpr unsigned keep_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

// Types in the file are little-endian whatever the machine.
hid_t stored(std::int32_t) { return H5T_STD_I32LE; }
hid_t stored(std::int64_t) { return H5T_STD_I64LE; }
hid_t stored(float) { return H5T_IEEE_F32LE; }
hid_t stored(double) { return H5T_IEEE_F64LE; }

std::vector<char const*> pointers(std::vector<std::string> const& texts)
{
    std::vector<char const*> result;
    result.reserve(texts.size());
    for (auto const& text : texts) result.push_back(text.c_str());
    return result;
}

SpaceHandle space_of(std::vector<hsize_t> const& extents)
{
    if (extents.empty()) return {H5Screate(H5S_SCALAR), "make a scalar space"};
    return {H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), "make a space"};
}

void write_attribute(hid_t owner, std::string const& name, hid_t type, hid_t memory, SpaceHandle const& space, void const* data)
{
    AttributeHandle const attribute{H5Acreate2(owner, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                                    "create an attribute"};
    if (data) need(H5Awrite(attribute, memory, data), "write an attribute");  // an empty list has nothing to write
}

void write_value(hid_t owner, std::string const& name, std::string const& text)
{
    auto const type = text_type();
    char const* const pointer = text.c_str();
    write_attribute(owner, name, type, type, space_of({}), &pointer);
}

void write_value(hid_t owner, std::string const& name, std::vector<std::string> const& texts)
{
    auto const type = text_type();
    write_attribute(owner, name, type, type, space_of({texts.size()}), pointers(texts).data());
}

template <typename Number>
void write_value(hid_t owner, std::string const& name, Number number)
{
    write_attribute(owner, name, stored(number), native(number), space_of({}), &number);
}

// Dates would make two equal results differ.
PropertiesHandle dataset_properties()
{
    PropertiesHandle properties{H5Pcreate(H5P_DATASET_CREATE), "make dataset properties"};
    need(H5Pset_obj_track_times(properties, false), "leave out dates");
    need(H5Pset_attr_creation_order(properties, keep_order), "keep the order of attributes");
    return properties;
}

DatasetHandle create_dataset(hid_t file, std::string const& name, hid_t type, SpaceHandle const& space, hid_t properties)
{
    return {H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), "create a dataset"};
}

// One chunk, or one per replicate and design point, since readers take them apart.
void set_chunks(hid_t properties, std::vector<std::string> const& dimensions, std::vector<hsize_t> chunk)
{
    for (auto const* apart : {"replicate", "point"}) {
        auto const found = std::find(dimensions.begin(), dimensions.end(), apart);
        if (found != dimensions.end() && chunk.size() > 1) chunk[static_cast<std::size_t>(found - dimensions.begin())] = 1;
    }
    need(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "set the chunks");
}

void set_filters(hid_t properties)
{
    need(H5Pset_shuffle(properties), "set the shuffle filter");
    need(H5Pset_deflate(properties, 1), "set the compression");
    need(H5Pset_fletcher32(properties), "set the checksum");
}

void describe(hid_t dataset, Variable const& variable)
{
    write_value(dataset, "units", variable.units.empty() ? std::string{"1"} : variable.units);  // "1": a share, as netCDF has it
    write_value(dataset, "long_name", variable.long_name);
}

std::vector<hsize_t> extents_of(Variable const& variable, Scales const& scales)
{
    std::vector<hsize_t> extents;
    for (auto const& dimension : variable.dimensions) extents.push_back(scales.at(dimension).size);
    return extents;
}

DatasetHandle write_values(hid_t file, Variable const& variable, std::vector<hsize_t> const& extents,
                           std::vector<std::string> const& texts)
{
    auto const type = text_type();
    auto dataset = create_dataset(file, variable.name, type, space_of(extents), dataset_properties());
    need(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers(texts).data()), "write texts");
    return dataset;
}

template <typename Number>
DatasetHandle write_values(hid_t file, Variable const& variable, std::vector<hsize_t> const& extents,
                           std::vector<Number> const& numbers)
{
    auto const properties = dataset_properties();
    if (!extents.empty()) set_chunks(properties, variable.dimensions, extents);
    if (!extents.empty() && numbers.size() >= compress_from) set_filters(properties);
    auto dataset = create_dataset(file, variable.name, stored(Number{}), space_of(extents), properties);
    need(H5Dwrite(dataset, native(Number{}), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "write numbers");
    return dataset;
}

DatasetHandle write_variable(hid_t file, Variable const& variable, std::vector<hsize_t> const& extents)
{
    auto dataset = std::visit([&](auto const& values) { return write_values(file, variable, extents, values); }, variable.values);
    describe(dataset, variable);
    return dataset;
}

Variable const* coordinate_of(ResultFile const& result, std::string const& dimension)
{
    auto const named = [&](Variable const& variable) { return variable.name == dimension; };
    auto const found = std::find_if(result.variables.begin(), result.variables.end(), named);
    return found == result.variables.end() ? nullptr : &*found;
}

hobj_ref_t reference_to(hid_t file, std::string const& name)
{
    hobj_ref_t reference;
    need(H5Rcreate(&reference, file, name.c_str(), H5R_OBJECT, -1), "refer to a dataset");
    return reference;
}

// The scale of a dimension: its coordinate variable or, as netCDF has it, a dataset that never gets any data.
Scale write_scale(hid_t file, Dimension const& dimension, Variable const* coordinate)
{
    auto scale = coordinate
                     ? write_variable(file, *coordinate, {dimension.size})
                     : create_dataset(file, dimension.name, H5T_IEEE_F32BE, space_of({dimension.size}), dataset_properties());
    auto size = std::to_string(dimension.size);
    size.insert(0, size.size() < 10 ? 10 - size.size() : 0, ' ');
    need(H5DSset_scale(scale, (coordinate ? dimension.name : bare_dimension + size).c_str()), "make a dimension scale");
    return {dimension.size, std::move(scale), reference_to(file, dimension.name), {}};
}

// What H5DSattach_scale does, which writes a scale's list anew for every variable; here list_uses() writes it when all are there.
void attach_scales(hid_t file, DatasetHandle const& dataset, Variable const& variable, Scales& scales)
{
    if (variable.dimensions.empty()) return;
    auto const own = reference_to(file, variable.name);
    std::vector<hvl_t> list;
    for (auto const& dimension : variable.dimensions) {
        auto& scale = scales.at(dimension);
        scale.uses.push_back({own, static_cast<int>(list.size())});
        list.push_back({1, &scale.reference});
    }
    TypeHandle const type{H5Tvlen_create(H5T_STD_REF_OBJ), "make a type of references"};
    write_attribute(dataset, "DIMENSION_LIST", type, type, space_of({list.size()}), list.data());
}

void list_uses(Scale const& scale)
{
    if (scale.uses.empty()) return;
    TypeHandle const type{H5Tcreate(H5T_COMPOUND, sizeof(Use)), "make a type of uses"};
    need(H5Tinsert(type, "dataset", HOFFSET(Use, variable), H5T_STD_REF_OBJ), "make a type of uses");
    need(H5Tinsert(type, "dimension", HOFFSET(Use, axis), H5T_NATIVE_INT), "make a type of uses");
    write_attribute(scale.dataset, "REFERENCE_LIST", type, type, space_of({scale.uses.size()}), scale.uses.data());
}

// Room for a variable that is written piece by piece.
DatasetHandle make_room(hid_t file, Variable const& variable, std::vector<hsize_t> const& extents)
{
    auto const properties = dataset_properties();
    set_chunks(properties, variable.dimensions, extents);
    set_filters(properties);
    auto const type = std::visit([](auto const& values) -> hid_t {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<Value, std::string>)
            throw Hdf5Failure{"make room for texts"};
        else
            return stored(Value{});
    }, variable.values);
    auto dataset = create_dataset(file, variable.name, type, space_of(extents), properties);
    describe(dataset, variable);
    return dataset;
}

}  // namespace

PropertiesHandle file_properties()
{
    PropertiesHandle creation{H5Pcreate(H5P_FILE_CREATE), "make file properties"};
    need(H5Pset_obj_track_times(creation, false), "leave out dates");
    need(H5Pset_link_creation_order(creation, keep_order), "keep the order of variables");
    need(H5Pset_attr_creation_order(creation, keep_order), "keep the order of attributes");
    return creation;
}

PropertiesHandle access_properties()
{
    PropertiesHandle access{H5Pcreate(H5P_FILE_ACCESS), "make file properties"};
    need(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "set the format version");  // netCDF's own choice
    return access;
}

std::vector<DatasetHandle> write_netcdf(hid_t file, ResultFile const& result, std::span<Variable const> rooms)
{
    for (auto const& [name, value] : result.attributes)
        std::visit([&, &name = name](auto const& held) { write_value(file, name, held); }, value);
    Scales scales;
    for (auto const& dimension : result.dimensions) scales.emplace(dimension.name, write_scale(file, dimension, coordinate_of(result, dimension.name)));
    for (auto const& variable : result.variables)
        if (!scales.contains(variable.name)) attach_scales(file, write_variable(file, variable, extents_of(variable, scales)), variable, scales);
    std::vector<DatasetHandle> made;
    for (auto const& variable : rooms) attach_scales(file, made.emplace_back(make_room(file, variable, extents_of(variable, scales))), variable, scales);
    for (auto const& [name, scale] : scales) list_uses(scale);
    return made;
}

}  // namespace pijler
