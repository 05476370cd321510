#include "harness/measure/own_verb.h"

#include <chrono>
#include <cstddef>
#include <string_view>
#include <unistd.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/printable_text.h"
#include "harness/measure/child_process.h"
#include "harness/measure/die_with_parent.h"
#include "harness/measure/spawn.h"
#include "harness/memory/self_executable.h"

namespace tidemark::harness {
namespace {

constexpr std::string_view kPrefix = "harness: ";

}  // namespace

std::string RunOwnVerb(const std::vector<std::string>& arguments) {
  ChildOptions options;
  options.spawn = {.program = SelfExecutable(),
                   .arguments = arguments,
                   .environment = {{kParentVariable, std::to_string(getpid())}},
                   .events = false};
  options.interval = std::chrono::milliseconds(50);
  options.output_tail_bytes = size_t{32} << 20;
  const ChildResult child = RunChild(options);
  ThrowIfInterrupted();
  if (child.exit.status == "ok") return child.output_tail;
  std::string words = child.error_tail;
  while (words.ends_with('\n')) words.pop_back();
  if (words.starts_with(kPrefix)) words.erase(0, kPrefix.size());
  words = converter::PrintableText(words);
  if (child.exit.code == 2 && !words.empty()) throw FormatError(words);
  throw MeasurementError("`harness " + arguments.front() + "` did not finish (" +
                         child.exit.status + ")" + (words.empty() ? "" : ": " + words));
}

}  // namespace tidemark::harness
