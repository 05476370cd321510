#ifndef TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_
#define TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_

#include <string_view>

#include "converter/convert.h"

namespace tidemark::harness {

// Told of each phase of an engine's life as it happens: `load`, `release`, `convert`, `open`,
// `warmup`, `evaluate`. Phases do not nest or overlap within a thread.
class LifecycleObserver {
 public:
  virtual ~LifecycleObserver() = default;

  virtual void BeginPhase(std::string_view name) = 0;
  // `owners`: who held memory when the phase held the most of what the engine accounts for.
  virtual void EndPhase(std::string_view name, const converter::Owners& owners) = 0;
};

// For engines that nobody watches.
class SilentObserver final : public LifecycleObserver {
 public:
  void BeginPhase(std::string_view) override {}
  void EndPhase(std::string_view, const converter::Owners&) override {}
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_
