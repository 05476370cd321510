#ifndef TIDEMARK_HARNESS_CLI_CI_STEP_H_
#define TIDEMARK_HARNESS_CLI_CI_STEP_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/ci_annotations.h"

namespace tidemark::harness {

// Remarks of one level, put together by their titles: a CI service shows few of them, so that what
// is said of one cell is one remark of several lines.
class AnnotationGroups {
 public:
  explicit AnnotationGroups(Annotation::Level level, std::string file = {})
      : level_(level), file_(std::move(file)) {}

  void Add(const std::string& title, const std::string& line);

  const std::vector<Annotation>& annotations() const { return annotations_; }

 private:
  Annotation::Level level_;
  std::string file_;
  std::vector<Annotation> annotations_;
};

// Where a CI service runs this: prints the remarks, and adds Markdown to the step's summary. A
// summary that cannot be written is a warning. Elsewhere does nothing.
void TellStep(std::span<const Annotation> annotations, std::string_view markdown);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CI_STEP_H_
