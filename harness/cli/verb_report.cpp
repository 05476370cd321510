#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/byte_sink.h"
#include "converter/io/interrupt.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/report/json_report.h"
#include "harness/report/report_format.h"

namespace tidemark::harness {
namespace {

struct ReportArguments {
  std::string report;
  std::string format;
  std::string out;
};

// Whether an answer arrived whole is told at the end of the program.
class StandardOutput final : public converter::ByteSink {
 public:
  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    ThrowIfInterrupted();
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) {
      throw IoError("the answer could not be written", {.file = "standard output"});
    }
  }
  void Finish() override {}
};

std::unique_ptr<converter::ByteSink> OpenOutput(const ReportArguments& arguments) {
  if (arguments.out.empty()) return std::make_unique<StandardOutput>();
  std::error_code none;
  if (std::filesystem::equivalent(arguments.out, arguments.report, none)) {
    throw UsageError("is the report itself, which would be lost",
                     {.file = arguments.out, .key = "--out"});
  }
  return converter::AtomicFile(arguments.out, converter::Existing::kReplace);
}

int ShowReport(const ReportArguments& arguments) {
  const ReportFormat& format = ForOption(
      "--format", [&]() -> const ReportFormat& { return FindReportFormat(arguments.format); });
  const Report report = ReadJsonReport(arguments.report);
  const auto output = OpenOutput(arguments);
  format.write(report, *output);
  output->Finish();
  return kExitDone;
}

std::string FormatLines() {
  std::vector<std::vector<std::string>> rows;
  for (const ReportFormat& format : ReportFormats()) {
    rows.push_back({"  " + std::string(format.name), std::string(format.extension),
                    std::string(format.summary)});
  }
  return FormatTable(rows, {false, false, false});
}

std::vector<std::string> FormatWords() {
  std::vector<std::string> words;
  for (const ReportFormat& format : ReportFormats()) words.emplace_back(format.name);
  return words;
}

std::string FormatNames() {
  std::string names;
  for (const std::string& word : FormatWords()) names += (names.empty() ? "" : ", ") + word;
  return names;
}

}  // namespace

Verb AddReport(CLI::App& command) {
  auto arguments = std::make_shared<ReportArguments>();
  command.add_option("report", arguments->report, "report of `harness run`")
      ->required()
      ->check(AFile({".json"}));
  command.add_option("--format", arguments->format, "one of " + FormatNames())
      ->required()
      ->check(OneOf(FormatWords()));
  command
      .add_option("--out", arguments->out,
                  "file to write, whole or not at all (default: standard output)")
      ->check(AFile());
  command.footer("Formats:\n" + FormatLines() +
                 "\n"
                 "Examples:\n"
                 "  harness report results/b18.json --format html --out b18.html\n"
                 "  harness report results/b18.json --format markdown >> \"$GITHUB_STEP_SUMMARY\"\n"
                 "  harness report results/b18.json --format junit --out checks.xml\n"
                 "  harness report results/b18.json --format perfetto --out b18.trace.json\n"
                 "\n"
                 "Exit codes: 0 written, whatever the report's checks say; 2 no report.");
  return [arguments] { return ShowReport(*arguments); };
}

}  // namespace tidemark::harness
