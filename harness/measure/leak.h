#ifndef TIDEMARK_HARNESS_MEASURE_LEAK_H_
#define TIDEMARK_HARNESS_MEASURE_LEAK_H_

#include <cstdint>

namespace tidemark::harness {

// Takes so many bytes of fresh memory, makes every page of them resident, and never gives them
// back: the positive control of a gate.
void LeakMemory(uint64_t bytes);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_LEAK_H_
