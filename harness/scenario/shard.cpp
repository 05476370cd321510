#include "harness/scenario/shard.h"

#include <charconv>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

// All of `text` as a number of shards; 0 if it is none.
int ParseCount(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value >= 1 && value <= kMaxShards ? value : 0;
}

}  // namespace

Shard ParseShard(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const Shard shard = {.index = ParseCount(text.substr(0, slash)),
                         .count = ParseCount(text.substr(slash + 1))};
    if (shard.index >= 1 && shard.index <= shard.count) return shard;
  }
  throw UsageError("--shard " + converter::Quoted(text) +
                   " is not i/n with whole numbers, 1 <= i <= n <= " + std::to_string(kMaxShards) +
                   "; the second of eight is 2/8");
}

std::string FormatShard(const Shard& shard) {
  return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

}  // namespace tidemark::harness
