#include "harness/measure/event.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "converter/io/strict_json.h"
#include "harness/measure/from_zero.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonLimits;
using converter::JsonObject;
using converter::JsonValue;

// The reader of a channel bounds the bytes of an event.
constexpr JsonLimits kLimits = {.bytes = UINT64_MAX, .depth = 32};
constexpr size_t kMaxNameBytes = 128;
constexpr size_t kMaxTextBytes = 4096;

constexpr std::array<std::pair<const char*, std::optional<uint64_t> MemoryReading::*>, 9>
    kReadingKeys = {{
        {"rss_bytes", &MemoryReading::rss_bytes},
        {"anon_bytes", &MemoryReading::anon_bytes},
        {"file_bytes", &MemoryReading::file_bytes},
        {"shmem_bytes", &MemoryReading::shmem_bytes},
        {"lazyfree_bytes", &MemoryReading::lazyfree_bytes},
        {"swap_bytes", &MemoryReading::swap_bytes},
        {"peak_rss_bytes", &MemoryReading::peak_rss_bytes},
        {"footprint_bytes", &MemoryReading::footprint_bytes},
        {"peak_footprint_bytes", &MemoryReading::peak_footprint_bytes},
    }};

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json(nullptr);
}

Json Encode(const MemoryReading& reading) {
  Json object = Json::object();
  for (const auto& [key, member] : kReadingKeys) {
    if ((reading.*member).has_value()) object[key] = *(reading.*member);
  }
  return object;
}

struct Encoder {
  Json operator()(const PhaseBegan& event) const {
    return {{"event", "phase_began"}, {"name", event.name}};
  }
  Json operator()(const PhaseEnded& event) const {
    const PhaseRecord& phase = event.phase;
    Json owners = Json::array();
    for (const Owner& owner : phase.owners) {
      owners.push_back({{"name", owner.name}, {"bytes", owner.bytes}});
    }
    return {{"event", "phase_ended"},
            {"name", phase.name},
            {"finished", phase.finished},
            {"wall_s", OrNull(phase.wall_s)},
            {"cpu_s", OrNull(phase.cpu_s)},
            {"peak_rss_bytes", OrNull(phase.peak_rss_bytes)},
            {"peak_footprint_bytes", OrNull(phase.peak_footprint_bytes)},
            {"end", Encode(phase.end)},
            {"owners", std::move(owners)},
            {"process_peak_rss_bytes", OrNull(event.process_peak_rss_bytes)},
            {"process_peak_footprint_bytes", OrNull(event.process_peak_footprint_bytes)}};
  }
  Json operator()(const SteadyState& event) const {
    return {{"event", "steady_state"},
            {"plateau", event.plateau},
            {"waited_s", event.waited_s},
            {"as_is", Encode(event.as_is)},
            {"trimmed", event.trimmed.has_value() ? Encode(*event.trimmed) : Json(nullptr)}};
  }
  Json operator()(const Evaluations& event) const {
    return {{"event", "evaluations"},
            {"wall_s", event.wall_s},
            {"growth_bytes_per_evaluation", OrNull(event.growth_bytes_per_evaluation)},
            {"growth_reason", event.growth_reason}};
  }
  Json operator()(const ResultValue& event) const {
    return {{"event", "result"},
            {"name", event.name},
            {"value", converter::ParseStrictJson(event.json, "result", kLimits)}};
  }
  Json operator()(const Progress& event) const {
    return {{"event", "progress"}, {"text", event.text.substr(0, kMaxTextBytes)}};
  }
  Json operator()(const ErrorMessage& event) const {
    return {{"event", "error"}, {"message", event.message.substr(0, kMaxTextBytes)}};
  }
  Json operator()(const Done&) const { return {{"event", "done"}}; }
};

std::string Name(const JsonValue& value) {
  std::string name = converter::PrintableText(value.String());
  if (name.empty() || name.size() > kMaxNameBytes) {
    value.FailExpecting("a name of 1 to " + std::to_string(kMaxNameBytes) + " bytes");
  }
  return name;
}

std::string Text(const JsonValue& value) {
  return converter::PrintableText(std::string_view(value.String()).substr(0, kMaxTextBytes));
}

template <typename Read>
auto OptionalOf(const JsonValue& value, Read read) {
  return value.IsNull() ? std::nullopt : std::optional(read(value));
}

std::optional<double> FromZeroOrNull(const JsonValue& value) { return OptionalOf(value, FromZero); }

