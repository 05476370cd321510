#ifndef TIDEMARK_HARNESS_ENGINE_LEVERS_H_
#define TIDEMARK_HARNESS_ENGINE_LEVERS_H_

#include <bitset>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

// A memory lever: one way of holding less, which a run turns on or off.
enum class Lever {
  kWeightViews,
  kStreamGzip,
  kReleaseWeights,
  kLayerStreaming,
  kMetadataOnlyLoad,
  kMapWeights,
  kReturnFreed
};
inline constexpr size_t kLeverCount = 7;

struct LeverInfo {
  Lever lever;
  // The name in scenarios, reports and on the command line.
  std::string_view id;
  std::string_view title;
  // What happens with the lever on, and what the naive program does instead.
  std::string_view on;
  std::string_view off;
  // Levers whose effect it has too.
  std::span<const Lever> implies;
  // Phases whose memory it can change.
  std::string_view phases;
  // When it has an effect at all.
  std::string_view applies;
  // What it does to the tables of a package that are computed (DerivedTensor); empty for nothing.
  std::string_view derived;
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
  void Remove(Lever lever) { on_.reset(static_cast<size_t>(lever)); }

  // Is the lever on, or implied by one that is? What the engine goes by.
  bool Applies(Lever lever) const;
  bool empty() const { return on_.none(); }

  // Ids of the levers that are on, in table order.
  std::vector<std::string> ids() const;

  friend bool operator==(const LeverSet&, const LeverSet&) = default;

 private:
  std::bitset<kLeverCount> on_;
};

// The three levers that this program began with, together.
LeverSet SeedLevers();
// Every lever.
LeverSet AllLevers();
// Every lever but `lever` and those that imply it: the rest of AllLevers() that a lever adds to.
LeverSet AllWithout(Lever lever);

// The names that stand for a whole set in place of ids: `none`, `seed` and `all`.
std::vector<std::string> LeverSetNames();

// A set from ids; alone, `none` stands for the empty set, `seed` for SeedLevers() and `all` for
// AllLevers(). Throws UsageError that names the unknown id and lists the known ones; `key` says
// where the ids were written.
LeverSet ParseLevers(std::span<const std::string> ids, const std::string& key);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LEVERS_H_
