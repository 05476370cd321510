#ifndef TIDEMARK_HARNESS_ENGINE_MOST_CROWDED_H_
#define TIDEMARK_HARNESS_ENGINE_MOST_CROWDED_H_

#include <cstdint>

#include "converter/convert.h"

namespace tidemark::harness {

// Remembers who held memory at the moment that held the most.
class MostCrowded {
 public:
  void Take(const converter::Owners& owners) {
    if (Total(owners) > Total(owners_)) owners_ = owners;
  }

  const converter::Owners& owners() const { return owners_; }

 private:
  static uint64_t Total(const converter::Owners& owners) {
    uint64_t total = 0;
    for (const auto& [name, bytes] : owners) total += bytes;
    return total;
  }

  converter::Owners owners_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_MOST_CROWDED_H_
