#ifndef TIDEMARK_REFERENCE_GO_RULES_H_
#define TIDEMARK_REFERENCE_GO_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::reference {

// Which repetitions of a position are forbidden: taking back a ko at once; every position
// (positional), or every position with the same player to move (situational); under Spight's rule
// as for positional superko, with passes that lift it.
enum class KoRule : uint8_t { kSimple, kPositional, kSituational, kSpight };

enum class ScoringRule : uint8_t { kArea, kTerritory };

// Points that are not counted: none; territory in seki; that, and two points for each group that
// lives by itself (group tax).
enum class TaxRule : uint8_t { kNone, kSeki, kAll };

// Points that White gets for handicap stones: none, one for each, one for each but the first.
enum class WhiteHandicapBonus : uint8_t { kZero, kN, kNMinusOne };

// The rules of a game, by default Tromp and Taylor's.
struct Rules {
  KoRule ko = KoRule::kPositional;
  ScoringRule scoring = ScoringRule::kArea;
  TaxRule tax = TaxRule::kNone;
  // Several stones may be given up at once; a single one never.
  bool multi_stone_suicide = true;
  // The first pass takes half a point (button go).
  bool button = false;
  WhiteHandicapBonus white_handicap_bonus = WhiteHandicapBonus::kZero;
  // Players pass without removing dead stones first.
  bool friendly_pass_ok = false;
  // Points for White: a whole or half number.
  float komi = 7.5F;

  // A game can end without a result.
  bool no_result_possible() const {
    return ko == KoRule::kSimple || scoring == ScoringRule::kTerritory;
  }

  friend bool operator==(const Rules&, const Rules&) = default;
};

// The largest komi, either way, that is taken from anybody's file.
inline constexpr float kLargestKomi = 1000;

// Is it a whole or half number, and not beyond kLargestKomi?
bool IsKomi(double komi);

// The number of points that a text says, any number: "7.5", "-3", "375". Nothing for other text.
std::optional<double> ParsePoints(std::string_view text);

// The nearest rules that networks know: situational superko in place of Spight's rule, and no
// button under territory scoring. `replaced` is told what gave way, for people.
Rules NetworkRules(const Rules& rules, std::vector<std::string>& replaced);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_RULES_H_
