#include "reference/inputs/metadata_features.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>

#include "converter/error.h"
#include "converter/network/network.h"

namespace tidemark::reference {
namespace {

enum MetadataChannel : size_t {
  kHuman = 0,
  kUnranked = 2,
  kRankUnknown = 4,
  kOwnRank = 6,
  kOpponentRank = 40,
  kUnrated = 74,
  kTimeControl = 75,
  kMainTime = 82,
  kPeriodTime = 83,
  kByoYomiPeriods = 84,
  kCanadianMoves = 85,
  kArea = 86,
  kDate = 87,
  kSource = 151,
};

constexpr int kRanks = 34;
constexpr int kWaves = 32;
// Periods of the waves, in days: from a week to 80,000 weeks.
constexpr double kShortestPeriod = 7;
constexpr double kPeriodRange = 80000;
constexpr double kMostMainTime = 3 * 86400;
constexpr double kMostPeriodTime = 86400;
constexpr double kMostCount = 50;

// The first `rank` of the entries are 1.
void SetRank(const SgfPlayer& player, std::span<float> entries) {
  if (player.unranked) return;
  const int rank = std::clamp(player.inverse_rank, 0, kRanks);
  std::fill_n(entries.begin(), rank, 1.0F);
}

void SetPlayers(const SgfPlayer& own, const SgfPlayer& opponent, std::span<float> row) {
  const auto set = [&](size_t channel, bool of_own, bool of_opponent) {
    row[channel] = of_own ? 1.0F : 0.0F;
    row[channel + 1] = of_opponent ? 1.0F : 0.0F;
  };
  set(kHuman, own.human, opponent.human);
  set(kUnranked, own.unranked, opponent.unranked);
  set(kRankUnknown, own.rank_unknown, opponent.rank_unknown);
  SetRank(own, row.subspan(kOwnRank, kRanks));
  SetRank(opponent, row.subspan(kOpponentRank, kRanks));
}

// scale * (ln(value + shift) - middle)
float Logarithm(double value, double most, double shift, double scale, double middle) {
  return static_cast<float>(scale * (std::log(std::clamp(value, 0.0, most) + shift) - middle));
}

void SetTimes(const SgfMetadata& metadata, std::span<float> row) {
  row[kTimeControl + static_cast<size_t>(metadata.time_control)] = 1;
  row[kMainTime] = Logarithm(metadata.main_time_s, kMostMainTime, 60, 0.4, 6.5);
  row[kPeriodTime] = Logarithm(metadata.period_time_s, kMostPeriodTime, 1, 0.3, 3);
  row[kByoYomiPeriods] = Logarithm(metadata.byo_yomi_periods, kMostCount, 2, 0.5, 1.5);
  row[kCanadianMoves] = Logarithm(metadata.canadian_moves, kMostCount, 2, 0.25, 1.5);
}

void SetDate(int64_t day, std::span<float> row) {
  const double factor = std::pow(kPeriodRange, 1.0 / (kWaves - 1));
  double period = kShortestPeriod;
  for (size_t i = 0; i < kWaves; ++i) {
    // Divided first, as networks were trained: the last bit shows where a wave passes through 0.
    const double angle = 2 * std::numbers::pi * (static_cast<double>(day) / period);
    row[kDate + 2 * i] = static_cast<float>(std::cos(angle));
    row[kDate + 2 * i + 1] = static_cast<float>(std::sin(angle));
    period *= factor;
  }
}

}  // namespace

void WriteMetadataFeatures(const SgfMetadata& metadata, Color player, BoardSize board,
                           std::span<float> row) {
  if (row.size() != converter::kMetadataChannels) {
    throw UsageError("the metadata features of a position need " +
                     std::to_string(converter::kMetadataChannels) + " values");
  }
  std::fill(row.begin(), row.end(), 0.0F);
  if (player == Color::kBlack) {
    SetPlayers(metadata.black, metadata.white, row);
  } else {
    SetPlayers(metadata.white, metadata.black, row);
  }
  row[kUnrated] = metadata.ratedness_unknown ? 0.5F : metadata.unrated ? 1.0F : 0.0F;
  SetTimes(metadata, row);
  row[kArea] = static_cast<float>(0.5 * std::log(board.width * board.height / 361.0));
  SetDate(metadata.day, row);
  row[kSource + static_cast<size_t>(metadata.source)] = 1;
}

}  // namespace tidemark::reference
