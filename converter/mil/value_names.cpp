#include "converter/mil/value_names.h"

#include <stdexcept>

namespace tidemark::converter {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsPart(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || IsDigit(c) || c == '_';
}

std::string Sanitised(std::string_view wish) {
  std::string name(wish);
  for (char& c : name) {
    if (!IsPart(c)) c = '_';
  }
  if (name.empty() || IsDigit(name.front())) name.insert(0, 1, '_');
  return name;
}

}  // namespace

void ValueNames::Reserve(const std::string& name) {
  if (!taken_.insert(name).second) throw std::logic_error("value name taken twice: " + name);
}

std::string ValueNames::Unique(std::string_view wish) {
  std::string name = Sanitised(wish);
  if (taken_.insert(name).second) return name;
  uint64_t& number = last_number_.try_emplace(name, 1).first->second;
  while (true) {
    std::string numbered = name + "_" + std::to_string(++number);
    if (taken_.insert(numbered).second) return numbered;
  }
}

}  // namespace tidemark::converter
