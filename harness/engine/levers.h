#ifndef TIDEMARK_HARNESS_ENGINE_LEVERS_H_
#define TIDEMARK_HARNESS_ENGINE_LEVERS_H_

#include <bitset>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

// A memory lever: one way of holding less, which a run turns on or off.
enum class Lever { kWeightViews, kStreamGzip, kReleaseWeights };
inline constexpr size_t kLeverCount = 3;

struct LeverInfo {
  Lever lever;
  // The name in scenarios, reports and on the command line.
  std::string_view id;
  std::string_view title;
  // What happens with the lever on, and what the naive program does instead.
  std::string_view on;
  std::string_view off;
  // Phases whose memory it can change.
  std::string_view phases;
  // When it has an effect at all.
  std::string_view applies;
  // It acts in the converter, so `harness convert` takes it too.
  bool in_converter;
};

// Every lever, in the order in which tables print them.
std::span<const LeverInfo> Levers();
const LeverInfo& InfoOf(Lever lever);

// A set of levers that are on.
class LeverSet {
 public:
  bool Has(Lever lever) const { return on_[static_cast<size_t>(lever)]; }
  void Add(Lever lever) { on_.set(static_cast<size_t>(lever)); }
  bool empty() const { return on_.none(); }

  // Ids of the levers that are on, in table order.
  std::vector<std::string> ids() const;

  friend bool operator==(const LeverSet&, const LeverSet&) = default;

 private:
  std::bitset<kLeverCount> on_;
};

// The customer's three levers together.
LeverSet SeedLevers();

// A set from ids; `none` stands for the empty set and `seed` for SeedLevers(). Throws UsageError
// that names the unknown id and lists the known ones; `key` says where the ids were written.
LeverSet ParseLevers(std::span<const std::string> ids, const std::string& key);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LEVERS_H_
