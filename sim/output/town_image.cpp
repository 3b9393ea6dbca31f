#include "output/town_image.hpp"

#include "core/errors.hpp"
#include "model/world_parts.hpp"
#include "output/seal.hpp"

#include <cstring>
#include <type_traits>

namespace pijler {
namespace {

constexpr std::string_view kind = "pijler town 1\n";

template <class Part>
concept List = requires(Part part) { part.resize(part.size()); part.data(); };

template <class Value>
std::string_view bytes_of(Value const* values, std::size_t count)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    return {reinterpret_cast<char const*>(values), count * sizeof(Value)};
}

// Counts what Writer writes.
struct Size {
    std::size_t bytes = 0;
    template <List Part>
    void operator()(std::string_view, Part const& part)
    {
        bytes += sizeof(std::uint64_t) + part.size() * sizeof(*part.data());
    }
    template <class Part>
    void operator()(std::string_view, Part const&)
    {
        bytes += sizeof(Part);
    }
};

class Writer {
public:
    explicit Writer(std::size_t size) : bytes_(size) {}
    void text(std::string_view bytes)
    {
        std::memcpy(bytes_.data() + written_, bytes.data(), bytes.size());
        written_ += bytes.size();
    }
    void number(std::uint64_t value) { text(bytes_of(&value, 1)); }
    template <List Part>
    void operator()(std::string_view, Part const& part)
    {
        number(part.size());
        if (part.size() > 0) text(bytes_of(part.data(), part.size()));
    }
    template <class Part>
    void operator()(std::string_view, Part const& part)
    {
        text(bytes_of(&part, 1));
    }
    std::vector<unsigned char> sealed()
    {
        expect(written_ == bytes_.size(), "the size of a town's image is known beforehand");
        add_seal(bytes_);
        return std::move(bytes_);
    }

private:
    std::vector<unsigned char> bytes_;
    std::size_t written_ = 0;
};

// Once something does not fit, nothing more is read.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_{bytes} {}
    bool good() const { return good_; }
    std::string_view text(std::size_t size)
    {
        good_ = good_ && size <= rest_.size();
        if (!good_) return {};
        auto const taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        take(&value, 1);
        return value;
    }
    template <List Part>
    void operator()(std::string_view, Part& part)
    {
        auto const count = number();
        good_ = good_ && count <= rest_.size() / sizeof(*part.data());
        if (!good_) return;
        part.resize(count);
        take(part.data(), count);
    }
    template <class Part>
    void operator()(std::string_view, Part& part)
    {
        take(&part, 1);
    }

private:
    template <class Value>
    void take(Value* values, std::size_t count)
    {
        auto const bytes = text(count * sizeof(Value));
        if (!bytes.empty()) std::memcpy(static_cast<void*>(values), bytes.data(), bytes.size());
    }
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::vector<unsigned char> image_of(Town const& town, std::string_view made_from)
{
    Size size{kind.size() + made_from.size() + 2 * sizeof(std::uint64_t)};
    for (auto const& layer : town) each_part(layer.world, size);
    Writer write{size.bytes};
    write.text(kind);
    write.number(made_from.size());
    write.text(made_from);
    write.number(town.size());
    for (auto const& layer : town) each_part(layer.world, write);
    return write.sealed();
}

std::optional<Town> town_in(std::string_view image, std::string_view made_from)
{
    if (!has_seal(image)) return std::nullopt;
    Reader read{image};
    if (read.text(kind.size()) != kind || read.text(read.number()) != made_from) return std::nullopt;
    Town town;
    for (auto layers = read.number(); read.good() && layers > 0; --layers) {
        World world{0};
        each_part(world, read);
        town.emplace_back(std::move(world));
    }
    return read.good() ? std::optional{std::move(town)} : std::nullopt;
}

}  // namespace pijler
