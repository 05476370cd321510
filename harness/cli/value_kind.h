#ifndef TIDEMARK_HARNESS_CLI_VALUE_KIND_H_
#define TIDEMARK_HARNESS_CLI_VALUE_KIND_H_

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace tidemark::harness {

// What may stand for the value of an option or a positional: what completions offer, and what
// manual pages say of it.
struct ValueKind {
  enum class Form { kText, kNumber, kWord, kList, kFile, kFolder };

  Form form = Form::kText;
  // How usage names it: "TEXT", "N" (a whole number), "X", "WORD", "LIST", "FILE", "FOLDER".
  std::string label = "TEXT";
  // kWord and kList: the words that are the whole value.
  std::vector<std::string> words = {};
  // kList: those that are joined by commas.
  std::vector<std::string> items = {};
  // kFile: what names of such files end in, with the dot; any file if there are none.
  std::vector<std::string> endings = {};
  // kNumber: the least and the greatest, as written; both empty if anything goes.
  std::string least = {};
  std::string greatest = {};

  friend bool operator==(const ValueKind&, const ValueKind&) = default;
};

// Read off the checks of an option: those below, and CLI::IsMember, CLI::Range, CLI::ExistingFile
// and CLI::ExistingDirectory.
ValueKind ValueKindOf(CLI::Option& option);

// Checks that check nothing and show nothing in `--help`: they tell what a value is that its verb
// reads by itself, with errors of its own.
//
//   command.add_option("--precision", precision, "fp16 (default) or fp32")
//       ->check(OneOf(PrecisionNames()));
//
// The words hold no comma and no brace, the endings no blank and no parenthesis.
CLI::Validator OneOf(const std::vector<std::string>& words);
CLI::Validator ListOf(const std::vector<std::string>& items);
CLI::Validator AFile(const std::vector<std::string>& endings = {});
CLI::Validator AFolder();

// What names of network files, and of all models, end in.
std::vector<std::string> NetworkEndings();
std::vector<std::string> ModelEndings();
// What names of files of positions end in: games, and positions as JSON lines.
std::vector<std::string> PositionEndings();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_VALUE_KIND_H_
