#include "reference/cases/position_file.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/byte_sink.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

constexpr std::string_view kGame = "(;SZ[9]RU[chinese]KM[7];B[cc];W[gg];B[gc];W[cg];B[ee])";

class PositionFile : public ::testing::Test {
 protected:
  struct Seen {
    size_t number = 0;
    size_t moves = 0;

    friend bool operator==(const Seen&, const Seen&) = default;
  };

  // What a file of this text holds; at most `most` positions.
  std::vector<Seen> Read(std::string_view text, size_t every = 1, size_t most = 1000) {
    file_ = folder_.Write("positions", std::string(text));
    return ReadAgain(every, most);
  }

  std::vector<Seen> ReadAgain(size_t every, size_t most) {
    std::vector<Seen> seen;
    warnings_.clear();
    ReadPositionFile(
        file_, {.every = every},
        [&](const Position& position, size_t number) {
          EXPECT_EQ(position.record.moves.size(), position.game.moves().size());
          seen.push_back({number, position.record.moves.size()});
          return seen.size() < most;
        },
        [&](const std::string& warning) { warnings_.push_back(warning); });
    return seen;
  }

  tidemark::testing::TempDir folder_ = {};
  std::filesystem::path file_ = {};
  std::vector<std::string> warnings_ = {};
};

TEST_F(PositionFile, AGameGivesThePositionsOfItsMainLine) {
  EXPECT_THAT(Read(kGame),
              ElementsAre(Seen{0, 0}, Seen{1, 1}, Seen{2, 2}, Seen{3, 3}, Seen{4, 4}, Seen{5, 5}));
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(PositionFile, EveryNthPositionCountsFromTheFirst) {
  EXPECT_THAT(Read(kGame, 2), ElementsAre(Seen{0, 0}, Seen{2, 2}, Seen{4, 4}));
  EXPECT_THAT(Read(kGame, 5), ElementsAre(Seen{0, 0}, Seen{5, 5}));
  EXPECT_THAT(Read(kGame, 6), ElementsAre(Seen{0, 0}));
}

TEST_F(PositionFile, GamesOfACollectionAreNumberedOn) {
  EXPECT_THAT(Read("(;SZ[5]RU[nz];B[aa];W[bb])\n(;SZ[5]RU[nz];B[cc])", 2),
              ElementsAre(Seen{0, 0}, Seen{2, 2}, Seen{3, 0}));
}

TEST_F(PositionFile, LinesAreTakenOneByOne) {
  const std::string text =
      "{\"size\": [9, 9]}\n\n{\"size\": [9, 9], \"moves\": [[\"B\", \"A1\"]]}\r\n{\"size\": [5, "
      "5]}";
  EXPECT_THAT(Read(text), ElementsAre(Seen{0, 0}, Seen{1, 1}, Seen{2, 0}));
  EXPECT_THAT(Read(text, 2), ElementsAre(Seen{0, 0}, Seen{2, 0}));
}

TEST_F(PositionFile, StopsWhenEnoughWereSeen) {
  EXPECT_THAT(Read(kGame, 1, 2), ElementsAre(Seen{0, 0}, Seen{1, 1}));
  // What comes after is not read.
  EXPECT_THAT(Read("{\"size\": [9, 9]}\nnonsense", 1, 1), ElementsAre(Seen{0, 0}));
}

TEST_F(PositionFile, GzipMakesNoDifference) {
  file_ = folder_.path() / "positions.gz";
  const auto sink =
      converter::GzipSink(converter::AtomicFile(file_, converter::Existing::kRefuse), 6);
  sink->Write(kGame);
  sink->Finish();
  EXPECT_THAT(ReadAgain(5, 10), ElementsAre(Seen{0, 0}, Seen{5, 5}));
}

TEST_F(PositionFile, TheErrorTestTakesItsOwnPositionsOfGames) {
  file_ = folder_.Write("games.sgf", "(;SZ[9]RU[japanese]KM[0];B[cc](;W[gg])(;W[cg];B[gc]))");
  std::vector<size_t> moves;
  const auto take = [&](const Position& position, size_t) {
    EXPECT_EQ(position.record.rules, (Rules{.ko = KoRule::kSituational}));
    moves.push_back(position.record.moves.size());
    return true;
  };
  const auto no_warning = [](const std::string& warning) { ADD_FAILURE() << warning; };
  ReadPositionFile(file_, {.error_test = true}, take, no_warning);
  EXPECT_THAT(moves, ElementsAre(0, 1, 2, 2, 3));
  const auto lines = folder_.Write("lines", "{\"size\": [9, 9]}");
  EXPECT_THAT([&] { ReadPositionFile(lines, {.error_test = true}, take, no_warning); },
              ThrowsMessage<UsageError>(HasSubstr("not games to collect them from")));
}

TEST_F(PositionFile, AMarkAndBlanksBeforeTheFirstLetterAreNothing) {
  EXPECT_THAT(Read("\xEF\xBB\xBF \n(;SZ[5]RU[nz])"), ElementsAre(Seen{0, 0}));
}

TEST_F(PositionFile, UnknownRulesAreAWarning) {
  Read("(;SZ[9]RU[house];B[aa])");
  EXPECT_THAT(warnings_, ElementsAre(AllOf(HasSubstr("positions has unknown rules (RU), \"house\""),
                                           HasSubstr("Tromp-Taylor"))));
}

TEST_F(PositionFile, ErrorsNameTheLineOrTheByte) {
  EXPECT_THAT(
      [&] { Read("{\"size\": [9, 9]}\n{\"size\": [9, 99]}"); },
      ThrowsMessage<FormatError>(AllOf(HasSubstr("positions:2: "), HasSubstr("key size[1]"))));
  EXPECT_THAT([&] { Read("(;SZ[9];B[zz])"); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("\"zz\" is not on the board"), HasSubstr("at byte 10"))));
  EXPECT_THAT([&] { Read("{" + std::string(2'000'000, ' ') + "}"); },
              ThrowsMessage<FormatError>(HasSubstr("line 1 has more than 1048576 bytes")));
  EXPECT_THAT([&] { Read("[1, 2]"); },
              ThrowsMessage<FormatError>(HasSubstr("holds neither games in SGF nor positions")));
  EXPECT_THAT([&] { Read(""); }, ThrowsMessage<FormatError>(HasSubstr("is empty")));
  EXPECT_THAT([&] { Read(kGame, 0); }, ThrowsMessage<UsageError>(HasSubstr("every 0th")));
  EXPECT_THROW(ReadPositionFile(
                   folder_.path() / "none", {}, [](const Position&, size_t) { return true; },
                   [](const std::string&) {}),
               IoError);
}

}  // namespace
}  // namespace tidemark::reference
