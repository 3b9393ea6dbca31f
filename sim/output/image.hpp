// State as bytes, to be read back on machines of one kind: lists with their length, plain values as they are.
#pragma once

#include "core/column.hpp"
#include "core/errors.hpp"

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pijler {

// Memory that is not filled before it is written.
template <class Value>
struct UnfilledMemory : ColumnMemory<Value> {
    UnfilledMemory() = default;
    template <class Other>
    UnfilledMemory(UnfilledMemory<Other> const&)  // NOLINT(google-explicit-constructor): what a standard allocator has
    {
    }
    template <class Other>
    struct rebind {
        using other = UnfilledMemory<Other>;
    };
    void construct(Value*) {}
};
using Image = std::vector<unsigned char, UnfilledMemory<unsigned char>>;

template <class Part>
concept List = requires(Part part) { part.resize(part.size()); part.data(); };

template <class Value>
std::string_view bytes_of(Value const* values, std::size_t count)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    return {reinterpret_cast<char const*>(values), count * sizeof(Value)};
}
template <List Part>
std::string_view bytes_of(Part const& part)
{
    return bytes_of(part.data(), part.size());
}
template <class Part>
std::string_view bytes_of(Part const& part)
{
    return bytes_of(&part, 1);
}

// Counts what ImageWriter writes.
struct ImageSize {
    std::size_t bytes = 0;
    template <List Part>
    void operator()(std::string_view, Part const& part)
    {
        bytes += sizeof(std::uint64_t) + bytes_of(part).size();
    }
    template <class Value>
    void operator()(std::string_view, std::span<Value> const& values)
    {
        bytes += values.size_bytes();
    }
    template <class Part>
    void operator()(std::string_view, Part const&)
    {
        bytes += sizeof(Part);
    }
};

class ImageWriter {
public:
    explicit ImageWriter(std::size_t at_most) : bytes_(at_most) {}
    void text(std::string_view bytes)
    {
        expect(bytes.size() <= bytes_.size() - written_, "the size of an image is known beforehand");
        if (!bytes.empty()) std::memcpy(bytes_.data() + written_, bytes.data(), bytes.size());
        written_ += bytes.size();
    }
    void number(std::uint64_t value) { text(bytes_of(value)); }
    template <List Part>
    void operator()(std::string_view, Part const& part)
    {
        number(part.size());
        text(bytes_of(part));
    }
    template <class Value>
    void operator()(std::string_view, std::span<Value> const& values)  // as many as the reader has
    {
        text(bytes_of(values.data(), values.size()));
    }
    template <class Part>
    void operator()(std::string_view, Part const& part)
    {
        text(bytes_of(part));
    }
    std::string_view written() const { return {reinterpret_cast<char const*>(bytes_.data()), written_}; }
    Image take()
    {
        bytes_.erase(bytes_.begin() + static_cast<std::ptrdiff_t>(written_), bytes_.end());
        return std::move(bytes_);
    }

private:
    Image bytes_;
    std::size_t written_ = 0;
};

// Once something does not fit, nothing more is read.
class ImageReader {
public:
    explicit ImageReader(std::string_view bytes) : rest_{bytes} {}
    bool good() const { return good_; }
    bool at_end() const { return good_ && rest_.empty(); }
    void fail() { good_ = false; }
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
    template <class Value>
    void operator()(std::string_view, std::span<Value> const& values)
    {
        take(values.data(), values.size());
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
        static_assert(std::is_trivially_copyable_v<Value>);
        auto const bytes = text(count * sizeof(Value));
        if (!bytes.empty()) std::memcpy(static_cast<void*>(values), bytes.data(), bytes.size());
    }
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace pijler
