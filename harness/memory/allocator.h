#ifndef TIDEMARK_HARNESS_MEMORY_ALLOCATOR_H_
#define TIDEMARK_HARNESS_MEMORY_ALLOCATOR_H_

#include <string>

namespace tidemark::harness {

// What serves malloc() in this process: "glibc 2.36", "macOS libmalloc", or the name of what was
// put in its place ("jemalloc", "mimalloc", "tcmalloc", "AddressSanitizer"); "unknown" otherwise.
std::string AllocatorName();

// The environment variables that tune or replace an allocator and are set, as `NAME=value` in
// order, separated by blanks; empty when there are none.
std::string AllocatorSettings();

// Can TrimAllocator() do anything in this process?
bool AllocatorTrims();

// From now on, every block of 128 KiB or more is a mapping of its own that goes back to the system
// when it is freed. glibc's allocator begins so, but raises the threshold, up to 32 MiB, with the
// first such block that is freed. Does nothing with other allocators.
void PinMapThreshold();

// Gives the heap's free pages back to the system: malloc_trim(0) of glibc,
// malloc_zone_pressure_relief() of macOS. False where the allocator in use has no such call, and
// then nothing happened.
bool TrimAllocator();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_ALLOCATOR_H_
