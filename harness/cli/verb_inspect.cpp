#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "converter/error.h"
#include "harness/cli/inspect_network.h"
#include "harness/cli/inspect_package.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

struct InspectArguments {
  std::string path;
  bool json = false;
  bool brief = false;
  bool layers = false;
};

int Inspect(const InspectArguments& arguments) {
  const Detail detail = arguments.brief    ? Detail::kTotals
                        : arguments.layers ? Detail::kLayers
                                           : Detail::kEverything;
  const auto print = [&](const auto& inspected) {
    const std::string text =
        arguments.json ? ToJson(inspected, detail).dump(2) + "\n" : ToText(inspected, detail);
    std::fputs(text.c_str(), stdout);
  };
  const std::string& path = arguments.path;
  if (IsPackage(path)) {
    if (arguments.layers) {
      throw UsageError("a package has no layers, only operations and weights", {.file = path});
    }
    print(InspectPackage(path));
  } else {
    print(InspectNetwork(path));
  }
  return kExitDone;
}

}  // namespace

Verb AddInspect(CLI::App& command) {
  auto arguments = std::make_shared<InspectArguments>();
  command.add_option("path", arguments->path, "network file or .mlpackage")
      ->required()
      ->check(AFile(ModelEndings()));
  command.add_flag("--json", arguments->json, "answer in JSON");
  CLI::Option* brief =
      command.add_flag("--brief", arguments->brief, "totals only, without the table of tensors");
  command.add_flag("--layers", arguments->layers, "of a network: layers in place of tensors")
      ->excludes(brief);
  command.footer(
      "Examples:\n"
      "  harness inspect net.bin.gz\n"
      "  harness inspect net.mlpackage --json");
  return [arguments] { return Inspect(*arguments); };
}

}  // namespace tidemark::harness
