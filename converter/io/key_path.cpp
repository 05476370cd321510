#include "converter/io/key_path.h"

#include <algorithm>

#include "converter/io/printable_text.h"

namespace tidemark::converter {
namespace {

constexpr size_t kLongestPlainKey = 60;
constexpr std::string_view kMisread = ".[]\"\\";

bool IsPlain(std::string_view key) {
  return !key.empty() && key.size() <= kLongestPlainKey &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return c > ' ' && c < 0x7F && kMisread.find(c) == std::string_view::npos;
         });
}

}  // namespace

std::string MemberPath(const std::string& object, std::string_view key) {
  const std::string step = IsPlain(key) ? std::string(key) : Quoted(key);
  return object.empty() ? step : object + "." + step;
}

std::string ElementPath(const std::string& list, size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

}  // namespace tidemark::converter