std::optional<uint64_t> BytesOrNull(const JsonValue& value) {
  return OptionalOf(value, [](const JsonValue& bytes) { return bytes.Unsigned(); });
}

MemoryReading DecodeReading(const JsonValue& value) {
  std::array<std::string_view, kReadingKeys.size()> keys;
  std::transform(kReadingKeys.begin(), kReadingKeys.end(), keys.begin(),
                 [](const auto& entry) { return entry.first; });
  const JsonObject object = value.Object(keys);
  MemoryReading reading;
  for (const auto& [key, member] : kReadingKeys) {
    if (const auto bytes = object.Find(key)) reading.*member = bytes->Unsigned();
  }
  return reading;
}

PhaseEnded DecodePhaseEnded(const JsonValue& value) {
  const JsonObject object = value.Object(
      {"event", "name", "finished", "wall_s", "cpu_s", "peak_rss_bytes", "peak_footprint_bytes",
       "end", "owners", "process_peak_rss_bytes", "process_peak_footprint_bytes"});
  PhaseEnded event = {
      .phase = {.name = Name(object.At("name")),
                .finished = object.At("finished").Bool(),
                .wall_s = FromZeroOrNull(object.At("wall_s")),
                .cpu_s = FromZeroOrNull(object.At("cpu_s")),
                .peak_rss_bytes = BytesOrNull(object.At("peak_rss_bytes")),
                .peak_footprint_bytes = BytesOrNull(object.At("peak_footprint_bytes")),
                .end = DecodeReading(object.At("end"))},
      .process_peak_rss_bytes = BytesOrNull(object.At("process_peak_rss_bytes")),
      .process_peak_footprint_bytes = BytesOrNull(object.At("process_peak_footprint_bytes"))};
  for (const JsonValue& item : object.At("owners").Items()) {
    const JsonObject owner = item.Object({"name", "bytes"});
    event.phase.owners.push_back(
        {.name = Name(owner.At("name")), .bytes = owner.At("bytes").Unsigned()});
  }
  return event;
}

SteadyState DecodeSteadyState(const JsonValue& value) {
  const JsonObject object = value.Object({"event", "plateau", "waited_s", "as_is", "trimmed"});
  return {.plateau = object.At("plateau").Bool(),
          .waited_s = FromZero(object.At("waited_s")),
          .as_is = DecodeReading(object.At("as_is")),
          .trimmed = OptionalOf(object.At("trimmed"), DecodeReading)};
}

Evaluations DecodeEvaluations(const JsonValue& value) {
  const JsonObject object =
      value.Object({"event", "wall_s", "growth_bytes_per_evaluation", "growth_reason"});
  Evaluations event = {.growth_bytes_per_evaluation =
                           OptionalOf(object.At("growth_bytes_per_evaluation"),
                                      [](const JsonValue& growth) { return growth.Number(); }),
                       .growth_reason = Text(object.At("growth_reason"))};
  const JsonValue times = object.At("wall_s");
  for (size_t i = 0; i < times.size(); ++i) event.wall_s.push_back(FromZero(times.Element(i)));
  return event;
}

}  // namespace

std::string EncodeEvent(const Event& event) {
  return std::visit(Encoder{}, event).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Event DecodeEvent(std::string_view line) {
  const std::string file = "event";
  const Json json = converter::ParseStrictJson(line, file, kLimits);
  const JsonValue value(json, file);
  const JsonValue kind = value.AnyObject().At("event");
  const auto is = [&kind](std::string_view name) { return kind.String() == name; };
  if (is("phase_began")) {
    return PhaseBegan{.name = Name(value.Object({"event", "name"}).At("name"))};
  }
  if (is("phase_ended")) return DecodePhaseEnded(value);
  if (is("steady_state")) return DecodeSteadyState(value);
  if (is("evaluations")) return DecodeEvaluations(value);
  if (is("result")) {
    const JsonObject object = value.Object({"event", "name", "value"});
    return ResultValue{.name = Name(object.At("name")), .json = object.At("value").Dump()};
  }
  if (is("progress")) {
    return Progress{.text = Text(value.Object({"event", "text"}).At("text"))};
  }
  if (is("error")) {
    return ErrorMessage{.message = Text(value.Object({"event", "message"}).At("message"))};
  }
  if (is("done")) {
    value.Object({"event"});
    return Done{};
  }
  kind.Fail("unknown event " + converter::Quoted(kind.String()));
}

}  // namespace tidemark::harness
