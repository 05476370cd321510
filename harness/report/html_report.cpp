#include "harness/report/html_report.h"

#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "harness/memory/self_executable.h"
#include "harness/report/page_data.h"

namespace tidemark::harness {
namespace {

using converter::Json;

// Stands in the page, once, where the data goes.
constexpr std::string_view kPlace = "\"TIDEMARK REPORT\"";

constexpr uint64_t kLargestPage = uint64_t{4} << 20;

// JSON for the inside of a script element. Only texts hold these characters, so they can be
// escaped as texts escape them; what is not ASCII (U+2028 too, which ends lines of scripts) is
// escaped already.
std::string EmbeddedJson(const Json& json) {
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string embedded;
  embedded.reserve(text.size());
  for (const char character : text) {
    switch (character) {
      case '<':
        embedded += "\\u003c";
        break;
      case '>':
        embedded += "\\u003e";
        break;
      case '&':
        embedded += "\\u0026";
        break;
      default:
        embedded += character;
    }
  }
  return embedded;
}

}  // namespace

std::filesystem::path ReportPageFile() { return InstalledFile("share/tidemark/report_page.html"); }

std::string HtmlReport(const Report& report, const std::filesystem::path& page) {
  if (!std::filesystem::exists(page)) {
    throw UsageError(
        "the page of HTML reports is not built; with Node.js and npm installed (scripts/setup "
        "page), build the target report_page; the other formats need no page",
        {.file = page.string()});
  }
  std::string html = converter::ReadWholeFile(page, kLargestPage);
  const size_t place = html.find(kPlace);
  if (place == std::string::npos || html.find(kPlace, place + 1) != std::string::npos) {
    throw FormatError("this is not the page of HTML reports; build the target report_page again",
                      {.file = page.string()});
  }
  return html.replace(place, kPlace.size(), EmbeddedJson(PageData(report)));
}

}  // namespace tidemark::harness
