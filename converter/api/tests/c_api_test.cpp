#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/testing/files_below.h"
#include "converter/testing/network_file.h"
#include "tidemark/tidemark.h"

namespace tidemark {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::StrEq;
using tidemark::testing::FilesBelow;
using tidemark::testing::TempDir;
using tidemark::testing::WriteTinyFile;

struct Free {
  void operator()(tidemark_result* result) const { tidemark_result_free(result); }
};
using Result = std::unique_ptr<tidemark_result, Free>;

tidemark_options Defaults() {
  tidemark_options options;
  tidemark_options_init(&options, sizeof options);
  return options;
}

Result Converted(const fs::path& network, const fs::path& package,
                 const tidemark_options* options = nullptr) {
  tidemark_result* result = nullptr;
  const tidemark_status status =
      tidemark_convert(network.c_str(), package.c_str(), options, &result);
  EXPECT_EQ(tidemark_result_status(result), status);
  return Result(result);
}

TEST(CApi, WritesThePackageThatTheProgramWrites) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const Result result = Converted(network, folder.path() / "ours.mlpackage");
  const auto expected = converter::Convert(network, folder.path() / "same.mlpackage", {});
  EXPECT_EQ(FilesBelow(folder.path() / "ours.mlpackage"),
            FilesBelow(folder.path() / "same.mlpackage"));
  EXPECT_EQ(tidemark_result_status(result.get()), TIDEMARK_OK);
  EXPECT_STREQ(tidemark_result_message(result.get()), "");
  EXPECT_STREQ(tidemark_result_network_name(result.get()), "tinynbt-v15-meta");
  EXPECT_EQ(tidemark_result_network_version(result.get()), 15);
  EXPECT_EQ(tidemark_result_precision(result.get()), TIDEMARK_FLOAT16);
  EXPECT_FALSE(tidemark_result_fp16_io(result.get()));
  EXPECT_EQ(tidemark_result_inflated_bytes(result.get()), fs::file_size(network));
  EXPECT_EQ(tidemark_result_weight_bytes(result.get()), expected.weight_bytes);
  EXPECT_EQ(tidemark_result_model_bytes(result.get()), expected.model_bytes);
  EXPECT_EQ(tidemark_result_weight_digest(result.get()), expected.weight_digest);
  EXPECT_EQ(tidemark_result_model_digest(result.get()), expected.model_digest);
}

TEST(CApi, EveryOptionReachesThePackage) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  tidemark_options options = Defaults();
  options.target = TIDEMARK_MACOS15;
  options.board_x = 9;
  options.board_y = 13;
  options.min_batch = 2;
  options.max_batch = 4;
  options.fp16_io = true;
  options.identity_mask = true;
  options.replace_existing = true;
  options.sync = false;
  options.author = "a";
  options.license = "l";
  options.description = "d";
  const fs::path ours = folder.path() / "ours.mlpackage";
  const fs::path same = folder.path() / "same.mlpackage";
  Converted(network, ours, &options);
  const Result result = Converted(network, ours, &options);
  EXPECT_TRUE(tidemark_result_fp16_io(result.get()));
  converter::Convert(network, same,
                     {.fp16_io = true,
                      .board_x = 9,
                      .board_y = 13,
                      .identity_mask = true,
                      .target = converter::Target::kMacOs15,
                      .min_batch = 2,
                      .max_batch = 4,
                      .author = "a",
                      .license = "l",
                      .description = "d"});
  EXPECT_EQ(FilesBelow(ours), FilesBelow(same));

  options.fp16_io = false;
  options.precision = TIDEMARK_FLOAT32;
  EXPECT_EQ(tidemark_result_precision(Converted(network, ours, &options).get()), TIDEMARK_FLOAT32);
}

