#include "harness/cli/model_arguments.h"

#include <filesystem>

#include "harness/cli/text.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {

void ModelArguments::AddTo(CLI::App& command, bool backend_required) {
  command.add_option("model", model, "network file or .mlpackage")->required();
  auto* option = command.add_option(
      "--backend", backend,
      backend_required ? "eigen or ane"
                       : "eigen or ane (default: ane for a package, eigen for a network file)");
  option->required(backend_required);
  command.add_option("--cases", cases, "folder of recorded cases")->required();
  command.add_option("--precision", precision,
                     "fp16 (default) or fp32, of the package that a network is converted to");
  command.add_option("--batch", batch, "positions in one evaluation (default 1)")
      ->check(CLI::Range(1, 256));
  command.add_option("--threads", threads, "threads of the evaluation (default 1)")
      ->check(CLI::Range(1, 256));
}

ModelOptions ModelArguments::Options() const {
  std::string name = backend;
  if (name.empty()) name = std::filesystem::is_directory(model) ? "ane" : "eigen";
  return {.model = model,
          .backend = ForOption("--backend", [&] { return ParseBackend(name); }),
          .precision = ForOption("--precision", [this] { return ParsePrecision(precision); }),
          .batch = static_cast<size_t>(batch),
          .threads = threads};
}

}  // namespace tidemark::harness
