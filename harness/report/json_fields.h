#ifndef TIDEMARK_HARNESS_REPORT_JSON_FIELDS_H_
#define TIDEMARK_HARNESS_REPORT_JSON_FIELDS_H_

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/io/json_value.h"

namespace tidemark::harness {

// The keys of a report are listed once for both directions. A function
//
//   template <typename Fields, Of<Owner> T>
//   void Describe(Fields& fields, T& owner) {
//     fields.Value("name", owner.name);
//     fields.Value("bytes", owner.bytes);
//   }
//
// is called with a FieldWriter and a const object to write it, and with a FieldReader and an empty
// one to read it. Describe() functions of a namespace find each other by their argument.

// T is Type or const Type.
template <typename T, typename Type>
concept Of = std::same_as<std::remove_const_t<T>, Type>;

// What stands beside a null: the key, and the reason for it.
inline std::string ReasonKey(std::string_view key) { return std::string(key) + "_reason"; }

// JSON has no infinity: it is written as null with this reason.
inline constexpr std::string_view kInfinite = "infinite";

class FieldWriter {
 public:
  static constexpr bool kReads = false;

  converter::Json Take() { return std::move(json_); }

  // A value that is always there.
  template <typename T>
  void Value(std::string_view key, const T& value) {
    if constexpr (std::same_as<T, double>) {
      if (!std::isfinite(value)) return Missing(key, kInfinite);
    }
    Put(key, ToJson(value));
  }

  // A value that may be null as a matter of course.
  template <typename T>
  void Nullable(std::string_view key, const std::optional<T>& value) {
    value.has_value() ? Put(key, ToJson(*value)) : Put(key, nullptr);
  }

  // A value that is left out where it is absent, as in reports made before it was there.
  template <typename T>
  void Optional(std::string_view key, const std::optional<T>& value) {
    if (value.has_value()) Value(key, *value);
  }

  // A list that is left out when empty.
  template <typename T>
  void List(std::string_view key, const std::vector<T>& values) {
    if (!values.empty()) Value(key, values);
  }

  // A flag that reports made before it was there do not have: false, then.
  void Flag(std::string_view key, bool value) { Put(key, value); }

  // A text that is left out when empty.
  void Text(std::string_view key, const std::string& value) {
    if (!value.empty()) Put(key, value);
  }

  // A measurement. Where it is missing, `reason` says why; it follows from the rest of the object.
  template <typename T>
  void Measured(std::string_view key, const std::optional<T>& value, std::string_view reason) {
    value.has_value() ? Value(key, *value) : Missing(key, reason);
  }

  // The same under a key that reports made before it was there do not have.
  template <typename T>
  void MeasuredSince(std::string_view key, const std::optional<T>& value, std::string_view reason) {
    Measured(key, value, reason);
  }

  // A measurement that has a reason of its own for being missing.
  template <typename T>
  void Explained(std::string_view key, const std::optional<T>& value, const std::string& reason) {
    Measured(key, value, reason.empty() ? "not measured" : std::string_view(reason));
  }

  // The same, left out where there is neither the value nor a reason.
  template <typename T>
  void ExplainedIfAny(std::string_view key, const std::optional<T>& value,
                      const std::string& reason) {
    if (value.has_value() || !reason.empty()) Measured(key, value, reason);
  }

  template <typename T>
  static converter::Json ToJson(const T& value) {
    if constexpr (std::same_as<T, double>) {
      // Bytes are whole, whatever they were computed as.
      return IsWhole(value) ? converter::Json(static_cast<int64_t>(value)) : converter::Json(value);
    } else if constexpr (std::is_arithmetic_v<T> || std::convertible_to<T, std::string>) {
      return converter::Json(value);
    } else if constexpr (requires { value.begin(); }) {
      converter::Json list = converter::Json::array();
      for (const auto& item : value) list.push_back(ToJson(item));
      return list;
    } else {
      FieldWriter fields;
      Describe(fields, value);
      return fields.Take();
    }
  }

 private:
  static bool IsWhole(double value) {
    return std::abs(value) <= 9007199254740992 && value == std::floor(value);
  }

  void Put(std::string_view key, converter::Json value) {
    json_[std::string(key)] = std::move(value);
  }

  void Missing(std::string_view key, std::string_view reason) {
    Put(key, nullptr);
    Put(ReasonKey(key), std::string(reason));
  }

  converter::Json json_ = converter::Json::object();
};

// Throws FormatError, with the key path, for a key that is missing or of the wrong type, for a null
// without a reason and a reason without a null, and in Finish() for a key that nobody asked for.
class FieldReader {
 public:
  static constexpr bool kReads = true;

  explicit FieldReader(const converter::JsonValue& value) : object_(value.AnyObject()) {}

