#include "converter/io/strict_json.h"

#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/key_path.h"
#include "converter/io/printable_text.h"
#include "converter/io/read_file.h"

namespace tidemark::converter {
namespace {

constexpr size_t kReasonLength = 200;

// What the library says, without its own name and number in brackets.
std::string ReasonOf(const nlohmann::detail::exception& error) {
  std::string reason = error.what();
  if (const size_t id = reason.find("] "); id != std::string::npos) reason.erase(0, id + 2);
  if (reason.size() > kReasonLength) reason = reason.substr(0, kReasonLength) + "...";
  return PrintableText(reason);
}

// Makes room for one more member. When the vector behind an object grows, it copies all members, as
// their keys are constant: without this, a large value would be copied again at every level.
void MakeRoom(Json::object_t& members) {
  if (members.size() < members.capacity()) return;
  Json::object_t roomier;
  roomier.reserve(2 * members.size() + 1);
  for (auto& [key, value] : members) roomier.emplace_back(key, std::move(value));
  members.swap(roomier);
}

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
    Json& object = *open_.back();
    MakeRoom(object.get_ref<Json::object_t&>());
    const auto [member, is_new] = object.emplace(std::move(value), nullptr);
    if (!is_new) {
      throw FormatError("the key " + Quoted(member.key()) + " stands twice in one object",
                        {.file = file_, .key = MemberPath(Path(), member.key())});
    }
    if (object.size() > limits_.keys) {
      throw FormatError("more than " + std::to_string(limits_.keys) + " keys in one object",
                        {.file = file_, .key = Path()});
    }
    member_ = &*member;
    return true;
  }

  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    throw FormatError("not valid JSON: " + ReasonOf(error), {.file = file_, .offset = position});
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
    if (parent.is_object()) return *member_ = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }

  // Where the innermost open value is. Each of the others is open for its last child.
  std::string Path() const {
    std::string path;
    for (size_t i = 0; i + 1 < open_.size(); ++i) {
      const Json& parent = *open_[i];
      path = parent.is_object()
                 ? MemberPath(path, parent.get_ref<const Json::object_t&>().back().first)
                 : ElementPath(path, parent.size() - 1);
    }
    return path;
  }

  const std::string& file_;
  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;
  // The member whose key was read last, for its value.
  Json* member_ = nullptr;
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
  return ParseStrictJson(ReadWholeFile(file, limits.bytes), file.string(), limits);
}

}  // namespace tidemark::converter
