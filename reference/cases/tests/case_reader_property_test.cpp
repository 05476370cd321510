// Damaged case files: whatever is done to one, it is read whole or refused with a clear error.

#include <filesystem>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/strict_json.h"
#include "converter/testing/temp_dir.h"
#include "reference/cases/case_document.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/case_writer.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using converter::Json;
using testing::FullCase;
using ::testing::HasSubstr;
using testing::InputsCase;
using testing::TextOf;
using ::testing::ThrowsMessage;
using testing::WriteText;

class DamagedCases : public ::testing::Test {
 protected:
  DamagedCases() {
    CaseWriter writer(folder_, {.network = "n.bin.gz", .reference = "a reference"});
    writer.Add(FullCase(2, 3, {.height = 2, .width = 2}));
    writer.Add(InputsCase(3, 3, {.height = 3, .width = 3}));
    writer.Finish();
    text_ = Json::parse(TextOf(folder_ / "cases.json")).dump();
    tensors_ = TextOf(folder_ / "tensors.f32.gz");
  }

  // Reads the folder and uses everything that was read. False when it was refused; an exception
  // that is not ours ends the test.
  bool ReadsWhole() const {
    try {
      const CaseSet set = ReadCases(folder_, Keep::kInFile);
      for (size_t i = 0; i < set.size(); ++i) {
        const RecordedCase one = set.Case(i);
        EXPECT_EQ(set.Facts(i).legal.size(),
                  static_cast<size_t>(one.inputs.height * one.inputs.width + 1));
      }
      return true;
    } catch (const FormatError& error) {
      EXPECT_THAT(error.what(), HasSubstr(folder_.string()));
    } catch (const IoError& error) {
      EXPECT_THAT(error.what(), HasSubstr(folder_.string()));
    }
    return false;
  }

  void ReadDocument(std::string_view text) const {
    WriteText(folder_ / "cases.json", text);
    ReadCaseDocument(folder_ / "cases.json", Keep::kInMemory);
  }

  tidemark::testing::TempDir temp_;
  std::filesystem::path folder_ = temp_.path() / "cases";
  std::string text_ = {};
  std::string tensors_ = {};
};

TEST_F(DamagedCases, ADocumentCutShortIsRefused) {
  for (size_t size = 0; size < text_.size(); ++size) {
    EXPECT_THROW(ReadDocument(std::string_view(text_).substr(0, size)), FormatError) << size;
  }
}

TEST_F(DamagedCases, TensorsCutShortAreRefused) {
  for (size_t size = 0; size < tensors_.size(); size += 3) {
    WriteText(folder_ / "tensors.f32.gz", std::string_view(tensors_).substr(0, size));
    EXPECT_FALSE(ReadsWhole()) << size;
  }
}

TEST_F(DamagedCases, GarbledBytesAreReadOrRefused) {
  std::mt19937 random(1);
  const auto garble = [&random](std::string bytes) {
    for (int changes = 0; changes < 3; ++changes) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    return bytes;
  };
  for (int round = 0; round < 800; ++round) {
    WriteText(folder_ / "cases.json", garble(text_));
    ReadsWhole();
  }
  WriteText(folder_ / "cases.json", text_);
  for (int round = 0; round < 200; ++round) {
    WriteText(folder_ / "tensors.f32.gz", garble(tensors_));
    ReadsWhole();
  }
}

// Puts `replacement` in the place of every value of the document, one at a time.
template <typename Visit>
void ReplaceEach(Json& document, Json& node, const Json& replacement, const Visit& visit) {
  const Json original = node;
  node = replacement;
  visit(document);
  node = original;
  if (node.is_structured()) {
    for (Json& child : node) ReplaceEach(document, child, replacement, visit);
  }
}

TEST_F(DamagedCases, ValuesOfAnotherTypeOrSizeAreReadOrRefused) {
  const Json replacements =
      Json::array({nullptr, true, -1, 0, 1, 37, 1073741824, 4294967297, 9223372036854775807,
                   18446744073709551615U, 1e300, -0.5, "", "x", Json::array(), Json::object(),
                   Json::array({1, 2}), Json::array({Json::array()})});
  Json document = Json::parse(text_);
  size_t refused = 0;
  size_t tried = 0;
  for (const Json& replacement : replacements) {
    ReplaceEach(document, document, replacement, [&](const Json& damaged) {
      WriteText(folder_ / "cases.json", damaged.dump());
      ++tried;
      refused += ReadsWhole() ? 0 : 1;
    });
  }
  EXPECT_GT(refused, tried / 2);
  EXPECT_LT(refused, tried);
}

TEST_F(DamagedCases, DeepNestingIsRefused) {
  for (const char* bracket : {"[", "{\"a\":"}) {
    std::string nested = "{\"net\": ";
    for (int depth = 0; depth < 200'000; ++depth) nested += bracket;
    EXPECT_THAT([&] { ReadDocument(nested); },
                ThrowsMessage<FormatError>(HasSubstr("nested deeper than 32 levels")));
  }
}

TEST_F(DamagedCases, CrowdedObjectsAreRefused) {
  std::string crowded = "{\"net\": \"n\"";
  for (int i = 0; i < 100'000; ++i) crowded += ", \"" + std::to_string(i) + "\": 0";
  crowded += "}";
  EXPECT_THAT([&] { ReadDocument(crowded); },
              ThrowsMessage<FormatError>(HasSubstr("more than 1000 keys")));
}

}  // namespace
}  // namespace tidemark::reference
