#include "harness/measure/leak.h"

#include <cstddef>
#include <new>

#include <sys/mman.h>

namespace tidemark::harness {

void LeakMemory(uint64_t bytes) {
  // No page is smaller.
  constexpr size_t kStep = 4096;
  // Fresh pages: an allocator would hand out what it keeps of freed memory, and nothing would grow.
  void* const memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // Volatile, or a compiler may leave out what nobody reads.
  auto* const touched = static_cast<volatile unsigned char*>(memory);
  for (size_t i = 0; i < bytes; i += kStep) touched[i] = 1;
}

}  // namespace tidemark::harness
