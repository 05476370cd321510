#include "harness/cli/model_arguments.h"

#include <filesystem>

#include "converter/error.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {

void ModelArguments::AddTo(CLI::App& command, bool backend_required) {
  command.add_option("model", model, "network file or .mlpackage")
      ->required()
      ->check(AFile(ModelEndings()));
  auto* option = command.add_option(
      "--backend", backend,
      backend_required
          ? "eigen, ane or gpu"
          : "eigen, ane or gpu (default: ane for a package, eigen for a network file)");
  option->required(backend_required)->check(OneOf(BackendNames()));
  command
      .add_option("--precision", precision,
                  "fp16 or fp32, of the package that a network is converted to (default fp16), or "
                  "of a GPU's weights and activations (default fp32)")
      ->check(OneOf(PrecisionNames()));
  command.add_option("--threads", threads, "threads of the evaluation (default 1)")
      ->check(CLI::Range(1, 256));
  command.add_option("--player", profile,
                     "whom a network with a metadata encoder imitates: rank_R, preaz_R, "
                     "rank_B_W, preaz_B_W or proyear_Y (default " +
                         std::string(reference::kDefaultMetadataProfile) + ")");
}

ModelOptions ModelArguments::Options(int batch) const {
  std::string name = backend;
  if (name.empty()) name = std::filesystem::is_directory(model) ? "ane" : "eigen";
  const BackendKind kind = ForOption("--backend", [&] { return ParseBackend(name); });
  const auto refuse = [](bool given, const char* option, const std::string& why) {
    if (given) throw UsageError(why, {.key = option});
  };
  refuse(threads > 1 && kind == BackendKind::kGpu, "--threads",
         "a GPU does not evaluate on threads of the processor");
  refuse(!precision.empty() && kind == BackendKind::kEigen, "--precision",
         "eigen evaluates in single precision");
  refuse(!precision.empty() && std::filesystem::is_directory(model), "--precision",
         "a package has a precision of its own");
  ForOption("--player", [this] { return reference::MetadataProfile(profile); });
  return {.model = model,
          .backend = kind,
          .precision = ForOption("--precision",
                                 [this]() -> std::optional<converter::Precision> {
                                   if (precision.empty()) return std::nullopt;
                                   return ParsePrecision(precision);
                                 }),
          .batch = static_cast<size_t>(batch),
          .threads = threads};
}

std::optional<reference::SgfMetadata> ModelArguments::Metadata(const ModelTraits& traits) const {
  if (!traits.needs_metadata) return std::nullopt;
  return reference::MetadataProfile(profile);
}

}  // namespace tidemark::harness
