// Files that a test makes, in a folder of its own that goes when the test ends.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace pijler::test {

class Folder {
public:
    Folder()
    {
        std::string name = std::filesystem::temp_directory_path() / "pijler-test-XXXXXX";
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{name + ": cannot be made"};
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    std::filesystem::path const& path() const { return path_; }
    std::filesystem::path operator/(std::filesystem::path const& name) const { return path_ / name; }
    std::filesystem::path write(std::string const& name, std::string const& text) const
    {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << text;
        return file;
    }
    // How many entries there are.
    std::size_t files() const
    {
        std::filesystem::directory_iterator const all{path_};
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

private:
    std::filesystem::path path_;
};

inline std::string read_text(std::filesystem::path const& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace pijler::test
