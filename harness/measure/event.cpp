#include "harness/measure/event.h"

#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

using nlohmann::json;

// Deeper documents than any event has are refused while they are parsed.
constexpr int kMaxDepth = 32;
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

json ParseBounded(std::string_view text) {
  const auto bounded = [](int depth, json::parse_event_t, json&) {
    if (depth > kMaxDepth) throw FormatError("event is nested too deeply");
    return true;
  };
  try {
    return json::parse(text, bounded);
  } catch (const json::exception&) {
    throw FormatError("event is not JSON");
  }
}

template <typename T>
json OrNull(const std::optional<T>& value) {
  return value.has_value() ? json(*value) : json(nullptr);
}

json Encode(const MemoryReading& reading) {
  json object = json::object();
  for (const auto& [key, member] : kReadingKeys) {
    if ((reading.*member).has_value()) object[key] = *(reading.*member);
  }
  return object;
}

struct Encoder {
  json operator()(const PhaseBegan& event) const {
    return {{"event", "phase_began"}, {"name", event.name}};
  }
  json operator()(const PhaseEnded& event) const {
    const PhaseRecord& phase = event.phase;
    json owners = json::array();
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
  json operator()(const SteadyState& event) const {
    return {{"event", "steady_state"},
            {"plateau", event.plateau},
            {"waited_s", event.waited_s},
            {"as_is", Encode(event.as_is)},
            {"trimmed", event.trimmed.has_value() ? Encode(*event.trimmed) : json(nullptr)}};
  }
  json operator()(const Evaluations& event) const {
    return {{"event", "evaluations"},
            {"wall_s", event.wall_s},
            {"growth_bytes_per_evaluation", OrNull(event.growth_bytes_per_evaluation)},
            {"growth_reason", event.growth_reason}};
  }
  json operator()(const ResultValue& event) const {
    return {{"event", "result"}, {"name", event.name}, {"value", ParseBounded(event.json)}};
  }
  json operator()(const Progress& event) const {
    return {{"event", "progress"}, {"text", event.text.substr(0, kMaxTextBytes)}};
  }
  json operator()(const ErrorMessage& event) const {
    return {{"event", "error"}, {"message", event.message.substr(0, kMaxTextBytes)}};
  }
  json operator()(const Done&) const { return {{"event", "done"}}; }
};

// One JSON object of which every key must be asked for.
class Fields {
 public:
  explicit Fields(json object) : object_(std::move(object)) {
    if (!object_.is_object()) throw FormatError("expected a JSON object");
  }

  // Throws on a key that was never asked for.
  void Finish() const {
    if (object_.empty()) return;
    throw FormatError("unknown key",
                      {.key = converter::PrintableText(object_.begin().key()).substr(0, 64)});
  }

  json Take(const char* key) {
    const auto found = object_.find(key);
    if (found == object_.end()) throw FormatError("key is missing", {.key = key});
    json value = std::move(*found);
    object_.erase(found);
    return value;
  }
  bool Has(const char* key) const { return object_.contains(key); }

  bool Bool(const char* key) { return AsBool(Take(key), key); }
  double Number(const char* key) { return AsNumber(Take(key), key); }
  uint64_t Bytes(const char* key) { return AsBytes(Take(key), key); }
  std::string Name(const char* key) {
    std::string name = converter::PrintableText(AsText(Take(key), key));
    if (name.empty() || name.size() > kMaxNameBytes) {
      throw FormatError("expected a name of 1 to 128 bytes", {.key = key});
    }
    return name;
  }
  std::string Text(const char* key) {
    return converter::PrintableText(AsText(Take(key), key).substr(0, kMaxTextBytes));
  }
  std::optional<double> NumberOrNull(const char* key) {
    const json value = Take(key);
    return value.is_null() ? std::nullopt : std::optional(AsNumber(value, key));
  }
  std::optional<double> SignedOrNull(const char* key) {
    const json value = Take(key);
    return value.is_null() ? std::nullopt : std::optional(AsSigned(value, key));
  }
  std::optional<uint64_t> BytesOrNull(const char* key) {
    const json value = Take(key);
    return value.is_null() ? std::nullopt : std::optional(AsBytes(value, key));
  }

