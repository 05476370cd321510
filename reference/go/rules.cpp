#include "reference/go/rules.h"

#include <cmath>

#include "converter/network/decimal.h"

namespace tidemark::reference {

bool IsKomi(double komi) {
  return std::abs(komi) <= kLargestKomi && komi * 2 == std::floor(komi * 2);
}

std::optional<double> ParsePoints(std::string_view text) {
  const bool numeric = !text.empty() && text.size() < 32 &&
                       text.find_first_not_of("0123456789.+-") == std::string_view::npos;
  return numeric ? converter::ParseDouble(text) : std::nullopt;
}

Rules NetworkRules(const Rules& rules) {
  Rules known = rules;
  if (known.ko == KoRule::kSpight) known.ko = KoRule::kSituational;
  if (known.scoring == ScoringRule::kTerritory) known.button = false;
  return known;
}

}  // namespace tidemark::reference