TEST(CApi, NullArgumentsAreErrorsOrDoNothing) {
  tidemark_result* result = nullptr;
  EXPECT_EQ(tidemark_convert(nullptr, "package", nullptr, &result), TIDEMARK_USAGE_ERROR);
  EXPECT_THAT(tidemark_result_message(result), HasSubstr("network"));
  tidemark_result_free(result);
  EXPECT_EQ(tidemark_convert("network", nullptr, nullptr, &result), TIDEMARK_USAGE_ERROR);
  EXPECT_THAT(tidemark_result_message(result), HasSubstr("package"));
  tidemark_result_free(result);
  EXPECT_EQ(tidemark_convert(nullptr, nullptr, nullptr, nullptr), TIDEMARK_USAGE_ERROR);

  tidemark_options_init(nullptr, 8);
  tidemark_result_free(nullptr);
  EXPECT_EQ(tidemark_result_status(nullptr), TIDEMARK_OUT_OF_MEMORY);
  EXPECT_STREQ(tidemark_result_message(nullptr), "out of memory");
  EXPECT_STREQ(tidemark_result_network_name(nullptr), "");
  EXPECT_EQ(tidemark_result_weight_bytes(nullptr), 0u);
}

TEST(CApi, BadOptionsAreNamedWithWhatIsAccepted) {
  const auto expect_refused = [](const tidemark_options& options, const std::string& option,
                                 const std::string& accepted) {
    const Result result = Converted("none", "none", &options);
    EXPECT_EQ(tidemark_result_status(result.get()), TIDEMARK_USAGE_ERROR);
    EXPECT_THAT(tidemark_result_message(result.get()),
                AllOf(HasSubstr(option), HasSubstr(accepted), Not(HasSubstr("\n"))));
  };
  tidemark_options options = Defaults();
  options.board_x = 1;
  expect_refused(options, "board_x", "2 to 37");
  options = Defaults();
  options.precision = TIDEMARK_MIXED;
  expect_refused(options, "precision", "float16 and float32");
  options = Defaults();
  const int none = 77;
  std::memcpy(&options.precision, &none, sizeof none);
  expect_refused(options, "precision", "float16 and float32");
  options = Defaults();
  std::memcpy(&options.target, &none, sizeof none);
  expect_refused(options, "target", "macos12 and macos15");
  options = Defaults();
  options.license = "\xC3";
  expect_refused(options, "license", "UTF-8");
}

// A program that was compiled with fewer options leaves the others to their defaults, and not a
// byte behind its own is read or written.
TEST(CApi, OptionsOfAnEarlierVersionAreValid) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  constexpr size_t kEarlier = offsetof(tidemark_options, min_batch);
  const auto options = std::make_unique<tidemark_options>();
  std::memset(static_cast<void*>(options.get()), 0x55, sizeof *options);
  tidemark_options_init(options.get(), kEarlier);
  EXPECT_EQ(options->max_batch, 0x55555555);
  options->board_x = 9;
  const fs::path package = folder.path() / "net.mlpackage";
  const Result result = Converted(network, package, options.get());
  EXPECT_STREQ(tidemark_result_message(result.get()), "");
  converter::Convert(network, folder.path() / "same.mlpackage", {.board_x = 9});
  EXPECT_EQ(FilesBelow(package), FilesBelow(folder.path() / "same.mlpackage"));
}

TEST(CApi, OptionsOfALaterVersionAreValidWhereTheyAskForNothingNew) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  struct Later {
    tidemark_options known;
    std::array<char, 16> more;
  };
  Later later;
  tidemark_options_init(&later.known, sizeof later);
  EXPECT_EQ(later.more, (std::array<char, 16>{}));
  Result result = Converted(network, folder.path() / "net.mlpackage", &later.known);
  EXPECT_STREQ(tidemark_result_message(result.get()), "");
  later.more.back() = 1;
  result = Converted(network, folder.path() / "other.mlpackage", &later.known);
  EXPECT_EQ(tidemark_result_status(result.get()), TIDEMARK_USAGE_ERROR);
  EXPECT_THAT(tidemark_result_message(result.get()), HasSubstr("this version does not have"));
}

TEST(CApi, OptionsThatWereNotFilledInAreRefused) {
  for (const size_t size : {size_t{0}, size_t{8}, ~size_t{0}}) {
    tidemark_options options = Defaults();
    options.size = size;
    const Result result = Converted("none", "none", &options);
    EXPECT_EQ(tidemark_result_status(result.get()), TIDEMARK_USAGE_ERROR);
    EXPECT_THAT(tidemark_result_message(result.get()), HasSubstr("tidemark_options_init()"));
  }
}

