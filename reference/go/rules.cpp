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

Rules NetworkRules(const Rules& rules, std::vector<std::string>& replaced) {
  Rules known = rules;
  if (known.ko == KoRule::kSpight) {
    known.ko = KoRule::kSituational;
    replaced.emplace_back("networks do not know Spight's ko rule; situational superko stands in");
  }
  if (known.scoring == ScoringRule::kTerritory && known.button) {
    known.button = false;
    replaced.emplace_back("networks do not know a button under territory scoring; it is left out");
  }
  return known;
}

}  // namespace tidemark::reference