  template <typename T>
  void Value(std::string_view key, T& value) {
    if constexpr (std::same_as<T, double>) {
      const converter::JsonValue found = At(key);
      if (!IsMissing(key, found)) return FromJson(found, value);
      const converter::JsonValue reason = At(ReasonKey(key));
      if (reason.String() != kInfinite) reason.Fail("expected the reason \"infinite\"");
      value = std::numeric_limits<double>::infinity();
    } else {
      FromJson(At(key), value);
    }
  }

  template <typename T>
  void Nullable(std::string_view key, std::optional<T>& value) {
    const converter::JsonValue found = At(key);
    value.reset();
    if (!found.IsNull()) FromJson(found, value.emplace());
  }

  template <typename T>
  void Optional(std::string_view key, std::optional<T>& value) {
    known_.emplace_back(key);
    value.reset();
    if (const auto found = object_.Find(key)) FromJson(*found, value.emplace());
  }

  template <typename T>
  void List(std::string_view key, std::vector<T>& values) {
    known_.emplace_back(key);
    values.clear();
    if (const auto found = object_.Find(key)) FromJson(*found, values);
  }

  void Flag(std::string_view key, bool& value) {
    known_.emplace_back(key);
    const auto found = object_.Find(key);
    value = found && found->Bool();
  }

  void Text(std::string_view key, std::string& value) {
    known_.emplace_back(key);
    const auto found = object_.Find(key);
    value = found ? found->String() : "";
  }

  template <typename T>
  void Measured(std::string_view key, std::optional<T>& value, std::string_view) {
    std::string reason;
    Explained(key, value, reason);
  }

  template <typename T>
  void MeasuredSince(std::string_view key, std::optional<T>& value, std::string_view reason) {
    known_.emplace_back(key);
    value.reset();
    if (object_.Find(key)) Measured(key, value, reason);
  }

  template <typename T>
  void Explained(std::string_view key, std::optional<T>& value, std::string& reason) {
    value.reset();
    reason.clear();
    const converter::JsonValue found = At(key);
    if (!IsMissing(key, found)) return FromJson(found, value.emplace());
    const converter::JsonValue why = At(ReasonKey(key));
    if (why.String().empty()) why.Fail("expected a reason, found an empty text");
    if constexpr (std::same_as<T, double>) {
      if (why.String() == kInfinite) {
        value = std::numeric_limits<double>::infinity();
        return;
      }
    }
    reason = why.String();
  }

  template <typename T>
  void ExplainedIfAny(std::string_view key, std::optional<T>& value, std::string& reason) {
    known_.emplace_back(key);
    value.reset();
    reason.clear();
    if (object_.Find(key)) Explained(key, value, reason);
  }

  // The value of a key that is read by the caller.
  converter::JsonValue At(std::string_view key) {
    known_.emplace_back(key);
    return object_.At(key);
  }

  // The keys that end in `ending` and are not read yet, in order.
  std::vector<std::string> KeysLeft(std::string_view ending) const {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object_.value().Members()) {
      if (!key.ends_with(ending)) continue;
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) keys.push_back(key);
    }
    return keys;
  }

  void Finish() const {
    std::vector<std::string_view> accepted(known_.begin(), known_.end());
    object_.value().Object(accepted);
  }

  static void FromJson(const converter::JsonValue& json, std::string& value) {
    value = json.String();
  }
  static void FromJson(const converter::JsonValue& json, bool& value) { value = json.Bool(); }
  static void FromJson(const converter::JsonValue& json, double& value) { value = json.Number(); }
  template <std::unsigned_integral T>
  static void FromJson(const converter::JsonValue& json, T& value) {
    value = static_cast<T>(json.Unsigned());
  }
  static void FromJson(const converter::JsonValue& json, int& value) {
    value = static_cast<int>(
        json.Integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
  }
  static void FromJson(const converter::JsonValue& json, std::vector<uint64_t>& values) {
    values = json.Unsigneds();
  }
  template <typename T>
  static void FromJson(const converter::JsonValue& json, std::vector<T>& values) {
    values.clear();
    for (size_t i = 0; i < json.size(); ++i) FromJson(json.Element(i), values.emplace_back());
  }
  template <typename T>
  static void FromJson(const converter::JsonValue& json, T& value) {
    FieldReader fields(json);
    Describe(fields, value);
    fields.Finish();
  }

 private:
  // Is the value null, with a reason beside it?
  bool IsMissing(std::string_view key, const converter::JsonValue& value) const {
    const bool null = value.IsNull();
    const std::string reason = ReasonKey(key);
    if (null != object_.Find(reason).has_value()) {
      object_.value().Fail("the key \"" + reason + "\" goes with a null, and every null has one");
    }
    return null;
  }

  converter::JsonObject object_;
  std::vector<std::string> known_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JSON_FIELDS_H_
