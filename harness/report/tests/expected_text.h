#ifndef TIDEMARK_HARNESS_REPORT_TESTS_EXPECTED_TEXT_H_
#define TIDEMARK_HARNESS_REPORT_TESTS_EXPECTED_TEXT_H_

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "converter/io/byte_sink.h"
#include "converter/io/read_file.h"
#include "harness/report/report_format.h"

namespace tidemark::harness::testing {

// A file beside this one.
inline std::string ExpectedText(const std::string& file) {
  const auto tests = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "harness/report/tests";
  return converter::ReadWholeFile(tests / file, 1 << 20);
}

// Keeps what is written, and the largest piece of it.
class TextSink final : public converter::ByteSink {
 public:
  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    largest_piece_ = std::max(largest_piece_, bytes.size());
  }
  void Finish() override {}

  const std::string& text() const { return text_; }
  size_t largest_piece() const { return largest_piece_; }

 private:
  std::string text_;
  size_t largest_piece_ = 0;
};

// The report as `harness report --format <format>` writes it.
inline std::string Formatted(const std::string& format, const Report& report) {
  TextSink sink;
  FindReportFormat(format).write(report, sink);
  return sink.text();
}

}  // namespace tidemark::harness::testing

#endif  // TIDEMARK_HARNESS_REPORT_TESTS_EXPECTED_TEXT_H_
