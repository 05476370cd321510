#include "reference/go/rules.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace tidemark::reference {

bool IsKomi(double komi) {
  return std::abs(komi) <= kLargestKomi && komi * 2 == std::floor(komi * 2);
}

std::optional<double> ParsePoints(std::string_view text) {
  const bool numeric = !text.empty() && text.size() < 32 &&
                       text.find_first_not_of("0123456789.+-") == std::string_view::npos;
  if (!numeric) return std::nullopt;
  const std::string number(text);
  char* end = nullptr;
  const double points = std::strtod(number.c_str(), &end);
  if (end != number.c_str() + number.size()) return std::nullopt;
  return points;
}

Rules NetworkRules(const Rules& rules) {
  Rules known = rules;
  if (known.ko == KoRule::kSpight) known.ko = KoRule::kSituational;
  if (known.scoring == ScoringRule::kTerritory) known.button = false;
  return known;
}

}  // namespace tidemark::reference