  static double AsSigned(const json& value, const char* key) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
      throw FormatError("expected a finite number", {.key = key});
    }
    return value.get<double>();
  }
  static double AsNumber(const json& value, const char* key) {
    const double number = AsSigned(value, key);
    if (number < 0) throw FormatError("expected a number of at least 0", {.key = key});
    return number;
  }

 private:
  static bool AsBool(const json& value, const char* key) {
    if (!value.is_boolean()) throw FormatError("expected true or false", {.key = key});
    return value.get<bool>();
  }
  static uint64_t AsBytes(const json& value, const char* key) {
    if (!value.is_number_unsigned()) {
      throw FormatError("expected a whole number of at least 0", {.key = key});
    }
    return value.get<uint64_t>();
  }
  static std::string AsText(const json& value, const char* key) {
    if (!value.is_string()) throw FormatError("expected a string", {.key = key});
    return value.get<std::string>();
  }

  json object_;
};

MemoryReading DecodeReading(json value) {
  Fields fields(std::move(value));
  MemoryReading reading;
  for (const auto& [key, member] : kReadingKeys) {
    if (fields.Has(key)) reading.*member = fields.Bytes(key);
  }
  fields.Finish();
  return reading;
}

PhaseEnded DecodePhaseEnded(Fields& fields) {
  PhaseEnded event = {
      .phase = {.name = fields.Name("name"),
                .finished = fields.Bool("finished"),
                .wall_s = fields.NumberOrNull("wall_s"),
                .cpu_s = fields.NumberOrNull("cpu_s"),
                .peak_rss_bytes = fields.BytesOrNull("peak_rss_bytes"),
                .peak_footprint_bytes = fields.BytesOrNull("peak_footprint_bytes"),
                .end = DecodeReading(fields.Take("end"))},
      .process_peak_rss_bytes = fields.BytesOrNull("process_peak_rss_bytes"),
      .process_peak_footprint_bytes = fields.BytesOrNull("process_peak_footprint_bytes")};
  const json owners = fields.Take("owners");
  if (!owners.is_array()) throw FormatError("expected an array", {.key = "owners"});
  for (const json& entry : owners) {
    Fields owner(entry);
    event.phase.owners.push_back({.name = owner.Name("name"), .bytes = owner.Bytes("bytes")});
    owner.Finish();
  }
  return event;
}

SteadyState DecodeSteadyState(Fields& fields) {
  SteadyState event = {.plateau = fields.Bool("plateau"),
                       .waited_s = fields.Number("waited_s"),
                       .as_is = DecodeReading(fields.Take("as_is"))};
  json trimmed = fields.Take("trimmed");
  if (!trimmed.is_null()) event.trimmed = DecodeReading(std::move(trimmed));
  return event;
}

Evaluations DecodeEvaluations(Fields& fields) {
  Evaluations event = {
      .growth_bytes_per_evaluation = fields.SignedOrNull("growth_bytes_per_evaluation"),
      .growth_reason = fields.Text("growth_reason")};
  const json times = fields.Take("wall_s");
  if (!times.is_array()) throw FormatError("expected an array", {.key = "wall_s"});
  for (const json& time : times) event.wall_s.push_back(Fields::AsNumber(time, "wall_s"));
  return event;
}

Event DecodeFields(const std::string& kind, Fields& fields) {
  if (kind == "phase_began") return PhaseBegan{.name = fields.Name("name")};
  if (kind == "phase_ended") return DecodePhaseEnded(fields);
  if (kind == "steady_state") return DecodeSteadyState(fields);
  if (kind == "evaluations") return DecodeEvaluations(fields);
  if (kind == "result") {
    return ResultValue{.name = fields.Name("name"), .json = fields.Take("value").dump()};
  }
  if (kind == "progress") return Progress{.text = fields.Text("text")};
  if (kind == "error") return ErrorMessage{.message = fields.Text("message")};
  if (kind == "done") return Done{};
  throw FormatError("unknown event '" + kind + "'");
}

}  // namespace

std::string EncodeEvent(const Event& event) {
  return std::visit(Encoder{}, event).dump(-1, ' ', false, json::error_handler_t::replace);
}

Event DecodeEvent(std::string_view line) {
  Fields fields(ParseBounded(line));
  const std::string kind = fields.Name("event");
  Event event = DecodeFields(kind, fields);
  fields.Finish();
  return event;
}

}  // namespace tidemark::harness
