#include "harness/memory/proc_text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace tidemark::harness {
namespace {

// The value of the first line `<key>:<blanks><number> kB`, in bytes.
std::optional<uint64_t> Kilobytes(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(':')) continue;

    line.remove_prefix(key.size() + 1);
    const size_t digits = line.find_first_not_of(" \t");
    if (digits == std::string_view::npos) return std::nullopt;
    line.remove_prefix(digits);
    uint64_t kilobytes = 0;
    const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), kilobytes);
    line.remove_prefix(static_cast<size_t>(stop - line.data()));
    if (error != std::errc() || line != " kB") return std::nullopt;
    if (kilobytes > std::numeric_limits<uint64_t>::max() / 1024) return std::nullopt;
    return kilobytes * 1024;
  }
  return std::nullopt;
}

}  // namespace

MemoryReading ParseProcStatus(std::string_view text) {
  return {.rss_bytes = Kilobytes(text, "VmRSS"),
          .anon_bytes = Kilobytes(text, "RssAnon"),
          .file_bytes = Kilobytes(text, "RssFile"),
          .shmem_bytes = Kilobytes(text, "RssShmem"),
          .swap_bytes = Kilobytes(text, "VmSwap"),
          .peak_rss_bytes = Kilobytes(text, "VmHWM")};
}

std::optional<uint64_t> ParseLazyFree(std::string_view text) { return Kilobytes(text, "LazyFree"); }

std::optional<uint64_t> ParseStartOfHeap(std::string_view text) {
  // Of the fields behind the name, the first of which is number 3.
  constexpr int kFirst = 3;
  constexpr int kStartBrk = 47;
  const size_t name = text.rfind(')');
  if (name == std::string_view::npos) return std::nullopt;
  text.remove_prefix(name + 1);
  for (int field = kFirst; !text.empty(); ++field) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (field != kStartBrk) continue;
    uint64_t address = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), address);
    const bool whole = error == std::errc() && stop == word.data() + word.size();
    return whole && address != 0 ? std::optional(address) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace tidemark::harness
