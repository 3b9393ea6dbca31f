// JSON that carries the checksum of all else that it says, so that a flipped bit is found.
#pragma once

#include "output/publish_file.hpp"

#include <nlohmann/json.hpp>

namespace pijler {

// Publishes it with `checksum` added. Throws StatusError cannot_create or io_failure.
void publish_json(std::filesystem::path const& path, nlohmann::ordered_json json);

// Throws std::exception where the text is not what publish_json wrote.
nlohmann::ordered_json sealed_json_in(std::string const& text);

}  // namespace pijler
