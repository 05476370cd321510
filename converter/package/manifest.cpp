#include "converter/package/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

using nlohmann::json;

constexpr std::string_view kAuthor = "com.apple.CoreML";
constexpr std::array<uint32_t, 3> kNewestFormat = {1, 0, 0};

json Item(std::string_view name, std::string_view description, std::string_view path) {
  return {{"author", kAuthor}, {"description", description}, {"name", name}, {"path", path}};
}

const std::string& StringMember(const json& object, const char* name, const std::string& key,
                                const std::string& file) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) {
    throw FormatError("expected a string", {.file = file, .key = key + name});
  }
  return member->get_ref<const std::string&>();
}

// Three numbers with dots between them.
std::optional<std::array<uint32_t, 3>> ParseFormatVersion(std::string_view text) {
  std::array<uint32_t, 3> version = {};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (size_t i = 0; i < version.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const auto [next, error] = std::from_chars(at, end, version[i]);
    if (error != std::errc()) return std::nullopt;
    at = next;
  }
  if (at != end) return std::nullopt;
  return version;
}

}  // namespace

std::string ItemIdentifier(std::string_view name, const Sha256Digest& content) {
  constexpr std::string_view kNul("\0", 1);
  Sha256 hash;
  hash.Update("katago-coreml-item-v1");
  hash.Update(kNul);
  hash.Update(name);
  hash.Update(kNul);
  hash.Update(content);
  Sha256Digest digest = hash.Finish();
  digest[6] = (digest[6] & std::byte{0x0F}) | std::byte{0x80};
  digest[8] = (digest[8] & std::byte{0x3F}) | std::byte{0x80};
  std::string text = ToHex(std::span(digest).first(16));
  for (const size_t dash : {8, 13, 18, 23}) text.insert(dash, 1, '-');
  return text;
}

std::string ManifestText(const Sha256Digest& model, const Sha256Digest& weights) {
  constexpr std::string_view kModelName = "model.mlmodel";
  constexpr std::string_view kWeightsName = "weights";
  const std::string root = ItemIdentifier(kModelName, model);
  const json manifest = {
      {"fileFormatVersion", "1.0.0"},
      {"itemInfoEntries",
       {{root, Item(kModelName, "KataGo network", kModelItemPath)},
        {ItemIdentifier(kWeightsName, weights), Item(kWeightsName, "Weights", kWeightsItemPath)}}},
      {"rootModelIdentifier", root}};
  return manifest.dump(4) + "\n";
}

std::string RootModelPath(std::string_view manifest, const std::string& file) {
  json document;
  try {
    document = json::parse(manifest);
  } catch (const json::parse_error& error) {
    throw FormatError("not JSON", {.file = file, .offset = error.byte});
  }
  if (!document.is_object()) throw FormatError("expected a JSON object", {.file = file});

  const std::string& text = StringMember(document, "fileFormatVersion", "", file);
  const auto version = ParseFormatVersion(text);
  if (!version.has_value() || *version > kNewestFormat) {
    throw FormatError("unknown format version `" + text + "`, expected 1.0.0",
                      {.file = file, .key = "fileFormatVersion"});
  }

  const std::string& root = StringMember(document, "rootModelIdentifier", "", file);
  const auto items = document.find("itemInfoEntries");
  if (items == document.end() || !items->is_object()) {
    throw FormatError("expected an object", {.file = file, .key = "itemInfoEntries"});
  }
  std::set<std::pair<std::string, std::string>> names;
  std::optional<std::string> root_path;
  for (const auto& [identifier, item] : items->items()) {
    const std::string key = "itemInfoEntries." + identifier;
    if (!item.is_object()) throw FormatError("expected an object", {.file = file, .key = key});
    const std::string& path = StringMember(item, "path", key + ".", file);
    const std::string& name = StringMember(item, "name", key + ".", file);
    const std::string& author = StringMember(item, "author", key + ".", file);
    StringMember(item, "description", key + ".", file);
    if (!IsPlainRelativePath(path)) {
      throw FormatError("`" + path + "` leads out of the package",
                        {.file = file, .key = key + ".path"});
    }
    if (!names.emplace(name, author).second) {
      throw FormatError("two items share the name `" + name + "` and the author `" + author + "`",
                        {.file = file, .key = key});
    }
    if (identifier == root) root_path = path;
  }
  if (!root_path.has_value()) {
    throw FormatError("no item has the identifier `" + root + "`",
                      {.file = file, .key = "rootModelIdentifier"});
  }
  return *root_path;
}

bool IsPlainRelativePath(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  while (true) {
    const size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace tidemark::converter
