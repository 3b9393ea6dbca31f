// SHA-256 (FIPS 180-4), so that a user can compare with `sha256sum`.
#pragma once

#include <string>
#include <string_view>

namespace pijler {

std::string sha256(std::string_view bytes);  // 64 hexadecimal digits

}  // namespace pijler
