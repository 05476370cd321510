#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "harness/cli/inspect_network.h"
#include "harness/cli/inspect_package.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

int Inspect(const std::string& path, bool as_json) {
  const auto print = [as_json](const auto& inspected) {
    const std::string text = as_json ? ToJson(inspected).dump(2) + "\n" : ToText(inspected);
    std::fputs(text.c_str(), stdout);
  };
  if (IsPackage(path)) {
    print(InspectPackage(path));
  } else {
    print(InspectNetwork(path));
  }
  return kExitDone;
}

}  // namespace

Verb AddInspect(CLI::App& command) {
  auto path = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command.add_option("path", *path, "network file or .mlpackage")->required();
  command.add_flag("--json", *json, "answer in JSON");
  command.footer(
      "Examples:\n"
      "  harness inspect net.bin.gz\n"
      "  harness inspect net.mlpackage --json");
  return [path, json] { return Inspect(*path, *json); };
}

}  // namespace tidemark::harness
