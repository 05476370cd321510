#ifndef TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_
#define TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_

#include <memory>
#include <string_view>

#include "converter/convert.h"

namespace tidemark::harness {

// A phase of an engine's life that is under way. It ends with End(), or unfinished with its
// destruction when an exception passes through.
class PhaseScope {
 public:
  virtual ~PhaseScope() = default;

  // Who holds memory at this moment within the phase: told wherever it may hold the most.
  virtual void Note(const converter::Owners& owners) = 0;

  // The last such moment, and the end of the phase.
  virtual void End(const converter::Owners& owners) = 0;
};

// Told of each phase of an engine's life as it happens: `load`, `release`, `convert`,
// `compile`, `open`, `upload`, `warmup`, `evaluate`. Phases of one observer do not overlap.
class LifecycleObserver {
 public:
  virtual ~LifecycleObserver() = default;

  virtual std::unique_ptr<PhaseScope> BeginPhase(std::string_view name) = 0;
};

// For engines that nobody watches.
class SilentObserver final : public LifecycleObserver {
 public:
  std::unique_ptr<PhaseScope> BeginPhase(std::string_view) override {
    struct SilentPhase final : PhaseScope {
      void Note(const converter::Owners&) override {}
      void End(const converter::Owners&) override {}
    };
    return std::make_unique<SilentPhase>();
  }
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LIFECYCLE_OBSERVER_H_
