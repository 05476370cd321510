#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include "converter/error.h"
#include "harness/cli/kept_report.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/report_folder.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/measure/command_repeats.h"
#include "harness/measure/held_process.h"
#include "harness/memory/environment.h"
#include "harness/report/command_console.h"
#include "harness/report/command_report.h"
#include "harness/report/json_report.h"
#include "harness/scenario/names.h"
#include "harness/scenario/quantities.h"

namespace tidemark::harness {
namespace {

constexpr double kLongestTimeout_s = 24 * 3600;
constexpr double kLongestInterval_s = 60;

struct MeasureArguments {
  std::vector<std::string> command;
  std::string name;
  std::string out;
  std::string add_to;
  int repeats = 5;
  int warmup = 0;
  std::string timeout = "120s";
  std::string interval = "5ms";
  std::vector<std::string> phases;
  std::string steady_after;
  std::string prepare;
  bool ignore_failure = false;
  bool show_output = false;
  bool no_trace = false;
};

std::chrono::milliseconds Duration(const std::string& text, const std::string& option, double min_s,
                                   double max_s) {
  return ForOption(option, [&] {
    const double seconds = ParseDuration(text);
    if (seconds < min_s || seconds > max_s) {
      throw UsageError("expected a time from " + FormatDuration(min_s) + " to " +
                       FormatDuration(max_s) + ", found " + text);
    }
    return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  });
}

CommandOptions OptionsFrom(const MeasureArguments& arguments) {
  CommandOptions options = {
      .program = FindProgram(arguments.command.front()),
      .words = arguments.command,
      .time_limit = Duration(arguments.timeout, "--timeout", 0.1, kLongestTimeout_s),
      .interval = Duration(arguments.interval, "--interval", 0.001, kLongestInterval_s),
      .accept_failure = arguments.ignore_failure,
      .show_output = arguments.show_output,
      .trace = !arguments.no_trace};
  if (!arguments.steady_after.empty()) {
    ForOption("--steady-after", [&] { options.phases.AddIdle(arguments.steady_after); });
  }
  for (const std::string& regex : arguments.phases) {
    ForOption("--phase-regex", [&] { options.phases.Add(regex); });
  }
  return options;
}

std::string NameFrom(const MeasureArguments& arguments) {
  std::string name = arguments.name;
  if (name.empty()) name = std::filesystem::path(arguments.command.front()).filename().string();
  return ForOption("--name", [&] {
    CheckName(name);
    return name;
  });
}

int ExitCodeOf(const std::vector<Sample>& samples, bool ignore_failure) {
  const auto measured = [](const Sample& sample) {
    return sample.peak_rss_bytes.has_value() || sample.peak_footprint_bytes.has_value();
  };
  const auto ended_well = [](const Sample& sample) { return sample.exit.status == "ok"; };
  if (std::none_of(samples.begin(), samples.end(), measured)) return kExitNotMeasured;
  return ignore_failure || std::all_of(samples.begin(), samples.end(), ended_well)
             ? kExitDone
             : kExitCheckFailed;
}

int Measure(const MeasureArguments& arguments) {
  const CommandOptions options = OptionsFrom(arguments);
  CommandRun command = {.name = NameFrom(arguments),
                        .words = arguments.command,
                        .warmup = arguments.warmup,
                        .timeout_s = std::chrono::duration<double>(options.time_limit).count()};
  const Environment environment = DescribeEnvironment();
  // What would keep the figures from being written is told before they are taken.
  if (!arguments.out.empty()) PrepareReport(arguments.out);
  if (!arguments.add_to.empty()) {
    PrepareReport(arguments.add_to);
    ForOption("--add-to",
              [&] { CheckCanJoin(ReadJsonReport(arguments.add_to), command.name, environment); });
  }
  {
    std::optional<ProgressLine> line;
    if (!arguments.show_output) line.emplace(arguments.warmup + arguments.repeats);
    command.samples = MeasureRepeatedly(
        options,
        {.repeats = arguments.repeats, .warmup = arguments.warmup, .prepare = arguments.prepare},
        {.begin_run =
             [&](const std::string& run) {
               if (line) line->BeginStep(command.name + " " + run);
             },
         .phase =
             [&](const std::string& phase) {
               if (line) line->Phase(phase);
             }});
  }
  const ConsoleOptions console = {.color = isatty(STDOUT_FILENO) == 1};
  std::fputs(CommandConsole(RunOf(command), environment, console).c_str(), stdout);
  if (!arguments.out.empty()) {
    KeepReport(ReportOf(command, environment), arguments.out);
    std::printf("\nreport: %s\n", arguments.out.c_str());
  }
  if (!arguments.add_to.empty()) {
    // Read again: another run may have been added meanwhile.
    Report report = ReadJsonReport(arguments.add_to);
    ForOption("--add-to", [&] { CheckCanJoin(report, command.name, environment); });
    AddCommand(command, report);
    KeepReport(report, arguments.add_to);
    std::printf("\nadded to: %s\n", arguments.add_to.c_str());
  }
  return ExitCodeOf(command.samples, arguments.ignore_failure);
}

}  // namespace

Verb AddMeasure(CLI::App& command) {
  auto arguments = std::make_shared<MeasureArguments>();
  command.add_option("command", arguments->command, "the command, after --")->required();
  command.add_option("--name", arguments->name,
                     "name of the run in the report (default: the program's file name)");
  CLI::Option* const out =
      command.add_option("--out", arguments->out, "report to write")->check(AFile({".json"}));
  command
      .add_option("--add-to", arguments->add_to,
                  "report of this host class to add the run to, under a name that is not taken")
      ->excludes(out)
      ->check(AFile({".json"}));
  command.add_option("--repeats", arguments->repeats, "measured runs")
      ->check(CLI::Range(1, kMaxRepeats))
      ->capture_default_str();
  command.add_option("--warmup", arguments->warmup, "unmeasured runs before them")
      ->check(CLI::Range(0, kMaxWarmup))
      ->capture_default_str();
  command.add_option("--timeout", arguments->timeout, "a run that takes longer is ended")
      ->capture_default_str();
  command.add_option("--interval", arguments->interval, "between two samples of the timeline")
      ->capture_default_str();
  command
      .add_option("--phase-regex", arguments->phases,
                  "a line of output that matches begins a phase, named by the first group; may "
                  "be repeated")
      ->allow_extra_args(false);
  command.add_option("--steady-after", arguments->steady_after,
                     "after a line that matches the command rests, in the phase idle");
  command.add_option("--prepare", arguments->prepare, "line for sh to run before every run");
  command.add_flag("--ignore-failure", arguments->ignore_failure,
                   "take the figures of runs that exit with another code than 0, and exit with 0");
  command.add_flag("--show-output", arguments->show_output, "pass on what the command prints");
  command.add_flag("--no-trace", arguments->no_trace,
                   "do not stop processes at their end, for programs that bring a debugger or a "
                   "leak checker; peaks are then those that wait4() tells, or lower bounds");
  command.footer(
      "The command runs without a shell, with no input, and with everything that it starts. Its\n"
      "peak is the kernel's high-water mark of its one process; of several, the largest mark or "
      "the\n"
      "largest sum over them that was sampled, whichever is more.\n"
      "\n"
      "Examples:\n"
      "  harness measure -- igzip -dc net.bin.gz\n"
      "  harness measure --name old --add-to results/b18.json -- old-converter net.bin.gz out\n"
      "  harness measure --phase-regex '^phase: (\\w+)' --out run.json -- ./engine net.bin.gz\n"
      "  harness measure --prepare 'rm -rf out' -- sh -c 'gzip -dc net.bin.gz | converter - out'\n"
      "\n"
      "Exit codes: 0 every run ended well, 1 one did not, 2 bad usage or no such program, 3 "
      "nothing\n"
      "could be measured.");
  return [arguments] { return Measure(*arguments); };
}

}  // namespace tidemark::harness
