#include "harness/report/profile_table.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr char kNone[] = "-";

bool HasSeveralBackends(const LayerProfile& profile) {
  return std::ranges::any_of(profile.layers, [&](const ProfiledLayer& layer) {
    return layer.backend != profile.layers.front().backend;
  });
}

std::string OperationText(const ProfiledLayer& layer, bool several_backends) {
  return several_backends ? layer.operation + " on " + layer.backend : layer.operation;
}

// From `time` to `activations`.
std::vector<std::string> CostTexts(const ProfiledLayer& layer, double all_s) {
  const std::optional<double> rate = GflopPerSecond(layer);
  return {SecondsText(layer.wall_s), all_s > 0 ? PercentText(100 * layer.wall_s / all_s) : kNone,
          rate.has_value() ? RateText(*rate) : kNone,
          BytesText(static_cast<double>(layer.weight_bytes)),
          BytesText(static_cast<double>(layer.activation_bytes))};
}

// Whole but for evaluations that differ.
std::string CallsText(double calls) {
  return calls == std::floor(calls) ? std::to_string(static_cast<uint64_t>(calls))
                                    : RateText(calls);
}

std::string CountText(uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

ProfileRows OperationRows(const LayerProfile& profile) {
  ProfileRows rows = {{"operation", "calls", "time", "share", "GFLOP/s", "weights", "activations"}};
  const bool several_backends = HasSeveralBackends(profile);
  const ProfiledLayer total = TotalOf(profile.layers);
  const auto add = [&](std::string operation, const ProfiledLayer& layer) {
    std::vector<std::string>& row = rows.emplace_back();
    row = {std::move(operation), CallsText(layer.calls)};
    std::ranges::move(CostTexts(layer, total.wall_s), std::back_inserter(row));
  };
  for (const ProfiledLayer& layer : ByOperation(profile)) {
    add(OperationText(layer, several_backends), layer);
  }
  add("all", total);
  return rows;
}

ProfileRows LongestRows(const LayerProfile& profile, size_t most) {
  ProfileRows rows = {{"layer", "time", "share", "GFLOP/s", "weights", "activations", "operation"}};
  const bool several_backends = HasSeveralBackends(profile);
  const double all_s = TotalOf(profile.layers).wall_s;
  const auto add = [&](std::string name, const ProfiledLayer& layer, std::string operation) {
    std::vector<std::string>& row = rows.emplace_back();
    row = {std::move(name)};
    std::ranges::move(CostTexts(layer, all_s), std::back_inserter(row));
    row.push_back(std::move(operation));
  };
  const std::vector<ProfiledLayer> layers = ByTime(profile);
  const size_t shown = std::min(most, layers.size());
  for (size_t i = 0; i < shown; ++i) {
    add(layers[i].layer, layers[i], OperationText(layers[i], several_backends));
  }
  if (shown < layers.size()) {
    add(CountText(layers.size() - shown, "other", "others"),
        TotalOf(std::span(layers).subspan(shown)), "");
  }
  return rows;
}

std::string ProfileBasis(const LayerProfile& profile) {
  std::string text = "each figure of one evaluation; the times are ";
  if (profile.samples > 1) {
    return text + "medians over " + std::to_string(profile.samples) + " processes, " +
           std::to_string(profile.evaluations) + " evaluations in all";
  }
  return text + (profile.evaluations == 1 ? "those of a single one"
                                          : "means over " + std::to_string(profile.evaluations));
}

}  // namespace tidemark::harness
