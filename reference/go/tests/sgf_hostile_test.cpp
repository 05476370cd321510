// SGF files made to hurt: cut, damaged, and large or deep beyond all games.

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "reference/go/sgf_game.h"
#include "reference/go/tests/random_play.h"
#include "reference/go/tests/sgf_text.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using testing::Pick;
using testing::ReadSgf;
using ::testing::ThrowsMessage;

const std::string kGood =
    "(;GM[1]FF[4]CA[UTF-8]SZ[9:7]RU[koSITUATIONALscoreAREAtaxNONEsui0]KM[6.5]PB[A \\] b]PW[C]"
    "AB[cc][gc:gd]AW[cd]AE[aa]PL[W]HA[2]C[a comment (; with [brackets\\]]"
    ";W[ef];B[de](;W[];B[tt];W[fe])(;W[ff];B[ee])(;W[dd]C[short]))\n"
    "(;SZ[5]RU[{\"ko\":\"SIMPLE\",\"scoring\":\"TERRITORY\"}];B[aa];W[bb];B[];W[];B[cc])";

std::string Repeated(std::string_view piece, size_t bytes) {
  std::string text;
  text.reserve(bytes);
  while (text.size() + piece.size() <= bytes) text += piece;
  return text;
}

// Reads every game, or fails with an error of one line. Anything else is for the sanitizers.
bool ReadsOrRefuses(const std::string& text) {
  try {
    const SgfTree tree(text, "hostile.sgf");
    for (const SgfTree::NodeId root : tree.roots()) {
      const SgfGame game = ReadSgfGame(tree, root);
      for (const std::string& warning : game.warnings) {
        EXPECT_EQ(warning.find_first_of("\n\r\x1b"), std::string::npos) << warning;
      }
      Replay(game.record, game.record.moves.size());
    }
    return true;
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find_first_of("\n\r\x1b"), std::string::npos)
        << error.what();
    return false;
  }
}

TEST(SgfHostile, TheSampleIsGood) { EXPECT_TRUE(ReadsOrRefuses(kGood)); }

TEST(SgfHostile, CutFilesAreRefusedUnlessTheyEndWithAGame) {
  const size_t first_game = kGood.find('\n');
  for (size_t size = 0; size < kGood.size(); ++size) {
    EXPECT_EQ(ReadsOrRefuses(kGood.substr(0, size)), size == first_game || size == first_game + 1)
        << size;
  }
}

TEST(SgfHostile, DamagedFilesAreReadOrRefused) {
  std::mt19937 random(31);
  // Bytes that mean something come up more often.
  const std::string letters = "()[];\\:abcst0159 \nABWESZRUKMPL\xC3\xA9\xFF";
  int read = 0;
  constexpr int kRounds = 20000;
  for (int round = 0; round < kRounds; ++round) {
    std::string text = kGood;
    for (int change = Pick(random, 4); change >= 0; --change) {
      const auto size = static_cast<int>(text.size());
      const auto at = static_cast<size_t>(Pick(random, size));
      const size_t length = std::min(text.size() - at, static_cast<size_t>(1 + Pick(random, 8)));
      switch (Pick(random, 4)) {
        case 0:
          text[at] = letters[static_cast<size_t>(Pick(random, static_cast<int>(letters.size())))];
          break;
        case 1:
          text[at] = static_cast<char>(Pick(random, 256));
          break;
        case 2:
          text.erase(at, length);
          break;
        default:
          text.insert(at, text.substr(static_cast<size_t>(Pick(random, size)), length));
      }
    }
    read += ReadsOrRefuses(text) ? 1 : 0;
  }
  // Many changes are to comments, or to moves that stay playable.
  EXPECT_GT(read, kRounds / 50);
  EXPECT_LT(read, kRounds * 9 / 10);
}

