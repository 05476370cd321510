#include "harness/scenario/limit_reader.h"

#include "harness/scenario/quantities.h"

namespace tidemark::harness {

Limit ReadLimit(const std::string& id, const converter::JsonValue& value) {
  const LimitInfo& info = At(
      value, [&]() -> const auto& { return FindLimit(id); });
  if (!info.is_size()) {
    if (value.Number() < 0) value.Fail("expected a number from 0");
    return {.id = id, .value = value.Number()};
  }
  if (!value.IsString()) value.Fail("expected a size with a unit, as in \"140MiB\"");
  const uint64_t bytes = At(value, [&] { return ParseSize(value.String()); });
  return {.id = id, .value = static_cast<double>(bytes)};
}

}  // namespace tidemark::harness
