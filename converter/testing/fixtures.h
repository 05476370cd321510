#ifndef TIDEMARK_CONVERTER_TESTING_FIXTURES_H_
#define TIDEMARK_CONVERTER_TESTING_FIXTURES_H_

// For tests only: the recorded networks, cases and packages, which live outside this project.

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace tidemark::testing {

// The fixtures' folder: $TIDEMARK_FIXTURES, by default ../shared/fixtures beside the project.
inline std::optional<std::filesystem::path> FixturesOrNothing() {
  const char* named = std::getenv("TIDEMARK_FIXTURES");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(TIDEMARK_SOURCE_DIR) / "../shared/fixtures";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

inline bool FixturesRequired() {
  const char* required = std::getenv("TIDEMARK_REQUIRE_FIXTURES");
  return required != nullptr && std::string(required) == "1";
}

}  // namespace tidemark::testing

// Declares `variable` as the fixtures' folder, or skips the test; under
// TIDEMARK_REQUIRE_FIXTURES=1 a missing folder is a failure.
#define TIDEMARK_FIXTURES_OR_SKIP(variable)                                                \
  const auto variable##_found = ::tidemark::testing::FixturesOrNothing();                  \
  if (!variable##_found.has_value()) {                                                     \
    if (::tidemark::testing::FixturesRequired()) {                                         \
      FAIL() << "fixtures are required, and TIDEMARK_FIXTURES does not name their folder"; \
    }                                                                                      \
    GTEST_SKIP() << "no fixtures: set TIDEMARK_FIXTURES to their folder to run this test"; \
  }                                                                                        \
  const std::filesystem::path& variable = *variable##_found

#endif  // TIDEMARK_CONVERTER_TESTING_FIXTURES_H_
