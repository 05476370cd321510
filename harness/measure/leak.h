#ifndef TIDEMARK_HARNESS_MEASURE_LEAK_H_
#define TIDEMARK_HARNESS_MEASURE_LEAK_H_

#include <cstdint>

namespace tidemark::harness {

// Allocates so many bytes, makes every page of them resident, and never frees them: the positive
// control of a gate.
void LeakMemory(uint64_t bytes);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_LEAK_H_