TEST(SgfHostile, RandomTokensAreReadOrRefused) {
  std::mt19937 random(37);
  const std::string_view tokens[] = {"(",  ")",     ";",      "[",   "]",  "\\",          "B",
                                     "W",  "AB",    "AW",     "SZ",  "PL", "KM",          "RU",
                                     "aa", "bb",    "ba",     "ab",  ":",  "9",           "(;",
                                     "[]", "B[aa]", ";W[bb]", ")(;", "\n", "\xEF\xBB\xBF"};
  for (int round = 0; round < 20000; ++round) {
    std::string text = "(;";
    for (int count = Pick(random, 20); count > 0; --count) {
      text += tokens[static_cast<size_t>(Pick(random, static_cast<int>(std::size(tokens))))];
    }
    ReadsOrRefuses(text + (Pick(random, 2) == 0 ? ")" : ""));
  }
}

TEST(SgfHostile, MegabytesOfOneTokenAreRefused) {
  constexpr size_t kBytes = size_t{3} << 20;
  const auto expect = [](const std::string& text, const std::string& message) {
    EXPECT_THAT([&] { ReadSgf(text); }, ThrowsMessage<FormatError>(HasSubstr(message)));
  };
  expect(Repeated("(", kBytes), "expected ';' after '('");
  expect(Repeated("(;", kBytes), "more than 1000000 nodes");
  expect("(" + Repeated(";", kBytes - 1), "more than 1000000 nodes");
  expect("(;A" + Repeated("[", kBytes - 3), "ends inside a value");
  expect("(;A[" + Repeated("\\", kBytes - 4), "ends inside a value");
  expect(Repeated("A", kBytes), "expected '('");
  expect("(;" + Repeated("A", kBytes - 2), "expected '['");
  expect(Repeated(" ", kBytes), "holds no game");
  expect("(;)" + Repeated(")", kBytes - 3), "expected '('");
  expect("(;SZ[" + Repeated("9", kBytes - 7) + "])", "is not a size");
  expect("(;KM[" + Repeated("1", kBytes - 7) + "])", "is not a komi");
  expect("(;AB" + Repeated("[]", kBytes - 5) + ")", "is not a point");
}

TEST(SgfHostile, DepthCostsNoStack) {
  constexpr size_t kDepth = 500'000;
  const std::string nested = Repeated("(;", 2 * kDepth) + Repeated(")", kDepth);
  const SgfTree tree(nested, "deep.sgf");
  EXPECT_EQ(tree.size(), kDepth);
  EXPECT_EQ(tree.MainLine(0).size(), kDepth);
  EXPECT_TRUE(ReadSgfGame(tree, 0).record.moves.empty());
  const SgfTree line("(" + Repeated(";", kMostSgfNodes) + ")", "long.sgf");
  EXPECT_EQ(line.MainLine(0).size(), kMostSgfNodes);
}

TEST(SgfHostile, LongTextsAreShortenedInMessages) {
  const std::string long_text = Repeated("x", 1 << 20);
  for (const char* key : {"SZ", "PL", "KM", "B", "AB"}) {
    try {
      ReadSgf("(;" + std::string(key) + "[" + long_text + "])");
      ADD_FAILURE() << key;
    } catch (const FormatError& error) {
      EXPECT_LT(std::string(error.what()).size(), 1000U) << key;
    }
  }
  const SgfGame game = ReadSgf("(;RU[" + long_text + "])");
  EXPECT_LT(game.warnings.at(0).size(), 1000U);
  EXPECT_THAT([&] { ReadSgf("(;" + long_text + ")"); },
              ThrowsMessage<FormatError>(HasSubstr("xxx")));
}

TEST(SgfHostile, FilesOverTheLimitAreRefused) {
  const tidemark::testing::TempDir folder;
  const std::string padding = Repeated(" ", kMostSgfBytes - 3);
  EXPECT_EQ(ReadSgfTree(folder.Write("full.sgf", "(;)" + padding)).roots().size(), 1U);
  EXPECT_THROW(ReadSgfTree(folder.Write("over.sgf", "(;)" + padding + " ")), FormatError);
  EXPECT_THAT([&] { ReadSgf("(;)" + padding + " "); },
              ThrowsMessage<FormatError>(HasSubstr("is larger than 8388608 bytes")));
}

}  // namespace
}  // namespace tidemark::reference
