#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/network/architecture.h"
#include "harness/cli/network_facts.h"
#include "harness/cli/text.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

int List(bool as_json) {
  nlohmann::json json = nlohmann::json::array();
  std::vector<std::vector<std::string>> rows = {
      {"NAME", "BLOCKS", "CHANNELS", "PARAMETERS", "INFLATED", "WHAT IT IS"}};
  for (const converter::Architecture& architecture : converter::Architectures()) {
    const NetworkFacts facts = FactsOf(converter::DescribeArchitecture(architecture, {}));
    const uint64_t bytes = 4 * facts.floats;
    rows.push_back({std::string(architecture.name), std::to_string(architecture.blocks),
                    std::to_string(architecture.trunk_channels), WithCommas(facts.parameters),
                    Mebibytes(bytes), std::string(architecture.summary)});
    json.push_back({{"name", architecture.name},
                    {"summary", architecture.summary},
                    {"version", architecture.default_version},
                    {"blocks", architecture.blocks},
                    {"trunk_channels", architecture.trunk_channels},
                    {"parameters", facts.parameters},
                    {"weight_bytes", bytes}});
  }
  if (as_json) {
    std::printf("%s\n", nlohmann::json{{"kind", "tidemark.architectures"}, {"architectures", json}}
                            .dump(2)
                            .c_str());
  } else {
    std::fputs(FormatTable(rows, {false, true, true, true, true, false}).c_str(), stdout);
  }
  return kExitDone;
}

}  // namespace

Verb AddArchitectures(CLI::App& command) {
  auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "answer in JSON");
  command.footer("Example:\n  harness architectures");
  return [json] { return List(*json); };
}

}  // namespace tidemark::harness
