// What the process asks of the system's memory.
#pragma once

#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

namespace pijler {

// From now on the process keeps what it frees: replicates ask for the same again and again, and pages that come anew from the system cost
// more than what is done with them. What is larger than 32 MB still goes back.
inline void keep_freed_memory()
{
#ifdef M_TRIM_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace pijler
