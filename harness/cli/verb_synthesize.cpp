#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "harness/cli/network_facts.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {
namespace {

struct SynthesizeArguments {
  std::string architecture;
  std::string file;
  uint64_t seed = 0;
  std::optional<int> version;
  std::optional<int> policy_channels;
  std::string activation;
  bool force = false;
};

std::optional<converter::ActivationKind> ActivationOf(const SynthesizeArguments& arguments) {
  if (arguments.activation.empty()) return std::nullopt;
  return ForOption("--activation", [&] { return ParseActivation(arguments.activation); });
}

int Synthesize(const SynthesizeArguments& arguments) {
  const auto network =
      converter::DescribeArchitecture(converter::FindArchitecture(arguments.architecture),
                                      {.version = arguments.version,
                                       .policy_channels = arguments.policy_channels,
                                       .activation = ActivationOf(arguments)});
  converter::WriteSyntheticNetwork(
      network, arguments.seed, arguments.file,
      arguments.force ? converter::Existing::kReplace : converter::Existing::kRefuse);
  std::printf("%s: %s (version %d), %s parameters, seed %llu\n", arguments.file.c_str(),
              network.name.c_str(), network.version,
              WithCommas(FactsOf(network).parameters).c_str(),
              static_cast<unsigned long long>(arguments.seed));
  return kExitDone;
}

std::vector<std::string> ArchitectureNames() {
  std::vector<std::string> names;
  for (const converter::Architecture& architecture : converter::Architectures()) {
    names.emplace_back(architecture.name);
  }
  return names;
}

}  // namespace

Verb AddSynthesize(CLI::App& command) {
  auto arguments = std::make_shared<SynthesizeArguments>();
  command.add_option("architecture", arguments->architecture, "a name of `harness architectures`")
      ->required()
      ->check(OneOf(ArchitectureNames()));
  command.add_option("file", arguments->file, "network file to write (.bin.gz)")
      ->required()
      ->check(AFile({".bin.gz"}));
  command.add_option("--seed", arguments->seed, "seed of the weights (default 0)")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--version", arguments->version,
                     "format version, 8 to 17 (default: the architecture's own)");
  command.add_option("--policy-channels", arguments->policy_channels, "2 or 4 (version 17 only)")
      ->check(OneOf({"2", "4"}));
  command
      .add_option("--activation", arguments->activation,
                  "identity, relu, mish or silu (versions 11 and later)")
      ->check(OneOf(ActivationNames()));
  command.add_flag("--force", arguments->force, "replace an existing file");
  command.footer(
      "Examples:\n"
      "  harness synthesize b18c384nbt b18.bin.gz\n"
      "  harness synthesize b6c96 old.bin.gz --version 8 --seed 7");
  return [arguments] { return Synthesize(*arguments); };
}

}  // namespace tidemark::harness
