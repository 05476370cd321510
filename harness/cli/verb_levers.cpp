#include <cstdio>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "harness/cli/verbs.h"
#include "harness/engine/levers.h"

namespace tidemark::harness {
namespace {

std::string Joined(const LeverSet& set) {
  std::string text;
  for (const std::string& id : set.ids()) text += (text.empty() ? "" : ", ") + id;
  return text;
}

void PrintJson() {
  nlohmann::json levers = nlohmann::json::array();
  for (const LeverInfo& info : Levers()) {
    nlohmann::json implied = nlohmann::json::array();
    for (const Lever lever : info.implies) implied.push_back(InfoOf(lever).id);
    levers.push_back({{"id", info.id},
                      {"title", info.title},
                      {"on", info.on},
                      {"off", info.off},
                      {"implies", std::move(implied)},
                      {"phases", info.phases},
                      {"applies", info.applies},
                      {"in_converter", info.in_converter}});
  }
  const nlohmann::json json = {{"kind", "tidemark.levers"},
                               {"levers", levers},
                               {"seed", SeedLevers().ids()},
                               {"all", AllLevers().ids()}};
  std::printf("%s\n", json.dump(2).c_str());
}

void PrintText() {
  for (const LeverInfo& info : Levers()) {
    const auto print = [](const char* label, std::string_view text) {
      std::printf("  %-8s %.*s\n", label, static_cast<int>(text.size()), text.data());
    };
    std::printf("%.*s\n", static_cast<int>(info.id.size()), info.id.data());
    print("on", info.on);
    print("off", info.off);
    LeverSet implied;
    for (const Lever lever : info.implies) implied.Add(lever);
    if (!implied.empty()) print("implies", Joined(implied));
    print("phases", info.phases);
    print("applies", info.applies);
  }
  std::printf("\nnone: no lever\nseed: %s\nall: every lever\n", Joined(SeedLevers()).c_str());
}

}  // namespace

Verb AddLevers(CLI::App& command) {
  auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "answer in JSON");
  command.footer("Example:\n  harness levers");
  return [json] {
    *json ? PrintJson() : PrintText();
    return kExitDone;
  };
}

}  // namespace tidemark::harness
