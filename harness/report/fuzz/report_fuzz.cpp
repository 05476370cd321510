// Reports, of which everything that compares, gates or shows them is made.

#include <nlohmann/json.hpp>

#include "converter/testing/fuzz_target.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"
#include "harness/report/page_data.h"
#include "harness/report/report_format.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::testing {
namespace {

using converter::Json;
using harness::Report;

class NoSink final : public converter::ByteSink {
 public:
  using ByteSink::Write;
  void Write(std::span<const std::byte> /*bytes*/) override {}
  void Finish() override {}
};

// A report that is taken is written as it was read, and can be shown in every form.
void Read(std::string_view input) {
  const Json json = converter::ParseStrictJson(input, "fuzz.json");
  const Report report = harness::ReportFromJson(json, "fuzz.json");
  const Json written = ReportToJson(report);
  Promise(ReportToJson(harness::ReportFromJson(written, "fuzz.json")) == written,
          "a report that was written reads back as another");
  for (const harness::ReportFormat& format : harness::ReportFormats()) {
    // Its page is a file that Node.js builds; this is what the page is given.
    if (format.name == "html") continue;
    NoSink sink;
    format.write(report, sink);
  }
  harness::PageData(report);
}

std::vector<FuzzSeed> Seeds() {
  using harness::JsonText;
  return {{"report.json", JsonText(ReportToJson(harness::testing::HandMadeReport()))},
          {"profiled.json", JsonText(ReportToJson(harness::testing::HandMadeProfiledReport()))},
          {"command.json", JsonText(ReportToJson(harness::testing::HandMadeCommandReport()))}};
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "report", .folder = "harness/report/fuzz", .read = Read, .seeds = Seeds};
}

}  // namespace tidemark::testing