TEST(CApi, ErrorsHaveTheirStatusAndNameTheFile) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  const Result none = Converted(folder.path() / "none.bin", package);
  EXPECT_EQ(tidemark_result_status(none.get()), TIDEMARK_IO_ERROR);
  EXPECT_THAT(tidemark_result_message(none.get()), HasSubstr("none.bin: "));
  EXPECT_STREQ(tidemark_result_network_name(none.get()), "");
  const Result bad = Converted(folder.Write("bad.bin", "bad\n15\n22\n"), package);
  EXPECT_EQ(tidemark_result_status(bad.get()), TIDEMARK_FORMAT_ERROR);
  EXPECT_THAT(tidemark_result_message(bad.get()), HasSubstr("bad.bin: "));
  Converted(network, package);
  const Result twice = Converted(network, package);
  EXPECT_EQ(tidemark_result_status(twice.get()), TIDEMARK_USAGE_ERROR);
  EXPECT_THAT(tidemark_result_message(twice.get()), HasSubstr("already exists"));
}

TEST(CApi, TellsItsStepsAndCanBeCancelledAtEach) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  std::vector<tidemark_step> steps;
  tidemark_options options = Defaults();
  options.context = &steps;
  options.on_step = [](tidemark_step step, void* context) {
    static_cast<std::vector<tidemark_step>*>(context)->push_back(step);
  };
  options.is_cancelled = [](void* context) {
    return static_cast<std::vector<tidemark_step>*>(context)->size() == 3;
  };
  const Result cancelled = Converted(network, package, &options);
  EXPECT_EQ(tidemark_result_status(cancelled.get()), TIDEMARK_CANCELLED);
  EXPECT_STREQ(tidemark_result_message(cancelled.get()), "cancelled");
  EXPECT_THAT(steps, ElementsAre(TIDEMARK_READ, TIDEMARK_BUILD, TIDEMARK_WRITE));
  EXPECT_THAT(FilesBelow(folder.path()), ElementsAre(Key("net.bin")));

  steps.clear();
  options.is_cancelled = nullptr;
  Converted(network, package, &options);
  EXPECT_THAT(steps, ElementsAre(TIDEMARK_READ, TIDEMARK_BUILD, TIDEMARK_WRITE, TIDEMARK_PUBLISH));
}

TEST(CApi, NoExceptionOfTheCallersCrossesIt) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  tidemark_options options = Defaults();
  options.on_step = [](tidemark_step, void*) { throw std::out_of_range("mine"); };
  const Result known = Converted(network, folder.path() / "net.mlpackage", &options);
  EXPECT_EQ(tidemark_result_status(known.get()), TIDEMARK_INTERNAL_ERROR);
  EXPECT_STREQ(tidemark_result_message(known.get()), "mine");
  options.on_step = [](tidemark_step, void*) { throw 7; };
  const Result unknown = Converted(network, folder.path() / "net.mlpackage", &options);
  EXPECT_EQ(tidemark_result_status(unknown.get()), TIDEMARK_INTERNAL_ERROR);
  EXPECT_THAT(tidemark_result_message(unknown.get()), Not(StrEq("")));
}

TEST(CApi, ConversionsRunAtOnceAndOneIsCancelled) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  std::array<Result, 4> results;
  std::vector<std::thread> threads;
  for (size_t i = 0; i < results.size(); ++i) {
    threads.emplace_back([&, i] {
      tidemark_options options = Defaults();
      if (i == 0) options.is_cancelled = [](void*) { return true; };
      results[i] = Converted(network, folder.path() / (std::to_string(i) + ".mlpackage"), &options);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tidemark_result_status(results[0].get()), TIDEMARK_CANCELLED);
  const auto expected = FilesBelow(folder.path() / "1.mlpackage");
  for (size_t i = 1; i < results.size(); ++i) {
    EXPECT_EQ(tidemark_result_status(results[i].get()), TIDEMARK_OK);
    EXPECT_EQ(FilesBelow(folder.path() / (std::to_string(i) + ".mlpackage")), expected);
  }
}

TEST(CApi, TellsTheProjectsVersion) { EXPECT_STREQ(tidemark_version(), TIDEMARK_VERSION); }

}  // namespace
}  // namespace tidemark
