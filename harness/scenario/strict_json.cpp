#include "harness/scenario/strict_json.h"

#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "converter/io/read_file.h"

namespace tidemark::harness {
namespace {

constexpr size_t kReasonLength = 200;

// Builds the document and refuses what a plain parser lets pass.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(const std::string& file, const JsonLimits& limits) : file_(file), limits_(limits) {}

  Json Take() { return std::move(root_); }

  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(number_integer_t value) override { return Add(value); }
  bool number_unsigned(number_unsigned_t value) override { return Add(value); }
  bool number_float(number_float_t value, const string_t&) override { return Add(value); }
  bool string(string_t& value) override { return Add(std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool start_object(size_t) override { return Open(Json::object()); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(Json::array()); }
  bool end_array() override { return Close(); }

  bool key(string_t& value) override {
    const Json& object = *open_.back();
    if (object.contains(value)) {
      throw FormatError("the key " + converter::Quoted(value) + " stands twice in one object",
                        {.file = file_});
    }
    if (object.size() >= limits_.keys) {
      throw FormatError("more than " + std::to_string(limits_.keys) + " keys in one object",
                        {.file = file_});
    }
    key_ = std::move(value);
    return true;
  }

  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    std::string reason = error.what();
    if (const size_t id = reason.find("] "); id != std::string::npos) reason.erase(0, id + 2);
    if (reason.size() > kReasonLength) reason = reason.substr(0, kReasonLength) + "...";
    throw FormatError("not valid JSON: " + converter::PrintableText(reason),
                      {.file = file_, .offset = position});
  }

 private:
  template <typename Value>
  bool Add(Value&& value) {
    Place(Json(std::forward<Value>(value)));
    return true;
  }

  bool Open(Json container) {
    if (open_.size() >= limits_.depth) {
      throw FormatError("nested deeper than " + std::to_string(limits_.depth) + " levels",
                        {.file = file_});
    }
    open_.push_back(&Place(std::move(container)));
    return true;
  }

  bool Close() {
    open_.pop_back();
    return true;
  }

  // A parent does not grow while its last child is open, so pointers on the way down stay valid.
  Json& Place(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_object()) return parent[key_] = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }

  const std::string& file_;
  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;
  std::string key_;
};

}  // namespace

Json ParseStrictJson(std::string_view text, const std::string& file, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    throw FormatError("larger than " + std::to_string(limits.bytes) + " bytes", {.file = file});
  }
  Builder builder(file, limits);
  Json::sax_parse(text, &builder);
  return builder.Take();
}

Json ReadStrictJson(const std::filesystem::path& file, const JsonLimits& limits) {
  return ParseStrictJson(converter::ReadWholeFile(file, limits.bytes), file.string(), limits);
}

}  // namespace tidemark::harness
