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

#include "converter/io/hex.h"
#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "converter/io/strict_json.h"

namespace tidemark::converter {
namespace {

using nlohmann::json;

constexpr std::string_view kAuthor = "com.apple.CoreML";
constexpr std::array<uint32_t, 3> kNewestFormat = {1, 0, 0};

json Item(std::string_view name, std::string_view description, std::string_view path) {
  return {{"author", kAuthor}, {"description", description}, {"name", name}, {"path", path}};
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

std::string ItemIdentifier(std::string_view name, const ContentDigest& content) {
  constexpr std::string_view kNul("\0", 1);
  ContentHash hash;
  hash.Update("tidemark-coreml-item-v1");
  hash.Update(kNul);
  hash.Update(name);
  hash.Update(kNul);
  hash.Update(content);
  ContentDigest digest = hash.Digest();
  digest[6] = (digest[6] & std::byte{0x0F}) | std::byte{0x80};
  digest[8] = (digest[8] & std::byte{0x3F}) | std::byte{0x80};
  std::string text = ToHex(digest);
  for (const size_t dash : {size_t{8}, size_t{13}, size_t{18}, size_t{23}})
    text.insert(dash, 1, '-');
  return text;
}

std::string ManifestText(const ContentDigest& model, const ContentDigest& weights) {
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
  const Json document = ParseStrictJson(manifest, file);
  const JsonObject root = JsonValue(document, file).AnyObject();

  const JsonValue format = root.At("fileFormatVersion");
  const auto version = ParseFormatVersion(format.String());
  if (!version.has_value() || *version > kNewestFormat) {
    format.Fail("unknown format version " + Quoted(format.String()) + ", expected 1.0.0");
  }

  const JsonValue root_identifier = root.At("rootModelIdentifier");
  std::set<std::pair<std::string, std::string>> names;
  std::optional<std::string> root_path;
  for (const auto& [identifier, value] : root.At("itemInfoEntries").Members()) {
    const JsonObject item = value.AnyObject();
    const JsonValue path = item.At("path");
    const std::string& name = item.At("name").String();
    const std::string& author = item.At("author").String();
    item.At("description").String();
    if (!IsPlainRelativePath(path.String())) {
      path.Fail(Quoted(path.String()) + " leads out of the package");
    }
    if (!names.emplace(name, author).second) {
      value.Fail("two items share the name " + Quoted(name) + " and the author " + Quoted(author));
    }
    if (identifier == root_identifier.String()) root_path = path.String();
  }
  if (!root_path.has_value()) {
    root_identifier.Fail("no item has the identifier " + Quoted(root_identifier.String()));
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
