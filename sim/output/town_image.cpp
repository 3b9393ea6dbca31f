#include "output/town_image.hpp"

#include "model/world_parts.hpp"
#include "output/seal.hpp"

#include <array>

namespace pijler {
namespace {

constexpr std::string_view kind = "pijler town 2\n";

enum class Written : unsigned char { here, with_the_other };

// The bytes of a world's parts, in order.
std::vector<std::string_view> parts_of(World const& world)
{
    std::vector<std::string_view> parts;
    each_part(world, [&](std::string_view, auto const& part) { parts.push_back(bytes_of(part)); });
    return parts;
}

// The world whose parts a layer may share, written before it; none for the first.
World const* other_of(Town const& town, std::size_t layer, Town const& like)
{
    if (&town != &like) return &like[layer].world;
    return layer > 0 ? &like.front().world : nullptr;
}

void write_world(ImageWriter& write, World const& world, World const* other)
{
    auto const shared = other != nullptr ? parts_of(*other) : std::vector<std::string_view>{};
    std::size_t n = 0;
    each_part(world, [&](std::string_view name, auto const& part) {
        bool const is_shared = n < shared.size() && bytes_of(part) == shared[n];
        ++n;
        write(name, is_shared ? Written::with_the_other : Written::here);
        if (!is_shared) write(name, part);
    });
}

template <List Part>
bool put(std::string_view bytes, Part& part)
{
    part.resize(bytes.size() / sizeof(*part.data()));
    if (!bytes.empty()) std::memcpy(static_cast<void*>(part.data()), bytes.data(), bytes.size());
    return true;
}
template <class Part>
bool put(std::string_view bytes, Part& part)
{
    if (bytes.size() != sizeof part) return false;
    std::memcpy(static_cast<void*>(&part), bytes.data(), sizeof part);
    return true;
}

void read_world(ImageReader& read, World& world, World const* other)
{
    auto const shared = other != nullptr ? parts_of(*other) : std::vector<std::string_view>{};
    std::size_t n = 0;
    each_part(world, [&](std::string_view name, auto& part) {
        auto written = Written::here;
        read(name, written);
        if (written == Written::here)
            read(name, part);
        else if (n >= shared.size() || !put(shared[n], part))
            read.fail();
        ++n;
    });
}

}  // namespace

std::size_t size_of_image(Town const& town)
{
    ImageSize size;
    for (auto const& layer : town)
        each_part(layer.world, [&](std::string_view name, auto const& part) { size(name, Written::here), size(name, part); });
    return size.bytes;
}

void write_town(ImageWriter& write, Town const& town, Town const& like)
{
    for (std::size_t layer = 0; layer < town.size(); ++layer) write_world(write, town[layer].world, other_of(town, layer, like));
}

void read_town(ImageReader& read, Town& town, Town const& like)
{
    for (std::size_t layer = 0; layer < town.size(); ++layer) read_world(read, town[layer].world, other_of(town, layer, like));
}

Image image_of(Town const& town, std::string_view made_from)
{
    ImageWriter write{kind.size() + made_from.size() + 2 * sizeof(std::uint64_t) + size_of_image(town) + seal_size};
    write.text(kind);
    write.number(made_from.size());
    write.text(made_from);
    write.number(town.size());
    write_town(write, town, town);
    write.text(seal_of(std::array{write.written()}));
    return write.take();
}

std::optional<Town> town_in(std::string_view image, std::string_view made_from)
{
    if (!has_seal(image)) return std::nullopt;
    ImageReader read{image};
    if (read.text(kind.size()) != kind || read.text(read.number()) != made_from) return std::nullopt;
    Town town;
    for (auto layers = read.number(); read.good() && layers > 0; --layers) town.emplace_back(World{0});
    read_town(read, town, town);
    return read.good() ? std::optional{std::move(town)} : std::nullopt;
}

}  // namespace pijler
