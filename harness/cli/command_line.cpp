#include "harness/cli/command_line.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/io/inflater.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

struct VerbEntry {
  const char* name;
  const char* summary;
  Verb (*add)(CLI::App&);
  bool hidden = false;
};

constexpr VerbEntry kVerbs[] = {
    {.name = "run", .summary = "Measure a scenario and write a report", .add = AddRun},
    {.name = "compare", .summary = "Tell what changed between reports", .add = AddCompare},
    {.name = "gate", .summary = "Judge a report by a baseline", .add = AddGate},
    {.name = "explain", .summary = "Say who holds the peaks of a report", .add = AddExplain},
    {.name = "report", .summary = "Write a report in another format", .add = AddReport},
    {.name = "merge", .summary = "Join reports of one scenario", .add = AddMerge},
    {.name = "noise", .summary = "Tell how far figures move by themselves", .add = AddNoise},
    {.name = "baseline", .summary = "Keep the reports to judge by", .add = AddBaseline},
    {.name = "measure", .summary = "Measure an external command", .add = AddMeasure},
    {.name = "validate", .summary = "Check a scenario and show its plan", .add = AddValidate},
    {.name = "convert", .summary = "Convert a KataGo network to a package", .add = AddConvert},
    {.name = "inspect", .summary = "Describe a network file or a package", .add = AddInspect},
    {.name = "synthesize", .summary = "Write a synthetic network file", .add = AddSynthesize},
    {.name = "evaluate", .summary = "Show what a network makes of a game", .add = AddEvaluate},
    {.name = "record", .summary = "Record a backend's outputs as cases", .add = AddRecord},
    {.name = "verify", .summary = "Compare a backend with recorded cases", .add = AddVerify},
    {.name = "levers", .summary = "List the memory levers", .add = AddLevers},
    {.name = "devices", .summary = "List what networks can be evaluated on", .add = AddDevices},
    {.name = "architectures", .summary = "List what can be synthesized", .add = AddArchitectures},
    {.name = "completion", .summary = "Print a shell's completion script", .add = AddCompletion},
    {.name = "man", .summary = "Print a manual page, or write them all", .add = AddMan},
    {.name = "cell", .summary = "Live one engine life", .add = AddCell, .hidden = true},
};

}  // namespace

CommandLine::CommandLine(std::string_view first_word)
    : app_(
          "Proves what each memory lever saves when KataGo networks are converted to Core ML and "
          "run.",
          "harness") {
  app_.set_version_flag("--version", [] {
    return std::string("harness " TIDEMARK_VERSION "\ninflates with ") +
           converter::InflateLibrary();
  });
  app_.require_subcommand(1);
  app_.footer(
      "Examples:\n"
      "  harness run scenarios/b18.json\n"
      "  harness convert net.bin.gz net.mlpackage --board 19x19\n"
      "  harness inspect net.bin.gz\n"
      "  harness evaluate net.bin.gz game.sgf --move 50\n"
      "\n"
      "Exit codes: 0 done, 1 a check failed, 2 bad usage or input, 3 nothing could be measured,\n"
      "130 interrupted. `harness VERB --help` explains a verb.");
  const bool one = std::any_of(std::begin(kVerbs), std::end(kVerbs),
                               [&](const VerbEntry& entry) { return entry.name == first_word; });
  for (const VerbEntry& entry : kVerbs) {
    CLI::App* command = app_.add_subcommand(entry.name, entry.summary);
    if (entry.hidden) command->group("");
    if (!one || entry.name == first_word) verbs_.emplace_back(command, entry.add(*command));
  }
}

int CommandLine::Run() const {
  for (const auto& [command, verb] : verbs_) {
    if (command->parsed()) return verb();
  }
  return kExitBadInput;
}

void CheckVerb(const std::string& word) {
  std::string known;
  for (const VerbEntry& entry : kVerbs) {
    if (word == entry.name || word.starts_with('-')) return;
    if (!entry.hidden) known += (known.empty() ? "" : ", ") + std::string(entry.name);
  }
  throw UsageError("unknown verb " + converter::Quoted(word) + "; known are " + known);
}

}  // namespace tidemark::harness
