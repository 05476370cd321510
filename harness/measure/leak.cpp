#include "harness/measure/leak.h"

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace tidemark::harness {

void LeakMemory(uint64_t bytes) {
  // No page is smaller.
  constexpr size_t kStep = 4096;
  // Volatile, or a compiler may leave out what nobody reads.
  auto* const memory = static_cast<volatile unsigned char*>(std::malloc(bytes));
  if (memory == nullptr) throw std::bad_alloc();
  for (size_t i = 0; i < bytes; i += kStep) memory[i] = 1;
  // Kept reachable: what is lost here is no defect that a leak checker should tell of.
  static std::vector<volatile unsigned char*> leaked;
  leaked.push_back(memory);
}

}  // namespace tidemark::harness
