#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string>
#include <string_view>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/printable_text.h"
#include "harness/cli/command_line.h"
#include "harness/measure/die_with_parent.h"

namespace tidemark::harness {
namespace {

// One line, whatever the names in it hold.
void PrintError(const char* what) {
  std::fprintf(stderr, "harness: %s\n", converter::PrintableText(what).c_str());
}

int Main(int argc, char** argv) {
  const std::string first_word = argc > 1 ? argv[1] : "";
  if (argc > 1) CheckVerb(first_word);
  // What follows "--" is the business of the command that it names.
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    // The value of a variable that is not set, most likely.
    if (*argv[i] == '\0') throw UsageError("argument " + std::to_string(i) + " is empty");
  }
  CommandLine line(first_word);
  try {
    line.app().parse(argc, argv);
  } catch (const CLI::Success& request) {
    return line.app().exit(request);
  } catch (const CLI::ParseError& error) {
    PrintError((std::string(error.what()) + "; see `harness --help`").c_str());
    return kExitBadInput;
  }
  CatchInterrupts();
  return line.Run();
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

// A file that would grow past the limit for files (ulimit -f) is to be an error that is told, and
// not the end of the process.
void IgnoreFileSizeSignal() { std::signal(SIGXFSZ, SIG_IGN); }

// An answer that did not arrive whole is an error.
int AfterPrinting(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  if (InterruptRequested()) {
    if (code != kExitInterrupted) std::fputs("harness: interrupted\n", stderr);
    return kExitInterrupted;
  }
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
  tidemark::harness::DieWithNamedParent();
  tidemark::harness::OccupyStandardStreams();
  tidemark::harness::IgnoreFileSizeSignal();
  return tidemark::harness::AfterPrinting(tidemark::harness::Guarded(argc, argv));
}
