#ifndef TIDEMARK_HARNESS_CLI_GATE_TEXT_H_
#define TIDEMARK_HARNESS_CLI_GATE_TEXT_H_

#include <string>

#include "harness/gate/gate.h"

namespace tidemark::harness {

struct GateTextOptions {
  // Colour verdicts with ANSI escapes: for a terminal.
  bool color = false;
  // List what passed, too.
  bool all = false;
  // Of the report and the baseline, for the command that tightens the baseline.
  std::string head = {};
  std::string baseline = {};
};

// What failed, what improved and what does not apply, then the count. Improvements come with the
// command that makes them the new baseline.
std::string GateText(const GateResult& result, const GateTextOptions& options);

// The same for a summary in Markdown.
std::string GateMarkdown(const GateResult& result);

// Every finding as JSON: kind "tidemark.gate".
std::string GateJsonText(const GateResult& result);

// One line about a finding: "all/ane peak_rss: 64.4 MiB -> 66.4 MiB, ...; allowed ...: grew".
std::string FindingText(const Finding& finding);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_GATE_TEXT_H_
