#ifndef TIDEMARK_REFERENCE_GO_TESTS_SGF_TEXT_H_
#define TIDEMARK_REFERENCE_GO_TESTS_SGF_TEXT_H_

// For tests only: SGF files as text, with the place of a mistake marked.

#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/sgf_game.h"
#include "reference/go/sgf_tree.h"

namespace tidemark::reference::testing {

// The first game of a text.
inline SgfGame ReadSgf(std::string text, const SgfOptions& options = {}) {
  const SgfTree tree(std::move(text), "game.sgf");
  return ReadSgfGame(tree, tree.roots().front(), options);
}

// Expects reading the text without its first '^' to fail at the byte where that stood, with a
// message of one line that says this.
inline void ExpectSgfError(std::string text, std::string_view message) {
  const size_t offset = text.find('^');
  ASSERT_NE(offset, std::string::npos) << text;
  text.erase(offset, 1);
  SCOPED_TRACE(text.size() < 500 ? text : text.substr(0, 500));
  try {
    ReadSgf(text);
    ADD_FAILURE() << "was read";
  } catch (const FormatError& error) {
    EXPECT_EQ(error.context().offset, offset) << error.what();
    EXPECT_EQ(error.context().file, "game.sgf");
    EXPECT_NE(error.message().find(message), std::string::npos) << error.what();
    EXPECT_EQ(std::string_view(error.what()).find_first_of("\n\r\x1b"), std::string_view::npos);
  }
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_GO_TESTS_SGF_TEXT_H_
