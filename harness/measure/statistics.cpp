#include "harness/measure/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace tidemark::harness {
namespace {

// Up to here distributions are counted out.
constexpr size_t kMaxExact = 40;
constexpr double kTail = 0.025;
// Of the normal distribution, for a tail of 2.5 %.
constexpr double kNormalQuantile = 1.959963984540054;

std::vector<double> Sorted(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// Twice the midranks (so that they are whole) of the pooled values, those of `a` first.
std::vector<size_t> DoubledRanks(std::span<const double> a, std::span<const double> b) {
  std::vector<double> pooled(a.begin(), a.end());
  pooled.insert(pooled.end(), b.begin(), b.end());
  const std::vector<double> sorted = Sorted(pooled);
  std::vector<size_t> ranks;
  for (const double value : pooled) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    // Values `first` to `last` share the mean of the ranks first + 1 to last.
    ranks.push_back(static_cast<size_t>((first - sorted.begin()) + 1 + (last - sorted.begin())));
  }
  return ranks;
}

// Probability of each sum of `picked` of the ranks, all choices being equally likely.
std::vector<double> RankSumDistribution(const std::vector<size_t>& ranks, size_t picked) {
  size_t total = 0;
  for (const size_t rank : ranks) total += rank;
  // ways[k][s]: choices of k ranks so far with sum s. At most C(40, 20), exact in a double.
  std::vector<std::vector<double>> ways(picked + 1, std::vector<double>(total + 1, 0.0));
  ways[0][0] = 1;
  for (const size_t rank : ranks) {
    for (size_t k = picked; k >= 1; --k) {
      for (size_t sum = total; sum >= rank; --sum) ways[k][sum] += ways[k - 1][sum - rank];
    }
  }
  std::vector<double> distribution = std::move(ways[picked]);
  double all = 0;
  for (const double count : distribution) all += count;
  for (double& count : distribution) count /= all;
  return distribution;
}

double ExactP(const std::vector<size_t>& ranks, size_t picked) {
  const auto count = static_cast<int64_t>(ranks.size());
  // Doubled ranks have the mean count + 1.
  const int64_t mean = static_cast<int64_t>(picked) * (count + 1);
  int64_t observed = 0;
  for (size_t i = 0; i < picked; ++i) observed += static_cast<int64_t>(ranks[i]);
  const std::vector<double> distribution = RankSumDistribution(ranks, picked);
  double p = 0;
  for (size_t sum = 0; sum < distribution.size(); ++sum) {
    if (std::abs(static_cast<int64_t>(sum) - mean) >= std::abs(observed - mean)) {
      p += distribution[sum];
    }
  }
  return std::min(p, 1.0);
}

double NormalP(double u, double a_count, double b_count, std::vector<size_t> ranks) {
  const double count = a_count + b_count;
  std::sort(ranks.begin(), ranks.end());
  double ties = 0;
  for (auto first = ranks.begin(); first != ranks.end();) {
    const auto last = std::upper_bound(first, ranks.end(), *first);
    const auto size = static_cast<double>(last - first);
    ties += size * size * size - size;
    first = last;
  }
  const double variance = a_count * b_count / 12 * (count + 1 - ties / (count * (count - 1)));
  if (variance <= 0) return 1;
  const double distance = std::max(std::abs(u - a_count * b_count / 2) - 0.5, 0.0);
  return std::erfc(distance / std::sqrt(variance) / std::numbers::sqrt2);
}

// The largest k with P(U <= k - 1) <= 2.5 % for sides of a and b values; 0 if there is none.
size_t IntervalRank(size_t a, size_t b) {
  if (a + b > kMaxExact) {
    const auto pairs = static_cast<double>(a) * static_cast<double>(b);
    const double sigma = std::sqrt(pairs * static_cast<double>(a + b + 1) / 12);
    return static_cast<size_t>(std::max(std::floor(pairs / 2 - kNormalQuantile * sigma), 0.0));
  }
  std::vector<size_t> ranks;
  for (size_t rank = 1; rank <= a + b; ++rank) ranks.push_back(rank);
  const std::vector<double> distribution = RankSumDistribution(ranks, a);
  const size_t least = a * (a + 1) / 2;
  double below = 0;
  size_t k = 0;
  while (k <= a * b) {
    below += distribution[least + k];
    if (below > kTail) break;
    ++k;
  }
  return k;
}

bool Excludes0(const Interval& interval) { return interval.low > 0 || interval.high < 0; }

}  // namespace

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

