#include "converter/package/manifest.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

ContentDigest DigestOf(std::string_view text) {
  ContentHash hash;
  hash.Update(text);
  return hash.Digest();
}

constexpr char kManifest[] = R"({
    "fileFormatVersion": "1.0.0",
    "itemInfoEntries": {
        "34521df6-d58c-8fd7-a016-c555921e57ae": {
            "author": "com.apple.CoreML",
            "description": "KataGo network",
            "name": "model.mlmodel",
            "path": "com.apple.CoreML/model.mlmodel"
        },
        "5948ac0a-e8f8-8e3a-b67d-3121499e3835": {
            "author": "com.apple.CoreML",
            "description": "Weights",
            "name": "weights",
            "path": "com.apple.CoreML/weights"
        }
    },
    "rootModelIdentifier": "34521df6-d58c-8fd7-a016-c555921e57ae"
}
)";

// The identifiers were computed by another program from the rule.
TEST(Manifest, IsTheLibrarysFormatWithIdentifiersFromContent) {
  EXPECT_EQ(ManifestText(DigestOf("model"), DigestOf("weights")), kManifest);
  EXPECT_NE(ManifestText(DigestOf("model"), DigestOf("other weights")), kManifest);
}

TEST(Manifest, ReadsTheRootModelsPath) {
  EXPECT_EQ(RootModelPath(kManifest, "Manifest.json"), "com.apple.CoreML/model.mlmodel");
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

void ExpectRefused(const std::string& text, const std::string& key, const std::string& what) {
  EXPECT_THAT([&] { RootModelPath(text, "x/Manifest.json"); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("x/Manifest.json"), HasSubstr(key), HasSubstr(what))));
}

TEST(Manifest, RefusesWhatItsReadersCannotTrust) {
  ExpectRefused("", "", "not valid JSON");
  ExpectRefused("[]", "", "expected an object, found a list");
  ExpectRefused("{}", "fileFormatVersion", "is missing");
  for (const std::string version : {"1.0.1", "2.0.0", "1.0", "1.0.0.0", "-1.0.0", "1.0.x", ""}) {
    ExpectRefused(Replaced(kManifest, "1.0.0", version), "fileFormatVersion", "expected 1.0.0");
  }
  ExpectRefused(Replaced(kManifest, "itemInfoEntries", "items"), "itemInfoEntries", "is missing");
  ExpectRefused(Replaced(kManifest, "\"description\": \"Weights\",", ""), "description",
                "is missing");
  ExpectRefused(Replaced(kManifest, "\"Weights\"", "7"),
                "itemInfoEntries.5948ac0a-e8f8-8e3a-b67d-3121499e3835.description",
                "expected a text, found the number 7");
  ExpectRefused(Replaced(kManifest, "\"author\"", "\"path\""), ".path", "stands twice");
  ExpectRefused(Replaced(kManifest, "\"weights\"", "\"model.mlmodel\""), "itemInfoEntries",
                "two items share");
  ExpectRefused(Replaced(kManifest, "\"rootModelIdentifier\": \"", "\"rootModelIdentifier\": \"x"),
                "rootModelIdentifier", "no item");
  for (const std::string path : {"../m", "/m", "a/../../m", "", ".", "a//m", "a/./m", "a/"}) {
    ExpectRefused(Replaced(kManifest, "com.apple.CoreML/model.mlmodel", path), ".path",
                  "leads out of the package");
  }
}

TEST(Manifest, AcceptsAnOlderFormat) {
  EXPECT_NO_THROW(RootModelPath(Replaced(kManifest, "1.0.0", "0.9.12"), "Manifest.json"));
}

}  // namespace
}  // namespace tidemark::converter
