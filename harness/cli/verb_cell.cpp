#include <memory>
#include <new>
#include <string>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "harness/cli/verbs.h"
#include "harness/measure/cell.h"
#include "harness/measure/cell_spec.h"
#include "harness/measure/die_with_parent.h"
#include "harness/measure/event_channel.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

struct CellArguments {
  std::string spec;
  bool empty = false;
  int events_fd = -1;
};

int Live(const CellArguments& arguments) {
  DieWithParent(arguments.events_fd);
  EventWriter events(arguments.events_fd);
  const std::unique_ptr<ProcessProbe> probe = ProbeSelf();
  try {
    if (arguments.empty) {
      LiveEmptyCell({.min_s = 0.3, .max_s = 2}, *probe, events);
    } else {
      constexpr uint64_t kLargestSpec = 1 << 20;
      const std::string text = converter::ReadWholeFile(arguments.spec, kLargestSpec);
      LiveCell(ParseCellSpec(text, arguments.spec), *probe, events);
    }
  } catch (const InterruptedError&) {
    throw;
  } catch (const std::bad_alloc&) {
    events.Write(ErrorMessage{.message = "out of memory"});
    throw;
  } catch (const std::exception& error) {
    events.Write(ErrorMessage{.message = error.what()});
    throw;
  }
  return kExitDone;
}

}  // namespace

Verb AddCell(CLI::App& command) {
  auto arguments = std::make_shared<CellArguments>();
  command.add_option("spec", arguments->spec, "what to live, as JSON");
  command.add_flag("--empty", arguments->empty, "live without an engine");
  command.add_option("--events-fd", arguments->events_fd, "where to report")->required();
  return [arguments] { return Live(*arguments); };
}

}  // namespace tidemark::harness
