#ifndef TIDEMARK_HARNESS_SCENARIO_SHARD_H_
#define TIDEMARK_HARNESS_SCENARIO_SHARD_H_

#include <string>
#include <string_view>

namespace tidemark::harness {

// One of the parts that a plan is dealt out to, so that several machines measure it together.
struct Shard {
  // From 1 to `count`.
  int index = 1;
  int count = 1;

  friend auto operator<=>(const Shard&, const Shard&) = default;
};

inline constexpr int kMaxShards = 10'000;

// "2/8". Throws UsageError that names --shard for anything but two whole numbers i/n with
// 1 <= i <= n <= kMaxShards.
Shard ParseShard(std::string_view text);

// 2 of 8 -> "2/8".
std::string FormatShard(const Shard& shard);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_SHARD_H_
