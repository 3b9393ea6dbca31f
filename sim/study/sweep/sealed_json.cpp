#include "study/sweep/sealed_json.hpp"

#include "scenario/checksum.hpp"

#include <array>
#include <string_view>

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;
constexpr auto seal = "checksum";

// Texts that are no UTF-8, such as paths may be, are told as well as may be.
std::string text_of(Json const& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

void publish_json(std::filesystem::path const& path, Json json)
{
    json[seal] = sha256(text_of(json));
    auto const text = text_of(json);
    publish_file(path, std::array{std::string_view{text}}, Existing::replace);
}

Json sealed_json_in(std::string const& text)
{
    // What is nested deep is none of ours, and would overflow the stack when it is written out.
    auto json = Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
        if (depth > 8) throw std::runtime_error{"is nested too deep"};
        return true;
    });
    std::string const stated = json.at(seal);
    json.erase(seal);
    if (sha256(text_of(json)) != stated || text_of(json).size() + 1 >= text.size()) throw std::runtime_error{"its checksum is not that of what it says"};
    return json;
}

}  // namespace pijler
