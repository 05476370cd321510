#include "tidemark/converter.h"

#include <array>
#include <string_view>
#include <utility>

#include "converter/convert.h"
#include "converter/io/interrupt.h"

namespace tidemark {
namespace {

converter::ConvertOptions ToInternal(const ConvertOptions& options) {
  converter::ConvertOptions internal;
  switch (options.precision) {
    case Precision::kFloat16:
      internal.precision = converter::Precision::kFloat16;
      break;
    case Precision::kFloat32:
      internal.precision = converter::Precision::kFloat32;
      break;
    default:
      throw UsageError("accepted are float16 and float32", {.key = "precision"});
  }
  switch (options.target) {
    case Target::kMacOs12:
      internal.target = converter::Target::kMacOs12;
      break;
    case Target::kMacOs15:
      internal.target = converter::Target::kMacOs15;
      break;
    default:
      throw UsageError("accepted are macos12 and macos15", {.key = "target"});
  }
  internal.fp16_io = options.fp16_io;
  internal.board_x = options.board_x;
  internal.board_y = options.board_y;
  internal.identity_mask = options.identity_mask;
  internal.min_batch = options.min_batch;
  internal.max_batch = options.max_batch;
  internal.author = options.author;
  internal.license = options.license;
  internal.description = options.description;
  internal.existing =
      options.replace_existing ? converter::Existing::kReplace : converter::Existing::kRefuse;
  internal.sync = options.sync ? converter::Sync::kYes : converter::Sync::kNo;
  converter::CheckOptions(internal);
  return internal;
}

Precision PrecisionOf(converter::PrecisionTier tier) {
  switch (tier) {
    case converter::PrecisionTier::kHalf:
      return Precision::kFloat16;
    case converter::PrecisionTier::kMixed:
      return Precision::kMixed;
    case converter::PrecisionTier::kFull:
      break;
  }
  return Precision::kFloat32;
}

converter::ConvertObserver ObserverOf(const std::function<void(ConvertStep)>& on_step) {
  if (!on_step) return {};
  return [&on_step](std::string_view name, const converter::Owners&) {
    constexpr std::array<std::pair<std::string_view, ConvertStep>, 4> kSteps = {
        {{"read", ConvertStep::kRead},
         {"build", ConvertStep::kBuild},
         {"write", ConvertStep::kWrite},
         {"publish", ConvertStep::kPublish}}};
    for (const auto& [step_name, step] : kSteps) {
      if (step_name == name) on_step(step);
    }
  };
}

}  // namespace

ConvertResult Convert(const std::filesystem::path& network, const std::filesystem::path& package,
                      const ConvertOptions& options) {
  const converter::ConvertOptions internal = ToInternal(options);
  const InterruptSource cancellation(options.is_cancelled);
  converter::ConvertResult result =
      converter::Convert(network, package, internal, ObserverOf(options.on_step));
  return {.network_name = std::move(result.network_name),
          .version = result.version,
          .precision = PrecisionOf(result.tier),
          .fp16_io = result.fp16_io,
          .inflated_bytes = result.inflated_bytes,
          .weight_bytes = result.weight_bytes,
          .model_bytes = result.model_bytes,
          .weight_digest = std::move(result.weight_digest),
          .model_digest = std::move(result.model_digest)};
}

void CheckOptions(const ConvertOptions& options) { ToInternal(options); }

const char* Version() noexcept { return TIDEMARK_VERSION; }

}  // namespace tidemark
