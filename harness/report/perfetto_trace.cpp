#include "harness/report/perfetto_trace.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/io/strict_json.h"
#include "harness/report/text_stream.h"

namespace tidemark::harness {
namespace {

using converter::Json;

std::string Text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

int64_t Microseconds(double seconds) { return std::llround(seconds * 1e6); }

Json ArgsOf(const PhaseRecord& phase) {
  Json args = Json::object();
  if (!phase.finished) args["finished"] = false;
  if (phase.cpu_s) args["cpu_s"] = *phase.cpu_s;
  if (phase.peak_rss_bytes) args["peak_rss_bytes"] = *phase.peak_rss_bytes;
  if (phase.peak_footprint_bytes) args["peak_footprint_bytes"] = *phase.peak_footprint_bytes;
  Json owners = Json::array();
  for (const Owner& owner : phase.owners) {
    owners.push_back({{"name", owner.name}, {"bytes", owner.bytes}});
  }
  if (!owners.empty()) args["owners"] = std::move(owners);
  return args;
}

class TraceWriter {
 public:
  TraceWriter(const Report& report, converter::ByteSink& sink) : report_(report), out_(sink) {}

  void Write() {
    out_ << "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
    for (const RunRecord& run : report_.runs) {
      for (const Sample& sample : run.samples) WriteProcess(run, sample);
    }
    out_ << "\n]}\n";
    out_.Flush();
  }

 private:
  void WriteProcess(const RunRecord& run, const Sample& sample) {
    ++process_;
    const std::string name =
        report_.scenario.name + "/" + run.id + " repeat " + std::to_string(sample.repeat);
    BeginEvent("process_name", "M") << ",\"args\":{\"name\":" << Text(name) << "}}";
    BeginEvent("process_sort_index", "M") << ",\"args\":{\"sort_index\":" << process_ << "}}";
    BeginEvent("thread_name", "M") << ",\"tid\":1,\"args\":{\"name\":\"phases\"}}";
    WritePhases(sample);
    const Timeline& timeline = sample.timeline;
    if (timeline.anon_bytes.size() == timeline.rss_bytes.size()) {
      WriteRssParts(timeline);
    } else {
      WriteCounter("rss", timeline.rss_bytes, timeline.interval_s);
    }
    WriteCounter("footprint", timeline.footprint_bytes, timeline.interval_s);
  }

  void WritePhases(const Sample& sample) {
    double start_s = 0;
    for (const PhaseRecord& phase : sample.phases) {
      const int64_t start = Microseconds(start_s);
      if (phase.wall_s.has_value()) {
        start_s += *phase.wall_s;
        BeginEvent(phase.name, "X") << ",\"cat\":\"phase\",\"tid\":1,\"ts\":" << start
                                    << ",\"dur\":" << Microseconds(start_s) - start;
      } else {
        BeginEvent(phase.name, "i") << ",\"cat\":\"phase\",\"s\":\"t\",\"tid\":1,\"ts\":" << start;
      }
      out_ << ",\"args\":" << Text(ArgsOf(phase)) << "}";
    }
  }

  // Resident memory in its two parts, which viewers stack.
  void WriteRssParts(const Timeline& timeline) {
    const auto& rss = timeline.rss_bytes;
    const auto& anon = timeline.anon_bytes;
    for (size_t i = 0; i < rss.size(); ++i) {
      if (i > 0 && i + 1 < rss.size() && rss[i] == rss[i - 1] && anon[i] == anon[i - 1]) continue;
      BeginPoint("rss", i, timeline.interval_s)
          << "\"anon\":" << anon[i] << ",\"file\":" << rss[i] - std::min(anon[i], rss[i]) << "}}";
    }
  }

  // A counter of one series, of the same name.
  void WriteCounter(std::string_view name, const std::vector<uint64_t>& values, double interval_s) {
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0 && i + 1 < values.size() && values[i] == values[i - 1]) continue;
      BeginPoint(name, i, interval_s) << "\"" << name << "\":" << values[i] << "}}";
    }
  }

  // One point of a counter, up to the values.
  TextStream& BeginPoint(std::string_view name, size_t point, double interval_s) {
    return Separate() << "{\"name\":\"" << name << "\",\"ph\":\"C\",\"pid\":" << process_
                      << ",\"tid\":1,\"ts\":"
                      << Microseconds(static_cast<double>(point) * interval_s) << ",\"args\":{";
  }

  TextStream& BeginEvent(const std::string& name, std::string_view phase) {
    return Separate() << "{\"name\":" << Text(name) << ",\"ph\":\"" << phase
                      << "\",\"pid\":" << process_;
  }

  TextStream& Separate() { return out_ << (std::exchange(is_first_, false) ? "\n" : ",\n"); }

  const Report& report_;
  TextStream out_;
  bool is_first_ = true;
  // The number of the process that is being written.
  int process_ = 0;
};

}  // namespace

void WritePerfettoTrace(const Report& report, converter::ByteSink& sink) {
  TraceWriter(report, sink).Write();
}

}  // namespace tidemark::harness
