#include "converter/io/strict_json.h"

#include <array>
#include <istream>
#include <span>
#include <streambuf>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/input_file.h"
#include "converter/io/key_path.h"
#include "converter/io/printable_text.h"

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

// A file as the letters of a stream, read piece by piece.
class FileLetters : public std::streambuf {
 public:
  FileLetters(const std::filesystem::path& file, uint64_t most_bytes)
      : file_(file), most_bytes_(most_bytes) {
    if (!file_.is_regular()) {
      throw IoError("cannot read: not a regular file", {.file = file_.name()});
    }
  }

 protected:
  int_type underflow() override {
    const size_t read = file_.Read(std::as_writable_bytes(std::span(piece_)));
    bytes_ += read;
    if (bytes_ > most_bytes_) {
      throw FormatError("the file is larger than " + std::to_string(most_bytes_) + " bytes",
                        {.file = file_.name()});
    }
    if (read == 0) return traits_type::eof();
    setg(piece_.data(), piece_.data(), piece_.data() + read);
    return traits_type::to_int_type(piece_[0]);
  }

 private:
  InputFile file_;
  uint64_t most_bytes_;
  uint64_t bytes_ = 0;
  std::array<char, size_t{32}* 1024> piece_ = {};
};

// Builds the document and refuses what a plain parser lets pass.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(const std::string& file, const JsonLimits& limits, const std::vector<JsonList>& lists)
      : file_(file), limits_(limits) {
    for (const JsonList& list : lists) lists_.push_back({.list = list});
  }

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
    HandOver();
    return true;
  }

  bool Open(Json container) {
    if (open_.size() >= limits_.depth) {
      throw FormatError("nested deeper than " + std::to_string(limits_.depth) + " levels",
                        {.file = file_});
    }
    open_.push_back(&Place(std::move(container)));
    for (HandedOver& handed_over : lists_) {
      if (open_.size() == DepthOf(handed_over.list)) handed_over.elements = 0;
    }
    return true;
  }

  bool Close() {
    open_.pop_back();
    HandOver();
    return true;
  }

  // Hands over a value that is complete, if it is an element of a list.
  void HandOver() {
    for (HandedOver& handed_over : lists_) {
      if (open_.size() != DepthOf(handed_over.list) || !InList(handed_over.list)) continue;
      auto& elements = open_.back()->get_ref<Json::array_t&>();
      handed_over.list.take(elements.back(), PathOfChild());
      elements.pop_back();
      ++handed_over.elements;
      return;
    }
  }

  // How many containers are open right inside the list: for each key an object and a list.
  static size_t DepthOf(const JsonList& list) { return 2 * list.keys.size(); }

  // Is the list among the containers that are open?
  bool InList(const JsonList& list) const {
    if (open_.size() < DepthOf(list)) return false;
    for (size_t i = 0; i < list.keys.size(); ++i) {
      if (!open_[2 * i]->is_object() || !open_[2 * i + 1]->is_array()) return false;
      if (open_[2 * i]->get_ref<const Json::object_t&>().back().first != list.keys[i]) return false;
    }
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
  std::string Path() const { return PathOver(open_.size() - 1); }
  // Where the last child of the innermost open value is.
  std::string PathOfChild() const { return PathOver(open_.size()); }

  // Through the last children of the first `parents` open values.
  std::string PathOver(size_t parents) const {
    std::string path;
    for (size_t i = 0; i < parents; ++i) {
      const Json& parent = *open_[i];
      path = parent.is_object()
                 ? MemberPath(path, parent.get_ref<const Json::object_t&>().back().first)
                 : ElementPath(path, parent.size() - 1 + HandedOverOf(i));
    }
    return path;
  }

  // How many elements the open value at `depth` had that were handed over.
  size_t HandedOverOf(size_t depth) const {
    for (const HandedOver& handed_over : lists_) {
      if (DepthOf(handed_over.list) == depth + 1 && InList(handed_over.list)) {
        return handed_over.elements;
      }
    }
    return 0;
  }

  // A list, and how many elements it has had since it was opened.
  struct HandedOver {
    const JsonList& list;
    size_t elements = 0;
  };

  const std::string& file_;
  const JsonLimits& limits_;
  std::vector<HandedOver> lists_;
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
  Builder builder(file, limits, {});
  Json::sax_parse(text, &builder);
  return builder.Take();
}

Json ReadStrictJson(const std::filesystem::path& file, const JsonLimits& limits,
                    const std::vector<JsonList>& lists) {
  FileLetters letters(file, limits.bytes);
  std::istream stream(&letters);
  const std::string name = file.string();
  Builder builder(name, limits, lists);
  Json::sax_parse(stream, &builder);
  return builder.Take();
}

}  // namespace tidemark::converter