std::optional<Summary> Summarise(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  const auto [min, max] = std::minmax_element(values.begin(), values.end());
  return Summary{.min = *min,
                 .median = Median({values.begin(), values.end()}),
                 .max = *max,
                 .n = values.size()};
}

std::optional<double> StandardDeviation(std::span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  const auto count = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (count - 1));
}

std::optional<Modes> FindTwoModes(std::span<const double> values, double min_gap) {
  if (values.size() < 4) return std::nullopt;
  const std::vector<double> sorted = Sorted(values);
  size_t split = 1;
  for (size_t i = 2; i < sorted.size(); ++i) {
    if (sorted[i] - sorted[i - 1] > sorted[split] - sorted[split - 1]) split = i;
  }
  if (split < 2 || sorted.size() - split < 2) return std::nullopt;
  const std::span<const double> all = sorted;
  const Modes modes = {.low = *Summarise(all.first(split)), .high = *Summarise(all.subspan(split))};
  const double gap = modes.high.min - modes.low.max;
  const double spread = std::max(modes.low.max - modes.low.min, modes.high.max - modes.high.min);
  if (gap <= min_gap || gap <= 3 * spread) return std::nullopt;
  return modes;
}

std::optional<RankTest> MannWhitney(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return std::nullopt;
  const std::vector<size_t> ranks = DoubledRanks(a, b);
  size_t doubled_sum = 0;
  for (size_t i = 0; i < a.size(); ++i) doubled_sum += ranks[i];
  const auto a_count = static_cast<double>(a.size());
  const auto b_count = static_cast<double>(b.size());
  const double u = static_cast<double>(doubled_sum) / 2 - a_count * (a_count + 1) / 2;
  const double p =
      ranks.size() <= kMaxExact ? ExactP(ranks, a.size()) : NormalP(u, a_count, b_count, ranks);
  return RankTest{.u = u, .p = p};
}

std::optional<Interval> ShiftInterval95(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return std::nullopt;
  const size_t k = IntervalRank(a.size(), b.size());
  if (k == 0) return std::nullopt;
  std::vector<double> differences;
  differences.reserve(a.size() * b.size());
  for (const double x : a) {
    for (const double y : b) differences.push_back(x - y);
  }
  // The k-th from either end; what lies between need not be in order.
  const auto at = [&differences](size_t rank) {
    const auto place = differences.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(differences.begin(), place, differences.end());
    return *place;
  };
  const double low = at(k - 1);
  return Interval{.low = low, .high = at(differences.size() - k)};
}

std::optional<Difference> CompareSamples(std::span<const double> a, std::span<const double> b) {
  const std::optional<RankTest> test = MannWhitney(a, b);
  if (!test.has_value()) return std::nullopt;
  const double base = Median({b.begin(), b.end()});
  Difference difference = {
      .delta = Median({a.begin(), a.end()}) - base, .ci95 = ShiftInterval95(a, b), .p = test->p};
  if (base != 0) difference.percent = 100 * difference.delta / std::abs(base);
  if (difference.ci95.has_value()) {
    const bool separated =
        test->u == 0 || test->u == static_cast<double>(a.size()) * static_cast<double>(b.size());
    difference.significant = Excludes0(*difference.ci95) && (separated || test->p < 0.05);
  } else {
    difference.reason = std::to_string(a.size()) + " against " + std::to_string(b.size()) +
                        " samples are too few for a 95 % interval; 4 against 4 are enough";
  }
  return difference;
}

}  // namespace tidemark::harness
