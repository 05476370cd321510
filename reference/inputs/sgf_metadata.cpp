#include "reference/inputs/sgf_metadata.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::reference {
namespace {

constexpr int kBestDan = 9;
constexpr int kWeakestKyu = 20;
constexpr int kFirstYear = 1800;
constexpr int kLastGoGodYear = 2020;
constexpr int kLastYear = 2023;

int64_t DayOf(int year, unsigned month, unsigned day) {
  const std::chrono::sys_days days =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return days.time_since_epoch().count();
}

std::optional<int> ParseNumber(std::string_view text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || text.front() == '0') return std::nullopt;
  return number;
}

// "9d" is 1, "1d" 9, "1k" 10, "20k" 29.
std::optional<int> InverseRank(std::string_view rank) {
  if (rank.size() < 2) return std::nullopt;
  const std::optional<int> number = ParseNumber(rank.substr(0, rank.size() - 1));
  if (!number.has_value() || *number < 1) return std::nullopt;
  if (rank.back() == 'd' && *number <= kBestDan) return kBestDan + 1 - *number;
  if (rank.back() == 'k' && *number <= kWeakestKyu) return kBestDan + *number;
  return std::nullopt;
}

// "5k" for both players, or "3d_1k" for Black and White.
std::optional<SgfMetadata> RankProfile(std::string_view ranks, int64_t day) {
  const size_t underscore = ranks.find('_');
  const std::optional<int> black = InverseRank(ranks.substr(0, underscore));
  const std::optional<int> white =
      underscore == std::string_view::npos ? black : InverseRank(ranks.substr(underscore + 1));
  if (!black.has_value() || !white.has_value()) return std::nullopt;
  return SgfMetadata{.black = {.inverse_rank = *black, .human = true},
                     .white = {.inverse_rank = *white, .human = true},
                     .ratedness_unknown = true,
                     .time_control = TimeControl::kByoYomi,
                     .main_time_s = 1200,
                     .period_time_s = 30,
                     .byo_yomi_periods = 5,
                     .day = day,
                     .source = SgfSource::kKgs};
}

std::optional<SgfMetadata> ProfessionalProfile(std::string_view year_text) {
  const std::optional<int> year = year_text.empty() ? std::nullopt : ParseNumber(year_text);
  if (!year.has_value() || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  return SgfMetadata{.black = {.inverse_rank = 1, .human = true},
                     .white = {.inverse_rank = 1, .human = true},
                     .day = DayOf(*year, 6, 1),
                     .source = *year <= kLastGoGodYear ? SgfSource::kGoGod : SgfSource::kGo4Go};
}

std::optional<SgfMetadata> FindProfile(std::string_view name) {
  const auto rest = [&](std::string_view prefix) { return name.substr(prefix.size()); };
  // How people play who have strong programs to learn from, and how they played before.
  if (name.starts_with("rank_")) return RankProfile(rest("rank_"), DayOf(2020, 3, 1));
  if (name.starts_with("preaz_")) return RankProfile(rest("preaz_"), DayOf(2016, 9, 1));
  if (name.starts_with("proyear_")) return ProfessionalProfile(rest("proyear_"));
  return std::nullopt;
}

}  // namespace

SgfMetadata MetadataProfile(std::string_view name) {
  if (const std::optional<SgfMetadata> profile = FindProfile(name)) return *profile;
  throw UsageError("unknown profile " + converter::Quoted(name) +
                   "; expected rank_R or preaz_R with a rank from 9d to 20k, rank_B_W or "
                   "preaz_B_W for Black and White, or proyear_Y with a year from 1800 to 2023");
}

}  // namespace tidemark::reference
