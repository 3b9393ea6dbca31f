# Writes OUTPUT, a source file that knows the commit of SOURCE, and leaves it alone when that has not changed.
set(commit "")
if(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
#include <string>

namespace pijler {
std::string built_commit();
std::string built_commit() { return "@commit@"; }
}  // namespace pijler
]] @ONLY)
