#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/predict_peak.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/engine/conversion_levers.h"
#include "harness/memory/process_probe.h"
#include "harness/scenario/names.h"
#include "harness/scenario/quantities.h"

namespace tidemark::harness {
namespace {

struct ConvertArguments {
  std::string network;
  std::string package;
  std::string precision = "fp16";
  bool fp16_io = false;
  std::string target = "macos12";
  std::string board = "19x19";
  bool identity_mask = false;
  std::string batch = "1";
  bool force = false;
  std::string author;
  std::string license;
  std::string description;
  std::string levers = "all";
  bool no_sync = false;
  bool dry_run = false;
  std::string memory_limit;
  bool json = false;
};

converter::ConvertOptions OptionsOf(const ConvertArguments& arguments) {
  converter::ConvertOptions options;
  options.precision = ForOption("--precision", [&] { return ParsePrecision(arguments.precision); });
  options.fp16_io = arguments.fp16_io;
  options.target = ForOption("--target", [&] { return ParseTarget(arguments.target); });
  const BoardSize board = ForOption("--board", [&] { return ParseBoard(arguments.board); });
  options.board_x = board.x;
  options.board_y = board.y;
  options.identity_mask = arguments.identity_mask;
  const BatchOption batch = ParseBatch(arguments.batch, "--batch");
  options.min_batch = batch.min;
  options.max_batch = batch.max;
  options.author = arguments.author;
  options.license = arguments.license;
  options.description = arguments.description;
  options.existing = arguments.force ? converter::Existing::kReplace : converter::Existing::kRefuse;
  options.sync = arguments.no_sync ? converter::Sync::kNo : converter::Sync::kYes;
  return options;
}

nlohmann::json ToJson(const ConvertArguments& arguments, const converter::ConvertOptions& options,
                      const LeverSet& levers, const converter::ConvertResult& result,
                      double wall_s) {
  nlohmann::json json = {
      {"kind", "tidemark.convert"},
      {"package", arguments.package},
      {"network", result.network_name},
      {"version", result.version},
      {"precision", NameOf(result.precision)},
      {"requested_precision", NameOf(options.precision)},
      {"tier", NameOf(result.tier)},
      {"fp16_io", result.fp16_io},
      {"target", NameOf(options.target)},
      {"board", arguments.board},
      {"identity_mask", options.identity_mask},
      {"batch", {options.min_batch, options.max_batch}},
      {"levers", levers.ids()},
      {"inflated_bytes", result.inflated_bytes},
      {"weight_bytes", result.weight_bytes},
      {"derived_bytes", converter::DerivedBytes(result.derived)},
      {"model_bytes", result.model_bytes},
      {"blobs", result.blobs},
      {"operations", result.operations},
      {"weight_digest", result.weight_digest},
      {"model_digest", result.model_digest},
      {"wall_s", wall_s},
  };
  const MemoryReading memory = ProbeSelf()->Read(ReadCost::kCheap);
  if (memory.peak_rss_bytes.has_value()) {
    json["peak_rss_bytes"] = *memory.peak_rss_bytes;
  } else {
    json["peak_rss_bytes"] = nullptr;
    json["peak_rss_bytes_reason"] = "this system does not tell a process its peak RSS";
  }
  if (memory.peak_footprint_bytes.has_value()) {
    json["peak_footprint_bytes"] = *memory.peak_footprint_bytes;
  }
  return json;
}

void PrintText(const nlohmann::json& json) {
  std::printf("%s: %s (version %d), %s, %s\n", json["package"].get<std::string>().c_str(),
              json["network"].get<std::string>().c_str(), json["version"].get<int>(),
              json["precision"].get<std::string>().c_str(),
              json["board"].get<std::string>().c_str());
  if (json["precision"] != json["requested_precision"]) {
    std::printf(
        "  fp32, inputs and outputs too: in a trunk of under %d channels, transformer blocks lose "
        "too much in fp16\n",
        static_cast<int>(converter::kNarrowestMixedTrunk));
  }
  const auto derived = json["derived_bytes"].get<uint64_t>();
  std::printf(
      "  weights  %s bytes in %s blobs%s\n",
      WithCommas(json["weight_bytes"].get<uint64_t>()).c_str(),
      WithCommas(json["blobs"].get<uint64_t>()).c_str(),
      derived == 0 ? "" : (", " + WithCommas(derived) + " of them tables of angles").c_str());
  std::printf("  program  %s bytes, %s operations\n",
              WithCommas(json["model_bytes"].get<uint64_t>()).c_str(),
              WithCommas(json["operations"].get<uint64_t>()).c_str());
  std::string levers;
  for (const auto& id : json["levers"])
    levers += (levers.empty() ? "" : ", ") + id.get<std::string>();
  std::string peak = "unknown";
  for (const char* key : {"peak_rss_bytes", "peak_footprint_bytes"}) {
    if (json.contains(key) && !json[key].is_null()) peak = Mebibytes(json[key].get<uint64_t>());
  }
  std::printf("  took     %.2f s, peak memory %s, levers %s\n", json["wall_s"].get<double>(),
              peak.c_str(), levers.empty() ? "none" : levers.c_str());
}

std::vector<std::string> ConversionLeverIds() {
  std::vector<std::string> ids;
  for (const LeverInfo& info : Levers()) {
    if (info.in_converter) ids.emplace_back(info.id);
  }
  return ids;
}

// Bytes of "100" (in MB), "100MB" or "95MiB".
uint64_t ParseMemoryLimit(const std::string& text) {
  const bool plain = text.find_first_not_of("0123456789.") == std::string::npos;
  return ForOption("--memory-limit", [&] { return ParseSize(plain ? text + "MB" : text); });
}

converter::PeakPrediction Predict(const ConvertArguments& arguments,
                                  const converter::ConvertOptions& options) {
  const MemoryReading now = ProbeSelf()->Read(ReadCost::kCheap);
  // Where no resident set is told, the footprint is what counts.
  const uint64_t process = now.rss_bytes.value_or(now.footprint_bytes.value_or(0));
  return converter::PredictPeak(arguments.network, options, process);
}

void PrintPrediction(const ConvertArguments& arguments, const LeverSet& levers,
                     const converter::PeakPrediction& prediction) {
  if (arguments.json) {
    const nlohmann::json json = {{"kind", "tidemark.prediction"},
                                 {"network", prediction.network_name},
                                 {"version", prediction.version},
                                 {"blocks", prediction.blocks},
                                 {"trunk_channels", prediction.trunk_channels},
                                 {"file_bytes", prediction.file_bytes},
                                 {"inflated_bytes", prediction.inflated_bytes},
                                 {"levers", levers.ids()},
                                 {"predicted_peak_bytes", prediction.peak_bytes},
                                 {"owners", prediction.owners}};
    std::printf("%s\n", json.dump(2).c_str());
    return;
  }
  std::printf("%s (version %d), %s inflated: conversion would need about %s\n",
              prediction.network_name.c_str(), prediction.version,
              Mebibytes(prediction.inflated_bytes).c_str(),
              Mebibytes(prediction.peak_bytes).c_str());
  for (const auto& [name, bytes] : prediction.owners) {
    std::printf("  %-18s %10s\n", name.c_str(), Mebibytes(bytes).c_str());
  }
}

// Better told before than by the system in the middle.
void CheckMemoryLimit(const ConvertArguments& arguments, const converter::ConvertOptions& options,
                      uint64_t limit, const converter::PeakPrediction& prediction) {
  if (prediction.peak_bytes <= limit) return;
  std::string message = "the conversion would need about " + Mebibytes(prediction.peak_bytes) +
                        ", more than the limit of " + Mebibytes(limit);
  converter::ConvertOptions leanest = options;
  ApplyLevers(AllLevers(), leanest);
  const uint64_t least = Predict(arguments, leanest).peak_bytes;
  if (least <= limit) message += "; with --levers all it would need " + Mebibytes(least);
  throw UsageError(message, {.file = arguments.network, .key = "--memory-limit"});
}

int Convert(const ConvertArguments& arguments) {
  if (arguments.package.empty() && !arguments.dry_run) {
    throw UsageError("a package to write is needed; see `harness convert --help`",
                     {.key = "package"});
  }
  converter::ConvertOptions options = OptionsOf(arguments);
  const LeverSet levers = ParseLeverList(arguments.levers, "--levers");
  LeverSet used;
  for (const LeverInfo& info : Levers()) {
    if (!levers.Has(info.lever)) continue;
    if (info.in_converter) {
      used.Add(info.lever);
    } else if (arguments.levers != "seed" && arguments.levers != "all") {
      std::fprintf(stderr, "harness: lever '%s' acts in the engine and does not apply here\n",
                   std::string(info.id).c_str());
    }
  }
  ApplyLevers(used, options);
  if (arguments.dry_run || !arguments.memory_limit.empty()) {
    std::optional<uint64_t> limit;
    if (!arguments.memory_limit.empty()) limit = ParseMemoryLimit(arguments.memory_limit);
    const converter::PeakPrediction prediction = Predict(arguments, options);
    if (limit.has_value()) CheckMemoryLimit(arguments, options, *limit, prediction);
    if (arguments.dry_run) {
      PrintPrediction(arguments, used, prediction);
      return kExitDone;
    }
  }
  const bool terminal = isatty(STDERR_FILENO) == 1;
  const auto start = std::chrono::steady_clock::now();
  const auto result = converter::Convert(
      arguments.network, arguments.package, options,
      [terminal](std::string_view step, const converter::Owners&) {
        if (terminal)
          std::fprintf(stderr, "\r\033[K%.*s", static_cast<int>(step.size()), step.data());
      });
  if (terminal) std::fputs("\r\033[K", stderr);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  const nlohmann::json json = ToJson(arguments, options, used, result, wall.count());
  if (arguments.json) {
    std::printf("%s\n", json.dump(2).c_str());
  } else {
    PrintText(json);
  }
  return kExitDone;
}

}  // namespace

Verb AddConvert(CLI::App& command) {
  auto arguments = std::make_shared<ConvertArguments>();
  command
      .add_option("network", arguments->network, "KataGo network (.bin.gz, .txt.gz, .bin, .txt)")
      ->required()
      ->check(AFile(NetworkEndings()));
  command
      .add_option("package", arguments->package,
                  "package to write (.mlpackage); not needed with --dry-run")
      ->check(AFile({".mlpackage"}));
  command.add_option("--precision", arguments->precision, "fp16 (default) or fp32")
      ->check(OneOf(PrecisionNames()));
  command.add_flag("--fp16-io", arguments->fp16_io,
                   "FP16 inputs and outputs too (needs fp16; macOS 13 or later)");
  command
      .add_option("--target", arguments->target,
                  "oldest system: macos12 or ios15 (default), macos15 or ios18 (attention as one "
                  "operation)")
      ->check(OneOf(TargetNames()));
  command.add_option("--board", arguments->board, "board, 2x2 to 37x37 (default 19x19)");
  command.add_flag("--identity-mask", arguments->identity_mask,
                   "leave the mask out; every position must then fill the board");
  command.add_option("--batch", arguments->batch, "N or MIN:MAX (default 1)");
  command.add_flag("--force", arguments->force, "replace an existing package");
  command.add_option("--author", arguments->author, "author, for the package's metadata");
  command.add_option("--license", arguments->license, "licence, for the package's metadata");
  command.add_option("--description", arguments->description,
                     "description (default: blocks and channels)");
  command
      .add_option("--levers", arguments->levers,
                  "conversion levers: a,b or none, seed or all (default all)")
      ->check(ListOf(ConversionLeverIds()))
      ->check(OneOf(LeverSetNames()));
  command.add_flag("--dry-run", arguments->dry_run,
                   "write nothing; tell about how much memory the conversion would need");
  command.add_option("--memory-limit", arguments->memory_limit,
                     "refuse at once if more memory than this would be needed: MB, or 95MiB");
  command.add_flag(
      "--no-sync", arguments->no_sync,
      "do not wait until the package is on the disk; a crash of the system may then lose it");
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Examples:\n"
      "  harness convert net.bin.gz net.mlpackage\n"
      "  harness convert net.bin.gz net9.mlpackage --board 9x9 --identity-mask --precision fp32\n"
      "  harness convert transformer.bin.gz net.mlpackage --target macos15\n"
      "  harness convert net.bin.gz slow.mlpackage --levers none --json\n"
      "  harness convert net.bin.gz --dry-run\n"
      "  harness convert net.bin.gz net.mlpackage --memory-limit 100");
  return [arguments] { return Convert(*arguments); };
}

}  // namespace tidemark::harness
