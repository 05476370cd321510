#ifndef TIDEMARK_HARNESS_MEASURE_PHASE_LINES_H_
#define TIDEMARK_HARNESS_MEASURE_PHASE_LINES_H_

#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

// The phase in which a program rests; see MeasureCommand().
inline constexpr std::string_view kIdlePhase = "idle";

// Which lines of a program's output begin a phase. Regular expressions are those of ECMAScript and
// are searched for anywhere in a line.
class PhasePatterns {
 public:
  // The phase is named by the first group that captured something, else by the whole match. Throws
  // UsageError for what is no regular expression.
  void Add(const std::string& regex);
  // The phase is `idle`.
  void AddIdle(const std::string& regex);

  bool empty() const { return patterns_.empty(); }

  // The name of the phase that a line begins, if it begins one: printable, cut after 64 bytes.
  // Patterns are tried in the order in which they were added.
  std::optional<std::string> PhaseBegunBy(const std::string& line) const;

 private:
  struct Pattern {
    std::regex regex;
    bool idle = false;
  };

  std::vector<Pattern> patterns_;
};

// Cuts a stream into lines. Of a line that is longer than kMaxBytes only its beginning is seen.
class LineCutter {
 public:
  static constexpr size_t kMaxBytes = 1024;

  explicit LineCutter(std::function<void(const std::string&)> on_line)
      : on_line_(std::move(on_line)) {}

  void Feed(std::string_view bytes);
  // What came after the last newline.
  void Finish();

 private:
  std::function<void(const std::string&)> on_line_;
  std::string line_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PHASE_LINES_H_
