#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "converter/error.h"
#include "converter/io/inflater.h"
#include "converter/io/interrupt.h"
#include "converter/io/printable_text.h"
#include "harness/cli/verbs.h"

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
    {.name = "noise", .summary = "Tell how far figures move by themselves", .add = AddNoise},
    {.name = "baseline", .summary = "Keep the reports to judge by", .add = AddBaseline},
    {.name = "report", .summary = "Write a report in another format", .add = AddReport},
    {.name = "measure", .summary = "Measure an external command", .add = AddMeasure},
    {.name = "validate", .summary = "Check a scenario and show its plan", .add = AddValidate},
    {.name = "merge", .summary = "Join reports of one scenario", .add = AddMerge},
    {.name = "convert", .summary = "Convert a KataGo network to a package", .add = AddConvert},
    {.name = "inspect", .summary = "Describe a network file or a package", .add = AddInspect},
    {.name = "synthesize", .summary = "Write a synthetic network file", .add = AddSynthesize},
    {.name = "evaluate", .summary = "Show what a network makes of a game", .add = AddEvaluate},
    {.name = "record", .summary = "Record a backend's outputs as cases", .add = AddRecord},
    {.name = "verify", .summary = "Compare a backend with recorded cases", .add = AddVerify},
    {.name = "levers", .summary = "List the memory levers", .add = AddLevers},
    {.name = "architectures", .summary = "List what can be synthesized", .add = AddArchitectures},
    {.name = "cell", .summary = "Live one engine life", .add = AddCell, .hidden = true},
};

// The first word of a command line is a verb, or an option of the program.
void CheckVerb(const std::string& word) {
  std::string known;
  for (const VerbEntry& entry : kVerbs) {
    if (word == entry.name || word.starts_with('-')) return;
    if (!entry.hidden) known += (known.empty() ? "" : ", ") + std::string(entry.name);
  }
  throw UsageError("unknown verb " + converter::Quoted(word) + "; known are " + known);
}

// One line, whatever the names in it hold.
void PrintError(const char* what) {
  std::fprintf(stderr, "harness: %s\n", converter::PrintableText(what).c_str());
}

int Main(int argc, char** argv) {
  CLI::App app(
      "Proves what each memory lever saves when KataGo networks are converted to Core ML and run.",
      "harness");
  app.set_version_flag("--version", [] {
    return std::string("harness " TIDEMARK_VERSION "\ninflates with ") +
           converter::InflateLibrary();
  });
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  harness run scenarios/b18.json\n"
      "  harness convert net.bin.gz net.mlpackage --board 19x19\n"
      "  harness inspect net.bin.gz\n"
      "  harness evaluate net.bin.gz game.sgf --move 50\n"
      "\n"
      "Exit codes: 0 done, 1 a check failed, 2 bad usage or input, 3 nothing could be measured,\n"
      "130 interrupted. `harness VERB --help` explains a verb.");
  std::vector<std::pair<CLI::App*, Verb>> verbs;
  for (const VerbEntry& entry : kVerbs) {
    CLI::App* command = app.add_subcommand(entry.name, entry.summary);
    if (entry.hidden) command->group("");
    verbs.emplace_back(command, entry.add(*command));
  }
  if (argc > 1) CheckVerb(argv[1]);
  // What follows "--" is the business of the command that it names.
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    // The value of a variable that is not set, most likely.
    if (*argv[i] == '\0') throw UsageError("argument " + std::to_string(i) + " is empty");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {
    return app.exit(request);
  } catch (const CLI::ParseError& error) {
    PrintError((std::string(error.what()) + "; see `harness --help`").c_str());
    return kExitBadInput;
  }
  CatchInterrupts();
  for (const auto& [command, verb] : verbs) {
    if (command->parsed()) return verb();
  }
  return kExitBadInput;
}

// A standard stream that is closed must not become the first file that is opened: what is printed
// would go there. Reading /dev/null in its place makes printing fail, and that is told.
void OccupyStandardStreams() {
  int opened = 0;
  do {
    opened = open("/dev/null", O_RDONLY);
  } while (opened >= 0 && opened <= STDERR_FILENO);
  if (opened > STDERR_FILENO) close(opened);
}

// An answer that did not arrive whole is an error.
int AfterPrinting(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  PrintError("the answer could not be written to standard output");
  return code == kExitDone ? kExitBadInput : code;
}

int Guarded(int argc, char** argv) {
  try {
    return Main(argc, argv);
  } catch (const InterruptedError&) {
    std::fputs("harness: interrupted\n", stderr);
    return kExitInterrupted;
  } catch (const MeasurementError& error) {
    PrintError(error.what());
    return kExitNotMeasured;
  } catch (const Error& error) {
    PrintError(error.what());
    return kExitBadInput;
  } catch (const std::bad_alloc&) {
    std::fputs("harness: out of memory\n", stderr);
    return kExitNotMeasured;
  } catch (const std::exception& error) {
    PrintError(error.what());
    return kExitBadInput;
  }
}

}  // namespace
}  // namespace tidemark::harness

int main(int argc, char** argv) {
  tidemark::harness::OccupyStandardStreams();
  return tidemark::harness::AfterPrinting(tidemark::harness::Guarded(argc, argv));
}
