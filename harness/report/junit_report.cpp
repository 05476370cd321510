#include "harness/report/junit_report.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/report/json_fields.h"
#include "harness/report/primary_metric.h"
#include "harness/report/xml_text.h"

namespace tidemark::harness {
namespace {

// Processes of one run that are told one by one.
constexpr size_t kMostProcesses = 20;

std::string Attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + XmlText(value) + "\"";
}

std::string PlainNumber(double value) { return FieldWriter::ToJson(value).dump(); }

// Seconds that the run's processes are known to have lived.
double WallTime(const RunRecord& run) {
  double time = 0;
  for (const Sample& sample : run.samples) {
    for (const PhaseRecord& phase : sample.phases) time += phase.wall_s.value_or(0);
  }
  return time;
}

bool EndedBadly(const Sample& sample) { return sample.exit.status != "ok"; }

// "repeat 1: crashed, signal 11: its own words"
std::string EndText(const Sample& sample) {
  std::string text = "repeat " + std::to_string(sample.repeat) + ": " + sample.exit.status;
  if (sample.exit.signal) text += ", signal " + std::to_string(*sample.exit.signal);
  if (sample.exit.code) text += ", exit code " + std::to_string(*sample.exit.code);
  if (!sample.exit.message.empty()) text += ": " + sample.exit.message;
  return text;
}

class JunitWriter {
 public:
  explicit JunitWriter(const Report& report) : report_(report) {}

  std::string Write() {
    for (const Check& check : report_.checks) AddCheck(check);
    double time = 0;
    for (const RunRecord& run : report_.runs) {
      time += WallTime(run);
      if (std::ranges::any_of(run.samples, EndedBadly)) AddRun(run);
    }
    const std::string counts = Attribute("tests", std::to_string(tests_)) +
                               Attribute("failures", std::to_string(failures_));
    const std::string skipped = Attribute("skipped", std::to_string(skipped_));
    const std::string seconds = Attribute("time", PlainNumber(time));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + seconds +
           ">\n  <testsuite" + Attribute("name", report_.scenario.name) + counts + skipped +
           seconds + ">\n    <properties>\n" + Properties() + "    </properties>\n" + cases_ +
           "  </testsuite>\n</testsuites>\n";
  }

 private:
  void AddCheck(const Check& check) {
    OpenCase(check.name, "checks", std::nullopt);
    if (check.status == CheckStatus::kPass) {
      cases_ += "/>\n";
      return;
    }
    cases_ += ">\n";
    if (check.status == CheckStatus::kSkipped) {
      ++skipped_;
      cases_ += "      <skipped" + Attribute("message", check.reason) + "/>\n";
    } else {
      std::string text = check.actual;
      if (!check.limit.empty()) text += (text.empty() ? "allowed " : ", allowed ") + check.limit;
      AddFailure(check.reason.empty() ? text : check.reason, "check_failed", {text});
    }
    cases_ += "    </testcase>\n";
  }

  void AddRun(const RunRecord& run) {
    std::vector<std::string> lines;
    const Sample* first = nullptr;
    size_t bad = 0;
    for (const Sample& sample : run.samples) {
      if (!EndedBadly(sample)) continue;
      if (first == nullptr) first = &sample;
      if (++bad <= kMostProcesses) lines.push_back(EndText(sample));
    }
    if (bad > kMostProcesses)
      lines.push_back("and " + std::to_string(bad - kMostProcesses) + " more");
    OpenCase("processes", run.id, WallTime(run));
    cases_ += ">\n";
    AddFailure(std::to_string(bad) + " of " + std::to_string(run.samples.size()) +
                   " processes did not end well",
               first->exit.status, lines);
    cases_ += "    </testcase>\n";
  }

  void OpenCase(std::string_view name, const std::string& part, std::optional<double> time) {
    ++tests_;
    cases_ += "    <testcase" + Attribute("name", name) +
              Attribute("classname", report_.scenario.name + "." + part);
    if (time.has_value()) cases_ += Attribute("time", PlainNumber(*time));
  }

  void AddFailure(std::string_view message, std::string_view type,
                  const std::vector<std::string>& lines) {
    ++failures_;
    cases_ += "      <failure" + Attribute("message", message) + Attribute("type", type) + ">";
    for (size_t i = 0; i < lines.size(); ++i) cases_ += (i > 0 ? "\n" : "") + XmlText(lines[i]);
    cases_ += "</failure>\n";
  }

  std::string Properties() const {
    std::string text;
    const auto add = [&](const std::string& name, std::string_view value) {
      text += "      <property" + Attribute("name", name) + Attribute("value", value) + "/>\n";
    };
    add("model", ModelNameOf(report_));
    add("kernel", report_.environment.kernel);
    add("host_class", report_.environment.host_class);
    for (const RunRecord& run : report_.runs) {
      for (const TrackedMetric& metric : TrackedMetrics(report_.environment)) {
        const std::optional<Summary>& summary = run.summary.*metric.summary;
        if (!summary.has_value()) continue;
        add(run.id + "/" + std::string(metric.name) + "_bytes", PlainNumber(summary->median));
      }
    }
    return text;
  }

  const Report& report_;
  std::string cases_;
  size_t tests_ = 0;
  size_t failures_ = 0;
  size_t skipped_ = 0;
};

}  // namespace

std::string JunitReport(const Report& report) { return JunitWriter(report).Write(); }

}  // namespace tidemark::harness
